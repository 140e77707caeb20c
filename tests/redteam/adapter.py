"""The whole red team as one class, graded by labkit as ``labkit grade`` does it.

    python tests/redteam/adapter.py [name …]    # writes labkit.json, for docs/redteam.md

Names given are run again; the rest of the file stays.
"""

import json
import os
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy.exc import SAWarning

from labkit.grading.assignment import Assignment, open_api, open_assignment, open_course
from labkit.grading.ends import Graded
from labkit.grading.engine import imports, open_engine
from labkit.grading.grade import Options, grade
from labkit.grading.limits import Limits
from redteam import ALL
from redteam.course import Course, make_course
from redteam.entry import Red, all_but, hand_in, only
from redteam.lab import NAME
from redteam.probes import Watched, harm_done, has_script, leaks, scores, script_runs, snapshot

FILE = Path(__file__).with_name("labkit.json")
NOTHING = only()
LIMITS = Limits(cell_seconds=8, total_seconds=40, cpu_seconds=20, memory_mib=512, output_kib=256)
WORKERS = 4  # twice the usual cores: many submissions sleep until their time is up
# As in the nbgrader_config.py of this repository.
_SAFE_PAGES = """
from labkit.grading.recording.pages import PAGES
c.HTMLExporter.merge(PAGES)
"""
_BYSTANDERS = ("a_bystander", "z_bystander")


def hand_in_all(folder: Path, names: Iterable[str]) -> Course:
    """Make the course and let the submissions named and two classmates hand in."""
    course = make_course(folder / "course")
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(_SAFE_PAGES)
    (folder / "home").mkdir()
    (folder / "home" / "diary.txt").write_text("secret-home")
    released = json.loads(course.lab.release.read_text())
    right = Red("right", "", all_but())
    for student in (*_BYSTANDERS, *names):
        place = course.root / "submitted" / student / NAME
        hand_in(ALL.get(student, right), released, place)
    return course


def grade_all(folder: Path, names: Iterable[str] = ALL, workers: int = WORKERS) -> dict[str, dict]:
    """Grade submissions as one class; return points, end and leaks of each by its name.

    Under the name ``""`` stands the harm that was done to others.
    """
    names = list(names)
    root = hand_in_all(folder, names).root
    home = {"HOME": str(folder / "home"), "REDTEAM_SECRET": "secret-environment"}
    with patch.dict(os.environ, home), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
        assignment = open_assignment(*open_course(root), NAME)
        watched = Watched(root, folder / "home", _BYSTANDERS)
        before = snapshot(watched)
        ends = _grade(assignment, [_BYSTANDERS[0], *names, _BYSTANDERS[1]], workers)
        time.sleep(max(ALL[name].late for name in names))
        harm = harm_done(watched, before)
        scripts = {name: _script(assignment, name) for name in names if has_script(root, name)}
    results = {"": {"harm": harm}}
    for name in names:
        end = "; ".join([ends[name].end, *ends[name].notes])
        told = [*leaks(root, name), *scripts.get(name, [])]
        results[name] = {"points": scores(root, name), "ended": end, "harm": told}
    return results


def _grade(assignment: Assignment, students: list[str], workers: int) -> dict[str, Graded]:
    modules = imports(assignment.notebooks.values())
    with (
        open_engine("full", cold=False) as engine,
        ThreadPoolExecutor(workers) as pool,
    ):
        execute, start = engine.execute, partial(engine.start, modules)
        ends = grade(assignment, students, execute, pool, workers + 2, Options(LIMITS), begin=start)
        return {end.student: end for end in ends}


def _script(assignment: Assignment, student: str) -> list[str]:
    """Return a line if the student's page of feedback would run a script."""
    course = assignment.course
    made = open_api(course, assignment.config).generate_feedback(assignment.name, student)
    return script_runs(Path(course.root), student) if made["success"] else ["no feedback"]


def main(names: list[str]) -> None:
    """Grade those named, or all, and write the file."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="red-", ignore_cleanup_errors=True) as made:
        new = grade_all(Path(made), names or ALL)
    cpu = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    used = sum(one.ru_utime + one.ru_stime for one in cpu)
    old = json.loads(FILE.read_text()) if names and FILE.exists() else {}
    results = old | new
    ordered = {name: results[name] for name in ("", *ALL) if name in results}
    FILE.write_text(json.dumps(ordered, indent=1) + "\n")
    print(f"{time.monotonic() - started:.0f} s, {used:.0f} s of processor time; {new['']['harm']}")


if __name__ == "__main__":
    main(sys.argv[1:])
