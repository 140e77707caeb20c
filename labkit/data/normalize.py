"""From bytes to the numbers that networks like."""

import torch


def normalize(images: torch.Tensor, mean: float = 0.5, std: float = 0.25) -> torch.Tensor:
    """Return uint8 images as float32: scaled to 0..1, then ``(x − mean) / std``.

    With the default, bytes become −2 to 2. The kit's pretrained network expects exactly this.
    Raises ``ValueError`` for images of another dtype, which may have been scaled already.

    >>> normalize(torch.tensor([[[[0, 255]]]], dtype=torch.uint8)).tolist()
    [[[[-2.0, 2.0]]]]
    """
    if images.dtype != torch.uint8:
        raise ValueError(f"normalize takes uint8 images; given: {images.dtype}.")
    return (images.float() / 255 - mean) / std
