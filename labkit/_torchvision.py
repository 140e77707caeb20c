"""Lets ``import torchvision`` succeed when its compiled half does not fit the installed torch.

pip pairs a CPU build of torch with a torchvision wheel that expects CUDA. Its compiled operators
then do not load, and ``import torchvision`` stops at ``RuntimeError: operator torchvision::nms
does not exist`` (https://github.com/pytorch/vision/issues/9077). The import needs no more than
the signatures of two operators, so declaring those is the whole repair: transforms, models,
datasets, feature extraction and utils then work. ``nms``, ``roi_align`` and the image decoders
of ``torchvision.io`` stay out of reach and raise torchvision's own error when called.
"""

import re
import sys
from importlib.machinery import ModuleSpec
from typing import NamedTuple

MISSING = "nms, roi_align and image decoding"

_NO_OPERATOR = re.compile(r"operator torchvision::\w+ does not exist")
_ARGUMENTS = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"

# torch forgets a declaration when its Library is collected, so it is kept here.
_declared = []
_repaired_after = None


class State(NamedTuple):
    """What happened to torchvision: not imported, matching or repaired, and the error repaired."""

    word: str
    error: str | None = None


def state() -> State:
    """Tell whether torchvision was imported, and whether that took a repair."""
    if "torchvision" not in sys.modules:
        return State("not imported")
    if _repaired_after is None:
        return State("matching")
    return State("repaired", _repaired_after)


def install() -> None:
    """Watch for the import of torchvision; done already, or too late, this changes nothing."""
    watched = any(isinstance(finder, _Finder) for finder in sys.meta_path)
    if not watched and "torchvision" not in sys.modules:
        sys.meta_path.insert(0, _Finder())


# Neither class below derives from importlib.abc, whose import takes longer than all of labkit's.
class _Finder:
    """Finds torchvision where the finders after this one find it, and wraps its loader."""

    def find_spec(self, name, path, target=None) -> ModuleSpec | None:
        if name != "torchvision":
            return None
        later = sys.meta_path[sys.meta_path.index(self) + 1 :]
        specs = (finder.find_spec(name, path, target) for finder in later)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _RepairingLoader(spec.loader)
        return spec


class _RepairingLoader:
    """Runs the plain loader, and once more after the repair if that is what it needs."""

    def __init__(self, plain):
        self.plain = plain

    def __getattr__(self, name):
        # inspect, pkgutil and importlib.resources ask a loader for more than these two methods.
        return getattr(self.plain, name)

    def create_module(self, spec):
        return self.plain.create_module(spec)

    def exec_module(self, module) -> None:
        global _repaired_after
        module.__loader__ = module.__spec__.loader = self.plain
        untouched = dict(vars(module))
        try:
            self.plain.exec_module(module)
        except RuntimeError as error:
            if not _NO_OPERATOR.match(str(error)):
                raise
            cause = str(error)
        else:
            return
        _forget_half_import(module, untouched)
        _declare_operators()
        self.plain.exec_module(module)
        _repaired_after = cause


def _forget_half_import(module, untouched: dict) -> None:
    for name in [name for name in sys.modules if name.startswith("torchvision.")]:
        del sys.modules[name]
    vars(module).clear()
    vars(module).update(untouched)


def _declare_operators() -> None:
    import torch

    library = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        if not hasattr(torch.ops.torchvision, name):
            library.define(name + _ARGUMENTS)
    _declared.append(library)
