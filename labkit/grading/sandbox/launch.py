"""How the warm process is started: afresh, so that it knows nothing of the grader."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import labkit
from labkit.teaching.course import CourseError

_MOST = 1 << 16  # bytes of one datagram


def start_zygote(connection: socket.socket, stderr: Any) -> subprocess.Popen:
    """Start the process that rooms are forked from, with its end of the connection."""
    fd = connection.fileno()
    return subprocess.Popen(
        [sys.executable, "-m", "labkit.grading.sandbox.zygote", str(fd)],
        pass_fds=[fd],
        cwd="/",
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def say(connection: socket.socket, message: dict[str, Any]) -> None:
    """Send the warm process a message; that it has ended is seen where it answers."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.send(json.dumps(message).encode())


def first_answer(
    zygote: subprocess.Popen, connection: socket.socket, stderr: IO[bytes]
) -> dict[str, Any]:
    """Wait until the warm process has imported everything; return what it says then.

    Raises :class:`CourseError` if it has ended, or modules have started threads.
    """
    answer = b""
    with contextlib.suppress(ConnectionResetError):  # it has ended without reading our words
        answer = connection.recv(_MOST)
    if not answer:
        zygote.wait()
        stderr.seek(0)
        last = stderr.read().decode(errors="replace").strip().split("\n")[-1]
        raise CourseError(f"The process that rooms are forked from did not start: {last}")
    said = json.loads(answer)
    if said["threads"] != 1:
        raise CourseError(
            f"Importing {', '.join(said['modules'])} started {said['threads'] - 1} threads, "
            "and rooms forked from such a process hang: import what starts them in the "
            "notebook only."
        )
    return said


def _environment() -> dict[str, str]:
    """Return all that the warm process may know about this one."""
    kept = {name: os.environ[name] for name in ("LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        "LANG": "C.UTF-8",
        **kept,
        "PATH": f"{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "PYTHONPATH": str(Path(labkit.__file__).parents[1]),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # More threads than cores are slow, and a thread in the warm process is deadly.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
