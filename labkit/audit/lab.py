"""Audit one lab, or any notebook with nbgrader's marks: what to run, and what came of it."""

import os
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.audit.chance import Conditions
from labkit.audit.exceptions import Exceptions, Fixed, read_exceptions
from labkit.audit.judge import Asked, Row, row
from labkit.audit.mutate import mutants, sampled
from labkit.audit.notebook import Task, plan
from labkit.audit.walk import Attempt, walk
from labkit.audit.zoo import Kept, kept
from labkit.teaching.course import CourseError, Lab, read_notebook, read_text
from labkit.teaching.source import to_notebook

_FEWEST = 5  # mutants and seeds are run at least, however long each takes


class Target(NamedTuple):
    """What to audit, and where what belongs to it is kept."""

    name: str
    notebook: NotebookNode
    folder: Path
    answers: Path
    exceptions: Path


class Options(NamedTuple):
    """How much to run."""

    seeds: int = 10
    most_mutants: int = 120
    seconds: float = 20.0  # of CPU for the mutants of one exercise, roughly
    jobs: int = 2
    zoo: bool = True
    mutants: bool = True
    stability: bool = True


class Audit(NamedTuple):
    """What was found about a lab."""

    name: str
    rows: list[Row]
    notes: list[str]
    errors: list[str]


def target(path: str) -> Target:
    """Return what there is of any notebook: answers and exceptions may lie in audit/ beside it."""
    file = Path(path)
    beside = file.parent / "audit"
    return Target(
        file.stem,
        read_notebook(file),
        file.parent,
        beside / file.stem,
        beside / f"{file.stem}.toml",
    )


def of_lab(root: Path, lab: Lab) -> Target:
    """Return what there is of a lab of this course, read from its source."""
    notebook = to_notebook(read_text(lab.source), str(lab.source.relative_to(root)))
    answers = root / "tests" / "answers" / lab.name
    file = root / "tests" / "audit" / f"{lab.name}.toml"
    return Target(lab.name, notebook, lab.source.parent, answers, file)


def audit(target: Target, exercise: str | None = None, options: Options | None = None) -> Audit:
    """Run everything for a lab, or for one of its exercises.

    Raises :class:`CourseError` for an unknown exercise or a faulty file of exceptions.
    """
    options = options or Options()
    steps = plan(target.notebook)
    names = [task.name for task in steps.tasks]
    if not names:
        raise CourseError(f"{target.name} has no answer cell with a test cell after it.")
    if exercise is not None and exercise not in names:
        raise CourseError(f"There is no exercise {exercise!r}. There is: {', '.join(names)}.")
    chosen = {exercise} if exercise else set(names)
    exceptions = read_exceptions(target.exceptions)
    zoo = kept(target.answers) if options.zoo else []
    asked = {
        task.name: _asked(task, zoo, exceptions, options)
        for task in steps.tasks
        if task.name in chosen
    }

    def wanted(task: Task, seconds: float) -> list[Attempt]:
        return _attempts(task, asked[task.name], options, seconds)

    os.environ.setdefault("MPLBACKEND", "Agg")
    here = Path.cwd()
    os.chdir(target.folder)  # notebooks read what lies beside them
    try:
        seen = walk(steps, chosen, wanted, options.jobs)
    finally:
        os.chdir(here)
    rows = [row(asked[examined.name], examined) for examined in seen]
    errors = [f"{k.path}: no such exercise" for k in zoo if k.exercise not in names]
    errors += _stale(exceptions, steps.tasks, chosen) if options.mutants else []
    return Audit(target.name, rows, steps.notes, errors)


def _asked(task: Task, zoo: list[Kept], exceptions: Exceptions, options: Options) -> Asked:
    found = [(m, cell) for cell in task.solutions for m in mutants(cell)] if options.mutants else []
    known = [entry for entry in exceptions.equivalent if entry.exercise == task.name]
    fixed = [entry for entry in exceptions.fixed if entry.exercise == task.name]
    return Asked(
        kept=[k for k in zoo if k.exercise == task.name],
        mutants=[(m, any(e.matches(task.name, m) for e in known), cell) for m, cell in found],
        conditions=_conditions(options.seeds, fixed) if options.stability else [],
        fixed=fixed,
    )


def _conditions(seeds: int, fixed: list[Fixed]) -> list[Conditions]:
    """Return the notebook's own conditions with each thing varied, seeds most often."""
    stays = {entry.what for entry in fixed}
    others = [] if "seeds" in stays else list(range(1, seeds + 1))
    found = [Conditions(seed) for seed in others]
    if "threads" not in stays:
        found += [Conditions(seed, threads=2) for seed in [0, *others[:1]]]
    if "dtype" not in stays:
        found += [Conditions(seed, dtype="float64") for seed in [0, *others[1:2]]]
    return found


def _attempts(task: Task, asked: Asked, options: Options, seconds: float) -> list[Attempt]:
    """Return what to run at an exercise whose reference takes so many seconds."""

    def with_cell(old: str, new: str) -> list[str]:
        return [new if cell == old else cell for cell in task.answers]

    affordable = max(_FEWEST, int(options.seconds / seconds))
    others = [mutant for mutant, equivalent, _ in asked.mutants if not equivalent]
    chosen = set(sampled(others, min(options.most_mutants, affordable)))
    # Each thing is varied at least once, whatever the time.
    conditions = [
        (i, c)
        for i, c in enumerate(asked.conditions)
        if i < affordable or c.threads != 1 or c.dtype != "float32"
    ]
    found = [Attempt(("stub", 0), task.stubs)]
    found += [Attempt(("kept", i), [k.text, *task.answers[1:]]) for i, k in enumerate(asked.kept)]
    found += [
        Attempt(("mutant", i), with_cell(cell, m.source))
        for i, (m, equivalent, cell) in enumerate(asked.mutants)
        if equivalent or m in chosen
    ]
    return found + [Attempt(("stable", i), task.answers, c) for i, c in conditions]


def _stale(exceptions: Exceptions, tasks: list[Task], chosen: set[str]) -> list[str]:
    """Return a line for each exception that nothing matches."""
    every = [(task.name, m) for task in tasks for cell in task.solutions for m in mutants(cell)]
    lines = [
        f"listed as equivalent, but there is no such mutant of {e.exercise}: {e.now!r}"
        for e in exceptions.equivalent
        if not any(e.matches(name, m) for name, m in every)
    ]
    known = {task.name for task in tasks}
    strange = [entry for entry in exceptions.fixed if entry.exercise not in known]
    return lines + [f"fixed {e.what} are listed for {e.exercise}, no exercise" for e in strange]
