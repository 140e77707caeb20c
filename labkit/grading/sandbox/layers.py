"""What keeps a room apart from the machine, layer by layer.

The zygote becomes the first process of its own process namespace (:func:`own_processes`; as an
ordinary user it first becomes root of a user namespace) and forks rooms with :func:`fork`. A room
then leaves the machine's namespaces (:func:`separate`), is furnished while it still may do so,
and gives up what would let it back (:func:`give_up`).
"""

import os
import resource
import signal
import socket
from collections.abc import Callable, Collection
from typing import NamedTuple

from labkit.grading.limits import Limits
from labkit.grading.sandbox import newroot, seccomp, syscalls

LAYERS = {
    "files": "sees none of the machine's files but Python's, and writes to its own /tmp only",
    "network": "reaches no network, not even this machine",
    "processes": "sees and signals its own processes only, and they end with it",
    "user": "runs as a user that owns nothing",
    "capabilities": "has none of root's powers",
    "privileges": "gains no powers by running a program",
    "system calls": "is refused the calls to Linux that no lab needs",
    "limits": "is limited in processes, files and their sizes",
    "memory": "is limited in memory, all processes together",
}
_SPARE_USERS = range(60600, 61100)  # that neither people nor services have
_INSIDE = 1000  # an ordinary user's id in a namespace of its own
_COUNTED_BY_NAMESPACE = (5, 14)  # the Linux that counts processes so
_MIB = 1 << 20


class Place(NamedTuple):
    """What a room needs to know of the zygote that it comes from.

    ``rootless``: it is root of its own user namespace only. ``shown``: what rooms see of the
    machine. ``reason``: why rooms cannot have processes of their own, or "".
    """

    rootless: bool
    shown: list[str]
    reason: str

    def user(self, number: int) -> int:
        """Return the user id of room ``number``: another one for each that lives."""
        return _INSIDE if self.rootless else _SPARE_USERS[number % len(_SPARE_USERS)]


NOWHERE = Place(rootless=False, shown=[], reason="no isolation was asked for")


def own_processes() -> Place:
    """Continue as a child that is the first process of its own process namespace.

    The caller's process only waits for that child and ends as it does. If this machine does not
    allow it, the caller itself goes on, and the result says why.
    """
    rootless = os.geteuid() != 0
    reason = _try_in_a_child(rootless)
    if not reason:
        _become_first(rootless)
    return Place(rootless, newroot.sources(), reason)


def _try_in_a_child(rootless: bool) -> str:
    """Return why :func:`_become_first` would fail, or "": half of it could not be undone."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            _become_first(rootless)
        except OSError as error:
            os.write(write, _explain(error).encode())
        finally:
            os._exit(0)
    os.close(write)
    with open(read) as file:
        reason = file.read()
    os.waitpid(pid, 0)
    return reason


def _become_first(rootless: bool) -> None:
    if rootless:
        syscalls.new_user_namespace(0)
    syscalls.unshare(syscalls.CLONE_NEWPID, "process")
    pid = os.fork()
    if pid:
        os._exit(abs(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
    syscalls.die_with_parent()
    syscalls.unshare(syscalls.CLONE_NEWNS, "mount")
    syscalls.mount("none", "/", flags=syscalls.MS_REC | syscalls.MS_SLAVE)
    syscalls.mount("proc", "/proc", "proc")


def fork(apart: bool) -> int:
    """Fork, into a process namespace of its own if ``apart``, and return as ``os.fork``."""
    if not apart:
        return os.fork()
    here = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    syscalls.unshare(syscalls.CLONE_NEWPID, "process")
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid:  # entering it after the fork would cost another fork
            syscalls.setns(here, syscalls.CLONE_NEWPID)
        os.close(here)
    return pid


def separate(
    place: Place, root: str, user: int, limits: Limits, disk_mib: int, skip: Collection[str]
) -> dict[str, str]:
    """Leave the machine's namespaces and files; return the layers that failed and why."""

    def network() -> None:
        syscalls.unshare(syscalls.CLONE_NEWNET, "network")
        syscalls.raise_loopback()

    def processes() -> None:
        if place.reason:
            raise OSError(place.reason)
        syscalls.unshare(syscalls.CLONE_NEWIPC, "IPC")

    def files() -> None:
        syscalls.unshare(syscalls.CLONE_NEWNS | syscalls.CLONE_NEWUTS, "mount")
        socket.sethostname("room")
        newroot.enter(root, place.shown, user=user, disk_mib=disk_mib, memory_mib=limits.memory_mib)

    return _attempt({"network": network, "processes": processes, "files": files}, skip)


def give_up(place: Place, user: int, limits: Limits, skip: Collection[str]) -> dict[str, str]:
    """Give up all powers for good; return the layers that failed and why."""
    change_user = _own_user if place.rootless else _other_user

    def count_processes() -> None:
        if place.rootless and _kernel() < _COUNTED_BY_NAMESPACE:
            raise OSError("counting a room's processes as an ordinary user needs Linux 5.14")
        limit(resource.RLIMIT_NPROC, limits.processes)

    first = {} if place.rootless else {"capabilities": syscalls.drop_bounding_set}
    missing = _attempt({**first, "user": lambda: change_user(user)}, skip)
    skip = {*skip, *missing}
    rest: dict[str, Callable[[], None]] = {
        "limits": count_processes,
        "capabilities": _no_capabilities if place.rootless else syscalls.drop_capabilities,
        "privileges": syscalls.forbid_new_privileges,
        "system calls": seccomp.apply,
    }
    if "user" in skip:  # the limit counts per user, and not for root
        rest.pop("limits")
    missing |= _attempt(rest, skip)
    syscalls.die_with_parent()
    syscalls.stay_readable()
    return missing


def limit_self(limits: Limits) -> None:
    """Set the limits that a process can set itself without any sandbox."""
    with open("/proc/self/status") as file:
        data = next(int(line.split()[1]) for line in file if line.startswith("VmData:"))
    # A single process that asks for too much gets a MemoryError, and can go on.
    limit(resource.RLIMIT_DATA, data * 1024 + limits.memory_mib * _MIB)
    limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    limit(resource.RLIMIT_FSIZE, limits.file_mib * _MIB)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 1024)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # too big a file is an OSError, not the end


def limit(kind: int, value: int) -> None:
    """Limit this process, unless it is limited to less already."""
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _attempt(steps: dict[str, Callable[[], None]], skip: Collection[str]) -> dict[str, str]:
    missing = {}
    for layer, step in steps.items():
        if layer not in skip:
            try:
                step()
            except OSError as error:
                missing[layer] = _explain(error)
    return missing


def _other_user(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _own_user(user: int) -> None:
    syscalls.new_user_namespace(user)  # so that limits count this room alone


def _no_capabilities() -> None:
    syscalls.drop_bounding_set()
    syscalls.drop_capabilities()


def _kernel() -> tuple[int, ...]:
    return tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2])


def _explain(error: OSError) -> str:
    return error.strerror or str(error)
