"""Does a student's function take what others have finished: a network, a metric, our function?

What stands here runs beside the function, by :func:`labkit.check.there.there`.
"""

import os
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

from labkit.check.beside import quietly, seeded

# Where the code of what is finished lies, and whose it is.
KINDS = {
    "finished networks": {
        "labkit/models/": "labkit.models",
        "torchvision/models/": "torchvision.models",
    },
    "finished metrics": {"sklearn/metrics/": "scikit-learn", "torchvision/ops/": "torchvision"},
}


def borrowed(function: Callable, args: list, kwargs: dict, what: str) -> str | None:
    """Call a function; return whose finished code runs in it, None if none does.

    ``what`` is one of ``KINDS``, or the dotted name of one function of a package.

    >>> from labkit import models
    >>> borrowed(models.build, ["lenet5"], {}, "finished networks")
    'labkit.models'
    >>> from torch import nn
    >>> borrowed(nn.Linear, [3, 2], {}, "finished networks")
    >>> borrowed(lambda: models.names(), [], {}, "labkit.models.names")
    'labkit.models.names'
    """
    package, _, name = what.rpartition(".")
    shelves = KINDS.get(what) or {package.replace(".", "/") + "/": what}
    codes = [
        code for code in _run_by(function, args, kwargs) if not package or code.co_name == name
    ]
    for shelf, whose in shelves.items():
        place = os.sep + shelf.replace("/", os.sep)
        if any(place in code.co_filename for code in codes):
            return whose
    return None


def _run_by(function: Callable, args: list, kwargs: dict) -> set[CodeType]:
    """Return the code of every Python function that a call runs."""
    seen = set()

    def note(frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            seen.add(frame.f_code)

    before = sys.getprofile()
    with quietly(), seeded():
        sys.setprofile(note)
        try:
            function(*args, **kwargs)
        finally:
            sys.setprofile(before)
    return seen
