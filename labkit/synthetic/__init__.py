"""Rendered digits, what randomises them, and what a network learns from them about real ones."""

from labkit.synthetic.distort import NEUTRAL, distort, turned
from labkit.synthetic.fonts import FONTS, glyphs
from labkit.synthetic.learn import (
    WIDE,
    Ranges,
    fitted,
    learned,
    network,
    real,
    rendered,
    scores,
)
from labkit.synthetic.recorded import leaderboard
from labkit.synthetic.scenes import BACKGROUND, Found, Scenes, detect, matched, scenes

__all__ = [
    "BACKGROUND",
    "FONTS",
    "NEUTRAL",
    "WIDE",
    "Found",
    "Ranges",
    "Scenes",
    "detect",
    "distort",
    "fitted",
    "glyphs",
    "leaderboard",
    "learned",
    "matched",
    "network",
    "real",
    "rendered",
    "scenes",
    "scores",
    "turned",
]
