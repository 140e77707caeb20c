"""Run submissions on the workers of a Dask scheduler.

Only executing happens there: a job travels to a worker as plain data, and what it gave comes back.
A submission whose worker is lost runs again on another one. Reading, rebuilding and recording stay
here, so it does not matter where, in which order or how often a submission ran.
"""

import asyncio
import hashlib
import itertools
import logging
import pickle
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import dask
from distributed import CancelledError, Client, Future, KilledWorker

from labkit.grading import worker
from labkit.grading.engine import ROOMS, Engine, EngineError
from labkit.grading.job import Executed, Job
from labkit.grading.sandbox.layers import LAYERS
from labkit.grading.versions import versions
from labkit.teaching.course import CourseError

_CONNECT_SECONDS = 10.0
_LOOK_SECONDS = 5.0  # between two looks whether there still are workers
_DESERTED_SECONDS = 60.0  # without any worker; one that a nanny restarts is back sooner
_LEAVE_SECONDS = 30.0
_RETRIES = 2
_SMALL = 1 << 16  # bytes that may travel with every job
_AGAIN = "What is graded stays so; start what is missing and run the command again."
_GONE = f"The scheduler is gone, or has dropped the work. {_AGAIN}"
_UNREACHABLE = (OSError, ValueError, TimeoutError, asyncio.TimeoutError)


class WorkerLostError(Exception):
    """Every worker that a submission ran on ended."""


@contextmanager
def open_cluster(scheduler: str, isolation: str) -> Iterator[Engine]:
    """Give an engine that runs submissions on the workers of the scheduler at an address.

    Raises :class:`CourseError` if it cannot be reached or has no workers. The engine's ``start``
    raises it for a worker that has other versions or does not isolate as asked. Scheduler and
    workers are left as they were.
    """
    with ExitStack() as stack:
        large = {"distributed.admin.large-graph-warning-threshold": "1TB"}
        stack.enter_context(dask.config.set(large))
        # What it would log with tracebacks ends the run with a message of ours.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        try:
            client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
        except _UNREACHABLE as error:
            raise CourseError(
                f"No Dask scheduler answers at {scheduler!r} ({error}). Start one with `dask "
                "scheduler` and pass the address that it shows, such as tcp://10.0.0.1:8786."
            ) from None
        stack.callback(client.close)
        workers = dict(client.nthreads())
        if not workers:
            raise CourseError(
                f"The scheduler {scheduler} has no workers. Start some with `dask worker "
                f"{scheduler}` where this version of labkit is installed."
            )
        run = _Run(client, isolation)
        stack.callback(run.end)
        yield Engine(run.execute, run.start, stack.close, workers)


