"""Where a graph of gradients is cut: between the tests and the student's code."""

from typing import Any

import torch

_CUT = (
    "Gradients cannot pass between a test and the student's code, which run apart when labs are "
    "graded. In a test, use check.gradient(function, x), check.module(Net).gradients(x) or "
    "check.module(Net).training_steps(x, y, steps=…, lr=…) of labkit instead of backward()."
)


class _Cut(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, tensor: torch.Tensor) -> torch.Tensor:
        return tensor.view_as(tensor)

    @staticmethod
    def backward(ctx: Any, *_: Any) -> None:
        raise RuntimeError(_CUT)


def from_elsewhere(tensor: torch.Tensor) -> torch.Tensor:
    """Return a tensor that has a graph, as at home, in which ``backward`` says what to do instead.

    >>> from_elsewhere(torch.ones(1, requires_grad=True)).is_leaf
    False
    """
    with torch.enable_grad():
        return _Cut.apply(tensor)
