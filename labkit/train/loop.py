"""The training loop of the labs, with a progress bar and a history."""

import math
import time
from collections.abc import Callable, Iterable

import torch
import torch.nn.functional as F
from torch import nn
from tqdm.auto import tqdm

from labkit.train.batches import Data, LoadedBatches, Pair, TensorBatches, as_batches
from labkit.train.checks import check_settings
from labkit.train.evaluation import Loss, evaluate_batches
from labkit.train.history import History
from labkit.train.modes import modes_restored

Schedule = Callable[[int, int], float]
Augment = Callable[
    [torch.Tensor, torch.Tensor, torch.Generator | None], tuple[torch.Tensor, torch.Tensor]
]

_BAR_AFTER = 2  # seconds: shorter work needs no bar


class DivergenceError(ArithmeticError):
    """The loss became nan or infinite.

    ``history`` holds what came before, ``step`` counts from 0, ``lr`` is the rate and
    ``gradient_norm`` the norm of the gradient of the update before, None if there was none.
    """

    def __init__(self, loss: float, history: History, lr: float, gradient_norm: float | None):
        """Say at which step, rate and gradient norm it happened, and what to try."""
        self.history = history
        self.step = len(history.step_loss)
        self.lr = lr
        self.gradient_norm = gradient_norm
        if gradient_norm is None:
            because = "No update was made yet: look for nan in images, weights or the loss."
        else:
            before = ", ".join(f"{number:.3g}" for number in history.step_loss[-3:])
            because = (
                f"The gradient norm of the update before was {gradient_norm:.3g}, the losses "
                f"before were {before}. Most likely the rate is too high: try a tenth."
            )
        epoch = len(history.train_loss) + 1
        super().__init__(
            f"The loss is {loss} at step {self.step} (epoch {epoch}) with lr {lr:.3g}. {because}"
        )


def fit(
    model: nn.Module,
    train: Data,
    val: Data | None = None,
    *,
    optimizer: torch.optim.Optimizer,
    epochs: int,
    batch_size: int = 64,
    schedule: Schedule | None = None,
    loss: Loss = F.cross_entropy,
    augment: Augment | None = None,
    stop: Callable[[History], bool] | None = None,
    device: torch.device | str | None = None,
    generator: torch.Generator | None = None,
    progress: bool = True,
) -> History:
    """Train a classifier in place and return the history; the last weights stay in the model.

    ``train`` and ``val`` are pairs of tensors ``(images, labels)``, floats ``(N, …)`` and int64
    ``(N,)``, or iterables of such batches that can be read once per epoch, such as a
    ``DataLoader``. Pairs are shuffled every epoch; the last batch of an epoch may be smaller.

    - ``optimizer`` was made from the model's parameters. ``schedule(step, steps)`` returns the
      factor on its rates for each step, for example :func:`cosine`; afterwards the rates are what
      they were.
    - ``loss(logits, labels)`` returns a mean over the batch. ``augment(images, labels, generator)``
      returns the images and labels to train on; soft labels ``(N, classes)`` count as their
      largest class in the accuracy.
    - ``stop(history)`` is called after every epoch and ends training when true, for example
      :func:`patience`; ``history.restore_best(model)`` then loads the best weights.
    - ``device`` is where to move the model and data; by default where the model is.
    - ``generator``, on the CPU, decides the order of images and goes to ``augment``; by default
      torch's global one, so :func:`seed_everything` makes all of it repeatable.
    - A bar appears after two seconds unless ``progress`` is false.

    A model in train mode keeps the modes of its parts, so a frozen BatchNorm stays frozen; one in
    eval mode trains in train mode. All modes are restored at the end. Raises ``TypeError`` or
    ``ValueError`` for what cannot be trained, before the first step, and
    :class:`DivergenceError` when the loss becomes nan or infinite.

    >>> _ = torch.manual_seed(0)
    >>> images, labels = torch.randn(8, 3), torch.arange(8) % 2
    >>> model = nn.Linear(3, 2)
    >>> sgd = torch.optim.SGD(model.parameters(), lr=0.5)
    >>> history = fit(model, (images, labels), optimizer=sgd, epochs=2, batch_size=3)
    >>> len(history.step_loss), len(history.train_loss)
    (6, 2)
    """
    check_settings(model, optimizer, epochs, train=train, val=val)
    if device is not None:
        model.to(device)
    batches = as_batches(model, train, batch_size, name="train", shuffle=True, generator=generator)
    val_batches = None if val is None else as_batches(model, val, batch_size, name="val")
    history, started = History(), time.perf_counter()
    rates = _Rates(optimizer, schedule, _steps(batches, epochs))
    if schedule is not None and rates.steps is None:
        raise ValueError("A schedule needs to know how many steps, but train has no length.")
    bar = tqdm(total=rates.steps, unit="step", delay=_BAR_AFTER, disable=not progress)
    with bar, modes_restored(model):
        if not model.training:
            model.train()
        try:
            for _ in range(epochs):
                augmented = _augmented(batches, augment, generator)
                _train_epoch(model, augmented, optimizer, loss, rates, history, bar)
                if val_batches is not None:
                    history.record_validation(*evaluate_batches(model, val_batches, loss), model)
                bar.set_postfix_str(_latest(history), refresh=False)
                if stop is not None and stop(history):
                    break
        finally:
            rates.restore()
            history.seconds = time.perf_counter() - started
    return history


