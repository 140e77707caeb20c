"""The file system that a room sees: what Python needs, read-only, and an empty /tmp."""

import os
import site
import sys
from pathlib import Path

import labkit
from labkit.grading.sandbox import syscalls
from labkit.grading.sandbox.syscalls import MS_NODEV, MS_NOEXEC, MS_NOSUID

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SETTINGS = ("ld.so.cache", "localtime", "fonts", "mime.types", "alternatives")
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_WRITTEN = {
    "passwd": "root:x:0:0::/:/bin/sh\nstudent:x:{user}:{user}::/tmp/home:/bin/sh\n",
    "group": "root:x:0:\nstudent:x:{user}:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
}
_HIDDEN = "teaching"  # of the package: for instructors


def sources() -> list[str]:
    """Return the folders and files that are shown to rooms, outer ones first.

    Of the home folder and the course folder that is the package and what Python runs from, even
    if these lie inside.
    """
    folders = [sys.prefix, sys.base_prefix, sys.exec_prefix, _package()]
    if site.getusersitepackages() in sys.path:
        folders.append(site.getusersitepackages())
    wanted = [*_SYSTEM, *(f"/etc/{name}" for name in _SETTINGS), *folders]
    wanted += [os.path.realpath(folder) for folder in folders]
    shown: list[str] = []
    for path in sorted({path.rstrip("/") for path in wanted}, key=lambda path: path.count("/")):
        if os.path.lexists(path) and not any(_inside(path, outer) for outer in shown):
            shown.append(path)
    return shown


def enter(root: str, shown: list[str], *, user: int, disk_mib: int, memory_mib: int) -> None:
    """Build the file system on the empty folder ``root`` and make it this process's.

    Needs new mount and process namespaces, in which this process may mount.
    """
    syscalls.mount("none", "/", flags=syscalls.MS_REC | syscalls.MS_PRIVATE)
    _tmpfs(root, mib=16, mode=755)
    _tmpfs(f"{root}/tmp", mib=disk_mib, mode=1777)
    for path in shown:  # some may lie below /tmp
        _show(path, root + path)
    os.makedirs(f"{root}/etc", exist_ok=True)
    for name, text in _WRITTEN.items():
        Path(root, "etc", name).write_text(text.format(user=user))
    _devices(f"{root}/dev", memory_mib)
    os.mkdir(f"{root}/proc")
    syscalls.mount("proc", f"{root}/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    syscalls.change_root(root)
    for package in {_package(), os.path.realpath(_package())}:
        if os.path.isdir(f"{package}/{_HIDDEN}"):
            _tmpfs(f"{package}/{_HIDDEN}", mib=1, mode=755)
            syscalls.make_read_only(f"{package}/{_HIDDEN}")
    syscalls.make_read_only("/", recursive=False)


def _show(path: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        Path(target).touch()
    syscalls.bind(path, target)
    syscalls.make_read_only(target)


def _devices(folder: str, memory_mib: int) -> None:
    _tmpfs(f"{folder}/shm", mib=memory_mib, mode=1777)
    os.mkdir(f"{folder}/pts")
    options = "newinstance,ptmxmode=0666,mode=620"
    syscalls.mount("devpts", f"{folder}/pts", "devpts", MS_NOSUID | MS_NOEXEC, options)
    os.symlink("pts/ptmx", f"{folder}/ptmx")
    os.symlink("/proc/self/fd", f"{folder}/fd")
    for name in _DEVICES:
        Path(folder, name).touch()
        syscalls.bind(f"/dev/{name}", f"{folder}/{name}")


def _tmpfs(folder: str, *, mib: int, mode: int) -> None:
    os.makedirs(folder, exist_ok=True)
    options = f"size={mib}m,nr_inodes=65536,mode={mode}"
    syscalls.mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, options)


def _package() -> str:
    return os.path.dirname(labkit.__file__)


def _inside(path: str, outer: str) -> bool:
    return path == outer or path.startswith(outer + "/")
