"""The exercises of a lab, and running one answer against its tests in this process.

For answers that the course itself keeps (the reference, the collection in ``tests/answers/``),
never for students' work: nothing is isolated here.
"""

import ast
import contextlib
import io
import linecache
import traceback
from typing import Any, NamedTuple

from nbformat import NotebookNode

from labkit.check import CheckError
from labkit.teaching.course import exercise_of


class Exercise(NamedTuple):
    """One answer cell and its test cell, with the locked cells that stand before them."""

    name: str
    points: float
    setup: str
    reference: str
    complete: str


class Test(NamedTuple):
    """A test cell and its points."""

    source: str
    points: float


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
            earlier = "\n\n".join(setup)
            found.append(Exercise(name, mark["points"], earlier, answers[name], cell.source))
        elif mark.get("locked") and cell.cell_type == "code":
            setup.append(cell.source)
    return found


def run(exercise: Exercise, answer: str) -> Outcome:
    """Return how an answer fares; every other exercise of the lab stays unwritten."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        execute(exercise.setup, names, f"<setup of {exercise.name}>")
        test = Test(exercise.complete, exercise.points)
        return attempt(exercise.name, [answer], [test], names)


def attempt(name: str, answers: list[str], tests: list[Test], names: dict[str, Any]) -> Outcome:
    """Run the answer cells of an exercise, then its test cells, with ``names`` for namespace.

    Each test cell runs once: the line where it stops says whether a hidden test stopped it. One
    that ends in a number below its points counts as failed, for that is what nbgrader gives then.
    """
    for answer in answers:
        # As in a notebook: an unwritten stub, or an answer that fails, is for the tests to find.
        with contextlib.suppress(Exception, SystemExit):
            execute(answer, names, f"<answer to {name}>")
    first = None
    for test in tests:
        filename = f"<test of {name}>"
        try:
            points = _points(execute(test.source, names, filename))
            if points is not None and points < test.points:
                raise AssertionError(f"{points:g} of {test.points:g} points")
        except (Exception, SystemExit) as error:
            is_check = isinstance(error, CheckError)
            message = str(error) if is_check else f"{type(error).__name__}: {error}"
            first = first or message
            if not _is_hidden(test.source, _line(error, filename)):
                return Outcome(message, first)
    return Outcome(None, first)


def execute(source: str, names: dict[str, Any], filename: str) -> Any:
    """Run a cell and return the value of its last line, None if that is no expression.

    Its lines stay readable for messages that quote the student's code.
    """
    lines = source.splitlines(keepends=True)
    linecache.cache[filename] = (len(source), None, lines, filename)
    tree = ast.parse(source, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, filename, "exec"), names)
    return eval(compile(ast.Expression(last.value), filename, "eval"), names) if last else None


def _points(value: Any) -> float | None:
    """Return the points that nbgrader reads in the value of a test cell, if it reads any."""
    try:
        return float(repr(value))
    except ValueError:
        return None


def _line(error: BaseException, filename: str) -> int:
    """Return the line of a cell at which an exception stopped it."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == filename and frame.f_code.co_name == "<module>":
            return line
    return 0


def _is_hidden(test: str, line: int) -> bool:
    before = "\n".join(test.split("\n")[:line])
    return before.count("BEGIN HIDDEN TESTS") > before.count("END HIDDEN TESTS")
