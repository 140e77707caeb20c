"""Plain assertions, as other courses write them, judge over proxies as they do in one kernel."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.rooms.names import given
from labkit.grading.rooms.session import execute
from labkit.grading.sandbox.warm import Warm

pytestmark = pytest.mark.slow

PARTS = re.split(
    r"^# %% ", (Path(__file__).parent / "cells" / "foreign.txt").read_text(), flags=re.M
)[1:]
PAIRS = {
    answer.split("\n", 1)[0]: (answer.split("\n", 1)[1], test.split("\n", 1)[1])
    for answer, test in zip(PARTS[::2], PARTS[1::2], strict=True)
}
MODULES = ["labkit.check", "labkit.grading.rooms.student_room", "labkit.grading.rooms.tests_room"]
HELPERS = """\
import copy, functools, inspect, math, pytest, time, torch, numpy as np
CONSTANT = 10
def helper(x): return x + 1
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
"""

# Tests whose verdict differs, and why.
DIFFERENT = {
    "training in the test": "gradients do not pass between rooms; the message names the verbs",
    "gradient in the test": "gradients do not pass between rooms; the message names the verbs",
    "global set by the test": "what a test computes stays out of the student's sight",
    "student's input": "what a test patches is its own room's",
    "files": "files that the student's code writes stay in its room",
    "vars": "a proxy's own attributes are not the object's; ask by name",
    "type identity": "a proxy's type is not the student's class; isinstance and == work",
}


@pytest.fixture(scope="module")
def warm():
    with Warm(["torch", "torch.nn.functional", "matplotlib.pyplot", *MODULES]) as w:
        yield w


def cells() -> list:
    made = [course(HELPERS, "helpers", locked=True, grade=False)]
    for number, (answer, test) in enumerate(PAIRS.values()):
        made += [student(answer, f"answer{number}"), course(test, f"test{number}", points=1)]
    return made


def course(source, name, **mark):
    nbgrader = {"grade_id": name, "grade": True, "solution": False, "locked": True} | mark
    metadata = {"labkit": {"author": "course"}, "nbgrader": nbgrader}
    return new_code_cell(source.rstrip(), metadata=metadata)


def student(source, name):
    told = {"author": "student", **given(source)._asdict()}
    nbgrader = {"grade_id": name, "grade": False, "solution": True, "locked": False}
    return new_code_cell(source.rstrip(), metadata={"labkit": told, "nbgrader": nbgrader})


@pytest.fixture(scope="module")
def verdicts(warm, tmp_path_factory):
    """Give the errors of all tests, in a kernel and in two rooms."""
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells(), metadata={"kernelspec": kernelspec})
    text = nbformat.writes(notebook)
    folder = {"metadata": {"path": tmp_path_factory.mktemp("kernel")}}
    settings = {"allow_errors": True, "shutdown_kernel": "immediate", "resources": folder}
    NotebookClient(notebook, timeout=60, **settings).execute()
    room = nbformat.reads(execute(Job(text, {}, {}, Limits(cell_seconds=10)), warm).notebook, 4)
    pairs = zip(notebook.cells[2::2], room.cells[2::2], strict=True)
    return dict(zip(PAIRS, [(error(a), error(b)) for a, b in pairs], strict=True))


def error(cell) -> str | None:
    errors = [output for output in cell.outputs if output.output_type == "error"]
    return f"{errors[-1].ename}: {errors[-1].evalue}" if errors else None


@pytest.mark.parametrize("name", PAIRS)
def test_verdict_is_the_kernels(verdicts, name):
    cold, rooms = verdicts[name]
    if name in DIFFERENT:
        assert cold is None, "this needs no reason any more"
        assert rooms is not None, "this needs no reason any more"
    else:
        assert (rooms is None) is (cold is None), f"in a kernel: {cold}; in rooms: {rooms}"


def judged(warm, answer: str, test: str) -> str | None:
    """Return the error of one test on one answer in two rooms."""
    made = [course(HELPERS + "from labkit import check", "h", grade=False)]
    made += [student(answer, "answer"), course(test, "test", points=1)]
    text = nbformat.writes(new_notebook(cells=made))
    executed = execute(Job(text, {}, {}, Limits(cell_seconds=10)), warm)
    return error(nbformat.reads(executed.notebook, 4).cells[-1])


YES = """\
class Yes:
    def __eq__(self, other): return True
    __hash__ = None
    def __sub__(self, other): return self
    __rsub__ = __sub__
    def __abs__(self): return 0
    def __lt__(self, other): return True
    __gt__ = __le__ = __contains__ = __lt__
    def __float__(self): return 0.0
    def __bool__(self): return True
    def __ne__(self, other): return False
