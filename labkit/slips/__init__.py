"""Update rules as people get them wrong: the paths that known slips give, for tests to name.

Each function of a rule takes the start ``w`` ``(…)``, the gradients ``(T, …)`` of T steps and the
settings of the rule, and returns a dict from the slip in plain words to its path ``(T, …)``. The
gradients are given, not computed from ``w``. :func:`minibatches` does the same for the batches of
an epoch, :func:`preprocessing` for pictures on their way into a network, and the modules ``drawn``
and ``blended`` for augmentations, whatever they drew.

>>> import torch
>>> paths = sgd(torch.tensor([1.0]), torch.tensor([[2.0], [-4.0]]), lr=0.5)
>>> paths["the rate is ignored"].tolist()
[[-1.0], [3.0]]
"""

from labkit.slips.adam import adam, adamw, nadam
from labkit.slips.batches import minibatches
from labkit.slips.preprocessing import mixed_up, preprocessing
from labkit.slips.squares import adadelta, adagrad, rmsprop
from labkit.slips.velocity import momentum, nesterov, sgd

__all__ = [
    "adadelta",
    "adagrad",
    "adam",
    "adamw",
    "minibatches",
    "mixed_up",
    "momentum",
    "nadam",
    "nesterov",
    "preprocessing",
    "rmsprop",
    "sgd",
]
