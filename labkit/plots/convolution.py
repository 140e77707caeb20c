"""The kernel stepping over the grid, and the output filling in."""

import torch
import torch.nn.functional as F
from matplotlib.figure import Figure

from labkit.plots.grid import box, draw_grid, number_in_cell, shade_padding, size_text
from labkit.plots.style import BLUE, ORANGE, TITLE, new_figure


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
        f"A {size_text(kernel)} kernel on a {size_text(image)} input, stride {stride}, "
        f"padding {padding}, dilation {dilation}, gives a {size_text(output)} output. "
        f"Step {step + 1} of {output.numel()}: output row {row}, column {column} is "
        f"{output[row, column]:g}."
    )
    figure = new_figure(10, 4.2, alt=alt)
    grids = (padded, kernel, output)
    left, middle, right = figure.subplots(1, 3, width_ratios=[g.shape[1] + 0.6 for g in grids])
    rows_shown = max(g.shape[0] for g in grids)  # the same for all, so cells are equally large
    added = f", padding {padding}" if padding else ""
    draw_grid(left, padded, f"input {size_text(image)}{added}", rows_shown)
    shade_padding(left, padded, padding)
    for i in rows:
        for j in columns:
            left.add_patch(box(i, j, facecolor=ORANGE, alpha=0.45, edgecolor="none"))
    left.add_patch(box(rows[0], columns[0], *reach, fill=False, edgecolor=ORANGE, linewidth=3))
    draw_grid(middle, kernel, f"kernel {size_text(kernel)}", rows_shown)
    draw_grid(right, output, f"output {size_text(output)}", rows_shown, until=step)
    right.add_patch(box(row, column, fill=False, edgecolor=BLUE, linewidth=3))
    window = padded[rows.start : rows.stop : dilation, columns.start : columns.stop : dilation]
    figure.suptitle(_sum(window, kernel, output[row, column].item()), fontsize=TITLE)
    return figure


def unfolded(image: torch.Tensor, kernel_size: int) -> Figure:
    """Return a picture of an ``(H, W)`` image and its windows laid out as columns of a matrix.

    Raises ``ValueError`` if the kernel does not fit.
    """
    image = torch.as_tensor(image).double()
    if not 1 <= kernel_size <= min(image.shape):
        raise ValueError(
            f"A {kernel_size}×{kernel_size} window does not fit on {size_text(image)}."
        )
    matrix = F.unfold(image[None, None], kernel_size)[0]
    alt = (
        f"The {matrix.shape[1]} windows of {kernel_size}×{kernel_size} pixels of a "
        f"{size_text(image)} image stand side by side as columns of a {size_text(matrix)} matrix."
    )
    figure = new_figure(8, 3.6, alt=alt)
    rows_shown = max(image.shape[0], matrix.shape[0])
    left, right = figure.subplots(1, 2, width_ratios=[image.shape[1] + 1, matrix.shape[1] + 1])
    draw_grid(left, image, f"image {size_text(image)}", rows_shown)
    draw_grid(right, matrix, f"matrix {size_text(matrix)}: one column per window", rows_shown)
    left.add_patch(box(0, 0, kernel_size, kernel_size, fill=False, edgecolor=ORANGE, linewidth=3))
    right.add_patch(box(0, 0, len(matrix), 1, fill=False, edgecolor=ORANGE, linewidth=3))
    return figure


def _sum(window: torch.Tensor, kernel: torch.Tensor, total: float) -> str:
    """Write out the sum of products behind one output cell, as far as there is room."""
    pairs = list(zip(window.flatten().tolist(), kernel.flatten().tolist(), strict=True))
    factors = [
        (number_in_cell(x), f"({number_in_cell(w)})" if w < 0 else number_in_cell(w))
        for x, w in pairs[:9]
    ]
    shown = " + ".join(f"{x}·{w}" for x, w in factors)
    return f"{shown}{' + …' if len(pairs) > 9 else ''} = {number_in_cell(total)}"
