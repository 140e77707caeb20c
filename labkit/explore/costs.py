"""The cost explorer: where a network keeps memory, parameters and work, layer by layer."""

import ipywidgets as widgets

from labkit.cost import table_of
from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, cost_parts, layer_costs, picture

_CAPTION = (
    "Choose a <b>network</b> and move through its <b>layers</b>, or press play. Notice that memory "
    "sits at the beginning, and where each network keeps its parameters."
)


def costs(network: str = "vgg16") -> Explorer:
    """Return a choice of networks and a slider for their layers around bars of their costs.

    Every network of `labkit.models.names` can be chosen. Without a front end the picture of the
    given one remains as a still. Raises ``ValueError`` for unknown networks.
    """
    from labkit import models  # other explorers need no torchvision

    table_of(network)

    def draw(network: str, layer: int) -> Picture:
        parts = list(cost_parts(table_of(network)))
        controls["layer"].max = len(parts)
        return picture(layer_costs(table_of(network), parts[min(layer, len(parts)) - 1]), _CAPTION)

    choice = widgets.Dropdown(options=models.names(), value=network, description="network")
    controls = {"network": choice, "layer": slider("layer", 1, 1, 24)}
    return Explorer(draw, controls, play="layer")
