"""The depth explorer: what twenty layers do to a signal, by scale, activation and normalization."""

import ipywidgets as widgets
import torch
import torch.nn.functional as F

from labkit.explore.shell import Explorer
from labkit.plots import Picture, histograms_through_depth, picture

_WIDTH, _DEPTH, _SHOWN = 128, 20, (1, 5, 10, 15, 20)
_ACTIVATIONS = {
    "ReLU": F.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "none": lambda signal: signal,
}
_SCALES = (0.3, 0.5, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5, 2.0, 3.0)
_CAPTION = (
    "Move <b>weights</b> to make all weights larger or smaller. Notice how little it takes: after "
    "twenty layers the signal is gone, or has exploded. Then switch on <b>normalise</b>."
)


def signal_through_depth() -> Explorer:
    """Return controls around histograms of a random signal after layers 1, 5, 10, 15 and 20.

    Weights are normal with variance 2 / fan_in for ReLU (Kaiming) and 1 / fan_in for the others
    (Xavier), times what the slider says. Without a front end the first picture remains as a still.
    """

    def draw(scale: float, activation: str, normalise: bool) -> Picture:
        layers = signal(scale, activation, normalise)
        shown = {f"layer {number}": layers[number - 1] for number in _SHOWN}
        title = f"{activation}, weights ×{scale:g}" + (", normalised" if normalise else "")
        figure = histograms_through_depth(shown, title=title, quantity="value after the layer")
        return picture(figure, _CAPTION)

    style = {"description_width": "initial"}
    options = [(f"×{scale:g}", scale) for scale in _SCALES]
    controls = {
        "scale": widgets.SelectionSlider(
            options=options, value=1.0, description="weights", style=style
        ),
        "activation": widgets.Dropdown(
            options=list(_ACTIVATIONS), description="activation", style=style
        ),
        "normalise": widgets.Checkbox(False, description="normalise every layer", style=style),
    }
    return Explorer(draw, controls)


def signal(scale: float, activation: str, normalise: bool) -> list[torch.Tensor]:
    """Return the float64 signals ``(256, 128)`` after each of twenty layers, always the same ones.

    >>> layers = signal(1.0, "none", normalise=False)
    >>> len(layers), round(layers[0].std().item(), 1), round(layers[19].std().item(), 1)
    (20, 1.0, 1.1)
    """
    generator = torch.Generator().manual_seed(4)
    values = torch.randn(256, _WIDTH, generator=generator, dtype=torch.float64)
    std = scale * ((2 if activation == "ReLU" else 1) / _WIDTH) ** 0.5
    layers = []
    for _ in range(_DEPTH):
        weight = torch.randn(_WIDTH, _WIDTH, generator=generator, dtype=torch.float64) * std
        values = values @ weight.T
        if normalise:
            values = F.batch_norm(values, None, None, training=True)
        values = _ACTIVATIONS[activation](values)
        layers.append(values)
    return layers
