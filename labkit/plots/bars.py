"""Horizontal bars with the number written at each bar."""

import statistics
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from labkit.plots.style import BLACK, SKY, TEXT, new_figure, number_text


def bars(
    values: Mapping[str, float | Sequence[float]], *, unit: str, title: str, log: bool = False
) -> Figure:
    """Return one bar per named value, the first on top; ``log`` for values of different orders.

    A value may be a list of measurements: then the bar shows their median and a line their range.
    Raises ``ValueError`` if there is nothing to draw, or a logarithm of nothing.

    >>> bars({"loops": [901.0, 899.0, 950.0], "product": 2.0}, unit="ms", title="Time").get_label()
    'Time: loops 901 (899 to 950) ms, product 2 ms.'
    """
    if not values:
        raise ValueError("bars needs at least one named value, but the mapping was empty.")
    measured = {name: _measurements(value) for name, value in values.items()}
    medians = {name: statistics.median(numbers) for name, numbers in measured.items()}
    if log and min(medians.values()) <= 0:
        raise ValueError(f"A logarithmic axis needs values above 0; given: {medians}.")
    texts = [_text(numbers) for numbers in measured.values()]
    words = ", ".join(f"{name} {text} {unit}" for name, text in zip(values, texts, strict=True))
    figure = new_figure(8, 1.0 + 0.45 * len(values), alt=f"{title}: {words}.")
    axes = figure.add_subplot()
    axes.barh(list(medians), list(medians.values()), color=SKY, log=log)
    ends = [max(numbers) for numbers in measured.values()]
    for row, (numbers, end, text) in enumerate(zip(measured.values(), ends, texts, strict=True)):
        if len(numbers) > 1:
            axes.plot((min(numbers), end), (row, row), color=BLACK, linewidth=2)
        at = {"xytext": (5, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(text, (end, row), fontsize=TEXT, **at)
    axes.invert_yaxis()
    axes.margins(x=0.3)
    axes.tick_params(labelsize=TEXT)
    axes.set_xlabel(unit, fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _measurements(value: float | Sequence[float]) -> list[float]:
    return list(value) if isinstance(value, Sequence) else [value]


def _text(numbers: list[float]) -> str:
    if len(numbers) == 1:
        return number_text(numbers[0], digits=4)
    median, low, high = statistics.median(numbers), min(numbers), max(numbers)
    return f"{number_text(median)} ({number_text(low)} to {number_text(high)})"
