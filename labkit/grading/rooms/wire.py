"""Messages between processes: plain data only, as JSON and raw bytes, never pickle.

Numbers, strings, bytes, containers, arrays and tensors of exactly these types travel by value.
What an object of any other type becomes is up to ``refer`` on the sending side and ``resolve`` on
the receiving side; a receiver without ``resolve`` refuses it.
"""

import json
import socket
import struct
from collections.abc import Callable
from typing import Any

from labkit.grading.rooms import things

_SIZE = struct.Struct("<Q")
MOST = 1 << 30  # bytes of a message from the course's side, which is trusted
END_PROCESSES = "end processes"  # what the tests' room may say before its reply
_SAFE_INT = 2**53
_CONTAINERS = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset"}
_MAKERS = {name: kind for kind, name in _CONTAINERS.items()}
_ARRAYS = ("tensor", "array", "number", "dtype", "device", "size")


class WireError(Exception):
    """A message cannot be sent or understood."""


def pack(value: Any, refer: Callable[[Any], Any] | None = None) -> bytes:
    """Return the bytes of a message; ``refer`` turns objects of other types into plain data.

    >>> unpack(pack({"shape": (2, 3), 4: 0.5}))
    {'shape': (2, 3), 4: 0.5}
    """
    buffers: list[bytes] = []
    try:
        tree = _tree(value, buffers, refer)
        text = json.dumps([list(map(len, buffers)), tree]).encode()
    except (TypeError, RecursionError) as error:
        raise WireError(f"this cannot travel: {error}") from None
    return b"".join([_SIZE.pack(len(text)), text, *buffers])


def unpack(message: bytes, resolve: Callable[[Any], Any] | None = None) -> Any:
    """Return the value of a message; raises :class:`WireError` for anything malformed."""
    try:
        (size,) = _SIZE.unpack_from(message)
        at = _SIZE.size + size
        sizes, tree = json.loads(message[_SIZE.size : at].decode())
        buffers = []
        for size in sizes:
            buffers.append(message[at : at + size])
            at += size
        return _value(tree, buffers, resolve)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise WireError(f"not a message: {error}") from None
    except (RuntimeError, RecursionError, struct.error) as error:
        raise WireError(f"not a message: {error}") from None


def join(*parts: bytes) -> bytes:
    """Return several messages as one, which :func:`split` takes apart.

    >>> split(join(b"first", b""))
    [b'first', b'']
    """
    return b"".join([piece for part in parts for piece in (_SIZE.pack(len(part)), part)])


def split(message: bytes) -> list[bytes]:
    """Return the parts of a joined message; raises :class:`WireError` for anything else."""
    parts, at = [], 0
    while at < len(message):
        start = at + _SIZE.size
        if start > len(message):
            raise WireError("not a message: it ends within a size")
        at = start + _SIZE.unpack_from(message, at)[0]
        if at > len(message):
            raise WireError("not a message: it ends within a part")
        parts.append(message[start:at])
    return parts


def send(channel: socket.socket, message: bytes) -> None:
    """Send one packed message; its size goes along with it, so that nobody is woken twice."""
    size = _SIZE.pack(len(message))
    sent = channel.sendmsg([size, message]) - len(size)
    if sent < len(message):
        channel.sendall(memoryview(message)[sent:])


def receive(
    channel: socket.socket, limit: int, before_each: Callable[[socket.socket], None] | None = None
) -> bytes:
    """Return the next packed message; raises EOFError at the end, WireError above ``limit``.

    ``before_each`` is called with the channel before each piece of it, and may raise.
    """
    (size,) = _SIZE.unpack(_exactly(channel, _SIZE.size, before_each))
    if size > limit:
        raise WireError(f"a message of {size:,} bytes is over the limit of {limit:,}")
    return _exactly(channel, size, before_each)


def _exactly(channel: socket.socket, size: int, before_each: Callable | None) -> bytes:
    parts, missing = [], size
    while missing:
        if before_each:
            before_each(channel)
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
    if kind in (bytes, bytearray):
        return {kind.__name__: _keep(buffers, bytes(value))}
    if kind is complex:
        return {"complex": [value.real, value.imag]}
    if kind in (range, slice):
        return {kind.__name__: [value.start, value.stop, value.step]}
    if value is Ellipsis:
        return {"ellipsis": 0}
    if kind in things.WAYS:
        parts = things.WAYS[kind].parts(value)
        return {"thing": [kind.__name__, _tree(parts, buffers, refer)]}
    if kind.__module__.startswith(("torch", "numpy")):
        from labkit.grading.rooms import arrays  # here, since the grader itself needs neither

        described = arrays.described(value, lambda raw: _keep(buffers, raw))
        if described is not None:
            return described
    if refer is None:
        raise WireError(f"an object of type {kind.__name__} is no plain data")
    return {"object": _tree(refer(value), buffers, None)}


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
    if name in _ARRAYS:
        from labkit.grading.rooms import arrays

        return arrays.rebuilt(name, data, buffers)
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
    "ellipsis": lambda data, _: Ellipsis,
}
