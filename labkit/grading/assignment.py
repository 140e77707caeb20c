"""An assignment as nbgrader knows it: its course, its notebooks, its files, who handed it in."""

import difflib
import glob
import logging
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import OverwriteCells
from nbgrader.utils import (
    compute_checksum,
    find_all_files,
    is_grade,
    is_locked,
    is_solution,
    is_task,
)
from traitlets.config import Config

from labkit.teaching.course import CourseError, read_notebook
from labkit.teaching.release import load_config


class Assignment(NamedTuple):
    """What is the same for every student: the notebooks by name, and the files beside them."""

    name: str
    course: CourseDirectory
    config: Config
    notebooks: dict[str, NotebookNode]
    files: dict[str, bytes]


def find_course(start: Path | None = None) -> Path:
    """Return the nearest folder, upwards, with ``nbgrader_config.py``.

    Raises :class:`CourseError` if there is none.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "nbgrader_config.py").is_file():
            return folder
    raise CourseError(
        f"Neither {start} nor a folder above it has an nbgrader_config.py: change to the course."
    )


def open_course(root: Path, extra: Config | None = None) -> tuple[CourseDirectory, Config]:
    """Return a course folder as nbgrader sees it, and its configuration, with ``extra`` on top."""
    config = load_config(root)
    if "root" not in config.CourseDirectory:
        config.CourseDirectory.root = str(root)
    config.merge(extra or Config())
    # nbgrader calls `alembic` by name to make a gradebook; it lies beside this interpreter.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ["PATH"]])
    return CourseDirectory(config=config), config


def open_api(course: CourseDirectory, config: Config) -> NbGraderAPI:
    """Return nbgrader's own API for a course, its log off the screen."""
    api = NbGraderAPI(course, config=config)
    api.log = logging.Logger("labkit.grading")
    return api


def open_assignment(course: CourseDirectory, config: Config, name: str) -> Assignment:
    """Return an assignment by its name or number; put it into the gradebook if it is not there.

    Its locked cells and points are those in the gradebook, as nbgrader has it. Raises
    :class:`CourseError` if there is no such assignment, or its cells have changed since.
    """
    name = _find(course, name)
    folder = Path(course.format_path(course.source_directory, ".", name))
    notebooks = {path.stem: read_notebook(path) for path in sorted(folder.glob("*.ipynb"))}
    if not notebooks:
        raise CourseError(f"{folder} has no notebook; `make labs` builds the labs of this course.")
    with Gradebook(course.db_url, course.course_id) as gradebook:
        known = _is_known(gradebook, name)
    if not known:
        made = open_api(course, config).generate_assignment(name)
        if not made["success"]:
            raise CourseError(
                f"nbgrader cannot release {name}:\n{made.get('error') or made.get('log')}"
            )
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for notebook_id, notebook in notebooks.items():
            _require_same_cells(gradebook, name, notebook_id, notebook)
    resources = {"nbgrader": {"assignment": name, "db_url": course.db_url}}
    for notebook_id in notebooks:
        resources["nbgrader"]["notebook"] = notebook_id
        overwrite = OverwriteCells(config=config, log=logging.Logger("labkit.grading"))
        notebooks[notebook_id], _ = overwrite.preprocess(notebooks[notebook_id], resources)
    paths = find_all_files(str(folder), [*course.ignore, "*.ipynb"])
    files = {Path(path).relative_to(folder).as_posix(): Path(path).read_bytes() for path in paths}
    return Assignment(name, course, config, notebooks, files)


def submissions(assignment: Assignment) -> dict[str, Path | None]:
    """Return the folder of every student, None for one of the gradebook who has not handed in."""
    course, name = assignment.course, assignment.name
    parts = {"nbgrader_step": course.submitted_directory, "assignment_id": name}
    escaped = {key: glob.escape(value) for key, value in parts.items()}
    pattern = course.directory_structure.format(student_id="*", **escaped)
    exact = {key: re.escape(value) for key, value in parts.items()}
    structure = re.escape(course.directory_structure)
    for key in ("nbgrader_step", "assignment_id", "student_id"):
        structure = structure.replace(re.escape(f"{{{key}}}"), exact.get(key, "(?P<student>.+)"))
    found: dict[str, Path | None] = {}
    for path in sorted(glob.glob(os.path.join(glob.escape(course.root), pattern))):
        match = re.fullmatch(structure, os.path.relpath(path, course.root), re.DOTALL)
        if match is None:
            match = re.fullmatch(structure, path, re.DOTALL)  # an absolute folder of submissions
        if match is not None:
            found[match["student"]] = Path(path)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for student in gradebook.students:
            found.setdefault(student.id, None)
    for student in course.student_id_exclude.split(","):
        found.pop(student, None)
    return dict(sorted(found.items()))


def _find(course: CourseDirectory, name: str) -> str:
    """Return the full name of an assignment that is given by its name or its number."""
    paths = Path(course.format_path(course.source_directory, ".", "*")).parent.glob("*/*.ipynb")
    names = sorted({path.parent.name for path in paths})
    numbered = [full for full in names if full.split("_")[0] == name.zfill(2)]
    if name in names or len(numbered) == 1:
        return name if name in names else numbered[0]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.3)
    hint = f"Did you mean {near[0]}?" if near else f"There is: {', '.join(names) or 'none yet'}."
    raise CourseError(f"There is no assignment {name!r} in {course.source_directory}/. {hint}")


def _is_known(gradebook: Gradebook, name: str) -> bool:
    try:
        return bool(gradebook.find_assignment(name).notebooks)
    except MissingEntry:
        return False


def _require_same_cells(
    gradebook: Gradebook, name: str, notebook_id: str, notebook: NotebookNode
) -> None:
    """Make sure that the gradebook has the cells that nbgrader marks in the source.

    It grades with the tests and points that it read, so newer ones would be of no effect.
    """
    kinds = (is_grade, is_solution, is_locked, is_task)
    marked = [cell for cell in notebook.cells if any(kind(cell) for kind in kinds)]
    here = {cell.metadata.nbgrader.grade_id: cell for cell in marked}
    try:
        cells = gradebook.find_notebook(notebook_id, name).source_cells
    except MissingEntry:
        cells = []
    there = {cell.name: cell.checksum for cell in cells}
    differ = here.keys() ^ there.keys()
    differ |= {
        grade_id
        for grade_id in here.keys() - differ
        if _is_ours(here[grade_id]) and there[grade_id] != compute_checksum(here[grade_id])
    }
    if differ:
        raise CourseError(
            f"The marked cells of {notebook_id}.ipynb have changed since nbgrader read it "
            f"({', '.join(sorted(differ)[:5])}): run "
            f"`nbgrader generate_assignment {name} --force`, then grade again."
        )


def _is_ours(cell: NotebookNode) -> bool:
    """Say whether nbgrader reads a cell as it stands: not cleared, no test made from a mark."""
    return (is_grade(cell) or is_locked(cell)) and not (
        is_solution(cell) or is_task(cell) or "AUTOTEST" in cell.source
    )
