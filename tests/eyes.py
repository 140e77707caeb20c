"""Colours as people with other colour vision see them, and how far apart two colours look."""

import numpy as np
from matplotlib.colors import to_rgb

# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
_XYZ = np.array(  # of linear sRGB, white at 1: IEC 61966-2-1
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)
_WHITE = _XYZ.sum(axis=1)


def linear(colour) -> np.ndarray:
    """A colour's red, green and blue as amounts of light."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(first, second) -> float:
    """The contrast of WCAG 2, from 1 to 21."""
    low, high = sorted(float(_XYZ[1] @ linear(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def cielab(colour, vision: str = "usual") -> np.ndarray:
    """A colour in CIELAB, as seen with a kind of colour vision."""
    light = (np.array(VISIONS[vision]) @ linear(colour)).clip(0, 1)
    x, y, z = _response(_XYZ @ light / _WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _response(share: np.ndarray) -> np.ndarray:
    return np.where(share > (6 / 29) ** 3, np.cbrt(share), share * (29 / 6) ** 2 / 3 + 4 / 29)


def difference(first, second) -> float:
    """The difference of two CIELAB colours, CIEDE2000; 1 is about what one just sees.

    Names as in Sharma, Wu & Dalal 2005.
    """
    (l1, a1, b1), (l2, a2, b2) = first, second
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grow = 1.5 - np.sqrt(chroma**7 / (chroma**7 + 25**7)) / 2
    c1, c2 = np.hypot(grow * a1, b1), np.hypot(grow * a2, b2)
    h1, h2 = np.arctan2(b1, grow * a1), np.arctan2(b2, grow * a2)
    turn = (h2 - h1 + np.pi) % (2 * np.pi) - np.pi if c1 * c2 else 0.0
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = np.degrees(h1 + turn / 2) % 360 if c1 * c2 else np.degrees(h1 + h2) % 360
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(size * np.cos(np.radians(times * hue + shift)) for size, times, shift in waves)
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    rotation *= -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    d_l = (l2 - l1) / s_l
    d_c, d_h = (c2 - c1) / s_c, 2 * np.sqrt(c1 * c2) * np.sin(turn / 2) / s_h
    return float(np.sqrt(d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h))
