"""Slips of the rules without squares: gradient descent, momentum, Nesterov's momentum."""

import torch

from labkit.slips.sums import Paths, before, decayed_sum, norms, paths


def sgd(w: torch.Tensor, grads: torch.Tensor, lr: float) -> Paths:
    """Return slips of plain gradient descent."""
    steps = {
        "this climbs: the step goes against the gradient": -lr * grads,
        "the rate is ignored": grads,
        "only the sign of the gradient is used": lr * grads.sign(),
        "the gradient is made one unit long": lr * grads / norms(grads),
        "the step is divided by the rate": grads / lr,
    }
    return paths(w, steps)


def momentum(w: torch.Tensor, grads: torch.Tensor, lr: float, beta: float = 0.9) -> Paths:
    """Return slips of momentum."""
    v = decayed_sum(grads, beta, 1)
    steps = {
        "the rate is applied twice, in the velocity and in the step": lr * lr * v,
        "momentum is scaled twice, by β in the velocity and again in the step": lr * beta * v,
        "the gradient is scaled by 1 − β: the velocity is a sum, not an average": lr
        * (1 - beta)
        * v,
        "the velocity is not kept from step to step: return it in the state": lr * grads,
        "the old velocity makes the step: the new gradient is missing": lr * before(v),
        "this is Nesterov's rule": lr * (grads + beta * v),
        "the velocity never fades: β is missing": lr * decayed_sum(grads, 1, 1),
        "the signs of old velocity and gradient differ": lr * decayed_sum(grads, -beta, 1),
        "the rate is missing": v,
        "this climbs: the step goes against the velocity": -lr * v,
    }
    return paths(w, steps)


def nesterov(w: torch.Tensor, grads: torch.Tensor, lr: float, beta: float = 0.9) -> Paths:
    """Return slips of Nesterov's momentum in PyTorch's form."""
    v = decayed_sum(grads, beta, 1)
    steps = {
        "this is plain momentum: the old velocity does not look ahead": lr * v,
        "the look-ahead is on the wrong side: it adds to the gradient": lr * (grads - beta * v),
        "the whole velocity is added, not β times it": lr * (grads + v),
        "the velocity looks ahead twice": lr * (v + beta * v),
        "the gradient is scaled by β, and the velocity is not": lr * (beta * grads + v),
        "the velocity is not kept from step to step: return it in the state": lr
        * (1 + beta)
        * grads,
        "the rate is applied twice, in the velocity and in the step": lr * (grads + beta * lr * v),
        "the rate is missing": grads + beta * v,
        "the gradient is scaled by 1 − β: the velocity is a sum, not an average": (
            lr * (grads + beta * (1 - beta) * v)
        ),
    }
    return paths(w, steps)
