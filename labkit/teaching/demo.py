"""Grade a sample class with nbgrader, from submissions to feedback, and check every grade."""

import os
import shutil
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy.exc import SAWarning
from tqdm import tqdm
from traitlets.config import Config

from labkit.teaching.course import CourseError, Lab
from labkit.teaching.release import load_config
from labkit.teaching.results import Results, read_results
from labkit.teaching.samples import Sample, sample_class

_MARKER = ".made-by-labkit-demo"
_CELL_SECONDS = 20  # enough for every honest cell of a lab, short for the endless loop


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
    _set_up_course(root, folder, lab, samples)
    api = _open(folder)
    _require(api.generate_assignment(lab.name), f"nbgrader cannot release {lab.name}")
    for sample in tqdm(samples, desc="grading", unit="student", disable=not sys.stderr.isatty()):
        graded = api.autograde(lab.name, sample.student)
        if None not in sample.expected.values():
            _require(graded, f"nbgrader cannot grade {sample.student}")
            feedback = api.generate_feedback(lab.name, sample.student)
            _require(feedback, f"nbgrader cannot write feedback for {sample.student}")
    with api.gradebook as gradebook:
        CsvExportPlugin(to=str(folder / "grades.csv")).export(gradebook)
    results = read_results(folder, lab)
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


def _set_up_course(root: Path, folder: Path, lab: Lab, samples: list[Sample]) -> None:
    shutil.copy(root / "nbgrader_config.py", folder)
    copy = folder / lab.solution.relative_to(root)
    copy.parent.mkdir(parents=True)
    shutil.copy(lab.solution, copy)
    for sample in samples:
        submission = folder / "submitted" / sample.student / lab.name / f"{lab.name}.ipynb"
        submission.parent.mkdir(parents=True)
        submission.write_text(sample.text, encoding="utf-8")


def _open(folder: Path) -> NbGraderAPI:
    """Return nbgrader's own API for a course folder, its log and warnings off the screen."""
    warnings.filterwarnings("ignore", category=SAWarning)
    # nbgrader calls `alembic` by name to make a gradebook; it lies beside this interpreter.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    config = load_config(folder)
    config.merge(Config({"CourseDirectory": {"root": str(folder)}}))
    config.merge(Config({"Execute": {"timeout": _CELL_SECONDS}}))
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    api.log.handlers.clear()
    api.log.propagate = False
    return api


def _require(result: dict, problem: str) -> None:
    if not result["success"]:
        raise CourseError(f"{problem}:\n{result.get('error') or result.get('log')}")
