"""Messages between processes: plain data only, as JSON and raw bytes, never pickle.

Numbers, strings, bytes, containers, arrays and tensors of exactly these types travel by value.
What an object of any other type becomes is up to ``refer`` on the sending side and ``resolve`` on
the receiving side; a receiver without ``resolve`` refuses it.
"""

import json
import math
import socket
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from labkit.grading import things
from labkit.grading.seam import from_elsewhere

_HEAD = struct.Struct("<QQ")
_SAFE_INT = 2**53
_KINDS = "biufcUS"  # numpy: bool, int, unsigned, float, complex, text, bytes
_DTYPES = {str(d).removeprefix("torch."): d for d in vars(torch).values() if type(d) is torch.dtype}
_NUMBERS = {np.dtype(code).type for code in "?bhilqBHILQefdFD"}
_CONTAINERS = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset", torch.Size: "size"}
_MAKERS = {name: kind for kind, name in _CONTAINERS.items()}


class WireError(Exception):
    """A message cannot be sent or understood."""


def pack(value: Any, refer: Callable[[Any], Any] | None = None) -> bytes:
    """Return the bytes of a message; ``refer`` turns objects of other types into plain data.

    >>> unpack(pack({"shape": (2, 3), "x": torch.arange(3)}))
    {'shape': (2, 3), 'x': tensor([0, 1, 2])}
    """
    buffers: list[bytes] = []
    try:
        tree = json.dumps(_tree(value, buffers, refer)).encode()
    except (TypeError, RecursionError) as error:
        raise WireError(f"this cannot travel: {error}") from None
    sizes = json.dumps([len(buffer) for buffer in buffers]).encode()
    head = _HEAD.pack(len(tree), len(sizes))
    return b"".join([head, tree, sizes, *buffers])


def unpack(message: bytes, resolve: Callable[[Any], Any] | None = None) -> Any:
    """Return the value of a message; raises :class:`WireError` for anything malformed."""
    try:
        tree_size, sizes_size = _HEAD.unpack_from(message)
        start = _HEAD.size + tree_size
        tree = json.loads(message[_HEAD.size : start])
        sizes = json.loads(message[start : start + sizes_size])
        buffers, at = [], start + sizes_size
        for size in sizes:
            buffers.append(message[at : at + size])
            at += size
        return _value(tree, buffers, resolve)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise WireError(f"not a message: {error}") from None
    except (RuntimeError, RecursionError, struct.error) as error:
        raise WireError(f"not a message: {error}") from None


def send(channel: socket.socket, message: bytes) -> None:
    """Send one packed message."""
    channel.sendall(struct.pack("<Q", len(message)))
    channel.sendall(message)


def receive(channel: socket.socket, limit: int) -> bytes:
    """Return the next packed message; raises EOFError at the end, WireError above ``limit``."""
    (size,) = struct.unpack("<Q", _exactly(channel, 8))
    if size > limit:
        raise WireError(f"a message of {size:,} bytes is over the limit of {limit:,}")
    return _exactly(channel, size)


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts, missing = [], size
    while missing:
        part = channel.recv(min(missing, 1 << 20))
        if not part:
            raise EOFError("the other side has closed the connection")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _tree(value: Any, buffers: list[bytes], refer: Callable | None) -> Any:
    kind = type(value)
    if kind in (bool, str, float) or value is None:
        return value
    if kind is int:
        return value if abs(value) < _SAFE_INT else {"int": hex(value)}
    if kind in _CONTAINERS:
        return {_CONTAINERS[kind]: [_tree(part, buffers, refer) for part in value]}
    if kind is dict:
        pairs = value.items()
        return {"dict": [[_tree(k, buffers, refer), _tree(v, buffers, refer)] for k, v in pairs]}
    if kind in (torch.Tensor, torch.nn.Parameter) and value.layout is torch.strided:
        return {"tensor": _tensor_tree(value, buffers)}
    if kind is np.ndarray and value.dtype.kind in _KINDS:
        return {"array": [value.dtype.str, list(value.shape), _keep(buffers, value.tobytes())]}
    if kind in _NUMBERS:
        return {"number": [value.dtype.str, _keep(buffers, value.tobytes())]}
    if kind in (bytes, bytearray):
        return {kind.__name__: _keep(buffers, bytes(value))}
    if kind is complex:
        return {"complex": [value.real, value.imag]}
    if kind in (range, slice):
        return {kind.__name__: [value.start, value.stop, value.step]}
    if kind is torch.dtype:
        return {"dtype": str(value).removeprefix("torch.")}
    if kind is torch.device:
        return {"device": str(value)}
    if value is Ellipsis:
        return {"ellipsis": 0}
    if kind in things.WAYS:
        parts = things.WAYS[kind].parts(value)
        return {"thing": [kind.__name__, _tree(parts, buffers, refer)]}
    if refer is None:
        raise WireError(f"an object of type {kind.__name__} is no plain data")
    return {"object": _tree(refer(value), buffers, None)}


def _tensor_tree(value: torch.Tensor, buffers: list[bytes]) -> list:
    dtype = str(value.dtype).removeprefix("torch.")
    flags = [value.requires_grad, type(value) is torch.nn.Parameter, value.grad_fn is not None]
    if value.is_meta:
        return [dtype, list(value.shape), None, *flags]
    flat = value.detach().cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
    raw = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    return [dtype, list(value.shape), _keep(buffers, raw), *flags]


def _keep(buffers: list[bytes], raw: bytes) -> int:
    buffers.append(raw)
    return len(buffers) - 1


def _value(tree: Any, buffers: list[bytes], resolve: Callable | None) -> Any:
    if type(tree) in (bool, str, float, int) or tree is None:
        return tree
    ((name, data),) = tree.items()
    if name in _MAKERS:
        return _MAKERS[name](_value(part, buffers, resolve) for part in data)
    if name == "dict":
        return {_value(k, buffers, resolve): _value(v, buffers, resolve) for k, v in data}
    if name == "tensor":
        return _tensor(*data, buffers)
    if name == "array":
        dtype, shape, index = data
        return np.frombuffer(buffers[index], dtype=_plain_dtype(dtype)).reshape(shape).copy()
    if name == "number":
        return np.frombuffer(buffers[data[1]], dtype=_plain_dtype(data[0]))[0]
    if name == "object":
        if resolve is None:
            raise WireError("an object arrived where plain data is expected")
        return resolve(_value(data, buffers, None))
    if name == "thing":
        return things.NAMES[data[0]].whole(_value(data[1], buffers, resolve))
    return _SMALL[name](data, buffers)


_SMALL = {
    "int": lambda data, _: int(data, 16),
    "bytes": lambda data, buffers: buffers[data],
    "bytearray": lambda data, buffers: bytearray(buffers[data]),
    "complex": lambda data, _: complex(*data),
    "range": lambda data, _: range(*data),
    "slice": lambda data, _: slice(*data),
    "dtype": lambda data, _: _DTYPES[data],
    "device": lambda data, _: torch.device(data),
    "ellipsis": lambda data, _: Ellipsis,
}


def _tensor(
    dtype: str,
    shape: list,
    index: int | None,
    grad: bool,
    parameter: bool,
    computed: bool,
    buffers: list[bytes],
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


def _plain_dtype(text: str) -> np.dtype:
    dtype = np.dtype(text)
    if dtype.hasobject or dtype.kind not in _KINDS:
        raise WireError(f"a numpy array of dtype {text!r} is no plain data")
    return dtype
