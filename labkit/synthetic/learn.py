"""Train a small network on rendered digits and measure it on real ones."""

from collections.abc import Mapping
from functools import cache

import torch
from torch import nn
from tqdm.auto import tqdm

from labkit import data, train
from labkit.synthetic.distort import distort
from labkit.synthetic.fonts import FONTS, glyphs

Pair = tuple[torch.Tensor, torch.Tensor]
Ranges = Mapping[str, tuple[float, float]]

# The ranges of lab 12: about what pens, hands and scanners do.
WIDE = {
    "turn": (-20.0, 20.0),
    "scale": (1.15, 1.5),
    "stretch": (0.75, 1.05),
    "shear": (-0.3, 0.4),
    "right": (-0.13, 0.13),
    "down": (-0.13, 0.13),
    "wobble": (0.0, 0.12),
    "stroke": (0.05, 0.4),
    "contrast": (0.8, 1.0),
    "noise": (0.0, 0.1),
}


def randomised(ink: torch.Tensor, ranges: Ranges, generator: torch.Generator) -> torch.Tensor:
    """Return scans ``(N, 1, 8, 8)`` of digits ``(N, 1, 32, 32)``, each with its own random numbers.

    For each name in ``ranges``, in order, N numbers are drawn between its two bounds; then
    :func:`distort` applies them. Raises ``ValueError`` for what is not two finite numbers in order.

    >>> ink, g = torch.ones(3, 1, 32, 32), torch.Generator().manual_seed(0)
    >>> randomised(ink, {"contrast": (0.5, 1.0)}, g)[:, 0, 0, 0]
    tensor([0.7481, 0.8841, 0.5442])
    """
    numbers = {}
    for name, (low, high) in _checked(ranges).items():
        numbers[name] = low + (high - low) * torch.rand(len(ink), generator=generator)
    return distort(ink, numbers, generator)


def rendered(ranges: Ranges, count: int, seed: int, *, fonts: tuple[str, ...] = FONTS) -> Pair:
    """Return ``count`` rendered digits ``(N, 1, 8, 8)``, from 0 to 1, and their labels.

    >>> images, labels = rendered({"turn": (-10, 10)}, 4, seed=0)
    >>> images.shape, labels.tolist()
    (torch.Size([4, 1, 8, 8]), [4, 9, 3, 0])
    """
    generator = torch.Generator().manual_seed(seed)
    sheets = glyphs(fonts)
    labels = torch.randint(10, (count,), generator=generator)
    chosen = torch.randint(len(sheets), (count,), generator=generator)
    return randomised(sheets[chosen, labels][:, None], ranges, generator), labels


@cache
def real(part: str) -> Pair:
    """Return scikit-learn's digits as floats from 0 to 1, and labels.

    ``"open"`` are 1,000 that settings may be compared on, ``"sealed"`` the other 797.
    """
    splits = {"open": "train", "sealed": "test"}
    if part not in splits:
        raise ValueError(f"part must be 'open' or 'sealed'; given: {part!r}.")
    digits = data.digits(splits[part])
    return digits.images.float() / 255, digits.labels


def network() -> nn.Sequential:
    """Return a small convolutional network for digits ``(N, 1, 8, 8)`` from 0 to 1."""
    layers, channels = [Centred()], 1
    for out_channels, halved in ((16, False), (32, True), (64, True)):
        layers.append(nn.Conv2d(channels, out_channels, 3, padding=1, bias=False))
        layers += [nn.BatchNorm2d(out_channels), nn.ReLU()] + [nn.MaxPool2d(2)] * halved
        channels = out_channels
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(4 * channels, 10))


class Centred(nn.Module):
    """Numbers from 0 to 1 become −2 to 2, which is what networks like."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return ``4·x − 2``."""
        return 4 * x - 2


def fitted(pair: Pair, seed: int, *, epochs: int = 5) -> nn.Sequential:
    """Return a network trained on images from 0 to 1 and their labels."""
    train.seed_everything(seed)
    model = network()
    rate = {"lr": 0.05, "momentum": 0.9, "weight_decay": 5e-4}
    train.fit(
        model,
        pair,
        optimizer=torch.optim.SGD(model.parameters(), **rate),
        epochs=epochs,
        batch_size=50,
        schedule=train.cosine,
        generator=torch.Generator().manual_seed(seed),
        progress=False,
    )
    return model


def learned(ranges: Ranges, seed: int = 0, *, count: int = 2000, **options) -> nn.Sequential:
    """Return a network trained on ``count`` rendered digits; the same for the same seed."""
    return fitted(rendered(ranges, count, seed, **options), seed)


def scores(
    ranges: Ranges, seeds: int = 3, *, part: str = "open", progress: bool = True
) -> list[float]:
    """Return the accuracy on real digits of networks trained with seeds 0, 1, 2 and so on."""
    numbers = tqdm(range(seeds), unit="network", delay=2, disable=not progress)
    return [train.evaluate(learned(ranges, seed), real(part)).accuracy for seed in numbers]


def _checked(ranges: Ranges) -> Ranges:
    for name, bounds in ranges.items():
        low, high = bounds
        if not -1000 <= low <= high <= 1000:
            raise ValueError(f"{name} must be (low, high) with low ≤ high; given: {bounds!r}.")
    return ranges
