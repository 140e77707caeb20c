"""Grades as nbgrader has them, and where they go in a platform's table."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from nbgrader.api import Gradebook, SubmittedAssignment

from labkit.grading.assignment import Assignment
from labkit.lms.roster import Column, is_points_row, who
from labkit.lms.table import Table

_STAYS = {"EX", "N/A"}  # excused, or not assigned: Canvas keeps it so


class Grades(NamedTuple):
    """Points out of how many, by student, and who has handed in but is not graded to the end."""

    points: dict[str, float]
    best: float
    unfinished: list[str]


class Filled(NamedTuple):
    """New cells by row and column, and lines of what a person may want, or has, to know."""

    cells: dict[tuple[int, int], str]
    notes: list[str]
    doubts: list[str]


def read_grades(assignment: Assignment) -> Grades:
    """Return the points in the gradebook, manual ones and late penalties included."""
    course = assignment.course
    points, unfinished = {}, []
    with Gradebook(course.db_url, course.course_id) as gradebook:
        best = gradebook.find_assignment(assignment.name).max_score
        for submission in gradebook.assignment_submissions(assignment.name):
            if _is_finished(submission):
                score = submission.score - (submission.late_submission_penalty or 0.0)
                points[submission.student.id] = max(0.0, score)
            else:
                unfinished.append(submission.student.id)
    return Grades(points, best, unfinished)


def fill_in(
    table: Table, column: Column, rows: Mapping[str, int], grades: Grades, lab: str
) -> Filled:
    """Return what to write where; ``rows`` says in which row a student of the gradebook stands.

    Points are scaled to the points that the platform gives for the lab.
    """
    cells, notes, doubts = {}, [], []
    for student, points in grades.points.items():
        if student not in rows:
            doubts.append(f"{student} has a grade and is not in {table.path}")
            continue
        row = rows[student]
        before = table.value(row, column.place)
        if before in _STAYS:
            notes.append(f"{who(table, row)}: {before} stays, not {number(points)} points")
        elif column.place >= len(table.rows[row]):
            doubts.append(f"{who(table, row)}: the row of {table.path} is cut short")
        else:
            full = column.points.get(row) or grades.best
            share = points / grades.best if grades.best else 0.0
            value = points if full == grades.best else share * full
            cells[row, column.place] = number(value, "," if table.delimiter == ";" else ".")
    doubts += [f"{student} is not graded to the end: no grade" for student in grades.unfinished]
    known = {rows[student] for student in [*grades.points, *grades.unfinished] if student in rows}
    people = [row for row in range(len(table.rows)) if not is_points_row(table, row)]
    absent = [who(table, row) for row in people if row in rows.values() and row not in known]
    if absent:
        notes.append(f"{len(absent)} have handed in nothing, left as they are: {', '.join(absent)}")
    scales = {column.points.get(row) or grades.best for row, _ in cells} - {grades.best}
    for full in sorted(scales):
        notes.append(f"{lab} has {number(grades.best)} points, scaled to {number(full)} as there")
    return Filled(cells, notes, doubts)


def number(value: float, point: str = ".") -> str:
    """Return a number of points, with two decimals at most: nothing that a spreadsheet runs.

    >>> number(40.0), number(7.126), number(2.5, ",")
    ('40', '7.13', '2,5')
    """
    if not math.isfinite(value):
        raise ValueError(f"a number of points is finite, not {value}")
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", point)


def _is_finished(submission: SubmittedAssignment) -> bool:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if submission.needs_manual_grade or not grades:
        return False
    return all(g.auto_score is not None or g.manual_score is not None for g in grades)
