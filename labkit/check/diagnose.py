"""Which mistake was made? First the exercise's own named ones, then the usual suspects."""

from collections.abc import Mapping
from typing import Any

import torch

from labkit.check.compare import close, is_number, same
from labkit.check.plain import scalar


def name_mistake(
    actual: Any,
    expected: Any,
    mistakes: Mapping[str, Any] | None = None,
    rtol: float | None = None,
    atol: float | None = None,
) -> str | None:
    """Return the plain-language name of the mistake that explains ``actual``, or None.

    ``mistakes`` maps names to the values that each mistake gives for the same input. Names whose
    value equals the right one say nothing about this input and are skipped.

    >>> name_mistake(9, 8, {"rounded up instead of down": 9})
    'rounded up instead of down'
    >>> name_mistake(torch.tensor([[1, 3], [2, 4]]), torch.tensor([[1, 2], [3, 4]]))
    'rows and columns are swapped'
    """
    for name, value in (mistakes or {}).items():
        if same(actual, value, rtol, atol) and not same(value, expected, rtol, atol):
            return name
    if type(expected) is torch.Tensor and expected.ndim:
        return _of_tensor(actual, expected, rtol, atol)
    return _of_scalar(scalar(actual), scalar(expected))


def _of_scalar(actual: Any, expected: Any) -> str | None:
    if actual is None:
        return "nothing is returned; a `return` seems to be missing"
    if is_number(expected) and not is_number(actual):
        return f"a {type(actual).__name__} is returned where a number is expected"
    if not is_number(expected):
        return None
    if type(actual) is float and actual == expected:
        return f"{actual} is a float where an int is expected: use // instead of /"
    if abs(actual - expected) == 1:
        return f"off by one: {'one too many' if actual > expected else 'one too few'}"
    if actual == -expected:
        return "the sign is flipped"
    if actual and expected:
        ratio = actual / expected
        for factor, hint in ((2, ""), (4, ""), (1024, ": are these KiB?")):
            if abs(ratio / factor - 1) < 1e-9:
                return f"{factor} times too large{hint}"
            if abs(ratio * factor - 1) < 1e-9:
                return f"{factor} times too small{hint}"
        if abs(ratio / 1.024 - 1) < 1e-9:
            return "divided by 1000: a KiB has 1024 bytes"
    return None


def _of_tensor(
    actual: Any, expected: torch.Tensor, rtol: float | None, atol: float | None
) -> str | None:
    if actual is None:
        return "nothing is returned; a `return` seems to be missing"
    if type(actual) is not torch.Tensor:
        return f"a {type(actual).__name__} is returned where a tensor is expected"
    if actual.shape != expected.shape:
        return _of_shape(actual, expected)
    if actual.is_floating_point() and not actual.isfinite().all() and expected.isfinite().all():
        return "the result contains NaN or infinity"
    if expected.any() and not actual.any():
        return "all values are zero: is the result ever filled in?"
    if expected.is_floating_point() and not actual.is_floating_point():
        return "the result is a tensor of integers, so fractions are lost"
    for words, candidate in _rearranged(expected):
        if bool(close(actual, candidate, rtol, atol).all()):
            return words
    return _of_affine(actual, expected) or _of_region(close(actual, expected, rtol, atol))


def _rearranged(expected: torch.Tensor) -> list[tuple[str, torch.Tensor]]:
    found = [("the sign is flipped", -expected if expected.is_floating_point() else expected)]
    if expected.ndim >= 2:
        found += [
            ("the result is mirrored left to right", expected.flip(-1)),
            ("the result is mirrored top to bottom", expected.flip(-2)),
            ("the result is turned by 180°", expected.flip(-2, -1)),
        ]
        if expected.shape[-1] == expected.shape[-2]:
            found.append(("rows and columns are swapped", expected.transpose(-1, -2)))
    return [(words, value) for words, value in found if not torch.equal(value, expected)]


def _of_affine(actual: torch.Tensor, expected: torch.Tensor) -> str | None:
    """Recognise a constant factor, a constant offset, and an offset per channel."""
    a, e = actual.double(), expected.double()
    if e.any():
        factor = ((a * e).sum() / (e * e).sum()).item()
        if (
            abs(factor) > 1e-6
            and abs(factor - 1) > 1e-4
            and torch.allclose(a, factor * e, rtol=1e-4, atol=0)
        ):
            return f"every value is {factor:.4g} times what it should be"
    offset = a - e
    spread = 1e-4 * (1 + e.abs().max().item())
    if abs(offset.mean()) > spread > (offset - offset.mean()).abs().max():
        return f"every value is off by {offset.mean().item():+.4g}"
    if a.ndim == 4 and a.shape[1] > 1:
        per_channel = offset.mean(dim=(0, 2, 3), keepdim=True)
        if (offset - per_channel).abs().max() < spread:
            return "each channel is off by a constant: look at the bias"
    return None


def _of_region(right: torch.Tensor) -> str | None:
    """Recognise results that are right in one region only, from the mask of right values."""
    if right.ndim >= 3 and right.shape[0] > 1 and right[0].all() and not right[1:].any():
        return "only the first element of the batch is right"
    if right.ndim >= 2 and min(right.shape[-2:]) >= 3 and right[..., 1:-1, 1:-1].all():
        return "only the border differs: look at the padding"
    return None


def _of_shape(actual: torch.Tensor, expected: torch.Tensor) -> str | None:
    got, want = list(actual.shape), list(expected.shape)
    if len(got) == len(want):
        if len(got) >= 2 and [*got[:-2], got[-1], got[-2]] == want:
            return "height and width are swapped"
        if sorted(got) == sorted(want):
            return "the dimensions are in the wrong order"
        steps = {g - w for g, w in zip(got, want, strict=True) if g != w}
        if steps in ({1}, {-1}):
            return f"the result is one {'too large' if steps == {1} else 'too small'}"
        return None
    if [n for n in got if n != 1] == [n for n in want if n != 1]:
        return f"the result has {len(got)} dimensions instead of {len(want)}"
    if got == want[1:]:
        return "the batch dimension is missing"
    return None
