"""Kept answers, right and wrong: what a file says about itself, and whether that came true.

``tests/answers/<lab>/<exercise>/`` holds what students type into one answer cell, as
``right_<name>.py`` and ``wrong_<name>.py``. The first line of a file says what it is. The second
line of a wrong one is ``# named: <words>`` if the visible check names the mistake, with words of
its message, or ``# unnamed: <why>`` if it does not.
"""

from pathlib import Path
from typing import NamedTuple

from labkit.teaching.exercises import Outcome


class Kept(NamedTuple):
    """A kept answer to an exercise."""

    path: Path
    text: str

    @property
    def exercise(self) -> str:
        """The exercise that it answers."""
        return self.path.parent.name

    @property
    def right(self) -> bool:
        """Whether it must pass."""
        return self.path.name.startswith("right_")

    @property
    def words(self) -> str | None:
        """The words with which the visible check names the mistake; None if it does not."""
        lines = self.text.split("\n")
        mark, _, words = lines[1].partition("# named: ") if len(lines) > 1 else ("", "", "")
        return words if mark == "" and words else None


def kept(folder: Path) -> list[Kept]:
    """Return the answers that are kept for a lab, in order of their names."""
    found = [*folder.glob("*/right_*.py"), *folder.glob("*/wrong_*.py")]
    return [Kept(path, path.read_text(encoding="utf-8")) for path in sorted(found)]


def diagnosis(message: str) -> str:
    """Return the line that names the mistake; the whole message where there is no such line.

    An unset variable, a forbidden call or a value that is not on offer is named by the headline.

    >>> diagnosis("area(3) is not right yet.\\n  Most likely: off by one.")
    '  Most likely: off by one.'
    """
    lines = message.split("\n")
    return next((line for line in lines if line.startswith("  Most likely: ")), message)


def is_named(answer: Kept, outcome: Outcome) -> bool:
    """Whether the visible message names the mistake in the words that the file says."""
    if answer.words is None or outcome.visible is None:
        return False
    return answer.words.lower() in diagnosis(outcome.visible).lower()


def is_secret(answer: Kept, outcome: Outcome) -> bool:
    """Whether this is a quiz letter on offer: a visible check must not reveal that it is wrong."""
    return answer.exercise.startswith("answer_") and outcome.visible is None
