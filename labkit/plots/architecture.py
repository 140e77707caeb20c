"""A network as a row of boxes: how its maps shrink while their number grows."""

import math
from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.plots.style import BLACK, ORANGE, SKY, SMALL, TEXT, new_figure, plain_axes


def architecture(names: Sequence[str], shapes: Sequence[Sequence[int]]) -> Figure:
    """Return a box for each ``(channels, height, width)`` and a bar for each ``(features,)``.

    A box is as high as the map's side and as wide as its channels, on scales of square roots and
    logarithms, so that networks of any size fit; the numbers stand below. Raises ``ValueError``
    where names and shapes are not equally many, or a shape is neither a map nor a vector.

    >>> architecture(["image", "conv", "linear"], [(1, 32, 32), (6, 28, 28), (10,)]).get_label()
    'A network from left to right: image 1×32×32, conv 6×28×28, linear 10.'
    """
    if len(names) != len(shapes) or not shapes:
        raise ValueError(f"There are {len(names)} names for {len(shapes)} shapes: name each one.")
    if any(len(shape) not in (1, 3) or min(shape) < 1 for shape in shapes):
        raise ValueError(f"A shape must be (channels, height, width) or (features,): {shapes}.")
    sizes = ["×".join(map(str, shape)) for shape in shapes]
    words = ", ".join(f"{name} {size}" for name, size in zip(names, sizes, strict=True))
    figure = new_figure(
        max(5, 1.25 * len(shapes)), 3.4, alt=f"A network from left to right: {words}."
    )
    axes = figure.add_subplot()
    plain_axes(axes)
    tallest = math.sqrt(max([shape[1] for shape in shapes if len(shape) == 3], default=1))
    for place, (name, size, shape) in enumerate(zip(names, sizes, shapes, strict=True)):
        is_map = len(shape) == 3
        height = math.sqrt(shape[1]) / tallest if is_map else 0.06 + 0.05 * math.log2(shape[0])
        width = 0.06 + 0.06 * math.log2(shape[0]) if is_map else 0.08
        style = {"facecolor": SKY if is_map else ORANGE, "edgecolor": BLACK}
        axes.add_patch(Rectangle((place - width / 2, -height / 2), width, height, **style))
        axes.text(place, 0.58, name, ha="center", va="bottom", fontsize=TEXT)
        axes.text(place, -0.58, size, ha="center", va="top", fontsize=SMALL)
    axes.set(xlim=(-0.6, len(shapes) - 0.4), ylim=(-0.75, 0.75))
    return figure
