"""Fixed random weights, so that all values of an output take part in one gradient."""

import torch

from labkit.check.failure import CheckError
from labkit.check.plain import NotPlainError, plain
from labkit.check.result import Result, shown


def weights_for(output: Result) -> torch.Tensor:
    """Return the same random numbers for every output of this shape.

    Raises :class:`CheckError` if the output is an exception or no tensor of fractions.

    >>> weights_for(Result("f", "f()", value=torch.zeros(2, 3))).shape
    torch.Size([2, 3])
    """
    output.stop_on_error()
    try:
        tensor = plain(output.value)
    except NotPlainError:
        tensor = None
    if type(tensor) is not torch.Tensor or not tensor.is_floating_point():
        details = [f"returned  {shown(output.value)}", "expected  a tensor of fractions"]
        headline = f"{output.text} is not right yet."
        raise CheckError(headline, details, subject=output.subject, mistake=None)
    generator = torch.Generator().manual_seed(0)
    return torch.randn(tensor.shape, generator=generator, dtype=tensor.dtype)
