"""``labkit audit``: how good are the tests of a lab?"""

import argparse
import json
from pathlib import Path

from labkit.audit.data import as_data
from labkit.audit.lab import Audit, Options, audit, of_lab, target
from labkit.audit.page import page
from labkit.audit.record import record
from labkit.audit.table import report
from labkit.audit.totals import problems, shares
from labkit.teaching.course import CourseError, Lab, all_labs, find_lab, find_root


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's own options."""
    parser = argparse.ArgumentParser(prog="labkit audit", description=__doc__)
    parser.add_argument("lab", nargs="?", help="name, number or notebook (default: all labs)")
    parser.add_argument("exercise", nargs="?", help="one exercise (default: all)")
    parser.add_argument("--json", action="store_true", help="print all findings as JSON instead")
    parser.add_argument("--html", type=Path, metavar="FILE", help="where to write the page")
    parser.add_argument("--seeds", type=int, default=10, help="other seeds to try (default: 10)")
    parser.add_argument(
        "--mutants", type=int, default=120, help="at most so many an exercise (default: 120)"
    )
    parser.add_argument(
        "--seconds", type=float, default=20, help="of CPU for an exercise's mutants (default: 20)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="answers at a time (default: 2)")
    parser.add_argument(
        "--no-answers", action="store_true", help="leave out kept answers, which tests may run too"
    )
    parser.add_argument(
        "--record", action="store_true", help="note which labs have passed, so that tests skip them"
    )
    parser.add_argument(
        "--chained", action="store_true", help="exercises may need the answers before them"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Audit, print what was found, and return 1 if anything is under its threshold."""
    _require_sense(options)
    root = None if _is_file(options.lab) else find_root()
    labs = [] if root is None else _labs(root, options.lab)
    targets = [of_lab(root, lab) for lab in labs] or [target(options.lab)]
    much = Options(
        options.seeds, options.mutants, options.seconds, options.jobs, zoo=not options.no_answers
    )
    failed = False
    found = []
    for number, one in enumerate(targets):
        result = audit(one, options.exercise, much)
        is_well = not problems(result, options.chained)
        failed |= not is_well
        where = options.html or (root and root / "dist" / "audit" / f"{one.name}.html")
        if where:
            where.parent.mkdir(parents=True, exist_ok=True)
            where.write_text(page(result, options.chained), encoding="utf-8")
        if options.json:
            found.append(_data(result, options.chained))
        else:
            print(f"{report(result, options.chained)}\n", flush=True)
        if options.record and is_well:
            record(root, labs[number])
    if options.json:
        print(json.dumps(found, indent=1))
    return 1 if failed else 0


def _require_sense(options: argparse.Namespace) -> None:
    if min(options.seeds, options.mutants, options.seconds) < 0 or options.jobs < 1:
        raise CourseError("--seeds, --mutants and --seconds are 0 or more, --jobs is 1 or more.")
    if options.html is not None and options.lab is None:
        raise CourseError("--html is for one lab: name it.")
    usual = Options()
    given = options.seeds, options.mutants, options.seconds
    less = any(a < b for a, b in zip(given, usual, strict=False))
    partly = options.exercise or _is_file(options.lab) or options.no_answers or options.chained
    if options.record and (less or partly):
        raise CourseError("--record is for whole labs of this course, audited in full.")


def _is_file(name: str | None) -> bool:
    return name is not None and name.endswith(".ipynb")


def _labs(root: Path, name: str | None) -> list[Lab]:
    return all_labs(root) if name is None else [find_lab(root, name)]


def _data(found: Audit, chained: bool) -> dict:
    return {
        **as_data(found),
        "shares": as_data(shares(found.rows, chained)),
        "problems": problems(found, chained),
    }
