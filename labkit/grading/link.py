"""The tests' end of the channel to the student's room."""

import builtins
import itertools
import pickle
import socket
import sys
import types
from typing import Any

import numpy as np
import torch

from labkit.grading import wire
from labkit.grading.remote import Remote, proxy


class RoomEnded(BaseException):
    """The student's room stopped answering: out of time, out of memory or crashed."""


class Link:
    """The tests' end of the channel to the student's room."""

    def __init__(self, channel: socket.socket, shared: dict[str, Any], limit: int) -> None:
        """``shared`` holds the names that both rooms have from the same locked cells.

        An answer of more than ``limit`` bytes is refused.
        """
        self._channel, self._shared, self._limit = channel, shared, limit
        self._lent: dict[int, Any] = {}
        self._numbers = itertools.count()

    def names(self, names: list[str]) -> dict[str, Any]:
        """Return those of the student's variables that exist."""
        return self.ask("names", names)

    def ask(self, *request: Any) -> Any:
        """Send a request and return the value that comes back, or raise what the code raised."""
        return self._reply(*request)["value"]

    def call(self, function: Any, args: tuple, kwargs: dict) -> Any:
        """Call a student's function; arguments that it changes in place change here too.

        Except for tensors and arrays if it returns a value: they would change under a test that
        computes from them what the value must be.
        """
        reply = self._reply("call", function, args, kwargs)
        given = (*args, *kwargs.values())
        for at, state in reply["changed"]:
            if reply["value"] is None or not isinstance(given[at], torch.Tensor | np.ndarray):
                _restore(given[at], state)
        return reply["value"]

    def _reply(self, *request: Any) -> dict:
        try:
            reply = self._exchange(list(request))
        except (EOFError, OSError) as error:
            raise RoomEnded(f"the student's process stopped answering ({error})") from None
        except Exception as error:  # the student's side decides what comes: anything can be wrong
            raise RoomEnded(f"the student's process answered nonsense ({error})") from None
        if "error" in reply:
            raise reply["error"]
        return reply

    def _exchange(self, request: list) -> dict:
        wire.send(self._channel, wire.pack(request, self._refer))
        while True:
            answer = wire.unpack(wire.receive(self._channel, self._limit), self._resolve)
            if type(answer) is list:
                break
            wire.send(self._channel, self._serve_lent(*answer["lent"]))
        packed, printed = answer
        print(wire.unpack(printed), end="")
        reply = wire.unpack(packed, self._resolve)
        if "error" in reply:
            return {"error": _exception(reply["error"])}
        return {"changed": [], **reply, "value": reply["value"]}

    def _serve_lent(self, what: str, number: int, args: tuple, kwargs: dict) -> bytes:
        """Let the student's code call what it was lent; only that, and with plain data."""
        item = self._lent[number]
        try:
            if what == "next":
                end = object()
                value = next(item, end)
                return wire.pack(["value", [value is not end, None if value is end else value]])
            return wire.pack(["value", item(*args, **kwargs)], self._refer)
        except Exception as error:
            return wire.pack(["error", f"{type(error).__name__}: {error}"])

    def _refer(self, value: Any) -> dict:
        """Say to the student's room what an object that is no plain data is."""
        if isinstance(value, Remote):
            return {"handle": value._remote_number}
        for name, shared in self._shared.items():
            if shared is value and not isinstance(value, torch.nn.Module):
                return {"named": f"__main__:{name}"}
        where = _importable(value)
        if where:
            return {"named": where}
        if not callable(value) or isinstance(value, torch.nn.Module):
            try:
                return {"pickle": pickle.dumps(value)}
            except (pickle.PicklingError, TypeError, AttributeError):
                pass  # a generator, or an object with one: it stays here and is lent
        number = next(self._numbers)
        self._lent[number] = iter(value) if isinstance(value, types.GeneratorType) else value
        return {"lent": number, "name": getattr(value, "__name__", type(value).__name__)}

    def _resolve(self, data: dict) -> Any:
        if "lent" in data:
            return self._lent[data["lent"]]
        return proxy(self, data)


def _exception(about: dict) -> BaseException:
    """Return an exception like the student's: its name, the built-in kind it is of, its message."""
    name, text = about["bases"][0].partition(":")[2], about["text"]
    known = [getattr(builtins, b[9:], None) for b in about["bases"] if b.startswith("builtins:")]
    kinds = [k for k in known if isinstance(k, type) and issubclass(k, Exception | SystemExit)]
    if not kinds:
        return RoomEnded(f"the student's code raised {name}: {text}")
    kind = type(name, (kinds[0],), {"__module__": "builtins", "__str__": lambda self: text})
    error = kind.__new__(kind)
    error.args = () if about["bare"] else (text,)
    error.__dict__["student_line"] = about["line"] or None
    return error


def _restore(argument: Any, state: Any) -> None:
    """Give an argument the content that the student's call left in its copy."""
    if isinstance(argument, torch.nn.Module):
        parameters, modules = dict(argument.named_parameters()), dict(argument.named_modules())
        argument.load_state_dict(state["tensors"], strict=False)
        for name, value in state["requires_grad"].items():
            parameters[name].requires_grad_(value)
        for name, value in state["training"].items():
            modules[name].training = value
    elif isinstance(argument, torch.Generator):
        argument.set_state(state)
    elif isinstance(argument, torch.Tensor):
        with torch.no_grad():
            argument.copy_(state)
    elif isinstance(argument, list | bytearray):
        argument[:] = state
    elif isinstance(argument, dict | set):
        argument.clear()
        argument.update(state)
    else:
        argument[...] = state  # a numpy array


def _importable(value: Any) -> str | None:
    """Return where the student's room can import a function, class or module, if it can."""
    if isinstance(value, types.ModuleType):
        return f"{value.__name__}:"
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not (type(module) is str and type(name) is str) or module == "__main__":
        return None
    found = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{module}:{name}" if found is value else None
