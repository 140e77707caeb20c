"""Grade a sample class, from submissions to feedback, and check every grade."""

import os
import shutil
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nbgrader.plugins import CsvExportPlugin
from sqlalchemy.exc import SAWarning
from tqdm import tqdm

from labkit.grading.assignment import Assignment, open_api, open_assignment, open_course
from labkit.grading.ends import Graded
from labkit.grading.engine import imports, open_engine
from labkit.grading.grade import Options, grade
from labkit.grading.limits import Limits
from labkit.teaching.course import CourseError, Lab
from labkit.teaching.results import Results, read_results
from labkit.teaching.samples import Sample, sample_class

_MARKER = ".made-by-labkit-demo"
_CELL_SECONDS = 10  # a hundred times what the slowest honest cell takes, short for the endless loop


class Demo(NamedTuple):
    """A graded sample class: its folder, what it got, and every grade that is not as expected."""

    folder: Path
    results: Results
    surprises: list[str]


def run_demo(root: Path, lab: Lab, folder: Path) -> Demo:
    """Make a course in ``folder``, let the sample class hand in a lab, and grade it.

    Afterwards the folder is an ordinary nbgrader course: submitted/, autograded/, feedback/,
    gradebook.db, and the grades as grades.csv. An earlier demo in it is replaced. Raises
    :class:`CourseError` if the folder holds anything else, or nbgrader fails.
    """
    samples = sample_class(root, lab)
    _empty(folder)
    set_up_course(root, folder, lab, samples)
    course, config = open_course(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
        assignment = open_assignment(course, config, lab.name)
        ends = _grade(assignment, [sample.student for sample in samples])
        api = open_api(course, config)
        _require(api.generate_feedback(lab.name), "nbgrader cannot write feedback")
        with api.gradebook as gradebook:
            CsvExportPlugin(to=str(folder / "grades.csv")).export(gradebook)
        reasons = {end.student: None if end.is_graded else end.end for end in ends}
        results = read_results(course, lab.name, reasons)
    return Demo(folder, results, surprises(samples, results))


def surprises(samples: list[Sample], results: Results) -> list[str]:
    """Return a line for every grade that differs from what the submission must earn."""
    got = {row.student: row.scores for row in results.rows}
    found = []
    for sample in samples:
        for exercise, expected in sample.expected.items():
            score = got.get(sample.student, {}).get(exercise)
            if score != expected:
                found.append(f"{sample.student}: {exercise} is {score}, expected {expected}")
    return found


def _empty(folder: Path) -> None:
    """Make the folder, or empty it if an earlier demo is in it."""
    if folder.exists():
        if not (folder / _MARKER).is_file():
            raise CourseError(f"{folder} exists and was not made by the demo: move it away first.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / _MARKER).touch()


def set_up_course(root: Path, folder: Path, lab: Lab, samples: list[Sample]) -> None:
    """Make a course of one lab in a folder, with what the samples' students hand in."""
    shutil.copy(root / "nbgrader_config.py", folder)
    copy = folder / lab.solution.relative_to(root)
    copy.parent.mkdir(parents=True)
    shutil.copy(lab.solution, copy)
    for sample in samples:
        submission = folder / "submitted" / sample.student / lab.name / f"{lab.name}.ipynb"
        submission.parent.mkdir(parents=True)
        submission.write_text(sample.text, encoding="utf-8")


def _grade(assignment: Assignment, students: list[str]) -> list[Graded]:
    """Grade everybody with the best engine that this machine has: the samples are harmless."""
    cold = not sys.platform.startswith("linux")
    isolation = "none" if cold else "partial"
    options = Options(Limits(cell_seconds=_CELL_SECONDS))
    modules = imports(assignment.notebooks.values())
    cores = os.cpu_count() or 1
    with open_engine(isolation, cold) as engine, ThreadPoolExecutor(cores) as pool:
        start = partial(engine.start, modules)
        graded = grade(assignment, students, engine.execute, pool, cores + 2, options, start)
        return sorted(tqdm(graded, "grading", len(students), unit="student", disable=None))


def _require(result: dict, problem: str) -> None:
    if not result["success"]:
        raise CourseError(f"{problem}:\n{result.get('error') or result.get('log')}")
