"""The report as a table for a spreadsheet: one row an exercise."""

import csv
import io
from collections.abc import Sequence

from labkit.report.items import Item

_HEAD = [
    "exercise",
    "points",
    "mean_share",
    "item_rest_correlation",
    "median_seconds",
    "unwritten",
    "most_frequent_message",
    "its_count",
    "doubt",
]


def sheet(items: Sequence[Item]) -> str:
    """Return CSV; a cell that a spreadsheet would take for a formula starts with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for item in items:
        message, count = item.mistakes[0] if item.mistakes else ("", 0)
        numbers = [item.points, item.share, item.discrimination, item.seconds]
        shown = ["" if n is None else f"{n:.4g}" for n in numbers]
        writer.writerow(
            [_plain(item.name), *shown, item.unwritten, _plain(message), count, _plain(item.doubt)]
        )
    return text.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
