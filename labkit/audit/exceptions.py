"""What an author has looked at and lets stand: equivalent mutants and fixed seeds, with reasons.

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
    "fixed_seeds": {"exercise", "reason"},
}


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


class Exceptions(NamedTuple):
    """The entries of one file; ``fixed_seeds`` gives the reason by exercise."""

    equivalent: list[Equivalent]
    fixed_seeds: dict[str, str]


def read_exceptions(path: Path) -> Exceptions:
    """Return what stands in a file, nothing if there is none; raises :class:`CourseError`."""
    if not path.is_file():
        return Exceptions([], {})
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
    equivalent = [Equivalent(**entry) for entry in content.get("equivalent", [])]
    seeds = {entry["exercise"]: entry["reason"] for entry in content.get("fixed_seeds", [])}
    return Exceptions(equivalent, seeds)


def _stripped(lines: str) -> str:
    return "\n".join(line.strip() for line in lines.strip().split("\n"))
