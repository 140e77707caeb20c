"""Does the reference pass whatever the conditions, and how near does it come to failing?"""

import re
from math import inf, log
from statistics import fmean, pstdev
from typing import NamedTuple

from labkit.audit.chance import Conditions
from labkit.audit.walk import Fared

NEAR = 0.25  # of a tolerance used by a right answer
DEVIATIONS = 4.0  # at least, from a measurement to a bound

# How torch refuses to mix dtypes; a hidden test tells the kind of exception only.
_OF_DTYPE = re.compile(
    r"same dtype|dtypes match|expected scalar type|type \(\w+\) and \w+ type|Found dtype"
    r"|must have the same type|your code raised RuntimeError"
)


class Stability(NamedTuple):
    """What the runs under other conditions showed; ``failures`` and ``near`` have a line each."""

    runs: int
    failures: list[str]
    near: list[str]
    margin: float | None
    deviations: float | None
    notes: list[str]


def stability(tried: list[tuple[Conditions, Fared]], bounds_fixed: bool) -> Stability:
    """Return what the runs of a reference showed; ``bounds_fixed`` allows near measurements."""
    unfit = [pair for pair in tried if _meets_other_dtype(*pair)]
    runs = [pair for pair in tried if pair not in unfit]
    margins = [f.margins.worst for _, f in runs if f.margins and f.margins.worst is not None]
    margin = max(margins, default=None)
    passed = [f for c, f in runs if c.dtype == "float32" and not f.complete]
    deviations = _deviations(passed)
    near, notes = [], []
    if margin is not None and margin > NEAR:
        near.append(f"a right answer uses {margin:.0%} of a tolerance (at most {NEAR:.0%})")
    if deviations is not None and deviations < inf:
        line = f"a measurement is {deviations:.1f} standard deviations from a bound"
        is_near = deviations < DEVIATIONS and not bounds_fixed
        (near if is_near else notes).append(line + f" (at least {DEVIATIONS:g})" * is_near)
    if unfit:
        notes.append("float64 by default does not fit here: it meets fixed float32 data")
    failures = [_failure(c, f) for c, f in runs if f.complete]
    return Stability(len(runs), failures, near, margin, deviations, notes)


def _meets_other_dtype(conditions: Conditions, fared: Fared) -> bool:
    is_double = conditions.dtype == "float64"
    return is_double and bool(fared.complete and _OF_DTYPE.search(fared.complete))


def _failure(conditions: Conditions, fared: Fared) -> str:
    return f"{conditions}: {' / '.join((fared.complete or '').split(chr(10))[:3])}"


def _deviations(runs: list[Fared]) -> float | None:
    """Return the least distance of a measurement from its bound, in standard deviations.

    Of the values, or of their logarithms if that is more: what spreads as a ratio, such as a time,
    has bounds as ratios. None if nothing is measured; infinite if nothing varies.
    """
    rows = [run.margins.measured for run in runs if run.margins]
    each = zip(*rows, strict=False) if len(rows) > 1 else []
    return min((_distance(list(values)) for values in each), default=None)


def _distance(measured: list[tuple[float, float, float]]) -> float:
    _, low, high = measured[0]
    values = [value for value, _, _ in measured]
    distances = [_in_deviations(values, low, high)]
    if low > 0 and min(values) > 0:
        distances.append(_in_deviations([log(v) for v in values], log(low), log(high)))
    return max(distances)


def _in_deviations(values: list[float], low: float, high: float) -> float:
    spread, middle = pstdev(values), fmean(values)
    distance = min(middle - low, high - middle)
    if spread == 0:
        return inf if distance > 0 else 0.0
    return distance / spread
