"""Paints scenes: background, clutter, the thing, a bar, brightness and noise."""

import numpy as np

from labkit.data.draws import noise, wave
from labkit.data.scenes import ACCENT, BACKGROUND, BAR, CLUTTER, MAIN, Scene


def render(
    scene: Scene, labels: np.ndarray, shapes: tuple, size: int, bits: np.random.PCG64
) -> tuple[np.ndarray, np.ndarray]:
    """Return images ``(N, 3, size, size)`` uint8 and masks of what is visible of the things."""
    half = np.float32(size / 2)
    middles = (np.arange(size, dtype=np.float32) + np.float32(0.5)) / half - 1
    x, y = middles[None, None, :], middles[None, :, None]
    own_x, own_y = _own_coordinates(scene, x, y)
    behind, fill = _patterns(scene, x, y, own_y)
    image = _colour(scene, BACKGROUND) + behind[:, None]
    for blob in range(scene.blobs.shape[1]):
        _paint(image, _colour(scene, CLUTTER), _blob(scene, blob, x, y, half))
    main, accent = _parts(scene, labels, shapes, own_x, own_y)
    pixel = _each(scene.scale) * half
    main, accent = _coverage(main, pixel), _coverage(accent, pixel)
    _paint(image, _colour(scene, MAIN) + fill[:, None], main)
    _paint(image, _colour(scene, ACCENT) + (fill * np.float32(0.5))[:, None], accent)
    bar = _bar(scene, x, y, half)
    _paint(image, _colour(scene, BAR), bar)
    image -= np.float32(0.5)
    image *= _each(scene.gain, 3)
    image += _each(scene.brightness + np.float32(0.5), 3)
    grain = noise(bits, len(labels), 3 * size * size).reshape(image.shape)
    grain *= _each(scene.noise, 3)
    image += grain
    np.clip(image, 0, 1, out=image)
    image *= 255
    image += np.float32(0.5)
    masks = (np.maximum(main, accent) > 0.5) & (bar <= 0.5)
    return image.astype(np.uint8), masks


def _own_coordinates(scene: Scene, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pixels' coordinates as the thing sees them: upright, unit size, not mirrored."""
    dx, dy = x - _each(scene.centre[:, 0]), y - _each(scene.centre[:, 1])
    cosine, sine = _each(scene.axis[:, 0]), _each(scene.axis[:, 1])
    across, down = _each(scene.stretch[:, 0]), _each(scene.stretch[:, 1])
    return (cosine * dx + sine * dy) * across, (cosine * dy - sine * dx) * down


def _parts(
    scene: Scene, labels: np.ndarray, shapes: tuple, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the distances to the main part and the accent of every image's own thing."""
    main, accent = np.empty_like(x), np.empty_like(x)
    for label, shape in enumerate(shapes):
        rows = np.flatnonzero(labels == label)
        main[rows], accent[rows] = shape(x[rows], y[rows], _each(scene.proportion[rows]))
    return main, accent


def _patterns(
    scene: Scene, x: np.ndarray, y: np.ndarray, own_y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return what the background's and the thing's patterns add to their colours."""
    behind, fill = np.zeros_like(own_y), np.zeros_like(own_y)
    for kind in (1, 2, 3):
        rows = np.flatnonzero(scene.pattern == kind)
        kinds = {1: _gradient, 2: _stripes, 3: _checks}
        behind[rows] = kinds[kind](scene, rows, 0, x, y) * _each(scene.strength[rows, 0])
    rows = np.flatnonzero(scene.fill == 1)
    fill[rows] = own_y[rows] * _each(scene.strength[rows, 1])
    rows = np.flatnonzero(scene.fill == 2)
    fill[rows] = _stripes(scene, rows, 1, x, y) * _each(scene.strength[rows, 1])
    return behind, fill


def _gradient(scene: Scene, rows: np.ndarray, which: int, x: np.ndarray, y: np.ndarray):
    along = scene.direction[rows, which]
    return x * _each(along[:, 0]) + y * _each(along[:, 1])


def _stripes(scene: Scene, rows: np.ndarray, which: int, x: np.ndarray, y: np.ndarray):
    frequency, phase = _each(scene.frequency[rows, which]), _each(scene.phase[rows, which, 0])
    return wave(_gradient(scene, rows, which, x, y) * frequency + phase)


def _checks(scene: Scene, rows: np.ndarray, which: int, x: np.ndarray, y: np.ndarray):
    frequency = 2 * _each(scene.frequency[rows, which])
    columns = np.floor(x * frequency + _each(scene.phase[rows, which, 0]))
    lines = np.floor(y * frequency + _each(scene.phase[rows, which, 1]))
    half = (columns + lines) * np.float32(0.5)
    return np.where(half == np.floor(half), np.float32(0.7), np.float32(-0.7))


def _blob(scene: Scene, blob: int, x: np.ndarray, y: np.ndarray, pixel: np.float32) -> np.ndarray:
    """Return the coverage by one piece of clutter: round and square ones take turns."""
    cx, cy, width, height = (_each(column) for column in scene.blobs[:, blob].T)
    if blob % 2:
        distance = np.maximum(np.abs(x - cx) - width, np.abs(y - cy) - height)
    else:
        distance = np.sqrt((x - cx) ** 2 + (y - cy) ** 2) - width
    return _coverage(distance, pixel)


def _bar(scene: Scene, x: np.ndarray, y: np.ndarray, pixel: np.float32) -> np.ndarray:
    across, down, offset, width = (_each(column) for column in scene.bar.T)
    return _coverage(np.abs(x * across + y * down - offset) - width, pixel)


def _coverage(distance: np.ndarray, pixel: np.ndarray | np.float32) -> np.ndarray:
    """Return how much of each pixel a shape covers, from 0 to 1."""
    covered = np.float32(0.5) - distance * pixel
    return np.clip(covered, 0, 1, out=covered)


def _paint(image: np.ndarray, colour: np.ndarray, coverage: np.ndarray) -> None:
    """Blend the colour into the image where the shape covers it."""
    change = colour - image
    change *= coverage[:, None]
    image += change


def _colour(scene: Scene, part: int) -> np.ndarray:
    return scene.colours[:, part, :, None, None]


def _each(values: np.ndarray, dimensions: int = 2) -> np.ndarray:
    """Make one number per image broadcast over the image's dimensions."""
    return values.reshape(-1, *(1,) * dimensions)
