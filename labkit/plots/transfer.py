"""The table of transfer: little or more data across, a near or a far task down, runs as dots."""

import statistics
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from labkit.plots.style import BLACK, BLUE, GREY, TEXT, new_figure

Runs = Mapping[str, Sequence[float]]


def table_of_runs(table: Mapping[str, Mapping[str, Runs]], *, quantity: str) -> Figure:
    """Return a grid of panels, ``table[row][column]``, each with a line of dots per method.

    A panel maps methods to shares from 0 to 1, one per run; a dot is a run, the stroke and the
    number are the mean. Raises ``ValueError`` unless all rows have the same columns, and all
    panels the same methods with at least two runs.

    >>> table_of_runs({"near": {"little": {"probe": [0.5, 1.0]}}}, quantity="accuracy").get_label()
    'accuracy, mean of the runs. near, little: probe 75 %.'
    """
    panels = {(row, column): runs for row, cells in table.items() for column, runs in cells.items()}
    columns = {tuple(cells) for cells in table.values()}
    methods = {tuple(runs) for runs in panels.values()}
    counts = [len(shares) for runs in panels.values() for shares in runs.values()]
    if len(columns) != 1 or len(methods) != 1 or min(counts, default=0) < 2:
        raise ValueError(
            "table_of_runs needs the same columns in each row, the same methods in each panel and "
            f"two runs of each; given columns {sorted(columns)} and methods {sorted(methods)}."
        )
    words = " ".join(f"{', '.join(place)}: {_means(runs)}." for place, runs in panels.items())
    (names,), (heads,) = methods, columns
    size = 3.4 * len(heads) + 1.6, 0.6 + len(table) * (0.7 + 0.36 * len(names))
    figure = new_figure(*size, alt=f"{quantity}, mean of the runs. {words}")
    grid = figure.subplots(len(table), len(heads), sharex=True, sharey=True, squeeze=False)
    for axes, (place, runs) in zip(grid.flat, panels.items(), strict=True):
        axes.set_title(", ".join(place), fontsize=TEXT, loc="left")
        for line, shares in enumerate(runs.values()):
            mean = statistics.mean(shares)
            axes.plot(shares, [line] * len(shares), "o", color=BLUE, alpha=0.55, markersize=7)
            axes.plot(mean, line, "|", color=BLACK, markersize=16, markeredgewidth=2)
            axes.text(1.04, line, f"{100 * mean:.0f} %", fontsize=TEXT, va="center")
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(0, 1.02)
        axes.set_xticks([0, 0.5, 1], ["0", "50", "100 %"])
        axes.tick_params(labelsize=TEXT)
        axes.grid(axis="x", color=GREY, linewidth=0.5)
        axes.spines[["top", "right"]].set_visible(False)
    figure.supxlabel(f"{quantity} (dots: runs, stroke and number: mean)", fontsize=TEXT)
    return figure


def _means(runs: Runs) -> str:
    return ", ".join(f"{name} {100 * statistics.mean(v):.0f} %" for name, v in runs.items())
