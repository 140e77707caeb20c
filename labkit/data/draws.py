"""Random numbers that are the same bits on every platform, today and in ten years.

NumPy promises that the raw bits of PCG64 never change, but neither that its distributions stay,
nor that ``sin``, ``log`` or ``exp`` round alike everywhere. So everything here and in the drawing
is made of raw bits and of +, −, ×, ÷, floor and square root, which IEEE 754 rounds exactly.
"""

from typing import NamedTuple
from zlib import crc32

import numpy as np

# Four bytes add up to 510 on average, with this standard deviation (the square root of 21845).
_MEAN, _DEVIATION = 510, 147.80054127


class Source(NamedTuple):
    """Where one data set's randomness comes from; each name in it is a stream of its own."""

    seed: int
    stream: tuple[int, ...]

    def bits(self, name: str) -> np.random.PCG64:
        """Return the generator of the named stream."""
        spawn_key = (*self.stream, crc32(name.encode()))
        return np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=spawn_key))

    def uniform(self, name: str, count: int, *shape: int, low=0.0, high=1.0) -> np.ndarray:
        """Return ``(count, *shape)`` numbers in [low, high); a longer count keeps the first ones.

        >>> Source(0, (1,)).uniform("angle", 2), Source(0, (1,)).uniform("angle", 1)
        (array([0.82206771, 0.10879795]), array([0.82206771]))
        """
        raw = self.bits(name).random_raw(count * int(np.prod(shape)))
        unit = (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
        return low + (high - low) * unit.reshape(count, *shape)

    def happens(self, name: str, count: int, probability: float) -> np.ndarray:
        """Return ``count`` booleans, each true with the given probability."""
        return self.uniform(name, count) < probability


def noise(bits: np.random.PCG64, count: int, values: int) -> np.ndarray:
    """Return ``(count, values)`` float32 numbers, nearly normal, of mean 0 and deviation 1.

    Each is the sum of four random bytes, so none is further out than 3.45 deviations.
    """
    words = (values + 1) // 2
    raw = bits.random_raw(count * words)
    pairs = (raw & 0x00FF00FF00FF00FF) + ((raw >> 8) & 0x00FF00FF00FF00FF)
    fours = (pairs & 0x0000FFFF0000FFFF) + ((pairs >> 16) & 0x0000FFFF0000FFFF)
    sums = fours.astype("<u8").view("<u4").reshape(count, 2 * words)[:, :values]
    return (sums.astype(np.float32) - _MEAN) / np.float32(_DEVIATION)


def turn(half_tangent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return cosine and sine of the angle whose half has this tangent."""
    square = half_tangent * half_tangent
    return (1 - square) / (1 + square), 2 * half_tangent / (1 + square)


def wave(turns: np.ndarray) -> np.ndarray:
    """Return a wave of period 1 made of two parabolas, within 0.06 of a sine."""
    place = 2 * (turns - np.floor(turns)) - 1
    return 4 * place * (np.abs(place) - 1)
