"""Record the runs of lab 09: ``python -m labkit.teaching.record_augmentation`` (ten minutes).

All are small networks that see a few images; what is compared shares images and initial weights.
"""

import copy
import json
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from statistics import mean

import torch
from torch import nn
from torchvision.transforms.v2 import functional as v2

from labkit import augment, data, train
from labkit.augment.recorded import FILE
from labkit.data import digits as real_digits
from labkit.models import small

Pair = tuple[torch.Tensor, torch.Tensor]
Scores = dict[str, float]

BATCH, RATE, EPOCHS = 50, 0.05, 40
MEMBERS, CYCLES = 5, 4

network = partial(small.cnn, blocks=3)  # three poolings are enough for 16 pixels

# Amounts for normalized images of 16×16 pixels, which go from −2 to 2.
move = partial(augment.shift, pixels=2)
colour = partial(augment.jitter, brightness=0.6, contrast=0.3, saturation=0.5)
turn = partial(augment.rotate, degrees=20)
hide = partial(augment.cutout, size=6)

SMALL = {
    "none": None,
    "horizontal flip": augment.chain(augment.flip),
    "shift": augment.chain(move),
    "resized crop": augment.chain(partial(augment.resized_crop, scale=(0.5, 1))),
    "rotate": augment.chain(turn),
    "shear": augment.chain(partial(augment.shear, degrees=20)),
    "jitter": augment.chain(colour),
    "channels permuted": augment.chain(augment.permute_channels),
    "cutout": augment.chain(hide),
    "mixup": partial(augment.mixup, num_classes=10),
    "vertical flip": augment.chain(augment.flip_vertical),
    "four together": augment.chain(augment.flip, move, colour, augment.permute_channels),
    "everything": augment.chain(
        augment.flip, augment.flip_vertical, move, turn, colour, augment.permute_channels, hide
    ),
}
DIGITS = {
    "none": None,
    "horizontal flip": augment.chain(augment.flip),
    "vertical flip": augment.chain(augment.flip_vertical),
    "shift": augment.chain(partial(augment.shift, pixels=1)),
    "rotate": augment.chain(partial(augment.rotate, degrees=15)),
}
LONGER = ("none", "vertical flip", "four together", "everything")
SHORTCUT = ("none", "horizontal flip", "shift", "jitter", "channels permuted")


def trained(images: Pair, seed: int, **options) -> nn.Module:
    """Return a network that has learned from the images; the same every time on one machine."""
    train.seed_everything(seed)
    model = network(in_channels=images[0].shape[1])
    learn(model, images, torch.Generator().manual_seed(seed), **options)
    return model.eval()


def learn(
    model: nn.Module,
    images: Pair,
    generator: torch.Generator,
    change: Callable | None = None,
    epochs: int = EPOCHS,
    schedule: Callable[[int, int], float] = train.cosine,
) -> None:
    """Train a network in place with the settings that all runs share."""
    train.fit(
        model,
        images,
        optimizer=torch.optim.SGD(model.parameters(), RATE, momentum=0.9, weight_decay=5e-4),
        epochs=epochs,
        batch_size=BATCH,
        schedule=schedule,
        augment=change,
        generator=generator,
        progress=False,
    )


@cache
def pair(per_class: int, split: str, seed: int = 0, shortcut: float = 0.0) -> Pair:
    """Return normalized Things of 16×16 pixels, and their labels."""
    drawn = data.things(per_class, size=16, split=split, seed=seed, shortcut=shortcut)
    return data.normalize(drawn.images), drawn.labels


@cache
def written(split: str, seed: int) -> Pair:
    """Return digits of people who wrote them by hand, padded to 12×12: 50 to learn, or the test."""
    drawn = real_digits(split, seed=seed)
    count = 50 if split == "train" else len(drawn.labels)
    images = nn.functional.pad(drawn.images[:count], (2,) * 4)
    return data.normalize(images), drawn.labels[:count]


def small_data(seed: int) -> Scores:
    """Twenty images a class, with and without each augmentation."""
    images, test = pair(20, "train", seed), pair(100, "test")
    models = {name: trained(images, seed, change=change) for name, change in SMALL.items()}
    return {name: accuracy(model, test) for name, model in models.items()}


def longer(seed: int) -> Scores:
    """Some of the small-data settings with four times as many passes."""
    images, test = pair(20, "train", seed), pair(100, "test")
    models = {
        name: trained(images, seed, change=SMALL[name], epochs=CYCLES * EPOCHS) for name in LONGER
    }
    return {name: accuracy(model, test) for name, model in models.items()}


def digits(seed: int) -> Scores:
    """Fifty handwritten digits, with and without each augmentation."""
    images, test = written("train", seed), written("test", seed)
    models = {name: trained(images, seed, change=change) for name, change in DIGITS.items()}
    return {name: accuracy(model, test) for name, model in models.items()}


