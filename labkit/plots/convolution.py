"""The kernel stepping over the grid, and the output filling in."""

import torch
import torch.nn.functional as F
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.plots.style import BLUE, GREY, ORANGE, SMALL, TEXT, TITLE, new_figure, plain_axes


def convolution_step(
    image: torch.Tensor,
    kernel: torch.Tensor,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    step: int | None = None,
) -> Figure:
    """Return a picture of one step of a convolution: input, kernel and the output so far.

    ``image`` is ``(H, W)``, ``kernel`` is ``(KH, KW)``. ``step`` counts output cells row by row
    from 0; by default the last one, when the output is complete. Raises ``ValueError`` if the
    kernel does not fit or there is no such step.
    """
    image, kernel = torch.as_tensor(image).double(), torch.as_tensor(kernel).double()
    padded = F.pad(image, (padding,) * 4)
    reach = [dilation * (k - 1) + 1 for k in kernel.shape]
    if any(r > p for r, p in zip(reach, padded.shape, strict=True)):
        raise ValueError(
            f"A kernel that spans {reach[0]}×{reach[1]} pixels does not fit on "
            f"{padded.shape[0]}×{padded.shape[1]} pixels (padding included)."
        )
    output = F.conv2d(padded[None, None], kernel[None, None], stride=stride, dilation=dilation)[
        0, 0
    ]
    step = output.numel() - 1 if step is None else step
    if not 0 <= step < output.numel():
        raise ValueError(f"step is {step}, but the output has the cells 0 to {output.numel() - 1}.")
    row, column = divmod(step, output.shape[1])
    rows = range(row * stride, row * stride + reach[0], dilation)
    columns = range(column * stride, column * stride + reach[1], dilation)
    alt = (
        f"A {_size(kernel)} kernel on a {_size(image)} input, stride {stride}, padding {padding}, "
        f"dilation {dilation}, gives a {_size(output)} output. Step {step + 1} of "
        f"{output.numel()}: output row {row}, column {column} is {output[row, column]:g}."
    )
    figure = new_figure(10, 4.2, alt=alt)
    grids = (padded, kernel, output)
    left, middle, right = figure.subplots(1, 3, width_ratios=[g.shape[1] + 0.6 for g in grids])
    rows_shown = max(g.shape[0] for g in grids)  # the same for all, so cells are equally large
    added = f", padding {padding}" if padding else ""
    _grid(left, padded, f"input {_size(image)}{added}", rows_shown)
    _shade_padding(left, padded, padding)
    for i in rows:
        for j in columns:
            left.add_patch(_box(i, j, facecolor=ORANGE, alpha=0.45, edgecolor="none"))
    left.add_patch(_box(rows[0], columns[0], *reach, fill=False, edgecolor=ORANGE, linewidth=3))
    _grid(middle, kernel, f"kernel {_size(kernel)}", rows_shown)
    _grid(right, output, f"output {_size(output)}", rows_shown, until=step)
    right.add_patch(_box(row, column, fill=False, edgecolor=BLUE, linewidth=3))
    window = padded[rows.start : rows.stop : dilation, columns.start : columns.stop : dilation]
    figure.suptitle(_sum(window, kernel, output[row, column].item()), fontsize=TITLE)
    return figure


def unfolded(image: torch.Tensor, kernel_size: int) -> Figure:
    """Return a picture of an ``(H, W)`` image and its windows laid out as columns of a matrix.

    Raises ``ValueError`` if the kernel does not fit.
    """
    image = torch.as_tensor(image).double()
    if not 1 <= kernel_size <= min(image.shape):
        raise ValueError(f"A {kernel_size}×{kernel_size} window does not fit on {_size(image)}.")
    matrix = F.unfold(image[None, None], kernel_size)[0]
    alt = (
        f"The {matrix.shape[1]} windows of {kernel_size}×{kernel_size} pixels of a {_size(image)} "
        f"image stand side by side as columns of a {_size(matrix)} matrix."
    )
    figure = new_figure(8, 3.6, alt=alt)
    rows_shown = max(image.shape[0], matrix.shape[0])
    left, right = figure.subplots(1, 2, width_ratios=[image.shape[1] + 1, matrix.shape[1] + 1])
    _grid(left, image, f"image {_size(image)}", rows_shown)
    _grid(right, matrix, f"matrix {_size(matrix)}: one column per window", rows_shown)
    left.add_patch(_box(0, 0, kernel_size, kernel_size, fill=False, edgecolor=ORANGE, linewidth=3))
    right.add_patch(_box(0, 0, len(matrix), 1, fill=False, edgecolor=ORANGE, linewidth=3))
    return figure


def _size(grid: torch.Tensor) -> str:
    return "×".join(map(str, grid.shape))


def _box(row: float, column: float, height: float = 1, width: float = 1, **style) -> Rectangle:
    return Rectangle((column, row), width, height, **style)


def _grid(
    axes: Axes, values: torch.Tensor, title: str, rows_shown: int, until: int | None = None
) -> None:
    """Draw a grid with its numbers; those after cell ``until`` are still empty."""
    height, width = values.shape
    plain_axes(axes)
    margin = (rows_shown - height) / 2 + 0.05
    axes.set(xlim=(-0.3, width + 0.3), ylim=(height + margin, -margin - 0.5), aspect="equal")
    axes.text(width / 2, -0.15, title, ha="center", va="bottom", fontsize=TEXT)
    axes.hlines(range(height + 1), 0, width, color=GREY, linewidth=1, zorder=0.5)
    axes.vlines(range(width + 1), 0, height, color=GREY, linewidth=1, zorder=0.5)
    size = TEXT if max(height, width) <= 8 else SMALL
    for cell, number in enumerate(values.flatten().tolist()):
        i, j = divmod(cell, width)
        if until is None or cell <= until:
            axes.text(j + 0.5, i + 0.5, _text(number), ha="center", va="center", fontsize=size)


def _shade_padding(axes: Axes, padded: torch.Tensor, padding: int) -> None:
    """Hatch the cells that the padding added: a strip along each of the four sides."""
    height, width = padded.shape
    inner = height - 2 * padding
    strips = [(0, 0, padding, width), (height - padding, 0, padding, width)]
    strips += [(padding, 0, inner, padding), (padding, width - padding, inner, padding)]
    for strip in strips if padding else ():
        axes.add_patch(_box(*strip, fill=False, hatch="///", edgecolor=GREY, linewidth=0))


def _sum(window: torch.Tensor, kernel: torch.Tensor, total: float) -> str:
    """Write out the sum of products behind one output cell, as far as there is room."""
    pairs = list(zip(window.flatten().tolist(), kernel.flatten().tolist(), strict=True))
    factors = [(_text(x), f"({_text(w)})" if w < 0 else _text(w)) for x, w in pairs[:9]]
    shown = " + ".join(f"{x}·{w}" for x, w in factors)
    return f"{shown}{' + …' if len(pairs) > 9 else ''} = {_text(total)}"


def _text(number: float) -> str:
    return f"{number:g}".replace("-", "−")
