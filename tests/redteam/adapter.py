"""The whole red team as one class, graded by labkit.

    python tests/redteam/adapter.py    # writes labkit.json, from which docs/redteam.md is made

The only place that knows how ``labkit.grading`` is called.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import nbformat
from nbgrader.utils import determine_grade, is_grade

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.teaching.course import exercise_of, read_notebook
from redteam import ALL
from redteam.course import Course, make_course
from redteam.entry import Red, all_but, hand_in, only
from redteam.lab import NAME, POINTS
from redteam.probes import Watched, snapshot, told, unexpected

FILE = Path(__file__).with_name("labkit.json")
NOTHING = only()
LIMITS = Limits(cell_seconds=5, total_seconds=40, cpu_seconds=20, memory_mib=1024, output_kib=256)
_BYSTANDERS = ("a_bystander", "z_bystander")


def hand_in_all(folder: Path, names: Iterable[str]) -> Course:
    """Make the course and let the submissions named and two classmates hand in."""
    course = make_course(folder / "course")
    (folder / "home").mkdir()
    (folder / "home" / "diary.txt").write_text("secret-home")
    released = json.loads(course.lab.release.read_text())
    right = Red("right", "", all_but())
    for student in (*_BYSTANDERS, *names):
        place = course.root / "submitted" / student / NAME
        hand_in(ALL.get(student, right), released, place)
    return course


def grade_all(folder: Path, names: Iterable[str] = ALL, workers: int = 2) -> dict[str, dict]:
    """Grade submissions as one class; return points, end and leaks of each by its name.

    Under the name ``""`` stands the harm that was done to others.
    """
    from labkit.grading.warm import Warm

    names = list(names)
    course = hand_in_all(folder, names)
    watched = Watched(course.root, folder / "home", ())
    before = snapshot(watched)
    environment = {"HOME": str(folder / "home"), "REDTEAM_SECRET": "secret-environment"}
    with (
        patch.dict(os.environ, environment),
        Warm(["torch", "torch.nn.functional", "labkit.check"]) as warm,
        ThreadPoolExecutor(workers) as pool,
    ):
        students = ["a_bystander", *names, "z_bystander"]
        results = dict(
            zip(students, pool.map(partial(_graded, course, warm), students), strict=True)
        )
    time.sleep(max(ALL[name].late for name in names))
    harm = unexpected(watched, before)
    for classmate in _BYSTANDERS:
        if results.pop(classmate)["points"] != POINTS:
            harm.append("a classmate's grade changed")
    return {"": {"harm": harm}, **results}


def _graded(course: Course, warm, student: str) -> dict:
    """Return what one submission gets: points by exercise, how it ended, what it was told."""
    from labkit.grading.rebuild import rebuild
    from labkit.grading.session import execute
    from labkit.grading.submission import read_submission

    solution = read_notebook(course.lab.solution)
    submission = read_submission(course.root / "submitted" / student / NAME, NAME, solution)
    if submission.notebook is None:
        return {"points": None, "ended": submission.problem, "harm": []}
    rebuilt = rebuild(solution, submission.notebook).notebook
    data = {"numbers.csv": (course.lab.solution.parent / "numbers.csv").read_bytes()}
    done = execute(Job(nbformat.writes(rebuilt), data, submission.files, LIMITS), warm)
    cells = nbformat.reads(done.notebook, as_version=4).cells
    points = {
        exercise_of(cell.metadata.nbgrader.grade_id): determine_grade(cell)[0]
        for cell in cells
        if is_grade(cell)
    }
    ended = "; ".join(["finished", *done.incidents])
    return {"points": points, "ended": ended, "harm": told(cells)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="red-", ignore_cleanup_errors=True) as made:
        results = grade_all(Path(made), sys.argv[1:] or ALL)
    FILE.write_text(json.dumps(results, indent=1) + "\n")
