"""Run a submission in one fresh kernel, as nbgrader does: slow, everywhere, without a sandbox."""

import os
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

from labkit.grading.job import Executed, Job

_QUIET = ["--IPKernelApp.log_level=40"]  # no warning that kernels talk over loopback
_CRASHED = "crashed: the kernel died"
_running: set[Execute] = set()


def execute(job: Job) -> Executed:
    """Return the notebook with outputs, run by nbgrader's own Execute in one kernel.

    Only times are limited. Student's code and tests share the kernel. If it dies, the cell that
    ran and all later ones get an error: nbgrader would take no output for a test that passed.
    """
    started = time.monotonic()
    notebook = nbformat.reads(job.notebook, as_version=4)
    with tempfile.TemporaryDirectory(prefix="labkit-cold-", ignore_cleanup_errors=True) as folder:
        _put(Path(folder), {**job.student_files, **job.course_files})
        incidents = _run(notebook, folder, job)
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and is_grade(cell):
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.name = "stdout"  # a warning costs no points
        if cell.cell_type == "code" and _timed_out(cell):
            incidents.insert(0, f"{_name(cell, index)}: {_too_slow(job)}")
    return Executed(nbformat.writes(notebook), incidents, time.monotonic() - started, 0.0, 0.0)


def stop() -> None:
    """Kill every kernel that :func:`execute` is waiting for, in whichever thread."""
    for runner in list(_running):
        _kill(runner)


def _run(notebook: NotebookNode, folder: str, job: Job) -> list[str]:
    """Execute the notebook in place and return a line for each thing that went wrong."""
    last, late = [0], threading.Event()
    slow = f"\x1b[0;31mCellTimeoutError\x1b[0m: {_too_slow(job)}"
    runner = Execute(
        timeout=max(1, round(job.limits.cell_seconds)),
        error_on_timeout={"ename": "CellTimeoutError", "evalue": "", "traceback": [slow]},
        shutdown_kernel="immediate",
        extra_arguments=_QUIET,
        skip_cells_with_tag="",  # a test that is skipped would count as passed
        on_cell_start=lambda cell, cell_index: last.append(cell_index),
    )

    def end() -> None:
        late.set()
        _kill(runner)

    timer = threading.Timer(job.limits.total_seconds, end)
    timer.daemon = True
    timer.start()
    _running.add(runner)
    try:
        runner.preprocess(notebook, {"metadata": {"path": folder}})
    except DeadKernelError:
        limit = f"not run: the whole notebook took more than {job.limits.total_seconds:g} s"
        return _fail(notebook, last[-1], limit if late.is_set() else "")
    finally:
        _running.discard(runner)
        timer.cancel()
        if threading.current_thread() is not threading.main_thread():
            ensure_event_loop().close()  # Jupyter makes one for each thread, and leaves it
    return []


def _kill(runner: Execute) -> None:
    process = getattr(getattr(runner.km, "provisioner", None), "process", None)
    if process is not None:
        process.kill()


def _fail(notebook: NotebookNode, culprit: int, limit: str) -> list[str]:
    """Put an error into the cell that was running, and into every later one."""
    name = "CellTimeoutError" if limit else "DeadKernelError"
    who = _name(notebook.cells[culprit], culprit)
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not cell.source.strip() or index < culprit:
            continue
        why = limit or (
            "crashed: the kernel died" if index == culprit else f"not run: {who} crashed"
        )
        error = new_output("error", ename=name, evalue=why, traceback=[f"{name}: {why}"])
        cell.outputs.append(error)
    return [f"{who}: {limit or _CRASHED}"]


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        if os.path.isabs(name) or ".." in Path(name).parts:
            raise ValueError(f"{name!r} leads out of the folder that a submission runs in.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _timed_out(cell: NotebookNode) -> bool:
    return any(
        output.get("ename") == "CellTimeoutError" and not output.evalue for output in cell.outputs
    )


def _too_slow(job: Job) -> str:
    return f"ran out of time (more than {job.limits.cell_seconds:g} s)"


def _name(cell: NotebookNode, index: int) -> str:
    """Return what a person calls a cell: its mark, else its place."""
    return cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {index + 1}"
