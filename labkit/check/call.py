"""Call a student's function once, safely and quietly, and keep what it gave."""

import contextlib
import io
from collections.abc import Callable, Iterable
from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode

from labkit.check import describe
from labkit.check.compare import same
from labkit.check.failure import CheckError
from labkit.check.plain import NotPlainError, copied, plain
from labkit.check.result import Result, shown


def call(function: Callable, /, *args: Any, **kwargs: Any) -> Result:
    """Call a student's function on copies of the arguments and keep what it gave.

    Whatever it writes to stderr (warnings, progress bars) goes to stdout, where it costs nothing.

    >>> call(pow, 2, 10).gives(1024)
    """
    text, lines = describe.call(function, args, kwargs)
    subject = describe.name_of(function)
    if not callable(function):
        headline = f"A function is expected here, not {shown(function)}."
        raise CheckError(headline, [], subject=subject, mistake=None)
    given, named = copied(args), copied(kwargs)
    try:
        with _stderr_to_stdout():
            value = function(*given, **named)
    except (Exception, SystemExit) as error:
        return Result(subject, text, lines, error=error)
    names = [*describe.parameter_names(function, len(args)), *kwargs]
    changed = _changed(names, (*args, *kwargs.values()), (*given, *named.values()))
    return Result(subject, text, lines, value, changed=changed)


def value(value: Any, *, name: str) -> Result:
    """Wrap a variable that the student has set, to be judged like the result of a call.

    Fails at once while the variable is still ``None`` or ``...``.

    >>> value(3.0, name="mac_ratio").gives(3.0)
    """
    if value is None or value is Ellipsis:
        raise CheckError(f"{name} is not set yet: give it a value.", [], subject=name, mistake=None)
    return Result(name, name, value=value)


def forbid(operation: str, function: Callable, /, *args: Any, **kwargs: Any) -> None:
    """Fail if the function runs a torch operation such as ``"convolution"``, in this thread.

    Every way to reach the operation counts: functional, module or method.

    >>> import torch
    >>> forbid("convolution", torch.relu, torch.ones(3))
    """
    subject = describe.name_of(function)
    with _Watch() as watch:
        result = call(function, *args, **kwargs)
    result.stop_on_error()
    if any(_STEMS.get(operation, operation) in name for name in watch.names):
        headline = f"{subject} calls PyTorch's own {operation}: write it yourself here."
        mistake = f"PyTorch's own {operation} does the work"
        raise CheckError(headline, [], subject=subject, mistake=mistake)


# What the names of an operation's variants share: aten.convolution, aten.conv2d, _slow_conv2d.
_STEMS = {"convolution": "conv"}


class _Watch(TorchDispatchMode):
    """Collect the names of all torch operations that run."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.names.add(str(func))
        return func(*args, **(kwargs or {}))


@contextlib.contextmanager
def _stderr_to_stdout():
    buffer = io.StringIO()
    try:
        with contextlib.redirect_stderr(buffer):
            yield
    finally:
        print(buffer.getvalue(), end="")


def _changed(names: Iterable[str], before: Iterable, after: Iterable) -> str | None:
    """Return the name of the first array, list or dict that the call changed in place."""
    for name, old, new in zip(names, before, after, strict=True):
        try:
            if not same(plain(new), plain(old), rtol=0, atol=0):
                return name
        except NotPlainError:  # functions, modules and the like were passed on uncopied
            continue
    return None
