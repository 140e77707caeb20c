"""``labkit report``: what a graded class's results say, as a page and as a table."""

import argparse
import os
import sys
import warnings
from pathlib import Path

from sqlalchemy.exc import SAWarning
from tqdm import tqdm

from labkit.grading.assignment import (
    Assignment,
    find_course,
    open_assignment,
    open_course,
    submissions,
)
from labkit.grading.handed_in.rebuild import release
from labkit.report.items import items
from labkit.report.likeness import pairs
from labkit.report.page import page
from labkit.report.read import Class, parts, read_class
from labkit.report.sheet import sheet


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's own options."""
    parser = argparse.ArgumentParser(prog="labkit report", description=__doc__)
    parser.add_argument("lab", help="name or number of an assignment that is graded")
    parser.add_argument(
        "--output", type=Path, metavar="FOLDER", help="default: reports/ of the course"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Write the report and say where; return 1 if a person must look at a submission or a test."""
    root = find_course()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
        course, config = open_course(root)
        assignment = open_assignment(course, config, options.lab)
        found = _read(assignment)
    analysed = items(found)
    alike = pairs(found, _stubs(assignment))
    folder = options.output or root / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        folder / f"{found.name}.html": page(found, analysed, alike),
        folder / f"{found.name}.csv": sheet(analysed),
    }
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    people = [student for student in found.students if student.note]
    doubts = [item for item in analysed if item.doubt]
    print(f"{len(found.graded)} of {len(found.students)} submissions of {found.name} are graded.")
    for student in people:
        print(f"A PERSON MUST LOOK  {student.name}: {student.note}")
    for item in doubts:
        print(f"THIS TEST LOOKS WRONG  {item.name}: {item.doubt}")
    if alike:
        print(f"{len(alike)} pairs of submissions are alike: read them on the page.")
    for path in written:
        print(os.path.relpath(path))
    return 1 if people or doubts else 0


def _read(assignment: Assignment) -> Class:
    count = sum(folder is not None for folder in submissions(assignment).values())
    quiet = not sys.stderr.isatty()
    with tqdm(total=count, desc="reading", unit="student", disable=quiet) as bar:
        for read in read_class(assignment):
            if isinstance(read, Class):
                return read
            bar.update()
    raise AssertionError("read_class ends with a class")


def _stubs(assignment: Assignment) -> dict[str, str]:
    """Return what students get for each exercise."""
    notebooks = assignment.notebooks.items()
    released = {name: release(notebook, assignment.config) for name, notebook in notebooks}
    return {part.exercise: part.answer for part in parts(assignment, released)}
