"""Ask something of a student's function or object, and keep what came: a value or an exception."""

from collections.abc import Callable
from typing import Any

from labkit.check import describe
from labkit.check.failure import CheckError
from labkit.check.plain import copied
from labkit.check.result import Result, shown
from labkit.check.there import there


def ask(subject: str, text: str, lines: list[str], function: Callable, /, *args: Any) -> Result:
    """Return what ``function(*args)`` gives where the student's objects live, to be judged.

    ``subject``, ``text`` and ``lines`` say in messages what was asked.

    >>> ask("pow", "pow(2, 3)", [], pow, 2, 3).gives(8)
    """
    try:
        return Result(subject, text, lines, there(function, *args))
    except (Exception, SystemExit) as error:
        return Result(subject, text, lines, error=error)


def ask_with(
    run: Callable, function: Callable, args: tuple, kwargs: dict, *more: Any, doing: str = ""
) -> Result:
    """Return what ``run`` does with a student's function and copies of its arguments.

    ``run(function, args, kwargs, *more)`` is one of the functions of :mod:`labkit.check.beside`
    and its like; ``doing`` is added to the text. Raises :class:`CheckError` if the function is
    none.
    """
    text, lines = describe.call(function, args, kwargs)
    subject = describe.name_of(function)
    if not callable(function):
        headline = f"A function is expected here, not {shown(function)}."
        raise CheckError(headline, [], subject=subject, mistake=None)
    return ask(
        subject, text + doing, lines, run, function, handed(list(args)), handed(kwargs), *more
    )


def handed(value: Any) -> Any:
    """Return a copy of arguments as a student's function gets them: ``Built`` becomes its module.

    Raises :class:`CheckError` if that could not be built.
    """
    if hasattr(type(value), "__labkit_argument__"):
        return value.__labkit_argument__()
    if type(value) in (tuple, list):
        return type(value)(handed(part) for part in value)
    if type(value) is dict:
        return {key: handed(part) for key, part in value.items()}
    return copied(value)
