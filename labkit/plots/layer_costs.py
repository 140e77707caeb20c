"""One layer among all others of a network: its costs, and its share of each."""

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from labkit.plots.costs import cost_bars, cost_parts
from labkit.plots.style import TEXT, VERMILION

if TYPE_CHECKING:
    from labkit.cost import CostTable


def layer_costs(table: "CostTable", layer: str) -> Figure:
    """Return `cost_bars` with one layer (or block) picked out and its numbers above the bars.

    ``layer`` is one of `cost_parts`. Raises ``ValueError`` for others.

    >>> from torch import nn
    >>> from labkit.cost import cost_table
    >>> table = cost_table(nn.Sequential(nn.Linear(10, 300), nn.Linear(300, 5)), (10,))
    >>> layer_costs(table, "1").get_label()
    '1: 0.02 KiB (2 % of all), 1,505 parameters (31 %), 1,500 MACs (33 %).'
    """
    parts = cost_parts(table)
    if layer not in parts:
        raise ValueError(f"There is no layer {layer!r}; there are {', '.join(parts)}.")
    totals = table.activation_bytes, table.params, table.macs
    shares = [
        f"{part / total:.0%}".replace("%", " %") if total else "0 %"
        for part, total in zip(parts[layer], totals, strict=True)
    ]
    memory, params, macs = parts[layer]
    words = (
        f"{layer}: {memory / 1024:,.2f} KiB ({shares[0]} of all), {params:,} parameters "
        f"({shares[1]}), {macs:,} MACs ({shares[2]})"
    )
    figure = cost_bars(table)
    place = list(parts).index(layer)
    for axes in figure.axes:
        for bar in axes.patches:
            bar.set_alpha(0.45)
        axes.patches[place].set(alpha=1, edgecolor=VERMILION, linewidth=2.5)
    figure.axes[0].get_yticklabels()[place].set(color=VERMILION, weight="bold")
    figure.suptitle(words, fontsize=TEXT, color=VERMILION)
    figure.set_label(f"{words}.")
    return figure
