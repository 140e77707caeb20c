"""Take one of torch's operations away for a while, from everyone and in every thread.

The operation is overridden in torch's dispatcher, through which modules, functions, methods,
compiled code and autograd must all go. What is needed for that is kept from the time of import, so
that attributes of torch replaced later change nothing here.
"""

import contextlib
import ctypes
import functools
import random
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch

from labkit.check.beside import quietly, seeded

_library = torch._C._dispatch_library
_implement = torch._C._DispatchModule.impl
_undo = torch._C._DispatchModule.reset
_operations = torch._C._dispatch_get_all_op_names
_warnings_caught, _ignore_warnings = warnings.catch_warnings, warnings.simplefilter
_python, _object = ctypes.pythonapi, ctypes.py_object
_RAISES = ().index  # whatever it is called with; its code cannot be replaced

# Every call passes BackendSelect, on every device; one sent past it on purpose ends at CPU.
_KEYS = ("BackendSelect", "CPU")
# What the names of an operation's variants share: aten::convolution, aten::conv2d, _slow_conv2d,
# but not aten::_convert_weight_to_int4pack.
_STEMS = {"convolution": "conv(?!ert)"}


def variants(operation: str) -> list[str]:
    """Return the names of all of torch's operations that are variants of this one.

    Raises ``ValueError`` if there is none.

    >>> "aten::conv2d" in variants("convolution"), "aten::relu_" in variants("relu")
    (True, True)
    """
    found = _variants(operation, len(sys.modules))
    if not found:
        raise ValueError(f"torch has no operation whose name contains {operation!r}.")
    return list(found)


def end_processes() -> None:
    """End what the student's code has started; the grader, which can do so, replaces this."""


@functools.lru_cache(maxsize=32)
def _variants(operation: str, _imported: int) -> tuple[str, ...]:
    """Search the names of all operations, again only after an import, which may bring more."""
    stem = re.compile(_STEMS.get(operation, re.escape(operation)))
    return tuple(sorted(name for name in _operations() if stem.search(name.split("::", 1)[1])))


def ban(_beside: Any, operation: str) -> list[int]:
    """Let every variant of an operation raise an exception, until :func:`lift` gets the keys.

    Nothing that can be found in memory lifts it: the keys are addresses, which this process
    forgets as soon as it has returned them, and what raises is no function of Python's. The first
    argument says where: beside this object of the student's.

    >>> keys = ban(None, "relu")
    >>> torch.nn.ReLU()(torch.ones(2))
    Traceback (most recent call last):
        ...
    ValueError: tuple.index(x): x not in tuple
    >>> lift(None, keys)
    >>> torch.nn.ReLU()(torch.ones(2))
    tensor([1., 1.])
    """
    by_library = defaultdict(list)
    for name in variants(operation):
        by_library[name.split("::")[0]].append(name)
    libraries = []
    with _warnings_caught():
        _ignore_warnings("ignore")  # torch warns once when a kernel is replaced by another
        for library, names in by_library.items():
            libraries.append(_library("IMPL", library, ""))
            for name in names:
                for key in _KEYS:
                    _implement(libraries[-1], name, key, _RAISES)
    for library in libraries:
        _hold(library)
    return [id(library) for library in libraries]


def lift(_beside: Any, keys: list[int]) -> None:
    """Lift the ban that gave these keys."""
    for key in keys:
        library = _at(key)
        _undo(library)
        _let_go(library)


def called(function: Callable, args: list, kwargs: dict) -> Any:
    """Return what the call gives, with the same random numbers each time."""
    with _same_numbers(), quietly():
        return function(*args, **kwargs)


@contextlib.contextmanager
def _same_numbers() -> Iterator[None]:
    """Let torch, numpy and Python draw the same random numbers each time."""
    state, numpy_state = random.getstate(), np.random.get_state()  # noqa: NPY002
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002
    try:
        with seeded():
            yield
    finally:
        random.setstate(state)
        np.random.set_state(numpy_state)  # noqa: NPY002


def _hold(thing: Any) -> None:
    """Keep a thing alive without a reference to it that can be found."""
    _python.Py_IncRef(_object(thing))


def _let_go(thing: Any) -> None:
    _python.Py_DecRef(_object(thing))


def _at(address: int) -> Any:
    return ctypes.cast(address, _object).value
