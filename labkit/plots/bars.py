"""Horizontal bars with the number written at each bar."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from labkit.plots.style import BLUE, TEXT, new_figure


def bars(values: Mapping[str, float], *, unit: str, title: str, log: bool = False) -> Figure:
    """Return one bar per named value, the first on top; ``log`` for values of different orders.

    Raises ``ValueError`` if there is nothing to draw, or a logarithm of nothing.

    >>> bars({"loops": 900.0, "one product": 2.0}, unit="ms", title="Time").get_label()
    'Time: loops 900 ms, one product 2 ms.'
    """
    if not values:
        raise ValueError("bars needs at least one named value, but the mapping was empty.")
    if log and min(values.values()) <= 0:
        raise ValueError(f"A logarithmic axis needs values above 0; given: {dict(values)}.")
    words = [f"{name} {_number(value)} {unit}" for name, value in values.items()]
    figure = new_figure(8, 1.0 + 0.45 * len(values), alt=f"{title}: {', '.join(words)}.")
    axes = figure.add_subplot()
    drawn = axes.barh(list(values), list(values.values()), color=BLUE, log=log)
    axes.bar_label(drawn, list(map(_number, values.values())), padding=4, fontsize=TEXT)
    axes.invert_yaxis()
    axes.margins(x=0.15)
    axes.tick_params(labelsize=TEXT)
    axes.set_xlabel(unit, fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
