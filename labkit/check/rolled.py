"""Check a rule that goes from state to state, such as that of an optimizer, over many steps."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch

from labkit.check import beside, describe
from labkit.check.ask import ask_with
from labkit.check.failure import CheckError
from labkit.check.result import Result, shown


def rolled(rule: Callable, /, start: Any, inputs: torch.Tensor, **settings: Any) -> Result:
    """Take a step of a student's rule for each row of ``inputs`` and keep the path.

    A step is ``value, state = rule(value, row, state, **settings)``; the state is a dict, empty at
    first. The result is the tensor of all values after the first step, the second and so on.
    PyTorch's own optimizers may not be used: this raises :class:`CheckError`, as does a rule that
    does not return a pair.

    >>> def average(mean, number, state):
    ...     count = state.get("count", 0) + 1
    ...     return mean + (number - mean) / count, {"count": count}
    >>> path = rolled(average, torch.zeros(1), torch.tensor([[2.0], [4.0]]))
    >>> path.gives(torch.tensor([[2.0], [3.0]]), mistakes={"added up": torch.tensor([[2.0], [6]])})
    >>> path.text
    'average(mean, number) over 2 steps'
    """
    doing = f" over {len(inputs)} step{'s' * (len(inputs) > 1)}"
    result = ask_with(beside.rolled, rule, (start, inputs), settings, doing=doing)
    if result.error is not None:
        return result
    path, last, changed, forbidden = result.value
    if forbidden:
        headline = f"{result.subject} calls PyTorch's own optimizer: write the rule yourself here."
        mistake = "PyTorch's own optimizer does the work"
        raise CheckError(headline, [], subject=result.subject, mistake=mistake)
    names = describe.parameter_names(rule, 3)
    if len(path) < len(inputs):
        missing = "nothing is returned; a `return` seems to be missing"
        pair = f"a step must return the new {names[0]} and the new {names[2]}, as a pair"
        raise CheckError(
            f"{result.text} is not right yet.",
            [f"returned  {shown(last)}"],
            subject=result.subject,
            mistake=missing if last is None else pair,
        )
    return replace(
        result, value=_stacked(path), changed=None if changed is None else names[changed]
    )


def _stacked(path: list) -> Any:
    """Return the values as one tensor if they are tensors of one shape, else as they came."""
    tensors = all(type(value) is torch.Tensor for value in path)
    return torch.stack(path) if tensors and len({value.shape for value in path}) == 1 else path
