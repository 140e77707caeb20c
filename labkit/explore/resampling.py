"""Explorers of resampling: a window that pools, and pixels that stamp a kernel."""

from typing import Any

import ipywidgets as widgets
import torch
import torch.nn.functional as F

from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, picture, pooling_step, stamping_step

_POOLING = (
    "Drag <b>step</b>, or press play, to move the window. Notice which number survives, and what "
    "the hatched padding counts as."
)
_STAMPING = (
    "Drag <b>step</b>, or press play: each cell of the map stamps the kernel. Notice the darker "
    "cells, which get more stamps than their neighbours, and find a kernel and a stride without."
)


def pooling(image: Any) -> Explorer:
    """Return sliders around a picture of pooling windows on an ``(H, W)`` map.

    Without a front end, such as in a printed notebook, the first picture remains as a still.
    """
    image = torch.as_tensor(image)

    def draw(kind: str, kernel_size: int, stride: int, padding: int, step: int) -> Picture:
        options = {"kernel_size": kernel_size, "stride": stride, "padding": padding}
        if 2 * padding <= kernel_size <= min(image.shape) + 2 * padding:
            output = F.avg_pool2d(image[None, None].double(), **options)
            step = _within(controls["step"], step, output.numel())
        return picture(pooling_step(image, kind, step=step, **options), _POOLING)

    controls = {
        "kind": widgets.Dropdown(options=["max pooling", "average pooling"]),
        "kernel_size": slider("kernel size", 3, 1, 5),
        "stride": slider("stride", 2, 1, 3),
        "padding": slider("padding", 0, 0, 2),
        "step": slider("step", 1, 0, 3),
    }
    return Explorer(draw, controls, play="step")


def stamping(image: Any) -> Explorer:
    """Return sliders around a picture of a transposed convolution of an ``(H, W)`` map.

    The kernel is all ones. Without a front end the first picture remains as a still.
    """
    image = torch.as_tensor(image)

    def draw(kernel_size: int, stride: int, padding: int, step: int) -> Picture:
        kernel = torch.ones(kernel_size, kernel_size)
        options = {"stride": stride, "padding": padding, "step": step}
        return picture(stamping_step(image, kernel, **options), _STAMPING)

    last = image.numel() - 1
    controls = {
        "kernel_size": slider("kernel size", 3, 1, 5),
        "stride": slider("stride", 2, 1, 3),
        "padding": slider("padding", 0, 0, 2),
        "step": slider("step", last, 0, last),
    }
    return Explorer(draw, controls, play="step")


def _within(control: widgets.IntSlider, step: int, steps: int) -> int:
    """Let the step slider end at the last step, and return the step within it."""
    control.max = steps - 1
    return min(step, control.max)
