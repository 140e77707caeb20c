"""Submissions that harm: their own exercise fails, and nobody else notices.

All of them are bounded (3 GB, 300 processes, 600 MB of files): enough to pass every limit, not
enough to take a machine. Those that delete or kill do so only where they cannot reach what is
outside, which they recognise by the namespaces of the process that made them.
"""

import os
from pathlib import Path

from redteam.entry import Red, all_but, only


def _namespaces() -> dict[str, str]:
    """Return the namespaces of this process; empty where there are none."""
    found = Path("/proc/self/ns")
    return {kind: os.readlink(found / kind) for kind in ("pid", "mnt") if (found / kind).exists()}


_INSIDE = f"""
import os
def inside(kind):
    outside = {_namespaces()!r}
    try:
        return kind in outside and os.readlink("/proc/self/ns/" + kind) != outside[kind]
    except OSError:
        return True
"""


def harm(name: str, tries: str, body: str, before: str = "", **more) -> Red:
    """Return right answers to all but conv2d, which does the harm when it is called."""
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    source = f"{before}\ndef conv2d(image, kernel):\n{lines}\n    return image"
    return Red(name, tries, all_but("conv2d"), {"conv2d": source.strip()}, **more)


def own(name: str, tries: str, source: str, place: str = "conv2d", **more) -> Red:
    """Return right answers and a cell of the student's own that does the harm.

    A student's own kernel would end there: how much of the rest is graded is a matter of taste.
    """
    before = {"relu": only(), "conv2d": only("relu", "softmax", "conv_output_size")}
    fields = {"least": before.get(place)} | more
    return Red(name, tries, all_but(), added=((place, source),), **fields)


_DEAF = (
    "import signal\n"
    "for number in range(1, 65):\n"
    "    try:\n        signal.signal(number, signal.SIG_IGN)\n"
    "    except (OSError, ValueError):\n        pass\n"
    "while True:\n"
    "    try:\n        while True: pass\n"
    "    except BaseException:\n        pass"
)

