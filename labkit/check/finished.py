"""Does a student's function take a network that others have finished?

What stands here runs beside the function, by :func:`labkit.check.there.there`.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from labkit.check.beside import quietly, seeded

_SHELVES = {
    os.sep.join(("", package, "models", "")): f"{package}.models"
    for package in ("labkit", "torchvision")
}


def borrowed(function: Callable, args: list, kwargs: dict) -> str | None:
    """Call a function; return the package of networks whose code runs in it, None if none does.

    >>> from labkit import models
    >>> borrowed(models.build, ["lenet5"], {})
    'labkit.models'
    >>> from torch import nn
    >>> borrowed(nn.Linear, [3, 2], {})
    """
    seen = []

    def note(frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            file = frame.f_code.co_filename
            seen.extend(package for shelf, package in _SHELVES.items() if shelf in file)

    before = sys.getprofile()
    with quietly(), seeded():
        sys.setprofile(note)
        try:
            function(*args, **kwargs)
        finally:
            sys.setprofile(before)
    return seen[0] if seen else None
