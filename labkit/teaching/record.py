"""Record the kit's training runs and trials: ``python -m labkit.teaching.record`` (two minutes).

Lab 06 shows the six runs without their settings; what each one is stands here.
"""

import json
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import torch
from torch import nn

from labkit import augment, data, train
from labkit.train.recorded import FILE, Trial

BATCH = 50
TRIALS, TRIAL_EPOCHS = 240, 3


class Setting(NamedTuple):
    """What makes a run what it is."""

    shows: str  # what the run is an example of
    network: Callable[[], nn.Module]
    per_class: int
    rate: float
    epochs: int
    schedule: Callable[[int, int], float] | None = None
    augment: Callable | None = None


def network(width: int = 8, *, norm: bool = True, scale: float = 1.0) -> nn.Sequential:
    """Return three blocks of convolution, normalization, ReLU and pooling, and a linear layer.

    ``width`` is the number of channels of the first block; ``scale`` multiplies PyTorch's usual
    initial weights.
    """
    layers, channels = [], 3
    for out_channels in (width, 2 * width, 4 * width):
        layers.append(nn.Conv2d(channels, out_channels, 3, padding=1))
        layers += [nn.BatchNorm2d(out_channels)] * norm + [nn.ReLU(), nn.MaxPool2d(2)]
        channels = out_channels
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(4 * channels, 10))
    for layer in model:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            layer.weight.data *= scale
    return model


def dense() -> nn.Sequential:
    """Return one hidden layer of 256 units on 16×16 pixels."""
    return nn.Sequential(nn.Flatten(), nn.Linear(768, 256), nn.ReLU(), nn.Linear(256, 10))


_MOVED = augment.chain(augment.flip, augment.shift)

RUNS = {
    1: Setting("rate too low", network, 100, 2e-4, 12),
    2: Setting("overfitting", dense, 30, 0.02, 30),
    3: Setting("bad initialization", partial(network, norm=False, scale=6), 100, 1e-3, 12),
    4: Setting("healthy", partial(network, 16), 300, 0.05, 12, train.cosine, _MOVED),
    5: Setting("rate too high", network, 100, 0.2, 12),
    6: Setting("underfitting", partial(network, 1), 300, 0.05, 12, train.cosine),
}


def main() -> None:
    """Record the runs and the trials, and write them to the file that students get."""
    torch.set_num_threads(1)
    runs = {number: rounded(run(setting)) for number, setting in RUNS.items()}
    trials = [_numbers(trial(*place)) for place in places()]
    lines = [f'"{number}": {json.dumps(numbers)}' for number, numbers in runs.items()]
    text = ",\n".join(lines), ",\n".join(map(json.dumps, trials))
    FILE.write_text('{{"runs": {{\n{}\n}}, "trials": [\n{}\n]}}\n'.format(*text), encoding="utf-8")
    print(f"{FILE}: {len(runs)} runs, {len(trials)} trials, {FILE.stat().st_size / 1024:.0f} KiB")


def run(setting: Setting) -> train.History:
    """Return the history of one run; the same every time on one machine."""
    train.seed_everything(0)
    model = setting.network()
    return train.fit(
        model,
        pair(setting.per_class, "train"),
        pair(50, "val"),
        optimizer=torch.optim.SGD(model.parameters(), lr=setting.rate, momentum=0.9),
        epochs=setting.epochs,
        batch_size=BATCH,
        schedule=setting.schedule,
        augment=setting.augment,
        generator=torch.Generator().manual_seed(0),
        progress=False,
    )


def places() -> list[tuple[float, float]]:
    """Return the rates and weight decays of the trials."""
    drawn = torch.rand(TRIALS, 2, generator=torch.Generator().manual_seed(6)).tolist()
    return [tuple(_numbers([10 ** (4 * u - 4), 10 ** (4 * v - 6)])) for u, v in drawn]


def trial(rate: float, weight_decay: float) -> Trial:
    """Return how good a short run with these settings is; all start from the same weights."""
    train.seed_everything(0)
    model = network()
    options = {"lr": rate, "momentum": 0.9, "weight_decay": weight_decay}
    train.fit(
        model,
        pair(100, "train"),
        optimizer=torch.optim.SGD(model.parameters(), **options),
        epochs=TRIAL_EPOCHS,
        batch_size=BATCH,
        generator=torch.Generator().manual_seed(0),
        progress=False,
    )
    return Trial(rate, weight_decay, train.evaluate(model, pair(50, "val")).accuracy)


def rounded(history: train.History) -> dict[str, list[float]]:
    """Return the curves of a history with four digits; its weights and times are left out."""
    names = ("step_loss", "epoch_end", "train_loss", "train_accuracy", "val_loss", "val_accuracy")
    return {name: _numbers(getattr(history, name)) for name in names}


def _numbers(values: list[float]) -> list[float]:
    return [value if isinstance(value, int) else float(f"{value:.4g}") for value in values]


@cache
def pair(per_class: int, split: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Return normalized Things of 16×16 pixels, and their labels."""
    drawn = data.things(per_class, size=16, split=split)
    return data.normalize(drawn.images), drawn.labels


if __name__ == "__main__":
    main()
