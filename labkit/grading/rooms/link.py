"""The tests' end of the channel to the student's room."""

import inspect
import itertools
import pickle
import socket
import sys
import types
from typing import Any

import numpy as np
import torch

from labkit.grading.rooms import wire
from labkit.grading.rooms.chance import Seeds
from labkit.grading.rooms.kinds import Kinds, RoomEnded
from labkit.grading.rooms.operators import DATA
from labkit.grading.rooms.remote import Remote


class Link:
    """The tests' end of the channel to the student's room."""

    def __init__(self, channel: socket.socket, shared: dict[str, Any], limit: int) -> None:
        """``shared`` holds the names that both rooms have from the same locked cells.

        An answer of more than ``limit`` bytes is refused.
        """
        self._channel, self._shared, self._limit = channel, shared, limit
        self._kinds, self._seeds = Kinds(self, shared), Seeds()
        self._lent: dict[int, Any] = {}
        self._together: list[Any] = []  # what goes with the request as one pickle
        self._making = False
        self._held: dict[str, Any] = {}  # the student's variables, in this test
        self._numbers = itertools.count()

    def names(self, names: list[str], classes: list[str]) -> dict[str, Any]:
        """Return those of the student's variables that exist; the course wants some as classes."""
        held = self.ask("names", names)
        for name in classes:
            if isinstance(held.get(name), Remote):
                held[name].__dict__["_remote_made"] = True
        self._held = held
        return held

    def ask(self, *request: Any, made: bool = False) -> Any:
        """Send a request and return the value that comes back, or raise what the code raised."""
        return self.reply(*request, made=made)["value"]

    def call(self, function: Any, args: tuple, kwargs: dict) -> Any:
        """Call a student's function; arguments that it changes in place change here too.

        Except for tensors and arrays if it returns a value: they would change under a test that
        computes from them what the value must be.
        """
        made = function._remote_made and "__bases__" in function.__dict__
        reply = self.reply("call", function, args, kwargs, made=made)
        given = (*args, *kwargs.values())
        for at, state in reply["changed"]:
            if reply["value"] is None or not isinstance(given[at], torch.Tensor | np.ndarray):
                _restore(given[at], state)
        return reply["value"]

    def reply(self, *request: Any, made: bool = False) -> dict:
        """Return all that comes back; ``made`` objects are known to be what a test asked for."""
        self._making = made
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
        self._together = []
        packed = wire.pack([self._seeds.news(), *request], self._refer)
        together = pickle.dumps(self._together) if self._together else b""
        wire.send(self._channel, wire.join(packed, together))
        while True:
            answer, *printed = wire.split(wire.receive(self._channel, self._limit))
            reply = wire.unpack(answer, self._resolve)
            if printed:
                break
            wire.send(self._channel, self._serve_lent(*reply["lent"]))
        if printed[0]:
            print(printed[0].decode("utf-8", "surrogatepass"), end="")
        if "error" in reply:
            return {"error": self._exception(reply["error"])}
        for name, state in reply["watched"].items():
            _restore(self._held[name], state)
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
        number = self._kinds.number(value)
        if number is not None:
            return {"handle": number}
        for name, shared in self._shared.items():
            if shared is value and not isinstance(value, torch.nn.Module):
                return {"named": f"__main__:{name}"}
        where = _importable(value)
        if where:
            return {"named": where}
        if (not callable(value) or isinstance(value, torch.nn.Module)) and _can_pickle(value):
            self._together.append(value)  # together: an optimizer and its module share parameters
            return {"pickled": len(self._together) - 1}
        number = next(self._numbers)
        self._lent[number] = iter(value) if isinstance(value, types.GeneratorType) else value
        return {"lent": number, "name": getattr(value, "__name__", type(value).__name__)}

    def _resolve(self, data: dict) -> Any:
        if "lent" in data:
            return self._lent[data["lent"]]
        if "builtin" in data:
            return {kind.__name__: kind for kind in DATA}[data["builtin"]]
        return self._kinds.proxy(data, self._making)

    def _exception(self, about: dict) -> BaseException:
        """Return an exception like the student's: of its kind, with its message."""
        kind, text = self._kinds.error(about["kin"]), about["text"]
        args = () if about["bare"] else tuple(about["args"] or (text,))
        if kind is RoomEnded:
            name = about["kin"]["where"].partition(":")[2]
            return RoomEnded(f"the student's code raised {name}: {text}")
        error = kind.__new__(kind, *args)
        if str(error) != text:
            like = {"__module__": "builtins", "__str__": lambda _: text}
            kind = type(kind.__name__, (kind,), like)
            error = kind.__new__(kind, *args)
        error.args = args
        error.__dict__["student_line"] = about["line"] or None
        error.__dict__["_remote_number"] = about["handle"]
        return error


def _can_pickle(value: Any) -> bool:
    try:
        pickle.dumps(value)
    except (pickle.PicklingError, TypeError, AttributeError):
        return False  # a generator, or an object with one: it stays here and is lent
    return True


def let_inspect_read() -> None:
    """Let ``inspect.getsource`` show a student's source, as it does in a notebook."""
    usual = inspect.getsource

    def getsource(thing: Any) -> str:
        if isinstance(thing, Remote):
            return thing._remote_link.ask("source", thing)
        return usual(thing)

    inspect.getsource = getsource


def _restore(argument: Any, state: Any) -> None:
    """Give an argument the content that the student's call left in its copy."""
    if isinstance(argument, torch.nn.Module):
        parameters, modules = dict(argument.named_parameters()), dict(argument.named_modules())
        argument.load_state_dict(state["tensors"], strict=False)
        for name, value in state["requires_grad"].items():
            parameters[name].requires_grad_(value)
            parameters[name].grad = state["grads"][name]
        for name, value in state["training"].items():
            modules[name].training = value
    elif isinstance(argument, torch.Generator):
        argument.set_state(state)
    elif isinstance(argument, torch.optim.Optimizer):
        argument.load_state_dict(state)
    elif isinstance(argument, torch.Tensor):
        with torch.no_grad():
            argument.copy_(state)
    elif isinstance(argument, list) and len(argument) == len(state):
        argument[:] = map(_updated, argument, state)
    elif isinstance(argument, dict) and argument.keys() == state.keys():
        argument.update({key: _updated(argument[key], state[key]) for key in state})
    elif isinstance(argument, list | bytearray):
        argument[:] = state
    elif isinstance(argument, dict | set):
        argument.clear()
        argument.update(state)
    else:
        argument[...] = state  # a numpy array


def _updated(old: Any, new: Any) -> Any:
    """Return the old part of a container with new content where it can have that."""
    same = type(old) is type(new) and type(old) in (list, dict, set, torch.Tensor, np.ndarray)
    if not same or getattr(old, "shape", 0) != getattr(new, "shape", 0):
        return new
    _restore(old, new)
    return old


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
