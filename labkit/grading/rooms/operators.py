"""What Python asks of objects by operators and built-in functions, by the methods' names.

The tests' room sends such a name; the student's room does what stands here.
"""

import copy
import operator
from collections.abc import Callable
from typing import Any

COMPARISONS: dict[str, Callable] = {
    f"__{name}__": getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")
}
_SIGNS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift")
_SIGNS = (*_SIGNS, "and", "or", "xor")
_FORWARD = {f"__{name}__": getattr(operator, f"__{name}__") for name in _SIGNS}
_FORWARD["__divmod__"] = divmod
ARITHMETIC: dict[str, Callable] = {
    **_FORWARD,
    **{f"__r{n[2:]}": (lambda a, b, do=do: do(b, a)) for n, do in _FORWARD.items()},
    **{f"__i{name}__": getattr(operator, f"__i{name}__") for name in _SIGNS},
}
MEMBERSHIP: dict[str, Callable] = {"__contains__": operator.contains}
UNARY: dict[str, Callable] = {
    "__len__": len,
    "__bool__": bool,
    "__int__": int,
    "__float__": float,
    "__complex__": complex,
    "__index__": operator.index,
    "__str__": str,
    "__repr__": repr,
    "__bytes__": bytes,
    "__format__": format,
    "__hash__": hash,
    "__neg__": operator.neg,
    "__pos__": operator.pos,
    "__abs__": abs,
    "__invert__": operator.invert,
    "__round__": round,
    "__reversed__": reversed,
    "__getitem__": operator.getitem,
    "__setitem__": operator.setitem,
    "__delitem__": operator.delitem,
    "__enter__": lambda target: type(target).__enter__(target),
    "__copy__": copy.copy,
    "__instancecheck__": lambda kind, item: isinstance(item, kind),
    "__subclasscheck__": lambda kind, item: issubclass(item, kind),
}
ALL = {**COMPARISONS, **ARITHMETIC, **MEMBERSHIP, **UNARY}

_NAMED = (*ALL, "__iter__", "__next__", "__exit__", "__await__", "__call__")


def offered(kind: type) -> list[str]:
    """Return those methods that objects of a class have of their own, and not from ``object``.

    >>> [name for name in offered(type(iter([]))) if "e" in name]
    ['__iter__', '__next__']
    """
    own: dict[str, Any] = {}
    for base in reversed(type.mro(kind)):
        own |= vars(base) if base is not object else {}
    return [name for name in _NAMED if own.get(name) is not None]


DATA = (bool, int, float, complex, str, bytes, bytearray, tuple, list, dict, set, frozenset)


def data_of(value: Any) -> Any:
    """Return the built-in data that an object holds whose class derives from a built-in one.

    Nothing that the class defines has a say in it.

    >>> class Always(int):
    ...     def __eq__(self, other):
    ...         return True
    >>> data_of(Always(3)) == 4
    False
    """
    kind = next(kind for kind in DATA if isinstance(value, kind))
    if kind is dict:
        return dict(dict.items(value))
    if kind in (tuple, list, set, frozenset):
        return kind(kind.__iter__(value))
    if kind in (str, bytes, bytearray):
        return kind.__getitem__(value, slice(None))
    return kind.__add__(value, 0) if kind is not float else float.__add__(value, -0.0)
