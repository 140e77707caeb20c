"""Short, readable text for values, arguments and calls."""

import inspect
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
import torch

_SHOWN = 36  # a tensor with at most this many values is printed in full


def shape(tensor: torch.Tensor) -> str:
    """Return dtype and shape of a tensor in words.

    >>> shape(torch.zeros(2, 3))
    'float32 tensor of shape (2, 3)'
    """
    return f"{str(tensor.dtype).removeprefix('torch.')} tensor of shape {tuple(tensor.shape)}"


def value(item: Any) -> str:
    """Return text for any plain value: small tensors in full, large ones by shape.

    >>> print(value(torch.tensor([[1, 2], [3, 4]])))
    int64 tensor of shape (2, 2):
      [[1, 2],
       [3, 4]]
    """
    if isinstance(item, np.ndarray):
        item = torch.from_numpy(np.ascontiguousarray(item))
    if isinstance(item, torch.Tensor):
        if item.numel() > _SHOWN:
            return shape(item)
        numbers = item.detach().cpu()
        numbers = numbers.float() if numbers.dtype == torch.bfloat16 else numbers
        rows = np.array2string(numbers.numpy(), separator=", ", precision=4)
        return "\n  ".join([f"{shape(item)}:", *rows.split("\n")])
    if type(item) is torch.Generator:
        return "a torch.Generator"
    if type(item) in (tuple, list):
        text = ", ".join(value(part) for part in item)
        return f"({text})" if type(item) is tuple else f"[{text}]"
    if isinstance(item, FunctionType | BuiltinFunctionType):
        return item.__name__
    text = repr(item)
    return text if len(text) <= 200 else f"{text[:200]}…"


def name_of(function: Callable) -> str:
    """Return the name under which a student knows a function or class."""
    return getattr(function, "__name__", None) or type(function).__name__


def call(function: Callable, args: tuple, kwargs: dict) -> tuple[str, list[str]]:
    """Return the text of a call, and a line for every array argument in it.

    >>> def crop(image, size): ...
    >>> call(crop, (torch.zeros(8, 9), 3), {})
    ('crop(image, 3)', ['image     float32 tensor of shape (8, 9)'])
    """
    names = parameter_names(function, len(args))
    words, lines = [], []
    for name, item in [*zip(names, args, strict=True), *kwargs.items()]:
        is_array = isinstance(item, torch.Tensor | np.ndarray)
        text = name if is_array else value(item)
        words.append(f"{name}={text}" if name in kwargs else text)
        if is_array:
            lines.append(f"{name:<9} {value(item)}")
    return f"{name_of(function)}({', '.join(words)})", lines


def parameter_names(function: Callable, count: int) -> list[str]:
    """Return names for ``count`` positional arguments, from the signature where there is one.

    >>> def crop(image, size): ...
    >>> parameter_names(crop, 3)
    ['image', 'size', 'argument_3']
    """
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # builtins without a signature
        parameters = []
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [p.name for p in parameters if p.kind in positional][:count]
    return names + [f"argument_{i + 1}" for i in range(len(names), count)]
