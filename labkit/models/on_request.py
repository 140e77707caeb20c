"""torchvision's pretrained weights, where a reader has asked for them."""

from pathlib import Path

import torch
from torch import nn


def pretrained(name: str, *, download: bool) -> nn.Module | None:
    """Return one of torchvision's networks with its default weights, or None after saying why not.

    Weights that torch has fetched before are taken from its folder; others are fetched only if
    ``download`` is true. Where they may not or cannot be fetched, one line is printed.
    """
    from torchvision.models import get_model_weights

    from labkit.models.registry import build

    weights = get_model_weights(name).DEFAULT
    kept = Path(torch.hub.get_dir()) / "checkpoints" / Path(weights.url).name
    if not (download or kept.is_file()):
        print(
            f"Skipped: the weights of {name} are not on this machine; download=True fetches "
            f"{weights.meta['_file_size']:.0f} MB once."
        )
        return None
    try:
        return build(name, weights=weights)
    except ConnectionError as error:
        print(f"Skipped: {error}")
        return None
