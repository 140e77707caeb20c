"""Findings as plain data, for JSON."""

from math import isfinite
from typing import Any


def as_data(value: Any) -> Any:
    """Return named tuples as dicts, in any depth, and numbers rounded.

    >>> from labkit.audit.walk import Fared
    >>> as_data([Fared(None, "no", 0.123456)])[0]["seconds"]
    0.1235
    """
    if hasattr(value, "_asdict"):
        return {name: as_data(part) for name, part in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [as_data(part) for part in value]
    if isinstance(value, float):
        return round(value, 4) if isfinite(value) else str(value)
    return value
