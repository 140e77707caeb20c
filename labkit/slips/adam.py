"""Slips of Adam and what came from it: Nadam and AdamW."""

import torch

from labkit.slips.sums import Paths, before, counter, decayed_sum, mean, paths

Betas = tuple[float, float]
_BETAS = (0.9, 0.999)


def adam(
    w: torch.Tensor,
    grads: torch.Tensor,
    lr: float = 0.001,
    betas: Betas = _BETAS,
    eps: float = 1e-8,
) -> Paths:
    """Return slips of Adam."""
    beta1, beta2 = betas
    m, s, t = mean(grads, beta1), mean(grads**2, beta2), counter(grads)
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    right_m, right_s = m / c1, s / c2
    fed_m, fed_s = _corrected_again(grads, beta1), _corrected_again(grads**2, beta2)
    swapped_m, swapped_s = (
        mean(grads, beta2) / (1 - beta2**t),
        mean(grads**2, beta1) / (1 - beta1**t),
    )
    bottom = right_s.sqrt() + eps
    steps = {
        "no bias correction: divide m by 1 − β₁ᵗ and s by 1 − β₂ᵗ": m / (s.sqrt() + eps),
        "no bias correction of m: divide it by 1 − β₁ᵗ": m / bottom,
        "no bias correction of s: divide it by 1 − β₂ᵗ": right_m / (s.sqrt() + eps),
        "eps is inside the root": right_m / (right_s + eps).sqrt(),
        "eps is added before s is corrected": right_m * c2.sqrt() / (s.sqrt() + eps),
        "the root is missing": right_m / (right_s + eps),
        "t must be 1 in the first step, not 0": (
            (m / (1 - beta1 ** (t - 1))) / ((s / (1 - beta2 ** (t - 1))).sqrt() + eps)
        ),
        "t is 2 in the first step: it must be 1": (
            (m / (1 - beta1 ** (t + 1))) / ((s / (1 - beta2 ** (t + 1))).sqrt() + eps)
        ),
        "t is not counted: every step is corrected like the first": (
            (m / (1 - beta1)) / ((s / (1 - beta2)).sqrt() + eps)
        ),
        "the corrected means are kept in the state: keep m and s as they are": (
            fed_m / (fed_s.sqrt() + eps)
        ),
        "the betas are swapped": swapped_m / (swapped_s.sqrt() + eps),
        "the new gradient is not scaled by 1 − β₁": decayed_sum(grads, beta1, 1) / c1 / bottom,
        "the new square is not scaled by 1 − β₂": (
            right_m / ((decayed_sum(grads**2, beta2, 1) / c2).sqrt() + eps)
        ),
        "momentum is missing: the step is made of m, not of the gradient": grads / bottom,
        "s collects squares of m: it is made of squared gradients": (
            right_m / ((mean(m**2, beta2) / c2).sqrt() + eps)
        ),
        "the corrections multiply: divide by them": (m * c1) / ((s * c2).sqrt() + eps),
        "the means are not kept from step to step: return them in the state": grads
        / (grads.abs() + eps),
        "the step uses the means from before this gradient": (
            (before(m) / c1) / ((before(s) / c2).sqrt() + eps)
        ),
    }
    return paths(w, {name: lr * step for name, step in steps.items()})


def nadam(
    w: torch.Tensor,
    grads: torch.Tensor,
    lr: float = 0.002,
    betas: Betas = _BETAS,
    eps: float = 1e-8,
) -> Paths:
    """Return slips of Nadam in PyTorch's form."""
    beta1, beta2 = betas
    m, s, t = mean(grads, beta1), mean(grads**2, beta2), counter(grads)
    mu, mu_next = _warming(beta1, t), _warming(beta1, t + 1)
    product = mu.cumprod(0)
    now = (1 - mu) * grads / (1 - product)
    later = mu_next * m / (1 - product * mu_next)
    bottom = (s / (1 - beta2**t)).sqrt() + eps
    early, late = _warming(beta1, t - 1), mu
    steps = {
        "this is Adam: the look-ahead is missing": m / (1 - beta1**t) / bottom,
        "μ is always β₁: that is the textbook's form, PyTorch lets it grow": (
            (beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * grads / (1 - beta1**t)) / bottom
        ),
        "m is scaled by μ of this step, not of the next": (
            (now + mu * m / (1 - product * mu)) / bottom
        ),
        "the correction of m does not reach to the next step": (
            (now + mu_next * m / (1 - product)) / bottom
        ),
        "the correction is a power of μ, not the product of all μ so far": (
            ((1 - mu) * grads / (1 - mu**t) + mu_next * m / (1 - mu_next ** (t + 1))) / bottom
        ),
        "the product is not kept from step to step: return it in the state": (
            (grads + mu_next * m / (1 - mu * mu_next)) / bottom
        ),
        "no bias correction: divide by 1 minus the product": (
            ((1 - mu) * grads + mu_next * m) / bottom
        ),
        "no bias correction of s: divide it by 1 − β₂ᵗ": (now + later) / (s.sqrt() + eps),
        "eps is inside the root": (now + later) / ((s / (1 - beta2**t)) + eps).sqrt(),
        "the look-ahead is on the wrong side": (now - later) / bottom,
        "the part with the new gradient is missing": later / bottom,
        "the part with m is missing": now / bottom,
        "m is averaged with μ, not with β₁": (
            (now + mu_next * _average(grads, mu) / (1 - product * mu_next)) / bottom
        ),
        "t must be 1 in the first step, not 0": (
            (1 - early) * grads / (1 - early.cumprod(0)) + late * m / (1 - early.cumprod(0) * late)
        )
        / ((s / (1 - beta2 ** (t - 1))).sqrt() + eps),
        "μ is one step behind: t is 1 in the first step": (
            (1 - early) * grads / (1 - early.cumprod(0)) + late * m / (1 - early.cumprod(0) * late)
        )
        / bottom,
    }
    return paths(w, {name: lr * step for name, step in steps.items()})


