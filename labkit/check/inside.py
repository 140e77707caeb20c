"""What runs beside a student's module: look inside, load it, run it, and judge nothing.

The functions here are run by :func:`labkit.check.there.there`.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import torch
import torch.nn.functional as F

from labkit.check.beside import quietly, seeded
from labkit.check.plain import copied, plain

LOSSES = {"cross_entropy": F.cross_entropy, "mse": F.mse_loss}
OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}


def built(make: Callable, args: list, kwargs: dict, meta: bool, _beside: Any) -> list:
    """Return whether ``make`` gives a module, and what it gives.

    With ``meta`` its tensors have shapes and no numbers. The last argument only decides where this
    runs: beside that object.
    """
    with quietly(), seeded(), _device(meta):
        module = make(*args, **kwargs)
    return [isinstance(module, torch.nn.Module), module]


def shapes(module: torch.nn.Module) -> list[tuple[int, ...]]:
    """Return the shapes of the parameters in the order of their registration.

    >>> shapes(torch.nn.Linear(3, 2))
    [(2, 3), (2,)]
    """
    return [tuple(parameter.shape) for parameter in module.parameters()]


def state(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Return copies of all parameters and buffers by name."""
    return copied(plain(dict(module.state_dict())))


def load(module: torch.nn.Module, tensors: dict[str, torch.Tensor]) -> None:
    """Copy tensors into the parameters and buffers of these names."""
    module.load_state_dict(tensors, strict=False)


def output(module: torch.nn.Module, inputs: list, training: bool | None) -> Any:
    """Return what the module gives; with ``training=None`` its layers' modes are left alone."""
    with _mode(module, training), torch.no_grad(), quietly(), seeded():
        return module(*_moved(inputs, module))


def gradients(
    module: torch.nn.Module, x: torch.Tensor, weights: torch.Tensor
) -> dict[str, torch.Tensor | None]:
    """Return the gradients of the weighted sum of the output, by the input and each parameter.

    ``None`` stands for a frozen parameter and where the graph is cut.
    """
    (leaf,) = _moved([x.detach().clone()], module)
    leaf.requires_grad_()
    wanted = {"input": leaf} | {n: p for n, p in module.named_parameters() if p.requires_grad}
    found = dict.fromkeys(["input", *(name for name, _ in module.named_parameters())])
    with _mode(module, False), torch.enable_grad(), quietly(), seeded():
        result = module(leaf)
        if result.requires_grad:
            by = list(wanted.values())
            values = torch.autograd.grad(result, by, weights.to(result), allow_unused=True)
            found |= zip(wanted, values, strict=True)
    return found


def layer_shapes(module: torch.nn.Module, inputs: list) -> list[list]:
    """Return kind and output shape of each layer without parts, in the order in which they run.

    >>> layer_shapes(torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU()), [torch.ones(3)])
    [['Linear', (2,)], ['ReLU', (2,)]]
    """
    seen = []

    def note(layer: torch.nn.Module, _inputs: tuple, result: Any) -> None:
        if isinstance(result, torch.Tensor):
            seen.append([type(layer).__name__, tuple(result.shape)])

    hooks = [layer.register_forward_hook(note) for _, layer in _layers(module)]
    try:
        output(module, inputs, training=False)
    finally:
        for hook in hooks:
            hook.remove()
    return seen


def training_steps(
    module: torch.nn.Module,
    x: torch.Tensor,
    y: torch.Tensor,
    steps: int,
    lr: float,
    loss: str,
    optimizer: str,
) -> list[float]:
    """Train the module in place on one batch and return the loss before each step."""
    losses = []
    trainable = [p for p in module.parameters() if p.requires_grad]
    stepper = OPTIMIZERS[optimizer](trainable, lr=lr)
    with _mode(module, True), torch.enable_grad(), quietly(), seeded():
        x, y = _moved([x, y], module)
        for _ in range(steps):
            stepper.zero_grad()
            value = LOSSES[loss](module(x), y)
            value.backward()
            stepper.step()
            losses.append(value.item())
    return losses


def trainable(module: torch.nn.Module) -> list[str]:
    """Return the names of the parameters that are not frozen."""
    return [name for name, parameter in module.named_parameters() if parameter.requires_grad]


def in_training(module: torch.nn.Module) -> list[str]:
    """Return the names of the layers without parts that are in training mode."""
    return [name for name, layer in _layers(module) if layer.training]


def hooked(module: torch.nn.Module) -> list[str]:
    """Return the names of the layers that have hooks."""
    kinds = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
    return [name for name, part in module.named_modules() if any(getattr(part, k) for k in kinds)]


def _device(meta: bool) -> contextlib.AbstractContextManager:
    return torch.device("meta") if meta else contextlib.nullcontext()


def _moved(values: Any, module: torch.nn.Module) -> Any:
    """Return tensors on the device of the module's parameters, which may be a GPU or none."""
    if isinstance(values, torch.Tensor):
        parameter = next(module.parameters(), values)
        return values.to(parameter.device)
    if type(values) in (list, tuple):
        return [_moved(value, module) for value in values]
    return values


def _layers(module: torch.nn.Module) -> list[tuple[str, torch.nn.Module]]:
    return [(name, part) for name, part in module.named_modules() if not [*part.children()]]


@contextlib.contextmanager
def _mode(module: torch.nn.Module, training: bool | None) -> Iterator[None]:
    before = [(part, part.training) for part in module.modules()]
    if training is not None:
        module.train(training)
    try:
        yield
    finally:
        for part, was in before:
            part.training = was
