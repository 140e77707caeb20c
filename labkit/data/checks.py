"""What functions that make or change data say about arguments they cannot use."""

from collections.abc import Mapping
from typing import Any

import numpy as np


def one_of(name: str, given: object, known: Mapping[str, Any]) -> Any:
    """Return what is known under the given name.

    >>> one_of("level", "medium", {"easy": 1, "hard": 2})
    Traceback (most recent call last):
    ValueError: level is 'medium', but it must be one of: 'easy', 'hard'.
    """
    if not isinstance(given, str) or given not in known:
        words = ", ".join(map(repr, known))
        raise ValueError(f"{name} is {given!r}, but it must be one of: {words}.")
    return known[given]


def check_whole(name: str, given: object, low: int, high: int | None = None) -> None:
    """Raise ``ValueError`` unless a whole number within the ends is given.

    >>> check_whole("size", 4.0, 16, 512)
    Traceback (most recent call last):
    ValueError: size is 4.0, but it must be a whole number from 16 to 512.
    """
    whole = isinstance(given, int | np.integer) and not isinstance(given, bool)
    if not whole or given < low or (high is not None and given > high):
        ends = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise ValueError(f"{name} is {given!r}, but it must be a whole number {ends}.")


def check_number(name: str, given: object, low: float, high: float) -> None:
    """Raise ``ValueError`` unless a number within the ends is given.

    >>> check_number("shortcut", 95, 0, 1)
    Traceback (most recent call last):
    ValueError: shortcut is 95, but it must be a number from 0 to 1.
    """
    number = isinstance(given, int | float | np.number) and not isinstance(given, bool)
    if not number or not low <= given <= high:  # false for NaN as well
        raise ValueError(f"{name} is {given!r}, but it must be a number from {low} to {high}.")
