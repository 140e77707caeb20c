"""Build a student's module, look inside, load it, run it, train it, and judge what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import torch

from labkit.check import describe, inside
from labkit.check.ask import ask, ask_with, handed
from labkit.check.failure import CheckError
from labkit.check.matching import MismatchError, match
from labkit.check.plain import copied, plain
from labkit.check.result import Result, shown
from labkit.check.weighting import weights_for


def module(
    make: Callable, /, *args: Any, meta: bool = False, beside: Any = None, **kwargs: Any
) -> "Built":
    """Build a module with a student's class or function, always from the same random numbers.

    With ``meta`` the parameters have shapes and no numbers: a large network costs nothing then,
    but gives no output. ``beside`` is a student's function that is to get a module of the
    course's: that one must then be built where the function lives. Raises :class:`CheckError` if
    no module is returned; an exception is kept until something of the module is judged.

    >>> layer = module(torch.nn.Linear, 3, 2)
    >>> layer.parameters().gives(8, mistakes={"the bias is forgotten": 6})
    >>> layer
    Linear(3, 2)
    """
    result = ask_with(inside.built, make, args, kwargs, meta, beside)
    told = result.subject, result.text, result.arguments
    if result.error is not None:
        return Built(*told, error=result.error)
    is_module, value = result.value
    if is_module is not True:
        headline = f"{result.text} must give a torch.nn.Module."
        mistake = "nothing is returned; a `return` seems to be missing" if value is None else None
        details = [f"returned  {shown(value)}"]
        raise CheckError(headline, details, subject=result.subject, mistake=mistake)
    return Built(*told, module=value)


@dataclass(frozen=True, repr=False)
class Built:
    """A module where it lives, or the exception that came instead. Made by :func:`module`.

    It may be passed to :func:`call`, which hands the module itself to the student's function.
    """

    subject: str
    text: str
    arguments: list[str] = field(default_factory=list)
    module: Any = None
    error: BaseException | None = None

    def __repr__(self) -> str:
        """Return the call that built it."""
        return self.text

    def __call__(self, *inputs: Any) -> Result:
        """Return the output in evaluation mode, as :meth:`output` does."""
        return self.output(*inputs)

    def __labkit_argument__(self) -> Any:
        """Return the module itself, to be passed to a student's function."""
        Result(self.subject, self.text, self.arguments, error=self.error).stop_on_error()
        return self.module

    def output(self, *inputs: Any, training: bool | None = False) -> Result:
        """Return what the module gives; ``training=None`` leaves its layers' modes as they are.

        In training mode its buffers change, as in training. Random numbers are always the same.

        >>> module(torch.nn.Flatten)(torch.ones(2, 3, 4)).gives(torch.ones(2, 12))
        """
        text, lines = _call_text(self.text, inputs)
        text += " in training mode" if training else ""
        return self._ask(text, lines, inside.output, handed(inputs), training)

    def parameters(self) -> Result:
        """Return the number of parameters."""
        result = self._ask_of("the number of parameters", inside.shapes)
        return result.then(lambda shapes: sum(map(prod, shapes)))

    def parameter_shapes(self) -> Result:
        """Return the shapes of all parameters in the order of their registration."""
        return self._ask_of("the parameter shapes", inside.shapes)

    def state(self) -> Result:
        """Return all parameters and buffers by name."""
        return self._ask_of("the state", inside.state)

    def load(self, weights: "Mapping[str, torch.Tensor] | torch.nn.Module | Built") -> "Built":
        """Copy the parameters and buffers of a right module into this one, and return this one.

        The names need not agree: :func:`labkit.check.matching.match` says which tensor goes
        where. Raises :class:`CheckError` that names a tensor too many, missing or misshapen.

        >>> right = torch.nn.Linear(2, 1)
        >>> x = torch.ones(1, 2)
        >>> module(torch.nn.Linear, 2, 1).load(right)(x).gives(right(x))
        """
        own = self.state()
        own.stop_on_error()
        try:
            tensors = match(plain(own.value), _tensors_of(weights))
        except MismatchError as error:
            headline = f"{self.text} does not have the parameters it should have."
            raise CheckError(headline, [], subject=self.subject, mistake=str(error)) from None
        self._ask_of("loading", inside.load, tensors).stop_on_error()
        return self

    def gradients(self, x: torch.Tensor) -> Result:
        """Return gradients of the output by ``"input"`` and by each parameter, as a dict.

        The output is weighted with fixed random numbers and summed. ``None`` stands for frozen
        parameters and where no gradient arrives.
        """
        weights = weights_for(self.output(x))
        return self._ask_of("the gradients", inside.gradients, x, weights)

    def layer_shapes(self, *inputs: Any, kinds: tuple[str, ...] = ()) -> Result:
        """Return the output shapes of the layers in the order in which they run.

        ``kinds`` names the classes that count, such as ``("Conv2d", "Linear")``: activations
        may be layers for one student and functions for another.
        """
        result = self._ask_of("the layers' output shapes", inside.layer_shapes, handed(inputs))
        return result.then(
            lambda rows: [shape for kind, shape in rows if not kinds or kind in kinds]
        )

    def training_steps(
        self,
        x: torch.Tensor,
        y: torch.Tensor,
        *,
        steps: int,
        lr: float,
        loss: str = "cross_entropy",
        optimizer: str = "sgd",
    ) -> Result:
        """Train the module on one batch and return the loss before each step.

        ``loss`` is ``"cross_entropy"`` or ``"mse"``, ``optimizer`` ``"sgd"`` or ``"adam"``.
        Raises ``ValueError`` for others.
        """
        for name, known in ((loss, inside.LOSSES), (optimizer, inside.OPTIMIZERS)):
            if name not in known:
                raise ValueError(f"{name!r} is not known: choose one of {', '.join(known)}.")
        what = "the loss in training"
        return self._ask_of(what, inside.training_steps, x, y, steps, lr, loss, optimizer)

    def trainable(self) -> Result:
        """Return the names of the parameters that are not frozen."""
        return self._ask_of("the list of trainable parameters", inside.trainable)

    def in_training(self) -> Result:
        """Return the names of the layers that are in training mode (containers do not count)."""
        return self._ask_of("the list of layers in training mode", inside.in_training)

    def hooked(self) -> Result:
        """Return the names of the layers that have hooks."""
        return self._ask_of("the list of layers with hooks", inside.hooked)

    def _ask_of(self, what: str, function: Callable, *args: Any) -> Result:
        return self._ask(f"{what} of {self.text}", self.arguments, function, *args)

    def _ask(self, text: str, lines: list[str], function: Callable, *args: Any) -> Result:
        if self.error is not None:
            return Result(self.subject, self.text, self.arguments, error=self.error)
        return ask(self.subject, text, lines, function, self.module, *copied(args))


def _tensors_of(weights: Any) -> dict[str, torch.Tensor]:
    if type(weights) is Built:
        weights = weights.state().value
    return plain(dict(weights.state_dict() if isinstance(weights, torch.nn.Module) else weights))


def _call_text(text: str, inputs: tuple) -> tuple[str, list[str]]:
    names = ["x"] if len(inputs) == 1 else [f"x{i + 1}" for i in range(len(inputs))]
    lines = [f"{n:<9} {describe.value(x)}" for n, x in zip(names, inputs, strict=True)]
    return f"{text}({', '.join(names)})", lines
