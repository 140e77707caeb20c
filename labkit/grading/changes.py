"""Whether a submission must run again, or its recorded result still stands."""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from labkit.grading.assignment import Assignment
from labkit.grading.job import Job
from labkit.grading.recording.record import Grades
from labkit.grading.versions import versions


class Kept(NamedTuple):
    """What is kept of a recorded submission: what it came from, and what became of it."""

    key: str
    written: str
    automatic: dict[str, float | None]
    end: str
    notes: list[str]


def key(jobs: Mapping[str, Job], notes: Mapping[str, list[str]], *others: Any) -> str:
    """Return a text that differs whenever the result of running the jobs may differ."""
    digest = hashlib.sha256(json.dumps(versions()).encode())
    for name, job in jobs.items():
        parts = [name, job.notebook, job.limits, job.all_cells, notes[name]]
        digest.update(json.dumps(parts).encode())
        for files in (job.course_files, job.student_files):
            for path in sorted(files):
                digest.update(json.dumps([path, len(files[path])]).encode() + files[path])
    digest.update(json.dumps(others, default=str).encode())
    return digest.hexdigest()


def written(folder: Path, names: Mapping[str, Any]) -> str:
    """Return a text that differs whenever recorded notebooks differ, empty if one is missing."""
    digest = hashlib.sha256()
    for name in sorted(names):
        try:
            digest.update((folder / f"{name}.ipynb").read_bytes())
        except OSError:
            return ""
    return digest.hexdigest()


def read_kept(assignment: Assignment) -> dict[str, Kept]:
    """Return what earlier runs have kept of an assignment, by student."""
    found = {}
    for path in _folder(assignment).glob("*.json"):
        # Nothing is lost with what cannot be read: that submission runs again.
        with contextlib.suppress(OSError, ValueError, TypeError):
            found[path.stem] = Kept(**json.loads(path.read_text(encoding="utf-8")))
    return found


def keep(assignment: Assignment, student: str, kept: Kept | None) -> None:
    """Keep this of a student for the next run, whole or not at all; forget it if it is None.

    It lies in ``.labkit/`` of the course folder: nbgrader looks into no hidden folder, and
    feedback is made from autograded/ alone.
    """
    path = _folder(assignment) / f"{student}.json"
    if kept is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(kept._asdict(), indent=1), encoding="utf-8")
    os.replace(partial, path)


def stands(kept: Kept, key: str, written: str, grades: Grades | None) -> bool:
    """Say whether what was kept is from the same key, and still what disk and gradebook hold."""
    if grades is None or not written:
        return False
    return (kept.key, kept.written, kept.automatic) == (key, written, grades.automatic)


def _folder(assignment: Assignment) -> Path:
    return Path(assignment.course.root) / ".labkit" / assignment.name
