"""Run a function in a forked copy of this process, within limits, and get what it returns.

The copy starts from the state that is here, whatever it took to get there, and leaves no trace.
"""

import os
import pickle
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from labkit.teaching.course import CourseError

_MEMORY = 3 << 30  # what a copy may take on top of what its parent has
_PATIENCE = 10  # wall time over CPU time, on a machine that is busy with other things


class Ended(NamedTuple):
    """What became of a copy: the function's value, or in words why there is none."""

    value: Any
    problem: str | None
    seconds: float  # of CPU


class Child(NamedTuple):
    """A running copy."""

    tag: Any
    pid: int
    pipe: int
    deadline: float | None
    data: bytearray


def start(tag: Any, function: Callable[[], Any], seconds: float | None = None) -> Child:
    """Fork, and let the copy run a function for at most so many seconds of CPU.

    Raises :class:`CourseError` on a system that cannot fork.
    """
    if not hasattr(os, "fork"):
        raise CourseError("`labkit audit` forks the state of a notebook: run it on Linux or macOS.")
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(function, writing, seconds)
    os.close(writing)
    deadline = None if seconds is None else time.monotonic() + _PATIENCE * (1 + seconds)
    return Child(tag, pid, reading, deadline, bytearray())


def first_ended(children: list[Child]) -> tuple[Child, Ended]:
    """Wait until one of the copies has ended, by itself or at its limit."""
    while True:
        deadlines = [child.deadline for child in children if child.deadline is not None]
        wait = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready, _, _ = select.select([child.pipe for child in children], [], [], wait)
        for child in children:
            if child.pipe in ready:
                data = os.read(child.pipe, 1 << 20)
                child.data.extend(data)
                if not data:
                    return child, _ended(child)
            elif child.deadline is not None and time.monotonic() > child.deadline:
                os.kill(child.pid, signal.SIGKILL)
                return child, _ended(child, "ran out of time")


def in_child(function: Callable[[], Any], seconds: float | None = None) -> Ended:
    """Run a function in a copy and wait for it."""
    return first_ended([start(None, function, seconds)])[1]


def _live(function: Callable[[], Any], writing: int, seconds: float | None) -> None:
    """Be the copy: run the function, send its value, and end without cleaning up."""
    try:
        if seconds is not None:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            _limit_memory()
        data = pickle.dumps(function())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(data)
    except BaseException as error:  # said by the parent, who sees no value
        os.write(2, f"labkit audit: {type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os._exit(0)


def _limit_memory() -> None:
    """Let allocations fail beyond a limit (where the system keeps such limits)."""
    try:
        with open("/proc/self/statm") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:  # no Linux
        return
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, used + _MEMORY))


def _ended(child: Child, problem: str | None = None) -> Ended:
    os.close(child.pipe)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    if problem is None and os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        out_of_time = number in (signal.SIGPROF, signal.SIGXCPU)
        problem = "ran out of time" if out_of_time else f"ended by {signal.Signals(number).name}"
    if problem is None and (os.WEXITSTATUS(status) or not child.data):
        problem = "ended the process"
    if problem is not None:
        return Ended(None, problem, seconds)
    return Ended(pickle.loads(bytes(child.data)), None, seconds)
