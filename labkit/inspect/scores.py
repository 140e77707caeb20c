"""How well a heat map finds what is known to be there."""

import torch


def pointing_game(maps: torch.Tensor, masks: torch.Tensor) -> float:
    """Return the share of maps ``(N, H, W)`` whose largest value lies in their mask.

    ``masks`` are bool and of the same shape. Of several largest values the first in reading order
    counts; a map that is the same everywhere points nowhere and has lost. Source: J. Zhang and
    others, "Top-down Neural Attention by Excitation Backprop", 2016. Raises ``ValueError`` where
    the shapes differ.

    >>> maps = torch.tensor([[[0.0, 2.0]], [[3.0, 1.0]], [[1.0, 1.0]]])
    >>> masks = torch.tensor([[[False, True]], [[False, True]], [[True, True]]])
    >>> pointing_game(maps, masks) == 1 / 3
    True
    """
    if maps.shape != masks.shape:
        raise ValueError(f"maps have shape {tuple(maps.shape)}, masks {tuple(masks.shape)}.")
    flat = maps.flatten(1)
    hit = masks.flatten(1).gather(1, flat.argmax(dim=1, keepdim=True))[:, 0]
    points = flat.amax(dim=1) > flat.amin(dim=1)
    return (hit & points).double().mean().item()
