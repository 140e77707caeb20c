"""The one warm process of a user and an environment: find it, start it, ask it for a kernel."""

import contextlib
import fcntl
import hashlib
import json
import os
import resource
import select
import signal
import socket
import stat
import struct
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_START_SECONDS = 60.0
_ANSWER_SECONDS = 10.0
_LAST_WORDS_SECONDS = 1.0
# Variables that Python and libraries read once, when they are imported.
_READ_ONCE = ("PYTHON", "LD_", "LC_", "LANG", "HOME", "XDG_CONFIG", "XDG_CACHE", "TMPDIR", "MPL")
_READ_ONCE += (
    "OMP_",
    "OPENBLAS_",
    "MKL_",
    "GOMP_",
    "KMP_",
    "NUMPY",
    "NPY",
    "TORCH",
    "PYTORCH",
    "CUDA",
)


class NoKernelError(Exception):
    """There is no warm process to ask, and why."""


class RefusedError(Exception):
    """A warm kernel would not behave as a cold one, and why."""


class Warmth(NamedTuple):
    """What a warm process is started with: how to run Python, and what to import."""

    python: tuple[str, ...]
    modules: tuple[str, ...]
    idle_seconds: float


class WarmKernel:
    """A kernel that the warm process forked, with the part of ``subprocess.Popen`` that is used.

    The warm process tells the exit code; if it has gone before the kernel, the code is 1.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int, handle: int) -> None:
        """Take over the connection to the warm process and the handle of the kernel's."""
        self.pid, self.returncode = pid, None
        self._connection, self._handle = connection, handle

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal, or None while the kernel lives."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; return the exit code, or raise ``subprocess.TimeoutExpired``."""
        code = self._wait(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"kernel {self.pid}", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel alone, if it lives."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)

    def _wait(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._handle], [], [], timeout)[0]:
            self._connection.settimeout(_LAST_WORDS_SECONDS)
            last = b""
            with contextlib.suppress(OSError):
                last = self._connection.recv(1 << 10)
            self.returncode = json.loads(last)["code"] if last else 1
            self._connection.close()
            os.close(self._handle)
        return self.returncode


def kernel(
    warmth: Warmth, arguments: Sequence[str], env: Mapping[str, str], cwd: str, fds: Sequence[int]
) -> WarmKernel:
    """Return a new kernel with these arguments and standard streams.

    The warm process is started first if there is none. Raises :class:`NoKernelError` if that does
    not work, and :class:`RefusedError` if a file in ``cwd`` would matter to a cold kernel only.
    """
    request = json.dumps({"argv": list(arguments), "env": dict(env), "cwd": cwd}).encode()
    try:
        path = str(_folder() / f"{_key(warmth, env)}.socket")
        with contextlib.suppress(FileNotFoundError, ConnectionError):
            return _ask(path, request, fds)
        with _locked(path):
            try:
                return _ask(path, request, fds)
            except (FileNotFoundError, ConnectionRefusedError):
                _start(warmth, path, env)
                return _ask(path, request, fds)
    except (OSError, ValueError, struct.error) as error:
        raise NoKernelError(str(error) or type(error).__name__) from error


def peer(connection: socket.socket) -> int:
    """Return the process at the other end; raises ``PermissionError`` if it is another user's."""
    size = struct.calcsize("3i")
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    pid, user, _ = struct.unpack("3i", credentials)
    if user != os.geteuid():
        raise PermissionError(f"the process at the socket belongs to user {user}")
    return pid


def lock_of(path: str) -> str:
    """Return the file that is locked while a warm process starts or ends."""
    return f"{path}.lock"


def _folder() -> Path:
    """Return the user's private folder for sockets; it is made if need be."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and os.path.isdir(given):
        folder = Path(given, "labkit-warm")
    else:
        folder = Path(tempfile.gettempdir(), f"labkit-warm-{os.geteuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not a folder that is this user's alone")
    return folder


def _key(warmth: Warmth, env: Mapping[str, str]) -> str:
    """Return a name for everything that a fork takes over and cannot change afterwards."""
    limits = [
        resource.getrlimit(getattr(resource, name))
        for name in sorted(dir(resource))
        if name.startswith("RLIMIT_")
    ]
    namespaces = sorted(
        os.readlink(f"/proc/self/ns/{name}") for name in os.listdir("/proc/self/ns")
    )
    with open("/proc/self/status") as file:
        umask = next(line for line in file if line.startswith("Umask"))
    installed = [os.stat(sysconfig.get_path(name)).st_mtime_ns for name in ("purelib", "platlib")]
    facts = [
        *(warmth.python, warmth.modules, limits, namespaces, umask, installed),
        *(os.getgroups(), sorted(os.sched_getaffinity(0))),
        sorted(item for item in env.items() if item[0].startswith(_READ_ONCE)),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def _ask(path: str, request: bytes, fds: Sequence[int]) -> WarmKernel:
    with contextlib.ExitStack() as stack:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        stack.callback(connection.close)
        connection.settimeout(_ANSWER_SECONDS)
        connection.connect(path)
        peer(connection)
        with open(os.memfd_create("request"), "w+b") as file:
            file.write(request)
            file.flush()
            socket.send_fds(connection, [b"?"], [file.fileno(), *fds])
        message, handles, _, _ = socket.recv_fds(connection, 1 << 10, 1)
        if not message:
            raise ConnectionResetError("the warm process hung up")
        answer: dict[str, Any] = json.loads(message)
        if "refused" in answer:
            raise RefusedError(answer["refused"])
        if not handles:
            raise OSError(f"the kernel ended at once with code {answer['code']}")
        stack.pop_all()
        return WarmKernel(connection, answer["pid"], handles[0])


@contextlib.contextmanager
def _locked(path: str) -> Iterator[None]:
    """Hold the lock; others may start or end the warm process of this path meanwhile."""
    deadline = time.monotonic() + 2 * _START_SECONDS
    while True:
        with open(lock_of(path), "w") as lock:
            if _lock(lock.fileno(), lock.name):
                yield
                return
        if time.monotonic() > deadline:
            raise TimeoutError(f"another process holds {lock.name} for too long")
        time.sleep(0.02)


def _lock(descriptor: int, name: str) -> bool:
    """Lock a file if nobody else has, and if it is not the file of one that has just ended."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), os.stat(name))
    except (BlockingIOError, FileNotFoundError):
        return False


def _start(warmth: Warmth, path: str, env: Mapping[str, str]) -> None:
    """Start the warm process and wait until it listens."""
    wish = {"socket": path, "modules": warmth.modules, "idle_seconds": warmth.idle_seconds}
    read, write = os.pipe()
    with tempfile.TemporaryFile() as errors, open(read, "rb") as status:
        with open(write, "wb") as theirs:
            starter = subprocess.Popen(
                [*warmth.python, "-m", "labkit.grading.kernels.server", json.dumps(wish)],
                cwd="/",
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=theirs,
                stderr=errors,
                start_new_session=True,
            )
        ready = select.select([status], [], [], _START_SECONDS)[0] and status.read()
        if ready:
            starter.wait()  # it leaves a child that is nobody's
        else:
            os.killpg(starter.pid, signal.SIGKILL)
            starter.wait()
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().split("\n")[-1]
            raise OSError(f"the warm process did not start: {last or 'it takes too long'}")
