"""Which input pixels a value sees, followed through one function call after another.

Along each axis, position ``i`` of a feature map sees the pixels ``first + i·step`` to
``last + i·step``. Where branches meet, the union is taken: the smallest first, the largest last.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch

# Functions that look at no neighbours, as torch calls them; an operator's name has no underscores.
_POINTWISE = {
    *("abs", "add", "clamp", "div", "exp", "iadd", "imul", "isub", "log", "maximum", "minimum"),
    *("mul", "neg", "pow", "radd", "rmul", "rsub", "sub", "truediv"),
    *("celu", "elu", "gelu", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu", "mish", "prelu"),
    *("relu", "relu6", "rrelu", "selu", "sigmoid", "silu", "softplus", "softsign", "tanh"),
    *("batch_norm", "dropout", "dropout2d", "alpha_dropout", "feature_alpha_dropout"),
    *("clone", "contiguous", "detach", "float", "threshold", "to"),
}
_CONVOLUTIONS = {"conv1d", "conv2d", "conv3d"}
_RESHAPES = {"flatten", "reshape", "squeeze", "view"}


class Axis(NamedTuple):
    """Rows or columns of a feature map, and what its positions see of the input's."""

    first: int
    last: int
    step: int
    size: int

    def slide(self, kernel: int, stride: int, before: int, dilation: int, size: int) -> "Axis":
        """Return the axis after a window with ``before`` pixels of padding slid over it."""
        first = self.first - before * self.step
        last = self.last + (dilation * (kernel - 1) - before) * self.step
        return Axis(first, last, self.step * stride, size)

    def whole(self) -> "Axis":
        """Return the one position that sees what all positions together see."""
        return Axis(self.first, self.last + (self.size - 1) * self.step, 0, 1)


class Field(NamedTuple):
    """The axes of a feature map; ``flat`` once its positions lie side by side in a vector."""

    axes: tuple[Axis, ...]
    flat: bool = False

    def extent(self) -> int | tuple[int, ...]:
        """Return how many pixels a position sees: one number if it is the same along each axis."""
        sizes = tuple(axis.last - axis.first + 1 for axis in self.axes)
        return sizes[0] if len(set(sizes)) == 1 else sizes

    def whole(self, flat: bool) -> "Field":
        """Return the field of a value that depends on every position."""
        return Field(tuple(axis.whole() for axis in self.axes), flat)


def start(tensor: torch.Tensor) -> Field | None:
    """Return the field of an input ``(N, C, …)``: every pixel sees itself."""
    return Field(tuple(Axis(0, 0, 1, n) for n in tensor.shape[2:])) if tensor.ndim > 2 else None


def follow(name: str, args: dict, fields: Sequence[Field | None], out: torch.Tensor):
    """Return the field after the call of a function, None where it is undefined.

    ``args`` are the arguments by name or place, ``fields`` the fields of the tensors among them
    that depend on the input. Undefined is what is no window sliding over the input: after
    upsampling, attention or the gate of a squeeze-and-excitation block, and after functions that
    are not known here.
    """
    if None in fields or not fields:
        return None
    if name in _POINTWISE or (name == "cat" and argument(args, 1, "dim", 0) == 1):
        return _union(fields)
    field = fields[0]
    if len(fields) > 1:
        return None
    if name == "linear":
        return field.whole(flat=True) if field.flat else None
    if name in ("softmax", "log_softmax"):
        return field.whole(flat=True) if field.flat else None
    if field.flat:
        return field if name in _RESHAPES and out.ndim == 2 else None
    if name in _RESHAPES:
        return _reshaped(field, args, out)
    if name in _CONVOLUTIONS:
        kernel = argument(args, 1, "weight").shape[2:]
        return _slid(field, kernel, args, (3, 4, 5), out)
    if name.startswith(("max_pool", "avg_pool")):
        kernel = argument(args, 1, "kernel_size")
        return _slid(field, kernel, args, (2, 3, 4 if name.startswith("max") else None), out)
    if name.startswith(("adaptive_avg_pool", "adaptive_max_pool")):
        return _adapted(field, out)
    if name == "pad":
        return _padded(field, args, out)
    if name == "mean":
        return _averaged(field, args, out)
    return None


def argument(args: dict, place: int | None, name: str, default=None):
    """Return an argument of a call that was given by place or by name."""
    return args.get(place, args.get(name, default))


def _each(value, count: int) -> tuple:
    """Return one value per axis."""
    return (value,) * count if isinstance(value, int) else tuple(value) * (count // len(value))


def _union(fields: Sequence[Field]) -> Field | None:
    if len({(f.flat, tuple(axis.size for axis in f.axes)) for f in fields}) > 1:
        return None  # a gate: one number for the whole map
    together = []
    for axes in zip(*(field.axes for field in fields), strict=True):
        if len({axis.step for axis in axes if axis.size > 1}) > 1:
            return None
        first, last = min(axis.first for axis in axes), max(axis.last for axis in axes)
        together.append(Axis(first, last, axes[0].step, axes[0].size))
    return Field(tuple(together), fields[0].flat)


def _slid(field: Field, kernel, args: dict, places: tuple, out: torch.Tensor) -> Field:
    count = len(field.axes)
    kernel = _each(kernel, count)
    stride = _each(argument(args, places[0], "stride") or kernel, count)
    dilation = _each(argument(args, places[2], "dilation", 1), count)
    padding = argument(args, places[1], "padding", 0)
    if padding == "same":  # the smaller half before, as torch does
        padding = [d * (k - 1) // 2 for d, k in zip(dilation, kernel, strict=True)]
    padding = _each(0 if padding == "valid" else padding, count)
    geometry = zip(field.axes, kernel, stride, padding, dilation, out.shape[2:], strict=True)
    return Field(tuple(axis.slide(*numbers) for axis, *numbers in geometry))


def _adapted(field: Field, out: torch.Tensor) -> Field | None:
    """Return the field after windows that share out the map; they must be equally large."""
    sizes = tuple(out.shape[2:])
    if any(axis.size % size for axis, size in zip(field.axes, sizes, strict=True)):
        return None
    pairs = [(axis, axis.size // size, size) for axis, size in zip(field.axes, sizes, strict=True)]
    return Field(tuple(axis.slide(k, k, 0, 1, size) for axis, k, size in pairs))


def _averaged(field: Field, args: dict, out: torch.Tensor) -> Field | None:
    """Return the field after a mean over all positions, which is global pooling."""
    count = len(field.axes)
    dims = argument(args, 1, "dim", ())
    dims = {dim % (count + 2) for dim in ([dims] if isinstance(dims, int) else dims or ())}
    return field.whole(flat=out.ndim == 2) if dims == set(range(2, count + 2)) else None


def _padded(field: Field, args: dict, out: torch.Tensor) -> Field | None:
    """Return the field after constants were set around the map; torch lists the last axis first."""
    if argument(args, 2, "mode", "constant") != "constant":
        return None  # reflected pixels see what lies elsewhere
    before = [*argument(args, 1, "pad")[::2], *(0 for _ in field.axes)]
    before = reversed(before[: len(field.axes)])
    moved = zip(field.axes, before, out.shape[2:], strict=True)
    return Field(tuple(axis.slide(1, 1, count, 1, size) for axis, count, size in moved))


def _reshaped(field: Field, args: dict, out: torch.Tensor) -> Field | None:
    before = argument(args, 0, "input").shape
    if out.shape == before:
        return field
    return field._replace(flat=True) if out.ndim == 2 and out.shape[0] == before[0] else None
