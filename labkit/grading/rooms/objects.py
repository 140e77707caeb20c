"""The student's objects, as tests may reach them from the other room."""

import builtins
import contextlib
import copy
import importlib
import inspect
import pickle
import signal
import socket
from typing import Any

from labkit.grading.rooms import about, operators, pristine, wire
from labkit.grading.rooms.chance import heed
from labkit.grading.rooms.runner import Runner


class Objects:
    """The student's objects, as tests may reach them: by name, then by handle."""

    def __init__(self, runner: Runner, link: socket.socket) -> None:
        """Answer for the notebook that ``runner`` runs."""
        self.runner, self.link = runner, link
        self._kept: dict[int, Any] = {}
        self._pickled: list[Any] = []  # what came with the request
        self._own = pristine.take()  # functions that run beside the student's objects
        self._watched: dict[str, Any] = {}  # variables that tests hold a copy of

    def answer(self, message: bytes) -> bytes:
        """Return the packed answer to a packed request."""
        self.runner.outputs.begin()
        try:
            with interruptible():
                request, together = wire.split(message)
                self._pickled = pickle.loads(together) if together else []
                news, kind, *payload = wire.unpack(request, self._resolve)
                with heed(news):
                    reply = getattr(self, f"_do_{kind}")(*payload)
                reply = self._pack({**reply, "watched": self._changes()})
        except BaseException as error:  # whatever the student's code raises belongs to the tests
            reply = wire.pack({"error": self._described(error)})
        return wire.join(reply, _printed(self.runner.collect()))

    def _do_names(self, names: list[str]) -> dict:
        held = {name: self.runner.names[name] for name in names if name in self.runner.names}
        frozen = {name: _frozen(value) for name, value in held.items()}
        self._watched = {n: [held[n], old] for n, old in frozen.items() if old is not None}
        return {"value": held}

    def _changes(self) -> dict[str, Any]:
        """Return the content of variables that have changed since tests got a copy."""
        changed = {}
        for name, watched in self._watched.items():
            now = _frozen(watched[0])
            if now != watched[1]:
                watched[1], changed[name] = now, watched[0]
        return changed

    def _do_call(self, function: Any, args: tuple, kwargs: dict) -> dict:
        given = (*args, *kwargs.values())
        before = [_frozen(argument) for argument in given]
        value = function(*args, **kwargs)
        changed = [
            [at, about.state(argument)]
            for at, (argument, old) in enumerate(zip(given, before, strict=True))
            if old is not None and old != _frozen(argument)
        ]
        return {"value": value, "changed": changed}

    def _do_run(self, where: str, args: tuple, kwargs: dict) -> dict:
        return {"value": self._named(where)(*args, **kwargs)}

    def _do_attribute(self, target: Any, name: str) -> dict:
        return {"value": getattr(target, name)}

    def _do_set(self, target: Any, name: str, value: Any) -> dict:
        setattr(target, name, value)
        return {"value": None}

    def _do_delete(self, target: Any, name: str) -> dict:
        delattr(target, name)
        return {"value": None}

    def _do_operator(self, name: str, target: Any, args: list) -> dict:
        return {"value": operators.ALL[name](target, *args)}

    def _do_data(self, target: Any) -> dict:
        return {"value": operators.data_of(target)}

    def _do_source(self, target: Any) -> dict:
        return {"value": inspect.getsource(target)}

    def _do_deepcopy(self, target: Any) -> dict:
        return {"value": copy.deepcopy(target)}

    def _do_await(self, target: Any) -> dict:
        return {"value": self.runner.wait_for(target)}

    def _do_exit(self, target: Any, error: list | None) -> dict:
        """Leave a ``with`` block, as if the test's exception had been raised here."""
        if error is None:
            return {"value": target.__exit__(None, None, None)}
        kind = getattr(builtins, error[0], Exception)
        kind = kind if isinstance(kind, type) and issubclass(kind, Exception) else Exception
        try:
            raise kind(error[1])
        except Exception as raised:
            return {"value": bool(target.__exit__(kind, raised, raised.__traceback__))}

    def _do_iter(self, target: Any) -> dict:
        return {"value": iter(target)}

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
        if type(value) is type and value in operators.DATA:
            return {"builtin": value.__name__}
        self._kept[id(value)] = value
        self._kept[id(type(value))] = type(value)
        return about.description(value)

    def _resolve(self, data: dict) -> Any:
        """Return the object that a request speaks of; requests come from the tests, never pickle
        from here.
        """
        if "handle" in data:
            return self._kept[data["handle"]]
        if "pickled" in data:
            return self._pickled[data["pickled"]]
        if "lent" in data:
            return Lent(self.link, data["lent"], data["name"], self)
        return self._named(data["named"])

    def _named(self, where: str) -> Any:
        if where in self._own:
            return self._own[where]
        module, _, name = where.partition(":")
        if module == "__main__":
            return self.runner.names[name]
        return _reach(importlib.import_module(module), name)

    def _described(self, error: BaseException) -> dict:
        self._kept[id(error)] = error
        for kind in type(error).__mro__:
            self._kept[id(kind)] = kind
        described = about.exception(error)
        _forget_frames(error)
        return described


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
        wire.send(self._link, wire.join(self._objects._pack(request)))
        kind, value = wire.unpack(wire.receive(self._link, wire.MOST), self._objects._resolve)
        if kind == "error":
            raise RuntimeError(value)
        return value


def _reach(module: Any, dotted: str) -> Any:
    for part in dotted.split("."):
        module = getattr(module, part)
    return module


def _frozen(argument: Any) -> bytes | None:
    """Return the bytes of what a call could change in place, None for anything else."""
    if type(argument) in (int, float, bool, str, type(None), tuple):
        return None
    try:
        return wire.pack(about.state(argument))
    except wire.WireError:
        return None


def _forget_frames(error: BaseException | None) -> None:
    """Let go of what the functions held in which an exception passed: it may be much memory."""
    while error is not None and BaseException.__traceback__.__get__(error) is not None:
        BaseException.with_traceback(error, None)
        error = BaseException.__context__.__get__(error)


def _printed(outputs: list[dict]) -> bytes:
    text = "".join(part for output in outputs for part in output.get("text", []))
    return text.encode("utf-8", "surrogatepass")


@contextlib.contextmanager
def interruptible():
    """Let the grader's interrupt reach the student's code, and nothing else in here."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
