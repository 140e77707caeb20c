"""What a room finds when it tries to get out: each layer is measured, not assumed."""

import contextlib
import errno
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

import labkit
from labkit.grading.limits import Limits

LIMITS = Limits(processes=8, file_mib=1, disk_mib=2)
_MIB = 1 << 20


def measure(channel: socket.socket, wish: dict[str, Any]) -> None:
    """Send, for each layer, "" or what got through."""
    tests: dict[str, Callable[[], str]] = {
        "files": lambda: _files(wish["unseen"]),
        "network": lambda: _network(wish["port"]),
        "processes": _processes,
        "user": lambda: "it runs as root" if 0 in (*os.getresuid(), *os.getresgid()) else "",
        "capabilities": _capabilities,
        "privileges": lambda: "" if _status("NoNewPrivs") == "1" else "it could gain powers",
        "system calls": _system_calls,
        "limits": _limits,
    }
    found = {}
    for layer, test in tests.items():
        try:
            found[layer] = test()
        except OSError as error:
            found[layer] = f"trying failed: {error}"
    channel.sendall(json.dumps(found).encode())
    channel.shutdown(socket.SHUT_WR)
    time.sleep(wish["stay_seconds"])


def _files(unseen: list[str]) -> str:
    for path in unseen:
        if os.path.exists(path):
            return f"{path} is seen"
    for path in (sys.executable, os.__file__, labkit.__file__):
        if not os.access(path, os.R_OK):
            return f"{path}, which it needs, cannot be read"
    for folder in ("/", "/usr", "/etc", sys.prefix, os.path.dirname(labkit.__file__)):
        path = os.path.join(folder, f"labkit-probe-{os.getpid()}")
        with contextlib.suppress(OSError), open(path, "x"):
            os.unlink(path)
            return f"{folder} can be written to"
    return ""


def _network(port: int) -> str:
    with contextlib.suppress(OSError), socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        datagrams.connect(("192.0.2.1", 9))  # sends nothing, but needs a route
        return "it has a way to the network"
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return "it reaches this machine"
    return ""


def _processes() -> str:
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    return "" if seen == [str(os.getpid())] else f"it sees {len(seen)} processes"


def _capabilities() -> str:
    held = [name for name in ("Inh", "Prm", "Eff", "Bnd", "Amb") if int(_status(f"Cap{name}"), 16)]
    return f"its sets {', '.join(held)} are not empty" if held else ""


def _system_calls() -> str:
    if _status("Seccomp") != "2":
        return "no filter is set"
    with contextlib.suppress(OSError):
        os.close(os.memfd_create("probe"))
        return "a call that must be refused works"
    return ""


def _limits() -> str:
    try:
        with open("probe", "wb", buffering=0) as file:
            written = sum(file.write(bytes(_MIB)) for _ in range(LIMITS.file_mib + 1))
        return f"a file of {written} bytes can be written"
    except OSError as error:
        if error.errno not in (errno.EFBIG, errno.ENOSPC):
            raise
    children = []
    try:
        while len(children) < LIMITS.processes:
            pid = os.fork()
            if not pid:
                time.sleep(60)
                os._exit(0)
            children.append(pid)
        return f"it can start more than {LIMITS.processes} processes"
    except BlockingIOError:
        return "" if children else "it can start no process"
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _status(name: str) -> str:
    with open("/proc/self/status") as file:
        return next(line.split()[1] for line in file if line.startswith(f"{name}:"))
