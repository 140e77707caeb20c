"""What ``labkit grade`` can be told; light, so that help comes at once and work starts early."""

import argparse
from typing import Any

from labkit.grading.limits import Limits

_HELP = {
    "cell_seconds": "wall time of one cell (default: c.Execute.timeout of nbgrader_config.py)",
    "total_seconds": "wall time of a whole notebook",
    "cpu_seconds": "processor time of one process",
    "memory_mib": "memory of a submission",
    "processes": "processes and threads of a submission",
    "file_mib": "size of one file that a submission writes",
    "disk_mib": "size of all files that it writes",
    "output_kib": "output of one cell",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``labkit grade``'s options."""
    parser = argparse.ArgumentParser(
        prog="labkit grade", description="Grade what a class has handed in for an assignment."
    )
    parser.add_argument("lab", help="name or number of an assignment")
    parser.add_argument(
        "--student", action="append", metavar="NAME", help="only this one; may be given again"
    )
    parser.add_argument("--jobs", type=_positive(int), metavar="N", help="default: all there are")
    parser.add_argument("--force", action="store_true", help="run what has not changed, too")
    parser.add_argument(
        "--isolation",
        choices=["full", "partial", "none"],
        default="full",
        help="refuse to run without every layer (default), use those that there are, or use none",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--cold", action="store_true", help="one fresh kernel for each submission")
    where.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="run on the workers of Dask's scheduler"
    )
    parser.add_argument("--all-cells", action="store_true", help="run idle examples, too")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    limits = parser.add_argument_group("limits of one submission")
    for name, default in Limits()._asdict().items():
        option = f"--{name.replace('_', '-')}"
        text = _HELP[name] if name == "cell_seconds" else f"{_HELP[name]} (default: {default:g})"
        kind = _positive(type(default))
        limits.add_argument(option, type=kind, metavar="N", help=text)
    return parser


def _positive(kind: type) -> Any:
    def number(text: str) -> Any:
        value = kind(text)
        if not value > 0:
            raise ValueError
        return value

    number.__name__ = "number above zero"  # as argparse calls it in its message
    return number
