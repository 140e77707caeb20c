"""How a submission ended, by name."""

from typing import NamedTuple


class Graded(NamedTuple):
    """How one submission ended.

    ``end`` begins with ``graded``, ``unchanged`` (graded by an earlier run), ``not handed in``,
    ``malformed`` (nothing of it can be graded) or ``failed`` (the grader's own error). ``notes``
    say what was rebuilt.
    """

    student: str
    end: str
    notes: list[str]
    needs_person: bool = False
    score: float | None = None
    max_score: float | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_mib: float = 0.0

    @property
    def is_graded(self) -> bool:
        """Whether the gradebook has points for what was handed in."""
        return self.end.startswith(("graded", "unchanged"))


def failed(student: str, error: BaseException) -> Graded:
    """Return the end of a submission at which the grader itself went wrong.

    >>> failed("ada", ValueError("no such thing")).end
    'failed: ValueError: no such thing'
    """
    reason = f"{type(error).__name__}: {error}".split("\n")[0][:200]
    return Graded(student, f"failed: {reason}", [], needs_person=True)