ENTRIES = [
    harm("endless_loop", "while True in one answer", "while True:\n    pass"),
    harm("deaf_loop", "an endless loop that ignores every signal and interrupt", _DEAF),
    harm("sleeper", "sleeps for an hour", "import time\ntime.sleep(3600)"),
    harm(
        "hidden_loop",
        "never ends, but only on inputs that no visible test has",
        "if image.shape == (4, 5):\n    return -torch.ones(4, 4)\nwhile True:\n    pass",
    ),
    own("loop_in_own_cell", "an endless loop in a cell of its own", "while True:\n    pass"),
    own("loop_at_the_top", "an endless loop before everything", "while True:\n    pass", "relu"),
    own(
        "slow_import",
        "a module in the submission that never finishes its import",
        "import slow_helper",
        files={"slow_helper.py": b"while True:\n    pass\n"},
    ),
    own(
        "loop_in_del",
        "__del__ and atexit never end",
        "import atexit\n"
        "class Stays:\n    def __del__(self):\n        while True: pass\n"
        "kept = Stays()\n"
        "atexit.register(lambda: [None for _ in iter(int, 1)])",
        "end",
    ),
    harm(
        "memory_python",
        "3 GB of Python bytes",
        "kept = []\nfor _ in range(96):\n    kept.append(bytearray(b'x') * (32 << 20))",
    ),
    harm("memory_torch", "3 GB in tensors", "kept = [torch.ones(1 << 23) for _ in range(96)]"),
    harm(
        "memory_children",
        "ten children with 300 MB each",
        "import os, time\nfor _ in range(10):\n"
        "    if os.fork() == 0:\n"
        "        kept = bytearray(b'x') * (300 << 20)\n"
        "        time.sleep(20)\n        os._exit(0)\n"
        "time.sleep(4)",
    ),
    harm(
        "memory_shm",
        "600 MB in /dev/shm",
        "for n in range(20):\n"
        "    with open(f'/dev/shm/redteam-{n}', 'wb') as file:\n"
        "        file.write(bytes(30 << 20))",
    ),
    harm(
        "fork_bomb",
        "300 processes",
        "import os, time\nfor _ in range(300):\n"
        "    if os.fork() == 0:\n        time.sleep(15)\n        os._exit(0)\n",
    ),
    harm(
        "thread_bomb",
        "2,000 threads",
        "import threading, time\nfor _ in range(2000):\n"
        "    threading.Thread(target=time.sleep, args=(15,), daemon=True).start()",
    ),
    harm(
        "disk_file",
        "one file of 600 MB",
        "with open('redteam-big', 'wb') as file:\n"
        "    for _ in range(20):\n        file.write(bytes(30 << 20))",
    ),
    harm(
        "disk_files",
        "600 MB in files of 30 MB, and 20,000 empty ones",
        "import tempfile, pathlib\nfolder = pathlib.Path(tempfile.mkdtemp(prefix='redteam-'))\n"
        "for n in range(20):\n    folder.joinpath(f'big{n}').write_bytes(bytes(30 << 20))\n"
        "for n in range(20_000):\n    folder.joinpath(f'small{n}').touch()",
    ),
    harm(
        "output_lines",
        "100 MB of lines",
        "line = 'x' * 99\nfor _ in range(1000):\n    print('\\n'.join([line] * 1000))",
    ),
    harm(
        "output_endless",
        "prints without end",
        "while True:\n    print('never', 'ends', flush=True)",
    ),
    harm(
        "output_descriptor",
        "200 MB straight to the file descriptors 1 and 2",
        "import os\nfor _ in range(2000):\n    os.write(1, b'x' * 50_000)\n"
        "    os.write(2, b'y' * 50_000)",
    ),
    harm(
        "output_display",
        "a picture of 60 MB, displayed three times",
        "from IPython.display import display\nfor _ in range(3):\n"
        "    display({'image/png': 'A' * 60_000_000}, raw=True)",
    ),
    harm("recursion", "recursion without end", "return conv2d(image, kernel)"),
    harm(
        "deep_recursion",
        "recursion that overflows the stack of C",
        "import sys\nsys.setrecursionlimit(10 ** 9)\n"
        "def down(n): return sorted([1], key=lambda _: down(n + 1))\n"
        "down(0)",
    ),
    harm("segfault", "reads address 0", "import ctypes\nctypes.string_at(0)"),
    harm("abort", "os.abort()", "import os\nos.abort()"),
    harm("kill_self", "kill -9 to itself", "import os\nos.kill(os.getpid(), 9)"),
    harm(
        "kill_parent",
        "kill -9 to its parent",
        "if inside('pid') and os.getppid() > 0:\n    os.kill(os.getppid(), 9)",
        _INSIDE,
    ),
    harm(
        "kill_all",
        "kill -9 to every process it may signal",
        "if inside('pid'):\n    os.kill(-1, 9)",
        _INSIDE,
    ),
    harm(
        "kill_group",
        "SIGTERM to its process group",
        "import signal\nif inside('pid'):\n    os.killpg(0, signal.SIGTERM)",
        _INSIDE,
    ),
    harm(
        "daemon",
        "a detached process that writes a file after 4 s",
        "import os, pathlib, time\n"
        "if os.fork() == 0:\n    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        time.sleep(4)\n"
        "        pathlib.Path.home().joinpath('redteam-daemon').write_text('x')\n"
        "        time.sleep(60)\n"
        "    os._exit(0)",
        late=6,
    ),
    harm(
        "delete_everything",
        "deletes all files under the working folder, the course and the home folder",
        "import pathlib, shutil\nif inside('mnt'):\n"
        "    for folder in (pathlib.Path.cwd(), *list(pathlib.Path.cwd().parents)[:3],\n"
        "                   pathlib.Path.home()):\n"
        "        if len(folder.parts) > 2:\n"
        "            shutil.rmtree(folder, ignore_errors=True)",
        _INSIDE,
    ),
    harm(
        "no_permissions",
        "chmod 000 on its working folder and all above",
        "if inside('mnt'):\n"
        "    for folder in ('.', '..', '../..', '../../..', os.path.expanduser('~')):\n"
        "        try:\n            os.chmod(folder, 0)\n"
        "        except OSError:\n            pass",
        _INSIDE,
    ),
    harm("close_descriptors", "closes every file descriptor", "import os\nos.closerange(0, 4096)"),
    harm(
        "opens_descriptors",
        "opens files until none is left",
        "kept = []\nwhile True:\n    kept.append(open('/dev/null'))",
    ),
    harm(
        "listens",
        "listens on 50 ports, for an hour",
        "import socket, time\n"
        "kept = [socket.create_server(('127.0.0.1', 0)) for _ in range(50)]\ntime.sleep(3600)",
    ),
    harm("asks_stdin", "waits for input()", "input('your name? ')"),
    harm(
        "reads_stdin",
        "reads the file descriptor 0",
        "import os\nos.read(0, 1)\nimport time\ntime.sleep(9)",
    ),
    harm(
        "nice_and_affinity",
        "lowers its priority, pins itself and raises its own limits",
        "import os, resource\nos.nice(19)\n"
        "for kind in (resource.RLIMIT_CPU, resource.RLIMIT_DATA, resource.RLIMIT_NPROC):\n"
        "    try:\n        resource.setrlimit(kind, (resource.RLIM_INFINITY,) * 2)\n"
        "    except (OSError, ValueError):\n        pass\n"
        "while True:\n    pass",
    ),
]
