"""torchvision's networks, for any number of input channels, and its pretrained weights."""

from urllib.error import URLError

import torch
from torch import nn
from torchvision import models
from torchvision.models import WeightsEnum

_CLASSES = 1000
_COLORS = 3


def from_torchvision(
    name: str, num_classes: int, in_channels: int, weights: str | WeightsEnum | None, **options
) -> nn.Module:
    """Return torchvision's network of a name, with torchvision's weights if asked for.

    For other inputs than RGB the first convolution is replaced by a fresh one. Raises
    ``ValueError`` for weights that do not exist or do not fit, and ``ConnectionError`` where they
    cannot be downloaded.
    """
    if weights is not None:
        return _pretrained(name, num_classes, in_channels, weights, options)
    model = models.get_model(name, num_classes=num_classes, **options)
    if in_channels != _COLORS:
        _replace_first_convolution(model, in_channels)
    return model


def _pretrained(name: str, num_classes: int, in_channels: int, weights, options: dict) -> nn.Module:
    chosen = _chosen(models.get_model_weights(name), name, weights)
    if (num_classes, in_channels) != (_CLASSES, _COLORS):
        raise ValueError(
            f"{chosen} are for {_CLASSES} classes and {_COLORS} channels, but num_classes is "
            f"{num_classes} and in_channels is {in_channels}. Leave both out, then replace the "
            "model's first or last layer."
        )
    try:
        return models.get_model(name, weights=chosen, **options)
    except (URLError, ConnectionError, TimeoutError) as error:
        raise ConnectionError(
            f"{chosen} could not be downloaded ({error}). Try again with a network, put the file "
            f"{chosen.url} into {torch.hub.get_dir()}/checkpoints, or build without weights."
        ) from error


def _chosen(known: type[WeightsEnum], name: str, weights: str | WeightsEnum) -> WeightsEnum:
    if isinstance(weights, known):
        return weights
    key = weights.removeprefix(f"{known.__name__}.") if isinstance(weights, str) else None
    if key not in known.__members__:
        raise ValueError(f"{name} has the weights {', '.join(known.__members__)}, not {weights!r}.")
    return known[key]


def _replace_first_convolution(model: nn.Module, in_channels: int) -> None:
    name, old = next((n, m) for n, m in model.named_modules() if isinstance(m, nn.Conv2d))
    geometry = (old.out_channels, old.kernel_size, old.stride, old.padding, old.dilation)
    new = nn.Conv2d(in_channels, *geometry, bias=old.bias is not None)
    nn.init.kaiming_normal_(new.weight, mode="fan_out", nonlinearity="relu")
    parent, _, attribute = name.rpartition(".")
    setattr(model.get_submodule(parent), attribute, new)
