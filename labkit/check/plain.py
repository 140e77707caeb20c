"""From whatever a student's function returned to a plain value of a known, exact type.

Only exact types count: an object of another class could claim to equal everything.
"""

from typing import Any

import numpy as np
import torch

_TENSORS = (torch.Tensor, torch.nn.Parameter)
_NUMPY_NUMBERS = {np.dtype(code).type for code in "?bhilqBHILQefd"}


class NotPlainError(TypeError):
    """The value, or a part of it, is of a type that an answer may not have."""


def plain(value: Any) -> Any:
    """Return ``value`` rebuilt from exact built-in types and plain CPU tensors.

    Numpy arrays and parameters become tensors, numpy numbers become ``int``, ``float`` or
    ``bool``; tensors are detached. Raises :class:`NotPlainError` for any other type.

    >>> plain((np.float64(0.5), [np.arange(3)]))
    (0.5, [tensor([0, 1, 2])])
    """
    kind = type(value)
    if kind in (int, float, bool, str, type(None)):
        return value
    if kind in _NUMPY_NUMBERS:
        return value.item()
    if kind in _TENSORS:
        if value.is_complex():
            raise NotPlainError("a tensor of complex numbers")
        return torch.Tensor.detach(value).to("cpu")
    if kind is np.ndarray:
        if value.dtype.type not in _NUMPY_NUMBERS:
            raise NotPlainError(f"a numpy array of dtype {value.dtype}")
        return torch.from_numpy(np.array(value, order="C"))  # a copy: it may be read-only
    if kind in (tuple, list):
        return kind(plain(part) for part in value)
    if kind is torch.Size:
        return tuple(value)
    if kind is dict:
        return {plain(key): plain(part) for key, part in value.items()}
    raise NotPlainError(f"an object of type {kind.__name__}")


def scalar(value: Any) -> Any:
    """Return the number in a one-element tensor without dimensions, any other value as it is.

    >>> scalar(torch.tensor(3))
    3
    """
    return value.item() if type(value) is torch.Tensor and value.ndim == 0 else value


def copied(value: Any) -> Any:
    """Return a copy whose tensors, arrays and containers share no memory with ``value``.

    A random generator is copied with its state. Anything else (functions, modules, generators) is
    passed on as it is.
    """
    if isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) is torch.Generator:
        return value.clone_state()
    if type(value) in (tuple, list):
        return type(value)(copied(part) for part in value)
    if type(value) is dict:
        return {key: copied(part) for key, part in value.items()}
    return value
