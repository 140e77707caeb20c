"""Read and rebuild what a student handed in, ready to run."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.grading import changes
from labkit.grading.assignment import Assignment
from labkit.grading.handed_in.rebuild import rebuild
from labkit.grading.handed_in.receipt import read_secret, read_timestamp
from labkit.grading.handed_in.submission import read_submission
from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.recording.record import HandedIn


class Prepared(NamedTuple):
    """A submission that is ready to run: a job for each notebook that can be graded.

    ``notes`` say for each of them what was rebuilt, ``problems`` why others cannot be graded.
    """

    student: str
    handed_in: HandedIn
    jobs: dict[str, Job]
    notes: dict[str, list[str]]
    problems: list[str]
    key: str


def prepare(
    assignment: Assignment,
    released: Mapping[str, NotebookNode],
    student: str,
    folder: Path,
    limits: Limits,
    all_cells: bool,
    circumstances: Iterable[str],
) -> Prepared:
    """Return what to run of a submission; ``released`` are the notebooks as students got them.

    Its ``key`` changes with whatever may change the result, the ``circumstances`` included.
    """
    jobs, notes, problems, files = {}, {}, [], {}
    timestamp, remarks = read_timestamp(folder)
    secret, more = read_secret(folder)
    for name, course in assignment.notebooks.items():
        others = [f"left out {other}.ipynb:" for other in assignment.notebooks if other != name]
        submission = read_submission(folder, name, course)
        files |= submission.files
        if submission.notebook is None:
            problems.append(submission.problem)
            continue
        rebuilt = rebuild(course, submission.notebook, released[name])
        said = [note for note in submission.notes if not note.startswith(tuple(others))]
        notes[name] = [*said, *remarks, *more, *rebuilt.notes]
        text = json.dumps(rebuilt.notebook)
        jobs[name] = Job(text, assignment.files, submission.files, limits, all_cells)
    key = changes.key(jobs, notes, timestamp, secret, problems, *circumstances)
    return Prepared(student, HandedIn(files, timestamp, secret), jobs, notes, problems, key)
