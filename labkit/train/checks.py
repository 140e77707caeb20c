"""Errors that say what is wrong with the data before the first step."""

from collections.abc import Iterator

import torch
from torch import nn

from labkit.train.modes import modes_restored


def check_batch(model: nn.Module, images: torch.Tensor, labels: torch.Tensor, *, name: str) -> None:
    """Raise ``TypeError`` or ``ValueError`` unless the model can learn from these images.

    ``images`` are ``(N, …)`` of the model's own floating dtype, ``labels`` ``(N,)`` int64. The
    model looks at two images, in eval mode and without gradients, so nothing in it changes.
    """
    _check_tensors(images, labels, name)
    _check_dtypes(model, images, labels, name)
    if labels.ndim != 1 or images.ndim < 2 or len(images) != len(labels):
        raise ValueError(
            f"{name} has images of shape {tuple(images.shape)} and labels of shape "
            f"{tuple(labels.shape)}, but N images (N, …) need N labels (N,): one class each."
        )
    if len(labels) == 0:
        raise ValueError(f"{name} holds no images.")
    classes = _count_outputs(model, images[:2], name)
    low, high = int(labels.min()), int(labels.max())
    if low < 0 or high >= classes:
        hint = " Subtract 1 from the labels." if (low, high) == (1, classes) else ""
        raise ValueError(
            f"{name} has labels from {low} to {high}, but the model has {classes} outputs, so "
            f"labels must be 0 to {classes - 1}.{hint}"
        )


def check_settings(
    model: nn.Module, optimizer: torch.optim.Optimizer, epochs: int, **data: object
) -> None:
    """Raise ``TypeError`` or ``ValueError`` for settings that cannot train this model."""
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, but it is {epochs}.")
    for name, value in data.items():
        if isinstance(value, Iterator):
            raise TypeError(
                f"{name} is an iterator, which runs once, but every epoch reads the data again: "
                "give tensors, a list of batches or a DataLoader."
            )
    if not isinstance(optimizer, torch.optim.Optimizer):
        raise TypeError(f"optimizer must be a torch.optim.Optimizer, but it is {optimizer!r}.")
    updated = {id(p) for group in optimizer.param_groups for p in group["params"]}
    own = [p for p in model.parameters() if id(p) in updated]
    if not own:
        raise ValueError(
            "The optimizer holds no parameter of this model: make it from model.parameters(), "
            "after the last change of layers."
        )
    if not any(p.requires_grad for p in own):
        raise ValueError("Every parameter in the optimizer is frozen (requires_grad is False).")


def _check_tensors(images: torch.Tensor, labels: torch.Tensor, name: str) -> None:
    for what, value in (("images", images), ("labels", labels)):
        if not isinstance(value, torch.Tensor):
            raise TypeError(
                f"{name} has {what} of type {type(value).__name__}, but they must be a "
                "torch.Tensor: torch.from_numpy turns an array into one."
            )


def _check_dtypes(model: nn.Module, images: torch.Tensor, labels: torch.Tensor, name: str) -> None:
    floats = (p.dtype for p in model.parameters() if p.is_floating_point())
    wanted = next(floats, images.dtype)
    if images.dtype != wanted:
        remedy = f"images.to({wanted})" + (" / 255" if images.dtype == torch.uint8 else "")
        raise TypeError(
            f"{name} has images of {images.dtype}, but the model computes in {wanted}: give it "
            f"{remedy}."
        )
    if labels.dtype != torch.int64:
        raise TypeError(
            f"{name} has labels of {labels.dtype}, but classes are numbers of torch.int64: give "
            "labels.long()."
        )


def _count_outputs(model: nn.Module, images: torch.Tensor, name: str) -> int:
    """Return the number of logits per image."""
    first = next(model.parameters(), images)
    try:
        with modes_restored(model), torch.no_grad():
            logits = model.eval()(images.to(first.device))
    except RuntimeError as error:
        raise ValueError(
            f"The model cannot take {name}'s images of shape {tuple(images.shape[1:])}: {error}"
        ) from error
    if not isinstance(logits, torch.Tensor) or logits.ndim != 2 or len(logits) != len(images):
        given = tuple(logits.shape) if isinstance(logits, torch.Tensor) else type(logits).__name__
        raise ValueError(
            f"The model must return logits of shape (N, classes), but for {len(images)} images of "
            f"{name} it returned {given}."
        )
    return logits.shape[1]
