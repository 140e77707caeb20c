"""Landscapes of two weights on which to watch optimizers, and walks over them.

All numbers are float64, so a walk is the same on every machine up to the last digits.
"""

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import torch


class Surface(NamedTuple):
    """A height above the plane of two weights, and where a walk begins."""

    name: str
    height: Callable[[torch.Tensor], torch.Tensor]  # (…, 2) -> (…)
    start: tuple[float, float]
    lowest: tuple[tuple[float, float], ...]  # all of its lowest points
    window: tuple[float, float, float, float]  # what to draw: left, right, bottom, top


def _ravine(w: torch.Tensor) -> torch.Tensor:
    return (w[..., 0] ** 2 + 100 * w[..., 1] ** 2) / 2


def _tilted(w: torch.Tensor) -> torch.Tensor:
    along, across = w[..., 0] + w[..., 1], w[..., 1] - w[..., 0]
    return _ravine(torch.stack([along, across], -1) * math.sqrt(0.5))


def _rosenbrock(w: torch.Tensor) -> torch.Tensor:
    return (1 - w[..., 0]) ** 2 + 100 * (w[..., 1] - w[..., 0] ** 2) ** 2


def _beale(w: torch.Tensor) -> torch.Tensor:
    x, y = w[..., 0], w[..., 1]
    return sum((a - x + x * y**n) ** 2 for n, a in ((1, 1.5), (2, 2.25), (3, 2.625)))


def _saddle(w: torch.Tensor) -> torch.Tensor:
    return (w[..., 0] ** 2 - w[..., 1] ** 2) / 2 + w[..., 1] ** 4 / 100


_DIAGONAL = (9 * math.sqrt(0.5), 11 * math.sqrt(0.5))  # (10, 1), turned by 45°

RAVINE = Surface("ravine", _ravine, (10.0, 1.0), ((0.0, 0.0),), (-6, 12, -1.6, 1.6))
TILTED = Surface("tilted ravine", _tilted, _DIAGONAL, ((0.0, 0.0),), (-5, 9, -5, 9))
ROSENBROCK = Surface("Rosenbrock", _rosenbrock, (-1.2, 1.0), ((1.0, 1.0),), (-2, 2, -0.8, 2.6))
BEALE = Surface("Beale", _beale, (1.0, 1.5), ((3.0, 0.5),), (-0.5, 4.2, -2.6, 2))
SADDLE = Surface("saddle", _saddle, (2.0, 0.001), ((0.0, 5.0), (0.0, -5.0)), (-3, 3, -2.5, 7))


def gradient(surface: Surface, w: torch.Tensor) -> torch.Tensor:
    """Return the gradient ``(2,)`` of the height at the weights ``w`` ``(2,)``.

    >>> gradient(RAVINE, torch.tensor([10.0, 1.0]))
    tensor([ 10., 100.])
    """
    leaf = w.detach().clone().requires_grad_()
    return torch.autograd.grad(surface.height(leaf), leaf)[0]


def follow(rule: Callable, surface: Surface, steps: int, **settings: object) -> torch.Tensor:
    """Return the path ``(steps + 1, 2)`` of ``w, state = rule(w, grad, state, **settings)``.

    The state is an empty dict at first.

    >>> follow(lambda w, grad, state: (w - 0.01 * grad, state), RAVINE, steps=1)[-1].tolist()
    [9.9, 0.0]
    """
    w, state = torch.tensor(surface.start, dtype=torch.float64), {}
    path = [w]
    for _ in range(steps):
        w, state = rule(w, gradient(surface, w), state, **settings)
        path.append(w)
    return torch.stack(path)


def descend(
    make: Callable[[Iterable[torch.nn.Parameter]], torch.optim.Optimizer],
    surface: Surface,
    steps: int,
) -> torch.Tensor:
    """Return the path ``(steps + 1, 2)`` of one of PyTorch's optimizers, ``make(parameters)``.

    >>> descend(lambda p: torch.optim.SGD(p, lr=0.005), RAVINE, steps=1)[-1].tolist()
    [9.95, 0.5]
    """
    weight = torch.nn.Parameter(torch.tensor(surface.start, dtype=torch.float64))
    optimizer, path = make([weight]), [weight.detach().clone()]
    for _ in range(steps):
        weight.grad = gradient(surface, weight)
        optimizer.step()
        path.append(weight.detach().clone())
    return torch.stack(path)


def above_lowest(surface: Surface, path: torch.Tensor) -> torch.Tensor:
    """Return how high each point ``(…, 2)`` lies above the lowest point of the surface.

    >>> above_lowest(SADDLE, torch.tensor([[0.0, 5.0], [0.0, 0.0]], dtype=torch.float64)).tolist()
    [0.0, 6.25]
    """
    lowest = torch.tensor(surface.lowest[0], dtype=path.dtype)
    return surface.height(path) - surface.height(lowest)


def arrival(surface: Surface, path: torch.Tensor, within: float = 1e-3) -> int | None:
    """Return after how many steps the height is first within ``within`` of the lowest point.

    None if that never happens on this path.

    >>> arrival(RAVINE, descend(lambda p: torch.optim.SGD(p, lr=0.018), RAVINE, steps=400))
    298
    """
    near = (above_lowest(surface, path) < within).nonzero()
    return int(near[0]) if len(near) else None
