"""How much memory a tree of processes has, and how to kill one."""

import contextlib
import os
import signal
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
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):  # gone meanwhile
                queue += map(int, children.read_text().split())
        found.append(parent)
    return found[1:]


def kill_descendants(pid: int) -> None:
    """Kill all that ``pid`` has started, and stop ``pid`` so that it starts no more."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
    for child in descendants(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def used_mib(pid: int, *, shared_once: bool = False) -> float:
    """Return the memory of ``pid`` and its descendants that is no file's, in MiB.

    Pages that several processes share count for each of them, which is quick to know, or with
    ``shared_once`` in parts, which takes some milliseconds.
    """
    total = 0.0
    for process in (pid, *descendants(pid)):
        with contextlib.suppress(OSError):  # gone meanwhile
            total += used_mib_of(process, shared_once=shared_once)
    return total


def used_mib_of(pid: int | str, *, shared_once: bool = False) -> float:
    """Return the memory of one process that is no file's, in MiB."""
    name, keys = ("status", ("RssAnon:", "RssShmem:"))
    if shared_once:
        name, keys = ("smaps_rollup", ("Pss_Anon:", "Pss_Shmem:"))
    lines = Path(f"/proc/{pid}/{name}").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(keys)) / 1024
