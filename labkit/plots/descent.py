"""Optimizers on their way over a landscape of two weights."""

from collections.abc import Mapping

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    TEXT,
    VERMILION,
    YELLOW,
    new_figure,
    number_text,
)
from labkit.surfaces import Surface, above_lowest

_COLOURS = (VERMILION, BLUE, GREEN, PURPLE, ORANGE, SKY, YELLOW, BLACK)
_FLOOR, _CEILING = 1e-6, 1e4  # heights shown on the right


def descent(surface: Surface, paths: Mapping[str, torch.Tensor], step: int | None = None) -> Figure:
    """Return a map with the paths so far, and beside it how high each one is after each step.

    ``paths`` maps names to tensors ``(steps + 1, 2)``, the start first; ``step`` is how far to
    draw, by default to the end. What leaves the map is not drawn on it. Stars are lowest points.
    Raises ``ValueError`` without paths, for more than eight and for a step that no path has.
    """
    last = max((len(path) for path in paths.values()), default=0) - 1
    step = last if step is None else step
    if not 1 <= len(paths) <= len(_COLOURS):
        raise ValueError(f"descent draws 1 to {len(_COLOURS)} paths, but {len(paths)} were given.")
    if not 0 <= step <= last:
        raise ValueError(f"step is {step}, but the paths have the steps 0 to {last}.")
    whole = {name: above_lowest(surface, path.detach().double()) for name, path in paths.items()}
    points = {name: path.detach().double()[: step + 1] for name, path in paths.items()}
    heights = {name: values[: step + 1] for name, values in whole.items()}
    ends = ", ".join(f"{name} {_height(values[-1])}" for name, values in heights.items())
    figure = new_figure(10, 4.4, alt=f"{surface.name}, height after {step} steps: {ends}.")
    left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
    _draw_map(left, surface)
    for colour, (name, path) in zip(_COLOURS, points.items(), strict=False):
        style = {"color": colour, "zorder": 3}
        left.plot(*path.T.numpy(), linewidth=1.6, alpha=0.85, **style)
        left.plot(*path[-1].numpy(), "o", markersize=8, markeredgecolor="white", **style)
        shown = _shown(heights[name])
        right.plot(np.arange(len(shown)), shown.numpy(), label=name, linewidth=1.8, **style)
        right.plot(len(shown) - 1, shown[-1], "o", markersize=6, **style)
    seen = _shown(torch.cat(list(whole.values())))  # the same axis at every step
    limits = (seen.min().item() / 2, seen.max().item() * 2)
    right.set(yscale="log", xlim=(0, max(last, 1)), ylim=limits)
    right.set_xlabel("step", fontsize=TEXT)
    right.set_ylabel("height above the lowest point", fontsize=TEXT)
    right.tick_params(labelsize=TEXT)
    right.grid(alpha=0.3)
    right.spines[["top", "right"]].set_visible(False)
    columns = len(points) if len(points) <= 6 else -(-len(points) // 2)
    figure.legend(loc="outside upper center", ncols=columns, frameon=False, fontsize=TEXT)
    return figure


def _draw_map(axes: Axes, surface: Surface) -> None:
    """Draw lines of equal height, spaced by factors, and mark start and lowest points."""
    left, right, bottom, top = surface.window
    x, y = np.meshgrid(np.linspace(left, right, 161), np.linspace(bottom, top, 161))
    grid = above_lowest(surface, torch.from_numpy(np.stack([x, y], -1))).numpy()
    levels = np.geomspace(max(grid.max() / 3e4, 1e-3), grid.max(), 12)
    axes.contourf(x, y, np.log10(grid + levels[0]), 24, cmap="cividis", alpha=0.35)
    axes.contour(x, y, grid, levels, colors="#555555", linewidths=0.5)
    axes.plot(*surface.start, "s", color="white", markeredgecolor=BLACK, markersize=7, zorder=2)
    for lowest in surface.lowest:
        axes.plot(*lowest, "*", color="white", markeredgecolor=BLACK, markersize=15, zorder=2)
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.set_xlabel("first weight", fontsize=TEXT)
    axes.set_ylabel("second weight", fontsize=TEXT)
    axes.set_title(surface.name, fontsize=TEXT, loc="left")
    axes.tick_params(labelsize=TEXT)


def _shown(heights: torch.Tensor) -> torch.Tensor:
    return heights.nan_to_num(torch.inf).clamp(_FLOOR, _CEILING)


def _height(value: torch.Tensor) -> str:
    return number_text(value.item(), digits=2) if torch.isfinite(value) else "infinite"
