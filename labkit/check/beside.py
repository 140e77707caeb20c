"""What runs beside a student's functions and objects: it uses them and judges nothing.

The functions here are run by :func:`labkit.check.there.there`.
"""

import contextlib
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

from labkit.check.compare import same
from labkit.check.plain import NotPlainError, copied, plain

SEED = 0  # of what seeded() draws; `labkit audit` tries others


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Send what is written to stderr (warnings, progress bars) to stdout, where it costs nothing.

    >>> import sys
    >>> with quietly():
    ...     print("careful", file=sys.stderr)
    careful
    """
    buffer = io.StringIO()
    try:
        with contextlib.redirect_stderr(buffer):
            yield
    finally:
        if written := buffer.getvalue():
            print(written, end="")


@contextlib.contextmanager
def seeded() -> Iterator[None]:
    """Let torch draw the same random numbers each time, and go on afterwards as if it had not.

    >>> with seeded():
    ...     first = torch.rand(3)
    >>> with seeded():
    ...     second = torch.rand(3)
    >>> torch.equal(first, second)
    True
    """
    generator = torch.default_generator  # torch.manual_seed looks at every device, and is slow
    state = generator.get_state()
    try:
        generator.manual_seed(SEED)
        yield
    finally:
        generator.set_state(state)


def called(function: Callable, args: list, kwargs: dict) -> list:
    """Return what the call gave, and its arguments as they are afterwards (``None``: not plain).

    >>> called(list.pop, [[1, 2]], {})
    [2, [[1]]]
    """
    with quietly():
        value = function(*args, **kwargs)
    return [value, [_kept(argument) for argument in (*args, *kwargs.values())]]


def items(function: Callable, args: list, kwargs: dict, limit: int) -> list:
    """Return the first ``limit`` items that the call yields, each as it is at that moment.

    >>> from itertools import count
    >>> items(count, [5], {}, 3)
    [5, 6, 7]
    """
    with quietly():
        return [_kept_or_self(item) for item in islice(function(*args, **kwargs), limit)]


def played(make: Callable, args: list, kwargs: dict, steps: list) -> list:
    """Return what an object made by ``make`` answers to each step, as it is at that moment.

    A step is the name of a method with its arguments, or the name of an attribute alone.

    >>> played(list, [[3, 1]], {}, [["sort"], ["pop"], ["index", 1]])
    [None, 3, 0]
    """
    answers = []
    with quietly():
        thing = make(*args, **kwargs)
        for name, *values in steps:
            attribute = getattr(thing, name)
            answer = attribute(*values) if values or callable(attribute) else attribute
            answers.append(_kept_or_self(answer))
    return answers


def rolled(rule: Callable, args: list, kwargs: dict) -> list:
    """Return the values after each step of a rule, and what else there is to say about them.

    The arguments are the first value and the input of each step. That is: the path, the last
    answer, the number of an argument that was changed, whether a torch optimizer took a step. The
    path ends early at an answer that is not a pair.

    >>> rolled(lambda x, row, state: (x + row, state), [1, [2, 5]], {})
    [[3, 8], None, None, False]
    """
    value, inputs = args
    path, state, changed = [], {}, None
    with quietly(), _noticing_optimizers() as used:
        for row in inputs:
            given = [copied(value), copied(row), state]
            before = _kept_or_self(given)
            answer = rule(*given, **kwargs)
            if used or type(answer) not in (tuple, list) or len(answer) != 2:
                return [path, _kept_or_self(answer), None, bool(used)]
            value, state = _kept_or_self(answer[0]), answer[1]
            after = _kept_or_self(given)
            pairs = enumerate(zip(before, after, strict=True))
            changed = next((i for i, pair in pairs if not _equal(*pair)), changed)
            path.append(value)
    return [path, None, changed, False]


@contextlib.contextmanager
def _noticing_optimizers() -> Iterator[list]:
    """Give a list that is filled when a step of one of torch's optimizers is taken."""
    used = []
    handle = register_optimizer_step_pre_hook(lambda *_: used.append(True))
    try:
        yield used
    finally:
        handle.remove()


def gradient(
    function: Callable, args: list, kwargs: dict, wrt: int | str, weights: torch.Tensor
) -> torch.Tensor | None:
    """Return the gradient of the weighted sum of the output; ``None`` where the graph is cut.

    >>> gradient(torch.square, [torch.tensor([1.0, 3.0])], {}, 0, torch.tensor([1.0, 10.0]))
    tensor([ 2., 60.])
    """
    given = dict(enumerate(args)) | kwargs
    given[wrt] = leaf = copied(given[wrt]).detach().requires_grad_()
    with torch.enable_grad(), quietly():
        output = function(*(given[i] for i in range(len(args))), **{k: given[k] for k in kwargs})
        if not output.requires_grad:
            return None
        return torch.autograd.grad(output, leaf, weights.to(output), allow_unused=True)[0]


def _kept(value: Any) -> Any:
    try:
        return plain(value)
    except NotPlainError:
        return None


def _kept_or_self(value: Any) -> Any:
    try:
        return copied(plain(value))
    except NotPlainError:  # to be refused by the judge, in words for the student
        return value


def _equal(before: Any, after: Any) -> bool:
    try:
        return same(plain(after), plain(before), rtol=0, atol=0)
    except NotPlainError:  # objects that only the student knows
        return True
