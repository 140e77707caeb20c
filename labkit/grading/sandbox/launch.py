"""How the warm process is started: afresh, so that it knows nothing of the grader."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import labkit


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
