"""What lies next to a picture: its nearest neighbours, one row per way to measure distance."""

from collections.abc import Mapping, Sequence

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.style import GREEN, SMALL, TEXT, VERMILION, new_figure, plain_axes


def neighbours(
    images: torch.Tensor,
    names: Sequence[str],
    query: int,
    nearest: Mapping[str, Sequence[int]],
    *,
    title: str = "",
) -> Figure:
    """Return the query on the left and a row of its neighbours per named space, nearest first.

    ``images`` are ``(N, C, H, W)``, floats from 0 to 1 or uint8, with a name each; ``nearest``
    holds numbers of images, equally many in each row. A neighbour of the query's name has a solid
    green frame, another a dashed red one. Raises ``ValueError`` for uneven rows or numbers of
    names.

    >>> pictures = torch.zeros(3, 1, 4, 4)
    >>> neighbours(pictures, ["cat", "cat", "dog"], 0, {"pixels": [1, 2]}).get_label()
    'Nearest to a cat: 1 of 2 by pixels are of its kind.'
    """
    lengths = {len(row) for row in nearest.values()}
    if len(lengths) != 1 or 0 in lengths or len(names) != len(images):
        raise ValueError(
            f"neighbours needs rows of equal lengths and a name for each image; given rows of "
            f"{sorted(lengths)}, {len(names)} names and {len(images)} images."
        )
    columns = 1 + lengths.pop()
    hits = {space: [names[i] == names[query] for i in row] for space, row in nearest.items()}
    words = ", ".join(f"{sum(hit)} of {len(hit)} by {space}" for space, hit in hits.items())
    alt = f"{title}. " * bool(title) + f"Nearest to a {names[query]}: {words} are of its kind."
    figure = new_figure(0.95 * columns + 0.9, 1.08 * len(nearest) + 0.4, alt=alt)
    grid = figure.subplots(len(nearest), columns, squeeze=False)
    for axes, (space, row) in zip(grid, nearest.items(), strict=True):
        _show(axes[0], images[query], names[query], None)
        axes[0].set_ylabel(space, fontsize=TEXT, rotation=0, ha="right", va="center")
        for cell, number, hit in zip(axes[1:], row, hits[space], strict=True):
            _show(cell, images[number], names[number], hit)
    grid[0, 0].set_title("query", fontsize=TEXT)
    figure.suptitle(title, fontsize=TEXT)
    return figure


def _show(axes: Axes, image: torch.Tensor, name: str, hit: bool | None) -> None:
    plain_axes(axes)
    pixels = image / 255 if image.dtype == torch.uint8 else image
    axes.imshow(pixels.expand(3, -1, -1).permute(1, 2, 0).numpy(), interpolation="nearest")
    axes.set_xlabel(name, fontsize=SMALL, labelpad=2)
    for side in axes.spines.values():
        side.set_visible(hit is not None)
        side.set(color=GREEN if hit else VERMILION, linewidth=3, linestyle="-" if hit else ":")
