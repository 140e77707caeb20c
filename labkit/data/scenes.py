"""What varies from one drawing of a thing to the next, and how much of it each level has."""

import math
from typing import NamedTuple

import numpy as np

from labkit.data.draws import Source, turn

BACKGROUND, CLUTTER, MAIN, ACCENT, BAR = range(5)  # the five colours of a scene
_PUSH = 1.5  # colours too near the background are moved by this times what is missing


class Level(NamedTuple):
    """How much the drawings vary; lengths are in half widths of the image, colours in 0 to 1."""

    shift: float  # furthest from the middle
    scale: tuple[float, float]  # size of the thing, smallest and largest
    rotation: float  # degrees either way
    pattern: float  # strength of stripes, checks and gradients
    noise: float  # standard deviation of a pixel's value
    clutter: int  # blobs behind the thing
    barred: float  # fraction of images with a bar across
    contrast: float  # least mean difference of colours to the background
    lighter: float  # fraction of things lighter than their background


LEVELS = {
    "easy": Level(0.18, (0.70, 0.95), 19, 0.20, 0.035, 1, 0.20, 0.45, 0.8),
    "standard": Level(0.22, (0.66, 0.95), 23, 0.20, 0.040, 1, 0.20, 0.43, 0.8),
    "hard": Level(0.22, (0.58, 0.92), 28, 0.30, 0.050, 2, 0.35, 0.30, 0.5),
}


class Scene(NamedTuple):
    """The parameters of N drawings, one row each; `take` picks rows."""

    centre: np.ndarray  # (N, 2)
    axis: np.ndarray  # (N, 2) cosine and sine of the rotation
    stretch: np.ndarray  # (N, 2) image to thing, mirrored where negative
    scale: np.ndarray  # (N,)
    proportion: np.ndarray  # (N,) in -1 to 1
    colours: np.ndarray  # (N, 5, 3)
    pattern: np.ndarray  # (N,) behind: 0 plain, 1 gradient, 2 stripes, 3 checks
    fill: np.ndarray  # (N,) on the thing: 0 plain, 1 gradient, 2 stripes
    strength: np.ndarray  # (N, 2) of pattern and fill; so are the next three
    direction: np.ndarray  # (N, 2, 2)
    frequency: np.ndarray  # (N, 2) waves per half width
    phase: np.ndarray  # (N, 2, 2) in turns
    blobs: np.ndarray  # (N, clutter, 4) x, y, half width, half height
    bar: np.ndarray  # (N, 4) direction, offset, half width (-1: none)
    gain: np.ndarray  # (N,)
    brightness: np.ndarray  # (N,)
    noise: np.ndarray  # (N,)


def take(scene: Scene, rows: slice) -> Scene:
    """Return the scene of some of the drawings, in single precision."""
    return Scene(*(field[rows].astype(np.float32) for field in scene))


