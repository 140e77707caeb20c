"""What one output pixel sees: drawn as a tree, and measured by a gradient."""

from collections.abc import Sequence

import torch
from matplotlib.figure import Figure

from labkit.plots.style import BLUE, GREY, ORANGE, TEXT, new_figure, plain_axes


def receptive_field_tree(layers: Sequence[tuple[int, int, int]]) -> Figure:
    """Return a picture, in one dimension, of all pixels that reach one output pixel.

    ``layers`` lists ``(kernel_size, stride, dilation)`` from input to output. Raises
    ``ValueError`` without layers.

    >>> receptive_field_tree([(3, 1, 1), (3, 1, 1)]).get_label()
    'From one output pixel down to the input, each layer widens what is seen: 1, 3, 5 pixels.'
    """
    if not layers:
        raise ValueError("receptive_field_tree needs at least one (kernel_size, stride, dilation).")
    levels, children = [[0]], []
    for kernel_size, stride, dilation in reversed(layers):
        seen = {p: [p * stride + dilation * t for t in range(kernel_size)] for p in levels[-1]}
        children.append(seen)
        levels.append(sorted({pixel for pixels in seen.values() for pixel in pixels}))
    places = _places(layers, levels)
    spans = [level[-1] - level[0] + 1 for level in levels]
    alt = (
        "From one output pixel down to the input, each layer widens what is seen: "
        f"{', '.join(map(str, spans))} pixels."
    )
    figure = new_figure(9, 0.9 + 0.8 * len(levels), alt=alt)
    axes = figure.add_subplot()
    plain_axes(axes)
    for depth, seen in enumerate(children):
        for pixel, below in seen.items():
            for child in below:
                ends = places[depth][pixel], places[depth + 1][child]
                axes.plot(ends, (-depth, -depth - 1), color=GREY, linewidth=1, zorder=1)
    for depth, place in enumerate(places):
        is_input = depth == len(layers)
        name = "input" if is_input else f"after layer {len(layers) - depth}"
        color = ORANGE if is_input else BLUE
        axes.scatter(place.values(), [-depth] * len(place), s=90, marker="s", zorder=2, color=color)
        at = {"xy": (1.02, -depth), "xycoords": ("axes fraction", "data"), "va": "center"}
        axes.annotate(f"{name}: {spans[depth]} wide", fontsize=TEXT, **at)
    axes.margins(x=0.03, y=0.12)
    return figure


def _places(
    layers: Sequence[tuple[int, int, int]], levels: list[list[int]]
) -> list[dict[int, float]]:
    """Return for each level, output first, where its pixels sit in units of input pixels."""
    jump, offset = 1, 0.0
    scales = [(jump, offset)]
    for kernel_size, stride, dilation in layers:
        offset += jump * dilation * (kernel_size - 1) / 2
        jump *= stride
        scales.append((jump, offset))
    return [
        {pixel: offset + jump * pixel for pixel in level}
        for level, (jump, offset) in zip(levels, reversed(scales), strict=True)
    ]


def gradient_support(gradient: torch.Tensor) -> Figure:
    """Return a map of ``(H, W)`` of the input pixels on which an output pixel depends.

    A pixel is marked where the gradient is not exactly zero.
    """
    marked = (gradient != 0).double()
    rows, columns = (int(marked.any(dim=d).sum()) for d in (1, 0))
    height, width = marked.shape
    alt = f"Of {height}×{width} input pixels, a region of {rows}×{columns} has a gradient."
    figure = new_figure(4.5, 4.2, alt=alt)
    axes = figure.add_subplot()
    axes.imshow(marked.numpy(), cmap="cividis", vmin=0, vmax=1)
    axes.set_xlabel("column (pixels)", fontsize=TEXT)
    axes.set_ylabel("row (pixels)", fontsize=TEXT)
    axes.set_title(f"seen by the centre output: {rows}×{columns}", fontsize=TEXT)
    return figure
