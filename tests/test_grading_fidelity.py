"""Cells run in a room as in an ordinary kernel: the same outputs, cell by cell."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.rooms.session import execute
from labkit.grading.sandbox.warm import Warm

pytestmark = pytest.mark.slow

CELLS = dict(
    part.split("\n", 1)
    for part in re.split(
        r"^# %% ", (Path(__file__).parent / "cells" / "fidelity.txt").read_text(), flags=re.M
    )[1:]
)
MODULES = ["labkit.check", "labkit.grading.rooms.student_room", "labkit.grading.rooms.tests_room"]

# Cells whose outputs differ, and why that is well. Left out: output widgets, for which a kernel's
# client sometimes waits in vain; what they would show is shown as the cell's own output in a room.
DIFFERENT = {
    "input": "the message says that the notebook is being graded",
    "getpass": "the message says that the notebook is being graded",
    "recursion shown": "a traceback of thousands of lines is shortened",
    "kernel": "there is none",
    "comm": "there is no kernel to talk through",
    "error whose text fails": "the lines of the shell itself differ in the traceback",
}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """Give the cells as run by a kernel and by a room."""
    cells = [
        new_code_cell(source.rstrip("\n"), metadata={"labkit": {"author": "student"}})
        for source in CELLS.values()
    ]
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    text = nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernelspec}))
    cold = nbformat.reads(text, 4)
    client = NotebookClient(
        cold,
        timeout=20,
        allow_errors=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": tmp_path_factory.mktemp("kernel")}},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)  # or a kernel captures less
        client.execute()
    with Warm(["torch", "matplotlib.pyplot", *MODULES]) as warm:
        limits = Limits(cell_seconds=30, output_kib=2000)
        room = nbformat.reads(execute(Job(text, {}, {}, limits), warm).notebook, 4)
    return cold, room


def normal(cell) -> list[str]:
    """Return a cell's outputs without what differs between two kernels too.

    A kernel sends what is written to the two streams in lumps, so only their texts between two
    other outputs count.
    """
    texts, told = {}, []
    for output in [*cell.outputs, None]:
        if output is not None and output.output_type == "stream":
            texts[output.name] = texts.get(output.name, "") + output.text
            continue
        told += [plainly(text) for text in sorted(texts.items())]
        texts = {}
        told += [plainly(output)] * (output is not None)
    return told


def plainly(output) -> str:
    if isinstance(output, dict):
        output = {k: v for k, v in output.items() if k not in ("metadata", "execution_count")}
    text = json.dumps(output, sort_keys=True, ensure_ascii=False)
    for pattern, by in (
        (r"\\u001b\[[0-9;]*m", ""),
        (r"<dc:date>.*?</dc:date>", "T"),
        (r"0x[0-9a-f]+", "0xX"),
        (r"(/tmp/)?ipykernel_\d+/\d+\.py", "<cell>"),
        (r"\b\d+\.py\b", "cell.py"),  # a hash of the cell's text, another one than the kernel's
        (r"~/", f"{Path.home()}/"),
        (r"(<?[\d.]+(e\+\d+)? ?([µμnmu]?s|it/s)(, | ± |\b))+|user T sys", "T"),
        (r"\d\d:\d\d", "T"),
        (r"[\d.]+it/s", "T"),
        (r"[0-9a-f]{32}", "ID"),
    ):
        text = re.sub(pattern, by, text)
    return text


@pytest.mark.parametrize("name", CELLS)
def test_cell_runs_as_in_a_kernel(notebooks, name):
    at = list(CELLS).index(name)
    cold, room = (notebook.cells[at] for notebook in notebooks)
    same = normal(cold) == normal(room) and cold.execution_count == room.execution_count
    if name in DIFFERENT:
        assert not same, f"{name} is the same now: {DIFFERENT[name]} no longer holds"
        return
    assert normal(room) == normal(cold)
    assert room.execution_count == cold.execution_count
