"""What `labkit.train.fit` costs over the same loop written by hand, and that both do the same.

    python benchmarks/fit.py

Both sides train the same small network on the same batches with the same seed, with validation
after every epoch, in turn and in one process; the order changes from round to round. A ratio is
taken within each round, so what else the computer does falls out of it.
"""

import statistics
import time
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import nn

from labkit import train

ROUNDS, EPOCHS, BATCH = 40, 3, 64


def network(width: int) -> nn.Sequential:
    """Return a convolutional network of three blocks for 32×32 images."""
    layers, channels = [], 3
    for block in range(3):
        out = width * 2**block
        layers += [nn.Conv2d(channels, out, 3, padding=1, bias=False), nn.BatchNorm2d(out)]
        layers += [nn.ReLU(), nn.MaxPool2d(2)]
        channels = out
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def by_hand(model, optimizer, images, labels, val_images, val_labels):
    """Train with a plain loop that keeps the losses, as the labs write it."""
    losses, results = [], []
    for _ in range(EPOCHS):
        model.train()
        for rows in torch.randperm(len(images)).split(BATCH):
            loss = F.cross_entropy(model(images[rows]), labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        model.eval()
        with torch.no_grad():
            logits = torch.cat([model(batch) for batch in val_images.split(BATCH)])
            right = (logits.argmax(1) == val_labels).float().mean().item()
            results.append((F.cross_entropy(logits, val_labels).item(), right))
    return losses, results


def by_fit(model, optimizer, images, labels, val_images, val_labels):
    """Train the same with fit."""
    data = (images, labels), (val_images, val_labels)
    train.fit(model, *data, optimizer=optimizer, epochs=EPOCHS, batch_size=BATCH)


def once(run: Callable, width: int, data: tuple) -> tuple[float, float, torch.Tensor]:
    """Return CPU seconds, wall seconds and the trained weights of one run."""
    train.seed_everything(0)
    model = network(width)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    cpu, wall = time.process_time(), time.perf_counter()
    run(model, optimizer, *data)
    spent = time.process_time() - cpu, time.perf_counter() - wall
    return *spent, nn.utils.parameters_to_vector(model.parameters())


def compare(width: int, count: int) -> str:
    """Return one line: how much more fit takes, in CPU and in wall time."""
    draw = torch.Generator().manual_seed(1)
    sets = ((n, torch.randn(n, 3, 32, 32, generator=draw)) for n in (count, count // 4))
    data = [t for n, x in sets for t in (x, torch.randint(10, (n,), generator=draw))]
    times = {by_hand: [], by_fit: []}
    for number in range(ROUNDS + 1):
        pair = (by_hand, by_fit) if number % 2 else (by_fit, by_hand)
        spent = {run: once(run, width, data) for run in pair}
        if not torch.equal(spent[by_hand][2], spent[by_fit][2]):
            raise AssertionError("The loop by hand and fit gave different weights.")
        if number:  # the first round warms up
            for run in pair:
                times[run].append(spent[run][:2])
    hand, fit = (list(zip(*times[run], strict=True)) for run in (by_hand, by_fit))
    step = 1000 * statistics.median(hand[0]) / (EPOCHS * -(-count // BATCH))
    cpu, wall = (spread(a, b) for a, b in zip(fit, hand, strict=True))
    return f"width {width:>2}, {step:.1f} ms a step: CPU {cpu}; wall {wall}"


def spread(fit: Sequence[float], hand: Sequence[float]) -> str:
    """Return median and quartiles of the ratio in each round, and the ratio of the fastest."""
    ratios = [a / b for a, b in zip(fit, hand, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"×{middle:.3f} ({low:.3f} to {high:.3f}), fastest runs ×{min(fit) / min(hand):.3f}"


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(f"fit ÷ the same loop by hand, {ROUNDS} rounds, same weights bit for bit:")
    for width, count in ((4, 640), (16, 320)):
        print(f"  {compare(width, count)}", flush=True)
