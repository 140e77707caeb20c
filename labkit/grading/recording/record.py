"""Write an executed submission into autograded/ and the gradebook, by nbgrader's own code."""

import inspect
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc, rmtree
from sqlalchemy import Connection
from traitlets import Dict, Unicode
from traitlets.utils.importstring import import_item

from labkit.grading.assignment import Assignment
from labkit.grading.handed_in.receipt import SECRET, TIMESTAMP
from labkit.grading.recording.database import transaction

_LOG = logging.Logger("labkit.grading")  # without handlers: what goes wrong is raised
_LOG.addHandler(logging.NullHandler())


class HandedIn(NamedTuple):
    """What a student's folder holds besides notebooks, and nbgrader's receipt (or None)."""

    files: Mapping[str, bytes]
    timestamp: str | None
    secret: str | None = None


class Grades(NamedTuple):
    """What the gradebook says of a submission; ``automatic`` maps notebook/cell to points."""

    score: float
    max_score: float
    automatic: dict[str, float | None]


class _Staged(CourseDirectory):
    """A course whose submissions lie in another folder."""

    staging = Unicode()

    def format_path(
        self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False
    ) -> str:
        """Return nbgrader's path, below the other folder for submissions."""
        if nbgrader_step == self.submitted_directory:
            elsewhere = CourseDirectory(root=self.staging)
            return elsewhere.format_path("submitted", student_id, assignment_id, escape)
        return super().format_path(nbgrader_step, student_id, assignment_id, escape)


class _Ours(NotebookNode):
    """A notebook that nobody else holds: nbconvert need not copy it before it works on it."""

    def __deepcopy__(self, memo: dict) -> "_Ours":
        return self


class _Recorder(Autograde):
    """nbgrader's ``Autograde`` for one student, given notebooks that have been executed."""

    executed = Dict()
    student = Unicode()

    def init_notebooks(self) -> None:
        """Take the given notebooks instead of those in the submission's folder."""
        folder = self._format_source(self.coursedir.assignment_id, self.student)
        self.notebooks = [os.path.join(folder, f"{name}.ipynb") for name in self.executed]

    def convert_notebooks(self) -> None:
        """Do nbgrader's steps in nbgrader's order; what goes wrong is raised, not logged."""
        lab = self.coursedir.assignment_id
        self.run_pre_convert_hook()
        self.init_assignment(lab, self.student)
        for path in self.notebooks:
            self.convert_single_notebook(path)
        self.set_permissions(lab, self.student)
        self.run_post_convert_hook()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Run nbgrader's preprocessors on an executed notebook and write it."""
        self._sanitizing = True  # for the resources: the input is the submitted one
        resources = self.init_single_notebook_resources(notebook_filename)
        name = resources["nbgrader"]["notebook"]
        resources["metadata"] = {"name": name, "path": os.path.dirname(notebook_filename)}
        self._sanitizing = False
        self._init_preprocessors()
        self.exporter.optimistic_validation = True  # once at the end, not after each of them
        output, resources = self.exporter.from_notebook_node(self.executed[name], resources)
        self.write_single_notebook(output, resources)


def record(
    assignment: Assignment,
    student: str,
    handed_in: HandedIn,
    executed: Mapping[str, NotebookNode],
    connection: Connection,
) -> Grades:
    """Record a submission as ``nbgrader autograde`` does, and return what the gradebook then says.

    ``executed`` maps names of notebooks to notebooks with outputs, which are changed; one that is
    missing scores zero. If anything is raised, autograded/ and the gradebook are as they were.
    """
    with _staged(assignment, student, handed_in, executed) as course:
        recorder = _Recorder(
            coursedir=course,
            config=assignment.config,
            executed={name: _Ours(notebook) for name, notebook in executed.items()},
            student=student,
            log=_LOG,
        )
        recorder.autograde_preprocessors = [
            stage for stage in recorder.autograde_preprocessors if not _executes(stage)
        ]
        with _replacing(folder_of(assignment, student)), transaction(connection):
            recorder.start()
            return read_grades(assignment, student)


def record_ungradable(
    assignment: Assignment, student: str, timestamp: str | None, connection: Connection
) -> None:
    """Record that something was handed in that cannot be graded: no automatic points at all."""
    course = assignment.course
    with (
        _replacing(folder_of(assignment, student)),
        transaction(connection),
        Gradebook(course.db_url, course.course_id) as gradebook,
    ):
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(
            assignment.name, student, timestamp=parse_utc(timestamp)
        )
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score = None
        gradebook.db.commit()


def read_grades(assignment: Assignment, student: str) -> Grades:
    """Return what the gradebook says of a submission.

    Raises nbgrader's ``MissingEntry`` if there is none.
    """
    with Gradebook(assignment.course.db_url, assignment.course.course_id) as gradebook:
        submission = gradebook.find_submission(assignment.name, student)
        automatic = {
            f"{notebook.name}/{grade.name}": grade.auto_score
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        return Grades(submission.score, submission.max_score, automatic)


def folder_of(assignment: Assignment, student: str) -> Path:
    """Return where nbgrader keeps a student's graded notebooks."""
    course = assignment.course
    return Path(course.format_path(course.autograded_directory, student, assignment.name))


def _executes(stage: Any) -> bool:
    """Say whether a preprocessor, as nbgrader's configuration names it, runs the notebook."""
    stage = import_item(stage) if isinstance(stage, str) else stage
    kind = stage if inspect.isclass(stage) else type(stage)
    return issubclass(kind, ExecutePreprocessor)


@contextmanager
def _staged(
    assignment: Assignment, student: str, handed_in: HandedIn, names: Mapping[str, Any]
) -> Iterator[CourseDirectory]:
    """Give nbgrader a folder of submissions that holds only what was read, no link and no surprise.

    nbgrader copies whatever lies in a submission's folder, and follows links while it does.
    """
    with tempfile.TemporaryDirectory(prefix="labkit-record-") as staging:
        course = _Staged(
            config=assignment.config,
            assignment_id=assignment.name,
            student_id=student,
            staging=os.path.realpath(staging),
        )
        folder = Path(course.format_path(course.submitted_directory, student, assignment.name))
        folder.mkdir(parents=True)
        receipt = {TIMESTAMP: handed_in.timestamp, SECRET: handed_in.secret}
        files = {name: data for name, data in handed_in.files.items() if name not in receipt}
        files |= {f"{name}.ipynb": b"" for name in names}  # there, so not missing
        files |= {name: text.encode() for name, text in receipt.items() if text is not None}
        for name, data in files.items():
            path = folder / name
            if ".." in Path(name).parts or not path.is_relative_to(folder):
                raise ValueError(f"{name!r} leads out of the submission's folder.")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield course


@contextmanager
def _replacing(folder: Path) -> Iterator[None]:
    """Put a folder aside; away with it if all goes well, back to its place if not."""
    aside = folder.with_name(f".{folder.name}.before")
    if folder.exists():
        _remove(aside)  # there if an earlier run was killed
        folder.rename(aside)
    try:
        yield
    except BaseException:
        _remove(folder)
        if aside.exists():
            aside.rename(folder)
        raise
    _remove(aside)


def _remove(folder: Path) -> None:
    if folder.exists():
        rmtree(folder)
