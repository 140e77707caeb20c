"""A room as its supervisor sees it: interrupt it, kill it, wait for its end."""

import contextlib
import os
import shutil
import signal
import threading
import time
from typing import NamedTuple

from labkit.grading.limits import Limits
from labkit.grading.sandbox import processes

_COUNT_AGAIN_SECONDS = 1.0


class Exit(NamedTuple):
    """How a room ended: its exit code (minus the signal's number), what it used, and why.

    ``memory_mib`` is the most it was seen to use, beyond what a fresh room has. ``reason`` is
    empty for a room that ended by itself, else ``"memory"``, ``"cpu"``, ``"killed"`` (by
    :meth:`Room.kill`), ``"signal 11"`` or ``"lost"`` (the warm process died).
    """

    code: int
    cpu_seconds: float
    memory_mib: float
    reason: str


class Room:
    """A process that runs one entry; made by :meth:`labkit.grading.sandbox.warm.Warm.room`.

    ``pid`` is its main process.
    """

    def __init__(self, limits: Limits, folder: str | None) -> None:
        """Stand for a process that has not started; ``folder`` is removed when it has ended."""
        self.pid = 0
        self._limits = limits
        self._folder = folder
        self._handle: int | None = None
        self._lock = threading.Lock()
        self._known = threading.Event()
        self._gone = threading.Event()
        self._exit: Exit | None = None
        self._blame = ""
        self._fresh_mib: float | None = None  # unknown before the room is ready
        self._most_mib = self._waited_seconds = 0.0
        self._shared_mib = 0.0  # counted too often by the quick way
        self._count_again = 0.0

    @property
    def ended(self) -> bool:
        """Whether the room's main process, and with it all others, is gone."""
        return self._gone.is_set()

    def interrupt(self) -> None:
        """Send the room's main process what Ctrl-C sends; nothing if it has ended."""
        with self._lock:
            self._signal(signal.SIGINT)

    def kill(self) -> None:
        """Kill the room and all it has started; return when they are gone."""
        self.watch()
        self.end("killed")
        self._gone.wait()

    def started_by_it(self) -> set[int]:
        """Return the processes that it has started, themselves or through others, and that live."""
        return set() if self.ended else set(processes.descendants(self.pid))

    def end_all_but(self, kept: set[int]) -> None:
        """Kill what it has started but the processes in ``kept``; it lives on itself."""
        processes.kill(self.started_by_it() - kept)

    def waited_seconds(self) -> float:
        """Return how long its main process has waited for a processor since it was started."""
        if not self.ended:
            with contextlib.suppress(OSError):  # it has just ended
                self._waited_seconds = processes.waited_seconds(self.pid)
        return self._waited_seconds

    def wait(self, timeout: float | None = None) -> Exit | None:
        """Return how the room ended, or None if it has not after ``timeout`` seconds."""
        self._gone.wait(timeout)
        return self._exit

    # The supervisor's side.

    def started(self, handle: int) -> None:
        """Take the descriptor that stands for the room's process."""
        self._handle = handle
        self.pid = processes.pid_of(handle)
        self._known.set()

    def wait_until_started(self) -> None:
        """Return when the process is known, or known to have ended."""
        self._known.wait()

    def ready(self, fresh_mib: float) -> None:
        """Begin to count memory, beyond ``fresh_mib``."""
        self._fresh_mib = fresh_mib

    def watch(self) -> None:
        """Measure, and kill the room if it has taken more memory than it may."""
        if self._fresh_mib is None or self.ended:
            return
        try:
            used = self._used_mib(self._fresh_mib)
        except OSError:  # it has just ended
            return
        self._most_mib = max(self._most_mib, used)
        if used > self._limits.memory_mib:
            self.end("memory")

    def _used_mib(self, fresh_mib: float) -> float:
        used = processes.used_mib(self.pid) - fresh_mib
        limit = self._limits.memory_mib
        if used <= limit:
            return used
        # Perhaps the same memory is counted several times; counting it exactly is slow.
        if used - self._shared_mib > limit or time.monotonic() > self._count_again:
            self._shared_mib = used - processes.used_once_mib(self.pid)
            self._count_again = time.monotonic() + _COUNT_AGAIN_SECONDS
        return used - self._shared_mib

    def end(self, blame: str) -> None:
        """Kill the room; return at once."""
        with self._lock:
            if self._handle is not None:
                self._blame = self._blame or blame
                processes.kill_descendants(self.pid)
                self._signal(signal.SIGKILL)

    def finished(self, code: int, cpu_seconds: float, blame: str = "") -> None:
        """Take down how the process ended."""
        with self._lock:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None
        if self._folder:
            remove(self._folder)
        reason = self._blame or blame or self._reason(code, cpu_seconds)
        self._exit = Exit(code, cpu_seconds, self._most_mib, reason)
        self._known.set()
        self._gone.set()

    def _reason(self, code: int, cpu_seconds: float) -> str:
        if code >= 0:
            return ""
        by_limit = -code in (signal.SIGKILL, signal.SIGXCPU)
        out_of_time = cpu_seconds > self._limits.cpu_seconds - 0.5  # the clocks differ a little
        return "cpu" if by_limit and out_of_time else f"signal {-code}"

    def _signal(self, number: int) -> None:
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)


def remove(folder: str) -> None:
    """Remove a folder, whatever permissions its contents were given."""
    for place, folders, _ in os.walk(folder):
        for name in folders:
            path = os.path.join(place, name)
            if not os.path.islink(path):  # which may lead anywhere
                os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)
