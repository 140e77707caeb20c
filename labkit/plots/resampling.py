"""Maps made smaller and larger: windows that are pooled, stamps that add up, sample positions."""

import torch
import torch.nn.functional as F
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.grid import box, draw_grid, number_in_cell, shade_padding, size_text
from labkit.plots.style import BLUE, GREY, ORANGE, SKY, TEXT, TITLE, new_figure, plain_axes

POOLINGS = {"max pooling": F.max_pool2d, "average pooling": F.avg_pool2d}
_OUTSIDE = {"max pooling": float("-inf"), "average pooling": 0.0}  # what the padding counts as


def pooling_step(
    image: torch.Tensor,
    kind: str = "max pooling",
    *,
    kernel_size: int = 2,
    stride: int = 2,
    padding: int = 0,
    step: int | None = None,
) -> Figure:
    """Return a picture of one step of a pooling: the map, the window and the output so far.

    ``image`` is ``(H, W)``, ``kind`` "max pooling" or "average pooling". ``step`` counts output
    cells row by row from 0; by default the last one. Raises ``ValueError`` for another kind or
    step, for a window that does not fit, and for padding of more than half the window.
    """
    if kind not in POOLINGS:
        raise ValueError(f"kind is {kind!r}, expected one of {', '.join(POOLINGS)}.")
    image = torch.as_tensor(image).double()
    if 2 * padding > kernel_size:
        raise ValueError(
            f"Padding {padding} is more than half of the window's {kernel_size} cells: "
            "a window could lie outside the map altogether."
        )
    padded = F.pad(image, (padding,) * 4, value=_OUTSIDE[kind])
    if kernel_size > min(padded.shape):
        raise ValueError(
            f"A {kernel_size}×{kernel_size} window does not fit on {size_text(padded)} cells."
        )
    output = POOLINGS[kind](image[None, None], kernel_size, stride, padding)[0, 0]
    row, column = _place(step, output)
    step = row * output.shape[1] + column
    alt = (
        f"{kind.capitalize()} of a {size_text(image)} map with {kernel_size}×{kernel_size} "
        f"windows, stride {stride}, padding {padding}, gives a {size_text(output)} output. "
        f"Step {step + 1} of {output.numel()}: output row {row}, column {column} is "
        f"{output[row, column]:.4g}."
    )
    figure = new_figure(9, 4.2, alt=alt)
    left, right = figure.subplots(1, 2, width_ratios=[padded.shape[1] + 1, output.shape[1] + 1])
    rows_shown = max(len(padded), len(output))
    added = f", padding {padding}" if padding else ""
    draw_grid(left, padded, f"map {size_text(image)}{added}", rows_shown)
    shade_padding(left, padded, padding)
    corner = row * stride, column * stride
    left.add_patch(box(*corner, kernel_size, kernel_size, color=ORANGE, alpha=0.35, linewidth=0))
    outline = {"fill": False, "edgecolor": ORANGE, "linewidth": 3}
    left.add_patch(box(*corner, kernel_size, kernel_size, **outline))
    short = output.mul(10).round().div(10)  # so that means fit in their cells
    draw_grid(right, short, f"output {size_text(output)}", rows_shown, until=step)
    right.add_patch(box(row, column, fill=False, edgecolor=BLUE, linewidth=3))
    verb = "largest" if kind == "max pooling" else "mean"
    figure.suptitle(
        f"{verb} of the window = {number_in_cell(round(output[row, column].item(), 3))}",
        fontsize=TITLE,
    )
    return figure


