"""How long code takes on this machine: small, honest measurements for the labs."""

import statistics
import time
from collections.abc import Callable, Mapping


def milliseconds(function: Callable[[], object], *, repeats: int = 9) -> float:
    """Return the median time of one call in milliseconds, after one call to warm up.

    The median of several calls is steadier than their mean: other programs only ever add time.
    Raises ``ValueError`` for fewer than one repeat.

    >>> milliseconds(lambda: sum(range(1000))) > 0
    True
    """
    if repeats < 1:
        raise ValueError(f"repeats must be at least 1, but it is {repeats}.")
    function()
    return statistics.median(_once(function) for _ in range(repeats))


def race(candidates: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median milliseconds of each named function.

    Functions that are not written yet (they raise ``NotImplementedError``) are left out.

    >>> def unwritten():
    ...     raise NotImplementedError
    >>> list(race({"sum": lambda: sum(range(9)), "mine": unwritten}))
    ['sum']
    """
    times = {}
    for name, function in candidates.items():
        try:
            times[name] = milliseconds(function)
        except NotImplementedError:
            continue
    return times


def _once(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return 1000 * (time.perf_counter() - start)
