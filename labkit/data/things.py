"""Things: drawn pictures of twenty classes, with the truth about them known."""

from typing import NamedTuple

import numpy as np
import torch

from labkit.data import shapes
from labkit.data.checks import check_number, check_whole, one_of
from labkit.data.draws import Source
from labkit.data.render import render
from labkit.data.scenes import LEVELS, Level, scenes, take

TASKS = {"source": shapes.SOURCE, "target": shapes.TARGET}
SPLITS = ("train", "val", "test")
_PIXELS = 2**17  # drawn at once: what fits in a processor's cache


class Things(NamedTuple):
    """N drawings and the truth about them."""

    images: torch.Tensor  # (N, 3, size, size) uint8
    labels: torch.Tensor  # (N,) int64
    masks: torch.Tensor  # (N, size, size) bool: where the thing is visible, not behind a bar
    boxes: torch.Tensor  # (N, 4) int64, tight around the mask: left, top, right, bottom (exclusive)
    classes: tuple[str, ...]


def things(
    n_per_class: int,
    *,
    task: str = "source",
    level: str | Level = "standard",
    split: str = "train",
    seed: int = 0,
    size: int = 32,
    shortcut: float = 0.0,
) -> Things:
    """Return ``n_per_class`` drawings of each of the ten classes of a task, in mixed order.

    Equal arguments give equal bytes on every platform. ``split`` and ``task`` are part of the
    seed: no picture of one split is in another, whatever the seeds. The first pictures of a larger
    set, another level, another ``shortcut`` or another ``size`` show the same scenes.

    ``level`` is "easy", "standard" or "hard", or a `Level` of your own, such as
    ``LEVELS["easy"]._replace(shift=0.0)``. ``shortcut`` is the fraction of images in which the
    colour of the thing gives its class away.

    >>> pictures = things(2, seed=1)
    >>> pictures.images.shape, pictures.labels[:5].tolist(), pictures.classes[:3]
    (torch.Size([20, 3, 32, 32]), [7, 3, 2, 5, 6], ('fish', 'boat', 'house'))
    """
    check_whole("n_per_class", n_per_class, 1)
    check_whole("seed", seed, 0)
    check_whole("size", size, 16, 512)
    check_number("shortcut", shortcut, 0, 1)
    drawn = one_of("task", task, TASKS)
    level = level if isinstance(level, Level) else one_of("level", level, LEVELS)
    _check_level(level)
    one_of("split", split, dict.fromkeys(SPLITS))
    source = Source(seed, (SPLITS.index(split), list(TASKS).index(task)))
    order = source.uniform("order", n_per_class, len(drawn))
    labels = np.argsort(order, axis=1, kind="stable").ravel()
    scene = scenes(source, labels, len(drawn), level, shortcut)
    images = np.empty((len(labels), 3, size, size), np.uint8)
    masks = np.empty((len(labels), size, size), bool)
    grain = source.bits("grain")
    step = max(1, _PIXELS // size**2)
    for start in range(0, len(labels), step):
        rows = slice(start, start + step)
        images[rows], masks[rows] = render(take(scene, rows), labels[rows], drawn, size, grain)
    return Things(
        torch.from_numpy(images),
        torch.from_numpy(labels.astype(np.int64)),
        torch.from_numpy(masks),
        boxes_around(torch.from_numpy(masks)),
        tuple(shape.__name__ for shape in drawn),
    )


def boxes_around(masks: torch.Tensor) -> torch.Tensor:
    """Return the tight boxes ``(N, 4)`` of masks ``(N, H, W)``: left, top, right, bottom.

    Right and bottom are exclusive, so ``mask[top:bottom, left:right]`` holds it all; an empty mask
    has the box 0, 0, 0, 0.

    >>> mask = torch.zeros(1, 4, 6, dtype=torch.bool)
    >>> mask[0, 1:3, 2:6] = True
    >>> boxes_around(mask).tolist()
    [[2, 1, 6, 3]]
    """
    bounds = []
    for dimension in (1, 2):
        seen = masks.any(dim=dimension)
        length = seen.shape[1]
        first, last = seen.int().argmax(dim=1), length - seen.int().flip(1).argmax(dim=1)
        bounds.append((first, torch.where(seen.any(dim=1), last, 0)))
    (left, right), (top, bottom) = bounds
    return torch.stack([left, top, right, bottom], 1)


def _check_level(level: Level) -> None:
    for name in ("pattern", "noise", "barred", "contrast", "lighter"):
        check_number(f"level.{name}", getattr(level, name), 0, 1)
    check_number("level.shift", level.shift, 0, 1)
    check_number("level.rotation", level.rotation, 0, 90)
    check_whole("level.clutter", level.clutter, 0, 9)
    smallest, largest = level.scale
    check_number("level.scale[1]", largest, 0.3, 2)
    check_number("level.scale[0]", smallest, 0.3, largest)
