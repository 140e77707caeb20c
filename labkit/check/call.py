"""Call a student's function, safely and quietly, and keep what it gave."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from labkit.check import beside, describe
from labkit.check.ask import ask_with
from labkit.check.compare import same
from labkit.check.failure import CheckError
from labkit.check.plain import NotPlainError, plain
from labkit.check.result import Result


def call(function: Callable, /, *args: Any, **kwargs: Any) -> Result:
    """Call a student's function on copies of the arguments and keep what it gave.

    Whatever it writes to stderr (warnings, progress bars) goes to stdout, where it costs nothing.

    >>> call(pow, 2, 10).gives(1024)
    """
    result = ask_with(beside.called, function, args, kwargs)
    if result.error is not None:
        return result
    value, after = result.value
    at = _changed((*args, *kwargs.values()), after)
    names = [] if at is None else [*describe.parameter_names(function, len(args)), *kwargs]
    return replace(result, value=value, changed=names[at] if names else None)


def items(function: Callable, /, *args: Any, limit: int = 100, **kwargs: Any) -> Result:
    """Call a student's generator function and keep the first ``limit`` items as a list.

    >>> items(range, 3).gives([0, 1, 2])
    """
    return ask_with(beside.items, function, args, kwargs, limit)


def value(value: Any, *, name: str) -> Result:
    """Wrap a variable that the student has set, to be judged like the result of a call.

    Fails at once while the variable is still ``None`` or ``...``.

    >>> value(3.0, name="mac_ratio").gives(3.0)
    """
    if value is None or value is Ellipsis:
        raise CheckError(f"{name} is not set yet: give it a value.", [], subject=name, mistake=None)
    return Result(name, name, value=value)


def _changed(before: Iterable, after: Iterable) -> int | None:
    """Return the place of the first array, list or dict that the call changed."""
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        try:
            if not same(plain(new), plain(old), rtol=0, atol=0):
                return at
        except NotPlainError:  # functions, modules and the like were passed on uncopied
            continue
    return None
