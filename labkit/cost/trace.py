"""Runs a network without numbers and writes down every layer and function it calls."""

import copy
import math
from collections.abc import Iterator
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn
from torch.overrides import TorchFunctionMode
from torch.utils.flop_counter import FlopCounterMode

from labkit.cost import field


class Call(NamedTuple):
    """One call of a layer, or of a function by a module that is built of layers."""

    name: str
    kind: str
    output: torch.Tensor
    parameters: tuple[nn.Parameter, ...]  # read here for the first time
    macs: int
    pooled: int  # numbers that pooling windows read
    field: field.Field | None


def on_meta(model: nn.Module) -> nn.Module:
    """Return a copy for evaluation whose tensors have shapes and no numbers, and without hooks.

    Raises ``ValueError`` for a model with lazy layers that have no shape yet.
    """
    memo = {}
    for name, parameter in model.named_parameters():
        if isinstance(parameter, nn.parameter.UninitializedParameter):
            raise ValueError(
                f"{name} has no shape yet, because its layer is lazy. Run the model once on a real "
                "batch, then count."
            )
        bare = torch.empty(parameter.shape, dtype=parameter.dtype, device="meta")
        memo[id(parameter)] = nn.Parameter(bare, requires_grad=False)
    with _TensorsToMeta():
        bare_model = copy.deepcopy(model, memo).eval()
    for module in bare_model.modules():
        module._forward_hooks.clear()
        module._forward_pre_hooks.clear()
    return bare_model


class _TensorsToMeta(TorchFunctionMode):
    """While a model is copied: copies the shapes of its tensors and not their numbers."""

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function is torch.Tensor.__deepcopy__:
            return torch.empty_like(args[0], device="meta", requires_grad=False)
        return function(*args, **(kwargs or {}))


def trace(model: nn.Module, shape: tuple[int, ...]) -> list[Call]:
    """Return the calls that a model from :func:`on_meta` makes for an input of a shape.

    Raises ``ValueError`` that names the layer if the model does not accept the shape.
    """
    recorder = _Recorder()
    for name, module in model.named_modules():
        module.register_forward_pre_hook(recorder.entering(name))
        module.register_forward_hook(recorder.left)
    dtypes = [p.dtype for p in model.parameters() if p.is_floating_point()]
    with torch.no_grad(), torch.device("meta"):
        x = torch.empty(shape, dtype=dtypes[0] if dtypes else None)
        x.field = field.start(x)
        try:
            with recorder.flops, recorder:
                model(x)
        except Exception as error:
            name, module = recorder.inside[-1][:2] if recorder.inside else ("", model)
            raise ValueError(
                f"The model does not run on a batch of shape {shape}: {type(module).__name__} "
                f"{name or '(the model itself)'} says “{error}”. input_shape is the shape of one "
                "example without the batch, such as (3, 224, 224)."
            ) from error
    return recorder.calls


class _Recorder(TorchFunctionMode):
    """Sees each torch function that the model calls, and knows the module that calls it."""

    def __init__(self):
        super().__init__()
        self.flops = FlopCounterMode(display=False)
        self.calls = []
        self.inside = []  # (name, module, calls of its own), the innermost last
        self._read = set()

    def entering(self, name: str):
        def hook(module, args):
            self.inside.append((name, module, []))

        return hook

    def left(self, module, args, output) -> None:
        name, _, own = self.inside.pop()
        if own:
            kind = type(module).__name__
            parameters = tuple(p for call in own for p in call.parameters)
            macs, pooled = sum(call.macs for call in own), sum(call.pooled for call in own)
            out = next(_tensors([output]), own[-1].output)
            seen = getattr(out, "field", None)
            self.calls.append(Call(name or kind, kind, out, parameters, macs, pooled, seen))

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        before = self.flops.get_total_flops()
        out = _run(function, args, kwargs)
        if function.__name__ != "__get__" and self.inside:
            self._record(function, dict(enumerate(args)) | kwargs, out, before)
        return out

    def _record(self, function, args: dict, out, before: int) -> None:
        kind = function.__name__.strip("_").removesuffix("_with_indices")
        given = list(_tensors(args.values()))
        fields = [x.field for x in given if hasattr(x, "field")]
        for result in _tensors([out]):
            if fields:
                result.field = field.follow(kind, args, fields, result)
        out = next(_tensors([out]), None)
        if out is None:
            return
        fresh = {id(x): x for x in given if isinstance(x, nn.Parameter)}
        fresh = {key: x for key, x in fresh.items() if key not in self._read}
        self._read |= set(fresh)
        macs = (self.flops.get_total_flops() - before) // 2
        pooled = _pooled(kind, args, out)
        if not (macs or pooled or fresh):
            return
        path, module, own = self.inside[-1]
        # A layer is one row whatever it calls; what a block of layers calls itself is a row each.
        rows = self.calls if any(True for _ in module.children()) else own
        name, seen = f"{path}.{kind}" if path else kind, getattr(out, "field", None)
        rows.append(Call(name, kind, out, tuple(fresh.values()), macs, pooled, seen))


def _run(function, args: tuple, kwargs: dict):
    # On meta tensors torch takes as long for one batch_norm as for ten convolutions. In
    # evaluation it changes no shape, so where its numbers fit the input it need not run.
    if function is F.batch_norm and not kwargs.get("training"):
        x, *statistics = _tensors([*args, *kwargs.values()])
        if all(statistic.shape == x.shape[1:2] for statistic in statistics):
            return torch.empty(x.shape, dtype=x.dtype, device="meta")
    return function(*args, **kwargs)


def _tensors(values) -> Iterator[torch.Tensor]:
    for value in values:
        if isinstance(value, torch.Tensor):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from _tensors(value)


def _pooled(kind: str, args: dict, out: torch.Tensor) -> int:
    """Return how many numbers the windows of a pooling function read; 0 for other functions."""
    if kind.startswith(("max_pool", "avg_pool")):
        kernel = field.argument(args, 1, "kernel_size")
        dims = int(kind[-2])
        return out.numel() * (kernel**dims if isinstance(kernel, int) else math.prod(kernel))
    given = field.argument(args, 0, "input")
    if kind.startswith("adaptive"):
        sizes = zip(given.shape[2:], out.shape[2:], strict=True)
        return out.shape[:2].numel() * math.prod(_read_along(n, m) for n, m in sizes)
    if kind == "mean":
        return given.numel() if given.ndim > 2 else 0
    return 0


def _read_along(size: int, windows: int) -> int:
    """Return how many positions torch's adaptive windows along one axis read together."""
    ends = ((-(-(i + 1) * size // windows), i * size // windows) for i in range(windows))
    return sum(end - start for end, start in ends)
