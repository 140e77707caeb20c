"""Grade a class: every submission ends somewhere that has a name, whatever it does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import Connection

from labkit.grading import changes
from labkit.grading.assignment import Assignment, submissions
from labkit.grading.ends import Graded, failed
from labkit.grading.engine import EngineError
from labkit.grading.handed_in.rebuild import release
from labkit.grading.job import Executed, Job
from labkit.grading.limits import Limits
from labkit.grading.prepare import Prepared, prepare
from labkit.grading.recording.clean import clean
from labkit.grading.recording.database import one_connection
from labkit.grading.recording.explain import explained
from labkit.grading.recording.record import (
    Grades,
    folder_of,
    read_grades,
    record,
    record_ungradable,
)
from labkit.grading.recording.schemas import schemas_checked_once
from labkit.teaching.course import CourseError

Execute = Callable[[Job], Executed]
_NOTHING = "nothing was handed in"
_AHEAD = 100  # submissions made ready until the first can run


class Options(NamedTuple):
    """How to grade: the limits, whether idle examples and unchanged submissions run too.

    ``engine`` names what runs submissions; results of another engine do not stand.
    """

    limits: Limits = Limits()
    all_cells: bool = False
    force: bool = False
    engine: str = ""


class _Run(NamedTuple):
    """What the steps of one run share."""

    assignment: Assignment
    options: Options
    folders: Mapping[str, Path | None]
    kept: dict[str, changes.Kept]
    circumstances: list[str]
    connection: Connection
    released: dict[str, NotebookNode]


def grade(
    assignment: Assignment,
    students: Iterable[str],
    execute: Execute,
    executor: Executor,
    at_once: int,
    options: Options,
    begin: Callable[[], object] = bool,
    watch: Callable[[list[str]], None] = lambda running: None,
) -> Iterator[Graded]:
    """Grade students' submissions and give how each ended, in order of completion.

    ``execute`` is a pure function that ``executor`` calls for up to ``at_once`` submissions at a
    time; everything else happens in this thread. So results depend neither on the order nor on
    the number of workers. A submission does not run again if an earlier run recorded it and
    nothing that matters has changed since. ``begin`` is called by ``executor`` before the first
    one runs; until it has returned, more are made ready. ``watch`` is told whose submissions are
    running.

    Raises :class:`CourseError` if the gradebook is in use, the course itself is faulty or
    ``begin`` or ``execute`` cannot go on; what was recorded until then stays.
    """
    running: dict[Future, Prepared] = {}
    begun: Future | None = None
    with schemas_checked_once(), one_connection(assignment.course.db_url) as connection:
        run = _Run(
            assignment,
            options,
            submissions(assignment),
            changes.read_kept(assignment),
            _circumstances(assignment, options),
            connection,
            {name: release(n, assignment.config) for name, n in assignment.notebooks.items()},
        )

        def tell() -> None:
            watch([one.student for future, one in running.items() if future.running()])

        def finish() -> Graded:
            future = _first(running)
            begun.result()  # nothing can run if it raised
            prepared = running.pop(future)
            tell()
            return _guarded(prepared.student, _finish, run, prepared, future)

        try:
            for student in students:
                ready = _guarded(student, _prepare, run, student)
                if isinstance(ready, Graded):
                    yield ready
                    continue
                begun = begun or executor.submit(begin)
                running[executor.submit(_execute, begun, execute, ready.jobs)] = ready
                tell()
                while len(running) >= (at_once if begun.done() else _AHEAD):
                    yield finish()
            while running:
                yield finish()
        finally:
            for future in running:
                future.cancel()


def _first(running: Iterable[Future]) -> Future:
    """Return the submission that is done first, of several the one that was started first."""
    done = wait(running, return_when=FIRST_COMPLETED).done
    return next(future for future in running if future in done)


def _execute(begun: Future, execute: Execute, jobs: Mapping[str, Job]) -> dict[str, Executed]:
    begun.result()
    return {name: execute(job) for name, job in jobs.items()}


def _guarded(student: str, step: Callable, *arguments: Any) -> Any:
    """Return what a step returns; an error in it is this submission's alone."""
    try:
        return step(*arguments)
    except CourseError:
        raise
    except Exception as error:
        return failed(student, error)


