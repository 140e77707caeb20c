"""Rooms: processes forked from a warm one, that are limited and can be killed with all they start."""

import contextlib
import itertools
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import labkit
from labkit.grading import memory, parcel
from labkit.grading.limits import Limits
from labkit.teaching.course import CourseError

_POLL_SECONDS = 0.1
_ISOLATIONS = ("full", "partial", "none")


class Exit(NamedTuple):
    """How a room ended: its exit code (minus the signal's number), what it used, and why.

    ``reason`` is empty for a room that ended by itself, else ``"memory"``, ``"cpu"``,
    ``"killed"`` (by :meth:`Room.kill`), ``"signal 11"`` or ``"lost"`` (the warm process died).
    """

    code: int
    cpu_seconds: float
    memory_mib: float
    reason: str


class Room:
    """A process that runs one entry; made by :meth:`Warm.room`."""

    def __init__(self, limits: Limits, folder: str | None) -> None:
        """Make a room that has not started."""
        self.pid = 0
        self._limits = limits
        self._folder = folder
        self._handle: int | None = None
        self._lock = threading.Lock()
        self._known = threading.Event()
        self._gone = threading.Event()
        self._exit: Exit | None = None
        self._blame = ""
        self._fresh_mib: float | None = None  # known when the room is ready
        self._peak_mib = 0.0

    @property
    def ended(self) -> bool:
        """Whether the room's main process, and with it all others, is gone."""
        return self._gone.is_set()

    def interrupt(self) -> None:
        """Send the room's main process what Ctrl-C sends; nothing if it has ended."""
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        """Kill the room and all it has started; return when they are gone."""
        self._kill("killed")
        self._gone.wait()

    def wait(self, timeout: float | None = None) -> Exit | None:
        """Return how the room ended, or None if it has not after ``timeout`` seconds."""
        self._gone.wait(timeout)
        return self._exit

    def _kill(self, blame: str) -> None:
        with self._lock:
            self._blame = self._blame or blame
        if not self.ended:
            memory.kill_descendants(self.pid)
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with self._lock:
            if self._handle is not None:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._handle, number)

    def _watch(self) -> None:
        """Measure, and kill the room if it has taken more memory than it may."""
        if self._fresh_mib is None:
            return
        used = memory.used_mib(self.pid) - self._fresh_mib
        if used > self._limits.memory_mib:
            used = memory.used_mib(self.pid, shared_once=True) - self._fresh_mib
        self._peak_mib = max(self._peak_mib, used)
        if used > self._limits.memory_mib:
            self._kill("memory")

    def _start(self, handle: int) -> None:
        self._handle = handle
        self.pid = memory.pid_of(handle)
        self._known.set()

    def _finish(self, code: int, cpu_seconds: float, blame: str = "") -> None:
        with self._lock:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None
        if self._folder:
            _remove(self._folder)
        reason = self._blame or blame
        if not reason and code < 0:
            out_of_time = cpu_seconds >= self._limits.cpu_seconds
            by_limit = -code in (signal.SIGKILL, signal.SIGXCPU) and out_of_time
            reason = "cpu" if by_limit else f"signal {-code}"
        self._exit = Exit(code, cpu_seconds, self._peak_mib, reason)
        self._known.set()
        self._gone.set()


