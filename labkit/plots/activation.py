"""An activation function with its slope, and a plane before and after ReLU(Wx)."""

from collections.abc import Callable

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from labkit.plots.style import BLACK, BLUE, GREY, ORANGE, TEXT, VERMILION, new_figure

_POINTS = 401


def curve_and_slope(
    function: Callable[[torch.Tensor], torch.Tensor],
    point: float = 1.0,
    *,
    title: str = "",
    low: float = -5.0,
    high: float = 5.0,
) -> Figure:
    """Return the curve of ``function`` with its tangent at ``point``, and the slope beside it.

    ``function`` takes a float64 tensor of shape ``(n,)`` and returns one, value by value, made by
    operations of torch: the slope is taken by autograd. Raises ``ValueError`` if it returns
    another shape, or unless ``low < point < high`` or ``point`` is one of the two.

    >>> curve_and_slope(torch.sigmoid, 0.0, title="sigmoid").get_label()
    'sigmoid from -5 to 5 and its slope: at x = 0 the value is 0.5 and the slope 0.25.'
    """
    if not low <= point <= high:
        raise ValueError(f"The point must lie between {low:g} and {high:g}, but it is {point:g}.")
    x = torch.linspace(low, high, _POINTS, dtype=torch.float64)
    y, slope = _value_and_slope(function, x)
    there = _value_and_slope(function, torch.tensor([point], dtype=torch.float64))
    at, rise = (values.item() for values in there)
    alt = (
        f"{title or 'A function'} from {low:g} to {high:g} and its slope: at x = {point:g} "
        f"the value is {at:.3g} and the slope {rise:.3g}."
    )
    figure = new_figure(9, 3.6, alt=alt)
    left, right = figure.subplots(1, 2)
    left.plot(x, y, color=BLUE, linewidth=2.5)
    reach = np.array([-1.5, 1.5]) / (1 + rise**2) ** 0.5
    left.plot(point + reach, at + rise * reach, color=VERMILION, linewidth=2)
    right.plot(x, slope, color=BLUE, linewidth=2.5)
    for axes, value, name in ((left, at, "value"), (right, rise, "slope")):
        axes.plot(point, value, "o", color=VERMILION, markersize=8)
        axes.set_title(f"{name} at x = {point:g}: {value:.4g}", fontsize=TEXT, loc="left")
        axes.set_ylabel(name, fontsize=TEXT)
        _finish(axes, low, high)
    left.set_ylim(min(-1.2, y.min().item() - 0.2), max(1.2, y.max().item() + 0.2))
    right.set_ylim(min(-0.3, slope.min().item() - 0.1), max(1.2, slope.max().item() + 0.1))
    figure.suptitle(title, fontsize=TEXT)
    return figure


def folded(
    points: torch.Tensor, labels: torch.Tensor, weight: torch.Tensor, limit: float = 1.0
) -> Figure:
    """Return points of two classes before and after h = ReLU(Wx), cut there by h₁ + h₂ = limit.

    ``points`` is ``(N, 2)``, ``labels`` ``(N,)`` of 0 and 1, ``weight`` ``(2, 2)``. The third
    panel shows the same straight cut as it looks in the plane of the inputs.
    Raises ``ValueError`` for other shapes.

    >>> corners = torch.tensor([[1.0, 1], [-1, 1], [-1, -1], [1, -1]])
    >>> folded(corners, torch.tensor([0, 1, 0, 1]), torch.eye(2), 1.5).get_label()
    'Points of two classes before and after ReLU(Wx). h1 + h2 = 1.5 gets 1 of 4 right there.'
    """
    if points.ndim != 2 or points.shape[1] != 2 or weight.shape != (2, 2):
        raise ValueError(
            f"points must be (N, 2) and weight (2, 2); given: {tuple(points.shape)} and "
            f"{tuple(weight.shape)}."
        )
    hidden = torch.relu(points @ weight.T)
    right = int(((hidden.sum(1) > limit).long() == labels).sum())
    alt = (
        f"Points of two classes before and after ReLU(Wx). h1 + h2 = {limit:g} gets {right} of "
        f"{len(points)} right there."
    )
    figure = new_figure(10.5, 3.8, alt=alt)
    before, after, back = figure.subplots(1, 3)
    reach = 1.15 * points.abs().max().item()
    grid = torch.linspace(-reach, reach, 201)
    plane = torch.cartesian_prod(grid, grid)
    side = (torch.relu(plane @ weight.T).sum(1) > limit).reshape(201, 201).T
    tints = np.array([[0.75 + 0.25 * part for part in to_rgb(c)] for c in (BLUE, ORANGE)])
    extent = (-reach, reach, -reach, reach)
    back.imshow(tints[side.long().numpy()], origin="lower", extent=extent, aspect="auto")
    top = 1.1 * max(hidden.max().item(), limit)
    after.plot([0, limit], [limit, 0], color=BLACK, linewidth=2)
    panels = ((before, points, "x"), (after, hidden, "h"), (back, points, "x"))
    for axes, values, letter in panels:
        for label, (colour, marker) in enumerate(((BLUE, "o"), (ORANGE, "^"))):
            chosen = values[labels == label]
            axes.scatter(*chosen.T, color=colour, marker=marker, s=22, edgecolor="white", lw=0.4)
        axes.set_xlabel(f"{letter}₁", fontsize=TEXT)
        axes.set_ylabel(f"{letter}₂", fontsize=TEXT, rotation=0)
        axes.tick_params(labelsize=TEXT)
    for axes in (before, back):
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach))
    after.set(xlim=(-0.1 * top, top), ylim=(-0.1 * top, top))
    before.set_title("the input", fontsize=TEXT)
    after.set_title("after h = ReLU(Wx): one line", fontsize=TEXT)
    back.set_title("the same line, seen from the input", fontsize=TEXT)
    return figure


def _value_and_slope(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    x = x.clone().requires_grad_()
    y = function(x)
    if y.shape != x.shape:
        raise ValueError(
            f"The function must return as many values as it gets, but {tuple(x.shape)} became "
            f"{tuple(y.shape)}."
        )
    (slope,) = torch.autograd.grad(y.sum(), x)
    return y.detach(), slope


def _finish(axes: Axes, low: float, high: float) -> None:
    axes.axhline(0, color=GREY, linewidth=0.8, zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0)
    axes.set_xlim(low, high)
    axes.set_xlabel("x", fontsize=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
