"""How tests see a student's objects: plain data by value, everything else by proxy.

A proxy holds the number of an object in the student's room. Calling it, or asking for an
attribute, an item or the next element, sends plain data there and brings plain data back. What
may decide a grade is decided here:

- a proxy is never compared with plain data by the student's own methods. If its class derives
  from a built-in one (a named tuple, an ``IntEnum``), the data that it holds are compared, here;
  other objects are unequal, or, where their class has an ``__eq__`` of its own, refused;
- two objects of the student are compared where they live, as calling a method would;
- arithmetic and ``in`` with plain data happen where the object lives if a test made the object
  from a class that the course asks for, and are refused otherwise: ``abs(answer - 4) < 0.1``
  must not ask ``answer`` whether it is right.
"""

import inspect
from typing import Any

from labkit.check.failure import CheckError
from labkit.grading.rooms import operators

_EMPTY = inspect.Parameter.empty
# Attributes by which libraries find out what an object is: a proxy is nothing special.
_PROBES = ("_ipython_", "_repr_", "__array_", "__torch_", "__labkit_", "__tensor_")
_ASKED = frozenset(
    f"__{name}__"
    for name in (
        *("annotations", "closure", "code", "dataclass_fields", "defaults", "func", "kwdefaults"),
        *("match_args", "members", "mro", "self"),
    )
)


