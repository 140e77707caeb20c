"""``labkit export``: put a lab's grades into the CSV file that Canvas or Moodle imports."""

import argparse
import os
from pathlib import Path

from labkit.grading.assignment import find_course, open_assignment, open_course
from labkit.lms.grades import fill_in, read_grades
from labkit.lms.names import PLATFORMS
from labkit.lms.roster import grade_column, people
from labkit.lms.table import fill, formulas, read_table
from labkit.teaching.course import CourseError


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's own options."""
    parser = argparse.ArgumentParser(prog="labkit export", description=__doc__)
    parser.add_argument("lab", help="name or number of an assignment that is graded")
    parser.add_argument("--to", dest="platform", choices=PLATFORMS, required=True)
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="CSV",
        required=True,
        help="the platform's own: its gradebook (Canvas) or grading worksheet (Moodle)",
    )
    parser.add_argument(
        "--id",
        metavar="COLUMN",
        help="the column with your student ids (default: the platform's numbers)",
    )
    parser.add_argument("--column", help="the column for the grades: its title, or Canvas's number")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="default: reports/LAB-PLATFORM.csv"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Write the file and say what is in it; return 1 if somebody's grade is not."""
    root = find_course()
    assignment = open_assignment(*open_course(root), options.lab)
    name = assignment.name
    table = read_table(options.roster)
    rows = people(table, options.platform, options.id)
    column = grade_column(table, options.platform, name, options.column)
    grades = read_grades(assignment)
    if not grades.points:
        raise CourseError(f"Nobody has a grade in {name}: run `labkit grade {name}` first.")
    filled = fill_in(table, column, rows, grades, name)
    if not filled.cells:
        raise CourseError(
            f"Nobody with a grade in {name} is in {options.roster}: {', '.join(filled.doubts[:3])}."
            " Say with --id which column holds your student ids."
        )
    target = options.output or root / "reports" / f"{name}-{options.platform}.csv"
    _write(target, fill(table, filled.cells), options.roster)
    title = table.head[column.place]
    lines = [f"{os.path.relpath(target)}: {len(filled.cells)} grades in {title!r}.", *filled.notes]
    if odd := formulas(table):
        shown = ", ".join(map(ascii, odd[:3]))
        lines.append(f"{len(odd)} cells look like formulas, as they did before: {shown}")
    lines += [f"A PERSON MUST LOOK  {line}" for line in filled.doubts]
    print("\n".join(lines))
    return 1 if filled.doubts else 0


def _write(target: Path, data: bytes, roster: Path) -> None:
    """Write a file whole or not at all."""
    if target.exists() and target.samefile(roster):
        raise CourseError(f"{target} is the roster itself: choose another --output.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_bytes(data)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
