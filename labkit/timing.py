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
    function()
    return statistics.median(_take_turns([function], repeats)[0])


def race(
    candidates: Mapping[str, Callable[[], object]], *, repeats: int = 9
) -> dict[str, list[float]]:
    """Return the milliseconds of each call of each named function, to see how they spread.

    They take turns, so that a busy moment of the machine slows all of them. Functions that are
    not written yet (they raise ``NotImplementedError``) are left out. Raises ``ValueError`` for
    fewer than one repeat.

    >>> def unwritten():
    ...     raise NotImplementedError
    >>> list(race({"sum": lambda: sum(range(9)), "mine": unwritten}))
    ['sum']
    """
    written = {}
    for name, function in candidates.items():
        try:
            function()  # warm up: the first call may allocate, compile or load
        except NotImplementedError:
            continue
        written[name] = function
    return dict(zip(written, _take_turns(list(written.values()), repeats), strict=True))


def _take_turns(functions: list[Callable[[], object]], repeats: int) -> list[list[float]]:
    if repeats < 1:
        raise ValueError(f"repeats must be at least 1, but it is {repeats}.")
    rounds = [[_once(function) for function in functions] for _ in range(repeats)]
    return [list(times) for times in zip(*rounds, strict=True)]


def _once(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return 1000 * (time.perf_counter() - start)
