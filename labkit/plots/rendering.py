"""Rendered digits: beside real ones, and with points marked on them."""

from collections.abc import Mapping

import torch
from matplotlib.figure import Figure

from labkit.plots.style import BLACK, ORANGE, SKY, TEXT, VERMILION, new_figure, plain_axes

_MARKS = ((VERMILION, "X"), (SKY, "o"), (ORANGE, "s"))


def two_sheets(sheets: Mapping[str, torch.Tensor], *, columns: int = 10) -> Figure:
    """Return two sheets of grey images ``(N, 1, H, W)``, ink from 0 to 1, side by side, named.

    Raises ``ValueError`` unless there are two, each of a multiple of ``columns`` images.

    >>> sheet = torch.ones(20, 1, 8, 8)
    >>> two_sheets({"rendered": sheet, "real": sheet}).get_label()
    'Two sheets of digits: 20 rendered, 20 real.'
    """
    if len(sheets) != 2 or any(len(images) % columns for images in sheets.values()):
        raise ValueError(f"two_sheets needs two named sheets with rows of {columns} images.")
    words = ", ".join(f"{len(images)} {name}" for name, images in sheets.items())
    rows = max(len(images) // columns for images in sheets.values())
    figure = new_figure(10, 0.5 * rows + 0.4, alt=f"Two sheets of digits: {words}.")
    for axes, (name, images) in zip(figure.subplots(1, 2), sheets.items(), strict=True):
        tiles = torch.nn.functional.pad(images[:, 0], (0, 1, 0, 1))
        height, width = tiles.shape[1:]
        sheet = tiles.reshape(-1, columns, height, width).transpose(1, 2)
        ink = {"cmap": "gray_r", "vmin": 0, "vmax": 1, "interpolation": "nearest"}
        axes.imshow(sheet.reshape(-1, columns * width).numpy(), **ink)
        plain_axes(axes, name)
    return figure


def points_on(images: Mapping[str, torch.Tensor], points: Mapping[str, Mapping]) -> Figure:
    """Return named grey images ``(H, W)``, each with its named sets of points ``(K, 2)``.

    ``points[image][name]`` are (x, y) from −1 to 1, from edge to edge. Raises ``ValueError`` for
    points of an image that is not there.

    >>> figure = points_on({"turned": torch.ones(8, 8)}, {"turned": {"moved": torch.zeros(2, 2)}})
    >>> figure.get_label()
    'Points on turned: 2 moved.'
    """
    if not images or set(points) - set(images):
        raise ValueError(f"points are for {[*points]}, but there are images {[*images]}.")
    words = "; ".join(
        f"{name}: " + ", ".join(f"{len(p)} {what}" for what, p in points.get(name, {}).items())
        for name in images
    )
    figure = new_figure(2.4 * len(images) + 2, 2.8, alt=f"Points on {words}.")
    entries = {}
    for axes, (name, image) in zip(
        figure.subplots(1, len(images), squeeze=False)[0], images.items(), strict=True
    ):
        axes.imshow(image.numpy(), cmap="gray_r", vmin=0, vmax=1, extent=(-1, 1, 1, -1))
        plain_axes(axes, name)
        for (colour, mark), (what, places) in zip(
            _MARKS, points.get(name, {}).items(), strict=False
        ):
            look = {"color": colour, "marker": mark, "s": 70, "edgecolors": BLACK, "zorder": 3}
            entries[what] = axes.scatter(*places.numpy().T, **look)
    if entries:
        at = {"loc": "outside right center", "frameon": False, "fontsize": TEXT}
        figure.legend(entries.values(), entries.keys(), **at)
    return figure
