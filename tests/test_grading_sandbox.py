"""Rooms: what students' code cannot do in them, and what it can."""

import ast
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from labkit.grading.engine import ROOMS as ENGINE_ROOMS
from labkit.grading.limits import Limits
from labkit.grading.sandbox import layers as sandbox
from labkit.grading.sandbox import processes, seccomp
from labkit.grading.sandbox.warm import Warm
from labkit.teaching.course import CourseError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms need Linux"),
]

ROOT = Path(__file__).resolve().parents[1]
ROOMS = "tests.grading_rooms"
RUN = f"{ROOMS}:run"
SMALL = Limits(memory_mib=256, processes=24, file_mib=8, disk_mib=16)


@pytest.fixture(scope="module")
def warm():
    modules = ["torch", "torchvision", "matplotlib.pyplot", "numpy", ROOMS, "no_such_module"]
    os.environ["LABKIT_TEST_SECRET"] = "swordfish"
    with Warm(modules, isolation="partial") as made:
        del os.environ["LABKIT_TEST_SECRET"]
        yield made


@pytest.fixture
def needs(warm):
    """Skip a test where this machine lacks a layer."""

    def check(*layers):
        lacking = {layer: warm.layers[layer] for layer in layers if warm.layers[layer]}
        if lacking:
            pytest.skip(f"not on this machine: {lacking}")

    return check


def start(warm, source, **options):
    """Return a room that runs ``source``, and the end of its channel that is here."""
    ours, theirs = socket.socketpair()
    with theirs:
        return warm.room(RUN, [theirs], arguments=source, **{"limits": SMALL, **options}), ours


def receive(ours):
    with ours:
        return b"".join(iter(lambda: ours.recv(65536), b"")).decode()


def ask(warm, source, **options):
    """Return the value of ``answer`` after ``source`` has run in a room, which is then killed."""
    room, ours = start(warm, source, **options)
    answer = receive(ours)
    room.kill()
    return ast.literal_eval(answer)


def zygote(warm):
    """Return the id of the process that forks."""
    return next(
        pid
        for pid in (warm._zygote.pid, *processes.descendants(warm._zygote.pid))
        if not warm._isolated or pid != warm._zygote.pid or warm.layers["processes"]
    )


# What a room gets.


def test_a_room_has_its_files_and_nothing_else_in_its_folder(warm):
    files = {"data/a.bin": bytes(20 << 20), "b.txt": "ä".encode()}
    limits = SMALL._replace(file_mib=1)  # for what the room itself writes
    source = (
        "import os; answer = sorted(os.listdir()), os.path.getsize('data/a.bin'), open('b.txt')"
        ".read(), os.access('b.txt', os.W_OK)"
    )
    assert ask(warm, source, files=files, limits=limits) == (["b.txt", "data"], 20 << 20, "ä", True)


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", "."])
def test_a_file_cannot_lead_out_of_the_folder(warm, name):
    with pytest.raises(CourseError, match="inside the working folder"):
        warm.room(RUN, files={name: b""})


def test_a_room_has_its_channels_and_no_other_descriptor(warm):
    other, far = socket.socketpair()
    with other, far:
        keeper = warm.room(RUN, [far], arguments="import time; time.sleep(600)")
        source = (
            "import os; names = os.listdir('/proc/self/fd')\n"
            "answer = sorted(os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n in names"
            " if os.path.exists(f'/proc/self/fd/{n}'))"
        )
        assert ask(warm, source) == ["/dev/null"] * 3 + ["socket"]
        keeper.kill()


def test_nothing_of_the_grader_is_in_the_environment(warm):
    source = (
        "import os; answer = [*os.environ, *os.environ.values()], open('/proc/1/environ').read()"
    )
    listed, first = ask(warm, source)
    assert "swordfish" not in listed
    assert "swordfish" not in first
    assert ask(warm, "import os; answer = os.environ['OMP_NUM_THREADS']") == "1"


