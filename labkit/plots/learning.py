"""Learning curves: what loss and accuracy did from step to step and epoch to epoch."""

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from labkit.plots.style import BLUE, GREEN, ORANGE, PURPLE, SKY, TEXT, VERMILION, new_figure

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)


class Curves(Protocol):
    """Numbers per step and per epoch, such as `labkit.train.History`; ``val_…`` may be empty."""

    step_loss: Sequence[float]
    epoch_end: Sequence[int]  # steps taken when each epoch ended
    train_loss: Sequence[float]
    train_accuracy: Sequence[float]
    val_loss: Sequence[float]
    val_accuracy: Sequence[float]


def moving_average(values: Sequence[float], window: int) -> np.ndarray:
    """Return the mean of each ``window`` neighbouring values, ``len(values) − window + 1`` of them.

    Raises ``ValueError`` unless 1 ≤ window ≤ number of values.

    >>> moving_average([1, 2, 6, 4], 2).tolist()
    [1.5, 4.0, 5.0]
    """
    if not 1 <= window <= len(values):
        raise ValueError(f"A window of {window} does not fit on {len(values)} values.")
    return np.convolve(values, np.full(window, 1 / window), mode="valid")


def learning_curves(
    history: Curves | Mapping[str, Curves], *, log: bool = False, window: int | None = None
) -> Figure:
    """Return loss per step and accuracy per epoch, of one run or of several named ones.

    The loss of every step is a faint point, the moving average over ``window`` steps a line (by
    default over a twentieth of all steps), each drawn at the middle of its window; validation is
    dashed with a marker at the end of each epoch. ``log`` makes the axis of the loss
    logarithmic. Raises ``ValueError`` if there is no run or a run has no step.
    """
    runs = dict(history) if isinstance(history, Mapping) else {"": history}
    if not runs or not all(run.step_loss for run in runs.values()):
        raise ValueError("learning_curves needs at least one run, and at least one step in each.")
    figure = new_figure(10, 4.2, alt=_describe(runs))
    left, right = figure.subplots(1, 2)
    for number, (name, run) in enumerate(runs.items()):
        train = _COLOURS[number % len(_COLOURS)]
        val = train if name else VERMILION  # two colours where there is one run
        _draw_loss(left, run, name, train, val, window)
        _draw_accuracy(right, run, name, train, val)
    left.set_yscale("log" if log else "linear")
    if not log:
        left.set_ylim(bottom=0)
    left.set_xlabel("step", fontsize=TEXT)
    left.set_ylabel("loss (logarithmic)" if log else "loss", fontsize=TEXT)
    right.set_xlabel("epoch", fontsize=TEXT)
    right.set_ylabel("accuracy", fontsize=TEXT)
    right.set_ylim(0, 1.02)
    right.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    right.xaxis.set_major_locator(MaxNLocator(integer=True))
    for axes in (left, right):
        axes.tick_params(labelsize=TEXT)
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        if axes.get_legend_handles_labels()[0]:
            axes.legend(fontsize=TEXT - 1, frameon=False)
    return figure


def _draw_loss(
    axes: Axes, run: Curves, name: str, train: str, val: str, window: int | None
) -> None:
    steps = len(run.step_loss)
    window = window or _window(steps)
    dots = {"marker": ".", "linestyle": "none", "alpha": 0.25, "markeredgewidth": 0}
    axes.plot(range(1, steps + 1), run.step_loss, color=train, **dots)
    averaged = moving_average(run.step_loss, window)
    middles = np.arange(len(averaged)) + (window + 1) / 2
    label = f"{name}, training" if name else "training"
    label += f" (mean of {window} steps)" if window > 1 else ""
    axes.plot(middles, averaged, color=train, label=label)
    if run.val_loss:
        ends = run.epoch_end[: len(run.val_loss)]
        _dashed(axes, ends, run.val_loss, val, f"{name}, validation" if name else "validation")


def _draw_accuracy(axes: Axes, run: Curves, name: str, train: str, val: str) -> None:
    epochs = range(1, len(run.train_accuracy) + 1)
    suffix = f"{name}, " if name else ""
    axes.plot(epochs, run.train_accuracy, color=train, label=f"{suffix}training")
    if run.val_accuracy:
        ends = range(1, len(run.val_accuracy) + 1)
        _dashed(axes, ends, run.val_accuracy, val, f"{suffix}validation")


def _dashed(axes: Axes, x: Sequence[float], y: Sequence[float], color: str, label: str) -> None:
    every = math.ceil(len(x) / 25)  # as many markers as there is room for
    style = {"linestyle": "--", "marker": "o", "markersize": 4, "markevery": every}
    axes.plot(x, y, color=color, label=label, **style)


def _window(steps: int) -> int:
    return max(1, steps // 20)


def _describe(runs: Mapping[str, Curves]) -> str:
    sentences = []
    for name, run in runs.items():
        averaged = moving_average(run.step_loss, _window(len(run.step_loss)))
        text = f"{name}: " if name else ""
        text += f"training loss from {averaged[0]:.3g} to {averaged[-1]:.3g}"
        text += f" in {len(run.step_loss)} steps"
        if run.train_accuracy:
            text += f", accuracy {_percent(run.train_accuracy[-1])} in the last epoch"
        if run.val_loss:
            text += f"; validation loss {run.val_loss[-1]:.3g}"
            text += f", accuracy {_percent(run.val_accuracy[-1])}"
        sentences.append(f"{text}.")
    return f"Learning curves, smoothed. {' '.join(sentences)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
