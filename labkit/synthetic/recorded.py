"""The leaderboard that comes with the kit, recorded by a script.

``python -m labkit.teaching.record_synthetic`` (three minutes) makes it again and says with which
settings.
"""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("recorded.json")


@cache
def _content() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


def leaderboard(on: str = "open") -> dict[str, list[float]]:
    """Return the accuracies of five networks, seeds 0 to 4, for every setting.

    ``on`` says which images: ``"rendered"`` (fresh ones of the same setting), ``"open"`` or
    ``"sealed"`` (real ones). Raises ``ValueError`` for others.

    >>> len(leaderboard()["plain"])
    5
    """
    if on not in ("rendered", "open", "sealed"):
        raise ValueError(f"on must be 'rendered', 'open' or 'sealed'; given: {on!r}.")
    return {name: columns[on] for name, columns in _content().items()}
