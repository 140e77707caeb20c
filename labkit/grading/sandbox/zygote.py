"""A process that has imported everything and forks a room at each request.

It is started by :class:`~labkit.grading.sandbox.warm.Warm` as a fresh process, so nothing of the
grader's memory is in it, and it never reads what a room is asked to do. It must have one thread
when it forks: locks that another thread holds, such as those of OpenMP, stay locked in the fork for
ever.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import warnings
from collections.abc import Iterable
from typing import Any

from labkit.grading.sandbox import child
from labkit.grading.sandbox import layers as sandbox
from labkit.grading.sandbox.layers import Place

_MOST = 1 << 16  # bytes of one datagram
_MOST_DESCRIPTORS = 64


def main() -> None:
    """Serve the supervisor at the descriptor given as the only argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = socket.socket(fileno=int(sys.argv[1]))
    connection.set_inheritable(False)
    wish = json.loads(connection.recv(_MOST))
    place = sandbox.own_processes() if wish["isolated"] else sandbox.NOWHERE
    modules = ["labkit", *wish["modules"]]
    missing = warm_up(modules)
    more = connection.recv(_MOST)  # what else to import may be known by now only
    if not more:
        return
    modules += json.loads(more)["modules"]
    missing |= warm_up(modules)
    if "labkit.grading.rooms.shell" in sys.modules:
        sys.modules["labkit.grading.rooms.shell"].make_shell()
        gc.freeze()
    threads = len(os.listdir("/proc/self/task"))
    _send(connection, {"missing": missing, "threads": threads, "modules": modules[1:]})
    _serve(connection, place)


def warm_up(modules: Iterable[str]) -> dict[str, str]:
    """Import the modules and what they import late; return why some could not be imported.

    No collector looks through what there is afterwards: while importing, that would take a quarter
    of the time, and in a fork copy every page.
    """
    gc.disable()
    sys.path[:] = [path for path in sys.path if path not in ("", "/")]  # left there by -m
    missing = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in modules:
            try:
                importlib.import_module(name)
            except Exception as error:  # a broken optional package must not stop the course
                missing[name] = f"{type(error).__name__}: {error}"
        if "matplotlib" in sys.modules:
            importlib.import_module("matplotlib.pyplot")
        if "torch" in sys.modules:
            _use_torch()
    gc.freeze()
    return missing


def _use_torch() -> None:
    """Do for the first time, on tiny tensors, what most labs do: that takes longest.

    The first step of an optimizer imports some 800 modules, as do other first uses, such as
    convolutions of tensors without numbers. No gradient is computed, which may start threads.
    """
    torch = sys.modules["torch"]
    weight = torch.nn.Parameter(torch.zeros(1, 1, 2, 2))
    for optimizer in (torch.optim.SGD([weight], lr=0.1), torch.optim.Adam([weight])):
        weight.grad = torch.ones_like(weight)
        optimizer.step()
    if torch.get_num_threads() > 1:  # the rest would start the others
        return
    generator = torch.Generator()
    images = torch.randn(2, 1, 4, 4, generator=generator)
    for dilation in (1, 2):  # by two ways
        torch.nn.functional.conv2d(images, weight, dilation=dilation)
    torch.nn.functional.unfold(images, 2)
    torch.isclose(images, images)
    torch.randint(9, (2,), generator=generator)


def _serve(connection: socket.socket, place: Place) -> None:
    read, write = os.pipe()
    for fd in (read, write):
        os.set_blocking(fd, False)
    signal.set_wakeup_fd(write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    selector = selectors.DefaultSelector()
    selector.register(connection, selectors.EVENT_READ)
    selector.register(read, selectors.EVENT_READ)
    rooms: dict[int, Any] = {}  # process id -> the supervisor's name for the room
    while True:
        for key, _ in selector.select():
            if key.fileobj is connection:
                message, fds, _, _ = socket.recv_fds(connection, _MOST, _MOST_DESCRIPTORS)
                if not message:
                    _kill(rooms)
                    return
                wish = json.loads(message)
                pid = _fork(connection, selector, wish, fds, place)
                if pid:
                    rooms[pid] = wish["room"]
            else:
                os.read(read, 4096)
                _reap(connection, rooms)


def _fork(
    connection: socket.socket,
    selector: selectors.BaseSelector,
    wish: dict[str, Any],
    fds: list[int],
    place: Place,
) -> int:
    """Fork a room and tell the supervisor; return its process id, or 0 if there is none."""
    try:
        pid = sandbox.fork(wish["apart"])
    except OSError as error:
        _report(connection, wish["room"], 1, 0.0, f"no process: {error}")
        pid = -1
    if pid == 0:
        signal.set_wakeup_fd(-1)
        selector.close()
        connection.close()
        gc.enable()
        child.live(*fds[:2], fds[2:], place)
    for fd in fds:
        os.close(fd)
    if pid > 0:
        handle = os.pidfd_open(pid)
        socket.send_fds(connection, [json.dumps({"room": wish["room"]}).encode()], [handle])
        os.close(handle)
    return max(pid, 0)


def _reap(connection: socket.socket, rooms: dict[int, Any]) -> None:
    ended = False
    while True:
        try:
            pid, status, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if not pid:
            break
        if pid in rooms:
            ended = True
            seconds = used.ru_utime + used.ru_stime
            code = os.waitstatus_to_exitcode(status)
            _report(connection, rooms.pop(pid), code, seconds)
    if ended:
        _kill_strays(rooms)


def _kill_strays(rooms: dict[int, Any]) -> None:
    """Kill what a room without a process namespace of its own has left behind."""
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        _kill(set(map(int, file.read().split())) - set(rooms))


def _kill(pids: Iterable[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _report(connection: socket.socket, room: int, code: int, seconds: float, blame: str = ""):
    _send(connection, {"room": room, "code": code, "cpu_seconds": seconds, "blame": blame})


def _send(connection: socket.socket, message: dict[str, Any]) -> None:
    connection.send(json.dumps(message).encode())


if __name__ == "__main__":
    main()
