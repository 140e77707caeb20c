"""What happened during training."""

import math
from dataclasses import dataclass, field

import torch
from matplotlib.figure import Figure
from torch import nn

from labkit.plots.learning import learning_curves


@dataclass(repr=False)
class History:
    """Numbers of one training run, and the weights that were best on validation data.

    ``step_loss`` and ``step_lr`` have one number per step (the rate of the optimizer's first
    group). ``train_loss``, ``train_accuracy``, ``val_loss`` and ``val_accuracy`` have one per
    finished epoch, accuracies as shares from 0 to 1, and ``epoch_end`` the number of steps taken
    by then. Numbers on training data are means over the epoch, taken in train mode while the
    weights moved, so validation may look better than training. ``best_epoch`` counts from 1 and
    has the lowest validation loss; ``best_weights`` is the model's ``state_dict`` after it. Both
    are None without validation data.
    """

    step_loss: list[float] = field(default_factory=list)
    step_lr: list[float] = field(default_factory=list)
    epoch_end: list[int] = field(default_factory=list)
    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    val_loss: list[float] = field(default_factory=list)
    val_accuracy: list[float] = field(default_factory=list)
    seconds: float = 0.0
    best_epoch: int | None = None
    best_weights: dict[str, torch.Tensor] | None = None

    def record_validation(self, loss: float, accuracy: float, model: nn.Module) -> None:
        """Add an epoch's validation loss and accuracy; keep the weights if the loss is lowest."""
        if loss < min((old for old in self.val_loss if not math.isnan(old)), default=math.inf):
            self.best_epoch = len(self.val_loss) + 1
            self.best_weights = {name: t.clone() for name, t in model.state_dict().items()}
        self.val_loss.append(loss)
        self.val_accuracy.append(accuracy)

    def restore_best(self, model: nn.Module) -> None:
        """Load the weights with the lowest validation loss into the model.

        Raises ``ValueError`` if none were kept, for lack of validation data.
        """
        if self.best_weights is None:
            raise ValueError("No best weights were kept: give fit validation data.")
        model.load_state_dict(self.best_weights)

    def plot(self, *, log: bool = False) -> Figure:
        """Return the learning curves; ``log`` for a logarithmic axis of the loss."""
        return learning_curves(self, log=log)

    def __repr__(self) -> str:
        """Say in a few lines how long it took, where it ended and which epoch was best.

        >>> History([2.0, 1.5], [0.1, 0.1], [2], [1.75], [0.5], [1.25], [0.625], 3.21, 1)
        History of 1 epoch, 2 steps, 3.2 s
          train       loss 1.75, accuracy 50.0 %
          validation  loss 1.25, accuracy 62.5 %
          best        loss 1.25, accuracy 62.5 % (epoch 1)
        """
        epochs = len(self.train_loss)
        lines = [f"History of {_count(epochs, 'epoch')}, {_count(len(self.step_loss), 'step')}"]
        lines[0] += f", {self.seconds:.1f} s"
        if epochs:
            lines.append(f"train       {_result(self.train_loss[-1], self.train_accuracy[-1])}")
        if self.val_loss:
            lines.append(f"validation  {_result(self.val_loss[-1], self.val_accuracy[-1])}")
        if self.best_epoch is not None:
            best = self.best_epoch - 1
            result = _result(self.val_loss[best], self.val_accuracy[best])
            lines.append(f"best        {result} (epoch {self.best_epoch})")
        return "\n  ".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _result(loss: float, accuracy: float) -> str:
    return f"loss {loss:.3g}, accuracy {accuracy:.1%}".replace("%", " %")
