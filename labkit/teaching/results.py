"""What a class got: scores from the gradebook, problems from the graded notebooks."""

import textwrap
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import is_grade

from labkit.teaching.course import CourseError, Lab, exercise_of, read_notebook

_UNWRITTEN = " yet: "  # how labkit.check speaks of answers that are still stubs


class Row(NamedTuple):
    """One student: points by exercise, None where nothing could be graded, and what went wrong."""

    student: str
    scores: dict[str, float | None]
    problems: list[str]

    @property
    def total(self) -> float:
        """The points of all exercises together."""
        return sum(score or 0 for score in self.scores.values())


class Results(NamedTuple):
    """A graded class: the points on offer by exercise, and a row for each student."""

    points: dict[str, float]
    rows: list[Row]


def read_results(root: Path, lab: Lab) -> Results:
    """Return how every student who handed in did; ``root`` is the course folder that was graded.

    Raises :class:`CourseError` if the lab is not in the gradebook.
    """
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        try:
            notebook = gradebook.find_notebook(lab.name, lab.name)
        except MissingEntry:
            raise CourseError(f"{lab.name} is not in the gradebook of {root}.") from None
        points = {exercise_of(cell.name): cell.max_score for cell in _in_order(notebook)}
        folders = sorted(path.parent for path in root.glob(f"submitted/*/{lab.name}"))
        rows = [_row(gradebook, root, lab, folder.name, points) for folder in folders]
    return Results(points, rows)


def table(results: Results) -> str:
    """Return students × exercises as text, the problems of each student below.

    Exercises are numbered in the head of the table and named above it.
    """
    names = list(results.points)
    numbers = [str(i + 1) for i in range(len(names))]
    legend = " · ".join(f"{n} {name}" for n, name in zip(numbers, names, strict=True))
    width = max([7, *(len(row.student) for row in results.rows)])
    full = sum(results.points.values())
    lines = [*textwrap.wrap(legend, 96), "", _line("student", numbers, "total", width)]
    lines.append(_line("points", [f"{p:g}" for p in results.points.values()], f"{full:g}", width))
    lines.append("─" * len(lines[-1]))
    for row in results.rows:
        cells = ["–" if row.scores[name] is None else f"{row.scores[name]:g}" for name in names]
        lines.append(_line(row.student, cells, f"{row.total:g}", width))
    for row in results.rows:
        shown = [
            textwrap.shorten(f"{row.student}: {p}", 110, placeholder=" …") for p in row.problems
        ]
        lines += ["", *shown] if shown else []
    return "\n".join(lines)


def _row(gradebook: Gradebook, root: Path, lab: Lab, student: str, points: dict) -> Row:
    """Read one student's scores and the reasons for every point that is missing."""
    nothing = dict.fromkeys(points)
    handed_in = root / "submitted" / student / lab.name / f"{lab.name}.ipynb"
    graded = root / "autograded" / student / lab.name / f"{lab.name}.ipynb"
    try:
        read_notebook(handed_in)
        notebook = read_notebook(graded)
    except CourseError as error:
        reason = str(error).replace(str(handed_in), "what was handed in")
        return Row(student, nothing, [f"not graded: {reason.replace(f'{root}/', '')}"])
    submission = gradebook.find_submission_notebook(lab.name, lab.name, student)
    scores = nothing | {exercise_of(grade.name): grade.score for grade in submission.grades}
    checks = [c for c in notebook.cells if is_grade(c)]
    reasons = {exercise_of(c.metadata.nbgrader.grade_id): _reason(c) for c in checks}
    unwritten = [name for name, reason in reasons.items() if reason and _UNWRITTEN in reason]
    problems = [f"{n}: {r}" for n, r in reasons.items() if r and n not in unwritten]
    if unwritten:
        which = ", ".join(unwritten) if len(unwritten) < len(points) else "all exercises"
        problems.append(f"not written: {which}")
    return Row(student, scores, problems)


def _in_order(notebook) -> list:
    """Return a gradebook notebook's test cells in the order of its source cells."""
    place = {cell.name: i for i, cell in enumerate(notebook.source_cells)}
    return sorted(notebook.grade_cells, key=lambda cell: place[cell.name])


def _reason(cell: NotebookNode) -> str | None:
    """Return why a test cell failed, in one line: the mistake if it has a name."""
    errors = {output.ename: output for output in cell.outputs if output.output_type == "error"}
    if not errors:
        return None
    if "CellTimeoutError" in errors:
        return "ran out of time"
    error = next(iter(errors.values()))
    lines = [line.strip() for line in error.evalue.split("\n")]
    named = [line for line in lines if line.startswith("Most likely: ")]
    text = named[0] if named else lines[0] or error.ename
    return text.removeprefix(f"{exercise_of(cell.metadata.nbgrader.grade_id)}: ")


def _line(student: str, cells: list[str], total: str, width: int) -> str:
    return f"{student:<{width}} {''.join(f'{cell:>4}' for cell in cells)} {total:>6}"