class Remote:
    """A student's function, class, module or other object, which stays in the student's room."""

    # No annotations here: a test that asks for a function's must get the student's.
    _remote_link = None  # the channel
    _remote_number = 0  # the object's, in the student's room
    _remote_class = 0  # the number of its class
    _remote_made = False  # by a test, from a class that the course asks for
    _remote_data = False  # its class derives from a built-in one

    @staticmethod
    def __labkit_run__(function: Any, args: tuple, kwargs: dict) -> Any:
        """Run a function of the kit, or of a locked cell, where the student's objects live."""
        (link,) = {id(r._remote_link): r._remote_link for r in _remotes((args, kwargs))}.values()
        return link.ask("run", f"{function.__module__}:{function.__qualname__}", args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith(_PROBES) or (name.startswith("__") and name not in _ASKED):
            raise AttributeError(name)
        return self._remote_link.ask("attribute", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote_link.ask("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._remote_link.ask("delete", self, name)

    def __deepcopy__(self, _memo: dict) -> Any:
        return self._remote_link.ask("deepcopy", self)

    def __reduce__(self) -> Any:
        raise TypeError("an object of the student stays in the student's room")

    def __hash__(self) -> int:
        return hash(self._remote_number)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of the student>"


def _call(self: Remote, *args: Any, **kwargs: Any) -> Any:
    return self._remote_link.call(self, args, kwargs)


def _iter(self: Remote) -> Any:
    iterator = self._remote_link.ask("iter", self)
    if iterator is self:  # a generator, or the like
        return self
    return _steps(iterator)


def _steps(iterator: Remote) -> Any:
    while True:
        reply = iterator._remote_link.reply("next", iterator)
        if reply["more"] is not True:
            return
        yield reply["value"]


def _next(self: Remote) -> Any:
    reply = self._remote_link.reply("next", self)
    if reply["more"] is True:
        return reply["value"]
    raise StopIteration


def _exit(self: Remote, kind: type | None, error: BaseException | None, _trace: Any) -> bool:
    """Leave a ``with`` block; a test that has failed stays failed whatever the object says."""
    told = None if kind is None else [kind.__name__, str(error)]
    suppressed = self._remote_link.ask("exit", self, told)
    return suppressed is True and not isinstance(error, AssertionError | CheckError)


def _await(self: Remote) -> Any:
    return self._remote_link.ask("await", self)
    yield  # what makes this a generator, as Python wants


def _compare(name: str, self: Remote, other: Any) -> Any:
    if isinstance(other, Remote):
        return self._remote_link.ask("operator", name, self, [other])
    if isinstance(other, type):
        same = getattr(other, "_remote_class", None) == self._remote_number
        return same if name == "__eq__" else not same
    if self._remote_data:
        return operators.COMPARISONS[name](self._remote_link.ask("data", self), other)
    if other is None and name in ("__eq__", "__ne__"):
        return name == "__ne__"
    raise _refused(self, other, "compared")


def _identity(name: str, self: Remote, other: Any) -> bool:
    """Compare a proxy whose class has no ``__eq__`` of its own."""
    if isinstance(other, type):
        return _compare(name, self, other)
    return (self is other) is (name == "__eq__")


def _binary(name: str, self: Remote, other: Any) -> Any:
    if isinstance(other, Remote) or self._remote_made:
        return self._remote_link.ask("operator", name, self, [other], made=self._remote_made)
    if self._remote_data:
        data = self._remote_link.ask("data", self)
        return (operators.ARITHMETIC | operators.MEMBERSHIP)[name](data, other)
    raise _refused(self, other, "combined")


def _unary(name: str, self: Remote, *args: Any) -> Any:
    return self._remote_link.ask("operator", name, self, list(args), made=self._remote_made)


def _refused(self: Remote, other: Any, done: str) -> TypeError:
    name = type(self).__name__
    return TypeError(
        f"an object of the student's own type {name} is {done} with a plain "
        f"{type(other).__name__} here, which {name} itself must not judge: plain data is expected"
    )


_OWN = {"__call__": _call, "__iter__": _iter, "__next__": _next}
_OWN |= {"__exit__": _exit, "__await__": _await}


def _method(name: str, own: bool) -> Any:
    """Return what a proxy does for one of Python's special methods."""
    if name in _OWN:
        return _OWN[name]
    if name in operators.COMPARISONS:
        function = _compare if own else _identity
    elif name in operators.UNARY:
        function = _unary
    else:
        function = _binary
    return lambda self, *args: function(name, self, *args)


_METHODS = {name: _method(name, own=True) for name in (*operators.ALL, *_OWN)}
_IDENTITY = {name: _method(name, own=False) for name in ("__eq__", "__ne__")}


def proxy_type(name: str, offered: list[str], number: int, claimed: type | None) -> type:
    """Return the type of proxies for objects of a student's class."""
    space: dict[str, Any] = {**_IDENTITY, "_remote_class": number}
    space |= {method: _METHODS[method] for method in offered}
    space.setdefault("__hash__", None if "__eq__" in offered else Remote.__hash__)
    if "__eq__" in offered:
        space["__ne__"] = _METHODS["__ne__"]
    if claimed is not None:  # so that isinstance answers as at home
        space["__class__"] = property(lambda self: claimed)
    return type(name, (Remote,), space)


def proxy(link: Any, about: dict, kind: type, made: bool, base: type | None) -> Remote:
    """Return a proxy of that type for one object: its name, its documentation, its signature."""
    own = {"_remote_link": link, "_remote_number": about["handle"], "_remote_made": made}
    own["_remote_data"] = about["data"] is True
    own["__doc__"] = about["doc"]
    if about["name"] is not None:
        own["__name__"] = own["__qualname__"] = about["name"]
        own["__module__"] = "__main__"
    if about["class"]:
        own["__bases__"] = (base or object,)
    if "parameters" in about:
        own["__signature__"] = _signature(about["parameters"])
    thing = object.__new__(kind)
    object.__getattribute__(thing, "__dict__").update(own)
    return thing


def _signature(parameters: list) -> inspect.Signature:
    made = []
    for name, kind, optional, default in parameters:
        default = (default if default is not None else ...) if optional else _EMPTY
        made.append(inspect.Parameter(name, inspect._ParameterKind(kind), default=default))
    return inspect.Signature(made)


def _remotes(value: Any) -> list[Remote]:
    if isinstance(value, Remote):
        return [value]
    if type(value) in (list, tuple):
        return [r for part in value for r in _remotes(part)]
    return [r for part in value.values() for r in _remotes(part)] if type(value) is dict else []
