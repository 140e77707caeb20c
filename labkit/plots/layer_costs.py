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
    '1: output 5, 0.02 KiB (2 %), 1,505 parameters (31 %), 1,500 MACs (33 %).'
    """
    parts = cost_parts(table)
    if layer not in parts:
        raise ValueError(f"There is no layer {layer!r}; there are {', '.join(parts)}.")
    memory, params, macs = parts[layer]
    within = (row for row in table.rows if f"{row.name}.".startswith(f"{layer}."))
    shape = [row.shape for row in within if row.shape][-1:]  # a part that never runs has none
    output = f"output {'×'.join(map(str, shape[0]))}, " if shape else ""
    words = (
        f"{layer}: {output}{memory / 1024:,.2f} KiB ({_share(memory, table.activation_bytes)}), "
        f"{params:,} parameters ({_share(params, table.params)}), "
        f"{macs:,} MACs ({_share(macs, table.macs)})"
    )
    figure = cost_bars(table)
    place = list(parts).index(layer)
    for axes in figure.axes:
        axes.locator_params(axis="x", nbins=4)
        for bar in axes.patches:
            bar.set_alpha(0.45)
        axes.patches[place].set(alpha=1, edgecolor=VERMILION, linewidth=2.5)
    figure.axes[0].get_yticklabels()[place].set_weight("bold")
    figure.suptitle(words, fontsize=TEXT)
    figure.set_label(f"{words}.")
    return figure


def _share(part: int, total: int) -> str:
    if 0 < part < 0.005 * total:
        return "under 1 %"
    return f"{100 * part / total:.0f} %" if total else "0 %"
