"""What happens to a number when the image moves: a curve for each model, and its spread."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from labkit.plots.style import BLUE, GREEN, ORANGE, PURPLE, TEXT, VERMILION, new_figure

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE)
_MARKS = ("o", "s", "^", "D", "v")


def shift_curves(
    runs: Mapping[str, Sequence[Sequence[float]]], *, value: str, title: str
) -> Figure:
    """Return a curve over shifts of 0, 1, 2, … pixels per name: thick the mean, thin each run.

    Each name has one or several runs of equally many numbers. Raises ``ValueError`` otherwise, and
    for more than five names.

    >>> shift_curves({"net": [[1.0, 0.5], [0.8, 0.3]]}, value="accuracy", title="Moved").get_label()
    'Moved, accuracy when moved by 0, 1, … pixels: net 0.9 0.4.'
    """
    lengths = {len(run) for several in runs.values() for run in several}
    if len(lengths) != 1 or not all(len(several) for several in runs.values()):
        raise ValueError(f"Every name needs runs of the same length; their lengths are {lengths}.")
    if len(runs) > len(_COLOURS):
        raise ValueError(f"At most {len(_COLOURS)} names can be told apart; given: {len(runs)}.")
    means = {name: np.mean(several, axis=0) for name, several in runs.items()}
    words = "; ".join(
        f"{name} {' '.join(f'{number:.2g}' for number in mean)}" for name, mean in means.items()
    )
    figure = new_figure(8, 4, alt=f"{title}, {value} when moved by 0, 1, … pixels: {words}.")
    axes = figure.add_subplot()
    looks = zip(runs.items(), _COLOURS, _MARKS, strict=False)
    for (name, several), colour, mark in looks:
        for run in several if len(several) > 1 else ():
            axes.plot(run, color=colour, linewidth=0.8, alpha=0.5)
        axes.plot(means[name], color=colour, marker=mark, linewidth=2.5, label=name)
    axes.set_xlabel("moved to the right (pixels)", fontsize=TEXT)
    axes.set_ylabel(value, fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.set_xticks(range(lengths.pop()))
    axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    axes.tick_params(labelsize=TEXT)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=TEXT, loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    return figure
