"""The versions of everything that may change a grade."""

import functools
import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import labkit

_PACKAGES = ("torch", "torchvision", "numpy", "nbgrader", "ipython", "ipykernel", "scikit-learn")


@functools.cache
def versions() -> dict[str, str]:
    """Return what is installed here, by name; labkit's is a hash of its source."""
    found = {"Python": platform.python_version(), "machine": platform.machine()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    source = hashlib.sha256()
    home = Path(labkit.__file__).parent
    for path in sorted(home.rglob("*.py")):
        source.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return {**found, "labkit's source": source.hexdigest()[:12]}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Return which versions differ between two machines, or "".

    >>> differences({"torch": "2.9", "numpy": "2.1"}, {"torch": "2.8", "numpy": "2.1"})
    'torch 2.8 instead of 2.9'
    """
    both = [*here, *(name for name in there if name not in here)]
    told = {name: (there.get(name, "none"), here.get(name, "none")) for name in both}
    return ", ".join(f"{name} {a} instead of {b}" for name, (a, b) in told.items() if a != b)
