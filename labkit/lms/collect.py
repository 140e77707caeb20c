"""``labkit collect``: put what Canvas or Moodle gives as a zip where nbgrader looks for it."""

import argparse
import json
import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Gradebook
from tqdm import tqdm

from labkit.grading.assignment import Assignment, find_course, open_assignment, open_course
from labkit.lms.archive import members
from labkit.lms.names import PLATFORMS
from labkit.lms.plan import open_submission, sort_out, standing, time_of
from labkit.lms.roster import own_ids, times
from labkit.lms.table import read_table
from labkit.lms.transfer import transfer
from labkit.teaching.course import CourseError

_KEPT = {
    "older": "what is there is newer and stays",
    "other": "something else is there and stays",
}


class _Roster(NamedTuple):
    """A course's own ids (None: the platform's numbers) and times, by the platform's numbers."""

    ids: dict[str, str] | None
    times: dict[str, datetime | None]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's own options."""
    parser = argparse.ArgumentParser(prog="labkit collect", description=__doc__)
    parser.add_argument("lab", help="name or number of an assignment")
    parser.add_argument("zip", nargs="+", type=Path, help="what the platform gave; not changed")
    parser.add_argument("--from", dest="platform", choices=PLATFORMS, required=True)
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="CSV",
        help="the platform's own: its gradebook (Canvas) or grading worksheet (Moodle)",
    )
    parser.add_argument(
        "--id", metavar="COLUMN", help="the column of the roster with your student ids"
    )
    parser.add_argument("--force", action="store_true", help="replace what is there, older or not")
    return parser


def run(options: argparse.Namespace) -> int:
    """Collect, and say what was and what was not; return 1 if something was left out."""
    if options.id and not options.roster:
        raise CourseError("--id names a column of the --roster: give that file, too.")
    roster = _roster(options)
    assignment = open_assignment(*open_course(find_course()), options.lab)
    inside = [member for archive in options.zip for member in members(archive)]
    found = sort_out(options.platform, inside, assignment.notebooks)
    left_out, notes = list(found.left_out), []
    known, due = _read_known(assignment), _due(assignment)
    counts = dict.fromkeys(["new", "newer", "same"], 0)
    for number, uploads in tqdm(found.people.items(), unit="student", disable=None, leave=False):
        name = f"{uploads[0].named.name} ({number})"
        student = number if roster.ids is None else roster.ids.get(number)
        if student is None:
            left_out.append(f"{name}: not in {options.roster}")
            continue
        submission, lost = open_submission(uploads)
        left_out += lost
        if not submission.files:
            continue
        time, folder = roster.times.get(number), _folder(assignment, student)
        how = standing(folder, submission, known.get(student, 0), time)
        if how in _KEPT and not options.force:
            left_out.append(f"{name}: {_KEPT[how]} (--force replaces it)")
            continue
        if how != "same":
            stamp = time_of(submission, time, due)
            transfer(assignment, options.platform, submission, student, stamp)
            if standing(folder, submission, 0, None) != "same":
                raise CourseError(f"nbgrader's zip_collect has not put all files into {folder}.")
        known[student] = submission.number
        _write_known(assignment, known)
        counts["newer" if how in _KEPT else how] += 1
        if submission.late:
            notes.append(f"LATE  {name}" + ("" if due else ": the gradebook has no due date"))
        if number in roster.times and time is None:
            notes.append(f"{name}: when it was handed in cannot be read from {options.roster}")
    counted = f"{counts['new']} collected, {counts['newer']} replaced, {counts['same']} unchanged."
    lines = [f"{assignment.name}: {counted}", *notes, *(f"LEFT OUT  {x}" for x in left_out)]
    print("\n".join(lines))
    return 1 if left_out else 0


def _roster(options: argparse.Namespace) -> _Roster:
    if options.roster is None:
        return _Roster(None, {})
    table = read_table(options.roster)
    ids = own_ids(table, options.platform, options.id) if options.id else None
    return _Roster(ids, times(table) if options.platform == "moodle" else {})


def _folder(assignment: Assignment, student: str) -> Path:
    course = assignment.course
    return Path(course.format_path(course.submitted_directory, student, assignment.name))


def _due(assignment: Assignment) -> datetime | None:
    course = assignment.course
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return gradebook.find_assignment(assignment.name).duedate


def _known(assignment: Assignment) -> Path:
    return Path(assignment.course.root, ".labkit", "collected", f"{assignment.name}.json")


def _read_known(assignment: Assignment) -> dict[str, int]:
    """Return the number of the upload that was collected, by student."""
    path = _known(assignment)
    if not path.exists():
        return {}
    try:
        return {name: int(number) for name, number in json.loads(path.read_text()).items()}
    except (ValueError, AttributeError, TypeError):
        raise CourseError(f"{path} is damaged: delete it and try again.") from None


def _write_known(assignment: Assignment, known: dict[str, int]) -> None:
    path = _known(assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(known, indent=1))
    os.replace(partial, path)
