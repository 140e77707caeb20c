"""The augmentation playground: what a change does to pictures, and to the boxes around things."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import ipywidgets as widgets
import torch

from labkit import augment, data
from labkit.data import Things
from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, image_grid, picture

_CAPTION = (
    "Above as drawn, below as the network would see it. Notice what the boxes do. Move "
    "<b>strength</b> up until you would not give the same label any more, and <b>seed</b> to draw "
    "again."
)


class Change(NamedTuple):
    """An augmentation for a strength from 0 to 1, and whether it moves pixels."""

    at: Callable[[float], augment.Augmentation]
    moves: bool = True


def _pca(strength: float) -> augment.Augmentation:
    def change(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        variances, directions = augment.colour_axes(images)
        axes = {"variances": variances, "directions": directions}
        return augment.pca_color(images, generator, std=5 * strength, **axes)

    return change


CHANGES = {
    "horizontal flip": Change(lambda s: partial(augment.flip, p=s)),
    "vertical flip": Change(lambda s: partial(augment.flip_vertical, p=s)),
    "shift": Change(lambda s: partial(augment.shift, pixels=round(16 * s))),
    "resized crop": Change(lambda s: partial(augment.resized_crop, scale=(1 - 0.9 * s, 1.0))),
    "rotate": Change(lambda s: partial(augment.rotate, degrees=180 * s)),
    "shear": Change(lambda s: partial(augment.shear, degrees=60 * s)),
    "light": Change(
        lambda s: partial(augment.jitter, brightness=0.5 * s, contrast=s, saturation=s), moves=False
    ),
    "PCA colour": Change(_pca, moves=False),
    "channels exchanged": Change(lambda s: augment.permute_channels, moves=False),
    "cutout": Change(lambda s: partial(augment.cutout, size=max(1, round(32 * s))), moves=False),
}


def augmentation(name: str = "horizontal flip") -> Explorer:
    """Return a menu of augmentations and sliders around eight pictures, before and after.

    ``name`` is the one to begin with. Without a front end, such as in a printed notebook, the
    first picture remains as a still. Raises ``ValueError`` for a name that is not on the menu.
    """
    if name not in CHANGES:
        raise ValueError(f"{name!r} is not on the menu: choose one of {', '.join(CHANGES)}.")
    pictures = data.things(1, seed=1)
    pictures = Things(*(field[:8] for field in pictures[:4]), pictures.classes)

    def draw(change: str, strength: float, seed: int) -> Picture:
        images, boxes = changed(pictures, change, strength, seed)
        before = pictures.images.float() / 255
        shown, both = torch.cat([before, images]), torch.cat([pictures.boxes, boxes])
        words = [pictures.classes[label] for label in pictures.labels]
        title = f"{change}, strength {strength:.1f}"
        figure = image_grid(shown, words * 2, columns=8, boxes=both, title=title)
        return picture(figure, _CAPTION)

    controls = {
        "change": widgets.Dropdown(options=list(CHANGES), value=name, description="change"),
        "strength": widgets.FloatSlider(
            0.5, min=0.0, max=1.0, step=0.1, description="strength", readout_format=".1f"
        ),
        "seed": slider("seed", 0, 0, 20),
    }
    return Explorer(draw, controls, play="seed", interval=900)


def changed(
    pictures: Things, change: str, strength: float, seed: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the images after a change, from 0 to 1, and where the boxes are then.

    >>> one = data.things(1, seed=1)
    >>> images, boxes = changed(one, "horizontal flip", 1.0, seed=0)
    >>> torch.equal(boxes[:, 0], 32 - one.boxes[:, 2])
    True
    """
    images, generator = pictures.images.float() / 255, torch.Generator().manual_seed(seed)
    apply = CHANGES[change].at(strength)
    if not CHANGES[change].moves:
        return apply(images, generator).clamp(0, 1), pictures.boxes
    images, _, boxes = augment.along(apply, images, pictures.masks, generator)
    return images.clamp(0, 1), boxes
