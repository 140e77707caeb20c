"""From a fork of the warm process to an ordinary Jupyter kernel, and to its end."""

import atexit
import functools
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from typing import Any, NoReturn

import ipykernel_launcher
from ipykernel import kernelapp

from labkit.grading.sandbox import child


def live(
    connection: socket.socket, request: dict[str, Any], fds: list[int], asker: int
) -> NoReturn:
    """Be the kernel that ``request`` describes, with standard streams ``fds``; never return.

    ``asker`` is a handle of the process whose end is the kernel's end too.
    """
    code = 1
    try:
        os.setsid()
        for standard, fd in enumerate(fds):
            os.dup2(fd, standard)
            os.close(fd)
        os.environ.clear()
        os.environ.update(request["env"])
        time.tzset()
        os.chdir(request["cwd"])
        child.forget()
        # Its import registers figure formats with the running shell: the shell's must be the first.
        if sys.modules.pop("matplotlib_inline.backend_inline", None):
            del sys.modules["matplotlib_inline"].backend_inline
        gc.enable()
        handle = os.pidfd_open(os.getpid())
        socket.send_fds(connection, [json.dumps({"pid": os.getpid()}).encode()], [handle])
        os.close(handle)
        connection.close()
        sys.argv = [ipykernel_launcher.__file__, *request["argv"]]
        # A cold kernel looks whether its parent is still the same; this one's is another.
        kernelapp.ParentPollerUnix = functools.partial(_poller, asker)
        parent = int(request["env"]["JPY_PARENT_PID"])
        kernelapp.IPKernelApp.launch_instance(sys.argv[1:], parent_handle=parent)
        code = 0
    except SystemExit as error:
        code = _exit_code(error)
    except BaseException:
        traceback.print_exc()
    finally:
        _finish(code)


def _poller(asker: int, parent_pid: int) -> threading.Thread:
    return threading.Thread(target=_end_with, args=(asker,), name="ParentPoller", daemon=True)


def _end_with(process: int) -> None:
    select.select([process], [], [])
    os._exit(1)


def _exit_code(error: SystemExit) -> int:
    if isinstance(error.code, int | None):
        return error.code or 0
    print(error.code, file=sys.stderr)
    return 1


def _finish(code: int) -> NoReturn:
    """End as Python does, but for emptying every module, which takes a second with torch."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        threading._shutdown()  # waits for threads that are not daemons
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    finally:
        os._exit(code & 0xFF)
