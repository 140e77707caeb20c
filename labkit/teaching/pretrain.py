"""Make the kit's pretrained weights: ``python -m labkit.teaching.pretrain`` (a few minutes).

Small networks learn the ten source classes of Things. Labs transfer ``small_cnn`` to the target
classes, and look into ``small_lens``; with the weights ``shortcut``, that one has learnt colours
instead of shapes. Names after the command, such as ``small_lens_shortcut``, choose.
"""

import sys
from functools import partial
from typing import NamedTuple

import torch

from labkit import augment, data, models, train
from labkit.models import checkpoint


class Recipe(NamedTuple):
    """On what a network is trained, and how."""

    model: str
    per_class: int = 1000
    epochs: int = 20
    lr: float = 0.1
    shortcut: float = 0.0
    augmented: bool = True


RECIPES = {
    "small_cnn_things": Recipe("small_cnn"),
    "small_lens_things": Recipe("small_lens"),
    "small_lens_shortcut": Recipe("small_lens", 200, 8, 0.05, shortcut=0.95, augmented=False),
}
_STRENGTHEN = augment.chain(
    augment.flip,
    augment.shift,
    # amounts in units of normalized images, which go from −2 to 2
    partial(augment.jitter, brightness=0.6, contrast=0.3, saturation=0.5),
    augment.permute_channels,
)


def make(name: str) -> None:
    """Train, measure on test pictures of the same kind, and write the weights with their notes."""
    recipe = RECIPES[name]
    torch.set_num_threads(1)
    train.seed_everything(0)
    model = models.build(recipe.model)
    optimizer = torch.optim.SGD(model.parameters(), lr=recipe.lr, momentum=0.9, weight_decay=5e-4)
    train.fit(
        model,
        _pair(recipe.per_class, "train", recipe.shortcut),
        optimizer=optimizer,
        schedule=train.cosine,
        epochs=recipe.epochs,
        batch_size=64,
        augment=_STRENGTHEN if recipe.augmented else None,
        generator=torch.Generator().manual_seed(0),
    )
    path = checkpoint.FOLDER / f"{name}.safetensors"
    path.parent.mkdir(exist_ok=True)
    drawn = f"Things, source, standard, {recipe.per_class} a class"
    drawn += f", shortcut in {recipe.shortcut:.0%}" if recipe.shortcut else ""
    notes = {"data": drawn, "epochs": str(recipe.epochs)}
    checkpoint.save(model, path, notes)
    checkpoint.load(model, path)  # measure what was written, in half precision
    accuracy = train.evaluate(model, _pair(200, "test", recipe.shortcut)).accuracy
    checkpoint.save(model, path, notes | {"test_accuracy": f"{accuracy:.4f}"})
    print(f"{path}: test accuracy {accuracy:.4f}, {path.stat().st_size / 1024:.0f} KiB")


def _pair(per_class: int, split: str, shortcut: float) -> tuple[torch.Tensor, torch.Tensor]:
    drawn = data.things(per_class, split=split, shortcut=shortcut)
    return data.normalize(drawn.images), drawn.labels


if __name__ == "__main__":
    for chosen in sys.argv[1:] or RECIPES:
        make(chosen)
