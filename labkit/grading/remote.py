"""How tests see a student's objects: plain data by value, everything else by proxy.

A proxy holds the number of an object in the student's room. Calling it, or asking for an
attribute, an item or the next element, sends plain data there and brings plain data back; what a
student's object claims about itself is never believed where it would decide a grade.
"""

import inspect
import sys
from typing import Any

_EMPTY = inspect.Parameter.empty


class Remote:
    """A student's function, class, module or other object, which stays in the student's room."""

    _remote_link: Any
    _remote_number: int

    @staticmethod
    def __labkit_run__(function: Any, args: tuple, kwargs: dict) -> Any:
        """Run a function of the kit, or of a locked cell, where the student's objects live."""
        (link,) = {id(r._remote_link): r._remote_link for r in _remotes((args, kwargs))}.values()
        return link.ask("run", f"{function.__module__}:{function.__qualname__}", args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("_ipython_display_", "_repr_mimebundle_"):
            raise AttributeError(name)
        return self._remote_link.ask("attribute", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote_link.ask("set", self, name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._operator("getitem", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._operator("setitem", key, value)

    def __contains__(self, item: Any) -> bool:
        return self._operator("contains", item) is True

    def __len__(self) -> int:
        return self._operator("len")

    def __bool__(self) -> bool:
        return self._operator("bool") is True

    def __iter__(self) -> Any:
        iterator = self._operator("iter")
        while True:
            reply = self._remote_link._reply("next", iterator)
            if reply["more"] is not True:
                return
            yield reply["value"]

    def __next__(self) -> Any:
        reply = self._remote_link._reply("next", self)
        if reply["more"] is True:
            return reply["value"]
        raise StopIteration

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and self._remote_number == other._remote_number

    def __hash__(self) -> int:
        return hash(self._remote_number)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of the student>"

    def __reduce__(self) -> Any:
        raise TypeError("an object of the student stays in the student's room")

    def _operator(self, name: str, *args: Any) -> Any:
        return self._remote_link.ask("operator", name, self, args)


def _call(self: Remote, *args: Any, **kwargs: Any) -> Any:
    return self._remote_link.call(self, args, kwargs)


def proxy(link: Any, about: dict) -> Remote:
    """Return a proxy that has the name, signature and bases that the object says it has."""
    space: dict[str, Any] = {"__call__": _call} if about["callable"] else {}
    kind = _claimed(about["bases"])
    if kind is not None and not about["class"]:
        space["__class__"] = property(lambda self: kind)  # so that isinstance answers as at home
    made = object.__new__(type(str(about["type"]), (Remote,), space))
    own = {"_remote_link": link, "_remote_number": about["handle"]}
    if about["name"] is not None:
        own["__name__"] = own["__qualname__"] = about["name"]
    if about["class"] and kind is not None:
        own["__bases__"] = (kind,)
    if "parameters" in about:
        own["__signature__"] = _signature(about["parameters"])
    object.__getattribute__(made, "__dict__").update(own)
    return made


def _signature(parameters: list) -> inspect.Signature:
    made = [
        inspect.Parameter(name, inspect._ParameterKind(kind), default=... if optional else _EMPTY)
        for name, kind, optional in parameters
    ]
    return inspect.Signature(made)


def _claimed(bases: list[str]) -> type | None:
    """Return the class of torch.nn or torch.optim that comes first in a list of names."""
    for where in bases:
        module, _, name = where.partition(":")
        if module.startswith(("torch.nn.modules.", "torch.optim.")):
            kind = getattr(sys.modules.get(module), name, None)
            if isinstance(kind, type):
                return kind
    return None


def _remotes(value: Any) -> list[Remote]:
    if isinstance(value, Remote):
        return [value]
    if type(value) in (list, tuple):
        return [r for part in value for r in _remotes(part)]
    return [r for part in value.values() for r in _remotes(part)] if type(value) is dict else []
