"""Read off what a random change of colours or a blend drew, as :mod:`labkit.slips.drawn` does."""

import math

import torch
import torch.nn.functional as F

from labkit.slips.drawn import Reading

_ONE = (slice(None), slice(1), slice(1), slice(1))  # one number of each image


def brightness(x: torch.Tensor, seen: torch.Tensor) -> Reading:
    """Read off the factor of each image; nothing was cut off."""
    factor = (seen / x)[_ONE]
    slips = {"brightness is added, not multiplied": x + (seen - x)[_ONE]}
    return Reading(factor * x, slips, factor.flatten())


def contrast(x: torch.Tensor, seen: torch.Tensor) -> Reading:
    """Read off the factor of each image; nothing was cut off."""
    factor = (seen - seen.flip(3))[_ONE] / (x - x.flip(3))[_ONE]

    def about(mean: torch.Tensor) -> torch.Tensor:
        return mean + factor * (x - mean)

    slips = {
        "contrast is about 0.5, not about the mean": about(torch.tensor(0.5)),
        "contrast multiplies like brightness, without a mean": factor * x,
        "the mean is that of the batch": about(x.mean()),
        "each channel has its own mean": about(x.mean((2, 3), keepdim=True)),
        "the mean itself is left out": factor * (x - x.mean((1, 2, 3), keepdim=True)),
    }
    return Reading(about(x.mean((1, 2, 3), keepdim=True)), slips, factor.flatten())


def light(probe: torch.Tensor, seen: torch.Tensor, x: torch.Tensor) -> Reading:
    """Read off both factors of each image, ``(N, 2)``, where nothing was cut off.

    What is right is that for other images ``x``, of which parts are cut off to 0 to 1 after each
    step.
    """
    b = seen.mean((1, 2, 3), keepdim=True) / probe.mean((1, 2, 3), keepdim=True)
    c = seen.std((1, 2, 3), keepdim=True) / probe.std((1, 2, 3), keepdim=True) / b.clamp(1e-6)

    def contrasted(images: torch.Tensor) -> torch.Tensor:
        mean = images.mean((1, 2, 3), keepdim=True)
        return mean + c * (images - mean)

    slips = {
        "nothing is cut off to 0…1": contrasted(b * x),
        "cut off only at the end: brightness needs it too": contrasted(b * x).clamp(0, 1),
        "cut off after brightness, but not at the end": contrasted((b * x).clamp(0, 1)),
        "contrast comes first": (b * contrasted(x).clamp(0, 1)).clamp(0, 1),
    }
    right = contrasted((b * x).clamp(0, 1)).clamp(0, 1)
    return Reading(right, slips, torch.cat([b, c], 1).flatten(1))


def added_colour(
    x: torch.Tensor, variances: torch.Tensor, directions: torch.Tensor, seen: torch.Tensor
) -> Reading:
    """Read off how much of each axis was added, in units of its variance: ``(N, 3)``."""
    added = (seen - x).mean((2, 3))
    draws = added @ directions / variances
    slips = {"the pixels of an image get different colours": seen}
    return Reading(x + added[:, :, None, None], slips, draws)


def colour_deviations(
    std: float, variances: torch.Tensor, directions: torch.Tensor
) -> tuple[list[float], dict[str, list[float]]]:
    """Return the deviations of :func:`added_colour` along the axes, and those that slips give."""

    def along(added: torch.Tensor) -> list[float]:
        """Turn a matrix from normal numbers to colours into deviations along the axes."""
        return (added.T @ directions / variances).norm(dim=0).tolist()

    scaled = std * directions * variances
    slips = {
        "the axes are the columns of directions, not its rows": along(
            std * directions.T * variances
        ),
        "the square roots of the variances are used": along(std * directions * variances.sqrt()),
        "the variances are left out": along(std * directions),
        "std is left out": along(directions * variances),
        "the amounts are never negative": [std * (1 - 2 / math.pi) ** 0.5] * 3,
        "std is used squared": along(std**2 * directions * variances),
        "the axes are left out: each channel gets its own amount": along(std * variances.diag()),
    }
    return along(scaled), slips


def mixup(
    x: torch.Tensor, labels: torch.Tensor, num_classes: int, lam: float, seen: torch.Tensor
) -> Reading:
    """Read off the partner of each image; image i is full of the number i."""
    own = x[_ONE].flatten()
    last = len(x) - 1
    first = seen[_ONE].flatten()
    draws = ((first - lam * own) / (1 - lam)).round().long().clamp(0, last)
    other_way = ((first - (1 - lam) * own) / lam).round().long().clamp(0, last)
    shares = F.one_hot(labels, num_classes).to(x)

    def blend(images: torch.Tensor, partner: torch.Tensor, share: float) -> torch.Tensor:
        return share * images + (1 - share) * images[partner]

    images, targets = blend(x, draws, lam), blend(shares, draws, lam)
    slips = {
        "the images are blended, the labels are not": (images, shares),
        "the labels are those of the partners alone": (images, shares[draws]),
        "the labels are numbers: turn them into shares (one-hot) first": (
            images,
            blend(labels.to(x), draws, lam),
        ),
        "the labels are blended the other way round": (images, blend(shares, draws, 1 - lam)),
        "lam is the share of the image itself, not of its partner": (
            blend(x, other_way, 1 - lam),
            blend(shares, other_way, 1 - lam),
        ),
        "the new labels are not returned": images,
        "the classes of the batch are counted: num_classes is given": (
            images,
            blend(F.one_hot(labels).to(x), draws, lam),
        ),
        "images are blended with themselves": (x, shares),
    }
    return Reading((images, targets), slips, draws)
