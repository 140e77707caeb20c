"""Digits as outlines of fonts, turned into ink on a fine grid."""

from functools import cache
from pathlib import Path

import matplotlib
import numpy as np
import torch
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath

# Fonts that every Matplotlib brings along and that have ordinary digits.
FONTS = (
    "DejaVuSans",
    "DejaVuSans-Bold",
    "DejaVuSans-Oblique",
    "DejaVuSans-BoldOblique",
    "DejaVuSansMono",
    "DejaVuSansMono-Oblique",
    "DejaVuSerif",
    "DejaVuSerif-Bold",
    "DejaVuSerif-Italic",
    "DejaVuSerif-BoldItalic",
    "STIXGeneral",
    "STIXGeneralBol",
    "STIXGeneralItalic",
    "STIXGeneralBolIta",
    "cmr10",
    "cmb10",
    "cmss10",
    "cmtt10",
    "cmti10",
)
_HEIGHT = 0.7  # of the cell that a digit takes, as on a page
_FINER = 4  # points of the grid along a pixel's side


def glyphs(fonts: tuple[str, ...] = FONTS, *, size: int = 32) -> torch.Tensor:
    """Return the ten digits of each font: ``(fonts, 10, size, size)`` float32 ink, from 0 to 1.

    A number is the share of the cell that the outline covers; every digit stands upright in the
    middle and takes 70 % of the height. Raises ``ValueError`` for a font that is not in ``FONTS``
    and ``FileNotFoundError`` where Matplotlib has been installed without its fonts.

    >>> ink = glyphs(("DejaVuSans",))
    >>> ink.shape, round(ink[0, 1].mean().item(), 3)  # a 1 takes little ink
    (torch.Size([1, 10, 32, 32]), 0.105)
    """
    unknown = [name for name in fonts if name not in FONTS]
    if unknown or not fonts:
        raise ValueError(f"fonts must be some of {', '.join(FONTS)}; given: {fonts!r}.")
    if size < 8:
        raise ValueError(f"size is {size}, but a digit needs at least 8 pixels.")
    sheets = [[_glyph(name, str(digit), size) for digit in range(10)] for name in fonts]
    return torch.from_numpy(np.array(sheets))


@cache
def _glyph(font: str, digit: str, size: int) -> np.ndarray:
    file = Path(matplotlib.get_data_path(), "fonts", "ttf", f"{font}.ttf")
    if not file.is_file():
        raise FileNotFoundError(f"Matplotlib's fonts are missing: there is no {file}.")
    text = TextPath((0, 0), digit, size=100, prop=FontProperties(fname=file))
    contours = text.to_polygons()
    corners = np.concatenate(contours)
    low, high = corners.min(0), corners.max(0)
    points = size * _FINER
    step = (high[1] - low[1]) / (_HEIGHT * points)
    along = (np.arange(points) - (points - 1) / 2) * step
    middle = (low + high) / 2
    x, y = np.meshgrid(middle[0] + along, middle[1] - along)
    places = np.stack([x.ravel(), y.ravel()], 1)
    inside = np.zeros(len(places), bool)
    for contour in contours:  # a contour inside another is a hole
        inside ^= Outline(contour).contains_points(places)
    return inside.reshape(size, _FINER, size, _FINER).mean((1, 3)).astype(np.float32)
