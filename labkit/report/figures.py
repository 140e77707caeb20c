"""The report's figures: pure functions from numbers to a Matplotlib figure."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    SKY,
    TEXT,
    VERMILION,
    new_figure,
    number_text,
)
from labkit.report.items import Item

MOST_DOTS = 30  # students; up to here each is a dot


def distribution(totals: Sequence[float], full: float) -> Figure:
    """Return how many students got how many points: dots for a small class, bars for a large one.

    >>> distribution([10.0, 20.0, 30.0], 40).get_label()
    'Points of 3 students out of 40: lowest 10, median 20, highest 30.'
    """
    low, middle, high = (number_text(float(np.quantile(totals, q)), 4) for q in (0, 0.5, 1))
    many = "1 student" if len(totals) == 1 else f"{len(totals):,} students"
    words = f"Points of {many} out of {full:g}: lowest {low}, median {middle}, highest {high}."
    figure = new_figure(8, 2.6, alt=words)
    axes = figure.add_subplot()
    if len(totals) <= MOST_DOTS:
        values, counts = np.unique(np.round(totals, 2), return_counts=True)
        for value, count in zip(values, counts, strict=True):
            axes.plot([value] * count, np.arange(1, count + 1), "o", color=SKY, mec=BLACK, ms=9)
        axes.set_ylim(0, max(4, counts.max() + 1))
    else:
        width = max(1, round(full / 40))
        axes.hist(totals, np.arange(0, full + 2 * width, width), color=SKY, edgecolor="white")
    axes.axvline(np.median(totals), color=VERMILION, linestyle="--")
    top = axes.get_ylim()[1]
    axes.annotate(f" median {middle}", (np.median(totals), top), va="top", fontsize=TEXT)
    axes.set_xlim(-full * 0.02, full * 1.04)
    axes.set_xlabel("points", fontsize=TEXT)
    axes.set_ylabel("students", fontsize=TEXT)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def difficulty(items: Sequence[Item]) -> Figure:
    """Return, for each exercise, the mean share of its points and the share who left it.

    Exercises whose test looks wrong are marked with an exclamation mark, not by colour alone.
    """
    hardest = min(items, key=lambda item: item.share)
    words = f"Mean share of the points by exercise; {hardest.name} is lowest ({hardest.share:.0%})."
    figure = new_figure(8, 1.2 + 0.36 * len(items), alt=words)
    axes = figure.add_subplot()
    rows = np.arange(len(items))
    axes.barh(rows, 1, color=GREY, alpha=0.25)
    axes.barh(rows, [i.share for i in items], color=[ORANGE if i.doubt else SKY for i in items])
    for row, item in zip(rows, items, strict=True):
        axes.annotate(f" {item.share:.0%}", (item.share, row), va="center", fontsize=TEXT)
    axes.set_yticks(rows, [f"{'! ' if i.doubt else ''}{i.name} ({i.points:g})" for i in items])
    axes.tick_params(labelsize=TEXT)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.12)
    axes.set_xticks(np.arange(0, 1.1, 0.25), [f"{x:.0%}" for x in np.arange(0, 1.1, 0.25)])
    axes.set_xlabel("mean share of the points (points on offer in brackets)", fontsize=TEXT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure


def quality(items: Sequence[Item]) -> Figure | None:
    """Return difficulty against discrimination, None if the class is too small to tell."""
    known = [item for item in items if item.discrimination is not None]
    if not known:
        return None
    weakest = min(known, key=lambda item: item.discrimination)
    words = (
        "Mean share of the points against the correlation with the other exercises; "
        f"{weakest.name} is lowest ({weakest.discrimination:.2f})."
    )
    figure = new_figure(8, 4.2, alt=words)
    axes = figure.add_subplot()
    axes.axhspan(-1, 0.1, color=ORANGE, alpha=0.15, lw=0)
    axes.annotate("  tells nobody apart", (0, 0.08), va="top", fontsize=TEXT)
    for item in known:
        marker = "s" if item.doubt else "o"
        axes.plot(item.share, item.discrimination, marker, color=BLUE, ms=7)
        axes.annotate(
            item.name,
            (item.share, item.discrimination),
            xytext=(6, 4),
            textcoords="offset points",
            fontsize=TEXT - 1,
        )
    low = min(-0.2, *(item.discrimination - 0.1 for item in known))
    axes.set_xlim(-0.02, 1.2)
    axes.set_ylim(low, 1.05)
    axes.set_xticks(np.arange(0, 1.1, 0.25), [f"{x:.0%}" for x in np.arange(0, 1.1, 0.25)])
    axes.set_xlabel("mean share of the points: right is easy", fontsize=TEXT)
    axes.set_ylabel("correlation with the rest", fontsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def times(items: Sequence[Item]) -> Figure | None:
    """Return the median seconds of each exercise, None if no run was timed."""
    known = [item for item in items if item.seconds is not None]
    if not known:
        return None
    slowest = max(known, key=lambda item: item.seconds)
    words = (
        f"Median time to run by exercise; {slowest.name} takes longest ({slowest.seconds:.2g} s)."
    )
    figure = new_figure(8, 1.0 + 0.3 * len(known), alt=words)
    axes = figure.add_subplot()
    rows = np.arange(len(known))
    axes.barh(rows, [item.seconds for item in known], color=SKY)
    axes.set_yticks(rows, [item.name for item in known])
    axes.tick_params(labelsize=TEXT)
    axes.invert_yaxis()
    axes.set_xlabel("median seconds of answer and test", fontsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
