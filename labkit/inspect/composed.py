"""Images put together so that it is known what in them must decide."""

import colorsys
from typing import NamedTuple

import torch

from labkit.data.things import Things

_BY_CORNER = ((0, 0), (0, 1), (1, 0), (1, 1))


class Composed(NamedTuple):
    """N images, in each of them marked places, and the class that each place speaks for."""

    images: torch.Tensor  # (N, 3, H, W) uint8
    labels: torch.Tensor  # (N, places) int64
    masks: torch.Tensor  # (N, places, H, W) bool


def four_in_one(pictures: Things, count: int, seed: int = 0) -> Composed:
    """Return ``count`` images twice as large, each of four drawings of four different classes.

    The masks are those of the four things, in reading order.

    >>> from labkit import data
    >>> images, labels, masks = four_in_one(data.things(2), 3)
    >>> images.shape, labels.shape, masks.shape
    (torch.Size([3, 3, 64, 64]), torch.Size([3, 4]), torch.Size([3, 4, 64, 64]))
    """
    generator = torch.Generator().manual_seed(seed)
    side, classes = pictures.images.shape[-1], len(pictures.classes)
    members = [torch.nonzero(pictures.labels == label)[:, 0] for label in range(classes)]
    images = pictures.images.new_zeros(count, 3, 2 * side, 2 * side)
    masks = pictures.masks.new_zeros(count, 4, 2 * side, 2 * side)
    labels = torch.stack([torch.randperm(classes, generator=generator)[:4] for _ in range(count)])
    for number, four in enumerate(labels.tolist()):
        for place, (label, (down, right)) in enumerate(zip(four, _BY_CORNER, strict=True)):
            draw = torch.randint(len(members[label]), (), generator=generator)
            chosen = members[label][draw]
            rows = slice(down * side, (down + 1) * side)
            columns = slice(right * side, (right + 1) * side)
            images[number, :, rows, columns] = pictures.images[chosen]
            masks[number, place, rows, columns] = pictures.masks[chosen]
    return Composed(images, labels, masks)


def painted_corner(pictures: Things, size: int, seed: int = 0) -> Composed:
    """Return the images, each with a square of another class's colour in its emptiest corner.

    The colours are those that ``things(shortcut=…)`` gives classes away with. ``labels`` and
    ``masks`` (one place each) are of the square.

    >>> from labkit import data
    >>> images, labels, masks = painted_corner(data.things(2), size=10)
    >>> masks.sum(dim=(1, 2, 3)).unique(), labels.shape
    (tensor([100]), torch.Size([20, 1]))
    """
    generator = torch.Generator().manual_seed(seed)
    side, classes = pictures.images.shape[-1], len(pictures.classes)
    if not 1 <= size <= side:
        raise ValueError(f"A square of {size}×{size} does not fit on {side}×{side} pixels.")
    other = torch.randint(1, classes, pictures.labels.shape, generator=generator)
    labels = (pictures.labels + other) % classes
    corners = pictures.masks.new_zeros(4, side, side)
    for corner, (down, right) in zip(corners, _BY_CORNER, strict=True):
        top, left = down * (side - size), right * (side - size)
        corner[top : top + size, left : left + size] = True
    hidden = (pictures.masks[:, None] & corners).sum(dim=(2, 3))  # of the thing, by each corner
    masks = corners[hidden.argmin(dim=1)]
    hues = [colorsys.hsv_to_rgb(label / classes, 0.9, 0.85) for label in range(classes)]
    colours = (255 * torch.tensor(hues)).to(torch.uint8)[labels]
    images = torch.where(masks[:, None], colours[:, :, None, None], pictures.images)
    return Composed(images, labels[:, None], masks[:, None])
