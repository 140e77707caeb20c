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
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from labkit.grading.limits import Limits
from redteam import ALL
from redteam.course import Course, make_course
from redteam.entry import Red, all_but, hand_in, only
from redteam.lab import NAME
from redteam.probes import Watched, harm_done, leaks, scores, snapshot

FILE = Path(__file__).with_name("labkit.json")
NOTHING = only()
BYSTANDERS = ("a_bystander", "z_bystander")
LIMITS = Limits(cell_seconds=3, total_seconds=20, cpu_seconds=20, memory_mib=1024)


def run(course: Course) -> dict[str, str]:
    """Grade every submission of a course; return in a few words how each ended."""
    from labkit.grading.grade import grade  # when the engine is there

    raise NotImplementedError(f"call {grade} with {course} and {LIMITS}")


def hand_in_all(folder: Path, names: Iterable[str]) -> Course:
    """Make the course and let the submissions named and two classmates hand in."""
    course = make_course(folder / "course")
    (folder / "home").mkdir()
    (folder / "home" / "diary.txt").write_text("secret-home")
    released = json.loads(course.lab.release.read_text())
    right = Red("right", "", all_but())
    for student in (*BYSTANDERS, *names):
        place = course.root / "submitted" / student / NAME
        hand_in(ALL.get(student, right), released, place)
    return course


def grade_all(folder: Path, names: Iterable[str] = ALL) -> dict[str, dict]:
    """Grade submissions as one class; return points, end and leaks of each by its name.

    Under the name ``""`` stands the harm that was done to others.
    """
    names = list(names)
    course = hand_in_all(folder, names)
    watched = Watched(course.root, folder / "home", BYSTANDERS)
    before = snapshot(watched)
    environment = {"HOME": str(folder / "home"), "REDTEAM_SECRET": "secret-environment"}
    with patch.dict(os.environ, environment):
        ended = run(course)
    time.sleep(max(ALL[name].late for name in names))
    results = {
        name: {
            "points": scores(course.root, name),
            "ended": ended.get(name, ""),
            "harm": leaks(course.root, name),
        }
        for name in names
    }
    return {"": {"harm": harm_done(watched, before)}, **results}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="red-", ignore_cleanup_errors=True) as made:
        FILE.write_text(json.dumps(grade_all(Path(made)), indent=1) + "\n")
