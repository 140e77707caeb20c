"""Where a student's objects live: here in a notebook, in another process when labs are graded.

A test that needs more of a student's object than calling it, such as the parameters of a module,
asks for it with a function of its own that runs beside the object. What comes back is plain data,
and every judgement is made from that on this side.
"""

from collections.abc import Callable, Iterable
from typing import Any


def there(function: Callable, /, *args: Any, **kwargs: Any) -> Any:
    """Run a function of labkit (or of a locked cell) where the student's objects live.

    Returns what the function gave. It runs here unless an argument, also inside lists, tuples and
    dicts, stands for an object elsewhere: then the class of the first such argument knows how
    (its ``__labkit_run__(function, args, kwargs)``). The function must therefore have a name in
    a module, and take and return plain data and the student's own objects only.

    >>> there(max, 2, 3)
    3
    """
    for kind in map(type, _leaves([args, kwargs])):
        if hasattr(kind, "__labkit_run__"):
            return kind.__labkit_run__(function, args, kwargs)
    return function(*args, **kwargs)


def _leaves(value: Any) -> Iterable[Any]:
    if type(value) is dict:
        value = list(value.values())
    if type(value) not in (list, tuple):
        yield value
        return
    for part in value:
        yield from _leaves(part)
