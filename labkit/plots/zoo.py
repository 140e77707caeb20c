"""Networks side by side: what they cost, and how a detector joins its scales."""

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    SMALL,
    TEXT,
    VERMILION,
    new_figure,
    plain_axes,
)

if TYPE_CHECKING:
    from labkit.cost import CostTable

_FAMILIES = {
    "vgg": VERMILION,
    "resnet": BLUE,
    "mobilenet": GREEN,
    "efficientnet": GREEN,
    "googlenet": PURPLE,
    "densenet": SKY,
}
_STEPS = [(radius, math.tau * turn / 16) for radius in (6, 20, 36, 54) for turn in range(16)]
_FAR = 100  # times fewer multiply–adds than the median: shown at the edge, with its numbers


def zoo_chart(costs: "Mapping[str, CostTable]") -> Figure:
    """Return a chart of networks: multiply–adds across, parameters up, activations as area.

    ``costs`` maps names to tables of `labkit.cost.cost_table`. Both axes are logarithmic; colours
    tell families apart. Raises ``ValueError`` without networks, or for one that multiplies nothing.

    >>> from torch import nn
    >>> from labkit.cost import cost_table
    >>> zoo_chart({"tiny": cost_table(nn.Conv2d(3, 64, 11), (3, 24, 24))}).get_label()
    'Costs of networks: tiny 0.0233 million parameters, 0.00455 GMAC, 0.0479 MiB.'
    """
    if not costs or any(not (table.params and table.macs) for table in costs.values()):
        raise ValueError("zoo_chart needs networks with parameters that multiply something.")
    rows = {
        name: (table.macs / 1e9, table.params / 1e6, table.activation_bytes / 2**20)
        for name, table in costs.items()
    }
    words = "; ".join(
        f"{name} {params:.3g} million parameters, {macs:.3g} GMAC, {memory:.3g} MiB"
        for name, (macs, params, memory) in rows.items()
    )
    figure = new_figure(10, 6.6, alt=f"Costs of networks: {words}.")
    axes = figure.add_subplot()
    axes.set(xscale="log", yscale="log")
    median = statistics.median(macs for macs, *_ in rows.values())
    near = {name: row for name, row in rows.items() if row[0] * _FAR >= median}
    for name, (macs, params, memory) in near.items():
        look = {"s": _area(memory), "alpha": 0.55, "edgecolor": BLACK, "linewidth": 0.8}
        axes.scatter(macs, params, color=_color(name), **look)
    axes.margins(0.14)
    far = {name: row for name, row in rows.items() if name not in near}
    for line, (name, (macs, params, _)) in enumerate(far.items()):
        text = f"{name} is far off: {params:.2g} million parameters, {macs:.2g} GMAC"
        at = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": TEXT}
        arrow = {"arrowstyle": "->", "color": BLACK}
        axes.annotate(text, (0, 0), (30, 12 + 18 * line), arrowprops=arrow, **at)
    axes.set_xlabel("multiply–adds for one image (billion)", fontsize=TEXT)
    axes.set_ylabel("parameters (million)", fontsize=TEXT)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.tick_params(labelsize=TEXT)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    for memory in (1, 20, 80):
        look = {"s": _area(memory), "color": GREY, "edgecolor": BLACK}
        axes.scatter([], [], label=f"{memory} MiB", **look)
    style = {"fontsize": TEXT, "title_fontsize": TEXT, "labelspacing": 1.5, "borderpad": 1}
    axes.legend(title="activations", frameon=False, loc="upper left", **style)
    _label(figure, axes, near)
    return figure


