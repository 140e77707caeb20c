"""From a fork of the zygote to a room that runs its entry: the first lines of a room's life."""

import contextlib
import ctypes
import importlib
import inspect
import json
import os
import random
import resource
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from typing import Any, NoReturn

from labkit.grading import parcel

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def live(parcel_fd: int, status_fd: int, channel_fds: Sequence[int], uid: int) -> NoReturn:
    """Set the room up, say so on ``status_fd``, run the entry and end the process."""
    code = 1
    try:
        _close_others({parcel_fd, status_fd, *channel_fds})
        _part_from_the_zygote()
        request, sizes = parcel.unpack(parcel_fd)
        try:
            report = _furnish(request, parcel_fd, sizes, uid)
        except Exception as error:
            report = {"error": f"{type(error).__name__}: {error}"}
        os.close(parcel_fd)
        os.write(status_fd, json.dumps(report).encode())
        os.close(status_fd)
        if "error" not in report:
            channels = [socket.socket(fileno=fd) for fd in channel_fds]
            _run(request["entry"], channels, request["arguments"])
            code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    finally:
        os._exit(code & 0xFF)


def _furnish(request: dict[str, Any], parcel_fd: int, sizes: dict, uid: int) -> dict[str, Any]:
    """Make the place that the entry runs in; return what the supervisor must know about it."""
    folder = request["folder"]
    work = os.path.join(folder, "work")
    for name in ("work", "home"):
        os.mkdir(os.path.join(folder, name))
    _environment(folder)
    parcel.write_files(parcel_fd, sizes, work)
    os.chdir(work)
    _limit(request["limits"])
    _forget()
    return {"fresh_mib": resident_mib()}


def resident_mib() -> float:
    """Return the memory of this process that is no file's, in MiB."""
    with open("/proc/self/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return sum(int(lines[key].split()[0]) for key in ("RssAnon", "RssShmem")) / 1024


def _run(entry: str, channels: Sequence[socket.socket], arguments: Any) -> None:
    module, _, function = entry.partition(":")
    last = [] if arguments is None else [arguments]
    getattr(importlib.import_module(module), function)(*channels, *last)


def _close_others(keep: set[int]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    for fd in map(int, os.listdir("/proc/self/fd")):
        if fd > 2 and fd not in keep:
            # The descriptor of the listing itself is closed by now.
            with contextlib.suppress(OSError):
                os.close(fd)


def _part_from_the_zygote() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # too big a file is an OSError, not the end
    os.setsid()
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _environment(folder: str) -> None:
    home = os.path.join(folder, "home")
    for name in ("HOME", "MPLCONFIGDIR", "IPYTHONDIR"):
        os.environ[name] = home
    os.environ["TMPDIR"] = folder


def _limit(limits: dict[str, Any]) -> None:
    mebibyte = 1 << 20
    wanted = {
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["file_mib"] * mebibyte,
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 1024,
    }
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _forget() -> None:
    """Undo what importing and forking fixed for all rooms alike."""
    tempfile.tempdir = None
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(None)
    # Its import registers figure formats with the running shell: the shell must import it anew.
    if sys.modules.pop("matplotlib_inline.backend_inline", None):
        del sys.modules["matplotlib_inline"].backend_inline
    _remember_modules_of_frames()


def _remember_modules_of_frames() -> None:
    """Make tracebacks cheap: ``inspect.getmodule`` looks through all modules for each frame."""
    look_up = inspect.getmodule
    known: dict[tuple, Any] = {}

    def getmodule(thing, _filename=None):
        if not inspect.isframe(thing):
            return look_up(thing, _filename)
        key = (thing.f_code.co_filename, _filename, len(sys.modules))
        if key not in known:
            known[key] = look_up(thing, _filename)
        return known[key]

    inspect.getmodule = getmodule
