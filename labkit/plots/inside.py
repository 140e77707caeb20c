"""What a layer makes of an image, and how images lie in a space of features."""

import math
from collections.abc import Mapping, Sequence

import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    SMALL,
    TEXT,
    VERMILION,
    new_figure,
    plain_axes,
)

_COLOURS = (BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, BLACK, GREY)


def channel_view(
    image: torch.Tensor,
    maps: torch.Tensor,
    channel: int,
    window: tuple[int, int, int],
    *,
    title: str = "",
) -> Figure:
    """Return an image with what one channel saw most clearly, its map, and all the layer's maps.

    ``image`` is ``(3, H, W)`` uint8, ``maps`` are ``(C, h, w)``. The frame on the image is the
    window (``first, step, size``, see `labkit.cost.window`) of the map's largest value; the same
    place is framed on the map. Raises ``ValueError`` for a channel that does not exist.

    >>> image, maps = torch.zeros(3, 8, 8, dtype=torch.uint8), torch.arange(8.0).reshape(2, 2, 2)
    >>> channel_view(image, maps, 1, (0, 4, 4)).get_label()
    'Channel 1 of 2: a 2×2 map, largest value 7 at row 1, column 1, which saw 4×4 pixels.'
    """
    if not 0 <= channel < len(maps):
        raise ValueError(f"channel is {channel}, but there are channels 0 to {len(maps) - 1}.")
    chosen = maps[channel].detach()
    (height, width), (first, step, size) = chosen.shape, window
    row, column = divmod(int(chosen.argmax()), width)
    alt = f"{title}. " * bool(title) + (
        f"Channel {channel} of {len(maps)}: a {height}×{width} map, largest value "
        f"{chosen.max():.3g} at row {row}, column {column}, which saw {size}×{size} pixels."
    )
    figure = new_figure(9.6, 3.6, alt=alt)
    left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1, 1.25))
    plain_axes(left, f"sees {size}×{size} pixels")
    left.imshow(image.permute(1, 2, 0).numpy())
    corner = first + step * column - 0.5, first + step * row - 0.5
    left.set(xlim=left.get_xlim(), ylim=left.get_ylim())  # the frame may reach outside
    _frame(left, corner, size)
    plain_axes(middle, f"channel {channel}: {height}×{width}")
    shown = middle.imshow(chosen.numpy(), cmap="viridis")
    _frame(middle, (column - 0.5, row - 0.5), 1)
    figure.colorbar(shown, ax=middle, shrink=0.7).ax.tick_params(labelsize=SMALL)
    sheet, corners = _sheet(maps.detach())
    plain_axes(right, f"all {len(maps)} channels")
    right.imshow(sheet.numpy(), cmap="viridis")
    _frame(right, (corners[channel][1] - 1, corners[channel][0] - 1), width + 1)
    figure.suptitle(title, fontsize=TEXT, x=0.01, ha="left")
    return figure


def embedding(
    panels: Mapping[str, torch.Tensor], labels: torch.Tensor, classes: Sequence[str]
) -> Figure:
    """Return one cloud of points ``(N, 2)`` per name, side by side; colour and sign tell the class.

    Raises ``ValueError`` for points that are not ``(N, 2)`` with one label each.

    >>> embedding({"PCA": torch.eye(2)}, torch.tensor([0, 1]), ["fish", "mug"]).get_label()
    '2 points of 2 classes in the plane: PCA.'
    """
    for name, points in panels.items():
        if points.shape != (len(labels), 2):
            raise ValueError(f"{name} has shape {tuple(points.shape)}, expected ({len(labels)}, 2)")
    alt = f"{len(labels)} points of {len(classes)} classes in the plane: {', '.join(panels)}."
    figure = new_figure(3.4 * len(panels) + 1.3, 3.7, alt=alt)
    for axes, (name, points) in zip(
        figure.subplots(1, len(panels), squeeze=False)[0], panels.items(), strict=True
    ):
        for label, kind in enumerate(classes):
            x, y = points[labels == label].T
            colour = _COLOURS[label % len(_COLOURS)]
            sign = "os^Dv"[label % 5]
            axes.plot(x, y, sign, color=colour, markersize=4, alpha=0.8, label=kind)
        axes.set_title(name, fontsize=TEXT)
        axes.set_xticks([])
        axes.set_yticks([])
    handles, texts = axes.get_legend_handles_labels()
    place = {"loc": "outside right center", "frameon": False, "fontsize": SMALL}
    figure.legend(handles, texts, **place)
    return figure


def _frame(axes, corner: tuple[float, float], size: float) -> None:
    for colour, width in ((BLACK, 4), (ORANGE, 2)):  # seen on bright and dark
        axes.add_patch(Rectangle(corner, size, size, fill=False, edgecolor=colour, linewidth=width))


def _sheet(maps: torch.Tensor) -> tuple[torch.Tensor, list[tuple[int, int]]]:
    """Return all maps on one canvas, each from 0 to 1, and the upper left corner of each."""
    count, height, width = maps.shape
    columns = math.ceil(math.sqrt(1.25 * count))
    rows = math.ceil(count / columns)
    low, high = maps.amin((1, 2), keepdim=True), maps.amax((1, 2), keepdim=True)
    scaled = (maps - low) / (high - low).clamp(min=1e-12)
    canvas = torch.full((rows * (height + 1) + 1, columns * (width + 1) + 1), torch.nan)
    corners = []
    for number, single in enumerate(scaled):
        row, column = divmod(number, columns)
        top, left = row * (height + 1) + 1, column * (width + 1) + 1
        canvas[top : top + height, left : left + width] = single
        corners.append((top, left))
    return canvas, corners