def top_down(channels: Sequence[int], sizes: Sequence[int]) -> Figure:
    """Return how maps of three or more scales are joined from coarse to fine, with a head at each.

    ``channels`` and ``sizes`` go from the fine map to the coarse one. Raises ``ValueError`` if
    there are not equally many of them.

    >>> top_down((128, 256), (28, 14)).get_label()
    'Top-down: maps 128×28×28, 256×14×14; each is joined by the upsampled coarser one.'
    """
    if len(channels) != len(sizes) or len(sizes) < 2:
        raise ValueError(f"{len(channels)} channels for {len(sizes)} sizes; give two of each.")
    texts = [f"{c}×{s}×{s}" for c, s in zip(channels, sizes, strict=True)]
    alt = f"Top-down: maps {', '.join(texts)}; each is joined by the upsampled coarser one."
    figure = new_figure(9.5, 0.4 + 1.5 * len(sizes), alt=alt)
    axes = figure.add_subplot()
    for row, (text, size) in enumerate(zip(texts, sizes, strict=True)):
        side, row = 0.85 * (size / max(sizes)) ** 0.5, 1.3 * row
        last = size == sizes[-1]
        for x, color in ((0.6, SKY), (4.2, SKY if last else ORANGE)):
            axes.add_patch(Rectangle((x - side / 2, row - side / 2), side, side, facecolor=color,
                                     edgecolor=BLACK))  # fmt: skip
        axes.text(1.15, row - 0.12, text, fontsize=TEXT, va="bottom")
        _arrow(axes, (1.1, row), (3.7, row))
        if not last:
            axes.text(2.45, row - 0.12, "concatenate, 3×3", fontsize=TEXT, va="bottom")
            _arrow(axes, (4.2, row + 1.3 - side / 3), (4.2, row + side / 2))
            axes.text(4.3, row + 0.72, "1×1, upsample 2×", fontsize=TEXT, va="center")
        _arrow(axes, (4.7, row), (5.9, row))
        axes.text(6.0, row, f"head: outputs × {size}×{size}", fontsize=TEXT, va="center")
    axes.set(xlim=(0, 8.4), ylim=(1.3 * len(sizes) - 0.8, -0.6), aspect="equal")
    plain_axes(axes)
    return figure


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": BLACK})


def _color(name: str) -> str:
    return next((color for family, color in _FAMILIES.items() if name.startswith(family)), ORANGE)


def _area(memory: float) -> float:
    """Return the area of a disc in square points."""
    return 14 * memory + 12


def _label(figure: Figure, axes: Axes, rows: Mapping[str, tuple[float, float, float]]) -> None:
    """Write each name near its disc and join them, where it covers no other name and no disc."""
    figure.draw_without_rendering()
    pixels = figure.dpi / 72
    discs = [
        (*axes.transData.transform((macs, params)), math.sqrt(_area(memory) / math.pi) * pixels)
        for macs, params, memory in rows.values()
    ]
    frame, taken = axes.get_window_extent(), [axes.get_legend().get_window_extent()]
    for name, (x, y, radius) in zip(rows, discs, strict=True):
        text = axes.annotate(
            name, (x, y), (x, y), xycoords="figure pixels", textcoords="figure pixels",
            fontsize=SMALL + 1, ha="center", va="center",
            arrowprops={"arrowstyle": "-", "color": BLACK, "linewidth": 0.6, "shrinkB": 0},
        )  # fmt: skip
        size = text.get_window_extent()
        boxes = []
        for gap, angle in _STEPS:
            reach = radius + gap
            across = x + math.cos(angle) * (reach + size.width / 2)
            up = y + math.sin(angle) * (reach + size.height / 2)
            boxes.append(size.translated(across - x, up - y))
        box = min(boxes, key=lambda box: _covered(box, taken, discs, frame))
        text.set_position(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
        taken.append(box)


def _covered(box: Bbox, taken: list[Bbox], discs: list[tuple], frame: Bbox) -> int:
    """Return how many names and discs a box covers, and much more if it leaves the frame."""
    count = sum(box.overlaps(other) for other in taken)
    for x, y, radius in discs:
        nearest = min(max(x, box.x0), box.x1) - x, min(max(y, box.y0), box.y1) - y
        count += math.hypot(*nearest) < radius
    outside = min(box.x0 - frame.x0, frame.x1 - box.x1, box.y0 - frame.y0, frame.y1 - box.y1) < 0
    return count + 100 * outside
