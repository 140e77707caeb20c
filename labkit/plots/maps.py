"""Where training succeeds: accuracy over a grid of two settings."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from labkit.plots.style import TEXT, ink_on_cividis, new_figure


def accuracy_maps(
    maps: Mapping[str, Sequence[Sequence[float]]],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    row_name: str,
    column_name: str,
    title: str = "",
) -> Figure:
    """Return one grid of accuracies per name, side by side, with the number in each cell.

    Each map has ``len(rows)`` × ``len(columns)`` shares from 0 to 1; nan stands for a run whose
    loss became nan or infinite, and is marked with a cross. Raises ``ValueError`` for other shapes
    and numbers.

    >>> accuracy_maps({"plain": [[0.1, float("nan")]]}, rows=["×1"], columns=["0.1", "1"],
    ...               row_name="scale", column_name="rate").get_label()
    'Accuracy by scale and rate. plain: highest 10 %, lowest 10 %, 1 of 2 runs diverged.'
    """
    arrays = {name: np.array(values, dtype=float) for name, values in maps.items()}
    for name, array in arrays.items():
        if array.shape != (len(rows), len(columns)):
            raise ValueError(
                f"The map {name!r} has shape {array.shape}, but there are {len(rows)} rows and "
                f"{len(columns)} columns."
            )
        if np.isinf(array).any() or (array < 0).any() or (array > 1).any():
            raise ValueError(f"Accuracies are shares from 0 to 1 or nan; {name!r} has others.")
    if not arrays:
        raise ValueError("accuracy_maps needs at least one named map.")
    words = " ".join(f"{name}: {_extent(array)}." for name, array in arrays.items())
    alt = f"Accuracy by {row_name} and {column_name}. {words}"
    figure = new_figure(5.2 * len(arrays), 1.6 + 0.5 * len(rows), alt=alt)
    panels = figure.subplots(1, len(arrays), squeeze=False)[0]
    for axes, (name, array) in zip(panels, arrays.items(), strict=True):
        axes.imshow(np.nan_to_num(array), cmap="cividis", vmin=0, vmax=1, aspect="auto")
        for (row, column), share in np.ndenumerate(array):
            text = "×" if math.isnan(share) else f"{100 * share:.0f}"
            ink = ink_on_cividis(0 if math.isnan(share) else share)
            axes.text(column, row, text, ha="center", va="center", color=ink, fontsize=TEXT)
        axes.set_xticks(range(len(columns)), list(columns))
        axes.set_yticks(range(len(rows)), list(rows))
        axes.tick_params(labelsize=TEXT, length=0)
        axes.set_xlabel(column_name, fontsize=TEXT)
        axes.set_title(name, fontsize=TEXT, loc="left")
    panels[0].set_ylabel(row_name, fontsize=TEXT)
    figure.suptitle(title, fontsize=TEXT)
    return figure


def _extent(array: np.ndarray) -> str:
    finished = array[~np.isnan(array)]
    parts = []
    if finished.size:
        parts = [f"highest {100 * finished.max():.0f} %", f"lowest {100 * finished.min():.0f} %"]
    lost = array.size - finished.size
    return ", ".join([*parts, f"{lost} of {array.size} runs diverged"] if lost else parts)
