"""Several digits in one image: boxes and masks are known, because the scene was put together."""

from typing import NamedTuple

import torch
from torch import nn

from labkit.data import boxes_around

HEIGHT, WIDTH, BACKGROUND = 24, 44, 10
_TILE, _PLACES, _INK = 8, 4, 0.3


class Scenes(NamedTuple):
    """Images and what is in them; ``classes`` has a digit or 10, the background, per pixel."""

    images: torch.Tensor  # (N, 1, 24, 44) from 0 to 1
    boxes: torch.Tensor  # (N, 4, 4) left, top, right, bottom
    labels: torch.Tensor  # (N, 4)
    classes: torch.Tensor  # (N, 24, 44)


class Found(NamedTuple):
    """What a detector claims, best first; ``scene`` says in which image."""

    scene: torch.Tensor  # (D,)
    boxes: torch.Tensor  # (D, 4)
    labels: torch.Tensor  # (D,)
    scores: torch.Tensor  # (D,) from 0 to 1
    classes: torch.Tensor  # (N, 24, 44) the class of every pixel


def scenes(digits: torch.Tensor, labels: torch.Tensor, *, seed: int = 0) -> Scenes:
    """Put four digits at a time, ``(N, 1, 8, 8)`` from 0 to 1, into scenes; they do not touch.

    A pixel is a digit's where its ink is over 0.3; boxes are tight around these pixels. Digits
    that do not fill a scene are left out. Raises ``ValueError`` for fewer than four.

    >>> made = scenes(torch.ones(9, 1, 8, 8), torch.arange(9))
    >>> made.images.shape, made.labels.tolist()
    (torch.Size([2, 1, 24, 44]), [[0, 1, 2, 3], [4, 5, 6, 7]])
    """
    count = len(digits) // _PLACES
    if not count:
        raise ValueError(f"A scene needs {_PLACES} digits; given: {len(digits)}.")
    g = torch.Generator().manual_seed(seed)
    across = torch.randint(WIDTH // _PLACES - _TILE, (count, _PLACES), generator=g)
    down = torch.randint(HEIGHT - _TILE + 1, (count, _PLACES), generator=g)
    layers = torch.zeros(count, _PLACES, HEIGHT, WIDTH)
    for scene in range(count):
        for place in range(_PLACES):
            left, top = place * WIDTH // _PLACES + across[scene, place], down[scene, place]
            tile = digits[scene * _PLACES + place, 0]
            layers[scene, place, top : top + _TILE, left : left + _TILE] = tile
    names = labels[: count * _PLACES].reshape(count, _PLACES)
    masks = layers > _INK
    boxes = boxes_around(masks.flatten(0, 1)).reshape(count, _PLACES, 4)
    classes = torch.where(masks, names[:, :, None, None], 0).sum(1)
    classes = torch.where(masks.any(1), classes, BACKGROUND)
    return Scenes(layers.amax(1, keepdim=True), boxes, names, classes)


def detect(model: nn.Module, images: torch.Tensor) -> Found:
    """Find digits with a classifier of 8×8 pixels, in two steps, as R-CNN did.

    Every connected patch of ink proposes a box; the classifier names what is in it, and its
    largest probability is the score. (R. Girshick and others: "Rich feature hierarchies for
    accurate object detection and semantic segmentation", 2014.)
    """
    from scipy.ndimage import find_objects, label

    where, boxes, tiles, patches = [], [], [], []
    for number, image in enumerate(images[:, 0]):
        parts, _ = label((image > _INK).numpy(), structure=torch.ones(3, 3).numpy())
        for part, (rows, columns) in enumerate(find_objects(parts), start=1):
            where.append(number)
            boxes.append([columns.start, rows.start, columns.stop, rows.stop])
            tiles.append(_tile(image, rows, columns))
            patches.append(torch.from_numpy(parts == part))
    if not where:
        raise ValueError("There is no ink in these images: they must be dark, from 0 to 1.")
    model.eval()
    with torch.no_grad():
        scores, labels = model(torch.stack(tiles)[:, None]).softmax(1).max(1)
    classes = torch.full((len(images), HEIGHT, WIDTH), BACKGROUND)
    for number, patch, name in zip(where, patches, labels.tolist(), strict=True):
        classes[number][patch] = name
    best = scores.argsort(descending=True, stable=True)
    return Found(
        torch.tensor(where)[best], torch.tensor(boxes)[best], labels[best], scores[best], classes
    )


def matched(found: Found, truth: Scenes, *, threshold: float = 0.5) -> torch.Tensor:
    """Return which detections are right, ``(D,)`` bool: the label, the place, and for once only.

    The best scored detection takes first: the object of its scene and label that it overlaps most,
    if their IoU is at least ``threshold`` and nobody has taken the object yet.
    """
    from torchvision.ops import box_iou

    taken = torch.zeros(truth.labels.shape, dtype=torch.bool)
    right = torch.zeros(len(found.scores), dtype=torch.bool)
    for number, (scene, name) in enumerate(zip(found.scene, found.labels, strict=True)):
        overlap = box_iou(found.boxes[number][None].float(), truth.boxes[scene].float())[0]
        overlap = torch.where((truth.labels[scene] == name) & ~taken[scene], overlap, -1.0)
        best = overlap.argmax()
        if overlap[best] >= threshold:
            right[number] = taken[scene, best] = True
    return right


def _tile(image: torch.Tensor, rows: slice, columns: slice) -> torch.Tensor:
    """Return the 8×8 pixels around the middle of a patch, zero outside of the image."""
    padded = nn.functional.pad(image, (_TILE,) * 4)
    top = (rows.start + rows.stop) // 2 - _TILE // 2 + _TILE
    left = (columns.start + columns.stop) // 2 - _TILE // 2 + _TILE
    return padded[top : top + _TILE, left : left + _TILE]
