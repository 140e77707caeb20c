"""Changes of colour: no pixel moves, so masks and boxes stay as they are."""

import torch

from labkit.augment.checks import per_image, require_colour, require_images
from labkit.data.checks import check_number

# Every order of three colour channels; the first leaves them as they are.
_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


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
    require_images(images)
    amounts = {"brightness": brightness, "contrast": contrast, "saturation": saturation}
    for name, amount in amounts.items():
        check_number(name, amount, 0, float("inf"))
    drawn = 2 * torch.rand(3, len(images), generator=generator) - 1
    b, c, s = (per_image(d * a, images) for d, a in zip(drawn, amounts.values(), strict=True))
    mean = images.mean((1, 2, 3), keepdim=True)
    images = (images - mean) * (1 + c) + mean + b
    grey = images.mean(1, keepdim=True)
    return grey + (images - grey) * (1 + s)


def permute_channels(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Give each RGB image one of the six orders of its colour channels.

    Raises ``ValueError`` for images without exactly three channels.
    """
    require_colour(images, "permute_channels")
    chosen = torch.randint(0, len(_ORDERS), (len(images),), generator=generator)
    orders = torch.tensor(_ORDERS)[chosen].to(images.device)
    return images.gather(1, orders[:, :, None, None].expand_as(images))


def colour_axes(images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the principal axes of the colours of all pixels: variances and directions.

    Variances ``(3,)`` are in falling order; column i of the directions ``(3, 3)`` is the unit
    vector of variance i. Raises ``ValueError`` for images without exactly three channels.

    >>> grey = torch.rand(8, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    >>> variances, directions = colour_axes(grey.expand(-1, 3, 4, 4))
    >>> variances[1:].abs().max() < 1e-6, directions[:, 0].abs()
    (tensor(True), tensor([0.5774, 0.5774, 0.5774]))
    """
    require_colour(images, "colour_axes")
    pixels = images.transpose(0, 1).flatten(1)
    variances, directions = torch.linalg.eigh(torch.cov(pixels))
    return variances.flip(0), directions.flip(1)


def pca_color(
    images: torch.Tensor,
    generator: torch.Generator,
    *,
    variances: torch.Tensor,
    directions: torch.Tensor,
    std: float = 0.1,
) -> torch.Tensor:
    """Add one colour to all pixels of an image, drawn along the axes of :func:`colour_axes`.

    Along axis i it is ``variances[i]`` times a normal number of deviation ``std``, as in A.
    Krizhevsky, I. Sutskever and G. Hinton, *ImageNet classification with deep convolutional neural
    networks*, 2012. Images are not clipped. Raises ``ValueError`` for a negative ``std``.
    """
    require_colour(images, "pca_color")
    check_number("std", std, 0, float("inf"))
    amounts = std * torch.randn(len(images), 3, generator=generator).to(images)
    added = (amounts * variances.to(images)) @ directions.to(images).T
    return images + added[:, :, None, None]
