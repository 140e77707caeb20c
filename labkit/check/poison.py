"""Take one of torch's operations away for a while, from everyone and in every thread.

The operation is overridden in torch's dispatcher, through which modules, functions, methods,
compiled code and autograd must all go. What is needed for that is kept from the time of import, so
that attributes of torch replaced later change nothing here.
"""

import contextlib
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
from labkit.check.plain import copied

_library = torch._C._dispatch_library
_implement = torch._C._DispatchModule.impl
_undo = torch._C._DispatchModule.reset
_operations = torch._C._dispatch_get_all_op_names
_warnings_caught, _ignore_warnings = warnings.catch_warnings, warnings.simplefilter

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


@functools.lru_cache(maxsize=32)
def _variants(operation: str, _imported: int) -> tuple[str, ...]:
    """Search the names of all operations, again only after an import, which may bring more."""
    stem = re.compile(_STEMS.get(operation, re.escape(operation)))
    return tuple(sorted(name for name in _operations() if stem.search(name.split("::", 1)[1])))


@contextlib.contextmanager
def poisoned(operation: str) -> Iterator[list[str]]:
    """Let every variant of an operation raise ``RuntimeError``; give a list of those called.

    >>> with poisoned("relu") as used:
    ...     torch.nn.ReLU()(torch.ones(2))
    Traceback (most recent call last):
        ...
    RuntimeError: PyTorch's own relu may not be used here.
    >>> used
    ['aten::relu']
    """
    used = []
    by_library = defaultdict(list)
    for name in variants(operation):
        by_library[name.split("::")[0]].append(name)
    libraries = []
    try:
        with _warnings_caught():
            _ignore_warnings("ignore")  # torch warns once when a kernel is replaced by another
            for library, names in by_library.items():
                libraries.append(_library("IMPL", library, ""))
                for name in names:
                    for key in _KEYS:
                        _implement(libraries[-1], name, key, _refusal(operation, name, used))
        yield used
    finally:
        for library in libraries:
            _undo(library)


def called_twice(function: Callable, args: list, kwargs: dict, operation: str) -> list:
    """Call a function with the operation poisoned and as usual, with the same random numbers.

    Returns both values, the variants it called, and whether it raised when poisoned. The usual
    call comes second, so that the other one finds no result kept from it.
    """
    poison_value, raised = None, False
    with poisoned(operation) as used, _same_numbers():
        try:
            poison_value = _called(function, args, kwargs)
        except Exception:  # a mistake of the function's own comes again in the usual call
            raised = True
    with _same_numbers():
        usual = _called(function, args, kwargs)
    return [poison_value, usual, sorted(set(used)), raised]


def _called(function: Callable, args: list, kwargs: dict) -> Any:
    with quietly():
        return function(*copied(args), **copied(kwargs))


def _refusal(operation: str, name: str, used: list[str]) -> Callable:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        used.append(name)
        raise RuntimeError(f"PyTorch's own {operation} may not be used here.")

    return refuse


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