class Warm:
    """A process that has imported ``modules`` and forks rooms; close it, or use ``with``.

    ``isolation`` is ``"full"``, ``"partial"`` (use the layers that this machine has) or
    ``"none"``. ``missing`` maps modules that could not be imported to the reason. Raises
    :class:`CourseError` on a system other than Linux.
    """

    def __init__(self, modules: Sequence[str], *, isolation: str = "full") -> None:
        """Start the process and wait until it has imported ``modules``."""
        if isolation not in _ISOLATIONS:
            raise CourseError(f"isolation {isolation!r} is not one of {', '.join(_ISOLATIONS)}.")
        if not sys.platform.startswith("linux"):
            raise CourseError(
                f"Warm rooms need Linux; this is {sys.platform}. Grade with cold kernels, or on "
                "a Linux machine, a virtual one or WSL."
            )
        self.layers: dict[str, str] = {}
        self.isolation = isolation
        self._rooms: dict[int, Room] = {}
        self._numbers = itertools.count(1)
        self._closing = False
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  (closed by close)
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._zygote = _start_zygote(theirs, self._stderr)
        self._thread = threading.Thread(target=self._supervise, daemon=True)
        try:
            self.missing = self._warm_up(modules)
        except BaseException:
            self.close()
            raise
        self._thread.start()

    def __enter__(self) -> "Warm":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def room(
        self,
        entry: str,
        channels: Sequence[socket.socket] = (),
        *,
        files: Mapping[str, bytes] | None = None,
        limits: Limits | None = None,
        sandboxed: bool = True,
        arguments: Any = None,
    ) -> Room:
        """Fork a room that calls ``module:function`` with the channels, then ``arguments`` if any.

        The function runs in a working folder of its own that holds ``files`` (relative path to
        content), with standard streams at /dev/null. The process ends when it returns (code 0)
        or raises (code 1). Sockets in ``channels`` stay open here too: close them.

        Raises :class:`CourseError` for a file name that leads out of the folder, or if the room
        could not be set up.
        """
        limits = limits or Limits()
        folder = tempfile.mkdtemp(prefix="labkit-room-")
        room = Room(limits, folder)
        number = next(self._numbers)
        request = {
            "entry": entry,
            "arguments": arguments,
            "limits": limits._asdict(),
            "folder": folder,
        }
        read, write = os.pipe()
        try:
            with contextlib.ExitStack() as stack:
                stack.callback(os.close, write)
                packed = parcel.pack(request, files or {})
                stack.callback(os.close, packed)
                self._rooms[number] = room
                wish = json.dumps({"room": number, "uid": 0}).encode()
                fds = [packed, write, *(channel.fileno() for channel in channels)]
                try:
                    socket.send_fds(self._connection, [wish], fds)
                except OSError as error:
                    raise CourseError(
                        f"The warm process is gone ({error}): start it anew."
                    ) from None
            with open(read, "rb", closefd=False) as file:
                report = json.loads(file.read() or b'{"error": "it ended at once"}')
        except BaseException:
            self._rooms.pop(number, None)
            _remove(folder)
            raise
        finally:
            os.close(read)
        room._known.wait()
        if "error" in report:
            room.kill()
            raise CourseError(f"A room could not be set up: {report['error']}.")
        room._fresh_mib = report["fresh_mib"]
        return room

    def close(self) -> None:
        """Kill all rooms and end the warm process."""
        self._closing = True
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join()
        self._zygote.wait()
        self._connection.close()
        self._stderr.close()

    def _warm_up(self, modules: Sequence[str]) -> dict[str, str]:
        self._connection.send(json.dumps({"modules": list(modules)}).encode())
        answer = self._connection.recv(1 << 16)
        if not answer:
            self._zygote.wait()
            self._stderr.seek(0)
            last = self._stderr.read().decode(errors="replace").strip().split("\n")[-1]
            raise CourseError(f"The process that grades did not start: {last}")
        said = json.loads(answer)
        if said["threads"] != 1:
            raise CourseError(
                f"Importing {', '.join(modules)} started {said['threads'] - 1} threads; rooms "
                "forked from them would hang. Import the module that does so in the notebook only."
            )
        return said["missing"]

    def _supervise(self) -> None:
        while True:
            if select.select([self._connection], [], [], _POLL_SECONDS if self._rooms else None)[0]:
                try:
                    message, fds, _, _ = socket.recv_fds(self._connection, 1 << 16, 1)
                except OSError:
                    message, fds = b"", []
                if not message:
                    break
                self._take(json.loads(message), fds)
            for room in list(self._rooms.values()):
                if not room.ended:
                    room._watch()
        for room in list(self._rooms.values()):
            room._finish(-signal.SIGKILL, 0.0, "killed" if self._closing else "lost")
        self._rooms.clear()

    def _take(self, said: dict[str, Any], fds: list[int]) -> None:
        number = said["room"]
        if fds:
            self._rooms[number]._start(fds[0])
        elif "failed" in said:
            self._rooms.pop(number)._finish(1, 0.0, said["failed"])
        else:
            self._rooms.pop(number)._finish(said["code"], said["cpu_seconds"])


def _start_zygote(connection: socket.socket, stderr: Any) -> subprocess.Popen:
    fd = connection.fileno()
    return subprocess.Popen(
        [sys.executable, "-m", "labkit.grading.zygote", str(fd)],
        pass_fds=[fd],
        cwd="/",
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Return all that the warm process may know about this one."""
    home = str(Path(labkit.__file__).parents[1])
    return {
        "PATH": f"{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin",
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "HOME": "/tmp",
        "PYTHONPATH": home,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # More threads than cores are slow, and a thread in the warm process is deadly.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def _remove(folder: str) -> None:
    for place, _, _ in os.walk(folder):
        with contextlib.suppress(OSError):
            os.chmod(place, 0o700)
    shutil.rmtree(folder, ignore_errors=True)
