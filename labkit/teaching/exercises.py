"""The exercises of a lab, and running one answer against its tests in this process.

For answers that the course itself keeps (the reference, the collection in ``tests/answers/``),
never for students' work: nothing is isolated here.
"""

import contextlib
import io
import linecache
from typing import Any, NamedTuple

from nbformat import NotebookNode

from labkit.check import CheckError
from labkit.teaching.course import exercise_of
from labkit.teaching.regions import visible_part


class Exercise(NamedTuple):
    """One answer cell and its test cell, with the locked cells that stand before them."""

    name: str
    points: float
    setup: str
    reference: str
    visible: str
    complete: str


class Outcome(NamedTuple):
    """How an answer fared: the messages of the visible and of the complete test, or None."""

    visible: str | None
    complete: str | None


def exercises(notebook: NotebookNode) -> list[Exercise]:
    """Return the exercises of a solution notebook in order."""
    found, setup, answers = [], [], {}
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution"):
            answers[mark["grade_id"]] = cell.source
        elif mark.get("grade"):
            name = exercise_of(mark["grade_id"])
            visible, complete = visible_part(cell.source), cell.source
            earlier = "\n\n".join(setup)
            found.append(Exercise(name, mark["points"], earlier, answers[name], visible, complete))
        elif mark.get("locked") and cell.cell_type == "code":
            setup.append(cell.source)
    return found


def run(exercise: Exercise, answer: str) -> Outcome:
    """Return how an answer fares; every other exercise of the lab stays unwritten.

    The visible test runs in a namespace of its own, then the complete one in a fresh one.
    """
    return Outcome(_run(exercise, answer, "visible"), _run(exercise, answer, "complete"))


def _run(exercise: Exercise, answer: str, part: str) -> str | None:
    """Return the message with which the test ended, None if it passed."""
    names: dict[str, Any] = {"__name__": "__main__"}
    test = getattr(exercise, part)
    with contextlib.redirect_stdout(io.StringIO()):
        _execute(exercise.setup, names, f"<setup of {exercise.name}>")
        with contextlib.suppress(NotImplementedError):  # the stub of a cell that sets variables
            _execute(answer, names, f"<answer to {exercise.name}>")
        try:
            _execute(test, names, f"<{part} test of {exercise.name}>")
        except CheckError as failure:
            return str(failure)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return None


def _execute(source: str, names: dict[str, Any], filename: str) -> None:
    """Run a cell; its lines stay readable for messages that quote the student's code."""
    lines = source.splitlines(keepends=True)
    linecache.cache[filename] = (len(source), None, lines, filename)
    exec(compile(source, filename, "exec"), names)
