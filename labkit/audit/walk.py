"""Walk through a notebook once, and run every answer from the state before its exercise.

Set-up cells run once. At each exercise the state is forked for each answer to try, so that nothing
runs twice and no answer can touch another. All other exercises are as students get them.
"""

import contextlib
import gc
import importlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from labkit.audit import chance, margins
from labkit.audit.chance import Conditions
from labkit.audit.children import Ended, first_ended, in_child, start
from labkit.audit.margins import Margins
from labkit.audit.notebook import Plan, Setup, Task
from labkit.teaching.exercises import Outcome, attempt, execute

_AS_IT_IS = Conditions()
# CPU seconds for a mutant, which may never end: so many times what the reference takes, but not
# much more than that. Whatever is kept ends, in its own style, on a slow machine too.
_LEAST_SECONDS, _TIMES, _MORE = 1.0, 10, 5.0
_PATIENT_SECONDS = 60.0


class Attempt(NamedTuple):
    """Something to run at an exercise: the sources of its answer cells, under conditions."""

    key: Any
    answers: list[str]
    conditions: Conditions = _AS_IT_IS


# What to run at an exercise whose reference takes so many seconds.
Wanted = Callable[[Task, float], Iterable[Attempt]]


class Fared(NamedTuple):
    """How an attempt ended.

    ``complete`` is the message of the first test that failed, ``visible`` of the first visible one.
    """

    visible: str | None
    complete: str | None
    seconds: float
    margins: Margins | None = None

    @property
    def outcome(self) -> Outcome:
        """The messages alone."""
        return Outcome(self.visible, self.complete)


class Examined(NamedTuple):
    """An exercise: how its reference fared, with the others written or not, and all attempts."""

    name: str
    alone: bool
    reference: Fared
    attempts: dict[Any, Fared]
    seconds: float


def walk(plan: Plan, chosen: set[str], wanted: Wanted, jobs: int) -> list[Examined]:
    """Examine the chosen exercises of a notebook, in a copy of this process.

    An exercise whose reference needs another one's answer is examined with all others written.
    """

    def examine(names: dict, task: Task, written: bool) -> Examined | None:
        if task.name not in chosen or (written and task.name not in dependent):
            return None
        return _examined(names, task, wanted, jobs, alone=not written)

    dependent: set[str] = set()
    found = _copy_walks(plan, examine, written=False)
    dependent |= {row.name for row in found if row.reference.complete is not None}
    if dependent:
        again = {row.name: row for row in _copy_walks(plan, examine, written=True)}
        # One that fails either way is broken, not dependent.
        found = [
            again[row.name]
            if row.name in again and again[row.name].reference.complete is None
            else row
            for row in found
        ]
    return found


def _copy_walks(plan: Plan, examine: Callable, written: bool) -> list[Examined]:
    ended = in_child(lambda: list(_walked(plan, examine, written)))
    if ended.problem is not None:
        raise RuntimeError(f"the walk through the notebook {ended.problem}")
    return ended.value


def _walked(plan: Plan, examine: Callable, written: bool) -> Iterator[Examined]:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    names: dict[str, Any] = {"__name__": "__main__", "display": lambda *_things: None}
    for number, step in enumerate(plan.steps):
        if isinstance(step, Setup):
            cells = [step.source]
        else:
            row = examine(names, step, written)
            if row is not None:
                yield row
            cells = step.answers if written else step.stubs
        for source in cells:
            try:
                with _quiet():
                    execute(source, names, f"<cell {number + 1}>")
            except (NotImplementedError, NameError):
                pass  # it uses an answer that is not written; a test will miss what it lacks
            except (Exception, SystemExit) as error:
                first = source.strip().split("\n")[0]
                told = f"labkit audit: the cell {first!r} raised {type(error).__name__}: {error}\n"
                os.write(2, told.encode())
        _single_thread()


def _examined(
    names: dict,
    task: Task,
    wanted: Callable[[Task, float], Iterable[Attempt]],
    jobs: int,
    alone: bool,
) -> Examined:
    first, imported = _run_reference(names, task)
    attempts: dict[Any, Fared] = {}
    if first.complete is None:
        # What the reference imports is imported once, here, and not in every copy.
        for module in imported:
            with contextlib.suppress(Exception), _quiet():
                importlib.import_module(module)
        _single_thread()
        first, _ = _run_reference(names, task)
        gc.collect()
        gc.freeze()  # a copy's collector leaves our objects alone, and their memory shared
        limit = max(_LEAST_SECONDS, min(_TIMES * first.seconds, _MORE + 3 * first.seconds))
        attempts = _run_all(names, task, wanted(task, first.seconds), jobs, limit)
    spent = first.seconds + sum(fared.seconds for fared in attempts.values())
    return Examined(task.name, alone, first, attempts, spent)


def _run_reference(names: dict, task: Task) -> tuple[Fared, list[str]]:
    def run() -> tuple[Outcome, Margins, list[str]]:
        before = set(sys.modules)
        outcome, left = _attempted(names, task, Attempt("reference", task.answers))
        return outcome, left, [name for name in sys.modules if name not in before]

    ended = in_child(run)
    modules = [] if ended.problem else ended.value[2]
    return _fared(ended), modules


def _run_all(
    names: dict, task: Task, attempts: Iterable[Attempt], jobs: int, seconds: float
) -> dict[Any, Fared]:
    waiting, running, found = list(attempts)[::-1], [], {}
    while waiting or running:
        while waiting and len(running) < jobs:
            attempt = waiting.pop()
            run = lambda attempt=attempt: _attempted(names, task, attempt)  # noqa: E731
            is_mutant = attempt.key[0] == "mutant"
            running.append(start(attempt.key, run, seconds if is_mutant else _PATIENT_SECONDS))
        child, ended = first_ended(running)
        running.remove(child)
        found[child.tag] = _fared(ended)
    return found


def _attempted(names: dict, task: Task, wanted: Attempt) -> tuple[Outcome, Margins]:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if wanted.conditions != _AS_IT_IS:
        chance.enter(wanted.conditions, names)
    left = margins.record()
    outcome = attempt(task.name, wanted.answers, task.tests, names)
    return outcome, left()


def _fared(ended: Ended) -> Fared:
    if ended.problem is not None:
        message = f"the process {ended.problem}" if "time" not in ended.problem else ended.problem
        return Fared(message, message, ended.seconds)
    outcome, left = ended.value[:2]
    return Fared(*outcome, ended.seconds, left)


def _single_thread() -> None:
    """Keep torch to one thread: a copy made after a parallel operation would hang in the next."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
