"""What one call of a student's function gave, and how it is judged."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from labkit.check import describe
from labkit.check.compare import first_difference, is_number, same
from labkit.check.diagnose import name_mistake
from labkit.check.failure import CheckError
from labkit.check.plain import NotPlainError, plain, scalar

_HERE = Path(__file__).parents[1]  # frames of the kit are not the student's


@dataclass(frozen=True)
class Result:
    """What a call gave: a value or an exception. Made by :func:`call` and :func:`value`."""

    subject: str
    text: str
    arguments: list[str] = field(default_factory=list)
    value: Any = None
    error: BaseException | None = None
    changed: str | None = None

    def gives(
        self,
        expected: Any,
        *,
        mistakes: Mapping[str, Any] | None = None,
        rtol: float | None = None,
        atol: float | None = None,
    ) -> None:
        """Check that the value is ``expected``: same kind, same shape, same numbers.

        ``mistakes`` maps plain-language names to the value that each known mistake would give
        here. The tolerance follows from the dtype unless ``rtol`` or ``atol`` are given.
        Raises :class:`CheckError`.

        >>> Result("area", "area(3, 5)", value=15).gives(15)
        """
        self.stop_on_error()
        expected = plain(expected)
        try:
            actual = plain(self.value)
        except NotPlainError as error:
            details = [f"returned  {error}", f"expected  {_indented(describe.value(expected))}"]
            raise self._failed(details, f"{error} is no plain number or tensor") from None
        if not same(actual, expected, rtol, atol):
            mistakes = {name: plain(value) for name, value in (mistakes or {}).items()}
            details = [
                f"returned  {_indented(describe.value(actual))}",
                f"expected  {_indented(describe.value(expected))}",
                *_where(actual, expected, rtol, atol),
            ]
            mistake = name_mistake(actual, expected, mistakes, rtol, atol)
            raise self._failed(details, mistake)
        if self.changed:
            raise self._failed([], f"the argument {self.changed} is changed; work on a copy")

    def raises(self, kind: type[Exception], *, because: str) -> None:
        """Check that the call was refused with an exception of ``kind``.

        ``because`` says in plain language why these arguments must be refused.

        >>> refused = Result("root", "root(-1)", error=ValueError("-1 is negative"))
        >>> refused.raises(ValueError, because="-1 has no real root")
        """
        wanted = f"expected  {kind.__name__}, because {because}"
        if isinstance(self.error, NotImplementedError):
            self.stop_on_error()
        if self.error is None:
            returned = f"returned  {shown(self.value)}"
            mistake = f"no {kind.__name__} is raised although {because}"
            raise self._failed([returned, wanted], mistake)
        if not isinstance(self.error, kind):
            mistake = f"{type(self.error).__name__} is raised instead of {kind.__name__}"
            raise self._failed([f"raised    {_error_line(self.error)}", wanted], mistake)

    def within(self, low: float, high: float) -> None:
        """Check that the value is a number from ``low`` to ``high``, such as a measured time.

        >>> Result("speedup", "speedup", value=3.5).within(1, 100)
        """
        self.stop_on_error()
        try:
            actual = scalar(plain(self.value))
        except NotPlainError:
            actual = None
        if not (is_number(actual) and low <= actual <= high):
            details = [f"returned  {shown(self.value)}", f"expected  from {low:g} to {high:g}"]
            if not is_number(actual):
                mistake = "this is not a number"
            else:
                mistake = f"this is not between {low:g} and {high:g}"
            raise self._failed(details, mistake)

    def then(self, function: Callable[[Any], Any]) -> "Result":
        """Return this result with ``function`` of its value; an exception stays as it is.

        >>> Result("shapes", "shapes()", value=[(2, 3)]).then(len).gives(1)
        """
        return self if self.error is not None else replace(self, value=function(self.value))

    def stop_on_error(self) -> None:
        """Fail if the call ended in an exception; gently if the answer is still unwritten."""
        if isinstance(self.error, NotImplementedError):
            headline = f"{self.subject} is not written yet: replace `raise NotImplementedError()`."
            raise CheckError(headline, [], subject=self.subject, mistake=None)
        if self.error is not None:
            line = student_line(self.error)
            details = [
                f"raised    {_error_line(self.error)}",
                *([f"in        {line}"] * bool(line)),
            ]
            mistake = f"your code raised {type(self.error).__name__}"
            raise self._failed(details, mistake) from None

    def _failed(self, details: list[str], mistake: str | None) -> CheckError:
        arguments = [f"with      {_indented(line)}" for line in self.arguments]
        return CheckError(
            f"{self.text} is not right yet.",
            [*arguments, *details],
            subject=self.subject,
            mistake=mistake,
        )


def _where(actual: Any, expected: Any, rtol: float | None, atol: float | None) -> list[str]:
    if type(actual) is type(expected) is torch.Tensor and actual.shape == expected.shape:
        return [first_difference(actual, expected, rtol, atol)] if expected.ndim else []
    if type(actual) in (tuple, list) and type(expected) in (tuple, list):
        if len(actual) != len(expected):
            return []
        for number, parts in enumerate(zip(actual, expected, strict=True), start=1):
            if not same(*parts, rtol, atol):
                part = f"part {number} of {len(expected)}"
                return [f"{part}: {line}" for line in _where(*parts, rtol, atol)]
    return []


def shown(item: Any) -> str:
    """Return text for anything a student may return, also for objects of unknown types."""
    try:
        return describe.value(plain(item))
    except NotPlainError as error:
        return str(error)


def _indented(text: str) -> str:
    return text.replace("\n", "\n" + " " * 10)


def _error_line(error: BaseException) -> str:
    first = str(error).split("\n")[0]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def student_line(error: BaseException) -> str | None:
    """Return where in the student's own code an exception arose, None if outside of it.

    An exception from another process says it itself, as ``student_line``.
    """
    if hasattr(error, "student_line"):
        return error.student_line
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_own(Path(frame.filename))]
    return f"line {own[-1].lineno} of {own[-1].name}: {own[-1].line}" if own else None


def _is_own(file: Path) -> bool:
    return "site-packages" not in file.parts and _HERE not in file.parents
