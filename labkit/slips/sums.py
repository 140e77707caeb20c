"""Sums and means over steps, of which all update rules are made."""

import torch

Paths = dict[str, torch.Tensor]


def decayed_sum(values: torch.Tensor, keep: float, add: float) -> torch.Tensor:
    """Return ``s ← keep·s + add·value`` after each of the ``(T, …)`` values, from 0.

    >>> decayed_sum(torch.tensor([1.0, 1.0, 1.0]), keep=0.5, add=1.0)
    tensor([1.0000, 1.5000, 1.7500])
    """
    total, totals = torch.zeros_like(values[0]), []
    for value in values:
        total = keep * total + add * value
        totals.append(total)
    return torch.stack(totals)


def mean(values: torch.Tensor, beta: float) -> torch.Tensor:
    """Return ``m ← β·m + (1 − β)·value`` after each of the values, from 0."""
    return decayed_sum(values, beta, 1 - beta)


def paths(w: torch.Tensor, steps: Paths) -> Paths:
    """Return the path of each slip from its steps: ``w`` minus the sum of all steps so far."""
    return {name: w - step.cumsum(0) for name, step in steps.items()}


def before(values: torch.Tensor) -> torch.Tensor:
    """Return the values one step earlier, 0 at first."""
    return torch.cat([torch.zeros_like(values[:1]), values[:-1]])


def counter(values: torch.Tensor) -> torch.Tensor:
    """Return 1, 2, … in the shape (T, 1, …) and the dtype of the values."""
    t = torch.arange(1, len(values) + 1, dtype=values.dtype)
    return t.reshape(-1, *[1] * (values.ndim - 1))


def norms(grads: torch.Tensor) -> torch.Tensor:
    """Return the norm of each of the (T, …) gradients, in the shape (T, 1, …)."""
    return grads.reshape(len(grads), -1).norm(dim=1).reshape(-1, *[1] * (grads.ndim - 1))
