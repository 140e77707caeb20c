"""Where a network keeps its memory, its parameters and its multiply–adds."""

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from labkit.plots.style import BLUE, GREEN, ORANGE, SMALL, TEXT, new_figure, number_text

if TYPE_CHECKING:
    from labkit.cost import CostTable

_MOST_BARS = 24
_PANELS = (
    ("memory", "activation_bytes", 2**10, "KiB", BLUE),
    ("parameters", "params", 1e3, "thousand", ORANGE),
    ("MACs", "macs", 1e6, "million", GREEN),
)


def cost_bars(table: "CostTable") -> Figure:
    """Return three bar charts of a `labkit.cost.CostTable`: memory, parameters and MACs by layer.

    Layers of a block are taken together where there would be more than 24 bars. Raises
    ``ValueError`` for a table in which nothing costs anything.

    >>> from torch import nn
    >>> from labkit.cost import cost_table
    >>> table = cost_table(nn.Sequential(nn.Linear(10, 300), nn.Linear(300, 5)), (10,))
    >>> cost_bars(table).get_label()
    'Costs by layer: most memory in 0 (98%), most parameters in 0 (69%), most MACs in 0 (67%).'
    """
    parts = cost_parts(table)
    if not parts:
        raise ValueError("cost_bars has nothing to draw: no row of the table costs anything.")
    most = []
    for number, (title, cost, *_) in enumerate(_PANELS):
        name = max(parts, key=lambda part: parts[part][number])
        most.append(f"most {title} in {name} ({parts[name][number] / getattr(table, cost):.0%})")
    alt = f"Costs by layer: {', '.join(most)}."
    figure = new_figure(11, 1.2 + 0.3 * len(parts), alt=alt)
    panels = figure.subplots(1, 3, sharey=True)
    for number, (axes, (title, _, scale, unit, color)) in enumerate(
        zip(panels, _PANELS, strict=True)
    ):
        values = [costs[number] / scale for costs in parts.values()]
        drawn = axes.barh(list(parts), values, color=color)
        axes.bar_label(drawn, map(number_text, values), padding=3, fontsize=SMALL)
        axes.set_title(title, fontsize=TEXT, loc="left")
        axes.set_xlabel(unit, fontsize=TEXT)
        axes.tick_params(labelsize=SMALL)
        axes.margins(x=0.35, y=0.02)
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].invert_yaxis()
    return figure


def cost_parts(table: "CostTable") -> dict[str, tuple[int, ...]]:
    """Return bytes of memory, parameters and MACs by layer, or by block where layers are too many.

    These are the bars of :func:`cost_bars`, in their order.

    >>> from torch import nn
    >>> from labkit.cost import cost_table
    >>> cost_parts(cost_table(nn.Sequential(nn.Linear(10, 300), nn.Linear(300, 5)), (10,)))
    {'0': (1200, 3300, 3000), '1': (20, 1505, 1500)}
    """
    costly = [row for row in table.rows if row.activation_bytes or row.params or row.macs]
    deepest = max((row.name.count(".") + 1 for row in costly), default=1)
    for depth in range(deepest, 0, -1):
        parts: dict[str, tuple[int, ...]] = {}
        for row in costly:
            name = ".".join(row.name.split(".")[:depth])
            costs = (row.activation_bytes, row.params, row.macs)
            before = parts.get(name, (0, 0, 0))
            parts[name] = tuple(a + b for a, b in zip(before, costs, strict=True))
        if len(parts) <= _MOST_BARS:
            break
    return parts
