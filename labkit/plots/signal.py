"""The size of a signal from layer to layer."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    TEXT,
    VERMILION,
    new_figure,
    number_text,
)

_STYLES = tuple(zip((BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY), "osD^vP", strict=True))


def signal_sizes(
    runs: Mapping[str, Sequence[Sequence[float]]], *, title: str = "", quantity: str = "std"
) -> Figure:
    """Return the size of a signal after each layer, on a logarithmic axis.

    ``runs`` maps a name to one list of sizes per seed, layer by layer, all of one length. A line
    joins the medians, a band spans all seeds. Sizes of 0 have no logarithm and are left out.
    Raises ``ValueError`` without runs, for lists of different lengths, and for sizes that are
    negative, infinite or nan.

    >>> signal_sizes({"small": [[0.1, 0.01], [0.2, 0.02]]}).get_label()
    'std of the signal after each layer. small: from 0.15 after layer 1 to 0.015 after layer 2.'
    """
    if not runs:
        raise ValueError("signal_sizes needs at least one named list of runs.")
    sizes = {name: _sizes(name, lists) for name, lists in runs.items()}
    words = " ".join(f"{name}: {_journey(array)}." for name, array in sizes.items())
    figure = new_figure(8, 4.2, alt=f"{quantity} of the signal after each layer. {words}")
    axes = figure.add_subplot()
    for number, (name, array) in enumerate(sizes.items()):
        colour, marker = _STYLES[number % len(_STYLES)]
        layers = np.arange(1, array.shape[1] + 1)
        shown = np.where(array > 0, array, np.nan)
        seen = ~np.isnan(shown).all(axis=0)
        layers, shown = layers[seen], shown[:, seen]
        axes.plot(layers, np.nanmedian(shown, axis=0), color=colour, marker=marker, label=name)
        band = np.nanmin(shown, axis=0), np.nanmax(shown, axis=0)
        axes.fill_between(layers, *band, color=colour, alpha=0.25, linewidth=0)
    axes.set_yscale("log")
    axes.axhline(1, color=BLACK, linewidth=0.8, linestyle=":")
    axes.set_xlabel("layer", fontsize=TEXT)
    axes.set_ylabel(f"{quantity} (logarithmic axis)", fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.tick_params(labelsize=TEXT)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=TEXT, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def _sizes(name: str, lists: Sequence[Sequence[float]]) -> np.ndarray:
    if len({len(sizes) for sizes in lists}) != 1:
        raise ValueError(f"All runs of {name!r} need one size per layer, equally many of them.")
    array = np.array(lists, dtype=float)
    if array.size == 0 or not np.isfinite(array).all() or (array < 0).any():
        raise ValueError(f"Sizes are finite numbers from 0 on, but {name!r} has others, or none.")
    return array


def _journey(array: np.ndarray) -> str:
    first, last = (np.median(array[:, layer]) for layer in (0, -1))
    return (
        f"from {number_text(first)} after layer 1 to {number_text(last)} after layer "
        f"{array.shape[1]}"
    )
