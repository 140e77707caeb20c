"""Plain and residual networks of growing depth: the numbers that lab 08 shows.

    python benchmarks/degradation.py [seeds]

Every network has 8, 16 and 32 channels with batch normalization and trains for eight epochs on
1,000 drawings. A plain network and its residual twin have equally many parameters, and for each
seed they see the same images in the same order. Losses are means over the last epoch (training) or
over 500 new drawings (test). Takes about 25 seconds of one core for a seed.
"""

import sys
import time

import torch

from labkit import data, train
from labkit.models.small import plain, residual

DEPTHS, SEEDS = (8, 20, 32), 6


def losses(make, depth: int, seed: int) -> tuple[float, float]:
    """Return training and test loss of a network from ``make`` after eight epochs."""
    drawings, fresh = data.things(100, seed=seed), data.things(50, split="test", seed=seed)
    train.seed_everything(seed)
    model = make(depth=depth)
    history = train.fit(
        model,
        (data.normalize(drawings.images), drawings.labels),
        optimizer=torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, weight_decay=1e-4),
        epochs=8,
        batch_size=32,
        schedule=train.cosine,
        progress=False,
    )
    test = train.evaluate(model, (data.normalize(fresh.images), fresh.labels))
    return history.train_loss[-1], test.loss


def main() -> None:
    """Print training and test losses of every network, one line each with a number per seed."""
    torch.set_num_threads(1)
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    for depth in DEPTHS:
        for make in (plain, residual):
            started = time.process_time()
            pairs = [losses(make, depth, seed) for seed in range(seeds)]
            seconds = (time.process_time() - started) / seeds
            for what, numbers in zip(("training", "test"), zip(*pairs, strict=True), strict=True):
                shown = ", ".join(f"{number:.2f}" for number in numbers)
                print(f"{make.__name__} {depth}, {what}: {shown}", flush=True)
            print(f"  {seconds:.1f} s of CPU a run", flush=True)


if __name__ == "__main__":
    main()
