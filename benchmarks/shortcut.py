"""Measure how heat maps tell a network of colours from one of shapes, for the tables of lab 11.

``python benchmarks/shortcut.py`` trains six pairs of ``small_lens`` on the same drawings: once as
they are, and once with a colour that gives the class away in 95 % of them. A few minutes.
"""

import torch

from labkit import data, inspect, models, train

PER_CLASS, EPOCHS, SEEDS = 200, 8, 6
LAYER, CORNER = "block3", 10


def main() -> None:
    """Print one line of results per seed and kind of network."""
    torch.set_num_threads(1)
    pictures = data.things(10, split="test")
    coloured = data.things(10, split="test", shortcut=0.95)
    for seed in range(SEEDS):
        for name, shortcut in (("shapes", 0.0), ("colours", 0.95)):
            model = trained(seed, shortcut)
            own, other = accuracies(model, shortcut)
            scores = [
                f"{score:.2f}" for score in (*corner(model, pictures), thing(model, coloured))
            ]
            print(f"seed {seed} {name:8} accuracy {own:.2f}, other kind {other:.2f}; corner by "
                  f"Grad-CAM {scores[0]}, occlusion {scores[1]}; coloured thing {scores[2]}",
                  flush=True)  # fmt: skip


def trained(seed: int, shortcut: float) -> torch.nn.Module:
    """Return a network trained on drawings of one kind."""
    drawings = data.things(PER_CLASS, seed=seed, shortcut=shortcut)
    train.seed_everything(seed)
    model = models.build("small_lens")
    sgd = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    pair = data.normalize(drawings.images), drawings.labels
    train.fit(model, pair, optimizer=sgd, epochs=EPOCHS, schedule=train.cosine, progress=False)
    return model.eval()


def accuracies(model: torch.nn.Module, shortcut: float) -> list[float]:
    """Return the accuracy on test drawings of the network's own kind, and of the other."""
    kinds = [data.things(100, split="test", shortcut=s) for s in (shortcut, 0.95 - shortcut)]
    pairs = [(data.normalize(kind.images), kind.labels) for kind in kinds]
    return [train.evaluate(model, pair).accuracy for pair in pairs]


def corner(model: torch.nn.Module, pictures: data.Things) -> list[float]:
    """Return how often Grad-CAM and occlusion point at a corner painted in a class's colour."""
    painted = inspect.painted_corner(pictures, CORNER)
    images, labels = data.normalize(painted.images), painted.labels[:, 0].tolist()
    pairs = list(zip(images, labels, strict=True))
    heat = [inspect.grad_cam(model, LAYER, image, label) for image, label in pairs]
    falls = [inspect.occlusion_map(model, image, label, 8, 4) for image, label in pairs]
    falls = torch.nn.functional.interpolate(torch.stack(falls)[:, None], 32, mode="bilinear")[:, 0]
    return [inspect.pointing_game(maps, painted.masks[:, 0]) for maps in (torch.stack(heat), falls)]


def thing(model: torch.nn.Module, coloured: data.Things) -> float:
    """Return how often Grad-CAM of the right class points at the thing, where colours tell."""
    pairs = zip(data.normalize(coloured.images), coloured.labels.tolist(), strict=True)
    heat = [inspect.grad_cam(model, LAYER, image, label) for image, label in pairs]
    return inspect.pointing_game(torch.stack(heat), coloured.masks)


if __name__ == "__main__":
    main()
