"""Which parts of which images excite a channel most."""

import torch
import torch.nn.functional as F
from torch import nn

from labkit.cost import window
from labkit.inspect.layers import activations


def maximal_patches(
    model: nn.Module, layer: str, channel: int, images: torch.Tensor, k: int
) -> torch.Tensor:
    """Return the ``k`` patches ``(k, C, size, size)`` that excite a channel of a layer most.

    Each of the ``images`` ``(N, C, H, W)`` gives at most one patch: what its most excited position
    sees, through the receptive field of the layer. The most exciting comes first. What lies
    outside of the image is 0, as the network's own padding has it. Source: M. Zeiler, R. Fergus,
    "Visualizing and Understanding Convolutional Networks", 2013.

    Raises ``ValueError`` for layers that see no window, and for other numbers of patches than
    there are images.

    >>> bright = nn.Sequential(nn.AvgPool2d(2))  # is excited by bright squares of 2×2
    >>> images = torch.zeros(3, 1, 4, 4)
    >>> images[1, 0, 2:, 2:] = torch.tensor([[5.0, 6.0], [7.0, 8.0]])
    >>> maximal_patches(bright, "0", 0, images, k=1)
    tensor([[[[5., 6.],
              [7., 8.]]]])
    """
    if not 1 <= k <= len(images):
        raise ValueError(f"k is {k}, but it must be from 1 to {len(images)}, one patch an image.")
    first, step, size = window(model, layer, images.shape[1:])
    maps = activations(model, images, [layer])[layer][:, channel]
    strongest, places = maps.flatten(1).max(dim=1)
    margin = size  # no window can lie further outside
    padded = F.pad(images, (margin,) * 4)
    patches = []
    for number in strongest.topk(k).indices.tolist():
        row, column = divmod(int(places[number]), maps.shape[-1])
        top, left = (margin + first + step * place for place in (row, column))
        patches.append(padded[number, :, top : top + size, left : left + size])
    return torch.stack(patches)
