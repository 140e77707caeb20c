"""Shares over a whole lab, and what is below its threshold."""

from typing import NamedTuple

from labkit.audit.judge import Row
from labkit.audit.lab import Audit


class Share(NamedTuple):
    """How many of how many, and how many there should be."""

    what: str
    good: int
    of: int
    least: float

    @property
    def text(self) -> str:
        """The share as people read it; a dash where there is nothing to count."""
        return f"{self.good}/{self.of}" if self.of else "–"

    @property
    def enough(self) -> bool:
        """Whether the threshold is met; it is where there is nothing to count."""
        return self.good >= self.least * self.of


def shares(rows: list[Row], chained: bool = False) -> list[Share]:
    """Return the shares of some exercises; ``chained`` ones may need each other's answers."""
    answers = [answer for row in rows for answer in row.answers]
    right = [a for a in answers if a.right]
    wrong = [a for a in answers if not a.right]
    named = [a for a in wrong if a.named is not None]
    return [
        Share("references pass", sum(not r.reference for r in rows), len(rows), 1.0),
        Share("right answers pass", sum(not a.complete for a in right), len(right), 1.0),
        Share("wrong answers fail", sum(bool(a.complete) for a in wrong), len(wrong), 1.0),
        Share("mistakes named", sum(bool(a.named) for a in named), len(named), 0.8),
        Share("mutants caught", sum(r.caught for r in rows), sum(r.mutants for r in rows), 0.95),
        Share("exercises stable", *_stable(rows), 1.0),
        Share("stand alone", sum(r.alone for r in rows), len(rows), 0.0 if chained else 1.0),
    ]


def problems(audit: Audit, chained: bool = False) -> list[str]:
    """Return a line for each threshold that is not met, and for each error."""
    found = [
        f"{share.what}: {share.text}, but {share.least:.0%} are wanted"
        for share in shares(audit.rows, chained)
        if not share.enough
    ]
    notes = [f"{row.name}: {note}" for row in audit.rows for note in row.errors]
    return [*found, *notes, *audit.errors]


def _stable(rows: list[Row]) -> tuple[int, int]:
    """Count exercises, of those that were run under other conditions."""
    tried = [row.stability for row in rows if row.stability.runs]
    return sum(not (found.failures or found.near) for found in tried), len(tried)
