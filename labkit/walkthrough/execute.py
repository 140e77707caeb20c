"""Run solution notebooks once, and keep what they showed until something changes."""

import asyncio
import hashlib
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from labkit.teaching.bundle import LEFT_OUT  # of what notebooks import
from labkit.teaching.course import CourseError, Lab, read_notebook

_SECONDS = 600  # for one cell, on a slow and busy machine
_QUIET = ["--IPKernelApp.log_level=40"]  # no warning that kernels talk over loopback


def executed(lab: Lab, kept: Path) -> NotebookNode:
    """Return the solution notebook with its outputs, from the folder ``kept`` if nothing changed.

    Raises :class:`CourseError` if a cell fails.
    """
    notebook = read_notebook(lab.solution)
    path = kept / f"{lab.name}-{digest(notebook)}.ipynb"
    if path.is_file():
        return _with_outputs(notebook, read_notebook(path))
    _execute(notebook, lab.name)
    kept.mkdir(parents=True, exist_ok=True)
    for older in kept.glob(f"{lab.name}-*.ipynb"):
        older.unlink()
    nbformat.write(notebook, path)
    return notebook


def digest(notebook: NotebookNode) -> str:
    """Return a short name for all that outputs depend on: code cells, labkit and torch.

    Prose may change without a new run.
    """
    root = Path(__file__).resolve().parents[1]
    files = [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and not LEFT_OUT & set(path.relative_to(root).parts)
    ]
    parts = [cell.source.encode() for cell in notebook.cells if cell.cell_type == "code"]
    parts += [path.read_bytes() for path in files]
    parts += [version(name).encode() for name in ("torch", "matplotlib", "scikit-learn")]
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:16]


def _execute(notebook: NotebookNode, name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="labkit-") as folder:
        client = NotebookClient(
            notebook,
            timeout=_SECONDS,
            resources={"metadata": {"path": folder}},
            extra_arguments=_QUIET,
        )
        try:
            asyncio.run(client.async_execute())  # in threads, too, and closes its loop
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            reason = str(error).strip().split("\n")[-1]
            raise CourseError(f"{name} does not run: {reason}") from None
    for cell in notebook.cells:
        errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        if errors and "nbgrader" in cell.metadata:  # an example may show an error
            raise CourseError(f"{name}, cell {cell.id}: {errors[0].ename}: {errors[0].evalue}")


def _with_outputs(notebook: NotebookNode, before: NotebookNode) -> NotebookNode:
    """Return a notebook with the outputs of an earlier run of the same code cells."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    ran = [cell for cell in before.cells if cell.cell_type == "code"]
    for cell, earlier in zip(code, ran, strict=True):
        cell.outputs = earlier.outputs
    return notebook
