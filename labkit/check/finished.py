"""Does a student's function take what others have finished: a network, a function of the kit?

What stands here runs beside the function, by :func:`labkit.check.there.there`.
"""

import os
import pkgutil
import sys
from collections.abc import Callable
from types import CodeType
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
    files = [code.co_filename for code in _run_by(function, args, kwargs)]
    found = (package for file in files for shelf, package in _SHELVES.items() if shelf in file)
    return next(found, None)


def taken(function: Callable, args: list, kwargs: dict, name: str) -> bool:
    """Call a function; return whether the kit's function of this dotted name runs in it.

    >>> from labkit import models
    >>> taken(lambda: models.names(), [], {}, "labkit.models.names")
    True
    >>> taken(len, ["fish"], {}, "labkit.models.names")
    False
    """
    return pkgutil.resolve_name(name).__code__ in _run_by(function, args, kwargs)


def _run_by(function: Callable, args: list, kwargs: dict) -> list[CodeType]:
    """Return the code of every Python function that a call runs."""
    seen = []

    def note(frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            seen.append(frame.f_code)

    before = sys.getprofile()
    with quietly(), seeded():
        sys.setprofile(note)
        try:
            function(*args, **kwargs)
        finally:
            sys.setprofile(before)
    return seen
