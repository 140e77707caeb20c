"""Many images in one figure: in reading order, or one row per class."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.plots.style import BLACK, ORANGE, SMALL, TEXT, TITLE, new_figure, plain_axes


def image_grid(
    images: torch.Tensor,
    names: Sequence[str] | None = None,
    *,
    columns: int = 10,
    boxes: torch.Tensor | None = None,
    title: str = "",
) -> Figure:
    """Return images ``(N, C, H, W)`` in reading order, each with its name below it.

    Images are uint8, or floats from 0 to 1; grey (one channel) or colour (three). ``boxes`` are
    ``(N, 4)``: left, top, right, bottom in pixels, right and bottom exclusive.

    >>> image_grid(torch.zeros(3, 1, 8, 12), ["one", "two", "one"]).get_label()
    '3 images of 8×12 pixels in 1 row: one (2), two (1).'
    """
    pixels = _checked(images)
    if names is not None and len(names) != len(images):
        raise ValueError(f"There are {len(images)} images, but {len(names)} names: give one each.")
    if boxes is not None and boxes.shape != (len(images), 4):
        raise ValueError(f"boxes has shape {tuple(boxes.shape)}, expected ({len(images)}, 4).")
    if columns < 1:
        raise ValueError(f"columns is {columns}, but there must be at least 1.")
    columns = min(columns, len(images))
    rows = math.ceil(len(images) / columns)
    alt = _described(images, rows, Counter(names or ()), title)
    axes, layout = _sheet(pixels, columns, alt, title, caption=0.25 if names else 0)
    for number, name in enumerate(names or ()):
        left, top = layout.corner(number)
        below = {"ha": "center", "va": "top", "fontsize": SMALL}
        axes.text(left + images.shape[3] / 2, top + images.shape[2], name, **below)
    for number, box in enumerate([] if boxes is None else boxes.tolist()):
        left, top = layout.corner(number)
        size = box[2] - box[0], box[3] - box[1]
        for color, width in ((BLACK, 3), (ORANGE, 1.5)):  # seen on bright and dark images
            corner = left + box[0] - 0.5, top + box[1] - 0.5
            axes.add_patch(Rectangle(corner, *size, fill=False, edgecolor=color, linewidth=width))
    return axes.figure


def contact_sheet(
    images: torch.Tensor,
    labels: torch.Tensor,
    classes: Sequence[str],
    *,
    columns: int = 10,
    title: str = "",
) -> Figure:
    """Return the first images of every class, one row per class with its name at the left.

    Raises ``ValueError`` unless every class has ``columns`` images.

    >>> labels = torch.tensor([0, 1, 1, 0])
    >>> contact_sheet(torch.zeros(4, 3, 8, 12), labels, ["cat", "dog"], columns=2).get_label()
    '4 images of 8×12 pixels in 2 rows: cat (2), dog (2).'
    """
    pixels = _checked(images)
    if labels.shape != images.shape[:1]:
        raise ValueError(f"There are {len(images)} images, but labels are {tuple(labels.shape)}.")
    firsts = [torch.nonzero(labels == label)[:columns, 0] for label in range(len(classes))]
    for name, first in zip(classes, firsts, strict=True):
        if len(first) < columns or columns < 1:
            raise ValueError(
                f"columns is {columns}, but the class {name!r} has {len(first)} images: "
                "ask for between 1 and the smallest class."
            )
    shown = torch.cat(firsts)
    counts = Counter(dict.fromkeys(classes, columns))
    alt = _described(images[shown], len(classes), counts, title)
    axes, layout = _sheet(
        pixels[shown], columns, alt, title, beside=0.4 + 0.1 * max(map(len, classes))
    )
    rows = range(0, len(shown), columns)
    middles = [layout.corner(first)[1] + images.shape[2] / 2 for first in rows]
    axes.set_yticks(middles, classes, fontsize=TEXT)
    axes.tick_params(length=0)
    return axes.figure


def _checked(images: torch.Tensor) -> torch.Tensor:
    """Return the images as ``(N, H, W, 3)`` floats from 0 to 1."""
    if images.ndim != 4 or images.shape[1] not in (1, 3) or len(images) == 0:
        raise ValueError(
            f"images has shape {tuple(images.shape)}, expected (N, C, H, W) with at least one "
            "image of 1 or 3 channels; a single image needs images[None]."
        )
    images = images.detach().cpu()
    values = images / 255 if images.dtype == torch.uint8 else images.float()
    if not (values.min() >= 0 and values.max() <= 1):  # false for NaN as well
        raise ValueError(
            f"images go from {values.min():g} to {values.max():g}, expected 0 to 1 for floats "
            "(or uint8): undo the normalisation first."
        )
    return values.expand(-1, 3, -1, -1).permute(0, 2, 3, 1)


def _described(images: torch.Tensor, rows: int, counts: Counter, title: str) -> str:
    n, _, height, width = images.shape
    kinds = ", ".join(f"{name} ({count})" for name, count in counts.items())
    text = f"{n} image{'s' * (n > 1)} of {height}×{width} pixels in {rows} row{'s' * (rows > 1)}"
    return f"{title}: " * bool(title) + text + f": {kinds}" * bool(kinds) + "."


class _Layout(NamedTuple):
    """Where the images of a sheet are, in pixels of its one canvas."""

    columns: int
    cell: tuple[int, int]  # height and width, gaps and caption included
    gap: int

    def corner(self, number: int) -> tuple[int, int]:
        """Return left and top of an image."""
        row, column = divmod(number, self.columns)
        return column * self.cell[1] + self.gap, row * self.cell[0] + self.gap


def _sheet(
    pixels: torch.Tensor, columns: int, alt: str, title: str, caption: float = 0, beside: float = 0
) -> tuple[Axes, _Layout]:
    """Draw all images as one picture, with inches of room: below each and beside all."""
    n, height, width, _ = pixels.shape
    rows = math.ceil(n / columns)
    inches = min(1.2, 10 / columns)
    if caption:
        inches = max(0.9, inches)  # a name has to fit
    gap = max(1, width // 16)
    cell = height + 2 * gap + round(caption * width / inches), width + 2 * gap
    layout = _Layout(columns, cell, gap)
    canvas = torch.ones(rows * cell[0], columns * cell[1], 3)
    for number, image in enumerate(pixels):
        left, top = layout.corner(number)
        canvas[top : top + height, left : left + width] = image
    scale = inches / width
    width = canvas.shape[1] * scale + beside + 0.3
    figure = new_figure(width, canvas.shape[0] * scale + 0.4, alt=alt)
    axes = figure.add_subplot()
    plain_axes(axes)
    axes.imshow(canvas.numpy(), interpolation="nearest")
    axes.set_title(title, fontsize=TITLE, loc="left")
    return axes, layout
