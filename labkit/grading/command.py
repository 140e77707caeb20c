"""``labkit grade``: what it shows while it works, and what it says at the end."""

import argparse
import difflib
import json
import os
import sys
import warnings
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from sqlalchemy.exc import SAWarning
from tqdm import tqdm
from traitlets.config import Config

from labkit.grading.assignment import (
    Assignment,
    find_course,
    open_assignment,
    open_course,
    submissions,
)
from labkit.grading.ends import Graded
from labkit.grading.engine import Engine, imports
from labkit.grading.grade import Options, grade
from labkit.grading.limits import Limits
from labkit.teaching.course import CourseError
from labkit.teaching.results import read_results, table


def run(options: argparse.Namespace, engine: Engine) -> int:
    """Grade a class; return 0 if all is graded, 1 if a person must look, 130 if stopped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
        course, config = open_course(find_course())
        assignment = open_assignment(course, config, options.lab)
        students = _students(assignment, options.student)
        wish = Options(
            _limits(options, config),
            options.all_cells,
            options.force,
            "cold" if options.cold else options.isolation,
        )
        ends: list[Graded] = []
        workers = engine.workers
        jobs = options.jobs or (sum(workers.values()) + 2 if workers else _cores())
        try:
            layers = _grade(assignment, students, engine, jobs, wish, ends, options.json)
        except KeyboardInterrupt:
            print(f"labkit: stopped; {len(ends)} are done and stay so.", file=sys.stderr)
            return 130
        ends.sort()
        show = (
            _document(assignment, workers, layers, ends)
            if options.json
            else _report(assignment, ends)
        )
        print(_printable(show))
    return 1 if any(end.needs_person for end in ends) else 0


def _grade(
    assignment: Assignment,
    students: list[str],
    engine: Engine,
    jobs: int,
    wish: Options,
    ends: list[Graded],
    quiet: bool,
) -> dict[str, str]:
    """Grade, with a progress bar that names what is running; add to the ends as they come.

    Returns the layers of isolation, empty if nothing had to run.
    """
    layers: dict[str, str] = {}
    bar = tqdm(total=len(students), desc="grading", unit="student", disable=not sys.stderr.isatty())

    def show(running: list[str]) -> None:
        bar.set_postfix_str(", ".join(running)[:60])

    def begin() -> None:
        layers.update(engine.start(imports(assignment.notebooks.values())))
        if not quiet:
            bar.write(_workers(engine.workers) + _isolation(layers))

    with bar, ThreadPoolExecutor(jobs) as pool:
        # A few more than there are workers, so that none waits while this thread records.
        graded = grade(assignment, students, engine.execute, pool, jobs + 2, wish, begin, show)
        try:
            with closing(graded):
                for end in graded:
                    ends.append(end)
                    bar.update()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            engine.stop()
            raise
    return layers


def _report(assignment: Assignment, ends: list[Graded]) -> str:
    """Return the table, and a line for every submission that is not simply graded."""
    handed_in = {end.student: None if end.is_graded else end.end for end in ends}
    for end in ends:
        if end.end == "not handed in":
            del handed_in[end.student]
    lines = [table(read_results(assignment.course, assignment.name, handed_in)), ""]
    for end in ends:
        said = [] if end.end in ("graded", "unchanged") or end.needs_person else [end.end]
        lines += [f"{end.student}: {text}" for text in [*said, *end.notes]]
    unchanged = sum(end.end.startswith("unchanged") for end in ends)
    if unchanged:
        lines.append(f"{unchanged} of {len(ends)} unchanged since they were graded: not run again.")
    lines += [f"A PERSON MUST LOOK  {e.student}: {e.end}" for e in ends if e.needs_person]
    return "\n".join(lines).rstrip()


def _document(
    assignment: Assignment, workers: Mapping[str, int], layers: dict[str, str], ends: list[Graded]
) -> str:
    content: dict[str, Any] = {
        "assignment": assignment.name,
        "workers": dict(workers),
        "isolation": layers,
        "needs_person": [end.student for end in ends if end.needs_person],
        "submissions": [end._asdict() for end in ends],
    }
    return json.dumps(content, indent=1)


def _printable(text: str) -> str:
    """Return text that any terminal can show: folders may have any name."""
    text = text.encode(errors="replace").decode()
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


def _workers(workers: Mapping[str, int]) -> str:
    if not workers:
        return ""
    return f"Workers: {len(workers)}, for {sum(workers.values())} submissions at once. "


def _isolation(layers: dict[str, str]) -> str:
    if not layers:
        return "Isolation: none. Cold kernels: students' code can do all that you can."
    holding = [name for name, lack in layers.items() if not lack]
    lacking: dict[str, list[str]] = {}
    for name, lack in layers.items():
        if lack:
            lacking.setdefault(lack, []).append(name)
    without = [f"; without {', '.join(names)}: {why}" for why, names in lacking.items()]
    return f"Isolation: {', '.join(holding) or 'none'}{''.join(without)}."


def _students(assignment: Assignment, wanted: list[str] | None) -> list[str]:
    """Return whose submissions to grade; raises CourseError for a name that is not in the class."""
    everybody = list(submissions(assignment))
    for name in wanted or []:
        if name not in everybody:
            near = difflib.get_close_matches(name, everybody, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {len(everybody)} students."
            raise CourseError(f"There is no student {name!r} in {assignment.name}: {hint}")
    if not everybody:
        folder = assignment.course.submitted_directory
        raise CourseError(f"Nobody has handed in {assignment.name}: {folder}/ has none of it.")
    return sorted(set(wanted)) if wanted else everybody


def _limits(options: argparse.Namespace, config: Config) -> Limits:
    given = {name: getattr(options, name) for name in Limits._fields}
    given = {name: value for name, value in given.items() if value is not None}
    timeout = config.Execute.get("timeout")
    if isinstance(timeout, (int, float)) and timeout > 0:
        given.setdefault("cell_seconds", float(timeout))
    return Limits(**given)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
