"""Read a graded class: scores from the gradebook, the rest from the graded notebooks."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.utils import is_grade, is_solution

from labkit.grading.assignment import Assignment, submissions
from labkit.grading.changes import read_kept
from labkit.grading.recording.record import folder_of
from labkit.teaching.course import CourseError, exercise_of, read_notebook
from labkit.teaching.results import UNWRITTEN, points_of, reason_of


class Student(NamedTuple):
    """What one student got, and what there is to say about it, by exercise.

    ``scores`` is empty if nothing is graded: then ``note`` says why. ``mistakes`` holds one line
    for every test that failed, ``seconds`` how long answer and test took (of runs by ``labkit
    grade``), ``answers`` the code.
    """

    name: str
    scores: dict[str, float]
    mistakes: dict[str, str]
    seconds: dict[str, float]
    answers: dict[str, str]
    note: str

    @property
    def total(self) -> float:
        """The points of all exercises together."""
        return sum(self.scores.values())


class Class(NamedTuple):
    """An assignment, the points on offer by exercise, and who handed it in."""

    name: str
    points: dict[str, float]
    students: list[Student]
    absent: list[str]

    @property
    def graded(self) -> list[Student]:
        """Those who have a grade."""
        return [student for student in self.students if student.scores]


class Part(NamedTuple):
    """One exercise of a notebook: its name, its answer cells and its test cell."""

    exercise: str
    answers: list[NotebookNode]
    test: NotebookNode

    @property
    def answer(self) -> str:
        """The code of all answer cells."""
        return "\n".join(cell.source for cell in self.answers)


def read_class(assignment: Assignment) -> Iterator[Student | Class]:
    """Give one student after the other, for a progress bar, and last the whole class.

    Raises :class:`CourseError` if nobody is graded yet.
    """
    folders = submissions(assignment)
    ends = {name: kept.end for name, kept in read_kept(assignment).items()}
    students = []
    course = assignment.course
    with Gradebook(course.db_url, course.course_id) as gradebook:
        points = points_of(gradebook, assignment.name)
        for name, folder in folders.items():
            if folder is None:
                continue
            students.append(_student(gradebook, assignment, name, points, ends.get(name, "")))
            yield students[-1]
    if not any(student.scores for student in students):
        raise CourseError(
            f"Nobody has a grade in {assignment.name}: run `labkit grade {assignment.name}` first."
        )
    absent = [name for name, folder in folders.items() if folder is None]
    yield Class(assignment.name, points, students, absent)


def _student(
    gradebook: Gradebook, assignment: Assignment, name: str, points: dict[str, float], end: str
) -> Student:
    try:
        scores = _scores(gradebook.find_submission(assignment.name, name), points)
    except MissingEntry:
        return Student(name, {}, {}, {}, {}, "handed in, but not graded yet")
    if not scores:
        return Student(name, {}, {}, {}, {}, "could not be graded: a person must look")
    read = Student(name, dict.fromkeys(points, 0.0) | scores, {}, {}, {}, _note(end))
    if len(scores) < len(points):
        missing = ", ".join(exercise for exercise in points if exercise not in scores)
        read = read._replace(note="; ".join(filter(None, [read.note, f"no points yet: {missing}"])))
    folder = folder_of(assignment, name)
    paths = {notebook: Path(folder, f"{notebook}.ipynb") for notebook in assignment.notebooks}
    graded = {notebook: read_notebook(path) for notebook, path in paths.items() if path.is_file()}
    for part in parts(assignment, graded):
        _take(read, part)
    return read


def _scores(submission: SubmittedAssignment, points: dict[str, float]) -> dict[str, float]:
    found = {}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            if grade.auto_score is not None or grade.manual_score is not None:
                exercise = exercise_of(grade.name)
                exercise = exercise if exercise in points else f"{notebook.name}/{exercise}"
                found[exercise] = grade.score
    return found


def parts(assignment: Assignment, notebooks: Mapping[str, NotebookNode]) -> Iterator[Part]:
    """Give the exercises of notebooks such as the assignment's, in order.

    If it has several, their names stand before the exercises'.
    """
    for name, notebook in notebooks.items():
        prefix = f"{name}/" if len(assignment.notebooks) > 1 else ""
        answers = []
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            if is_solution(cell):
                answers.append(cell)
            if is_grade(cell):
                yield Part(prefix + exercise_of(cell.metadata.nbgrader.grade_id), answers, cell)
                answers = []


def _take(student: Student, part: Part) -> None:
    """Put mistakes, time and answer of an exercise into a student's."""
    if reason := reason_of(part.test):
        student.mistakes[part.exercise] = "not written" if UNWRITTEN in reason else reason
    seconds = {id(cell): _seconds(cell) for cell in (*part.answers, part.test)}
    if seconds[id(part.test)] is not None:
        student.seconds[part.exercise] = sum(filter(None, seconds.values()))
    student.answers[part.exercise] = part.answer


def _seconds(cell: NotebookNode) -> float | None:
    return cell.metadata.get("labkit", {}).get("seconds")


def _note(end: str) -> str:
    """Return what a person should know of how the run ended.

    >>> _note("graded, conv2d: ran out of time (more than 30 s)"), _note("unchanged")
    ('conv2d: ran out of time (more than 30 s)', '')
    """
    return end.partition(", ")[2]