def _prepare(run: _Run, student: str) -> Prepared | Graded:
    """Read and rebuild a submission; give its end if there is nothing to run."""
    folder = run.folders[student]
    if folder is None:
        return Graded(student, "not handed in", [])
    wish = run.options
    prepared = prepare(
        run.assignment,
        run.released,
        student,
        folder,
        wish.limits,
        wish.all_cells,
        run.circumstances,
    )
    if not prepared.jobs:
        if all(problem.startswith(_NOTHING) for problem in prepared.problems):
            return Graded(student, "not handed in", [])
        changes.keep(run.assignment, student, None)
        timestamp = prepared.handed_in.timestamp
        record_ungradable(run.assignment, student, timestamp, run.connection)
        reasons = "; ".join(prepared.problems)
        return Graded(student, f"malformed: {reasons}", [], needs_person=True)
    kept = run.kept.get(student)
    if wish.force or kept is None:
        return prepared
    grades = _grades(run, student)
    on_disk = changes.written(folder_of(run.assignment, student), prepared.jobs)
    if not changes.stands(kept, prepared.key, on_disk, grades):
        return prepared
    end = kept.end.replace("graded", "unchanged", 1)
    needs = bool(prepared.problems)
    return Graded(student, end, kept.notes, needs, grades.score, grades.max_score)


def _finish(run: _Run, prepared: Prepared, future: Future) -> Graded:
    """Record an executed submission and say how it ended."""
    error = future.exception()
    if isinstance(error, EngineError):
        raise error
    if error is not None:  # of the engine, whatever it is: the others go on
        return failed(prepared.student, error)
    executed: dict[str, Executed] = future.result()
    notebooks = {}
    for name, one in executed.items():
        notebook = clean(nbformat.v4.reads(one.notebook), run.options.limits.output_kib)
        if reason := _broken_engine(notebook):
            return Graded(prepared.student, f"failed: {reason}", [], needs_person=True)
        notebooks[name] = explained(notebook, [*one.incidents, *prepared.notes[name]])
    student, assignment = prepared.student, run.assignment
    grades = record(assignment, student, prepared.handed_in, notebooks, run.connection)
    incidents = [line for one in executed.values() for line in one.incidents]
    end = ", ".join(["graded", *incidents, *prepared.problems])
    notes = [note for name in executed for note in prepared.notes[name]]
    on_disk = changes.written(folder_of(assignment, student), notebooks)
    kept = changes.Kept(prepared.key, on_disk, grades.automatic, end, notes)
    changes.keep(assignment, student, kept)
    return Graded(
        student,
        end,
        notes,
        bool(prepared.problems),
        grades.score,
        grades.max_score,
        sum(one.wall_seconds for one in executed.values()),
        sum(one.cpu_seconds for one in executed.values()),
        max(one.memory_mib for one in executed.values()),
    )


def _broken_engine(notebook: NotebookNode) -> str:
    """Return why the course's own first cell crashed, before any code of the student, or ""."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            errors = [o for o in cell.outputs if o.get("ename") == "DeadKernelError"]
            is_ours = cell.metadata.get("labkit", {}).get("author") == "course"
            return (
                f"the course's first cell crashed: {errors[0].evalue}" if errors and is_ours else ""
            )
    return ""


def _grades(run: _Run, student: str) -> Grades | None:
    try:
        return read_grades(run.assignment, student)
    except MissingEntry:
        return None


def _circumstances(assignment: Assignment, options: Options) -> list[str]:
    """Return what else decides a grade: nbgrader's settings, the due date, the engine."""
    course = assignment.course
    settings = (Path(course.root) / "nbgrader_config.py").read_text(encoding="utf-8")
    with Gradebook(course.db_url, course.course_id) as gradebook:
        due = str(gradebook.find_assignment(assignment.name).duedate)
    return [settings, due, options.engine]
