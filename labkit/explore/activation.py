"""The activation explorer: a function and its slope, with a parameter and a point to drag."""

from collections.abc import Callable
from typing import NamedTuple

import ipywidgets as widgets
import torch
import torch.nn.functional as F

from labkit.explore.shell import Explorer
from labkit.plots import Picture, curve_and_slope, picture

_CAPTION = (
    "Drag <b>x</b> along the curve: the red line is the tangent, and its slope is the red dot on "
    "the right. Notice where the slope is nearly zero: there nothing is learned."
)


class Kind(NamedTuple):
    """An activation function of ``x`` and one parameter: its name, first value and range."""

    function: Callable[[torch.Tensor, float], torch.Tensor]
    parameter: str = ""
    first: float = 0.0
    high: float = 1.0


KINDS = {
    "sigmoid": Kind(lambda x, _: torch.sigmoid(x)),
    "tanh": Kind(lambda x, _: torch.tanh(x)),
    "ReLU": Kind(lambda x, _: F.relu(x)),
    "Leaky ReLU": Kind(F.leaky_relu, "slope", 0.1, 1.0),
    "ELU": Kind(F.elu, "alpha", 1.0, 2.0),
    "GELU": Kind(lambda x, _: F.gelu(x)),
    "SiLU": Kind(lambda x, beta: x * torch.sigmoid(beta * x), "beta", 1.0, 5.0),
}


def activation(name: str = "sigmoid") -> Explorer:
    """Return a menu of activation functions and sliders around a picture of value and slope.

    ``name`` is the one to begin with. Without a front end, such as in a printed notebook, the
    first picture remains as a still. Raises ``ValueError`` for a name that is not on the menu.
    """
    if name not in KINDS:
        raise ValueError(f"{name!r} is not on the menu: choose one of {', '.join(KINDS)}.")

    def draw(function: str, parameter: float, x: float) -> Picture:
        kind = KINDS[function]
        text = f"{function}, {kind.parameter} {parameter:g}" if kind.parameter else function
        figure = curve_and_slope(lambda at: kind.function(at, parameter), x, title=text)
        return picture(figure, _CAPTION)

    style = {"description_width": "initial"}
    controls = {
        "function": widgets.Dropdown(options=list(KINDS), value=name, description="function"),
        "parameter": widgets.FloatSlider(step=0.1, min=0.0, style=style),
        "x": widgets.FloatSlider(1.0, min=-5.0, max=5.0, step=0.1, description="x", style=style),
    }
    _fit(controls["parameter"], KINDS[name])
    explorer = Explorer(draw, controls)
    controls["function"].observe(
        lambda change: _fit(controls["parameter"], KINDS[change["new"]]), names="value"
    )
    return explorer


def _fit(control: widgets.FloatSlider, kind: Kind) -> None:
    """Give the parameter's slider the name, range and first value of this function's."""
    control.max = kind.high
    control.value = kind.first
    control.description = kind.parameter or "(no parameter)"
    control.disabled = not kind.parameter
