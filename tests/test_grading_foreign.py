"""Plain assertions, as other courses write them, judge over proxies as they do in one kernel."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.names import given
from labkit.grading.session import execute
from labkit.grading.warm import Warm

pytestmark = pytest.mark.slow

PARTS = re.split(
    r"^# %% ", (Path(__file__).parent / "cells" / "foreign.txt").read_text(), flags=re.M
)[1:]
PAIRS = {
    answer.split("\n", 1)[0]: (answer.split("\n", 1)[1], test.split("\n", 1)[1])
    for answer, test in zip(PARTS[::2], PARTS[1::2], strict=True)
}
MODULES = ["labkit.check", "labkit.grading.student_room", "labkit.grading.tests_room"]
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
