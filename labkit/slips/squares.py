"""Slips of the rules with a rate for every weight: Adagrad, RMSprop, Adadelta."""

import torch

from labkit.slips.sums import Paths, before, counter, decayed_sum, norms, paths


def adagrad(w: torch.Tensor, grads: torch.Tensor, lr: float = 0.01, eps: float = 1e-10) -> Paths:
    """Return slips of Adagrad."""
    total = decayed_sum(grads**2, 1, 1)
    t = counter(grads)
    steps = {
        "eps is inside the root": lr * grads / (total + eps).sqrt(),
        "the root is missing": lr * grads / (total + eps),
        "this is plain gradient descent: nothing is divided": lr * grads,
        "the squares are averaged, not added up": lr * grads / ((total / t).sqrt() + eps),
        "squares are not kept from step to step: return their sum in the state": (
            lr * grads / (grads.abs() + eps)
        ),
        "the present gradient is not in the sum yet": lr * grads / (before(total).sqrt() + eps),
        "gradients are added up, not their squares": (
            lr * grads / (decayed_sum(grads, 1, 1).abs() + eps)
        ),
        "this is the norm of the whole gradient: every weight has a sum of its own": (
            lr * grads / (decayed_sum(norms(grads) ** 2, 1, 1).sqrt() + eps)
        ),
        "eps is missing": lr * grads / total.sqrt(),
        "the sum fades: this is RMSprop": (
            lr * grads / (decayed_sum(grads**2, 0.99, 0.01).sqrt() + eps)
        ),
    }
    return paths(w, steps)


def rmsprop(
    w: torch.Tensor, grads: torch.Tensor, lr: float = 0.01, alpha: float = 0.99, eps: float = 1e-8
) -> Paths:
    """Return slips of RMSprop."""
    mean = decayed_sum(grads**2, alpha, 1 - alpha)
    steps = {
        "eps is inside the root": lr * grads / (mean + eps).sqrt(),
        "the root is missing": lr * grads / (mean + eps),
        "squares are added up and never fade: this is Adagrad": (
            lr * grads / (decayed_sum(grads**2, 1, 1).sqrt() + eps)
        ),
        "the new square is not scaled by 1 − α": (
            lr * grads / (decayed_sum(grads**2, alpha, 1).sqrt() + eps)
        ),
        "α and 1 − α are swapped": (
            lr * grads / (decayed_sum(grads**2, 1 - alpha, alpha).sqrt() + eps)
        ),
        "gradients are averaged, not their squares": (
            lr * grads / (decayed_sum(grads, alpha, 1 - alpha).abs() + eps)
        ),
        "squares are not kept from step to step: return their mean in the state": (
            lr * grads / (((1 - alpha) * grads**2).sqrt() + eps)
        ),
        "the bias is corrected: that is Adam's, RMSprop has none": (
            lr * grads / ((mean / (1 - alpha ** counter(grads))).sqrt() + eps)
        ),
        "the present gradient is not in the mean yet": lr * grads / (before(mean).sqrt() + eps),
        "eps is missing": lr * grads / mean.sqrt(),
    }
    return paths(w, steps)


def adadelta(
    w: torch.Tensor, grads: torch.Tensor, lr: float = 1.0, rho: float = 0.9, eps: float = 1e-6
) -> Paths:
    """Return slips of Adadelta."""
    mean = decayed_sum(grads**2, rho, 1 - rho)
    steps = {
        "this is RMSprop: the root of past updates is missing above": lr
        * grads
        / (mean + eps).sqrt(),
        "this is RMSprop: the root of past updates is missing above, and eps is outside": (
            lr * grads / (mean.sqrt() + eps)
        ),
        "eps is outside the roots: in this rule alone it is inside": lr
        * _own_units(grads, mean, rho, lambda u, s, g: (u.sqrt() + eps) / (s.sqrt() + eps) * g),
        "the roots are missing": lr
        * _own_units(grads, mean, rho, lambda u, s, g: (u + eps) / (s + eps) * g),
        "the rate is ignored": _own_units(grads, mean, rho, _adadelta_step(eps)),
        "the mean of updates collects the step after the rate": _own_units(
            grads, mean, rho, _adadelta_step(eps, lr)
        ),
        "past updates are forgotten: return their mean in the state": (
            lr * (eps**0.5) / (mean + eps).sqrt() * grads
        ),
        "updates are added up, not averaged": lr
        * _own_units(grads, mean, rho, _adadelta_step(eps), add=1.0),
        "squares are added up, not averaged": lr
        * _own_units(grads, decayed_sum(grads**2, rho, 1), rho, _adadelta_step(eps)),
        "the mean of updates collects gradients": lr * _lagging(grads, mean, rho, eps),
    }
    return paths(w, steps)


def _adadelta_step(eps: float, factor: float = 1.0):
    return lambda u, s, g: factor * (u + eps).sqrt() / (s + eps).sqrt() * g


def _own_units(grads, mean, rho, step, add=None) -> torch.Tensor:
    """Return Adadelta's updates for a formula ``step(updates, squares, gradient)``."""
    updates, found = torch.zeros_like(grads[0]), []
    for g, s in zip(grads, mean, strict=True):
        found.append(step(updates, s, g))
        updates = rho * updates + (1 - rho if add is None else add) * found[-1] ** 2
    return torch.stack(found)


def _lagging(grads, mean, rho, eps) -> torch.Tensor:
    """Return the updates when the numerator is the mean of past squared gradients."""
    return (before(mean) + eps).sqrt() / (mean + eps).sqrt() * grads
