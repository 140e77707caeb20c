"""Random changes to whole batches of images in memory, the same for the same generator.

Every function takes float images ``(N, C, H, W)`` and a CPU generator and returns new images of
the same shape, dtype and device; each image gets its own draw. :func:`chain` makes of several
what :func:`labkit.train.fit` takes.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F

Augmentation = Callable[[torch.Tensor, torch.Generator], torch.Tensor]

# Every order of three colour channels; the first leaves them as they are.
_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def flip(images: torch.Tensor, generator: torch.Generator, *, p: float = 0.5) -> torch.Tensor:
    """Mirror each image left to right with probability ``p``."""
    _require_images(images)
    _require_within("p", p, 0, 1)
    mirrored = torch.rand(len(images), generator=generator) < p
    return torch.where(_per_image(mirrored, images), images.flip(3), images)


def shift(images: torch.Tensor, generator: torch.Generator, *, pixels: int = 4) -> torch.Tensor:
    """Move each image by up to ``pixels`` in both directions; the border continues mirrored.

    This is the usual random crop of a padded image (He et al., *Deep residual learning*, 2016).
    Raises ``ValueError`` if the image is not larger than the move.
    """
    _require_images(images)
    count, _, height, width = images.shape
    _require_within("pixels", pixels, 0, min(height, width) - 1)
    padded = F.pad(images, (pixels,) * 4, mode="reflect")
    top, left = torch.randint(0, 2 * pixels + 1, (2, count), generator=generator).to(images.device)
    crops = padded.unfold(2, height, 1).unfold(3, width, 1)  # all of them, without a copy
    return crops[torch.arange(count, device=images.device), :, top, left]


def jitter(
    images: torch.Tensor,
    generator: torch.Generator,
    *,
    brightness: float = 0.2,
    contrast: float = 0.3,
    saturation: float = 0.5,
) -> torch.Tensor:
    """Change brightness (added), contrast and saturation (factors around 1) of each image.

    Each amount is drawn uniformly from ``-x`` to ``x``. Images are not clipped. Raises
    ``ValueError`` for negative amounts.
    """
    _require_images(images)
    amounts = {"brightness": brightness, "contrast": contrast, "saturation": saturation}
    for name, amount in amounts.items():
        _require_within(name, amount, 0, float("inf"))
    drawn = 2 * torch.rand(3, len(images), generator=generator) - 1
    b, c, s = (_per_image(d * a, images) for d, a in zip(drawn, amounts.values(), strict=True))
    mean = images.mean((1, 2, 3), keepdim=True)
    images = (images - mean) * (1 + c) + mean + b
    grey = images.mean(1, keepdim=True)
    return grey + (images - grey) * (1 + s)


def permute_channels(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Give each RGB image one of the six orders of its colour channels.

    Raises ``ValueError`` for images without exactly three channels.
    """
    _require_images(images)
    if images.shape[1] != 3:
        raise ValueError(f"permute_channels needs 3 channels; given: {tuple(images.shape)}.")
    chosen = torch.randint(0, len(_ORDERS), (len(images),), generator=generator)
    orders = torch.tensor(_ORDERS)[chosen].to(images.device)
    return images.gather(1, orders[:, :, None, None].expand_as(images))


def chain(*augmentations: Augmentation):
    """Return ``augment(images, labels, generator)`` for :func:`labkit.train.fit`.

    It applies all augmentations in turn and leaves the labels as they are.

    >>> both, x = chain(flip, shift), torch.zeros(2, 3, 8, 9)
    >>> images, labels = both(x, torch.tensor([3, 1]), torch.Generator().manual_seed(0))
    >>> images.shape, labels.tolist()
    (torch.Size([2, 3, 8, 9]), [3, 1])
    """

    def augment(
        images: torch.Tensor, labels: torch.Tensor, generator: torch.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        for augmentation in augmentations:
            images = augmentation(images, generator)
        return images, labels

    return augment


def _per_image(values: torch.Tensor, images: torch.Tensor) -> torch.Tensor:
    """Shape one value per image so that it broadcasts over channels and pixels."""
    kind = torch.bool if values.dtype == torch.bool else images.dtype
    return values.to(images.device, kind)[:, None, None, None]


def _require_images(images: torch.Tensor) -> None:
    if images.ndim != 4 or not images.is_floating_point():
        raise ValueError(
            f"Float images of shape (N, C, H, W) are expected; given: {images.dtype} of shape "
            f"{tuple(images.shape)}. Convert uint8 images with images.float() / 255."
        )


def _require_within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} must be from {low} to {high}; given: {value}.")
