"""Multiple-choice questions: a visible check of the form, a hidden check of the letter."""

from collections.abc import Iterable
from typing import Any

from labkit.check.failure import CheckError


def one_of(answer: Any, options: Iterable[str], *, name: str) -> None:
    """Check that an answer is one of the letters or words on offer, not whether it is right.

    >>> one_of("B", "abcd", name="answer_1")
    >>> one_of("e", "abcd", name="answer_1")
    Traceback (most recent call last):
        ...
    labkit.check.failure.CheckError: answer_1 must be one of "a", "b", "c", "d".
      returned  'e'
    """
    options = tuple(options)
    if _letter(answer) in options:
        return
    if answer is None or answer is Ellipsis:
        headline = f'{name} is not set yet: write, for example, {name} = "{options[0]}".'
        raise CheckError(headline, [], subject=name, mistake=None)
    offered = ", ".join(f'"{option}"' for option in options)
    shown = repr(answer) if type(answer) is str else f"an object of type {type(answer).__name__}"
    raise CheckError(
        f"{name} must be one of {offered}.", [f"returned  {shown}"], subject=name, mistake=None
    )


def quiz(answer: Any, right: str, *, name: str, because: str) -> None:
    """Check a letter and explain it either way; for hidden tests, so the feedback teaches.

    The explanation is printed when the letter is right and stands in the message when it is not.

    >>> quiz("a", "a", name="answer_1", because="a kernel sees 3 pixels.")
    answer_1: right, because a kernel sees 3 pixels.
    """
    if _letter(answer) == right:
        print(f"{name}: right, because {because}")
        return
    raise CheckError(f"{name}: no, because {because}", [], subject=name, mistake=None)


def _letter(answer: Any) -> str | None:
    """Return the answer in lower case if it is exactly a string, else None."""
    return answer.strip().lower() if type(answer) is str else None
