"""How values spread from layer to layer."""

from collections.abc import Mapping

import numpy as np
import torch
from matplotlib.figure import Figure

from labkit.plots.style import BLACK, SKY, TEXT, new_figure

_BINS = 60


def histograms_through_depth(
    layers: Mapping[str, torch.Tensor], *, title: str = "", quantity: str = "value"
) -> Figure:
    """Return one histogram per named tensor, the first on top, all over the same axis.

    Tensors have any shape and dtype. Each histogram is as high as its own tallest bar; exact
    zeros, as ReLU makes them, are left out of it. Beside it stand the standard deviation of all
    values and the share of exact zeros. The axis holds 99.8 % of the values of every tensor; what
    lies outside is counted in the outermost bars.
    Raises ``ValueError`` without tensors, for an empty one or one with nan or infinite values.

    >>> halves = {"conv1": torch.tensor([-1.0, 1.0]), "conv2": torch.tensor([0.0, 2.0])}
    >>> histograms_through_depth(halves, quantity="activation").get_label()
    'Histograms of activation in 2 layers: conv1 std 1, conv2 std 1 (50 % zeros).'
    """
    if not layers:
        raise ValueError("histograms_through_depth needs at least one named tensor.")
    values = {name: _flat(name, tensor) for name, tensor in layers.items()}
    notes = {name: _note(numbers) for name, numbers in values.items()}
    low = min(np.quantile(numbers, 0.001) for numbers in values.values())
    high = max(np.quantile(numbers, 0.999) for numbers in values.values())
    low, high = (low, high) if low < high else (low - 1, high + 1)
    words = ", ".join(f"{name} {note}" for name, note in notes.items())
    alt = f"Histograms of {quantity} in {len(values)} layers: {words}."
    figure = new_figure(8, 1.0 + 0.5 * len(values), alt=alt)
    axes = figure.add_subplot()
    edges = np.linspace(low, high, _BINS + 1)
    for row, (name, numbers) in enumerate(values.items()):
        counts, _ = np.histogram(np.clip(numbers[numbers != 0], low, high), edges)
        heights = 0.88 * counts / max(1, counts.max())
        axes.stairs(row - heights, edges, baseline=row, fill=True, color=SKY)
        axes.axhline(row, color=BLACK, linewidth=0.6)
        at = {"xycoords": ("axes fraction", "data"), "va": "bottom"}
        axes.annotate(notes[name], (1.02, row), fontsize=TEXT, annotation_clip=False, **at)
    axes.axvline(0, color=BLACK, linewidth=0.6, linestyle=":")
    axes.set(xlim=(low, high), ylim=(len(values) - 0.9, -1.0))
    axes.set_yticks([row - 0.3 for row in range(len(values))], list(values))
    axes.tick_params(axis="y", length=0)
    axes.tick_params(labelsize=TEXT)
    axes.set_xlabel(quantity, fontsize=TEXT)
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure


def _flat(name: str, tensor: torch.Tensor) -> np.ndarray:
    numbers = torch.as_tensor(tensor).detach().double().flatten().cpu().numpy()
    if numbers.size == 0 or not np.isfinite(numbers).all():
        what = "is empty" if numbers.size == 0 else "has nan or infinite values"
        raise ValueError(f"The tensor {name!r} {what}, so it has no histogram.")
    return numbers


def _note(numbers: np.ndarray) -> str:
    zeros = np.mean(numbers == 0)
    return f"std {numbers.std():.2g}" + (f" ({100 * zeros:.0f} % zeros)" if zeros else "")
