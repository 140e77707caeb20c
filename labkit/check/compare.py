"""When two plain values count as equal, and where they first differ."""

from typing import Any

import torch

from labkit.check.plain import scalar

_FACTOR = 128  # tolerated error in units of the dtype's spacing, relative to the largest value

_SINGLE = torch.zeros(1)  # numbers are excused as if they were float32: they often come from it


def is_number(value: Any) -> bool:
    """Return whether ``value`` is an int or float (and not a bool)."""
    return type(value) in (int, float)


def tolerance(actual: torch.Tensor, expected: torch.Tensor) -> float:
    """Return the relative error that the coarser of two dtypes excuses.

    An answer coarser than float32 is excused as if it were float32, unless ``expected`` is coarse
    itself: else a tensor of zeros in bfloat16 would equal everything.

    >>> f"{tolerance(torch.zeros(1), torch.zeros(1, dtype=torch.float64)):.1e}"
    '1.5e-05'
    """
    given, wanted = (
        torch.finfo(t.dtype).eps if t.is_floating_point() else 0.0 for t in (actual, expected)
    )
    return _FACTOR * max(wanted, min(given, torch.finfo(torch.float32).eps))


def close(
    actual: torch.Tensor,
    expected: torch.Tensor,
    rtol: float | None = None,
    atol: float | None = None,
) -> torch.Tensor:
    """Return elementwise whether two tensors of one shape agree.

    By default the error may be a small multiple of the dtype's spacing at the largest expected
    value, since sums in another order differ by that much. NaN agrees with NaN.

    >>> close(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.1]))
    tensor([ True, False])
    """
    rtol = tolerance(actual, expected) if rtol is None else rtol
    a, e = actual.double(), expected.double()
    if atol is None:
        finite = e[torch.isfinite(e)].abs()
        atol = rtol * (finite.max().item() if finite.numel() else 0.0)
    return torch.isclose(a, e, rtol=rtol, atol=atol, equal_nan=True)


def same(actual: Any, expected: Any, rtol: float | None = None, atol: float | None = None) -> bool:
    """Return whether two plain values agree in structure, kind and value.

    Where an int is expected an int must come; where a float is expected any number may.
    Lists and tuples count as the same structure.

    >>> same((3, torch.ones(2)), [3, torch.ones(2)]), same(3.0, 3), same(3, 3.0)
    (True, False, True)
    """
    if type(expected) is torch.Tensor and expected.ndim:
        if type(actual) is not torch.Tensor or actual.shape != expected.shape:
            return False
        return bool(close(actual, expected, rtol, atol).all())
    actual, expected = scalar(actual), scalar(expected)
    if type(expected) is float:
        if not is_number(actual):
            return False
        pair = torch.tensor([[actual], [expected]], dtype=torch.float64)
        rtol = tolerance(_SINGLE, _SINGLE) if rtol is None else rtol
        return bool(close(*pair, rtol, atol))
    if type(expected) in (tuple, list):
        return (
            type(actual) in (tuple, list)
            and len(actual) == len(expected)
            and all(same(a, e, rtol, atol) for a, e in zip(actual, expected, strict=True))
        )
    if type(expected) is dict:
        return (
            type(actual) is dict
            and actual.keys() == expected.keys()
            and all(same(actual[key], expected[key], rtol, atol) for key in expected)
        )
    return type(actual) is type(expected) and actual == expected


def first_difference(
    actual: torch.Tensor,
    expected: torch.Tensor,
    rtol: float | None = None,
    atol: float | None = None,
) -> str:
    """Return one line that says where two tensors of one shape first differ, and how much.

    >>> first_difference(torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0, 4.0]]))
    'first difference at [0, 1]: returned 2, expected 4; 1 of 2 values differ'
    """
    wrong = ~close(actual, expected, rtol, atol)
    index = tuple(wrong.nonzero()[0].tolist())
    returned, wanted = actual[index].item(), expected[index].item()
    return (
        f"first difference at {list(index)}: returned {returned:.6g}, expected {wanted:.6g}; "
        f"{int(wrong.sum())} of {wrong.numel()} values differ"
    )
