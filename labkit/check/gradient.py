"""Judge the gradient of a student's function by the gradient of a right one."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch

from labkit.check import beside, describe
from labkit.check.ask import ask, handed
from labkit.check.call import call
from labkit.check.failure import CheckError
from labkit.check.result import Result
from labkit.check.weighting import weights_for


class Gradient(NamedTuple):
    """A gradient, and how it was taken, so that others can be too. Made by :func:`gradient`."""

    result: Result
    output: Result
    args: tuple
    kwargs: dict
    wrt: int | str
    weights: torch.Tensor

    def gives_gradient_of(
        self,
        right: Callable,
        *,
        mistakes: Mapping[str, Callable] | None = None,
        rtol: float | None = None,
        atol: float | None = None,
    ) -> None:
        """Check that it is the gradient of ``right`` at the same place.

        ``mistakes`` maps plain-language names to the functions whose gradients they give.
        Raises :class:`CheckError`.

        >>> gradient(torch.relu, torch.tensor([-2.0, 3.0])).gives_gradient_of(torch.nn.ReLU())
        """
        expected = right(*handed(self.args), **handed(self.kwargs))
        if expected.shape != self.weights.shape:
            self.output.gives(expected)
        named = {name: self._of(function) for name, function in (mistakes or {}).items()}
        self.result.gives(self._of(right), mistakes=named, rtol=rtol, atol=atol)

    def _of(self, function: Callable) -> torch.Tensor | None:
        args, kwargs = handed(list(self.args)), handed(self.kwargs)
        return beside.gradient(function, args, kwargs, self.wrt, self.weights)


def gradient(
    function: Callable,
    /,
    *args: Any,
    wrt: int | str = 0,
    weights: torch.Tensor | None = None,
    **kwargs: Any,
) -> Gradient:
    """Take the gradient through a student's function by argument ``wrt``, a number or a name.

    The output is weighted and summed: with fixed random numbers, or with ``weights`` of its shape.
    Raises :class:`CheckError` if the function gives no tensor of fractions, or if no gradient
    comes through.
    """
    output = call(function, *args, **kwargs)
    weights = weights_for(output) if weights is None else weights
    names = [*describe.parameter_names(function, len(args)), *kwargs]
    if type(wrt) is str and wrt not in kwargs:
        wrt = names.index(wrt)
    name = names[wrt] if type(wrt) is int else wrt
    text = f"The gradient of {output.text} with respect to {name}"
    lines = [*output.arguments, f"weights   {describe.value(weights)}"]
    given, named = handed(list(args)), handed(kwargs)
    result = ask(output.subject, text, lines, beside.gradient, function, given, named, wrt, weights)
    if result.error is None and result.value is None:
        headline = f"{text} does not exist."
        mistake = f".detach(), .item(), numpy or torch.no_grad() cuts {name} off from the result"
        raise CheckError(headline, [], subject=output.subject, mistake=mistake)
    return Gradient(result, output, args, kwargs, wrt, weights)
