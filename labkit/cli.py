"""The command line: ``labkit doctor``, ``labs``, ``grade``, ``audit``, ``report`` and others.

Exit codes: 0 all well, 1 something needs a look, 2 the command or its input was wrong.
"""

import argparse
import importlib
import os
import sys
from functools import partial
from pathlib import Path

_NOT_HERE = "This command needs the whole course folder and its tools: pip install -e '.[all]'"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    own = _OWN.get("".join(arguments[:1]))
    options = argparse.Namespace(run=own, rest=arguments[1:])
    if own is None:
        options = _parser().parse_args(arguments)
    if options.run is _doctor:
        return _doctor(options)
    # jsonschema would spend a second on the grammar of addresses in any language, for nothing.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        from labkit.teaching.course import CourseError
    except ModuleNotFoundError as error:
        return _not_here(error)
    try:
        return options.run(options)
    except CourseError as error:
        print(f"labkit: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("labkit: stopped.", file=sys.stderr)
        return 130


def _not_here(error: ModuleNotFoundError) -> int:
    print(f"labkit: {_NOT_HERE} ({error})", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labkit", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(metavar="command", required=True)

    doctor = commands.add_parser("doctor", help="say whether this machine can run the labs")
    doctor.set_defaults(run=_doctor)

    labs = commands.add_parser("labs", help="build the notebooks of labs from their sources")
    labs.add_argument("lab", nargs="*", help="name or number of a lab (default: all)")
    labs.add_argument("--check", action="store_true", help="write nothing; exit 1 if outdated")
    labs.set_defaults(run=_labs)

    bundle = commands.add_parser("bundle", help="pack what students get into a zip file")
    bundle.add_argument("--output", type=Path, default=Path("dist/labs.zip"), metavar="FILE")
    bundle.set_defaults(run=_bundle)

    # Their options are declared where they are: the bundle that students get is without them.
    commands.add_parser("grade", help="grade what a class has handed in", add_help=False)
    commands.add_parser("audit", help="say how good the tests of a lab are", add_help=False)
    commands.add_parser("report", help="say what a class's results show", add_help=False)
    commands.add_parser("collect", help="take submissions from Canvas or Moodle", add_help=False)
    commands.add_parser("export", help="give grades to Canvas or Moodle", add_help=False)
    commands.add_parser("walkthrough", help="make a site of all solved labs", add_help=False)

    demo = commands.add_parser("demo", help="grade a sample class and check every grade")
    demo.add_argument("lab", nargs="?", default="01", help="name or number (default: 01)")
    demo.set_defaults(run=_demo)
    return parser


def _doctor(options: argparse.Namespace) -> int:
    from labkit import doctor

    findings = doctor.examine()
    print(doctor.report(findings))
    return doctor.exit_code(findings)


def _labs(options: argparse.Namespace) -> int:
    from labkit.teaching import course, release

    root = course.find_root()
    labs = [course.find_lab(root, name) for name in options.lab] or course.all_labs(root)
    built = {lab: release.build(root, lab) for lab in labs}  # all or none: nothing half-written
    if options.check:
        outdated = [path for lab in labs for path in release.outdated(lab, built[lab])]
        for path in outdated:
            print(f"{path.relative_to(root)} is not what its source builds: run `make labs`.")
        return 1 if outdated else 0
    for lab in labs:
        written = release.write(lab, built[lab])
        print(f"{lab.name}: {'written' if written else 'nothing to do'}")
    return 0


def _bundle(options: argparse.Namespace) -> int:
    from labkit.teaching import course
    from labkit.teaching.bundle import bundle

    names = bundle(course.find_root(), options.output)
    size = options.output.stat().st_size / 1024
    print(f"{options.output}: {len(names)} files, {size:.0f} KiB")
    return 0


def _grade(options: argparse.Namespace) -> int:
    try:
        from labkit.grading.arguments import parser
        from labkit.grading.engine import open_engine
    except ModuleNotFoundError as error:
        return _not_here(error)
    wish = parser().parse_args(options.rest)
    with open_engine(wish.isolation, wish.cold, wish.scheduler) as engine:
        try:
            from labkit.grading import command  # a second, in which the engine warms up
        except ModuleNotFoundError as error:
            return _not_here(error)
        return command.run(wish, engine)


def _audit(options: argparse.Namespace) -> int:
    # Threads that wait sleep: copies on two threads share the cores with others.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    return _run("labkit.audit.command", options)


def _run(module: str, options: argparse.Namespace) -> int:
    """Run a command whose parser and work are in a module of its own."""
    try:
        command = importlib.import_module(module)
    except ModuleNotFoundError as error:
        return _not_here(error)
    return command.run(command.parser().parse_args(options.rest))


_OWN = {
    "grade": _grade,
    "audit": _audit,
    "report": partial(_run, "labkit.report.command"),
    "collect": partial(_run, "labkit.lms.collect"),
    "export": partial(_run, "labkit.lms.export"),
    "walkthrough": partial(_run, "labkit.walkthrough.command"),
}


def _demo(options: argparse.Namespace) -> int:
    from labkit.teaching import course
    from labkit.teaching.demo import run_demo
    from labkit.teaching.results import table

    root = course.find_root()
    demo = run_demo(root, course.find_lab(root, options.lab), root / "demo")
    print(table(demo.results))
    print(f"\nGradebook, feedback and grades.csv are in {demo.folder.relative_to(root)}/.")
    for line in demo.surprises:
        print(f"NOT AS EXPECTED  {line}")
    if not demo.surprises:
        print("Every grade is as expected.")
    return 1 if demo.surprises else 0
