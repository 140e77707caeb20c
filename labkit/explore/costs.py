"""The cost explorer: where a network keeps memory, parameters and work, layer by layer."""

from functools import cache

import ipywidgets as widgets
import torch

from labkit import models
from labkit.cost import CostTable, cost_table
from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, cost_parts, layer_costs, picture

_SHAPES = {"lenet5": (1, 32, 32), "alexnet_lecture": (3, 227, 227)}
_CAPTION = (
    "Choose a <b>network</b> and move through its <b>layers</b>, or press play. Notice that memory "
    "sits at the beginning, and where each network keeps its parameters."
)


def costs(network: str = "vgg16") -> Explorer:
    """Return a choice of networks and a slider for their layers around bars of their costs.

    Every network of `labkit.models.names` can be chosen. Without a front end the picture of the
    given one remains as a still. Raises ``ValueError`` for unknown networks.
    """
    table_of(network)

    def draw(network: str, layer: int) -> Picture:
        parts = list(cost_parts(table_of(network)))
        controls["layer"].max = len(parts)
        return picture(layer_costs(table_of(network), parts[min(layer, len(parts)) - 1]), _CAPTION)

    choice = widgets.Dropdown(options=models.names(), value=network, description="network")
    controls = {"network": choice, "layer": slider("layer", 1, 1, 24)}
    return Explorer(draw, controls, play="layer")


@cache
def table_of(network: str) -> CostTable:
    """Return the costs of a network of `labkit.models` for images of the size it was made for.

    That is 32×32 for the small ones, grey for LeNet-5, 227×227 for the lecture's AlexNet and
    224×224 for all others. It is built without numbers, so the largest takes no memory.

    >>> table_of("lenet5").params, table_of("vgg16").params
    (61706, 138357544)
    """
    with torch.device("meta"):
        model = models.build(network)
    small = (3, 32, 32) if network.startswith("small") else (3, 224, 224)
    return cost_table(model, _SHAPES.get(network, small))
