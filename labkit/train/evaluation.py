"""How good a model is: loss, accuracy and which classes it confuses."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from labkit.train.batches import Data, Pair, as_batches
from labkit.train.modes import modes_restored

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]  # (logits, labels) -> mean


class Evaluation(NamedTuple):
    """Mean loss per image, and the share of images whose largest logit is the right one."""

    loss: float
    accuracy: float


def evaluate(
    model: nn.Module, data: Data, *, loss: Loss = F.cross_entropy, batch_size: int = 256
) -> Evaluation:
    """Return loss and accuracy in eval mode, without gradients; modes stay as they were.

    ``data`` is a pair of tensors ``(images, labels)``, floats ``(N, …)`` and int64 ``(N,)``, or an
    iterable of such batches; it goes to the device of the model. ``loss(logits, labels)`` returns
    a mean over the batch. Raises ``TypeError`` or ``ValueError`` for data the model cannot take.

    >>> always_first = nn.Sequential(nn.Flatten(), nn.Linear(4, 2))
    >>> _ = always_first[1].weight.data.zero_(), always_first[1].bias.data.copy_(torch.eye(2)[0])
    >>> result = evaluate(always_first, (torch.zeros(4, 1, 2, 2), torch.tensor([0, 0, 0, 1])))
    >>> round(result.loss, 3), result.accuracy
    (0.563, 0.75)
    """
    batches = as_batches(model, data, batch_size, name="data")
    return evaluate_batches(model, batches, loss)


def evaluate_batches(model: nn.Module, batches: Iterable[Pair], loss: Loss) -> Evaluation:
    """Return what `evaluate` does, for batches that are checked and on the model's device."""
    total, correct, count = 0.0, 0, 0
    with modes_restored(model), torch.no_grad():
        model.eval()
        for images, labels in batches:
            logits = model(images)
            total += loss(logits, labels).item() * len(labels)
            correct += (logits.argmax(1) == labels).sum().item()
            count += len(labels)
    return Evaluation(total / count, correct / count)


def confusion_matrix(
    model: nn.Module, data: Data, num_classes: int, *, batch_size: int = 256
) -> torch.Tensor:
    """Return how often each class was taken for each: ``(num_classes, num_classes)`` int64.

    Rows are true classes, columns predicted ones, so row sums count the images of a class.
    ``data`` is as in :func:`evaluate`; modes stay as they were. Raises ``ValueError`` if a label
    or prediction is no class below ``num_classes``.
    """
    matrix = torch.zeros(num_classes**2, dtype=torch.int64)
    batches = as_batches(model, data, batch_size, name="data")
    with modes_restored(model), torch.no_grad():
        model.eval()
        for images, labels in batches:
            predicted = model(images).argmax(1)
            highest = int(torch.maximum(labels, predicted).max())
            if highest >= num_classes:
                raise ValueError(f"There is a class {highest}, but num_classes is {num_classes}.")
            cells = (labels * num_classes + predicted).cpu()
            matrix += torch.bincount(cells, minlength=num_classes**2)
    return matrix.reshape(num_classes, num_classes)
