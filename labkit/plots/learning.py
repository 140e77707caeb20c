"""Learning curves: what loss and accuracy did from step to step and epoch to epoch."""

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter, MaxNLocator, PercentFormatter

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
    default over a twentieth of all steps), drawn at the middle of its window; validation is
    dashed, with markers at the ends of epochs. ``log`` makes the axis of the loss logarithmic.
    Raises ``ValueError`` if there is no run, a run has no step, or the window does not fit.
    """
    several = isinstance(history, Mapping)
    runs = dict(history) if several else {"": history}
    if not runs or not all(run.step_loss for run in runs.values()):
        raise ValueError("learning_curves needs at least one run, and at least one step in each.")
    figure = new_figure(10, 4.2, alt=_describe(runs, window))
    left, right = figure.subplots(1, 2)
    for number, (name, run) in enumerate(runs.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        val_colour = colour if several else VERMILION
        labels = (name, None) if several else ("training", "validation")
        _draw_loss(left, run, window or _window(run), colour, labels[0])
        _draw_dashed(left, run.epoch_end[: len(run.val_loss)], run.val_loss, val_colour, labels[1])
        epochs = range(1, len(run.train_accuracy) + 1)
        right.plot(epochs, run.train_accuracy, ".-", color=colour, label=labels[0])
        epochs = range(1, len(run.val_accuracy) + 1)
        _draw_dashed(right, epochs, run.val_accuracy, val_colour, labels[1])
    spans = sorted({window or _window(run) for run in runs.values()})
    mean = f" (line: mean of {' or '.join(map(str, spans))} steps)" if spans[-1] > 1 else ""
    left.set_xlabel(f"step{mean}", fontsize=TEXT)
    left.set_ylabel("loss (logarithmic axis)" if log else "loss", fontsize=TEXT)
    if log:
        left.set_yscale("log")
        left.yaxis.set_major_formatter("{x:g}")
        left.yaxis.set_minor_formatter(LogFormatter(labelOnlyBase=False, minor_thresholds=(2, 0.5)))
    else:
        left.set_ylim(bottom=0)
    right.set_xlabel("epoch", fontsize=TEXT)
    right.set_ylabel("accuracy", fontsize=TEXT)
    right.set_ylim(0, 1.02)
    right.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    if not any(run.train_accuracy for run in runs.values()):
        right.set_xlim(0, 1)
        right.text(0.5, 0.5, "no epoch was finished", ha="center", fontsize=TEXT)
    dashed = any(run.val_loss for run in runs.values())
    title = "solid training, dashed validation" if several and dashed else None
    for axes in (left, right):
        axes.tick_params(labelsize=TEXT, which="both")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        style = {"fontsize": TEXT, "title_fontsize": TEXT}
        axes.legend(title=title, frameon=False, **style)
    return figure


def _draw_loss(axes: Axes, run: Curves, window: int, colour: str, label: str) -> None:
    steps = range(1, len(run.step_loss) + 1)
    dots = {"marker": ".", "linestyle": "none", "alpha": 0.25, "markeredgewidth": 0}
    axes.plot(steps, run.step_loss, color=colour, **dots)
    averaged = moving_average(run.step_loss, window)
    axes.plot(np.arange(len(averaged)) + (window + 1) / 2, averaged, color=colour, label=label)


def _draw_dashed(
    axes: Axes, x: Sequence[int], y: Sequence[float], colour: str, label: str | None
) -> None:
    if y:
        every = math.ceil(len(y) / 25)  # as many markers as there is room for
        axes.plot(x, y, "o--", markersize=4, markevery=every, color=colour, label=label)


def _window(run: Curves) -> int:
    return max(1, len(run.step_loss) // 20)


def _describe(runs: Mapping[str, Curves], window: int | None) -> str:
    sentences = []
    for name, run in runs.items():
        averaged = moving_average(run.step_loss, window or _window(run))
        text = f"{name}: " if name else ""
        text += f"training loss from {averaged[0]:.3g} to {averaged[-1]:.3g}"
        text += f" in {len(run.step_loss)} steps"
        if run.train_accuracy:
            text += f", accuracy {_percent(run.train_accuracy[-1])} in the last epoch"
        if run.val_loss:
            text += f"; validation loss {run.val_loss[-1]:.3g}"
            text += f", accuracy {_percent(run.val_accuracy[-1])}"
        sentences.append(f"{text}.")
    return f"Learning curves, loss smoothed. {' '.join(sentences)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
