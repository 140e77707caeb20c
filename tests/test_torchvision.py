"""Each test imports in a process of its own, since an import cannot be undone."""

import os
import subprocess
import sys

import pytest

TORCH = """
import sys
from types import SimpleNamespace

declared = []

class _Operators:
    def __getattr__(self, name):
        if any(one.startswith(name + "(") for one in declared):
            return name
        raise AttributeError(name)

class Library:
    def __init__(self, namespace, kind):
        assert (namespace, kind) == ("torchvision", "FRAGMENT")
    def define(self, signature):
        declared.append(signature)

library = SimpleNamespace(Library=Library)
ops = SimpleNamespace(torchvision=_Operators())

def need(name):
    if not hasattr(ops.torchvision, name):
        raise RuntimeError(f"operator torchvision::{name} does not exist")
"""

REPORT = """
import torch
from labkit import _torchvision
print(tuple(_torchvision.state()), len(torch.declared))
"""


def run(code, folder=None):
    path = [str(folder)] if folder else []
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([*path, *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip(), done.stderr.strip().rpartition("\n")[2]


@pytest.fixture
def fake(tmp_path):
    """Return a function that writes a torchvision beside a torch that records declarations."""

    def write(**files):
        (tmp_path / "torch.py").write_text(TORCH)
        (tmp_path / "torchvision").mkdir()
        for name, text in files.items():
            (tmp_path / "torchvision" / f"{name}.py").write_text(text)
        return tmp_path

    return write


def test_matching_pair_is_left_alone(fake):
    folder = fake(__init__="from . import ops\nloader = type(__spec__.loader).__name__", ops="")
    out, error = run(
        "import labkit, torchvision\nprint(torchvision.loader, torchvision.__loader__.name)"
        + REPORT,
        folder,
    )
    assert error == ""
    assert out.splitlines() == ["SourceFileLoader torchvision", "('matching', None) 0"]


def test_pair_without_operators_is_repaired(fake):
    folder = fake(
        __init__="count = globals().get('count', 0) + 1\nfrom . import first\nfrom . import second",
        first="stamp = object()",
        second="import torch\nfrom torchvision import first\ntorch.need('nms')\ntorch.need('qnms')",
    )
    out, error = run(
        "import labkit, sys, torchvision as tv\n"
        "print(tv.count, tv.first is tv.second.first is sys.modules['torchvision.first'])" + REPORT,
        folder,
    )
    assert error == ""
    assert out.splitlines() == [
        "1 True",
        "('repaired', 'operator torchvision::nms does not exist') 2",
    ]


def test_operator_that_exists_is_not_declared_again(fake):
    folder = fake(__init__="import torch\ntorch.need('nms')\ntorch.need('qnms')")
    code = "import torch; torch.declared.append('nms(...)')\nimport labkit, torchvision"
    out, error = run(code + REPORT, folder)
    assert error == ""
    assert out == "('repaired', 'operator torchvision::qnms does not exist') 2"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise ImportError('libjpeg')", "ImportError: libjpeg"),
        ("raise RuntimeError('CUDA major versions')", "RuntimeError: CUDA major versions"),
        (
            "raise OSError('operator torchvision::nms does not exist')",
            "OSError: operator torchvision::nms does not exist",
        ),
        (
            "raise RuntimeError('operator other::nms does not exist')",
            "RuntimeError: operator other::nms does not exist",
        ),
    ],
)
def test_other_errors_propagate(fake, source, error):
    folder = fake(__init__=source)
    code = (
        "import labkit\ntry:\n    import torchvision\nexcept Exception as error:\n"
        "    print(f'{type(error).__name__}: {error}')" + REPORT
    )
    out, _ = run(code, folder)
    assert out.splitlines() == [error, "('not imported', None) 0"]


def test_error_that_the_repair_does_not_mend_propagates(fake):
    folder = fake(__init__="import torch\ntorch.need('brand_new_operator')")
    _, error = run("import labkit, torchvision", folder)
    assert error == "RuntimeError: operator torchvision::brand_new_operator does not exist"


def test_absent_torchvision_stays_absent():
    code = "import sys; sys.path[:] = []; sys.meta_path[1:] = []\nimport torchvision"
    _, error = run("import labkit\n" + code)
    assert error == "ModuleNotFoundError: No module named 'torchvision'"


def test_install_twice_and_too_late(fake):
    folder = fake(__init__="")
    count = "sum('labkit' in type(finder).__module__ for finder in sys.meta_path)"
    out, _ = run(
        f"import sys, labkit\nlabkit._torchvision.install()\nprint({count})\n"
        f"import torchvision\nlabkit._torchvision.install()\nprint({count})",
        folder,
    )
    assert out.split() == ["1", "1"]
    out, _ = run(f"import sys, torchvision, labkit\nprint({count})" + REPORT, folder)
    assert out.splitlines() == ["0", "('matching', None) 0"]


def test_import_of_labkit_is_light():
    out, _ = run("import labkit, sys; print({'torch', 'torchvision'} & set(sys.modules))")
    assert out == "set()"


FROM_MODELS = """
import labkit
from torchvision import models
models.resnet18()
print(labkit._torchvision.state().word in ("matching", "repaired"))
"""

SUBMODULE_AND_GRID = """
import labkit
import torchvision.transforms.v2 as v2
import torch, torchvision.utils
print(torchvision.utils.make_grid(v2.Resize(4)(torch.rand(4, 3, 8, 8))).shape[0] == 3)
"""

SPEC_AND_OPERATOR = """
import importlib.util, inspect, sys
import labkit
spec = importlib.util.find_spec("torchvision")
assert "import" in spec.loader.get_source("torchvision")
assert "torchvision" not in sys.modules
import torch, torchvision
assert "import" in inspect.getsource(torchvision)
repaired = labkit._torchvision.state().word == "repaired"
boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 1.9]])
try:
    kept = torchvision.ops.nms(boxes, torch.tensor([0.9, 0.8]), 0.5)
except RuntimeError as error:
    print(repaired and "reinstall torchvision" in str(error))
else:
    print(not repaired and kept.tolist() == [0])
"""


@pytest.mark.parametrize("code", [FROM_MODELS, SUBMODULE_AND_GRID, SPEC_AND_OPERATOR])
def test_installed_torchvision(code):
    assert run(code) == ("True", "")
