"""Data for the labs: drawn pictures, real digits, real sets on request, and mini-batches.

Nothing here needs a network but `real` with ``download=True``. Images are uint8 ``(N, C, H, W)``,
labels int64 ``(N,)``, all in memory.
"""

from labkit.data.batches import batches
from labkit.data.digits import digits
from labkit.data.labelled import Labelled
from labkit.data.normalize import normalize
from labkit.data.real import real
from labkit.data.scenes import LEVELS, Level
from labkit.data.things import Things, boxes_around, things

__all__ = [
    "LEVELS",
    "Labelled",
    "Level",
    "Things",
    "batches",
    "boxes_around",
    "digits",
    "normalize",
    "real",
    "things",
]
