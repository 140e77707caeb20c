"""What the student's room says of an object that stays there, or of an exception."""

import contextlib
import inspect
from typing import Any

import torch

from labkit.check.result import student_line
from labkit.grading.rooms import operators

_DEPTH = 20  # of a class's ancestors


def description(value: Any) -> dict[str, Any]:
    """Return what tests may know of an object: names, kinds, a signature, its special methods."""
    kind = value if isinstance(value, type) else type(value)
    described: dict[str, Any] = {
        "handle": id(value),
        "type": type(value).__name__,
        "kind": id(type(value)),
        "class": isinstance(value, type),
        "bases": [where(base) for base in type.mro(kind) if type(base) is not str],
        "offered": operators.offered(type(value)),
        "data": isinstance(value, operators.DATA),
        "name": _text(getattr(value, "__name__", None)),
        "doc": _text(getattr(value, "__doc__", None)),
    }
    if isinstance(value, type) and issubclass(value, BaseException):
        described["kin"] = kin(value)
    if callable(value):
        with contextlib.suppress(TypeError, ValueError):  # builtins without a signature
            parameters = inspect.signature(value).parameters.values()
            described["parameters"] = [
                [p.name, int(p.kind), p.default is not p.empty, _small(p.default)]
                for p in parameters
            ]
    return described


def where(kind: type) -> str:
    """Return a class's module and name.

    >>> where(OSError)
    'builtins:OSError'
    """
    return f"{kind.__module__}:{kind.__qualname__}"


def kin(kind: type, depth: int = 0) -> dict[str, Any]:
    """Return a class of exceptions with its ancestors, down to those that are built in."""
    parents = [] if kind.__module__ == "builtins" or depth > _DEPTH else kind.__bases__
    told = [kin(parent, depth + 1) for parent in parents if issubclass(parent, BaseException)]
    return {"handle": id(kind), "where": where(kind), "parents": told}


def exception(error: BaseException) -> dict[str, Any]:
    """Return what tests may know of an exception: kind, message, the line of its origin."""
    text = line = ""
    with contextlib.suppress(Exception):  # the student's own __str__ may fail
        text = str(error)[:20_000]
    with contextlib.suppress(Exception):
        line = student_line(error) or ""
    stub = isinstance(error, NotImplementedError) and not error.args
    args = [arg for arg in error.args if type(arg) in (int, float, str, bool, type(None))]
    complete = len(args) == len(error.args)
    return {
        "handle": id(error),
        "kin": kin(type(error)),
        "text": text,
        "args": args if complete else None,
        "line": line,
        "bare": stub,
    }


def state(argument: Any) -> Any:
    """Return an argument's content as plain data, to tell and to carry over changes in place."""
    if isinstance(argument, torch.nn.Module):
        values = argument.state_dict(keep_vars=True)
        tensors = {name: v.detach() for name, v in values.items() if isinstance(v, torch.Tensor)}
        parameters = dict(argument.named_parameters())
        return {
            "tensors": tensors,
            "grads": {name: p.grad for name, p in parameters.items()},
            "requires_grad": {name: p.requires_grad for name, p in parameters.items()},
            "training": {name: module.training for name, module in argument.named_modules()},
        }
    if isinstance(argument, torch.Generator):
        return argument.get_state()
    if isinstance(argument, torch.optim.Optimizer):
        return argument.state_dict()
    return argument


def _text(value: Any) -> str | None:
    return value if type(value) is str else None


def _small(value: Any) -> Any:
    return value if type(value) in (int, float, bool, str) else None
