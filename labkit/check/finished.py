"""Does a student's function take a network or a metric that others have finished?

What stands here runs beside the function, by :func:`labkit.check.there.there`.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from labkit.check.beside import quietly, seeded

# Where the code of what is finished lies, and whose it is.
_SHELVES = {
    "finished networks": {
        "labkit/models/": "labkit.models",
        "torchvision/models/": "torchvision.models",
    },
    "finished metrics": {"sklearn/metrics/": "scikit-learn", "torchvision/ops/": "torchvision"},
}
KINDS = frozenset(_SHELVES)


def borrowed(function: Callable, args: list, kwargs: dict, kind: str) -> str | None:
    """Call a function; return the package whose finished code runs in it, None if none does.

    ``kind`` is one of ``KINDS``.

    >>> from labkit import models
    >>> borrowed(models.build, ["lenet5"], {}, "finished networks")
    'labkit.models'
    >>> from torch import nn
    >>> borrowed(nn.Linear, [3, 2], {}, "finished networks")
    """
    seen, shelves = [], _paths(kind)

    def note(frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            file = frame.f_code.co_filename
            seen.extend(package for shelf, package in shelves.items() if shelf in file)

    before = sys.getprofile()
    with quietly(), seeded():
        sys.setprofile(note)
        try:
            function(*args, **kwargs)
        finally:
            sys.setprofile(before)
    return seen[0] if seen else None


def _paths(kind: str) -> dict[str, str]:
    return {os.sep + shelf.replace("/", os.sep): who for shelf, who in _SHELVES[kind].items()}
