"""What a worker of a cluster does: keep a warm process for each run, and run submissions in it.

Dask calls these functions by name, with plain data only, so that a worker with another labkit can
still say that it has one. Each run of ``labkit grade`` has a warm process of its own in each
worker, which ends with the run, and all its rooms with it.
"""

import asyncio
import atexit
import pickle
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.rooms import session
from labkit.grading.sandbox.warm import Warm
from labkit.grading.versions import differences, versions
from labkit.teaching.course import CourseError

_IDLE_SECONDS = 300.0  # then a warm process ends: perhaps nobody is left who would end it
_REMEMBERED = 1000  # runs that have ended


class _Run:
    """One run's warm process in this worker, and the course's files."""

    def __init__(self, modules: Sequence[str], isolation: str) -> None:
        self.files: dict[str, dict[str, bytes]] = {}
        self._wish = (modules, isolation)
        self._lock = threading.Lock()
        self._warm: Warm | None = None
        self._users = 0
        self._ended = False
        self._timer: threading.Timer | None = None

    @contextmanager
    def warm(self) -> Iterator[Warm]:
        """Give the warm process, a fresh one if there is none; it stays while somebody uses it."""
        with self._lock:
            if self._ended:
                raise CourseError("This run has ended.")
            if self._warm is None or self._warm.ended:
                self._close()
                modules, isolation = self._wish
                warm = Warm(modules, isolation=isolation)
                warm.ready()
                self._warm = warm
            if self._timer is not None:
                self._timer.cancel()
            self._users += 1
            warm = self._warm
        try:
            yield warm
        finally:
            with self._lock:
                self._users -= 1
                if not self._users:
                    self._timer = threading.Timer(_IDLE_SECONDS, self._rest)
                    self._timer.daemon = True
                    self._timer.start()

    def end(self) -> None:
        """End the warm process and its rooms for good."""
        with self._lock:
            self._ended = True
            if self._timer is not None:
                self._timer.cancel()
            self._close()

    def _rest(self) -> None:
        with self._lock:
            if not self._users:
                self._close()

    def _close(self) -> None:
        if self._warm is not None:
            self._warm.close()
            self._warm = None


_lock = threading.Lock()
_runs: dict[str, _Run] = {}
_ended: deque[str] = deque(maxlen=_REMEMBERED)


async def begin(
    run: str, expected: Mapping[str, str], modules: Sequence[str], isolation: str
) -> tuple[str, dict[str, str]]:
    """Start a run's warm process; return why not, or "", and each layer with why it lacks."""
    return await asyncio.to_thread(_begin, run, expected, modules, isolation)


async def end(run: str) -> None:
    """End a run's warm process and its rooms, and let it never start again."""
    await asyncio.to_thread(_end, run)


def execute(
    order: tuple[str, Mapping[str, str], Sequence[str], str],
    holding: Sequence[str],
    digest: str,
    files: bytes | None,
    job: bytes,
) -> tuple[str, Any]:
    """Run a job; return ``"executed"``, ``"refused"`` or ``"lacks files"``, and what it gave.

    ``order`` is what :func:`begin` takes: this worker may be new. It must have every layer of
    isolation in ``holding``. The course's files come once, and then by their digest.
    """
    refused, layers = _begin(*order)
    lost = [f"{layer} ({layers[layer]})" for layer in holding if layers.get(layer)]
    if refused or lost:
        return "refused", refused or f"it lacks layers of isolation: {'; '.join(lost)}"
    run = _get(*order)
    if files is not None:
        run.files[digest] = pickle.loads(files)
    if digest not in run.files:
        return "lacks files", None
    notebook, student_files, limits, all_cells = pickle.loads(job)
    work = Job(notebook, run.files[digest], student_files, Limits(*limits), all_cells)
    with run.warm() as warm:
        executed = session.execute(work, warm)
    return "executed", tuple(executed)


def _begin(
    run: str, expected: Mapping[str, str], modules: Sequence[str], isolation: str
) -> tuple[str, dict[str, str]]:
    if differing := differences(expected, versions()):
        return f"it has {differing}: install the same versions and start the worker again", {}
    try:
        with _get(run, expected, modules, isolation).warm() as warm:
            return "", warm.layers
    except CourseError as error:
        return str(error), {}


def _get(run: str, _: Any, modules: Sequence[str], isolation: str) -> _Run:
    with _lock:
        if run in _ended:
            raise CourseError("This run has ended.")
        return _runs.setdefault(run, _Run(modules, isolation))


def _end(run: str) -> None:
    with _lock:
        _ended.append(run)
        held = _runs.pop(run, None)
    if held is not None:
        held.end()


@atexit.register
def _end_all() -> None:
    for run in list(_runs):
        _end(run)
