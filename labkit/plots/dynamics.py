"""How training went: rates, losses and what they say."""

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from labkit.plots.learning import Curves, moving_average
from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SMALL,
    TEXT,
    VERMILION,
    new_figure,
)

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, BLACK)


def lines(
    curves: Mapping[str, Sequence[float]],
    *,
    x: str,
    y: str,
    at: Sequence[float] | None = None,
    title: str = "",
) -> Figure:
    """Return named curves over steps 0, 1, 2 …, or over the places ``at``.

    Raises ``ValueError`` without curves, for an empty one, or unless it has a value at each place.

    >>> lines({"constant": [1, 1], "linear": [1.0, 0.5]}, x="step", y="rate").get_label()
    'Curves of rate by step: constant from 1 to 1 (2 values), linear from 1 to 0.5 (2 values).'
    """
    if not curves or not all(len(values) for values in curves.values()):
        raise ValueError("lines needs at least one curve, and at least one value in each.")
    if at is not None and {len(values) for values in curves.values()} != {len(at)}:
        raise ValueError(f"at has {len(at)} places, but the curves have other numbers of values.")
    words = ", ".join(
        f"{name} from {v[0]:.3g} to {v[-1]:.3g} ({len(v)} values)" for name, v in curves.items()
    )
    figure = new_figure(8, 3.4, alt=f"Curves of {y} by {x}: {words}.")
    axes = figure.add_subplot()
    for number, (name, values) in enumerate(curves.items()):
        places = range(len(values)) if at is None else at
        axes.plot(places, values, color=_COLOURS[number % 6], linewidth=2, label=name)
    _label(axes, x, y, title)
    axes.legend(frameon=False, fontsize=TEXT, loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def range_curve(rates: Sequence[float], losses: Sequence[float], *, start: float) -> Figure:
    """Return the loss of a range test over its rates, on a logarithmic axis of the rate.

    A dashed line marks ``start``, the loss of guessing. Raises ``ValueError`` unless there are as
    many rates as losses, at least two.

    >>> range_curve([0.01, 0.1, 1.0], [2.3, 1.5, 9.0], start=2.3).get_label()
    'Loss by rate: 2.3 at 0.01, lowest 1.5 at 0.1, 9 at 1.'
    """
    if len(rates) != len(losses) or len(rates) < 2:
        raise ValueError(f"There are {len(rates)} rates and {len(losses)} losses: give as many.")
    low = min(range(len(losses)), key=lambda i: losses[i])
    alt = (
        f"Loss by rate: {losses[0]:.3g} at {rates[0]:.3g}, lowest {losses[low]:.3g} at "
        f"{rates[low]:.3g}, {losses[-1]:.3g} at {rates[-1]:.3g}."
    )
    figure = new_figure(8, 3.4, alt=alt)
    axes = figure.add_subplot()
    axes.plot(rates, losses, ".", color=BLUE, alpha=0.3, markeredgewidth=0)
    window = max(1, len(losses) // 12)
    middle = slice(window // 2, window // 2 + len(losses) - window + 1)
    axes.plot(rates[middle], moving_average(losses, window), color=BLUE, linewidth=2)
    axes.axhline(start, color=GREY, linestyle="--")
    below = {"xytext": (0, -13), "textcoords": "offset points"}
    axes.annotate("guessing", (rates[0], start), **below)
    axes.set_xscale("log")
    axes.set_ylim(0, 1.6 * start)
    _label(axes, "rate (logarithmic axis)", "loss", "")
    return figure


def schedule_at_work(rates: Sequence[float], losses: Sequence[float]) -> Figure:
    """Return the rate of each step, and beside it the loss that a descent with it had.

    Raises ``ValueError`` unless there are as many rates as losses.

    >>> schedule_at_work([0.5, 0.25], [4.0, 1.0]).get_label()
    'Rate from 0.5 to 0.25 in 2 steps; loss from 4 to 1, on average 2.5 over the last tenth.'
    """
    if len(rates) != len(losses) or not rates:
        raise ValueError(f"There are {len(rates)} rates and {len(losses)} losses: give as many.")
    last = losses[-max(2, len(losses) // 10) :]
    end = sum(last) / len(last)
    alt = (
        f"Rate from {rates[0]:.3g} to {rates[-1]:.3g} in {len(rates)} steps; loss from "
        f"{losses[0]:.3g} to {losses[-1]:.3g}, on average {end:.3g} over the last tenth."
    )
    figure = new_figure(10, 3.4, alt=alt)
    left, right = figure.subplots(1, 2)
    left.plot(rates, color=BLUE, linewidth=2)
    left.set_ylim(0, 1.08 * max(rates))
    _label(left, "step", "rate", "")
    right.plot(losses, color=VERMILION, linewidth=1.5)
    right.set_yscale("log")
    right.set_ylim(min(0.01, *losses), 10 * losses[0] if max(losses) < 1e3 else None)
    _label(right, "step", "loss (logarithmic axis)", f"loss at the end: {end:.2g}")
    return figure


def dots(values: Mapping[str, Sequence[float]], *, unit: str, title: str = "") -> Figure:
    """Return one row of dots per name, one dot per run, with a bar at the mean.

    Runs of equal number (equal seeds, say) are joined by faint lines. Raises ``ValueError`` unless
    every name has equally many values.

    >>> dots({"a": [0.5, 0.7], "b": [0.6, 0.8]}, unit="accuracy").get_label()
    'Runs by accuracy: a mean 0.6 (0.5 to 0.7), b mean 0.7 (0.6 to 0.8).'
    """
    counts = {len(runs) for runs in values.values()}
    if len(counts) != 1 or 0 in counts:
        raise ValueError("dots needs at least one name, and equally many values for each.")
    words = ", ".join(
        f"{name} mean {sum(r) / len(r):.3g} ({min(r):.3g} to {max(r):.3g})"
        for name, r in values.items()
    )
    figure = new_figure(8, 1.2 + 0.55 * len(values), alt=f"{title or 'Runs'} by {unit}: {words}.")
    axes = figure.add_subplot()
    rows = range(len(values))
    for run in zip(*values.values(), strict=True):
        axes.plot(run, rows, color=GREY, linewidth=0.8, zorder=1)
    for row, runs in enumerate(values.values()):
        axes.scatter(runs, [row] * len(runs), color=BLUE, s=42, zorder=2)
        mean = sum(runs) / len(runs)
        axes.plot([mean, mean], [row - 0.28, row + 0.28], color=VERMILION, linewidth=3, zorder=3)
    axes.set_yticks(list(rows), list(values), fontsize=TEXT)
    axes.invert_yaxis()
    axes.margins(y=0.25)
    _label(axes, f"{unit} (dot: one run; bar: mean)", "", title)
    return figure


def stopping(losses: Sequence[float], *, patience: int, min_delta: float = 0.0) -> Figure:
    """Return validation losses with the best epoch, the waiting after it, and the stop.

    An epoch is better if its loss is below the best one by more than ``min_delta``.

    >>> stopping([1.0, 0.8, 0.9, 0.85, 0.7], patience=2).get_label()
    'Validation loss by epoch: best 0.8 in epoch 2, stopped after epoch 4 of 5.'
    """
    if not losses or patience < 1:
        raise ValueError("stopping needs at least one loss and a patience of at least 1.")
    best, stop = 0, len(losses)
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - min_delta:
            best = epoch
        if epoch - best >= patience:
            stop = epoch + 1
            break
    alt = (
        f"Validation loss by epoch: best {losses[best]:.3g} in epoch {best + 1}, stopped after "
        f"epoch {stop} of {len(losses)}."
    )
    figure = new_figure(8, 3.4, alt=alt)
    axes = figure.add_subplot()
    epochs = range(1, len(losses) + 1)
    axes.axvspan(best + 1, stop, color=ORANGE, alpha=0.2, label="waiting")
    axes.plot(epochs[stop - 1 :], losses[stop - 1 :], ":", color=GREY, label="never trained")
    axes.plot(epochs[:stop], losses[:stop], ".-", color=BLUE, label="validation loss")
    axes.plot(best + 1, losses[best], "o", color=VERMILION, markersize=9, label="weights to keep")
    _label(axes, "epoch", "validation loss", "")
    axes.legend(frameon=False, fontsize=TEXT, loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def runs_side_by_side(runs: Mapping[int, Curves], *, guess: float) -> Figure:
    """Return loss and accuracy per epoch of numbered runs, two runs in a row.

    Training is solid, validation dashed; a dotted line marks ``guess``, the loss of guessing.
    Raises ``ValueError`` without runs or for one without a finished epoch.
    """
    if not runs or not all(run.train_loss for run in runs.values()):
        raise ValueError("runs_side_by_side needs at least one run with a finished epoch.")
    rows = math.ceil(len(runs) / 2)
    figure = new_figure(11, 2.5 * rows, alt=_told(runs))
    grid = figure.subplots(rows, 4, squeeze=False)
    for place, (number, run) in enumerate(runs.items()):
        left, right = grid[place // 2, place % 2 * 2 : place % 2 * 2 + 2]
        _draw(left, run.train_loss, run.val_loss, "loss")
        left.axhline(guess, color=GREY, linestyle=":")
        left.set_ylim(0, 1.05 * max(guess, *run.train_loss, *run.val_loss))
        left.set_title(f"Run {number}", fontsize=TEXT, fontweight="bold", loc="left")
        _draw(right, run.train_accuracy, run.val_accuracy, "accuracy")
        right.set_ylim(0, 1.02)
    for axes in grid.flat[2 * len(runs) :]:
        axes.set_visible(False)
    named = dict(zip(("training", "validation"), grid[0, 0].lines[:2], strict=True))
    named["loss of guessing"] = grid[0, 0].lines[2]
    figure.legend(named.values(), named, ncols=3, frameon=False, loc="outside lower center")
    return figure


def _draw(axes: Axes, train: Sequence[float], val: Sequence[float], name: str) -> None:
    epochs = range(1, len(train) + 1)
    axes.plot(epochs, train, color=BLUE, linewidth=2)
    axes.plot(epochs[: len(val)], val, "--", color=VERMILION, linewidth=2)
    _label(axes, "epoch", name, "")
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.tick_params(labelsize=SMALL)


def _told(runs: Mapping[int, Curves]) -> str:
    sentences = []
    for number, run in runs.items():
        text = f"Run {number}: training loss {run.train_loss[0]:.3g} to {run.train_loss[-1]:.3g}"
        text += f", accuracy to {100 * run.train_accuracy[-1]:.0f} %"
        if run.val_loss:
            low, high = min(run.val_loss), max(run.val_loss)
            text += f"; validation loss {run.val_loss[0]:.3g} to {run.val_loss[-1]:.3g} (between "
            text += f"{low:.3g} and {high:.3g}), accuracy to {100 * run.val_accuracy[-1]:.0f} %"
        sentences.append(f"{text}.")
    return f"Learning curves of {len(runs)} runs. {' '.join(sentences)}"


def _label(axes: Axes, x: str, y: str, title: str) -> None:
    axes.set_xlabel(x, fontsize=TEXT)
    axes.set_ylabel(y, fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
