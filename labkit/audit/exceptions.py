"""What an author has looked at and lets stand, with reasons: equivalent mutants, fixed conditions.

A TOML file: ``tests/audit/<lab>.toml`` in this course. An entry that nothing matches any more is an
error, as is one for a mutant that a test does catch.
"""

from pathlib import Path
from typing import NamedTuple

from labkit.audit.mutate import Mutant
from labkit.teaching.course import CourseError, read_text

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

_FIELDS = {
    "equivalent": {"exercise", "was", "now", "reason"},
    "fixed": {"exercise", "what", "reason"},
}
_FIXED = ("seeds", "threads", "dtype", "bounds")


class Equivalent(NamedTuple):
    """A mutant that is right: the lines that it changes, without indentation, and why."""

    exercise: str
    was: str
    now: str
    reason: str

    def matches(self, exercise: str, mutant: Mutant) -> bool:
        """Whether this is the mutant that is meant; where the lines stand does not matter."""
        return (exercise, mutant.was, mutant.now) == (
            self.exercise,
            _stripped(self.was),
            _stripped(self.now),
        )


class Fixed(NamedTuple):
    """A condition that an exercise does not let vary, one of seeds, threads, dtype and bounds."""

    exercise: str
    what: str
    reason: str


class Exceptions(NamedTuple):
    """The entries of one file."""

    equivalent: list[Equivalent]
    fixed: list[Fixed]


def read_exceptions(path: Path) -> Exceptions:
    """Return what stands in a file, nothing if there is none; raises :class:`CourseError`."""
    if not path.is_file():
        return Exceptions([], [])
    try:
        content = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path} is not valid TOML: {error}.") from None
    for kind, entries in content.items():
        if kind not in _FIELDS:
            raise CourseError(f"{path}: [[{kind}]] is unknown; known are {', '.join(_FIELDS)}.")
        for entry in entries:
            if set(entry) != _FIELDS[kind] or not all(
                isinstance(value, str) and value.strip() for value in entry.values()
            ):
                wanted = ", ".join(sorted(_FIELDS[kind]))
                raise CourseError(f"{path}: each [[{kind}]] has {wanted}, all text: {entry}.")
    fixed = [Fixed(**entry) for entry in content.get("fixed", [])]
    for entry in fixed:
        if entry.what not in _FIXED:
            raise CourseError(f"{path}: what is fixed is one of {', '.join(_FIXED)}: {entry}.")
    return Exceptions([Equivalent(**entry) for entry in content.get("equivalent", [])], fixed)


def _stripped(lines: str) -> str:
    return "\n".join(line.strip() for line in lines.strip().split("\n"))
