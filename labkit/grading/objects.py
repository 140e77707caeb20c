"""The student's objects, as tests may reach them from the other room."""

import contextlib
import importlib
import inspect
import io
import pickle
import signal
import socket
from typing import Any

import torch

from labkit.check.result import student_line
from labkit.grading import wire
from labkit.grading.shell import Runner

_LIMIT = 1 << 30


class Objects:
    """The student's objects, as tests may reach them: by name, then by handle."""

    def __init__(self, runner: Runner, link: socket.socket) -> None:
        """Answer for the notebook that ``runner`` runs."""
        self.runner, self.link = runner, link
        self._kept: dict[int, Any] = {}

    def answer(self, message: bytes) -> bytes:
        """Return the packed answer to a packed request."""
        self.runner.outputs.begin()
        try:
            with interruptible():
                kind, *payload = wire.unpack(message, self._resolve)
                reply = self._pack(getattr(self, f"_do_{kind}")(*payload))
        except BaseException as error:  # whatever the student's code raises belongs to the tests
            reply = wire.pack({"error": self._described(error)})
        printed = wire.pack(_printed(self.runner.collect()))
        return wire.pack([reply, printed])

    def _do_names(self, names: list[str]) -> dict:
        held = self.runner.names
        return {"value": {name: held[name] for name in names if name in held}}

    def _do_call(self, function: Any, args: tuple, kwargs: dict) -> dict:
        before = [_frozen(argument) for argument in (*args, *kwargs.values())]
        value = function(*args, **kwargs)
        after = [_frozen(argument) for argument in (*args, *kwargs.values())]
        changed = [
            [at, _state(argument)]
            for at, (argument, old, new) in enumerate(
                zip((*args, *kwargs.values()), before, after, strict=True)
            )
            if old != new
        ]
        return {"value": value, "changed": changed}

    def _do_run(self, where: str, args: tuple, kwargs: dict) -> dict:
        return {"value": self._named(where)(*args, **kwargs)}

    def _do_attribute(self, target: Any, name: str) -> dict:
        return {"value": getattr(target, name)}

    def _do_set(self, target: Any, name: str, value: Any) -> dict:
        setattr(target, name, value)
        return {"value": None}

    def _do_operator(self, name: str, target: Any, args: tuple) -> dict:
        return {"value": _OPERATORS[name](target, *args)}

    def _do_next(self, iterator: Any) -> dict:
        try:
            return {"value": next(iterator), "more": True}
        except StopIteration:
            return {"value": None, "more": False}

    def _pack(self, value: Any) -> bytes:
        return wire.pack(value, self._refer)

    def _refer(self, value: Any) -> Any:
        """Keep an object here and return its description; one that was lent goes back."""
        if type(value) is Lent:
            return {"lent": value._number}
        self._kept[id(value)] = value
        return {"handle": id(value), **_description(value)}

    def _resolve(self, data: dict) -> Any:
        """Return the object that a request speaks of; requests come from the tests, never pickle
        from here.
        """
        if "handle" in data:
            return self._kept[data["handle"]]
        if "pickle" in data:
            return pickle.loads(data["pickle"])
        if "lent" in data:
            return Lent(self.link, data["lent"], data["name"], self)
        return self._named(data["named"])

    def _named(self, where: str) -> Any:
        module, _, name = where.partition(":")
        if module == "__main__":
            return self.runner.names[name]
        return _reach(importlib.import_module(module), name)

    def _described(self, error: BaseException) -> dict:
        bases = [f"{k.__module__}:{k.__qualname__}" for k in type(error).__mro__]
        text = ""
        with contextlib.suppress(Exception):  # the student's own __str__ may fail
            text = str(error)[:20_000]
        line = ""
        with contextlib.suppress(Exception):
            line = student_line(error) or ""
        stub = isinstance(error, NotImplementedError) and not error.args
        return {"bases": bases, "text": text, "line": line, "bare": stub}


class Lent:
    """A function or object of the tests that the student's code was given: calls go back."""

    def __init__(self, link: socket.socket, number: int, name: str, objects: Objects) -> None:
        """Stand for the tests' object of that number."""
        self._link, self._number, self._objects = link, number, objects
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it where it lives, in the tests' room."""
        return self._ask("call", args, kwargs)

    def __iter__(self):
        while True:
            more, value = self._ask("next", (), {})
            if not more:
                return
            yield value

    def __next__(self) -> Any:
        more, value = self._ask("next", (), {})
        if more:
            return value
        raise StopIteration

    def _ask(self, what: str, args: tuple, kwargs: dict) -> Any:
        request = {"lent": [what, self._number, args, kwargs]}
        wire.send(self._link, self._objects._pack(request))
        kind, value = wire.unpack(wire.receive(self._link, _LIMIT), self._objects._resolve)
        if kind == "error":
            raise RuntimeError(value)
        return value


_OPERATORS = {
    "iter": iter,
    "len": len,
    "bool": bool,
    "getitem": lambda target, key: target[key],
    "contains": lambda target, item: item in target,
    "setitem": lambda target, key, value: target.__setitem__(key, value),
    "float": float,
    "str": str,
}


def _reach(module: Any, dotted: str) -> Any:
    for part in dotted.split("."):
        module = getattr(module, part)
    return module


def _description(value: Any) -> dict:
    """Return what tests may know of an object that stays here: names, kinds, a signature."""
    kind = value if isinstance(value, type) else type(value)
    described: dict[str, Any] = {
        "type": type(value).__name__,
        "class": isinstance(value, type),
        "bases": [f"{base.__module__}:{base.__qualname__}" for base in kind.__mro__],
        "callable": callable(value),
        "iterator": hasattr(type(value), "__next__"),
    }
    name = getattr(value, "__name__", None)
    described["name"] = name if type(name) is str else None
    if callable(value):
        with contextlib.suppress(TypeError, ValueError):  # builtins without a signature
            parameters = inspect.signature(value).parameters.values()
            described["parameters"] = [
                [p.name, int(p.kind), p.default is not p.empty] for p in parameters
            ]
    return described


def _state(argument: Any) -> Any:
    """Return an argument's content as plain data, to tell and to carry over changes in place."""
    if isinstance(argument, torch.nn.Module):
        values = argument.state_dict(keep_vars=True)
        tensors = {name: v.detach() for name, v in values.items() if isinstance(v, torch.Tensor)}
        grads = {name: p.requires_grad for name, p in argument.named_parameters()}
        modes = {name: module.training for name, module in argument.named_modules()}
        return {"tensors": tensors, "requires_grad": grads, "training": modes}
    if isinstance(argument, torch.Generator):
        return argument.get_state()
    return argument


def _frozen(argument: Any) -> bytes | None:
    """Return the bytes of what a call could change in place, None for anything else."""
    if type(argument) in (int, float, bool, str, type(None), tuple):
        return None
    try:
        return wire.pack(_state(argument))
    except wire.WireError:
        return None


def _printed(outputs: list[dict]) -> str:
    buffer = io.StringIO()
    for output in outputs:
        buffer.writelines(output.get("text", []))
    return buffer.getvalue()


@contextlib.contextmanager
def interruptible():
    """Let the grader's interrupt reach the student's code, and nothing else in here."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