def scenes(
    source: Source, labels: np.ndarray, classes: int, level: Level, shortcut: float
) -> Scene:
    """Draw the parameters of one drawing per label.

    Each parameter has its own stream, so levels, shortcuts and counts change nothing else: the
    first drawings of a larger, harder or shortcut set are the same drawings.
    """
    n = len(labels)
    scale = source.uniform("scale", n, low=level.scale[0], high=level.scale[1])
    room = 1 + (0.92 - scale)  # a small thing may go further
    half = math.radians(level.rotation) / 2
    tilt = half + half**3 / 3 + 2 * half**5 / 15  # its tangent, up to a degree at 90°
    aspect = source.uniform("aspect", n, low=-0.075, high=0.075)
    aspect = (1 + aspect) / (1 - aspect)
    mirrored = np.where(source.happens("mirrored", n, 0.5), -1.0, 1.0)
    barred = source.happens("barred", n, level.barred)
    shift = source.uniform("centre", n, 2, low=-level.shift, high=level.shift)
    tilts = source.uniform("rotation", n, low=-tilt, high=tilt)
    blob_sizes = source.uniform("blob sizes", n, level.clutter, 2, low=0.03, high=0.2)
    blob_places = source.uniform("blob places", n, level.clutter, 2, low=-1, high=1)
    bar_direction = turn(source.uniform("bar direction", n, low=-1, high=1))
    bar_offset = source.uniform("bar offset", n, low=-1, high=1)
    bar_width = np.where(barred, source.uniform("bar width", n, low=0.06, high=0.13), -1.0)
    spread = source.uniform("noise level", n, low=0.3, high=1.6)
    return Scene(
        centre=shift * room[:, None],
        axis=np.stack(turn(tilts), 1),
        stretch=np.stack([mirrored / (scale * aspect), aspect / scale], 1),
        scale=scale,
        proportion=source.uniform("proportion", n, low=-1, high=1),
        colours=_colours(source, labels, classes, level, shortcut),
        pattern=np.floor(source.uniform("pattern", n, high=4)),
        fill=np.floor(source.uniform("fill", n, high=3)),
        strength=source.uniform("strength", n, 2, low=0.05) * level.pattern,
        direction=np.stack(turn(source.uniform("direction", n, 2, low=-1, high=1)), 2),
        frequency=source.uniform("frequency", n, 2, low=0.64, high=2.3),
        phase=source.uniform("phase", n, 2, 2),
        blobs=np.concatenate([blob_places, blob_sizes], 2),
        bar=np.stack([*bar_direction, bar_offset, bar_width], 1),
        gain=source.uniform("gain", n, low=0.75, high=1.1),
        brightness=source.uniform("brightness", n, low=-0.08, high=0.08),
        noise=level.noise * spread,
    )


def _colours(
    source: Source, labels: np.ndarray, classes: int, level: Level, shortcut: float
) -> np.ndarray:
    n = len(labels)
    hue = source.uniform("hue", n, 5)
    hue[:, ACCENT] = hue[:, MAIN] + 0.25 + 0.5 * hue[:, ACCENT]  # told apart from the main colour
    saturation = source.uniform("saturation", n, 5, low=0.15)
    value = source.uniform("value", n, 5, low=0.25)
    colours = _rgb(hue, saturation, value)
    lighter = source.happens("lighter", n, level.lighter)
    swapped = (_mean(colours[:, MAIN]) > _mean(colours[:, BACKGROUND])) != lighter
    pair = [MAIN, BACKGROUND]
    colours[:, pair] = np.where(swapped[:, None, None], colours[:, pair[::-1]], colours[:, pair])
    given_away = source.happens("given away", n, shortcut)
    own = labels / classes + source.uniform("own hue", n, low=-0.04, high=0.04)
    strong = source.uniform("own saturation", n, low=0.75), source.uniform("own value", n, low=0.7)
    colours[:, MAIN] = np.where(given_away[:, None], _rgb(own, *strong), colours[:, MAIN])
    # Push main and accent away from the background; where that does not do (colours end at 0 and
    # 1, and a colour that gives the class away stays), push the background away from them.
    away = np.where(lighter, 1.0, -1.0)[:, None]
    movable = {MAIN: ~given_away, ACCENT: np.ones(n, bool)}
    for part, may in movable.items():
        lack = _lack(colours, part, level.contrast) * may[:, None]
        colours[:, part] = np.clip(colours[:, part] + _PUSH * away * lack, 0, 1)
    for part in movable:
        lack = _lack(colours, part, level.contrast)
        colours[:, BACKGROUND] = np.clip(colours[:, BACKGROUND] - _PUSH * away * lack, 0, 1)
    return colours


def _lack(colours: np.ndarray, part: int, contrast: float) -> np.ndarray:
    """Return what each image's part lacks in contrast to the background, ``(N, 1)``."""
    difference = _mean(np.abs(colours[:, part] - colours[:, BACKGROUND]))
    return np.maximum(contrast - difference, 0)[:, None]


def _mean(colours: np.ndarray) -> np.ndarray:
    return (colours[..., 0] + colours[..., 1] + colours[..., 2]) / 3


def _rgb(hue: np.ndarray, saturation: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Turn hue (in turns), saturation and value into red, green and blue."""
    sector = (np.array([5.0, 3.0, 1.0]) + 6 * hue[..., None]) / 6
    sector = 6 * (sector - np.floor(sector))
    share = np.clip(np.minimum(sector, 4 - sector), 0, 1)
    return value[..., None] * (1 - saturation[..., None] * share)