def shortcut(seed: int) -> Scores:
    """In training 95 % of the colours give the class away, in the test none does."""
    images, test = pair(100, "train", seed, 0.95), pair(100, "test")
    models = {name: trained(images, seed, change=SMALL[name], epochs=12) for name in SHORTCUT}
    return {name: accuracy(model, test) for name, model in models.items()}


def together(seed: int) -> Scores:
    """Means of several networks; snapshots of one long run against one long cosine."""
    images, test = pair(20, "train", seed), pair(100, "test")
    models = [trained(images, 100 * seed + k) for k in range(MEMBERS)]
    shares = [probabilities(model, test[0]) for model in models]
    singles = [right(share, test) for share in shares]
    snapshots = [probabilities(model, test[0]) for model in cycles(images, 100 * seed)]
    long = trained(images, 100 * seed, epochs=CYCLES * EPOCHS)
    return {
        "one network (mean of five)": mean(singles),
        "the best of five": max(singles),
        **{f"{n} networks": right(sum(shares[:n]), test) for n in (2, 3, 5)},
        "one network, four times as long": accuracy(long, test),
        "the last snapshot of four": right(snapshots[-1], test),
        "four snapshots": right(sum(snapshots), test),
    }


def agreement(seed: int) -> Scores:
    """How often two networks, or the last two snapshots, agree on a test image."""
    images, (seen, _) = pair(20, "train", seed), pair(100, "test")
    couples = {
        "two networks": [trained(images, 100 * seed + k) for k in (0, 1)],
        "two snapshots": list(cycles(images, 100 * seed))[-2:],
    }
    said = {
        name: [probabilities(model, seen).argmax(1) for model in couple]
        for name, couple in couples.items()
    }
    return {name: (one == other).double().mean().item() for name, (one, other) in said.items()}


def cycles(images: Pair, seed: int) -> Iterator[nn.Module]:
    """Yield copies of one network, each at the end of another cosine cycle."""
    train.seed_everything(seed)
    model, generator = network(), torch.Generator().manual_seed(seed)
    for _ in range(CYCLES):
        learn(model, images, generator, schedule=partial(train.cosine, warmup=0))
        yield copy.deepcopy(model).eval()


def at_test_time(seed: int) -> Scores:
    """One network, asked about several views of each test image."""
    model, (images, labels) = trained(pair(20, "train", seed), seed), pair(100, "test")
    padded = nn.functional.pad(images, (1,) * 4, mode="reflect")
    views = {
        "one view": [images],
        "and mirrored": [images, images.flip(3)],
        "and upside down": [images, images.flip(2)],
        "ten crops of 14×14": v2.ten_crop(images, [14, 14]),
        "ten crops of 16×16": v2.ten_crop(padded, [16, 16]),
        "at 14, 16 and 18 pixels": [
            nn.functional.interpolate(images, size=size, mode="bilinear") for size in (14, 16, 18)
        ],
    }
    return {
        name: right(sum(probabilities(model, view) for view in seen), (images, labels))
        for name, seen in views.items()
    }


def accuracy(model: nn.Module, test: Pair) -> float:
    """Return the share of images that a network gets right."""
    return train.evaluate(model, test).accuracy


@torch.no_grad()
def probabilities(model: nn.Module, images: torch.Tensor) -> torch.Tensor:
    """Return what a network in evaluation mode believes: shares ``(N, classes)``."""
    return torch.cat([model(part).softmax(1) for part in images.split(250)])


def right(shares: torch.Tensor, test: Pair) -> float:
    """Return the share of images whose largest value is that of the right class."""
    return (shares.argmax(1) == test[1]).double().mean().item()


EXPERIMENTS = {
    "small data": (small_data, 10),
    "longer": (longer, 6),
    "digits": (digits, 10),
    "shortcut": (shortcut, 6),
    "together": (together, 6),
    "agreement": (agreement, 6),
    "at test time": (at_test_time, 10),
}


def record(name: str) -> dict[str, list[float]]:
    """Return the accuracies of all seeds of an experiment, by setting."""
    experiment, seeds = EXPERIMENTS[name]
    rows = [experiment(seed) for seed in range(seeds)]
    return {setting: [round(row[setting], 4) for row in rows] for setting in rows[0]}


def main() -> None:
    """Record all experiments and write them to the file that students get."""
    torch.set_num_threads(1)
    lines = []
    for name in EXPERIMENTS:
        scores = record(name)
        rows = ",\n".join(f'  "{setting}": {json.dumps(row)}' for setting, row in scores.items())
        lines.append(f'"{name}": {{\n{rows}\n}}')
        print(lines[-1], file=sys.stderr, flush=True)
    FILE.write_text("{{\n{}\n}}\n".format(",\n".join(lines)), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
