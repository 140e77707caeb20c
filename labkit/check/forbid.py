"""Check that a student's function does the work itself."""

from collections.abc import Callable
from typing import Any

from labkit.check import poison
from labkit.check.ask import ask_with
from labkit.check.compare import same
from labkit.check.failure import CheckError
from labkit.check.finished import KINDS, borrowed
from labkit.check.plain import NotPlainError, plain
from labkit.check.there import there


def forbid(operation: str, function: Callable, /, *args: Any, **kwargs: Any) -> None:
    """Fail if the function needs a torch operation such as ``"convolution"``.

    It is called twice: while all operations of torch whose names contain the word raise an
    exception, however they are reached (function, module, method, another thread, compiled code),
    and then as usual. It must give the same both times. Raises :class:`CheckError`, and
    ``ValueError`` for a word that no operation's name contains.

    ``"finished networks"`` are those of `labkit.models` and torchvision, ``"finished metrics"``
    those of scikit-learn and torchvision, and a name such as ``"labkit.inspect.grad_cam"`` is that
    function of the kit: then the function is called once, and no code of theirs may run in it.

    >>> import torch
    >>> forbid("convolution", torch.relu, torch.ones(3))
    """
    if operation in KINDS or operation.startswith("labkit."):
        _forbid_finished(operation, function, args, kwargs)
        return
    keys = there(poison.ban, function, operation)
    try:
        poison.end_processes()  # after the ban, so that no process is without it
        poisoned = ask_with(poison.called, function, args, kwargs)
    finally:
        there(poison.lift, function, keys)
    usual = ask_with(poison.called, function, args, kwargs)
    usual.stop_on_error()
    if poisoned.error or not _same_if_plain(usual.value, poisoned.value):
        subject = usual.subject
        headline = f"{subject} calls PyTorch's own {operation}: write it yourself here."
        mistake = f"PyTorch's own {operation} does the work"
        raise CheckError(headline, [], subject=subject, mistake=mistake)


def _same_if_plain(usual: Any, poisoned: Any) -> bool:
    try:
        return same(plain(poisoned), plain(usual))
    except NotPlainError:  # a module, say: whether it was built with the operation is known
        return True


def _forbid_finished(what: str, function: Callable, args: tuple, kwargs: dict) -> None:
    result = ask_with(borrowed, function, args, kwargs, what)
    result.stop_on_error()
    if result.value is None:
        return
    does, verb, mistake = {
        "finished networks": ("takes a network of", "build", "a finished network is taken"),
        "finished metrics": ("takes a metric of", "write", "a finished metric is taken"),
    }.get(what, ("calls", "write", "the kit's own function does the work"))
    headline = f"{result.subject} {does} {result.value}: {verb} it yourself here."
    raise CheckError(headline, [], subject=result.subject, mistake=mistake)