class _Run:
    """One run on a cluster."""

    def __init__(self, client: Client, isolation: str) -> None:
        self._client = client
        self._name = uuid.uuid4().hex
        self._isolation = isolation
        self._order: tuple = ()  # from the start on
        self._holding: list[str] = []
        self._numbers = itertools.count()
        self._data: tuple[Mapping[str, bytes] | None, str, bytes] = (None, "", b"")
        self._lock = threading.Lock()
        self._suspect = threading.Lock()
        self._ended = False
        self._waiting: dict[threading.Event, Future | None] = {}  # by what wakes who waits
        self._left = threading.Condition()

    def start(self, modules: Sequence[str]) -> dict[str, str]:
        """Start a warm process in every worker; return layers with why one of them lacks it."""
        self._order = (self._name, versions(), [*modules, *ROOMS], self._isolation)
        answers = self._client.run(worker.begin, *self._order, on_error="return")
        lacking: dict[str, dict[str, str]] = {layer: {} for layer in LAYERS}
        for address, answer in sorted(answers.items()):
            if isinstance(answer, Exception):
                raise CourseError(
                    f"The worker {address} cannot grade ({type(answer).__name__}: {answer}): it "
                    "needs the same labkit as this machine, and all that labkit needs."
                )
            refused, layers = answer
            if refused:
                raise CourseError(f"The worker {address} cannot grade: {refused}")
            for layer, why in layers.items():
                if why:
                    lacking[layer][address] = why
        self._holding = [layer for layer, whys in lacking.items() if not whys]
        return {layer: _shared(whys, len(answers)) for layer, whys in lacking.items()}

    def execute(self, job: Job) -> Executed:
        """Run a job on some worker and wait for it.

        Raises :class:`WorkerLostError` if it ends every worker, :class:`EngineError` if the
        cluster cannot go on.
        """
        try:
            return self._execute(job)
        except KilledWorker:
            # It ended its workers, or was unlucky in its company. One such at a time tries again.
            with self._suspect:
                try:
                    return self._execute(job)
                except KilledWorker as error:
                    raise WorkerLostError(
                        f"every worker that ran it ended, twice {error.allowed_failures + 1} times"
                    ) from None

    def end(self) -> None:
        """Cancel what waits, and end this run's processes on all workers."""
        with self._left:
            self._ended = True
            futures = [future for future in self._waiting.values() if future is not None]
            for done in self._waiting:
                done.set()
        if self._client.status == "running":  # else the scheduler is gone, and its workers end
            with suppress(*_UNREACHABLE):  # it has just gone
                self._client.cancel(futures)
                self._client.run(worker.end, self._name, on_error="ignore")
        with self._left:  # who asks a closed client waits for ever
            self._left.wait_for(lambda: not self._waiting, _LEAVE_SECONDS)

    def _execute(self, job: Job) -> Executed:
        digest, files = self._files(job.course_files)
        plain = (job.notebook, dict(job.student_files), tuple(job.limits), job.all_cells)
        packed = pickle.dumps(plain)
        said, gave = self._ask(digest, files if len(files) <= _SMALL else None, packed)
        if said == "lacks files":
            said, gave = self._ask(digest, files, packed)
        if said == "refused":
            raise EngineError(f"A worker that has come later cannot grade: {gave}")
        return Executed(*gave)

    def _ask(self, digest: str, files: bytes | None, packed: bytes) -> tuple[str, Any]:
        done = threading.Event()
        with self._left:
            self._check()
            self._waiting[done] = None
        try:
            future = self._client.submit(
                worker.execute,
                self._order,
                self._holding,
                digest,
                files,
                packed,
                key=f"labkit-grade-{self._name}-{next(self._numbers)}",
                pure=False,
                retries=_RETRIES,
            )
            with self._left:
                self._waiting[done] = future
            future.add_done_callback(lambda _: done.set())
            self._wait(done)
            return future.result()
        except CancelledError:
            raise EngineError(_GONE) from None
        finally:
            with self._left:
                del self._waiting[done]
                self._left.notify_all()

    def _wait(self, done: threading.Event) -> None:
        """Return when a future is done; raises EngineError if nobody is left to do it."""
        deserted = 0.0
        while not done.wait(_LOOK_SECONDS):
            self._check()
            try:
                deserted = 0.0 if self._client.nthreads() else deserted + _LOOK_SECONDS
            except _UNREACHABLE:
                raise EngineError(_GONE) from None
            if deserted >= _DESERTED_SECONDS:
                raise EngineError(f"The scheduler has had no workers for {deserted:g} s. {_AGAIN}")
        self._check()

    def _check(self) -> None:
        if self._ended or self._client.status != "running":
            raise EngineError(_GONE)

    def _files(self, files: Mapping[str, bytes]) -> tuple[str, bytes]:
        """Return the course's files packed, and their digest: they are the same for everybody."""
        with self._lock:
            if self._data[0] is not files:
                packed = pickle.dumps(dict(files))
                self._data = (files, hashlib.sha256(packed).hexdigest(), packed)
            return self._data[1:]


def _shared(whys: Mapping[str, str], workers: int) -> str:
    """Return why workers lack a layer, "" if none does; one of them is named if not all do.

    >>> _shared({"tcp://a": "no such call"}, 2), _shared({"tcp://a": "no such call"}, 1)
    ('no such call (tcp://a)', 'no such call')
    """
    if len(whys) == workers and len(set(whys.values())) == 1:
        return next(iter(whys.values()))
    return next((f"{why} ({address})" for address, why in whys.items()), "")
