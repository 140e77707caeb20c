"""The convolution explorer: a kernel that steps over the grid while the output fills in."""

from typing import Any

import torch
import torch.nn.functional as F

from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, convolution_step, picture

_CAPTION = (
    "Drag <b>step</b>, or press play, to move the kernel. Notice how kernel size, stride, padding "
    "and dilation change the size of the output."
)


def convolution(image: Any) -> Explorer:
    """Return sliders around a picture of a vertical edge kernel on an ``(H, W)`` image.

    Without a front end, such as in a printed notebook, the first picture remains as a still.
    """
    image = torch.as_tensor(image)

    def draw(kernel_size: int, stride: int, padding: int, dilation: int, step: int) -> Picture:
        options = {"stride": stride, "padding": padding, "dilation": dilation}
        kernel = edge_kernel(kernel_size)
        if dilation * (kernel_size - 1) < min(image.shape) + 2 * padding:
            step = _within_output(controls["step"], step, image, kernel, options)
        return picture(convolution_step(image, kernel, step=step, **options), _CAPTION)

    controls = {
        "kernel_size": slider("kernel size", 3, 2, 5),
        "stride": slider("stride", 1, 1, 3),
        "padding": slider("padding", 0, 0, 2),
        "dilation": slider("dilation", 1, 1, 2),
        "step": slider("step", 5, 0, 15),
    }
    return Explorer(draw, controls, play="step")


def edge_kernel(size: int) -> torch.Tensor:
    """Return a ``(size, size)`` kernel that answers to vertical edges: 1 left, −1 right.

    >>> edge_kernel(3)[0]
    tensor([ 1,  0, -1])
    """
    row = torch.sign(torch.arange(size - 1, -size, -2))
    return row.repeat(size, 1)


def _within_output(
    control: Any, step: int, image: torch.Tensor, kernel: torch.Tensor, options: dict
) -> int:
    """Let the step slider end at the output's last cell, and return the step within it."""
    output = F.conv2d(image[None, None].double(), kernel[None, None].double(), **options)
    control.max = output.numel() - 1
    return min(step, control.max)
