"""How near a passing comparison came to its tolerance. For forked copies only."""

import sys
from typing import Any, NamedTuple

import torch


class Margins(NamedTuple):
    """What comparisons left: the worst share of a tolerance used, and what was measured.

    ``measured`` has a row ``(value, low, high)`` for each check of a number between bounds.
    """

    worst: float | None
    measured: list[tuple[float, float, float]]


def record() -> Any:
    """Let the checks of labkit note their margins from here on; return a function that gives them.

    Tests without labkit's checks leave none.
    """
    if "labkit.check.compare" not in sys.modules:
        return lambda: Margins(None, [])
    from labkit.check import compare
    from labkit.check.result import Result

    used: list[float] = []
    measured: list[tuple[float, float, float]] = []
    close, within = compare.close, Result.within

    def noting_close(actual, expected, rtol=None, atol=None):
        right = close(actual, expected, rtol, atol)
        if right.numel() and right.all():
            used.append(_share(compare, actual, expected, rtol, atol))
        return right

    def noting_within(self, low, high):
        within(self, low, high)
        measured.append((float(self.value), float(low), float(high)))

    compare.close, Result.within = noting_close, noting_within
    return lambda: Margins(max(used, default=None), measured)


def _share(
    compare: Any, actual: torch.Tensor, expected: torch.Tensor, rtol: Any, atol: Any
) -> float:
    """Return the largest error in units of what is tolerated; 0 where nothing is."""
    a, e = actual.double(), expected.double()
    finite = torch.isfinite(a) & torch.isfinite(e)
    rtol = compare.tolerance(actual, expected) if rtol is None else rtol
    if atol is None:
        atol = rtol * (e[finite].abs().max().item() if finite.any() else 0.0)
    error, tolerated = (a - e).abs()[finite], (atol + rtol * e.abs())[finite]
    share = torch.where(error > 0, error / tolerated, 0.0)
    return share.max().item() if share.numel() else 0.0
