"""Colours and sizes that all figures share."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe & Ito, "Color Universal Design", 2008: told apart with every kind of colour vision.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, WHITE = "#BBBBBB", "#FFFFFF"

TITLE, TEXT, SMALL = 13, 11, 9  # points


def number_text(value: float, digits: int = 3) -> str:
    """Return a number as it stands beside a bar: whole from 1,000 on, else to some digits.

    >>> number_text(23296), number_text(120.42, digits=4)
    ('23,296', '120.4')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.{digits}g}"


def ink_on_cividis(share: float) -> str:
    """Return black or white, whichever is easier to read on cividis at a share of its range.

    Both have a contrast of 4.5 where they change places.

    >>> ink_on_cividis(0.1), ink_on_cividis(0.9)
    ('#FFFFFF', '#000000')
    """
    return BLACK if share > 0.465 else WHITE


def new_figure(width: float, height: float, alt: str) -> Figure:
    """Return an empty figure of ``width`` × ``height`` inches that carries its description.

    It belongs to no pyplot state, so nothing is shown twice and nothing stays in memory.
    """
    if not alt:
        raise ValueError("A figure needs a description (alt text), but it was empty.")
    figure = Figure(figsize=(width, height), dpi=100, layout="constrained")
    figure.set_label(alt)
    return figure


def plain_axes(axes: Axes, title: str = "") -> None:
    """Remove ticks and frame from axes that show a drawing rather than data."""
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_title(title, fontsize=TEXT)
