"""How fast the learning half of labkit is, as ratios measured in one run where there is a rival.

    python benchmarks/learning.py

Each line gives the median and the range over the rounds; what is compared takes turns.
"""

import statistics
import subprocess
import sys

import torch
from torch.utils.data import DataLoader, Dataset

import labkit  # noqa: F401 - repairs torchvision on a CPU build of torch
from labkit import augment, cost, data, models, timing

COUNT, BATCH, ROUNDS = 2000, 64, 7


class _Transformed(Dataset):
    """Images one by one, each through torchvision's transforms, as a ``DataLoader`` wants them."""

    def __init__(self, images: torch.Tensor, labels: torch.Tensor, transform) -> None:
        self.images, self.labels, self.transform = images, labels, transform

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int):
        return self.transform(self.images[index]), self.labels[index]


def batches() -> str:
    """Compare an epoch of augmented batches in memory with a DataLoader at equal work."""
    from torchvision.transforms import v2

    drawn = data.things(COUNT // 10)
    images, labels = data.normalize(drawn.images), drawn.labels
    transform = v2.Compose(
        [v2.RandomHorizontalFlip(), v2.RandomCrop(32, padding=4, padding_mode="reflect")]
    )
    loader = DataLoader(_Transformed(images, labels, transform), BATCH, shuffle=True)
    strengthen, generator = augment.chain(augment.flip, augment.shift), torch.Generator()

    def in_memory() -> float:
        epoch = data.batches(images, labels, batch_size=BATCH, shuffle=True, generator=generator)
        return sum(strengthen(x, y, generator)[0].sum().item() for x, y in epoch)

    def by_loader() -> float:
        return sum(x.sum().item() for x, _ in loader)

    times = timing.race({"memory": in_memory, "loader": by_loader}, repeats=ROUNDS)
    ratios = [slow / fast for slow, fast in zip(times["loader"], times["memory"], strict=True)]
    return f"batches in memory, flip and crop: {_spread(ratios)} times a DataLoader's speed"


def things() -> str:
    """Measure how many pictures are drawn in a second on one core."""
    times = timing.race({"draw": lambda: data.things(200)}, repeats=ROUNDS)["draw"]
    return f"Things at 32×32: {_spread([2000 / (ms / 1000) for ms in times])} images a second"


def costs() -> str:
    """Measure the cost tables of every network that ``models`` builds."""
    shapes = {"lenet5": (1, 32, 32), "alexnet_lecture": (3, 227, 227)}
    with torch.device("meta"):
        built = {name: models.build(name) for name in models.names()}

    def all_tables() -> None:
        for name, model in built.items():
            side = 32 if name.startswith("small") else 224
            cost.cost_table(model, shapes.get(name, (3, side, side)))

    times = timing.race({"tables": all_tables}, repeats=3)["tables"]
    return f"cost tables of {len(built)} networks: {_spread([ms / 1000 for ms in times])} s"


def start_up() -> str:
    """Measure what ``import labkit`` and ``labkit --help`` add to a bare Python."""

    def python(*arguments: str):
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    candidates = {
        "bare": python("-c", "pass"),
        "import": python("-c", "import labkit"),
        "help": python("-m", "labkit", "--help"),
    }
    times = timing.race(candidates, repeats=ROUNDS)
    more = [i - b for i, b in zip(times["import"], times["bare"], strict=True)]
    return f"import labkit: {_spread(more)} ms; labkit --help: {_spread(times['help'])} ms in all"


def _spread(numbers: list[float]) -> str:
    median, low, high = statistics.median(numbers), min(numbers), max(numbers)
    return f"{median:,.3g} ({low:,.3g} to {high:,.3g})"


if __name__ == "__main__":
    torch.set_num_threads(1)
    for measure in (batches, things, costs, start_up):
        print(measure(), flush=True)
