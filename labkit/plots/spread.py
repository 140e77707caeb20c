"""Repeated measurements, each one a dot: how much is effect, how much is luck?"""

import statistics
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    TEXT,
    VERMILION,
    new_figure,
    number_text,
)

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE)


def spread(runs: Mapping[str, Sequence[float]], *, quantity: str, title: str) -> Figure:
    """Return a row of dots per name, one dot per run, with mean and standard deviation written.

    Raises ``ValueError`` if there is no name, or fewer than two runs for one.

    >>> spread({"SGD": [0.25, 0.75], "Adam": [0.5, 0.5]}, quantity="accuracy", title="").get_label()
    'accuracy of several runs: SGD 0.5 ± 0.35, Adam 0.5 ± 0.'
    """
    if not runs or min(map(len, runs.values())) < 2:
        raise ValueError("spread needs named values, and at least two runs for each name.")
    notes = {name: _note(values) for name, values in runs.items()}
    words = ", ".join(f"{name} {note}" for name, note in notes.items())
    alt = f"{quantity} of several runs: {words}."
    figure = new_figure(8, 1.1 + 0.4 * len(runs), alt=alt)
    axes = figure.add_subplot()
    for row, (name, values) in enumerate(runs.items()):
        axes.plot(values, [row] * len(values), "o", color=BLUE, alpha=0.55, markersize=8)
        axes.plot(statistics.mean(values), row, "|", color=BLACK, markersize=20, mew=2)
        at = {"xycoords": ("axes fraction", "data"), "va": "center"}
        axes.annotate(notes[name], (1.02, row), fontsize=TEXT, annotation_clip=False, **at)
    axes.set_yticks(range(len(runs)), list(runs))
    axes.set_ylim(len(runs) - 0.4, -0.6)
    axes.tick_params(labelsize=TEXT)
    axes.set_xlabel(f"{quantity} (dots: runs, line: mean; right: mean ± deviation)", fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.grid(axis="x", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def sweep(
    runs: Mapping[str, Mapping[float, Sequence[float]]],
    *,
    setting: str,
    quantity: str,
    log: bool = True,
) -> Figure:
    """Return a curve per name through the means at each setting, with a dot per run.

    ``runs[name][setting]`` holds the measurements; ``log`` makes the axis of settings
    logarithmic. Raises ``ValueError`` if there is nothing to draw.

    >>> sweep({"SGD": {0.1: [1.0], 0.2: [3.0]}}, setting="rate", quantity="loss").get_label()
    'loss against rate: SGD from 1 (0.1) to 3 (0.2).'
    """
    if not runs or not all(curve and all(curve.values()) for curve in runs.values()):
        raise ValueError("sweep needs at least one name, setting and measurement.")
    means = {
        name: {at: statistics.mean(values) for at, values in curve.items()}
        for name, curve in runs.items()
    }
    words = ", ".join(f"{name} from {_range(curve)}" for name, curve in means.items())
    figure = new_figure(8, 4, alt=f"{quantity} against {setting}: {words}.")
    axes = figure.add_subplot()
    for number, (name, curve) in enumerate(runs.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        for at, values in curve.items():
            if len(curve) < 100:
                axes.plot([at] * len(values), values, "o", color=colour, alpha=0.4, markersize=6)
        axes.plot(list(means[name]), list(means[name].values()), color=colour, label=name)
    if log:
        axes.set_xscale("log")
    axes.set_xlabel(setting, fontsize=TEXT)
    axes.set_ylabel(quantity, fontsize=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.grid(alpha=0.3)
    axes.legend(frameon=False, fontsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _note(values: Sequence[float]) -> str:
    mean, deviation = statistics.mean(values), statistics.stdev(values)
    return f"{number_text(mean)} ± {number_text(deviation, digits=2)}"


def _range(curve: Mapping[float, float]) -> str:
    lowest, highest = (choose(curve, key=curve.get) for choose in (min, max))
    parts = (f"{number_text(curve[at])} ({at:g})" for at in (lowest, highest))
    return " to ".join(parts)
