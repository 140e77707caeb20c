"""What a class got: scores from the gradebook, problems from the graded notebooks."""

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade

from labkit.teaching.course import CourseError, exercise_of, read_notebook

UNWRITTEN = " yet: "  # how labkit.check speaks of answers that are still stubs


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


def read_results(
    course: CourseDirectory, assignment: str, students: Mapping[str, str | None]
) -> Results:
    """Return how students did; ``students`` maps names to why nothing could be graded, or None.

    Raises :class:`CourseError` if the assignment is not in the gradebook.
    """
    with Gradebook(course.db_url, course.course_id) as gradebook:
        points = points_of(gradebook, assignment)
        names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        rows = []
        for student, reason in students.items():
            if reason is None:
                rows.append(_row(gradebook, course, assignment, names, student, points))
            else:
                nothing = dict.fromkeys(points)
                rows.append(Row(student, nothing, [f"not graded: {reason}"]))
    return Results(points, rows)


def points_of(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """Return the points on offer by exercise, in the notebook's order.

    Raises :class:`CourseError` if the assignment is not in the gradebook.
    """
    try:
        notebooks = gradebook.find_assignment(assignment).notebooks
    except MissingEntry:
        raise CourseError(f"{assignment} is not in the gradebook.") from None
    return {
        _exercise(cell.name, notebook.name, len(notebooks)): cell.max_score
        for notebook in notebooks
        for cell in _in_order(notebook)
    }


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


def _row(
    gradebook: Gradebook,
    course: CourseDirectory,
    assignment: str,
    names: list[str],
    student: str,
    points: dict[str, float],
) -> Row:
    """Read one student's scores and the reasons for every point that is missing."""
    scores: dict[str, float | None] = dict.fromkeys(points)
    reasons: dict[str, str | None] = {}
    folder = Path(course.format_path(course.autograded_directory, student, assignment))
    for name in names:
        submission = gradebook.find_submission_notebook(name, assignment, student)
        for grade in submission.grades:
            if grade.auto_score is not None or grade.manual_score is not None:
                scores[_exercise(grade.name, name, len(names))] = grade.score
        path = folder / f"{name}.ipynb"
        for cell in read_notebook(path).cells if path.is_file() else []:
            if is_grade(cell) and cell.cell_type == "code":
                exercise = _exercise(cell.metadata.nbgrader.grade_id, name, len(names))
                reasons[exercise] = reason_of(cell)
    unwritten = [name for name, reason in reasons.items() if reason and UNWRITTEN in reason]
    problems = [f"{n}: {r}" for n, r in reasons.items() if r and n not in unwritten]
    if unwritten:
        which = ", ".join(unwritten) if len(unwritten) < len(points) else "all exercises"
        problems.append(f"not written: {which}")
    return Row(student, scores, problems)


def _exercise(grade_id: str, notebook: str, notebooks: int) -> str:
    """Return what an exercise is called in results, with its notebook if there are several."""
    return exercise_of(grade_id) if notebooks == 1 else f"{notebook}/{exercise_of(grade_id)}"


def _in_order(notebook) -> list:
    """Return a gradebook notebook's test cells in the order of its source cells."""
    place = {cell.name: i for i, cell in enumerate(notebook.source_cells)}
    return sorted(notebook.grade_cells, key=lambda cell: place[cell.name])


def reason_of(cell: NotebookNode) -> str | None:
    """Return why a graded test cell failed, in one line: the mistake if it has a name."""
    errors = {output.ename: output for output in cell.outputs if output.output_type == "error"}
    if not errors:
        return None
    if "CellTimeoutError" in errors:
        return "ran out of time"
    error = errors.get("DeadKernelError") or next(iter(errors.values()))
    lines = [line.strip() for line in error.evalue.split("\n")]
    named = [line for line in lines if line.startswith("Most likely: ")]
    text = named[0] if named else lines[0] or error.ename
    return text.removeprefix(f"{exercise_of(cell.metadata.nbgrader.grade_id)}: ")


def _line(student: str, cells: list[str], total: str, width: int) -> str:
    return f"{student:<{width}} {''.join(f'{cell:>4}' for cell in cells)} {total:>6}"
