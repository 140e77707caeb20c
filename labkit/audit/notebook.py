"""What there is to audit in a notebook: its exercises, and the cells that come before them.

Any notebook with nbgrader's marks will do. Answer cells, and the test cells that follow them
before the next answer, are one exercise; its name is that of its first answer.
"""

import re
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.grading.rooms.plan import EXAMPLE
from labkit.teaching.course import exercise_of

_STUB = "raise NotImplementedError()"


class Task(NamedTuple):
    """An exercise: its answer cells as the reference has them and as students get them."""

    name: str
    answers: list[str]
    stubs: list[str]
    tests: list[str]


class Setup(NamedTuple):
    """A cell that runs before the exercises after it; ``locked`` if students may not change it."""

    source: str
    locked: bool


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

    Cells tagged ``example`` are left out, as nothing that decides a grade may stand in one.
    """
    steps: list[Setup | Task] = []
    notes: list[str] = []
    answers: list[tuple[str, str]] = []
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        graded, solution = mark.get("grade"), mark.get("solution")
        name = mark.get("grade_id", "")
        if (graded and solution) or mark.get("task"):
            notes.append(f"{name}: left out, a person grades it")
        elif cell.cell_type != "code":
            continue
        elif solution:
            answers.append((name, plain_python(cell.source)))
        elif graded:
            if answers:
                sources = [source for _, source in answers]
                stubs = [stub(source) for source in sources]
                steps.append(Task(exercise_of(answers[0][0]), sources, stubs, []))
                answers = []
            if not steps or not isinstance(steps[-1], Task):
                notes.append(f"{name}: left out, no answer comes before this test")
                continue
            steps[-1].tests.append(plain_python(cell.source))
        elif EXAMPLE not in cell.metadata.get("tags", []):
            steps.append(Setup(plain_python(cell.source), bool(mark.get("locked"))))
    notes += [f"{name}: no test comes after this answer" for name, _ in answers]
    return Plan(steps, notes)


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
