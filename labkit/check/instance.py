"""Let an object of a student's class play a script, and keep its answers."""

from collections.abc import Callable
from typing import Any, NamedTuple

from labkit.check import beside, describe
from labkit.check.ask import ask_with, handed
from labkit.check.result import Result


class Instance(NamedTuple):
    """How to make an object of a student's class. Made by :func:`instance`."""

    make: Callable
    args: tuple
    kwargs: dict

    def does(self, *steps: tuple) -> Result:
        """Make a new object, take the steps in order and return the list of its answers.

        A step is a method's name and its arguments, or the name of an attribute.

        >>> from fractions import Fraction
        >>> instance(Fraction, 3, 4).does(("numerator",), ("limit_denominator", 3), ("__neg__",)
        ...     ).then(str).gives("[3, Fraction(2, 3), Fraction(-3, 4)]")
        """
        script = [list(handed(step)) for step in steps]
        doing = f" doing {', '.join(_step_text(*step) for step in steps)}"
        return ask_with(beside.played, self.make, self.args, self.kwargs, script, doing=doing)


def instance(make: Callable, /, *args: Any, **kwargs: Any) -> Instance:
    """Describe an object of a student's class (or from a function) that is to play scripts.

    Each script gets an object of its own.

    >>> instance(list, [3, 1]).does(("sort",), ("pop",), ("copy",)).gives([None, 3, [1]])
    """
    return Instance(make, args, kwargs)


def _step_text(name: str, *values: Any) -> str:
    if not values:
        return name
    return f"{name}({', '.join(' '.join(describe.value(v).split()) for v in values)})"
