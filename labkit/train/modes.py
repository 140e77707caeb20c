"""Train and eval mode, put back as they were."""

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


@contextmanager
def modes_restored(model: nn.Module) -> Iterator[None]:
    """Put every part of the model back into its mode at the end, also after an exception.

    ``model.train(was_training)`` would not do: it wakes a BatchNorm that was set to eval on
    purpose, as in transfer learning.

    >>> model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2).eval())
    >>> with modes_restored(model):
    ...     model = model.eval()
    >>> model.training, model[1].training
    (True, False)
    """
    modes = [(module, module.training) for module in model.modules()]
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode
