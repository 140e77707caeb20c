"""``labkit audit``: how good are the tests of a lab?"""

import argparse
import json
from pathlib import Path

from labkit.audit.judge import as_data
from labkit.audit.lab import Audit, Options, audit, of_lab, target
from labkit.audit.table import report
from labkit.audit.totals import problems, shares
from labkit.teaching.course import CourseError, all_labs, find_root


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
    parser.add_argument("--jobs", type=int, default=2, help="answers at a time (default: 2)")
    parser.add_argument(
        "--chained", action="store_true", help="exercises may need the answers before them"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Audit, print what was found, and return 1 if anything is under its threshold."""
    if min(options.seeds, options.mutants) < 0 or options.jobs < 1:
        raise CourseError("--seeds and --mutants are 0 or more, --jobs is 1 or more.")
    if options.lab is None:
        root = find_root()
        targets = [of_lab(root, lab) for lab in all_labs(root)]
    else:
        targets = [target(options.lab)]
    much = Options(options.seeds, options.mutants, options.jobs)
    audits = [audit(one, options.exercise, much) for one in targets]
    if options.json:
        print(json.dumps([_data(one, options.chained) for one in audits], indent=1))
    else:
        print("\n\n".join(report(one, options.chained) for one in audits))
    return 1 if any(problems(one, options.chained) for one in audits) else 0


def _data(found: Audit, chained: bool) -> dict:
    return {
        **as_data(found),
        "shares": as_data(shares(found.rows, chained)),
        "problems": problems(found, chained),
    }
