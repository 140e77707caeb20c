"""What a tree of processes uses and how long it waits, as Linux tells it; and how to kill one."""

import contextlib
import os
import signal
from collections.abc import Iterable
from pathlib import Path


def pid_of(handle: int) -> int:
    """Return the id of the process that a pidfd stands for, as this process sees it."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise OSError(f"descriptor {handle} is not a pidfd")


def descendants(pid: int) -> list[int]:
    """Return the processes that ``pid`` and its children have started and that still live."""
    found = []
    queue = [pid]
    while queue:
        parent = queue.pop()
        with contextlib.suppress(OSError):  # gone meanwhile
            for thread in os.listdir(f"/proc/{parent}/task"):
                children = Path(f"/proc/{parent}/task/{thread}/children")
                queue += map(int, children.read_text().split())
        found.append(parent)
    return found[1:]


def kill_descendants(pid: int) -> None:
    """Kill all that ``pid`` has started, and stop ``pid`` so that it starts no more."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
    kill(descendants(pid))


def kill(pids: Iterable[int]) -> None:
    """Kill processes, those that have ended meanwhile aside."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def used_mib(pid: int) -> float:
    """Return the memory of ``pid`` and its descendants that is no file's, in MiB.

    Pages that several processes share count for each of them.
    """
    return sum(_each(pid, "status", ("RssAnon:", "RssShmem:")))


def used_once_mib(pid: int) -> float:
    """Return the same with shared pages counted once, and those of the parent of ``pid`` not.

    This takes some milliseconds for each process.
    """
    name, keys = "smaps_rollup", ("Pss_Anon:", "Pss_Shmem:")
    # A process that shares a page with n - 1 others has an n-th of it, and so has the parent.
    inherited = _mib(_parent(pid), name, keys)
    return sum(max(0.0, mib - inherited) for mib in _each(pid, name, keys))


def waited_seconds(pid: int) -> float:
    """Return how long the main thread of ``pid`` could have run, but others had the processors.

    >>> 0 <= waited_seconds(os.getpid()) <= waited_seconds(os.getpid())
    True
    """
    with open(f"/proc/{pid}/schedstat", "rb") as file:
        return int(file.read().split()[1]) / 1e9


def _each(pid: int, name: str, keys: tuple[str, ...]) -> list[float]:
    found = []
    for process in (pid, *descendants(pid)):
        with contextlib.suppress(OSError):  # gone meanwhile
            found.append(_mib(process, name, keys))
    return found


def _mib(pid: int, name: str, keys: tuple[str, ...]) -> float:
    lines = Path(f"/proc/{pid}/{name}").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(keys)) / 1024


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
