"""How hard each exercise was, how well it tells students apart, and whether its test looks wrong.

Classical item analysis: an exercise should be solved more often by those who did well in all
the *other* exercises (item–rest correlation; Allen and Yen, "Introduction to Measurement Theory",
1979).
"""

import statistics
from collections import Counter
from typing import NamedTuple

import numpy as np

from labkit.report.read import Class

FEWEST = 8  # students; below that, a correlation or a quarter of the class says nothing
_WEAK = 0.1
UNWRITTEN = "not written"


class Item(NamedTuple):
    """One exercise.

    ``share`` is the mean share of its points (0 to 1), ``discrimination`` the item–rest
    correlation (−1 to 1; None for few students or no spread), ``seconds`` the median time of
    answer and test (None if unknown), ``unwritten`` how many left it, ``mistakes`` the messages,
    most frequent first, and ``doubt`` why its test looks wrong, or "".
    """

    name: str
    points: float
    share: float
    discrimination: float | None
    seconds: float | None
    unwritten: int
    mistakes: list[tuple[str, int]]
    doubt: str


def items(course: Class) -> list[Item]:
    """Return every exercise with points, in the notebook's order."""
    graded = course.graded
    names = [name for name, points in course.points.items() if points]
    shares = np.array([[s.scores[n] / course.points[n] for n in names] for s in graded])
    scores = np.array([[s.scores[n] for n in names] for s in graded])
    found = []
    for column, name in enumerate(names):
        said = Counter(s.mistakes[name] for s in graded if name in s.mistakes)
        unwritten = said.pop(UNWRITTEN, 0)
        times = [s.seconds[name] for s in graded if name in s.seconds]
        rest = scores.sum(axis=1) - scores[:, column]
        one = shares[:, column]
        found.append(
            Item(
                name,
                course.points[name],
                float(one.mean()),
                correlation(one, rest),
                statistics.median(times) if times else None,
                unwritten,
                said.most_common(),
                _doubt(one, rest, said),
            )
        )
    return found


def correlation(item: np.ndarray, rest: np.ndarray) -> float | None:
    """Return Pearson's correlation, None for fewer than 8 students or where nothing varies.

    >>> correlation(np.array([0, 0, 0, 0, 1, 1, 1, 1.0]), np.arange(8.0))
    0.87...
    """
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def _doubt(item: np.ndarray, rest: np.ndarray, said: Counter) -> str:
    """Return what speaks against an exercise's test: all fail it, or good students do no better.

    That few solve it is no reason: then it is hard, and those few are the good ones.
    """
    if len(item) < FEWEST:
        return ""
    message, times = said.most_common(1)[0] if said else ("", 0)
    often = f"; {times} times: {message}" if said else ""
    if item.max() == 0:
        return f"nobody got a point{often}"
    together = correlation(item, rest)
    if together is None or together >= _WEAK:
        return ""
    best = item[rest >= np.quantile(rest, 0.75)].mean()
    return (
        f"who did well elsewhere did no better here (correlation {together:.2f}, the best quarter "
        f"got {best:.0%} of its points){often}"
    )