def adamw(
    w: torch.Tensor,
    grads: torch.Tensor,
    lr: float = 0.001,
    betas: Betas = _BETAS,
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> Paths:
    """Return slips of AdamW."""
    beta1, beta2 = betas
    m, s, t = mean(grads, beta1), mean(grads**2, beta2), counter(grads)
    right_m, right_s = m / (1 - beta1**t), s / (1 - beta2**t)
    steps = lr * right_m / (right_s.sqrt() + eps)
    shrink = 1 - lr * weight_decay
    return {
        "coupled decay: it is added to the gradient, so Adam divides it too": _coupled(
            w, grads, lr, betas, eps, weight_decay
        ),
        "the weights do not decay": w - steps.cumsum(0),
        "the rate is missing in the decay": _shrunk(w, steps, 1 - weight_decay),
        "the weights grow: the sign of the decay is wrong": _shrunk(w, steps, 2 - shrink),
        "decay comes after the step, so the step shrinks too: decay first": _shrunk(
            w, steps, shrink, late=True
        ),
        "only λ is left of the weights: multiply by 1 − lr·λ": _shrunk(w, steps, lr * weight_decay),
        "no bias correction: divide m by 1 − β₁ᵗ and s by 1 − β₂ᵗ": _shrunk(
            w, lr * m / (s.sqrt() + eps), shrink
        ),
        "eps is inside the root": _shrunk(w, lr * right_m / (right_s + eps).sqrt(), shrink),
        "t must be 1 in the first step, not 0": w + grads.cumsum(0) * torch.nan,
        "the means are not kept from step to step: return them in the state": _shrunk(
            w, lr * grads / (grads.abs() + eps), shrink
        ),
    }


def _corrected_again(values: torch.Tensor, beta: float) -> torch.Tensor:
    """Return the means when each corrected mean goes into the next one."""
    kept, found = torch.zeros_like(values[0]), []
    for t, value in enumerate(values, start=1):
        kept = (beta * kept + (1 - beta) * value) / (1 - beta**t)
        found.append(kept)
    return torch.stack(found)


def _warming(beta1: float, t: torch.Tensor) -> torch.Tensor:
    """Return Nadam's μ of step t as PyTorch has it, which grows from about β₁/2 to β₁."""
    return beta1 * (1 - 0.5 * 0.96 ** (0.004 * t))


def _average(values: torch.Tensor, betas: torch.Tensor) -> torch.Tensor:
    kept, found = torch.zeros_like(values[0]), []
    for value, beta in zip(values, betas, strict=True):
        kept = beta * kept + (1 - beta) * value
        found.append(kept)
    return torch.stack(found)


def _shrunk(
    w: torch.Tensor, steps: torch.Tensor, shrink: float, late: bool = False
) -> torch.Tensor:
    """Return the path when weights are multiplied by ``shrink`` before, or after, each step."""
    path = []
    for step in steps:
        w = (w - step) * shrink if late else w * shrink - step
        path.append(w)
    return torch.stack(path)


def _coupled(w, grads, lr, betas, eps, weight_decay) -> torch.Tensor:
    """Return the path of PyTorch's Adam, which adds the decay to the gradient."""
    weight, path = torch.nn.Parameter(w.clone()), []
    right = torch.optim.Adam([weight], lr, betas, eps, weight_decay)
    for grad in grads:
        weight.grad = grad.clone()
        right.step()
        path.append(weight.detach().clone())
    return torch.stack(path)
