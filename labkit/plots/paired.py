"""Several runs of the same thing: lines through the layers, and differences pair by pair."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    TEXT,
    VERMILION,
    new_figure,
    number_text,
)

_COLOURS = (VERMILION, BLUE, GREEN, PURPLE, ORANGE, SKY)


def through_layers(
    runs: Mapping[str, Sequence[Sequence[float]]],
    *,
    unit: str,
    title: str,
    expected: Mapping[str, Sequence[float]] | None = None,
) -> Figure:
    """Return one line per name through the layers, over a logarithmic axis.

    ``runs[name]`` holds a row of positive numbers per run, one for each layer, the first layer
    first. The line is the median over the runs, the band reaches from the smallest to the largest.
    ``expected`` adds dashed lines. Raises ``ValueError`` for no or uneven rows, or numbers ≤ 0.

    >>> through_layers({"tanh": [[1, 2], [3, 2]]}, unit="norm", title="Two layers").get_label()
    'Two layers. Median norm in the first and last layer: tanh 2 and 2.'
    """
    tables = {name: _table(name, rows) for name, rows in runs.items()}
    if not tables:
        raise ValueError("through_layers needs at least one named table of runs.")
    middle = {name: np.median(table, axis=0) for name, table in tables.items()}
    words = ", ".join(f"{name} {line[0]:.2g} and {line[-1]:.2g}" for name, line in middle.items())
    alt = f"{title}. Median {unit} in the first and last layer: {words}."
    figure = new_figure(8.5, 4.4, alt=alt)
    axes = figure.add_subplot()
    for colour, (name, table) in zip(_COLOURS, tables.items(), strict=False):
        layers = np.arange(1, table.shape[1] + 1)
        axes.fill_between(layers, table.min(0), table.max(0), color=colour, alpha=0.25, lw=0)
        axes.plot(layers, middle[name], "o-", color=colour, markersize=4, label=name)
    for name, line in (expected or {}).items():
        axes.plot(range(1, len(line) + 1), line, "--", color=BLACK, label=name)
    axes.set_yscale("log")
    axes.set_xticks(layers)
    axes.set_xlabel("layer (1 is next to the input)", fontsize=TEXT)
    axes.set_ylabel(unit, fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right center", frameon=False, fontsize=TEXT)
    return figure


def paired_differences(
    scores: Mapping[str, Sequence[float]], baseline: str, *, unit: str, title: str
) -> Figure:
    """Return a row per name with its differences to the baseline, run by run.

    ``scores[name][i]`` and ``scores[baseline][i]`` come from the same seed. A dot is one pair, the
    bar reaches two standard errors of the mean to either side of the mean. Raises ``ValueError``
    without the baseline, without anything else, for fewer than two runs or uneven numbers of them.

    >>> scores = {"relu": [0.5, 0.7], "elu": [0.6, 0.9]}
    >>> paired_differences(scores, "relu", unit="accuracy", title="Two runs").get_label()
    'Two runs. Mean difference to relu in accuracy, ± 2 standard errors: elu 0.15 ± 0.1.'
    """
    others = {name: list(values) for name, values in scores.items() if name != baseline}
    if baseline not in scores or not others:
        raise ValueError(f"scores must hold {baseline!r} and another name; given: {[*scores]}.")
    base = np.asarray(scores[baseline], dtype=float)
    sizes = {name: len(values) for name, values in scores.items()}
    if len(set(sizes.values())) > 1 or len(base) < 2:
        raise ValueError(f"Every name needs the same number of runs, at least two; given: {sizes}.")
    rows = {name: np.asarray(values, dtype=float) - base for name, values in others.items()}
    bounds = {name: 2 * row.std(ddof=1) / math.sqrt(len(row)) for name, row in rows.items()}
    words = ", ".join(
        f"{name} {number_text(round(row.mean(), 9))} ± {number_text(bounds[name])}"
        for name, row in rows.items()
    )
    alt = f"{title}. Mean difference to {baseline} in {unit}, ± 2 standard errors: {words}."
    figure = new_figure(8.5, 1.4 + 0.55 * len(rows), alt=alt)
    axes = figure.add_subplot()
    for place, (name, row) in enumerate(rows.items()):
        axes.plot(row, [place] * len(row), "o", color=SKY, markersize=6)
        ends = row.mean() - bounds[name], row.mean() + bounds[name]
        below = place + 0.25  # the bar hides no dot
        axes.plot(ends, (below, below), color=BLACK, linewidth=3, solid_capstyle="butt")
        axes.plot(row.mean(), below, "|", color=BLACK, markersize=12, markeredgewidth=3)
    axes.axvline(0, color=VERMILION, linewidth=1.5)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(f"{unit} − {unit} of {baseline}, same seed", fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.tick_params(labelsize=TEXT)
    axes.grid(axis="x", color=GREY, linewidth=0.5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure


def _table(name: str, rows: Sequence[Sequence[float]]) -> np.ndarray:
    lengths = {len(row) for row in rows}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"The runs of {name!r} must have equally many layers; given: {lengths}.")
    table = np.asarray(rows, dtype=float)
    if not (table > 0).all():
        raise ValueError(f"A logarithmic axis needs values above 0, but {name!r} has others.")
    return table
