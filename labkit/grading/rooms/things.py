"""Types of Python's standard library that travel by value, besides the built-in ones."""

import builtins
import datetime as dt
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import PosixPath, PurePosixPath
from types import SimpleNamespace
from typing import Any, NamedTuple

_FACTORIES = ("int", "float", "str", "list", "dict", "set", "tuple", "bool")


class Way(NamedTuple):
    """How objects of one type become simpler data, and come back from it."""

    parts: Callable[[Any], Any]
    whole: Callable[[Any], Any]


def _factory(value: defaultdict) -> str | None:
    name = getattr(value.default_factory, "__name__", None)
    return name if name in _FACTORIES else None


def _defaultdict(parts: list) -> defaultdict:
    name, items = parts
    return defaultdict(getattr(builtins, name) if name in _FACTORIES else None, items)


def _text(kind: type) -> Way:
    return Way(str, kind)


def _iso(kind: Any) -> Way:
    return Way(lambda value: value.isoformat(), kind.fromisoformat)


WAYS: dict[type, Way] = {
    Fraction: Way(lambda v: [v.numerator, v.denominator], lambda parts: Fraction(*parts)),
    Decimal: _text(Decimal),
    PosixPath: _text(PosixPath),
    PurePosixPath: _text(PurePosixPath),
    dt.date: _iso(dt.date),
    dt.time: _iso(dt.time),
    dt.datetime: _iso(dt.datetime),
    dt.timedelta: Way(lambda v: [v.days, v.seconds, v.microseconds], lambda p: dt.timedelta(*p)),
    Counter: Way(dict, Counter),
    OrderedDict: Way(lambda value: list(value.items()), OrderedDict),
    defaultdict: Way(lambda value: [_factory(value), dict(value)], _defaultdict),
    deque: Way(lambda value: [value.maxlen, list(value)], lambda p: deque(p[1], p[0])),
    SimpleNamespace: Way(vars, lambda parts: SimpleNamespace(**parts)),
    type({}.keys()): Way(list, lambda parts: dict.fromkeys(parts).keys()),
    type({}.values()): Way(list, lambda parts: dict(enumerate(parts)).values()),
    type({}.items()): Way(dict, lambda parts: parts.items()),
}
NAMES: dict[str, Way] = {kind.__name__: way for kind, way in WAYS.items()}