def stamping_step(
    image: torch.Tensor,
    kernel: torch.Tensor,
    *,
    stride: int = 1,
    padding: int = 0,
    step: int | None = None,
) -> Figure:
    """Return a picture of one step of a transposed convolution: the stamps so far, added up.

    ``image`` is ``(H, W)``, ``kernel`` ``(KH, KW)``. ``step`` counts input cells row by row from
    0; by default the last one. The darker a cell, the more stamps cover it; ``padding`` hatches
    the cells that are cut off. Raises ``ValueError`` if nothing is left or there is no such step.

    >>> figure = stamping_step(torch.ones(2, 2), torch.ones(3, 3), stride=2)
    >>> figure.get_label()[-56:]
    'Step 4 of 4: the middle of the output is under 4 stamps.'
    """
    image, kernel = torch.as_tensor(image).double(), torch.as_tensor(kernel).double()
    row, column = _place(step, image)
    step = row * image.shape[1] + column
    done = (torch.arange(image.numel()).reshape(image.shape) <= step).double()
    output = F.conv_transpose2d((image * done)[None, None], kernel[None, None], stride=stride)[0, 0]
    left_over = [length - 2 * padding for length in output.shape]
    if min(left_over) < 1:
        raise ValueError(f"Padding {padding} leaves nothing of {size_text(output)} cells.")
    ones = torch.ones_like(kernel)
    counts = F.conv_transpose2d(done[None, None], ones[None, None], stride=stride)[0, 0].int()
    middle = counts[len(counts) // 2, counts.shape[1] // 2]
    alt = (
        f"A {size_text(image)} map stamps a {size_text(kernel)} kernel, stride {stride}, padding "
        f"{padding}, onto an output of {left_over[0]}×{left_over[1]}. Step {step + 1} of "
        f"{image.numel()}: the middle of the output is under {middle} stamps."
    )
    figure = new_figure(10, 4.4, alt=alt)
    grids = image, kernel, output
    axes = figure.subplots(1, 3, width_ratios=[grid.shape[1] + 0.8 for grid in grids])
    rows_shown = max(len(grid) for grid in grids)
    _shade_counts(axes[2], counts)
    cut = f", of which {left_over[0]}×{left_over[1]} stay" if padding else ""
    titles = "map", "kernel", "stamps added up"
    for place, grid, title in zip(axes, grids, titles, strict=True):
        draw_grid(place, grid, f"{title} {size_text(grid)}{cut * (grid is output)}", rows_shown)
    shade_padding(axes[2], output, padding)
    axes[0].add_patch(box(row, column, fill=False, edgecolor=ORANGE, linewidth=3))
    stamp = row * stride, column * stride, *kernel.shape
    axes[2].add_patch(box(*stamp, fill=False, edgecolor=ORANGE, linewidth=3))
    figure.suptitle(f"stamp {step + 1} of {image.numel()}", fontsize=TITLE)
    return figure


def sample_positions(old: int, new: int) -> Figure:
    """Return where the pixels of a row of ``new`` look at a row of ``old``, in both conventions.

    Raises ``ValueError`` for rows of fewer than two pixels.

    >>> sample_positions(3, 6).get_label()[-57:]
    'with aligned corners, they are 0.4 apart, from 0 up to 2.'
    """
    if min(old, new) < 2:
        raise ValueError(f"Rows need at least two pixels, but old is {old} and new is {new}.")
    index = torch.arange(new, dtype=torch.float64)
    spread, aligned = (index + 0.5) * old / new - 0.5, index * (old - 1) / (new - 1)
    alt = (
        f"A row of {old} pixels and the {new} positions at which a new row looks at it. Without "
        f"aligned corners they are {old / new:.3g} apart, from {spread[0]:.3g} to "
        f"{spread[-1]:.3g}; with aligned corners, they are {(old - 1) / (new - 1):.3g} apart, "
        f"from 0 up to {old - 1}."
    )
    figure = new_figure(8, 2.6, alt=alt)
    axes = figure.add_subplot()
    plain_axes(axes)
    for pixel in range(old):
        axes.add_patch(box(-0.5, pixel - 0.5, 3, facecolor=SKY, alpha=0.25, edgecolor=GREY))
        axes.text(pixel, -0.75, str(pixel), ha="center", va="center", fontsize=TEXT)
    for row, name, places in ((0, "False", spread), (1, "True", aligned)):
        axes.scatter(places, [row + 0.25] * new, s=60, color=(ORANGE, BLUE)[row], zorder=2)
        axes.text(-0.7, row + 0.25, f"align_corners={name}", ha="right", va="center", fontsize=TEXT)
    axes.text(-0.7, -0.75, "old pixel", ha="right", va="center", fontsize=TEXT)
    axes.set(xlim=(-0.36 * old - 0.7, old - 0.3), ylim=(2.1, -1.1))
    return figure


def overlap_maps(kernels: dict[str, tuple[int, int]], size: int = 6) -> Figure:
    """Return how many stamps cover each output cell, one map per named (kernel_size, stride).

    The stamps come from a ``size`` × ``size`` map. Raises ``ValueError`` if nothing is named.

    >>> overlap_maps({"3 by 2": (3, 2)}).get_label()
    'How many stamps cover each cell: 3 by 2, 1 to 4.'
    """
    if not kernels:
        raise ValueError("overlap_maps needs at least one named (kernel_size, stride).")
    maps = {name: _counts(size, *setting) for name, setting in kernels.items()}
    words = "; ".join(f"{name}, {grid.min()} to {grid.max()}" for name, grid in maps.items())
    figure = new_figure(
        3.4 * len(maps) + 0.6, 3.5, alt=f"How many stamps cover each cell: {words}."
    )
    places = figure.subplots(1, len(maps), squeeze=False)[0]
    most = max(int(grid.max()) for grid in maps.values())
    for axes, (name, grid) in zip(places, maps.items(), strict=True):
        plain_axes(axes, name)
        shown = axes.imshow(grid.numpy(), cmap="cividis", vmin=0, vmax=most)
    bar = figure.colorbar(shown, ax=list(places), label="stamps", ticks=range(most + 1))
    bar.ax.tick_params(labelsize=TEXT)
    return figure


def _counts(size: int, kernel_size: int, stride: int) -> torch.Tensor:
    ones, kernel = torch.ones(1, 1, size, size), torch.ones(1, 1, kernel_size, kernel_size)
    return F.conv_transpose2d(ones, kernel, stride=stride)[0, 0].int()


def _place(step: int | None, cells: torch.Tensor) -> tuple[int, int]:
    """Return row and column of a step; the last one if none is given."""
    step = cells.numel() - 1 if step is None else step
    if not 0 <= step < cells.numel():
        raise ValueError(f"step is {step}, but there are the steps 0 to {cells.numel() - 1}.")
    return divmod(step, cells.shape[1])


def _shade_counts(axes: Axes, counts: torch.Tensor) -> None:
    """Colour cells by the number of stamps on them, none white and the most darkest."""
    for cell, count in enumerate(counts.flatten().tolist()):
        alpha = 0.8 * count / max(4, int(counts.max()))
        axes.add_patch(box(*divmod(cell, counts.shape[1]), facecolor=SKY, alpha=alpha, linewidth=0))
