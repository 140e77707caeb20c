"""A second copy of ``labkit.check`` that the student's code does not find by name.

What tests run beside a student's objects must be the course's. Whatever students put into the
modules of ``labkit.check``, or into their functions' code, stays in the copy that they can import.
A process cannot be defended against its own code for good, so every judgement is made elsewhere.
"""

import importlib
import sys
from collections.abc import Callable

_PACKAGE = "labkit.check"
_BESIDE = ("beside", "inside", "poison")


def _load() -> dict[str, Callable]:
    """Import the package once more and return the functions that run beside students' objects."""
    usual = {name: sys.modules.pop(name) for name in list(sys.modules) if _inside(name)}
    try:
        modules = [importlib.import_module(f"{_PACKAGE}.{name}") for name in _BESIDE]
        return {
            f"{module.__name__}:{name}": item
            for module in modules
            for name, item in vars(module).items()
            if getattr(item, "__module__", None) == module.__name__ and callable(item)
        }
    finally:
        for name in list(sys.modules):
            if _inside(name):
                del sys.modules[name]
        sys.modules.update(usual)
        sys.modules["labkit"].check = usual[_PACKAGE]


def _inside(name: str) -> bool:
    return name == _PACKAGE or name.startswith(f"{_PACKAGE}.")


def take() -> dict[str, Callable]:
    """Return the functions by ``module:name``, once: afterwards there is no copy to be found."""
    taken = dict(_functions)
    _functions.clear()
    return taken


importlib.import_module(_PACKAGE)
_functions = _load()  # when the process warms up, so that no room pays for it
