"""Many small images at once."""

import math
from collections.abc import Sequence

import torch
from matplotlib.figure import Figure

from labkit.plots.style import SMALL, new_figure, plain_axes

_GAP = 0.06  # inches between images


def image_grid(
    images: torch.Tensor, titles: Sequence[str] | None = None, *, columns: int = 8
) -> Figure:
    """Return images side by side, row by row, with a title above each if given.

    ``images`` is ``(N, 1, H, W)`` for grey or ``(N, 3, H, W)`` for colour, uint8 or floats from 0
    to 1, drawn as they are. Raises ``ValueError`` for other shapes, for floats outside 0 to 1, or
    if the number of titles is not N.

    >>> image_grid(torch.zeros(3, 1, 8, 8), ["cat", "dog", "cat"]).get_label()
    '3 grey images of 8×8 pixels: cat, dog, cat.'
    """
    images = torch.as_tensor(images).detach().cpu()
    titles = None if titles is None else [str(title) for title in titles]
    _check(images, titles, columns)
    pixels = images if images.dtype == torch.uint8 else images.double().clamp(0, 1)
    count, _, height, width = images.shape
    columns = min(columns, count)
    rows = math.ceil(count / columns)
    lines = 0 if titles is None else 1 + max(title.count("\n") for title in titles)
    wide = max(0.9, 0.085 * _longest_line(titles))  # inches: room for the widest title
    high, head = wide * height / width, 0.18 * lines
    size = columns * (wide + _GAP), rows * (high + head + _GAP)
    figure = new_figure(*size, alt=_describe(images, titles))
    figure.set_layout_engine("none")  # places are computed here: one axes per image is slow
    axes = figure.add_axes((0, 0, 1, 1))
    plain_axes(axes)
    axes.set(xlim=(0, size[0]), ylim=(size[1], 0), aspect="equal")
    for number, image in enumerate(pixels):
        row, column = divmod(number, columns)
        left = column * (wide + _GAP) + _GAP / 2
        top = row * (high + head + _GAP) + _GAP / 2 + head
        shown = image.permute(1, 2, 0).expand(-1, -1, 3).numpy()
        axes.imshow(shown, extent=(left, left + wide, top + high, top), interpolation="nearest")
        if titles is not None:
            centre = left + wide / 2
            axes.text(centre, top - 0.03, titles[number], ha="center", va="bottom", fontsize=SMALL)
    axes.set(xlim=(0, size[0]), ylim=(size[1], 0))  # imshow moves the limits
    return figure


def _check(images: torch.Tensor, titles: list[str] | None, columns: int) -> None:
    if images.ndim != 4 or images.shape[1] not in (1, 3) or 0 in images.shape:
        raise ValueError(
            "image_grid needs images of shape (N, 1, H, W) or (N, 3, H, W), but got "
            f"{tuple(images.shape)}."
        )
    if titles is not None and len(titles) != len(images):
        raise ValueError(f"There are {len(images)} images, but {len(titles)} titles.")
    if columns < 1:
        raise ValueError(f"columns must be at least 1, but it is {columns}.")
    if images.dtype == torch.uint8:
        return
    low, high = images.min().item(), images.max().item()
    if not (low >= -0.001 and high <= 1.001):  # resampling overshoots by rounding; nan is refused
        raise ValueError(
            f"Float images must run from 0 to 1, but these run from {low:.3g} to {high:.3g}: undo "
            "the standardisation, or divide by 255."
        )


def _longest_line(titles: list[str] | None) -> int:
    return max((len(line) for title in titles or [] for line in title.split("\n")), default=0)


def _describe(images: torch.Tensor, titles: list[str] | None) -> str:
    count, channels, height, width = images.shape
    kind = "grey" if channels == 1 else "colour"
    noun = f"{count} {kind} image{'' if count == 1 else 's'} of {height}×{width} pixels"
    if titles is None:
        return f"{noun}."
    shown = ", ".join(" ".join(title.split()) for title in titles[:40])
    return f"{noun}: {shown}{', …' if count > 40 else ''}."
