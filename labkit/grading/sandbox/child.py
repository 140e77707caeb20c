"""From a fork of the zygote to a room that runs its entry: the first lines of a room's life."""

import contextlib
import importlib
import inspect
import json
import os
import random
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from typing import Any, NoReturn

from labkit.grading.limits import Limits
from labkit.grading.sandbox import layers as sandbox
from labkit.grading.sandbox import parcel, processes, syscalls
from labkit.grading.sandbox.layers import Place


def live(parcel_fd: int, status_fd: int, channel_fds: Sequence[int], place: Place) -> NoReturn:
    """Set the room up, say so on ``status_fd``, run the entry and end the process."""
    code = 1
    try:
        _close_others({parcel_fd, status_fd, *channel_fds})
        _part_from_the_zygote()
        try:
            request, sizes = parcel.unpack(parcel_fd)
            report = _furnish(request, parcel_fd, sizes, place)
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


def _furnish(request: dict[str, Any], parcel_fd: int, sizes: dict, place: Place) -> dict[str, Any]:
    """Make the place that the entry runs in; return what the supervisor must know about it."""
    limits = Limits(**request["limits"])
    skip = set(request["skip"]) if request["sandboxed"] else set(sandbox.LAYERS)
    user = place.user(request["room"])
    disk_mib = limits.disk_mib + sum(sizes.values()) // (1 << 20) + 1
    missing = {}
    if request["sandboxed"]:
        missing = sandbox.separate(place, request["root"], user, limits, disk_mib, skip)
        _die_first()
    folder = "/tmp" if "files" not in skip | set(missing) else request["folder"]
    work, home = (os.path.join(folder, name) for name in ("work", "home"))
    for made in (work, home):
        os.mkdir(made)
    parcel.write_files(parcel_fd, sizes, work)
    if not place.rootless and "user" not in skip:
        for made in (folder, home, work) if folder != "/tmp" else (home, work):
            _own(made, user)
    os.chdir(work)
    _environment(folder, home)
    forget()
    sandbox.limit_self(limits)
    if request["sandboxed"]:
        missing |= sandbox.give_up(place, user, limits, skip)
    return {"fresh_mib": processes.used_mib(os.getpid()), "missing": missing}


def _own(folder: str, user: int) -> None:
    os.chown(folder, user, user)
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(os.path.join(place, name), user, user)


def _die_first() -> None:
    """Be the one that Linux kills when the machine's memory is used up."""
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


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
    os.setsid()
    syscalls.die_with_parent()
    syscalls.adopt_orphans()


def _environment(folder: str, home: str) -> None:
    for name in ("HOME", "MPLCONFIGDIR", "IPYTHONDIR"):
        os.environ[name] = home
    os.environ["TMPDIR"] = folder


def forget() -> None:
    """Undo what importing and forking fixed for all rooms alike."""
    tempfile.tempdir = None
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(None)
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.seed()
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
