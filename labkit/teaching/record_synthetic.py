"""Record lab 12's leaderboard: ``python -m labkit.teaching.record_synthetic`` (three minutes)."""

import json
from collections.abc import Callable

import torch
from torch import nn

from labkit import train
from labkit.synthetic.learn import WIDE, Pair, Ranges, fitted, learned, real, rendered
from labkit.synthetic.recorded import FILE

SEEDS, COUNT, FRESH = 5, 2000, 1000
GROUPS = {
    "frame": ("scale", "stretch", "right", "down"),
    "hand": ("turn", "shear", "wobble"),
    "pen": ("stroke",),
    "scanner": ("contrast", "noise"),
}
_LABELLED = 50  # real digits with labels


def only(group: str) -> Ranges:
    """Return the ranges of one group.

    >>> list(only("hand"))
    ['turn', 'shear', 'wobble']
    """
    return {name: WIDE[name] for name in GROUPS[group]}


def without(group: str) -> Ranges:
    """Return all ranges but those of one group."""
    return {name: bounds for name, bounds in WIDE.items() if name not in GROUPS[group]}


def mixed(ranges: Ranges, seed: int) -> nn.Sequential:
    """Return a network trained on as many rendered digits as repeated labelled real ones."""
    images, labels = rendered(ranges, COUNT, seed)
    few, names = labelled(seed)
    times = COUNT // _LABELLED
    pair = torch.cat([images, few.repeat(times, 1, 1, 1)]), torch.cat([labels, names.repeat(times)])
    return fitted(pair, seed)


def labelled(seed: int) -> Pair:
    """Return 50 real digits of the open part."""
    images, labels = real("open")
    chosen = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))[:_LABELLED]
    return images[chosen], labels[chosen]


def settings() -> dict[str, tuple[Ranges, Callable[[Ranges, int], nn.Module]]]:
    """Return the ranges of every entry, and how its networks are trained."""
    table = {
        "one font": ({}, lambda ranges, seed: learned(ranges, seed, fonts=("DejaVuSans",))),
        "plain": ({}, learned),
        "plain, 4 × as many": ({}, lambda ranges, seed: learned(ranges, seed, count=4 * COUNT)),
    }
    table |= {f"{group} only": (only(group), learned) for group in GROUPS}
    table |= {f"all but {group}": (without(group), learned) for group in GROUPS}
    return table | {
        "all": (WIDE, learned),
        "all, upside down too": (WIDE | {"turn": (-180.0, 180.0)}, learned),
        "all, 4 × as many": (WIDE, lambda ranges, seed: learned(ranges, seed, count=4 * COUNT)),
        "50 real": (WIDE, lambda _, seed: fitted(labelled(seed), seed, epochs=60)),
        "all + 50 real": (WIDE, mixed),
    }


def measured(model: nn.Module, ranges: Ranges, seed: int) -> tuple[float, float, float]:
    """Return the accuracy on fresh rendered digits, on the open real ones and the sealed ones."""
    sets = rendered(ranges, FRESH, 1000 + seed), real("open"), real("sealed")
    return tuple(round(train.evaluate(model, pair).accuracy, 4) for pair in sets)


def main() -> None:
    """Train five networks for every entry and write the file that the lab reads."""
    torch.set_num_threads(1)
    lines = []
    for name, (ranges, fit) in settings().items():
        runs = [measured(fit(ranges, seed), ranges, seed) for seed in range(SEEDS)]
        columns = dict(zip(("rendered", "open", "sealed"), zip(*runs, strict=True), strict=True))
        lines.append(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(columns)}")
        print(lines[-1], flush=True)
    FILE.write_text("{{\n{}\n}}\n".format(",\n".join(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
