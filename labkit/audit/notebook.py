"""What there is to audit in a notebook: its exercises, and the cells that come before them.

Any notebook with nbgrader's marks will do. Answer cells, and the test cells that follow them
before the next answer, are one exercise; its name is that of its first answer.
"""

import ast
import re
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.teaching.course import EXAMPLE, CourseError, exercise_of
from labkit.teaching.exercises import Test

_STUB = "raise NotImplementedError()"


class Task(NamedTuple):
    """An exercise: its answer cells and those between them and the tests, and the test cells.

    ``stubs`` are the same cells as students get them: all that is no answer stands as it is.
    """

    name: str
    answers: list[str]
    stubs: list[str]
    tests: list[Test]

    @property
    def solutions(self) -> list[str]:
        """The answer cells alone."""
        pairs = zip(self.answers, self.stubs, strict=True)
        return [answer for answer, stub in pairs if answer != stub]


class Setup(NamedTuple):
    """A cell that belongs to no exercise and runs before those after it."""

    source: str


class Plan(NamedTuple):
    """The steps of a notebook in order, and notes on what is left out."""

    steps: list[Setup | Task]
    notes: list[str]

    @property
    def tasks(self) -> list[Task]:
        """The exercises."""
        return [step for step in self.steps if isinstance(step, Task)]


def plan(notebook: NotebookNode) -> Plan:
    """Return what to run of a notebook with reference solutions.

    Cells tagged ``example`` are left out, as nothing that decides a grade may stand in one. Raises
    :class:`CourseError` for an answer that is not valid Python.
    """
    steps: list[Setup | Task] = []
    notes: list[str] = []
    task: Task | None = None
    since: list[str] = []  # cells after the latest test, in case that one more test follows
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        name, graded = mark.get("grade_id", ""), mark.get("grade")
        if (graded and mark.get("solution")) or mark.get("task"):
            notes.append(f"{name}: left out, a person grades it")
        elif cell.cell_type != "code" or EXAMPLE in cell.metadata.get("tags", []):
            continue
        elif mark.get("solution"):
            source = _valid(name, plain_python(cell.source))
            if task is None or task.tests:
                task, since = Task(exercise_of(name), [], [], []), []
                steps.append(task)
            task.answers.append(source)
            task.stubs.append(stub(source))
        elif graded:
            if task is None:
                notes.append(f"{name}: left out, no answer comes before this test")
                continue
            source = "\n\n".join([*since, plain_python(cell.source)])
            task.tests.append(Test(source, mark.get("points") or 0))
            since = []
        elif task is not None and not task.tests:
            task.answers.append(plain_python(cell.source))
            task.stubs.append(plain_python(cell.source))
        else:
            since.append(plain_python(cell.source))
            steps.append(Setup(plain_python(cell.source)))
    if task is not None and not task.tests:
        notes.append(f"{task.name}: no test comes after this answer")
        steps.remove(task)
    return Plan(steps, notes)


def _valid(name: str, source: str) -> str:
    try:
        ast.parse(source)
    except SyntaxError as error:
        where = f"line {error.lineno}: {error.msg}"
        raise CourseError(f"The answer {name} is not valid Python, {where}.") from None
    return source


def stub(answer: str) -> str:
    """Return an answer cell as nbgrader releases it.

    >>> stub("def f(x):\\n    ### BEGIN SOLUTION\\n    return x\\n    ### END SOLUTION")
    'def f(x):\\n    raise NotImplementedError()'
    """
    if "BEGIN SOLUTION" not in answer:
        return _STUB
    lines, inside = [], False
    for line in answer.split("\n"):
        if "BEGIN SOLUTION" in line:
            lines.append(line[: len(line) - len(line.lstrip())] + _STUB)
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def plain_python(source: str) -> str:
    """Return a cell without what only IPython understands: magics and shell commands do nothing.

    >>> plain_python("%matplotlib inline\\nx = 7 \\\\\\n    % 4")
    'pass  # %matplotlib inline\\nx = 7 \\\\\\n    % 4'
    """
    if source.startswith("%%"):
        return "pass"
    lines = source.split("\n")
    for i, line in enumerate(lines):
        if re.match(r"\s*[%!]\s*[A-Za-z]", line) and not (i and lines[i - 1].endswith("\\")):
            indent = line[: len(line) - len(line.lstrip())]
            lines[i] = f"{indent}pass  # {line.lstrip()}"
    return "\n".join(lines)
