"""From what was run to findings: counts, survivors and what is below its threshold."""

import re
from math import log
from statistics import pstdev
from typing import Any, NamedTuple

from labkit.audit.chance import Conditions
from labkit.audit.exceptions import Fixed
from labkit.audit.mutate import Mutant
from labkit.audit.walk import Examined, Fared
from labkit.audit.zoo import Kept, is_named, is_secret

NEAR = 0.25  # of a tolerance used by a right answer
DEVIATIONS = 4.0  # at least, from a measurement to a bound

_OF_DTYPE = re.compile(r"dtype|\b(Float|Double|float32|float64)\b")


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
    equivalent: int
    timeouts: int
    left_out: int
    survivors: list[Survivor]
    hidden_wrong: int
    hidden_mutants: int
    runs: int
    unstable: list[str]
    margin: float | None
    deviations: float | None
    errors: list[str]
    notes: list[str]
    seconds: float


class Asked(NamedTuple):
    """What was asked of one exercise, to be compared with how it fared."""

    kept: list[Kept]
    mutants: list[tuple[Mutant, bool, str]]  # with whether it is equivalent, and its cell
    left_out: int
    conditions: list[Conditions]
    fixed: list[Fixed]


def row(asked: Asked, seen: Examined) -> Row:
    """Return what was found about one exercise."""
    fared = seen.attempts
    ran = seen.reference.complete is None
    answers = [_told(k, fared["kept", i]) for i, k in enumerate(asked.kept)] if ran else []
    counted = [
        (mutant, cell, fared["mutant", i])
        for i, (mutant, equivalent, cell) in enumerate(asked.mutants)
        if ran and not equivalent
    ]
    survivors = [
        Survivor(m.operator, m.was, m.now, m.diff(cell)) for m, cell, f in counted if not f.complete
    ]
    errors = []
    for i, (mutant, equivalent, _) in enumerate(asked.mutants):
        if ran and equivalent and fared["mutant", i].complete:
            errors.append(f"listed as equivalent, but a test catches it: {mutant.now!r}")
    if ran and fared["stub", 0].complete is None:
        errors.append("passes while it is unwritten")
    stable = [(c, fared["stable", i]) for i, c in enumerate(asked.conditions) if ran]
    unstable, runs, notes = _unstable(stable)
    margin = max(
        (f.margins.worst for _, f in stable if f.margins and f.margins.worst is not None),
        default=None,
    )
    if margin is not None and margin > NEAR:
        unstable.append(f"a right answer uses {margin:.0%} of a tolerance (at most {NEAR:.0%})")
    deviations = _deviations([f for c, f in stable if c.dtype == "float32" and not f.complete])
    bounds_fixed = any(entry.what == "bounds" for entry in asked.fixed)
    if deviations is not None and deviations < DEVIATIONS and not bounds_fixed:
        unstable.append(
            f"a measurement is {deviations:.1f} standard deviations from a bound "
            f"(at least {DEVIATIONS:g})"
        )
    return Row(
        name=seen.name,
        reference=seen.reference.complete,
        alone=seen.alone,
        answers=answers,
        mutants=len(counted),
        caught=len(counted) - len(survivors),
        equivalent=sum(equivalent for _, equivalent, _ in asked.mutants),
        timeouts=sum(f.complete == "ran out of time" for _, _, f in counted),
        left_out=asked.left_out,
        survivors=survivors,
        hidden_wrong=sum(not a.right and bool(a.complete) and not a.visible for a in answers),
        hidden_mutants=sum(bool(f.complete) and not f.visible for _, _, f in counted),
        runs=runs,
        unstable=unstable,
        margin=margin,
        deviations=deviations,
        errors=errors,
        notes=[*(f"fixed {f.what}: {f.reason}" for f in asked.fixed), *notes],
        seconds=seen.seconds,
    )


def _told(kept: Kept, fared: Fared) -> Told:
    name = f"{kept.exercise}/{kept.path.stem}"
    named = None
    verdict = ""
    if kept.right:
        verdict = "fails, but is right" if fared.complete else ""
    else:
        named = None if is_secret(kept, fared.outcome) else is_named(kept, fared.outcome)
        if not fared.complete:
            verdict = "passes, but is wrong"
        elif kept.words is not None and not named:
            verdict = f"the visible message does not say {kept.words!r}"
    return Told(name, kept.right, fared.visible, fared.complete, named, verdict)


def _unstable(stable: list[tuple[Conditions, Fared]]) -> tuple[list[str], int, list[str]]:
    """Return a line for each run that failed, the number of runs, and notes."""
    lines, runs, notes = [], 0, []
    for conditions, fared in stable:
        is_double = conditions.dtype == "float64"
        if is_double and fared.complete and _OF_DTYPE.search(fared.complete):
            notes = ["float64 by default does not fit here: it meets fixed float32 data"]
            continue
        runs += 1
        if fared.complete:
            first = " / ".join(fared.complete.split("\n")[:3])
            lines.append(f"{conditions}: {first}")
    return lines, runs, notes


def _deviations(runs: list[Fared]) -> float | None:
    """Return the least distance of a measurement from its bound, in standard deviations.

    Of the values, or of their logarithms if that is more: what spreads as a ratio, such as a time,
    has bounds as ratios. None if nothing is measured; infinite if nothing varies.
    """
    rows = [run.margins.measured for run in runs if run.margins]
    found = (
        [_distance(list(values)) for values in zip(*rows, strict=False)] if len(rows) > 1 else []
    )
    return min(found, default=None)


def _distance(measured: list[tuple[float, float, float]]) -> float:
    _, low, high = measured[0]
    values = [value for value, _, _ in measured]
    distances = [_in_deviations(values, low, high)]
    if low > 0 and min(values) > 0:
        distances.append(_in_deviations([log(v) for v in values], log(low), log(high)))
    return max(distances)


def _in_deviations(values: list[float], low: float, high: float) -> float:
    spread, middle = pstdev(values), sum(values) / len(values)
    distance = min(middle - low, high - middle)
    if spread == 0:
        return float("inf") if distance > 0 else 0.0
    return distance / spread


def as_data(value: Any) -> Any:
    """Return named tuples as dicts, in any depth, for JSON."""
    if hasattr(value, "_asdict"):
        return {name: as_data(part) for name, part in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [as_data(part) for part in value]
    if isinstance(value, float):
        return round(value, 4) if value not in (float("inf"), float("-inf")) else str(value)
    return value
