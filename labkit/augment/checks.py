"""What all augmentations ask of their input, and how one draw per image becomes a factor."""

import torch


def require_images(images: torch.Tensor) -> None:
    """Raise ``ValueError`` unless these are float images ``(N, C, H, W)``."""
    if images.ndim != 4 or not images.is_floating_point():
        raise ValueError(
            f"Float images of shape (N, C, H, W) are expected; given: {images.dtype} of shape "
            f"{tuple(images.shape)}. Convert uint8 images with images.float() / 255."
        )


def require_colour(images: torch.Tensor, name: str) -> None:
    """Raise ``ValueError`` unless these are float images with three channels."""
    require_images(images)
    if images.shape[1] != 3:
        raise ValueError(f"{name} needs 3 channels; given: {tuple(images.shape)}.")


def require_range(name: str, ends: tuple[float, float], low: float, high: float) -> None:
    """Raise ``ValueError`` unless two ends are in order, the first above ``low``."""
    if not low < ends[0] <= ends[1] <= high:
        raise ValueError(f"{name} must be two numbers above {low}, up to {high}; given: {ends}.")


def per_image(values: torch.Tensor, images: torch.Tensor) -> torch.Tensor:
    """Shape one value per image so that it broadcasts over channels and pixels."""
    kind = torch.bool if values.dtype == torch.bool else images.dtype
    return values.to(images.device, kind)[:, None, None, None]


def uniform(count: int, low: float, high: float, generator: torch.Generator) -> torch.Tensor:
    """Return one number from ``low`` to ``high`` for each image."""
    return low + (high - low) * torch.rand(count, generator=generator)
