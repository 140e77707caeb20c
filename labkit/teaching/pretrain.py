"""Make the kit's pretrained weights: ``python -m labkit.teaching.pretrain`` (a few minutes).

A small network learns the ten source classes of Things; labs transfer it to the target classes.
"""

from functools import partial

import torch

from labkit import augment, data, models, train
from labkit.models import checkpoint

PER_CLASS, EPOCHS, BATCH = 1000, 20, 64


def main() -> None:
    """Train, measure on the test split, and write the weights with their accuracy."""
    torch.set_num_threads(1)
    train.seed_everything(0)
    model = models.build("small_cnn")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    strengthen = augment.chain(
        augment.flip,
        augment.shift,
        # amounts in units of normalized images, which go from −2 to 2
        partial(augment.jitter, brightness=0.6, contrast=0.3, saturation=0.5),
        augment.permute_channels,
    )
    train.fit(
        model,
        _pair(PER_CLASS, "train"),
        optimizer=optimizer,
        schedule=train.cosine,
        epochs=EPOCHS,
        batch_size=BATCH,
        augment=strengthen,
        generator=torch.Generator().manual_seed(0),
    )
    path = checkpoint.FOLDER / "small_cnn_things.safetensors"
    path.parent.mkdir(exist_ok=True)
    notes = {"data": f"Things, source, standard, {PER_CLASS} a class", "epochs": str(EPOCHS)}
    checkpoint.save(model, path, notes)
    checkpoint.load(model, path)  # measure what was written, in half precision
    accuracy = train.evaluate(model, _pair(200, "test")).accuracy
    checkpoint.save(model, path, notes | {"test_accuracy": f"{accuracy:.4f}"})
    print(f"{path}: test accuracy {accuracy:.4f}, {path.stat().st_size / 1024:.0f} KiB")


def _pair(per_class: int, split: str) -> tuple[torch.Tensor, torch.Tensor]:
    drawn = data.things(per_class, split=split)
    return data.normalize(drawn.images), drawn.labels


if __name__ == "__main__":
    main()
