"""Read off what a random augmentation drew, and say what is right for that draw, and what is not.

Images get a trail: two more channels that hold the column and the row of each pixel. Afterwards
they say where every pixel came from. Each function takes the images that went in and those
that were seen to come out, and returns a :class:`Reading`. Whatever comes out, the right result is
one for a draw that is allowed: a wrong answer differs from it.
"""

from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torchvision.transforms.v2 import functional as v2


class Reading(NamedTuple):
    """What was drawn, what is right for it, and what known slips give for it."""

    right: Any
    slips: dict[str, Any]
    draws: torch.Tensor


def trail(n: int, height: int, width: int) -> torch.Tensor:
    """Return images ``(n, 2, height, width)``: the column of each pixel, and its row, from 1 on.

    >>> trail(1, 2, 3).tolist()
    [[[[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]], [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]]]
    """
    columns, rows = torch.arange(1.0, width + 1), torch.arange(1.0, height + 1)
    return torch.stack(torch.meshgrid(columns, rows, indexing="xy")).repeat(n, 1, 1, 1)


def noisy_trail(n: int, height: int, width: int, seed: int = 0) -> torch.Tensor:
    """Return images ``(n, 3, height, width)``: random numbers, and the trail."""
    noise = torch.rand(n, 1, height, width, generator=torch.Generator().manual_seed(seed))
    return torch.cat([noise, trail(n, height, width)], 1)


def images_in(value: Any, like: torch.Tensor) -> torch.Tensor:
    """Return the images in what a call gave, ``like`` where there are none of its shape.

    They are the value, or the first part of a tuple or list.

    >>> images_in((torch.ones(1, 2), 7), torch.zeros(1, 2)), images_in(None, torch.zeros(1, 2))
    (tensor([[1., 1.]]), tensor([[0., 0.]]))
    """
    found = value[0] if type(value) in (tuple, list) and len(value) else value
    if type(found).__name__ == "ndarray":
        found = torch.as_tensor(found)
    fits = type(found) is torch.Tensor and found.shape == like.shape
    return found.detach().nan_to_num() if fits else like


def flip(x: torch.Tensor, boxes: torch.Tensor, seen: torch.Tensor) -> Reading:
    """Read off which images are mirrored; boxes are left, top, right, bottom (exclusive)."""
    width = x.shape[3]
    draws = seen[:, -2, 0, 0] > (width + 1) / 2
    images = torch.where(draws[:, None, None, None], v2.horizontal_flip(x), x)
    left, top, end, bottom = boxes.unbind(1)
    turned = torch.stack([width - end, top, width - left, bottom], 1)
    moved = turned.where(draws[:, None], boxes)
    inner = (turned - torch.tensor([1, 0, 1, 0])).where(draws[:, None], boxes)
    upside_down = seen[:, -1, 0, 0] > (x.shape[2] + 1) / 2
    slips = {
        "mirrored top to bottom, not left to right": (
            torch.where(upside_down[:, None, None, None], x.flip(2), x),
            turned.where(upside_down[:, None], boxes),
        ),
        "the boxes do not move along": (images, boxes),
        "the boxes are not returned": images,
        "every box is moved, also where the image stays": (images, turned),
        "right lies outside already: no − 1": (images, inner),
        "left and right are not exchanged": (
            images,
            moved[:, [2, 1, 0, 3]].where(draws[:, None], boxes),
        ),
    }
    return Reading((images, moved), slips, draws)


def crop(x: torch.Tensor, padding: int, seen: torch.Tensor) -> Reading:
    """Read off left and top of each crop in the padded image, ``(N, 2)``."""
    height, width = x.shape[2:]
    middle = torch.tensor([width // 2, height // 2])
    shift = seen[:, -2:, height // 2, width // 2] - middle - 1
    draws = (shift.round().long() + padding).clamp(0, 2 * padding)
    cut = {
        mode: torch.stack(
            [
                v2.crop(image, top, left, height, width)
                for image, (left, top) in zip(
                    v2.pad(x, padding, padding_mode=mode), draws.tolist(), strict=True
                )
            ]
        )
        for mode in ("constant", "reflect", "edge")
    }
    slips = {
        "the border is mirrored, not zeros": cut["reflect"],
        "the border is repeated, not zeros": cut["edge"],
        "the images are padded, but not cut": F.pad(x, (padding,) * 4),
    }
    return Reading(cut["constant"], slips, draws)


def resized_crop(x: torch.Tensor, seen: torch.Tensor) -> Reading:
    """Read off left, top, width and height of each rectangle, ``(N, 4)``."""
    size = list(x.shape[2:])
    sides = torch.tensor([x.shape[3], x.shape[2]])
    first = (seen[:, -2:, 0, 0].round().long() - 1).clamp(0).minimum(sides - 1)
    last = seen[:, -2:, -1, -1].round().long().minimum(sides)
    draws = torch.cat([first, (last - first).clamp(1).minimum(sides - first)], 1)
    boxes = draws[:, [1, 0, 3, 2]].tolist()
    right, nearest = (
        torch.stack(
            [
                v2.resized_crop(image, *box, size, mode, antialias=False)
                for image, box in zip(x, boxes, strict=True)
            ]
        )
        for mode in (v2.InterpolationMode.BILINEAR, v2.InterpolationMode.NEAREST)
    )
    corners = torch.cat(
        [
            F.interpolate(v2.crop(image[None], *box), size, mode="bilinear", align_corners=True)
            for image, box in zip(x, boxes, strict=True)
        ]
    )
    slips = {
        "enlarged without interpolation, not bilinearly": nearest,
        "the corners are aligned: align_corners=False": corners,
    }
    return Reading(right, slips, draws)


def cutout(x: torch.Tensor, seen: torch.Tensor) -> Reading:
    """Read off left, right, top and bottom of each hole, ``(N, 4)``; x has no zeros."""
    hole = seen[:, -1] == 0
    draws, inside = [], []
    for dimension, length in ((1, x.shape[3]), (2, x.shape[2])):
        places = hole.any(dimension)
        first = places.int().argmax(1)
        last = length - places.flip(1).int().argmax(1)
        last = torch.where(places.any(1), last, 0)
        draws.append(torch.stack([first, last], 1))
        along = torch.arange(length)
        inside.append((along >= first[:, None]) & (along < last[:, None]))
    columns, rows = inside
    cut = rows[:, None, :, None] & columns[:, None, None, :]
    right = x.masked_fill(cut, 0)
    slips = {"only the last channel is cut": torch.cat([x[:, :-1], right[:, -1:]], 1)}
    return Reading(right, slips, torch.cat(draws, 1))
