"""What can vary from one rendered digit to the next: geometry, stroke and scanner."""

import math
from collections.abc import Mapping

import torch
import torch.nn.functional as F

# What leaves a digit as it was drawn.
NEUTRAL = {
    "turn": 0.0,  # degrees, clockwise
    "scale": 1.0,  # factor
    "stretch": 1.0,  # factor on the width alone
    "shear": 0.0,  # how far the bottom goes right for one unit down
    "right": 0.0,  # move, in half widths of the image
    "down": 0.0,
    "wobble": 0.0,  # how far the paper is pulled about, in half widths
    "stroke": 0.0,  # above 0: a thicker pen
    "contrast": 1.0,  # factor on the scan
    "noise": 0.0,  # standard deviation of a scanned pixel
}
BLOCK = 4  # fine pixels along the side of one scanned pixel
_SHARP = 4  # how fast ink ends at the edge of a stroke, per unit of blurred ink

Numbers = Mapping[str, torch.Tensor]


def distort(ink: torch.Tensor, numbers: Numbers, generator: torch.Generator) -> torch.Tensor:
    """Return scans ``(N, 1, H/4, W/4)`` of digits ``(N, 1, H, W)``, each with its own numbers.

    ``numbers[name]`` holds N floats; names are those of ``NEUTRAL``, and what is not named stays
    neutral. ``wobble`` and ``noise`` need random fields, which come from ``generator``. Raises
    ``ValueError`` for unknown names or shapes.

    >>> ink = torch.ones(2, 1, 32, 32)
    >>> numbers = {"contrast": torch.tensor([1.0, 0.5])}
    >>> distort(ink, numbers, torch.Generator())[:, 0, 0, 0].tolist()
    [1.0, 0.5]
    """
    _check(ink, numbers)
    given = {name: torch.full((len(ink),), value) for name, value in NEUTRAL.items()} | numbers
    moved = warp(ink, matrices(given), _field(numbers, len(ink), generator))
    if "stroke" in numbers:
        moved = thicken(moved, given["stroke"])
    scan = F.avg_pool2d(moved, BLOCK) * _each(given["contrast"])
    if "noise" in numbers:
        scan = scan + _each(given["noise"]) * torch.randn(scan.shape, generator=generator)
    return scan.clamp(0, 1)


def matrices(numbers: Numbers) -> torch.Tensor:
    """Return the affine maps ``(N, 2, 3)`` that send points of the page to points of the image.

    Points are (x, y) with x to the right and y down, from −1 to 1: stretched first, then scaled,
    sheared, turned and moved.

    >>> quarter = {**NEUTRAL, "turn": 90.0, "right": 0.5}
    >>> matrix = matrices({name: torch.tensor([value]) for name, value in quarter.items()})
    >>> (matrix @ torch.tensor([1.0, 0, 1])).round(decimals=3)  # right becomes down
    tensor([[0.5000, 1.0000]])
    """
    angle = numbers["turn"] * (math.pi / 180)
    cosine, sine = angle.cos(), angle.sin()
    width, height = numbers["scale"] * numbers["stretch"], numbers["scale"]
    lean = numbers["shear"] * height
    top = [cosine * width, cosine * lean - sine * height, numbers["right"]]
    bottom = [sine * width, sine * lean + cosine * height, numbers["down"]]
    return torch.stack([torch.stack(top, 1), torch.stack(bottom, 1)], 1)


def warp(
    images: torch.Tensor, matrices: torch.Tensor, field: torch.Tensor | None = None
) -> torch.Tensor:
    """Return images ``(N, C, H, W)`` moved by affine maps ``(N, 2, 3)``; what is outside is 0.

    ``field`` ``(N, H, W, 2)`` is added to the place in the input that every output pixel asks for.
    Raises ``ValueError`` for a map that cannot be undone.

    >>> left_half = torch.tensor([[[[1.0, 0.0]]]])
    >>> mirror = torch.tensor([[[-1.0, 0, 0], [0, 1, 0]]])
    >>> warp(left_half, mirror).tolist()
    [[[[0.0, 1.0]]]]
    """
    linear, shift = matrices[:, :, :2], matrices[:, :, 2:]
    if bool((torch.linalg.det(linear) == 0).any()):
        raise ValueError("A map squeezes the image flat: scale and stretch must not be 0.")
    back = torch.linalg.inv(linear)
    places = F.affine_grid(torch.cat([back, -back @ shift], 2), images.shape, align_corners=False)
    if field is not None:
        places = places + field
    return F.grid_sample(images, places, align_corners=False)


def turned(
    image: torch.Tensor, points: torch.Tensor, *, degrees: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return an image ``(H, W)`` turned clockwise, and its points ``(K, 2)`` turned with it.

    Points are (x, y) from −1 to 1.

    >>> right_end = torch.tensor([[1.0, 0.0]])
    >>> turned(torch.ones(8, 8), right_end, degrees=90)[1].round().tolist()  # now at the bottom
    [[-0.0, 1.0]]
    """
    numbers = {name: torch.tensor([value]) for name, value in NEUTRAL.items()}
    matrix = matrices(numbers | {"turn": torch.tensor([float(degrees)])})
    return warp(image[None, None], matrix)[0, 0], points @ matrix[0, :, :2].T + matrix[0, :, 2]


def thicken(images: torch.Tensor, amount: torch.Tensor) -> torch.Tensor:
    """Return images ``(N, 1, H, W)`` with thicker strokes, or thinner ones where amount is below 0.

    The ink is blurred, and its new edge is where the blurred ink passes 0.5 − amount.
    """
    row = torch.tensor([1.0, 4, 6, 4, 1], dtype=images.dtype) / 16
    soft = F.conv2d(F.pad(images, (2,) * 4), torch.outer(row, row)[None, None])
    return ((soft - 0.5 + _each(amount)) * _SHARP + 0.5).clamp(0, 1)


def _field(numbers: Numbers, count: int, generator: torch.Generator) -> torch.Tensor | None:
    """Return smooth random displacements ``(N, 32, 32, 2)``: 4×4 draws, joined by cubics."""
    if "wobble" not in numbers:
        return None
    coarse = torch.randn(count, 2, 4, 4, generator=generator) * _each(numbers["wobble"])
    fine = F.interpolate(coarse, 32, mode="bicubic", align_corners=False)
    return fine.permute(0, 2, 3, 1)


def _each(values: torch.Tensor) -> torch.Tensor:
    return values[:, None, None, None]


def _check(ink: torch.Tensor, numbers: Numbers) -> None:
    if ink.ndim != 4 or ink.shape[1:] != (1, 32, 32):
        raise ValueError(f"ink must be (N, 1, 32, 32); given: {tuple(ink.shape)}.")
    unknown = [name for name in numbers if name not in NEUTRAL]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not known: names are {', '.join(NEUTRAL)}.")
    for name, values in numbers.items():
        if values.shape != ink.shape[:1]:
            raise ValueError(
                f"{name} needs one number for each of the {len(ink)} digits; "
                f"given: {tuple(values.shape)}."
            )
