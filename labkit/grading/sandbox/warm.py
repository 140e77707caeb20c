"""Rooms: processes forked from a warm one, apart from the machine, limited, killed as a whole."""

import contextlib
import itertools
import json
import os
import secrets
import select
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from labkit.grading.limits import Limits
from labkit.grading.sandbox import layers as sandbox
from labkit.grading.sandbox import parcel
from labkit.grading.sandbox.launch import first_answer, say, start_zygote
from labkit.grading.sandbox.measure import measured
from labkit.grading.sandbox.room import Exit, Room, remove
from labkit.teaching.course import CourseError

__all__ = ["Exit", "Room", "Warm"]

_POLL_SECONDS = 0.1
_MOST = 1 << 16  # bytes of one datagram
_ISOLATIONS = ("full", "partial", "none")
_LOST = "The process that rooms are forked from is gone; run the command again."


class Warm:
    """A process that imports ``modules`` and then forks rooms; close it, or use ``with``.

    It starts to import at once, and can fork when it is :meth:`ready`. ``isolation`` is ``"full"``,
    ``"partial"`` (use the layers that this machine has) or ``"none"``. ``layers`` says for each
    layer of :data:`labkit.grading.sandbox.LAYERS` why it does not hold, or ``""``, as measured by
    a room that tries. ``missing`` maps modules that could not be imported to the reason.
    ``ended`` says that it can fork no more rooms, because it was closed or has died. Threads may
    share it.

    Raises :class:`CourseError` on a system other than Linux.
    """

    def __init__(self, modules: Sequence[str], *, isolation: str = "full") -> None:
        """Start the process, and do not wait for it."""
        if isolation not in _ISOLATIONS:
            raise CourseError(f"isolation {isolation!r} is not one of {', '.join(_ISOLATIONS)}.")
        if not sys.platform.startswith("linux"):
            raise CourseError(
                f"Warm rooms need Linux; this is {sys.platform}. Grade with cold kernels, or on "
                "a Linux machine, a virtual one or WSL."
            )
        self.layers = dict.fromkeys(sandbox.LAYERS, "no isolation was asked for")
        self.missing: dict[str, str] = {}
        self._isolation, self._isolated = isolation, isolation != "none"
        self._rooms: dict[int, Room] = {}
        # Not from 1: where two such processes are root, rooms of one number share a user.
        self._numbers = itertools.count(secrets.randbelow(1 << 16))
        self.ended = self._closing = self._ready = False
        self._thread = threading.Thread(target=self._supervise, daemon=True)
        with contextlib.ExitStack() as stack:
            self._folder = tempfile.mkdtemp(prefix="labkit-warm-")
            stack.callback(remove, self._folder)
            os.mkdir(os.path.join(self._folder, "root"))
            self._stderr = stack.enter_context(tempfile.TemporaryFile())
            self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            stack.enter_context(self._connection)
            with theirs:
                self._zygote = start_zygote(theirs, self._stderr)
            stack.callback(self._stop)
            say(self._connection, {"isolated": self._isolated, "modules": list(modules)})
            self._stack = stack.pop_all()

    def __enter__(self) -> "Warm":
        """Return itself when it is ready."""
        if not self._ready:
            self.ready()
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def ready(self, modules: Sequence[str] = ()) -> None:
        """Wait until it has imported these modules too, and measure the layers; call it once.

        Raises :class:`CourseError`, and closes it, for modules that start threads, and for layers
        that do not hold under ``"full"``.
        """
        try:
            self._warm_up(modules)
            if self._isolated:
                self.layers = measured(self._fork, self._folder)
                if self.layers["limits"]:  # perhaps it was another's room of the same user
                    self.layers = measured(self._fork, self._folder)
            lacking = _listed({layer: why for layer, why in self.layers.items() if why})
            if self._isolation == "full" and lacking:
                raise CourseError(
                    f"This machine cannot keep submissions apart from itself: {lacking}. Grade on "
                    "another one, or pass `--isolation partial` to go on with the layers that "
                    "hold, or `--isolation none`."
                )
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Kill all rooms and end the warm process."""
        self._stack.close()

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

        Raises :class:`CourseError` for a file name that leads out of the folder, and if the room
        could not be set up.
        """
        for name in files or {}:
            try:
                parcel.check_name(name)
            except ValueError as error:
                raise CourseError(str(error)) from None
        request = {"entry": entry, "arguments": arguments, "sandboxed": sandboxed}
        skip = [layer for layer, why in self.layers.items() if why]
        room, failed = self._fork(request, channels, files or {}, limits or Limits(), skip)
        if failed:
            room.kill()
            raise CourseError(f"A room could not be kept apart: {_listed(failed)}.")
        return room

    def _fork(
        self,
        request: dict[str, Any],
        channels: Sequence[socket.socket],
        files: Mapping[str, bytes],
        limits: Limits,
        skip: Sequence[str],
    ) -> tuple[Room, dict[str, str]]:
        """Return a room without the layers ``skip``, and the layers that failed besides."""
        number = next(self._numbers)
        sandboxed = request["sandboxed"] and self._isolated
        own_root = sandboxed and "files" not in skip
        request |= {
            "room": number,
            "limits": limits._asdict(),
            "sandboxed": sandboxed,
            "skip": skip,
            "folder": None if own_root else tempfile.mkdtemp(prefix="labkit-room-"),
            "root": os.path.join(self._folder, "root"),
        }
        wish = {"room": number, "apart": sandboxed and "processes" not in skip}
        self._rooms[number] = room = Room(limits, request["folder"])
        try:
            report = self._order(wish, request, files, channels)
        except BaseException:
            self._rooms.pop(number, room).finished(1, 0.0)
            raise
        room.wait_until_started()
        if "error" in report:
            room.kill()
            raise CourseError(f"A room could not be set up: {report['error']}.")
        room.ready(report["fresh_mib"])
        return room, report["missing"]

    def _order(
        self,
        wish: dict[str, Any],
        request: dict[str, Any],
        files: Mapping[str, bytes],
        channels: Sequence[socket.socket],
    ) -> dict[str, Any]:
        """Send the order to fork a room; return what the room says when it is set up."""
        with contextlib.ExitStack() as stack:
            packed = parcel.pack(request, files)
            stack.callback(os.close, packed)
            read, write = os.pipe()
            answer = stack.enter_context(open(read, "rb"))
            with open(write, "wb"):
                fds = [packed, write, *(channel.fileno() for channel in channels)]
                try:
                    socket.send_fds(self._connection, [json.dumps(wish).encode()], fds)
                except OSError:
                    raise CourseError(_LOST) from None
            return json.loads(answer.read() or b'{"error": "it ended at once"}')

    def _stop(self) -> None:
        self._closing = True
        with contextlib.suppress(OSError):  # it has ended already
            self._connection.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join()
        if not self._ready:  # it is still importing, and would not notice
            self._zygote.kill()
        self._zygote.wait()

    def _warm_up(self, modules: Sequence[str]) -> None:
        say(self._connection, {"modules": list(modules)})
        self.missing = first_answer(self._zygote, self._connection, self._stderr)["missing"]
        self._ready = True
        self._thread.start()

    def _supervise(self) -> None:
        try:
            while self._listen(_POLL_SECONDS if self._rooms else None):
                for room in list(self._rooms.values()):
                    room.watch()
        finally:
            self.ended = True  # before anybody is told that a room was lost
            for number in list(self._rooms):
                blame = "killed" if self._closing else "lost"
                self._rooms.pop(number).finished(-signal.SIGKILL, 0.0, blame)

    def _listen(self, timeout: float | None) -> bool:
        """Take what the zygote says within ``timeout``; return whether it is still there."""
        if not select.select([self._connection], [], [], timeout)[0]:
            return True
        try:
            message, fds, _, _ = socket.recv_fds(self._connection, _MOST, 1)
        except OSError:
            return False
        if message:
            self._take(json.loads(message), fds)
        return bool(message)

    def _take(self, said: dict[str, Any], fds: list[int]) -> None:
        number = said["room"]
        if fds:
            self._rooms[number].started(fds[0])
        else:
            self._rooms.pop(number).finished(said["code"], said["cpu_seconds"], said["blame"])


def _listed(layers: Mapping[str, str]) -> str:
    return "; ".join(f"{layer} ({why})" for layer, why in layers.items())
