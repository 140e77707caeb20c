"""Messages carry plain data exactly, and nothing malformed gets through."""

import math
import socket
import threading

import numpy as np
import pytest
import torch

from labkit.grading.rooms import wire

VALUES = [
    1,
    -(2**70),
    1.5,
    float("inf"),
    True,
    None,
    "é\ud800",
    b"\x00x",
    bytearray(b"q"),
    (1, [2, {3: {4}, "k": frozenset({5})}]),
    slice(1, None, 2),
    range(3, 9, 2),
    ...,
    1j,
    torch.Size([1, 2]),
    torch.bfloat16,
    torch.device("cpu"),
    np.float64(0.5),
    np.bool_(True),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_plain_values_arrive_as_they_are(value):
    arrived = wire.unpack(wire.pack(value))
    assert type(arrived) is type(value)
    assert arrived == value


def test_not_a_number_arrives():
    assert math.isnan(wire.unpack(wire.pack(float("nan"))))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16, torch.int8])
@pytest.mark.parametrize("shape", [(), (0, 3), (5,), (2, 3, 4)])
def test_tensors_arrive(dtype, shape):
    tensor = (torch.randn(shape) * 9).to(dtype)
    arrived = wire.unpack(wire.pack(tensor))
    assert arrived.dtype is dtype
    assert arrived.shape == tensor.shape
    assert torch.equal(arrived, tensor)


@pytest.mark.parametrize("columns", [1, 2, 5])
@pytest.mark.parametrize("rows", [1, 3])
def test_parts_of_tensors_arrive(rows, columns):
    whole = torch.arange(60.0).reshape(6, 10)
    column, part = whole[:rows, 3], whole[:rows, 2 : 2 + columns]
    for tensor in (column, part, part.T, part[None, ::2], whole[0, 0].expand(rows, columns)):
        assert torch.equal(wire.unpack(wire.pack(tensor)), tensor)


def test_flags_of_tensors_arrive():
    parameter = torch.nn.Parameter(torch.ones(2), requires_grad=False)
    sent = [parameter, torch.ones(2, requires_grad=True), torch.tensor([True]), torch.ones(1) * 1j]
    arrived = wire.unpack(wire.pack(sent))
    assert [type(t) for t in arrived] == [torch.nn.Parameter, *[torch.Tensor] * 3]
    assert [t.requires_grad for t in arrived] == [False, True, False, False]
    assert all(torch.equal(a, b) for a, b in zip(arrived, sent, strict=True))
    assert wire.unpack(wire.pack(torch.empty(2, 3, device="meta"))).is_meta


def test_arrays_arrive_contiguous_and_writable():
    array = np.arange(12.0).reshape(3, 4).T[::2]
    arrived = wire.unpack(wire.pack(array))
    arrived[0, 0] = 7
    assert np.array_equal(arrived[1], array[1])


class Pretender(torch.Tensor):
    """A subclass, whose methods could lie."""


class Text(str):
    """Another."""


@pytest.mark.parametrize(
    "value", [torch.ones(1).as_subclass(Pretender), Text("a"), object(), np.array([object()]), len]
)
def test_other_objects_are_refused_or_referred(value):
    with pytest.raises(wire.WireError):
        wire.pack([value])
    message = wire.pack([value], refer=lambda item: {"is": type(item).__name__})
    assert wire.unpack(message, resolve=lambda data: data["is"]) == [type(value).__name__]
    with pytest.raises(wire.WireError):  # nobody asked for objects
        wire.unpack(message)


@pytest.mark.parametrize("seed", range(200))
def test_damaged_messages_are_refused_or_plain(seed):
    """Whatever bytes come, either plain data comes out or WireError."""
    generator = np.random.default_rng(seed)
    raw = bytearray(wire.pack([{"a": (1, torch.ones(3))}, np.ones(2), b"bytes", {2, 3}]))
    for at in generator.integers(0, len(raw), size=int(generator.integers(1, 6))):
        raw[at] = generator.integers(0, 256)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pickle.loads", None)
        try:
            wire.unpack(bytes(raw))
        except wire.WireError:
            return


def test_deep_nesting_is_refused():
    nested: list = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(wire.WireError):
        wire.pack(nested)
    deep = b'{"list":[' * 50_000 + b"]}" * 50_000
    deep = b"[[]," + deep + b"]"
    with pytest.raises(wire.WireError):
        wire.unpack(len(deep).to_bytes(8, "little") + deep)


def test_sizes_that_do_not_fit_are_refused():
    good = wire.pack(torch.ones(4))
    with pytest.raises(wire.WireError):
        wire.unpack(good[:-4])
    with pytest.raises(wire.WireError):
        wire.unpack(good.replace(b"[4]", b"[9]"))


@pytest.mark.parametrize("parts", [(), (b"",), (b"", b""), (b"one", b"", b"x" * 300)])
def test_joined_messages_come_apart(parts):
    assert wire.split(wire.join(*parts)) == [*parts]


@pytest.mark.parametrize("length", [1, 7, 8, 12, 14, 20, 21, 28])  # 13 is right between the two
def test_joined_messages_that_are_cut_are_refused(length):
    whole = wire.join(b"first", b"secondly")
    assert len(whole) == 29
    with pytest.raises(wire.WireError):
        wire.split(whole[:length])


@pytest.mark.parametrize("size", [0, 1, 200_000, 5_000_000])  # more than a socket takes at once
def test_messages_of_any_size_arrive(size):
    message = np.random.default_rng(size).bytes(size)
    a, b = socket.socketpair()
    with a, b:
        sender = threading.Thread(target=wire.send, args=(a, message))
        sender.start()
        assert wire.receive(b, size) == message
        sender.join()


def test_messages_over_the_limit_are_refused_before_they_are_read():
    a, b = socket.socketpair()
    with a, b:
        wire.send(a, wire.pack(b"x" * 1000))
        with pytest.raises(wire.WireError, match="over the limit of 100"):
            wire.receive(b, 100)


def test_the_end_of_a_connection_is_an_end():
    a, b = socket.socketpair()
    a.close()
    with b, pytest.raises(EOFError):
        wire.receive(b, 100)