"""


@pytest.mark.parametrize(
    "test",
    [
        "assert f(2) == 4",
        "assert 4 == f(2)",
        "assert [f(2)] == [4]",
        "assert not f(2) != 4",
        "assert abs(f(2) - 4) < 1e-6",
        "assert f(2) > 3",
        "assert 4 in f(2)",
        "assert f(2) in (4, 5)",
    ],
)
def test_an_object_that_agrees_with_everything_is_refused_by_its_name(warm, test):
    for answer in (
        f"{YES}def f(x): return Yes()",
        f"{YES}class f(Yes):\n    def __init__(self, x): 0",
    ):
        message = judged_as_function(warm, answer, test)
        assert message.startswith("TypeError: an object of the student's own type ")


def judged_as_function(warm, answer: str, test: str) -> str | None:
    cell = student(answer, "answer")
    cell.metadata["labkit"] |= {"binds": ["f"], "classes": []}
    made = [course(HELPERS, "h", grade=False), cell, course(test, "test", points=1)]
    executed = execute(Job(nbformat.writes(new_notebook(cells=made)), {}, {}, Limits()), warm)
    return error(nbformat.reads(executed.notebook, 4).cells[-1])


def test_data_of_a_class_derived_from_a_built_in_one_are_judged_here(warm):
    number = "class Int(int):\n    def __eq__(self, other): return True\ndef f(x): return Int({})"
    assert judged(warm, number.format(4), "assert f(2) == 4") is None
    assert judged(warm, number.format(5), "assert f(2) == 4") == "AssertionError: "


def test_a_context_manager_does_not_hide_a_failed_test(warm):
    answer = "class Quiet:\n    def __enter__(self): 0\n    def __exit__(self, *error): return True"
    assert judged(warm, answer, "with Quiet(): 1 / 0") is None
    assert judged(warm, answer, "with Quiet(): assert 1 == 2") == "AssertionError: "


def test_a_students_random_state_does_not_reach_the_tests(warm):
    answer = "def f(): np.random.set_state(('MT19937', np.zeros(624, 'u4'), 0)); random = 0"
    test = "np.random.seed(1)\na = np.random.rand()\nnp.random.seed(1)\nf()\nassert a == np.random.rand()"
    assert judged(warm, answer, test) is None


VERBS = [
    ("check.module(Net, 3).parameters().gives(8)", "class Net(torch.nn.Linear):\n    def __init__(self, n): super().__init__(n, 2)", None),
    ("check.module(Net, 3).parameters().gives(8)", "class Net(torch.nn.Linear):\n    def __init__(self, n): super().__init__(n, 3)", "is not right yet"),
    ("right = torch.nn.Linear(3, 2)\ncheck.module(Net).load(right)(torch.ones(1, 3)).gives(right(torch.ones(1, 3)).detach())", "def Net(): return torch.nn.Linear(3, 2)", None),
    ("check.module(Net).load(torch.nn.Linear(3, 2))", "def Net(): return torch.nn.Linear(2, 2)", "does not have the parameters"),
    ("check.module(Net).parameters().gives(1)", "def Net(): raise NotImplementedError()", "is not written yet"),
    ("net = check.module(locked, beside=freeze)\ncheck.call(freeze, net)\nnet.trainable().gives(['1.weight', '1.bias'])", "def freeze(net):\n    net[0].requires_grad_(False)", None),
    ("net = check.module(locked, beside=freeze)\ncheck.call(freeze, net)\nnet.trainable().gives(['1.weight', '1.bias'])", "def freeze(net): pass", "is not right yet"),
    ("check.gradient(f, torch.arange(3.0)).gives_gradient_of(torch.square)", "def f(x): return x * x", None),
    ("check.gradient(f, torch.arange(3.0)).gives_gradient_of(torch.square)", "def f(x): return (x * x).detach()", "does not exist"),
    ("check.items(f, torch.Generator().manual_seed(3)).gives([torch.rand(2, generator=torch.Generator().manual_seed(3))])", "def f(g): yield torch.rand(2, generator=g)", None),
    ("check.items(f, torch.Generator().manual_seed(3)).gives([torch.rand(2, generator=torch.Generator().manual_seed(3))])", "def f(g): yield torch.rand(2)", "is not right yet"),
    ("check.instance(Counter, 2).does(('up', 3), ('n',)).gives([5, 5])", "class Counter:\n    def __init__(self, n): self.n = n\n    def up(self, k): self.n += k; return self.n", None),
    ("check.instance(Counter, 2).does(('up', 3), ('n',)).gives([5, 5])", "class Counter:\n    def __init__(self, n): self.n = n\n    def up(self, k): self.n += k", "is not right yet"),
    ("check.forbid('relu', f, torch.ones(2))", "def f(x): return x.clamp(min=0)", None),
    ("check.forbid('relu', f, torch.ones(2))", "def f(x): return x.relu()", "write it yourself"),
]  # fmt: skip


@pytest.mark.parametrize(("test", "answer", "words"), VERBS, ids=range(len(VERBS)))
def test_verbs_judge_across_the_rooms(warm, test, answer, words):
    locked = (
        "def locked(): return torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2))\n"
    )
    made = [course(HELPERS + "from labkit import check\n" + locked, "h", grade=False)]
    made += [student(answer, "answer"), course(test, "test", points=1)]
    executed = execute(Job(nbformat.writes(new_notebook(cells=made)), {}, {}, Limits()), warm)
    message = error(nbformat.reads(executed.notebook, 4).cells[-1])
    assert message is None if words is None else words in message


PATCHES = [
    "p.ban = lambda beside, operation: []",
    "def none(beside, operation): return []\np.ban.__code__ = none.__code__",
    "p._implement = lambda *a: None",
    "p._KEYS = ()",
    "import sys, types\nsys.modules['labkit.check.poison'] = types.ModuleType('empty')",
]


@pytest.mark.parametrize("patch", PATCHES)
def test_a_ban_holds_whatever_is_patched_in_the_kit(warm, patch):
    answer = f"import labkit.check.poison as p\n{patch}\ndef f(x): return x.relu()"
    assert "write it yourself" in judged(warm, answer, "check.forbid('relu', f, torch.ones(2))")
