"""What the blocks of modern networks are made of, as boxes as wide as they have channels."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    TEXT,
    VERMILION,
    YELLOW,
    new_figure,
    plain_axes,
)

Branch = Sequence[tuple[str, int]]  # layers from top to bottom, each with its output channels
Panel = tuple[int, Sequence[Branch], str]  # channels in, branches, "concatenate" or "add"

_LAYERS = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, YELLOW)
_NARROWEST = 0.08  # of a column, so that the thinnest box can still be seen


def block_diagrams(panels: Mapping[str, Panel]) -> Figure:
    """Return one diagram per named block, the input on top, the output at the bottom.

    A block is ``(channels in, branches, merge)``. A branch lists its layers with their output
    channels; the empty branch is a shortcut. ``merge`` is "concatenate" or "add". Boxes are as
    wide as they have channels. Raises ``ValueError`` for no block, another merge, or branches that
    cannot be added.

    >>> block_diagrams({"basic": (8, [[("3×3", 8)], []], "add")}).get_label()
    'Block diagrams. basic: 8 channels; branches 3×3 (8); shortcut; add: 8 channels.'
    """
    if not panels:
        raise ValueError("block_diagrams needs at least one named block, but there was none.")
    outputs = {name: _output(name, *panel) for name, panel in panels.items()}
    described = " ".join(
        f"{name}: {given} channels; branches {'; '.join(map(_branch_text, branches))}; "
        f"{merge}: {outputs[name]} channels."
        for name, (given, branches, merge) in panels.items()
    )
    columns = [len(branches) for _, branches, _ in panels.values()]
    deepest = max(len(branch) for _, branches, _ in panels.values() for branch in branches)
    width = max(5.5, min(12.0, 1.7 * sum(columns) + 0.8))
    figure = new_figure(width, 1.5 + 0.75 * deepest, alt=f"Block diagrams. {described}")
    axes = figure.subplots(1, len(panels), width_ratios=columns, squeeze=False)[0]
    for ax, (name, (given, branches, merge)) in zip(axes, panels.items(), strict=True):
        _draw_panel(ax, name, given, branches, f"{merge}: {outputs[name]} channels", deepest)
    return figure


def dense_block(in_channels: int, layers: int, growth: int) -> Figure:
    """Return what each layer of a dense block reads: one column per layer, one more for the output.

    Raises ``ValueError`` for fewer than one layer.

    >>> dense_block(64, 2, 32).get_label()
    'Dense block: layer 1 reads 64 channels, layer 2 reads 96, the output has 128.'
    """
    if layers < 1:
        raise ValueError(f"dense_block draws at least one layer, but layers is {layers}.")
    read = [in_channels + i * growth for i in range(layers + 1)]
    words = ", ".join(f"layer {i + 2} reads {n}" for i, n in enumerate(read[1:-1]))
    alt = f"Dense block: layer 1 reads {in_channels} channels, {words + ', ' if words else ''}"
    figure = new_figure(8, 3.6, alt=f"{alt}the output has {read[-1]}.")
    axes = figure.add_subplot()
    names = [*(f"layer {i + 1}" for i in range(layers)), "output"]
    sources = ["input", *names[:-1]]
    for source, name in enumerate(sources):
        size, bottom = (in_channels, 0) if not source else (growth, read[source - 1])
        readers = range(source, layers + 1)
        color = _LAYERS[source % len(_LAYERS)]
        bars = axes.bar(readers, size, bottom=bottom, color=color, edgecolor="white")
        bars.set_label(f"from the {name}" if not source else f"from {name}")
    for column, channels in enumerate(read):
        axes.annotate(str(channels), (column, channels), (0, 3), ha="center", fontsize=TEXT,
                      textcoords="offset points")  # fmt: skip
    axes.set_xticks(range(layers + 1), [n if n == "output" else f"{n}\nreads" for n in names])
    axes.set_ylabel("channels", fontsize=TEXT)
    axes.margins(y=0.12)
    axes.tick_params(labelsize=TEXT - 1)
    axes.spines[["top", "right"]].set_visible(False)
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(handles[::-1], labels[::-1], fontsize=TEXT, frameon=False, loc="upper left",
                bbox_to_anchor=(1, 1))  # fmt: skip
    return figure


def _output(name: str, given: int, branches: Sequence[Branch], merge: str) -> int:
    """Return the channels of a block's output."""
    if merge not in ("concatenate", "add"):
        raise ValueError(f'{name} is merged by {merge!r}, but choose "concatenate" or "add".')
    ends = [branch[-1][1] if branch else given for branch in branches]
    if merge == "concatenate":
        return sum(ends)
    if len(set(ends)) > 1:
        raise ValueError(f"{name} adds {ends} channels, but only equally many can be added.")
    return ends[0]


def _branch_text(branch: Branch) -> str:
    return " then ".join(f"{name} ({channels})" for name, channels in branch) or "shortcut"


def _draw_panel(
    axes: Axes, title: str, given: int, branches: Sequence[Branch], merged: str, deepest: int
) -> None:
    widest = max(n for branch in branches for _, n in [*branch, ("", given)])
    centre, bottom = (len(branches) - 1) / 2, deepest + 1
    for column, branch in enumerate(branches):
        shift = (deepest - len(branch)) / 2
        axes.plot([column, column], [0.2, bottom - 0.2], color=BLACK, linewidth=1.2, zorder=1)
        for row, (name, channels) in enumerate(branch, start=1):
            width = max(_NARROWEST, 0.9 * channels / widest)
            color = SKY if name.startswith("1×1") else ORANGE
            color = YELLOW if name.startswith("pool") else color
            _box(axes, column, row + shift + 0.1, width, color, height=0.3)
            text = {"ha": "center", "va": "center", "fontsize": TEXT, "zorder": 3}
            label = axes.text(column, row + shift - 0.26, f"{name} → {channels}", **text)
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
        if not branch:
            axes.text(column + 0.06, bottom / 2, "shortcut", fontsize=TEXT, va="center")
    for row, label in ((0, f"{given} channels in"), (bottom, merged)):
        _box(axes, centre, row, len(branches) - 0.1, "#EEEEEE")
        axes.text(centre, row, label, ha="center", va="center", fontsize=TEXT, zorder=3)
    axes.set(xlim=(-0.55, len(branches) - 0.45), ylim=(bottom + 0.4, -0.4))
    plain_axes(axes, title)


def _box(axes: Axes, x: float, y: float, width: float, color: str, height: float = 0.5) -> None:
    style = "round,pad=0,rounding_size=0.04"
    corner = (x - width / 2, y - height / 2)
    box = FancyBboxPatch(corner, width, height, boxstyle=style, zorder=2)
    box.set(facecolor=color, edgecolor=BLACK, linewidth=0.8)
    axes.add_patch(box)
