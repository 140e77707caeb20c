"""Grids of numbered cells, the paper on which resampling and convolution are drawn."""

import math

import torch
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from labkit.plots.style import GREY, SMALL, TEXT, plain_axes


def size_text(grid: torch.Tensor) -> str:
    """Return a grid's size as it is written beside it.

    >>> size_text(torch.zeros(3, 5))
    '3×5'
    """
    return "×".join(map(str, grid.shape))


def number_in_cell(number: float) -> str:
    """Return a number as it stands in a cell, with a real minus sign.

    >>> number_in_cell(-2.5), number_in_cell(-math.inf)
    ('−2.5', '−∞')
    """
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    return f"{number:g}".replace("-", "−")


def box(row: float, column: float, height: float = 1, width: float = 1, **style) -> Rectangle:
    """Return a rectangle of cells, of which the upper left one is given."""
    return Rectangle((column, row), width, height, **style)


def draw_grid(
    axes: Axes, values: torch.Tensor, title: str, rows_shown: int, until: int | None = None
) -> None:
    """Draw ``(H, W)`` cells with their numbers; those after cell ``until`` are still empty.

    Grids drawn side by side with the same ``rows_shown`` have cells of the same size.
    """
    height, width = values.shape
    plain_axes(axes)
    margin = (rows_shown - height) / 2 + 0.05
    axes.set(xlim=(-0.3, width + 0.3), ylim=(height + margin, -margin - 0.5), aspect="equal")
    axes.text(width / 2, -0.15, title, ha="center", va="bottom", fontsize=TEXT)
    axes.hlines(range(height + 1), 0, width, color=GREY, linewidth=1, zorder=0.5)
    axes.vlines(range(width + 1), 0, height, color=GREY, linewidth=1, zorder=0.5)
    size = TEXT if max(height, width) <= 8 else SMALL
    for cell, number in enumerate(values.flatten().tolist()):
        i, j = divmod(cell, width)
        if until is None or cell <= until:
            text = number_in_cell(number)
            axes.text(j + 0.5, i + 0.5, text, ha="center", va="center", fontsize=size)


def shade_padding(axes: Axes, padded: torch.Tensor, padding: int) -> None:
    """Hatch the outer cells of a grid: a strip along each of the four sides."""
    height, width = padded.shape
    inner = height - 2 * padding
    strips = [(0, 0, padding, width), (height - padding, 0, padding, width)]
    strips += [(padding, 0, inner, padding), (padding, width - padding, inner, padding)]
    for strip in strips if padding else ():
        axes.add_patch(box(*strip, fill=False, hatch="///", edgecolor=GREY, linewidth=0))