def _train_epoch(
    model: nn.Module,
    batches: Iterable[Pair],
    optimizer: torch.optim.Optimizer,
    loss: Loss,
    rates: "_Rates",
    history: History,
    bar: tqdm,
) -> None:
    """Take one step per batch and add the epoch to the history."""
    total, correct, count = 0.0, 0, 0
    for images, labels in batches:
        lr = rates.set(len(history.step_loss))
        logits = model(images)
        batch_loss = loss(logits, labels)
        number = batch_loss.item()
        if not math.isfinite(number):
            raise DivergenceError(number, history, lr, _gradient_norm(optimizer, history))
        optimizer.zero_grad()
        batch_loss.backward()
        optimizer.step()
        history.step_loss.append(number)
        history.step_lr.append(lr)
        classes = labels if labels.ndim == 1 else labels.argmax(1)
        total += number * len(labels)
        correct = correct + (logits.argmax(1) == classes).sum()  # stays on the device
        count += len(labels)
        bar.update()
        del images, labels, logits, batch_loss, classes  # free before the next batch is made
    history.epoch_end.append(len(history.step_loss))
    history.train_loss.append(total / count)
    history.train_accuracy.append(int(correct) / count)


class _Rates:
    """The rates of an optimizer, scaled step by step and put back at the end."""

    def __init__(
        self, optimizer: torch.optim.Optimizer, schedule: Schedule | None, steps: int | None
    ) -> None:
        self.groups = optimizer.param_groups
        self.initial = [group["lr"] for group in self.groups]
        self.schedule = schedule
        self.steps = steps

    def set(self, step: int) -> float:
        """Set the rates for a step and return the first."""
        if self.schedule is not None:
            factor = self.schedule(step, self.steps)
            for group, initial in zip(self.groups, self.initial, strict=True):
                group["lr"] = initial * factor
        return self.groups[0]["lr"]

    def restore(self) -> None:
        for group, initial in zip(self.groups, self.initial, strict=True):
            group["lr"] = initial


def _augmented(
    batches: Iterable[Pair], augment: Augment | None, generator: torch.Generator | None
) -> Iterable[Pair]:
    if augment is None:
        return batches
    return (augment(images, labels, generator) for images, labels in batches)


def _gradient_norm(optimizer: torch.optim.Optimizer, history: History) -> float | None:
    """Return the norm of the gradient of the update before, still there until zero_grad."""
    if not history.step_loss:
        return None
    parameters = (p for group in optimizer.param_groups for p in group["params"])
    return math.hypot(*(p.grad.norm().item() for p in parameters if p.grad is not None))


def _latest(history: History) -> str:
    text = f"train loss {history.train_loss[-1]:.3g}"
    if history.val_accuracy:
        text += f", val accuracy {history.val_accuracy[-1]:.1%}"
    return text


def _steps(batches: TensorBatches | LoadedBatches, epochs: int) -> int | None:
    """Return how many steps there will be; None if an iterable does not know its length."""
    try:
        return epochs * len(batches)
    except TypeError:
        return None
