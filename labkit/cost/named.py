"""The costs of the networks that have a name."""

from functools import cache

import torch

from labkit.cost.count import cost_table
from labkit.cost.table import CostTable

_SHAPES = {"lenet5": (1, 32, 32), "alexnet_lecture": (3, 227, 227)}


@cache
def table_of(network: str) -> CostTable:
    """Return the costs of a network of `labkit.models` for images of the size it was made for.

    That is 32×32 for the small ones, grey for LeNet-5, 227×227 for the lecture's AlexNet and
    224×224 for all others. It is built without numbers, so the largest takes no memory. Raises
    ``ValueError`` for unknown networks.

    >>> table_of("lenet5").params, table_of("vgg16").params
    (61706, 138357544)
    """
    from labkit import models  # counting a network of one's own needs no torchvision

    with torch.device("meta"):
        model = models.build(network)
    small = (3, 32, 32) if network.startswith("small") else (3, 224, 224)
    return cost_table(model, _SHAPES.get(network, small))
