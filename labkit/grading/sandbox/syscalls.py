"""The few calls to Linux that Python does not offer, each raising ``OSError`` when it fails."""

import ctypes
import fcntl
import os
import socket
import struct

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE, MS_SLAVE = 1 << 12, 1 << 14, 1 << 18, 1 << 19
_MNT_DETACH = 2
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_CAPBSET_DROP = 24
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_SIOCSIFFLAGS, _IFF_UP_RUNNING = 0x8914, 0x41

_SYS_MOUNT_SETATTR = 442  # the same on every architecture
_SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def prctl(option: int, value: int | ctypes.c_void_p = 0, third: int | None = None) -> int:
    """Change something about this process."""
    arguments = [value, ctypes.c_void_p(third) if third else 0, 0, 0]
    return _check(_libc.prctl(option, *arguments), f"prctl {option}")


def unshare(namespace: int, name: str) -> None:
    """Leave a namespace for a new one; ``name`` is for the message."""
    _check(_libc.unshare(namespace), f"new {name} namespace")


def setns(descriptor: int, namespace: int) -> None:
    """Go back to a namespace."""
    _check(_libc.setns(descriptor, namespace), "setns")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount a file system."""
    arguments = (source.encode(), target.encode(), kind.encode() or None)
    data = options.encode() or None
    result = _libc.mount(*arguments, ctypes.c_ulong(flags), data)
    _check(result, f"mount {kind or source}")


def bind(source: str, target: str) -> None:
    """Show ``source``, and what is mounted below it, at ``target``."""
    mount(source, target, flags=MS_BIND | MS_REC)


class _MountAttributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user"))


def make_read_only(target: str, *, recursive: bool = True) -> None:
    """Make a mount read-only, without devices and set-user-id programs. Needs Linux 5.12."""
    wanted = _MountAttributes(MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    flags = _AT_RECURSIVE if recursive else 0
    arguments = (_AT_FDCWD, target.encode(), flags, ctypes.byref(wanted), ctypes.sizeof(wanted))
    _check(_libc.syscall(_SYS_MOUNT_SETATTR, *arguments), f"make {target} read-only")


def change_root(folder: str) -> None:
    """Make a mounted folder the root, and let go of the old one."""
    number = _SYS_PIVOT_ROOT[os.uname().machine]
    os.chdir(folder)
    _check(_libc.syscall(number, b".", b"."), "pivot_root")
    _check(_libc.umount2(b".", _MNT_DETACH), "umount the old root")
    os.chdir("/")


def raise_loopback() -> None:
    """Switch on 127.0.0.1 in a new network namespace."""
    request = struct.pack("16sh22x", b"lo", _IFF_UP_RUNNING)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def new_user_namespace(inside: int) -> None:
    """Enter a user namespace in which this user has the id ``inside``."""
    uid, gid = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER, "user")
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {uid} 1"),
        ("gid_map", f"{inside} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def drop_bounding_set() -> None:
    """Make every capability unreachable, also for programs that would give it."""
    with open("/proc/sys/kernel/cap_last_cap") as file:
        last = int(file.read())
    for capability in range(last + 1):
        prctl(_PR_CAPBSET_DROP, capability)


def drop_capabilities() -> None:
    """Give up every capability."""
    prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, bytes(24)), "capset")


def forbid_new_privileges() -> None:
    """Make set-user-id programs ordinary ones, for good."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent() -> None:
    """Be killed when the parent ends; a change of user undoes this."""
    prctl(_PR_SET_PDEATHSIG, 9)


def adopt_orphans() -> None:
    """Become the parent of descendants whose parents end."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


def stay_readable() -> None:
    """Keep /proc/self one's own after a change of user."""
    prctl(_PR_SET_DUMPABLE, 1)
