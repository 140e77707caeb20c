"""The process that has imported everything and forks ordinary Jupyter kernels at request.

:mod:`~labkit.grading.kernels.keeper` starts it as a program of its own and talks to it. A kernel
forked here is what ``python -m ipykernel_launcher`` would be, only sooner: no sandbox, the same
user, and the asker's environment, folder and standard streams. It ends when the asker ends, and
outlives this process. This process ends when it had no kernel for a while.
"""

import contextlib
import fcntl
import json
import os
import select
import selectors
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from labkit.grading.kernels import keeper, kernel
from labkit.grading.sandbox import zygote

_ALWAYS = (  # what every kernel imports until it has run its first cell
    "ipykernel.debugger",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)
# Beside a notebook, these count before the installed ones as imported modules do.
_ALSO_FIRST = {"labkit", "ipykernel_launcher", "matplotlibrc"}
_ASKING_SECONDS = 5.0


def main() -> None:
    """Import what the argument wishes, say on standard output how that went, serve until idle."""
    wish = json.loads(sys.argv[1])
    status = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    if os.fork():
        os._exit(0)  # so that this is nobody's child, and nobody need wait for it
    first = set(sys.modules)
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    # Else torch looks for a GPU by starting CUDA, which works in no fork afterwards.
    os.environ.setdefault("PYTORCH_NVML_BASED_CUDA_CHECK", "1")
    env = dict(os.environ)
    zygote.warm_up([*_ALWAYS, *wish["modules"]])
    set_by_imports = {name: value for name, value in os.environ.items() if name not in env}
    _end_threads()
    obstacle = _obstacle()
    if obstacle:
        sys.exit(f"importing {', '.join(wish['modules'])} {obstacle}")
    with _listen(wish["socket"]) as listener:
        os.write(status, b"ready")
        os.close(status)
        os.dup2(null, 2)
        os.close(null)
        imported = {name.split(".")[0] for name in set(sys.modules) - first}
        names = imported | _ALSO_FIRST
        _serve(listener, wish["socket"], wish["idle_seconds"], names, set_by_imports)


def _end_threads() -> None:
    """End the threads that OpenBLAS starts when imported: it does so at each fork."""
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)


def _obstacle() -> str:
    """Return what would make kernels forked from this process hang or fail, or ""."""
    threads = len(os.listdir("/proc/self/task")) - 1
    if threads:
        return f"starts {threads} thread{'s' * (threads > 1)}"
    files = [f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd")]
    if any("nvidia-uvm" in os.readlink(file) for file in files if os.path.lexists(file)):
        return "starts CUDA"
    return ""


def _listen(path: str) -> socket.socket:
    """Return a listening socket for this user alone; who started this process holds the lock."""
    Path(path).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    before = os.umask(0o177)
    listener.bind(path)
    os.umask(before)
    listener.listen(64)
    return listener


def _serve(
    listener: socket.socket,
    path: str,
    idle_seconds: float,
    names: set[str],
    set_by_imports: Mapping[str, str],
) -> None:
    own = os.stat(path).st_ino
    kernels: dict[int, tuple[int, socket.socket]] = {}  # handle -> process id, asker
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        while True:
            events = selector.select(None if kernels else idle_seconds)
            if not events and _retire(listener, path, own):
                return
            for key, _ in events:
                if key.fileobj is not listener:
                    selector.unregister(key.fd)
                    _bury(key.fd, *kernels.pop(key.fd))
                    continue
                connection = listener.accept()[0]
                asked = [asker.fileno() for _, asker in kernels.values()]
                others = [listener.fileno(), selector.fileno(), *kernels, *asked]
                pid = _answer(connection, names, set_by_imports, others)
                if pid:
                    handle = os.pidfd_open(pid)
                    kernels[handle] = pid, connection
                    selector.register(handle, selectors.EVENT_READ)
                else:
                    connection.close()


def _bury(handle: int, pid: int, connection: socket.socket) -> None:
    """Tell the asker, if it is still there, how its kernel ended."""
    os.close(handle)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with connection, contextlib.suppress(OSError):
        connection.send(json.dumps({"code": code}).encode())


def _retire(listener: socket.socket, path: str, own: int) -> bool:
    """Take the socket away, unless somebody is about to ask; return whether it is time to end."""
    with open(keeper.lock_of(path), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if select.select([listener], [], [], 0)[0]:
            return False
        with contextlib.suppress(FileNotFoundError):
            if os.stat(path).st_ino == own:
                os.unlink(path)
        os.unlink(lock.name)
    return True


def _answer(
    connection: socket.socket,
    names: set[str],
    set_by_imports: Mapping[str, str],
    others: Sequence[int],
) -> int:
    """Fork the kernel that is asked for; return its process id, or 0 if there is none."""
    fds: list[int] = []
    try:
        connection.settimeout(_ASKING_SECONDS)
        asker = os.pidfd_open(keeper.peer(connection))
        fds.append(asker)
        fds += socket.recv_fds(connection, 1, 4)[1]
        with open(fds[1], "rb", closefd=False) as file:
            file.seek(0)
            request = json.loads(file.read())
        request["env"] = {**set_by_imports, **request["env"]}
        refusal = _refusal(request["cwd"], names)
        if refusal:
            connection.send(json.dumps({"refused": refusal}).encode())
            return 0
        pid = os.fork()
        if not pid:
            for fd in (fds[1], *others):
                os.close(fd)
            kernel.live(connection, request, fds[2:], asker)
        return pid
    except (OSError, ValueError, IndexError):
        return 0  # the asker has gone, or learns it from the end of the connection
    finally:
        for fd in fds:
            os.close(fd)


def _refusal(folder: str, names: set[str]) -> str:
    """Return what in a kernel's folder would come before a module that is imported already."""
    try:
        beside = {entry.split(".")[0] for entry in os.listdir(folder)}
    except OSError as error:
        return f"{folder}: {error.strerror}"  # an ordinary start says it in its own words
    for name in sorted(beside & names):
        file = getattr(sys.modules.get(name), "__file__", None) or ""
        if Path(folder).resolve() not in Path(file).resolve().parents:
            return f"{name} lies in {folder}"
    return ""


if __name__ == "__main__":
    main()
