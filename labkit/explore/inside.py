"""The inspector: walk through images, layers and channels, and see what each channel sees."""

from collections.abc import Sequence

import ipywidgets as widgets
import torch
from torch import nn

from labkit.cost import window
from labkit.data import normalize
from labkit.explore.shell import Explorer, slider
from labkit.inspect import activations
from labkit.plots import Picture, channel_view, picture

_CAPTION = (
    "Walk through <b>images</b>, <b>layers</b> and <b>channels</b>. The frame shows what the "
    "channel's most excited position saw. Notice how the frame grows with depth, and how the "
    "deeper maps answer to fewer places."
)


def inside(model: nn.Module, images: torch.Tensor, layers: Sequence[str]) -> Explorer:
    """Return controls around what each channel of the ``layers`` makes of each image.

    ``images`` are ``(N, 3, H, W)`` uint8 and go through `labkit.data.normalize`; ``model`` is in
    evaluation mode. Without a front end the first picture remains as a still.
    """
    windows = {name: window(model, name, images.shape[1:]) for name in layers}
    channels = slider("channel", 0, 0, _maps(model, images[:1], layers[0]).shape[0] - 1)

    def draw(number: int, layer: str, channel: int) -> Picture:
        maps = _maps(model, images[number : number + 1], layer)
        chosen = min(channel, len(maps) - 1)
        title = f"image {number}, {layer}"
        figure = channel_view(images[number], maps, chosen, windows[layer], title=title)
        return picture(figure, _CAPTION)

    def follow(change: dict) -> None:
        channels.max = _maps(model, images[:1], change["new"]).shape[0] - 1

    style = {"description_width": "initial"}
    choice = widgets.Dropdown(options=list(layers), description="layer", style=style)
    choice.observe(follow, names="value")
    controls = {
        "number": slider("image", 0, 0, len(images) - 1),
        "layer": choice,
        "channel": channels,
    }
    return Explorer(draw, controls)


def _maps(model: nn.Module, images: torch.Tensor, layer: str) -> torch.Tensor:
    return activations(model, normalize(images), [layer])[layer][0]
