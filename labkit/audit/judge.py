"""From what was run to what was found about an exercise: kept answers, mutants, stability."""

from typing import NamedTuple

from labkit.audit.chance import Conditions
from labkit.audit.exceptions import Fixed
from labkit.audit.mutate import Mutant
from labkit.audit.stability import Stability, stability
from labkit.audit.walk import Examined, Fared
from labkit.audit.zoo import Kept, is_named, is_secret


class Asked(NamedTuple):
    """What may be asked of one exercise, to be compared with how it fared."""

    kept: list[Kept]
    mutants: list[tuple[Mutant, bool, str]]  # with whether it is equivalent, and its cell
    conditions: list[Conditions]
    fixed: list[Fixed]


class Told(NamedTuple):
    """A kept answer and the messages it got; ``verdict`` is empty if all is as it should be."""

    name: str
    right: bool
    visible: str | None
    complete: str | None
    named: bool | None  # None where there is no mistake to name
    verdict: str


class Survivor(NamedTuple):
    """A mutant that passed every test."""

    operator: str
    was: str
    now: str
    diff: list[str]


class Row(NamedTuple):
    """What was found about one exercise."""

    name: str
    reference: str | None  # the message with which the reference failed
    alone: bool
    answers: list[Told]
    mutants: int
    caught: int
    survivors: list[Survivor]
    hidden_wrong: int
    hidden_mutants: int
    stability: Stability
    errors: list[str]
    notes: list[str]
    seconds: float


def row(asked: Asked, seen: Examined) -> Row:
    """Return what was found about one exercise."""
    fared = seen.attempts
    answers = [_told(k, fared["kept", i]) for i, k in enumerate(asked.kept) if ("kept", i) in fared]
    tried = [
        (*known, fared["mutant", i])
        for i, known in enumerate(asked.mutants)
        if ("mutant", i) in fared
    ]
    counted = [(m, cell, f) for m, equivalent, cell, f in tried if not equivalent]
    survivors = [
        Survivor(m.operator, m.was, m.now, m.diff(cell)) for m, cell, f in counted if not f.complete
    ]
    conditions = [
        (c, fared["stable", i]) for i, c in enumerate(asked.conditions) if ("stable", i) in fared
    ]
    stable = stability(conditions, any(entry.what == "bounds" for entry in asked.fixed))
    notes = [f"{what} fixed: {reason}" for _, what, reason in asked.fixed] + stable.notes
    if fared:
        notes += _left_out(asked, tried, len(conditions))
    return Row(
        name=seen.name,
        reference=seen.reference.complete,
        alone=seen.alone,
        answers=answers,
        mutants=len(counted),
        caught=len(counted) - len(survivors),
        survivors=survivors,
        hidden_wrong=sum(not a.right and bool(a.complete) and not a.visible for a in answers),
        hidden_mutants=sum(bool(f.complete) and not f.visible for _, _, f in counted),
        stability=stable,
        errors=_errors(tried, fared.get(("stub", 0))),
        notes=notes,
        seconds=seen.seconds,
    )


def _told(kept: Kept, fared: Fared) -> Told:
    named, verdict = None, ""
    if kept.right:
        verdict = "fails, but is right" if fared.complete else ""
    else:
        named = None if is_secret(kept, fared.outcome) else is_named(kept, fared.outcome)
        if not fared.complete:
            verdict = "passes, but is wrong"
        elif kept.words is not None and not named:
            verdict = f"the visible message does not say {kept.words!r}"
    name = f"{kept.exercise}/{kept.path.stem}"
    return Told(name, kept.right, fared.visible, fared.complete, named, verdict)


def _errors(tried: list[tuple[Mutant, bool, str, Fared]], stub: Fared | None) -> list[str]:
    lines = [
        f"listed as equivalent, but a test catches it: {mutant.now!r}"
        for mutant, equivalent, _, fared in tried
        if equivalent and fared.complete
    ]
    unwritten = stub is not None and stub.complete is None
    return lines + ["passes while it is unwritten"] * unwritten


def _left_out(asked: Asked, tried: list, conditions: int) -> list[str]:
    """Return notes on mutants and conditions that do not count or did not run."""
    equivalent = sum(is_equivalent for _, is_equivalent, _, _ in tried)
    endless = sum(fared.complete == "ran out of time" for *_, fared in tried)
    counts = [
        (equivalent, "listed as equivalent"),
        (endless, "ran out of time, which counts as caught"),
        (len(asked.mutants) - len(tried), "left out: see --mutants and --seconds"),
    ]
    notes = [f"mutants: {count} {what}" for count, what in counts if count]
    missing = len(asked.conditions) - conditions
    return notes + [f"other conditions: {missing} left out: see --seconds"] * bool(missing)