def test_rooms_draw_different_numbers(warm):
    source = (
        "import numpy, random, torch\n"
        "answer = numpy.random.rand(), random.random(), torch.rand(1).item(), torch.initial_seed()"
    )
    for first, second in zip(ask(warm, source), ask(warm, source), strict=True):
        assert first != second


def test_what_every_room_imports_has_none_of_the_graders_libraries():
    """They would take seconds of the time until the first room can start."""
    code = (
        "import sys; from labkit.grading.sandbox.zygote import warm_up\n"
        f"missing = warm_up({list(ENGINE_ROOMS)})\n"
        "found = {name.partition('.')[0] for name in sys.modules}\n"
        "print(missing, found & {'nbformat', 'nbgrader', 'jsonschema', 'sqlalchemy'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{} set()\n"


def test_temporary_files_and_home_are_the_rooms_own(warm, needs):
    needs("files")
    source = (
        "import tempfile, os, getpass; answer = tempfile.gettempdir(), os.path.expanduser('~'), "
        "os.getcwd(), os.access(os.path.expanduser('~'), os.W_OK), getpass.getuser()"
    )
    assert ask(warm, source) == ("/tmp", "/tmp/home", "/tmp/work", True, "student")


def test_figures_can_register_with_a_new_shell(warm):
    source = "import sys; answer = 'matplotlib_inline.backend_inline' in sys.modules"
    assert ask(warm, source) is False


def test_frames_find_their_module(warm):
    source = (
        "import inspect, sys, json\n"
        "frame = None\n"
        "def hook(found):\n"
        "    global frame; frame = sys._getframe(1)\n"
        "json.loads('{}', object_hook=hook)\n"
        "names = [inspect.getmodule(frame).__name__ for _ in range(2)]\n"
        "answer = names, inspect.getmodule(json.loads).__name__"
    )
    assert ask(warm, source) == (["json.decoder"] * 2, "json")


def test_the_process_that_forks_has_one_thread_and_says_what_is_missing(warm):
    assert len(os.listdir(f"/proc/{zygote(warm)}/task")) == 1
    assert list(warm.missing) == ["no_such_module"]


@pytest.mark.parametrize("sandboxed", [True, False])
def test_parallel_work_works(warm, sandboxed):
    source = (
        "import torch, multiprocessing, subprocess, threading\n"
        "from torch.utils.data import DataLoader, TensorDataset\n"
        "data = TensorDataset(torch.arange(64.))\n"
        "loaded = sum(batch[0].sum().item() for batch in DataLoader(data, 8, num_workers=2))\n"
        "with multiprocessing.Pool(2) as pool: squares = pool.map(abs, [-1, -2])\n"
        "text = subprocess.check_output('echo hi | cat', shell=True, text=True)\n"
        "torch.set_num_threads(2); a = torch.ones(300, 300); total = (a @ a).sum().item()\n"
        "answer = loaded, squares, text, total"
    )
    limits = Limits(memory_mib=512)
    expected = (2016.0, [1, 2], "hi\n", 300.0**3)
    assert ask(warm, source, sandboxed=sandboxed, limits=limits) == expected


def test_programs_and_terminals_work(warm, needs):
    needs("files")
    source = (
        "import os, subprocess, sys\n"
        "first, second = os.openpty()\n"
        "code = 'import torch, labkit; print(torch.arange(3).sum().item())'\n"
        "run = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)\n"
        "answer = os.isatty(second), run.stdout, run.stderr"
    )
    assert ask(warm, source, limits=Limits()) == (True, "3\n", "")


# What a room cannot do.


def test_the_layers_hold_or_say_why_not(warm):
    assert list(warm.layers) == list(sandbox.LAYERS)
    if os.geteuid() == 0 and not warm.layers["capabilities"]:
        assert set(warm.layers.values()) == {""}


def test_the_machines_files_are_not_there(warm, needs, tmp_path):
    needs("files")
    secret = tmp_path / "secret"
    secret.write_text("42")
    paths = [secret, ROOT / "nbgrader_config.py", ROOT / "tests", "/etc/shadow", "/home", "/sys"]
    source = f"import os; answer = [os.path.exists(p) for p in {[str(path) for path in paths]}]"
    assert ask(warm, source) == [False] * len(paths)
    source = (
        "import os, labkit; answer = os.listdir(os.path.dirname(labkit.__file__) + '/teaching')"
    )
    assert ask(warm, source) == []


def test_only_its_own_tmp_can_be_written(warm, needs):
    needs("files")
    places = ["/", "/usr", "/etc", sys.prefix, str(ROOT / "labkit"), "/dev", "/proc/sys/kernel"]
    source = (
        "results = []\n"
        f"for place in {places}:\n"
        "    try: open(place + '/x', 'w'); results.append(place)\n"
        "    except OSError: pass\n"
        "answer = results"
    )
    assert ask(warm, source) in ([], ["/dev"])  # /dev is the room's own too


def test_the_network_is_not_there_but_loopback_is(warm, needs):
    needs("network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        source = f"import socket; socket.create_connection({server.getsockname()}, 1)"
        assert ask(warm, source).startswith("ConnectionRefusedError")
    source = (
        "import socket; server = socket.create_server(('localhost', 0))\n"
        "socket.create_connection(server.getsockname()); answer = 'own'"
    )
    assert ask(warm, source) == "own"


def test_killing_everybody_kills_nobody_else(warm, needs):
    needs("processes")
    other, ours = start(warm, "answer = 'well'")
    source = (
        "import os, time\n"
        "child = os.fork()\n"
        "if not child: time.sleep(600)\n"
        "os.kill(-1, 9); answer = os.waitpid(child, 0)[1]"
    )
    assert ask(warm, source) == signal.SIGKILL
    assert receive(ours) == "'well'"
    assert not other.ended
    other.kill()


@pytest.mark.parametrize(
    "call",
    ["unshare(0x10000000)", "ptrace(0, 0, 0, 0)", "syscall(435, 0, 0)", "shmget(0, 4096, 0o1600)"],
)
def test_calls_that_no_lab_needs_are_refused(warm, needs, call):
    needs("system calls")
    source = f"import ctypes; answer = ctypes.CDLL(None).{call}"
    assert ask(warm, source) == -1


def test_the_filter_is_known_for_both_architectures():
    lengths = [len(seccomp.instructions(machine)) % 8 for machine in ("x86_64", "aarch64")]
    assert lengths == [0, 0]
    with pytest.raises(OSError, match="riscv64"):
        seccomp.instructions("riscv64")


# Limits.


def test_one_list_too_long_is_a_memory_error_and_the_room_goes_on(warm):
    source = (
        "rows = []\n"
        "try:\n"
        "    while True: rows.append(bytearray(1 << 20))\n"
        "except MemoryError: n = len(rows); del rows; answer = n"
    )
    assert 200 < ask(warm, source) <= 256


def test_one_tensor_too_big_is_an_error_and_the_room_goes_on(warm):
    source = (
        "import torch\n"
        "try: torch.ones(1 << 28)\n"
        "except RuntimeError as error: answer = 'allocate memory' in str(error)"
    )
    assert ask(warm, source) is True


@pytest.mark.parametrize(
    "source",
    [
        # Each of several processes takes less than the limit.
        "import os, time\n"
        "for _ in range(4):\n"
        "    if not os.fork(): held = bytearray(120 << 20); time.sleep(600)\n"
        "time.sleep(600)",
        # Shared memory that no limit of a process counts.
        "import mmap, time\n"
        "held = mmap.mmap(-1, 300 << 20)\n"
        "for place in range(0, len(held), 4096): held[place] = 1\n"
        "time.sleep(600)",
    ],
)
def test_too_much_memory_together_ends_the_room(warm, needs, source):
    needs("memory")
    room, ours = start(warm, source)
    ended = room.wait(20)
    ours.close()
    assert ended.reason == "memory"
    assert ended.memory_mib > SMALL.memory_mib


def test_memory_that_children_share_counts_once(warm, needs):
    needs("memory")
    source = (
        "import os, time\n"
        "held = bytearray(120 << 20)\n"
        "for _ in range(4):\n"
        "    if not os.fork(): time.sleep(600)\n"
        "time.sleep(0.5); answer = len(held)"
    )
    assert ask(warm, source) == 120 << 20


def test_a_fork_bomb_meets_an_error(warm, needs):
    needs("limits")
    source = (
        "import os, time\n"
        "n = 0\n"
        "try:\n"
        "    while True:\n"
        "        if not os.fork(): time.sleep(600)\n"
        "        n += 1\n"
        "except BlockingIOError: answer = n"
    )
    with ThreadPoolExecutor(2) as threads:  # each room has its own count
        counts = list(threads.map(lambda _: ask(warm, source), range(2)))
    assert counts == [SMALL.processes - 1] * 2


def test_files_are_limited_each_and_together(warm, needs):
    needs("files")
    source = (
        "import errno\n"
        "def fill(name):\n"
        "    try:\n"
        "        with open(name, 'wb', buffering=0) as file:\n"
        "            while True: file.write(bytes(1 << 16))\n"
        "    except OSError as error: return errno.errorcode[error.errno]\n"
        "answer = [fill(str(n)) for n in range(3)]"
    )
    assert ask(warm, source) == ["EFBIG", "EFBIG", "ENOSPC"]


def test_processor_time_is_limited(warm):
    room, ours = start(warm, "while True: pass", limits=SMALL._replace(cpu_seconds=1))
    ended = room.wait(20)
    ours.close()
    assert ended.reason == "cpu"
    assert ended.cpu_seconds > 0.5


# How a room ends.


@pytest.mark.parametrize(
    ("source", "code", "reason"),
    [
        ("import os; os._exit(3)", 3, ""),
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV, "signal 11"),
    ],
)
def test_a_room_that_ends_says_how(warm, source, code, reason):
    room, ours = start(warm, source)
    ended = room.wait(20)
    ours.close()
    assert (ended.code, ended.reason) == (code, reason)
    assert room.ended


@pytest.mark.parametrize(("entry", "code"), [("math:sqrt", 1), ("time:sleep", 0), ("nowhere:f", 1)])
def test_an_entry_that_returns_or_raises_ends_the_room(warm, entry, code):
    room = warm.room(entry, arguments=-1 if entry == "math:sqrt" else 0)
    assert room.wait(20).code == code


def test_interrupting_is_what_ctrl_c_does(warm):
    room, ours = start(warm, "channel.sendall(b'!'); import time; time.sleep(600)")
    assert ours.recv(1) == b"!"
    room.interrupt()
    assert receive(ours) == repr("KeyboardInterrupt: ")
    room.kill()


def test_a_loop_that_ignores_interrupts_can_be_killed(warm):
    source = (
        "import signal; signal.signal(2, signal.SIG_IGN); channel.sendall(b'!')\nwhile True: pass"
    )
    room, ours = start(warm, source)
    assert ours.recv(1) == b"!"
    room.interrupt()
    assert room.wait(0.2) is None
    room.kill()
    assert room.wait().reason == "killed"
    assert receive(ours) == ""


def test_closing_every_descriptor_hurts_only_the_room(warm):
    room, ours = start(warm, "import os, time; os.closerange(0, 1024); time.sleep(600)")
    assert receive(ours) == ""
    assert not room.ended
    room.kill()


@pytest.mark.parametrize("sandboxed", [True, False])
def test_what_was_started_in_the_background_is_dead_too(warm, sandboxed):
    source = (
        "import os, time\n"
        "if not os.fork():\n"
        "    os.setsid()\n"
        "    if os.fork(): os._exit(0)\n"
        "    channel.sendall(b'!'); time.sleep(600)\n"
        "time.sleep(600)"
    )
    room, ours = start(warm, source, sandboxed=sandboxed)
    assert ours.recv(1) == b"!"
    room.kill()
    assert receive(ours) == ""  # nobody holds the other end any more


def test_the_folder_of_a_room_without_sandbox_is_removed(warm, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    source = (
        "import os; os.mkdir('deep'); open('deep/x', 'w'); os.chmod('deep', 0)\n"
        f"os.symlink({str(elsewhere)!r}, 'link'); answer = os.getcwd()"
    )
    folder = ask(warm, source, sandboxed=False)
    assert not os.path.exists(folder)
    assert elsewhere.stat().st_mode & 0o777 == 0o755


# Many rooms.


def test_many_rooms_from_several_threads_leave_nothing_behind(warm):
    def once(number):
        return ask(warm, f"answer = {number}", sandboxed=bool(number % 4))

    def descriptors():
        # A second's fewest: the warm process closes a room's after the room may have answered.
        found = []
        for _ in range(20):
            found.append([len(os.listdir(f"/proc/{p}/fd")) for p in (os.getpid(), zygote(warm))])
            time.sleep(0.05)
        return list(map(min, zip(*found, strict=True)))

    once(0)
    before = descriptors()
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(once, range(60))) == list(range(60))
    assert descriptors() == before
    assert warm._rooms == {}


def test_closing_ends_all_rooms():
    with Warm([ROOMS], isolation="none") as made:
        room, ours = start(made, "import time; time.sleep(600)")
    assert receive(ours) == ""
    assert room.wait().reason == "killed"
    assert set(made.layers.values()) == {"no isolation was asked for"}


def test_rooms_of_a_warm_process_that_dies_are_lost():
    with Warm([ROOMS], isolation="none") as made:
        room, ours = start(made, "import time; time.sleep(600)")
        os.kill(made._zygote.pid, signal.SIGKILL)
        assert receive(ours) == ""
        assert room.wait().reason == "lost"
        with pytest.raises(CourseError, match="run the command again"):
            made.room(RUN)


def test_full_isolation_names_what_is_missing(monkeypatch):
    layers = {**dict.fromkeys(sandbox.LAYERS, ""), "network": "new network namespace: no"}
    monkeypatch.setattr("labkit.grading.sandbox.warm.measured", lambda *_: layers)
    warm = Warm([ROOMS], isolation="full")
    with pytest.raises(CourseError, match=r"network \(new network namespace: no\).*partial"):
        warm.ready()
    assert warm.ended


def test_threads_in_the_warm_process_are_an_error(tmp_path, monkeypatch):
    (tmp_path / "threaded.py").write_text(
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )
    environment = {"PYTHONPATH": f"{ROOT}:{tmp_path}", "PATH": os.environ["PATH"]}
    monkeypatch.setattr("labkit.grading.sandbox.launch._environment", lambda: environment)
    with pytest.raises(CourseError, match="threaded started 1 threads"):
        Warm(["threaded"], isolation="none").ready()


def test_it_can_be_closed_while_it_imports_and_learns_late_what_else_to_import():
    Warm([ROOMS, "torch"], isolation="none").close()
    warm = Warm(["json"], isolation="none")
    warm.ready(["no_such_module"])
    assert list(warm.missing) == ["no_such_module"]
    warm.close()
    assert warm.ended


@pytest.mark.skipif(os.geteuid() != 0, reason="is the ordinary user already")
def test_all_of_this_holds_for_an_ordinary_user():
    script = str(ROOT / "tests" / "grading_rooms.py")
    test = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, script, *test], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]


@pytest.mark.parametrize("words_are_read", [True, False])
def test_a_warm_process_that_does_not_start_says_why(monkeypatch, words_are_read):
    wrong = "import sys, socket; channel = socket.socket(fileno=int(sys.argv[1]));"
    wrong += "sys.stdin.readline();" + "channel.recv(99);" * words_are_read
    wrong += "raise ImportError('libtorch.so: not here')"
    started = []

    def broken(connection, stderr):
        fd = connection.fileno()
        command = [sys.executable, "-c", wrong, str(fd)]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdin=pipe, stderr=stderr, pass_fds=[fd]))
        return started[0]

    monkeypatch.setattr("labkit.grading.sandbox.warm.start_zygote", broken)
    warm = Warm([])  # it has said something by now
    started[0].communicate(b"go on\n")
    with pytest.raises(CourseError, match=r"did not start: ImportError: libtorch\.so: not here"):
        warm.ready()
