"""Changes that move or hide pixels; :func:`labkit.augment.along` moves masks with them."""

import torch
import torch.nn.functional as F

from labkit.augment.checks import per_image, require_images, require_range, uniform
from labkit.data.checks import check_number


def flip(images: torch.Tensor, generator: torch.Generator, *, p: float = 0.5) -> torch.Tensor:
    """Mirror each image left to right with probability ``p``."""
    return _mirrored(images, generator, p, dim=3)


def flip_vertical(
    images: torch.Tensor, generator: torch.Generator, *, p: float = 0.5
) -> torch.Tensor:
    """Turn each image upside down with probability ``p``, by mirroring top and bottom."""
    return _mirrored(images, generator, p, dim=2)


def shift(images: torch.Tensor, generator: torch.Generator, *, pixels: int = 4) -> torch.Tensor:
    """Move each image by up to ``pixels`` in both directions; the border continues mirrored.

    This is the usual random crop of a padded image (He et al., *Deep residual learning*, 2016).
    Raises ``ValueError`` if the image is not larger than the move.
    """
    require_images(images)
    count, _, height, width = images.shape
    check_number("pixels", pixels, 0, min(height, width) - 1)
    padded = F.pad(images, (pixels,) * 4, mode="reflect")
    top, left = torch.randint(0, 2 * pixels + 1, (2, count), generator=generator).to(images.device)
    crops = padded.unfold(2, height, 1).unfold(3, width, 1)  # all of them, without a copy
    return crops[torch.arange(count, device=images.device), :, top, left]


def resized_crop(
    images: torch.Tensor,
    generator: torch.Generator,
    *,
    scale: tuple[float, float] = (0.3, 1.0),
    ratio: tuple[float, float] = (3 / 4, 4 / 3),
) -> torch.Tensor:
    """Cut a rectangle out of each image and enlarge it bilinearly to the size of the image.

    ``scale`` holds the ends of its share of the area, ``ratio`` those of its width over height,
    relative to the image; a side that would be longer than the image is as long as the image (C.
    Szegedy et al., *Going deeper with convolutions*, 2015). Raises ``ValueError`` for ends out of
    order, a share that is not from 0 to 1 or a ratio that is not positive.
    """
    require_images(images)
    require_range("scale", scale, 0, 1)
    require_range("ratio", ratio, 0, float("inf"))
    count, _, height, width = images.shape
    area = uniform(count, *scale, generator)
    stretch = uniform(count, *torch.tensor(ratio).log().tolist(), generator).exp()
    places = []
    for size, share in ((width, area * stretch), (height, area / stretch)):
        length = (size * share.sqrt()).round().clamp(1, size)
        first = (torch.rand(count, generator=generator) * (size - length + 1)).floor()
        pixel = first[:, None] + (torch.arange(size) + 0.5) * length[:, None] / size - 0.5
        inside = torch.maximum(first, torch.minimum(pixel.T, first + length - 1)).T
        places.append((2 * inside + 1) / size - 1)  # from -1 to 1, as grid_sample counts
    x, y = places
    grid = torch.stack(torch.broadcast_tensors(x[:, None, :], y[:, :, None]), 3)
    return F.grid_sample(images, grid.to(images), align_corners=False)


def rotate(
    images: torch.Tensor, generator: torch.Generator, *, degrees: float = 15
) -> torch.Tensor:
    """Turn each image about its centre by up to ``degrees`` either way; corners become 0.

    Raises ``ValueError`` for more than 180 degrees or less than 0.
    """
    require_images(images)
    check_number("degrees", degrees, 0, 180)
    angle = uniform(len(images), -degrees, degrees, generator).deg2rad()
    rows = angle.cos(), -angle.sin(), angle.sin(), angle.cos()
    return warp(images, torch.stack(rows, 1).reshape(-1, 2, 2))


def shear(images: torch.Tensor, generator: torch.Generator, *, degrees: float = 15) -> torch.Tensor:
    """Let each image lean by up to ``degrees`` to the left or right; what is missing becomes 0.

    Raises ``ValueError`` unless ``degrees`` are from 0 to 80.
    """
    require_images(images)
    check_number("degrees", degrees, 0, 80)
    lean = uniform(len(images), -degrees, degrees, generator).deg2rad().tan()
    matrices = torch.eye(2).repeat(len(images), 1, 1)
    matrices[:, 0, 1] = lean
    return warp(images, matrices)


def cutout(images: torch.Tensor, generator: torch.Generator, *, size: int = 8) -> torch.Tensor:
    """Set one square of ``size`` × ``size`` pixels in each image to 0.

    Its centre is any pixel, so it is cut off at the border (T. DeVries and G. Taylor, *Improved
    regularization of convolutional neural networks with cutout*, 2017). Raises ``ValueError`` for
    a size below 1.
    """
    require_images(images)
    check_number("size", size, 1, float("inf"))
    count, _, height, width = images.shape
    inside = []
    for length in (height, width):
        first = torch.randint(0, length, (count, 1), generator=generator) - size // 2
        place = torch.arange(length)
        inside.append((place >= first) & (place < first + size))
    rows, columns = inside
    hole = (rows[:, None, :, None] & columns[:, None, None, :]).to(images.device)
    return images.masked_fill(hole, 0)


def warp(images: torch.Tensor, matrices: torch.Tensor) -> torch.Tensor:
    """Return images in which each pixel asks another place of the image for its value.

    ``matrices`` is ``(N, 2, 2)``: an output pixel that lies ``(x, y)`` pixels from the centre, x to
    the right and y **down**, gets the value at ``matrix @ (x, y)``, interpolated bilinearly. Places
    outside of the image give 0. Raises ``ValueError`` unless there is one matrix per image.

    >>> row = torch.tensor([[[[1.0, 2, 3, 4]]]])
    >>> warp(row, torch.tensor([[[-1.0, 0], [0, 1]]]))  # x asks −x: mirrored
    tensor([[[[4., 3., 2., 1.]]]])
    """
    require_images(images)
    if matrices.shape != (len(images), 2, 2):
        raise ValueError(
            f"One 2×2 matrix per image is expected, ({len(images)}, 2, 2); given: "
            f"{tuple(matrices.shape)}."
        )
    size = torch.tensor([images.shape[3], images.shape[2]]).to(images)
    relative = matrices.to(images) * size / size[:, None]  # the sides count from -1 to 1 there
    theta = F.pad(relative, (0, 1))
    grid = F.affine_grid(theta, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)


def _mirrored(images: torch.Tensor, generator: torch.Generator, p: float, dim: int) -> torch.Tensor:
    require_images(images)
    check_number("p", p, 0, 1)
    mirrored = torch.rand(len(images), generator=generator) < p
    return torch.where(per_image(mirrored, images), images.flip(dim), images)
