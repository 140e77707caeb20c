"""Tensors, arrays and their like in messages: kind, shape and raw bytes."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from labkit.grading.rooms.seam import from_elsewhere

_DTYPES = {str(d).removeprefix("torch."): d for d in vars(torch).values() if type(d) is torch.dtype}
_KINDS = "biufcUS"  # numpy: bool, int, unsigned, float, complex, text, bytes
_NUMBERS = {np.dtype(code).type for code in "?bhilqBHILQefdFD"}


def described(value: Any, keep: Callable[[bytes], int]) -> dict | None:
    """Return a value of exactly one of torch's or numpy's plain types as JSON, else None.

    ``keep`` puts bytes aside and returns their number.
    """
    kind = type(value)
    if kind in (torch.Tensor, torch.nn.Parameter) and value.layout is torch.strided:
        return {"tensor": _tensor(value, keep)}
    if kind is np.ndarray and value.dtype.kind in _KINDS:
        return {"array": [value.dtype.str, list(value.shape), keep(value.tobytes())]}
    if kind in _NUMBERS:
        return {"number": [value.dtype.str, keep(value.tobytes())]}
    if kind is torch.Size:
        return {"size": list(value)}
    if kind is torch.dtype:
        return {"dtype": str(value).removeprefix("torch.")}
    return {"device": str(value)} if kind is torch.device else None


def rebuilt(name: str, data: Any, buffers: Sequence[bytes]) -> Any:
    """Return what :func:`described` has described; raises ValueError and others for nonsense."""
    if name == "tensor":
        return _as_tensor(*data, buffers)
    if name == "array":
        dtype, shape, index = data
        return np.frombuffer(buffers[index], dtype=_plain(dtype)).reshape(shape).copy()
    if name == "number":
        return np.frombuffer(buffers[data[1]], dtype=_plain(data[0]))[0]
    if name == "size":
        return torch.Size(data)
    return _DTYPES[data] if name == "dtype" else torch.device(data)


def _tensor(value: torch.Tensor, keep: Callable[[bytes], int]) -> list:
    dtype = str(value.dtype).removeprefix("torch.")
    flags = [value.requires_grad, type(value) is torch.nn.Parameter, value.grad_fn is not None]
    if value.is_meta:
        return [dtype, list(value.shape), None, *flags]
    flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
    # One value of a larger tensor counts as contiguous and keeps a stride that bytes cannot have.
    flat = flat.as_strided((flat.numel(),), (1,))
    raw = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    return [dtype, list(value.shape), keep(raw), *flags]


def _as_tensor(
    dtype: str,
    shape: list,
    index: int | None,
    grad: bool,
    parameter: bool,
    computed: bool,
    buffers: Sequence[bytes],
) -> torch.Tensor:
    if index is None:
        tensor = torch.empty(shape, dtype=_DTYPES[dtype], device="meta")
    elif math.prod(shape):
        tensor = torch.frombuffer(bytearray(buffers[index]), dtype=_DTYPES[dtype]).reshape(shape)
    else:
        tensor = torch.empty(shape, dtype=_DTYPES[dtype])
    if parameter:
        return torch.nn.Parameter(tensor, requires_grad=bool(grad))
    tensor.requires_grad_(bool(grad))
    return from_elsewhere(tensor) if computed and grad else tensor


def _plain(text: str) -> np.dtype:
    dtype = np.dtype(text)
    if dtype.hasobject or dtype.kind not in _KINDS:
        raise ValueError(f"a numpy array of dtype {text!r} is no plain data")
    return dtype
