"""What a network has learnt to look for first, and what each layer makes of an image."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import nn


def first_layer_filters(model: nn.Module) -> torch.Tensor:
    """Return the kernels of the first convolution as images ``(C_out, C_in, KH, KW)``.

    Each kernel goes from 0 (its smallest weight) to 1 (its largest), over all its channels, so that
    it can be shown; a kernel of equal weights is 0.5 everywhere. Raises ``ValueError`` for a
    network without convolutions.

    >>> conv = nn.Conv2d(1, 1, 2)
    >>> conv.weight.data = torch.tensor([[[[-1.0, 0.0], [1.0, 3.0]]]])
    >>> first_layer_filters(nn.Sequential(conv, nn.ReLU()))
    tensor([[[[0.0000, 0.2500],
              [0.5000, 1.0000]]]])
    """
    convolutions = (part for part in model.modules() if isinstance(part, nn.Conv2d))
    first = next(convolutions, None)
    if first is None:
        raise ValueError(f"{type(model).__name__} has no nn.Conv2d whose filters could be shown.")
    weight = first.weight.detach()
    low, high = weight.amin((1, 2, 3), keepdim=True), weight.amax((1, 2, 3), keepdim=True)
    return torch.where(high > low, (weight - low) / (high - low).clamp(min=1e-30), 0.5)


def activations(
    model: nn.Module, x: torch.Tensor, layers: Sequence[str]
) -> dict[str, torch.Tensor]:
    """Return copies of what the named layers give for a batch, in the order of ``layers``.

    The hooks that this takes are removed, also after an error. Raises ``ValueError`` for names that
    are no layers.

    >>> net = nn.Sequential(nn.Flatten(), nn.Linear(4, 3), nn.ReLU())
    >>> seen = activations(net, torch.ones(2, 1, 2, 2), ["2", "0"])
    >>> {name: tuple(value.shape) for name, value in seen.items()}
    {'2': (2, 3), '0': (2, 4)}
    """
    with kept(model, layers) as outputs, torch.no_grad():
        model(x)
    return {name: outputs[name].clone() for name in layers}


@contextmanager
def kept(model: nn.Module, layers: Sequence[str]) -> Iterator[dict[str, torch.Tensor]]:
    """Keep what layers give while the block runs, with its graph, in a dict by name.

    What later layers do in place does not touch it.

    >>> net = nn.Sequential(nn.Identity(), nn.ReLU(inplace=True))
    >>> with kept(net, ["0"]) as outputs:
    ...     _ = net(torch.tensor([-1.0]))
    >>> outputs["0"]
    tensor([-1.])
    """
    parts = dict(model.named_modules())
    unknown = [name for name in layers if name not in parts]
    if unknown:
        known = ", ".join(name for name in parts if name)
        raise ValueError(f"There is no layer {unknown[0]!r}; the layers are {known}.")
    outputs = {}

    def keeping(name: str):
        def hook(_module: nn.Module, _inputs: tuple, output: torch.Tensor) -> torch.Tensor:
            outputs[name] = output
            return output.clone()  # the network goes on with this one

        return hook

    hooks = [parts[name].register_forward_hook(keeping(name)) for name in layers]
    try:
        yield outputs
    finally:
        for hook in hooks:
            hook.remove()
