"""Kernels forked from a warm process: as ordinary ones, gone when they must be, cold if need be."""

import asyncio
import contextlib
import logging
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import ROOT
from jupyter_client import KernelManager, MultiKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbgrader.api import Gradebook
from traitlets.config import Config

from labkit.grading import use_warm_kernels
from labkit.grading.assignment import open_api, open_course
from labkit.grading.kernels import keeper
from labkit.grading.kernels.provisioner import WarmProvisioner
from labkit.teaching import release
from labkit.teaching.course import all_labs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="warm kernels need Linux"),
]
NAME = "JUPYTER_DEFAULT_PROVISIONER_NAME"
LIGHT = Config({"WarmProvisioner": {"modules": []}})
QUIET = ["--IPKernelApp.log_level=40"]


@pytest.fixture(scope="module")
def place():
    """A runtime folder of its own, and what pip installs of labkit's entry points."""
    folder = Path(tempfile.mkdtemp(prefix="warm-"))  # short: a socket's path has 107 characters
    folder.joinpath("run").mkdir(mode=0o700)
    info = folder / "labkit_here-0.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: labkit-here\nVersion: 0\n")
    pyproject = (ROOT / "pyproject.toml").read_text()
    header, line = re.search(r'entry-points\."(.+)"\]\n(.+)\n', pyproject).groups()
    info.joinpath("entry_points.txt").write_text(f"[{header}]\n{line.replace(chr(34), '')}\n")
    yield folder
    for process in servers(folder):
        process.kill()
    shutil.rmtree(folder)


def servers(place: Path) -> list[psutil.Process]:
    """The warm processes with a socket below a folder, without the kernels forked from them."""
    alike = {}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if "labkit.grading.kernels.server" in command and str(place) in command[-1]:
                alike[process.pid] = process
    return [process for process in alike.values() if process.ppid() not in alike]


@pytest.fixture
def warm(place, monkeypatch, tmp_path):
    """Start kernels warm in this process."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place / "run"))
    monkeypatch.setenv("PYTHONPATH", f"{place}:{ROOT}")
    monkeypatch.setenv(NAME, "labkit-warm")
    monkeypatch.setattr(WarmProvisioner, "_given_up", "")
    monkeypatch.setattr(sys, "path", [str(place), *sys.path])
    monkeypatch.chdir(tmp_path)
    KernelProvisionerFactory.clear_instance()
    yield place
    KernelProvisionerFactory.clear_instance()


@contextlib.contextmanager
def kernel(config=None, **options):
    manager = KernelManager(config=config or LIGHT)
    manager.start_kernel(extra_arguments=QUIET, **options)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


def run(client, source: str) -> str:
    """Run a cell; return its text output, or the error."""
    said = []

    def keep(message):
        content = message["content"]
        if message["msg_type"] == "stream":
            said.append(content["text"])
        elif message["msg_type"] == "error":
            said.append(f"{content['ename']}: {content['evalue']}")
        elif message["msg_type"] == "display_data":
            said.append(" ".join(content["data"]))

    client.execute_interactive(source, timeout=60, output_hook=keep)
    return "".join(said).strip()


def is_warm(manager) -> bool:
    return isinstance(manager.provisioner.process, keeper.WarmKernel)


def gone(pid: int) -> bool:
    """Wait for the end of a process that is not this one's child."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


FACTS = """
import labkit, os, random, sys, numpy as np, torch, torchvision.models
assert os.getsid(0) == os.getpgid(0) == os.getpid()
os.write(1, b"from the kernel")
ones = torch.ones(300, 300)
random_numbers = torch.rand(1).item(), np.random.rand(), random.random()
print(os.getcwd(), sorted(os.environ.items()), sys.flags, sys.path, sys.argv[0], sys.argv[3:])
print(torch.get_num_threads(), (ones @ ones).sum(), ones.numpy() @ ones.numpy())
print(os.umask(0o22), os.stat(0).st_size)
"""


def test_a_warm_kernel_is_what_a_cold_one_is(warm, tmp_path):
    """Folder, environment, streams, process group, random numbers, figures, threads."""
    env = {**os.environ, "GREETING": "hello"}
    work = tmp_path / "work"
    work.mkdir()
    facts, draws = set(), set()
    full = Config({"WarmProvisioner": {"idle_minutes": 1}})
    for name in ("labkit-warm", "labkit-warm", "local-provisioner"):
        KernelProvisionerFactory.instance().default_provisioner_name = name
        with (
            open(tmp_path / "out", "w+") as out,
            kernel(full, cwd=str(work), env=env, stdout=out, stderr=out) as (manager, client),
        ):
            assert is_warm(manager) == (name == "labkit-warm")
            assert run(client, "import sys; print('torch' in sys.modules)") == str(is_warm(manager))
            facts.add(run(client, FACTS))
            figure = run(client, "import matplotlib.pyplot as plt; plt.plot([1]); plt.show()")
            assert figure == "text/plain image/png"
            draws.update(run(client, "print(*random_numbers)").split())
            out.seek(0)
            assert "from the kernel" in out.read()
    (said,) = facts
    assert said.startswith(str(work))
    assert "('GREETING', 'hello')" in said
    assert f"('JPY_PARENT_PID', '{os.getpid()}')" in said
    assert len(draws) == 9


def test_interrupt_completion_restart_and_shutdown(warm, tmp_path):
    with kernel() as (manager, client):
        process = manager.provisioner.process
        client.execute("print('on'); import time\nwhile True: time.sleep(0.01)")
        while client.get_iopub_msg(timeout=20)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        assert client.get_shell_msg(timeout=20)["content"]["ename"] == "KeyboardInterrupt"
        run(client, "number = 41")
        asked = (client.complete("numb", reply=True, timeout=20) for _ in range(20))
        # IPython gives up a completion that takes too long, as on a busy machine: ask again.
        assert any("number" in reply["content"]["matches"] for reply in asked)

        manager.restart_kernel()
        client.wait_for_ready(timeout=60)
        assert is_warm(manager)
        assert process.returncode == 0
        assert manager.provisioner.process.pid != process.pid
        assert "NameError" in run(client, "number")
        process = manager.provisioner.process
        run(
            client,
            "import atexit, pathlib, threading, time\n"
            "atexit.register(pathlib.Path('at_exit').touch)\n"
            "late = lambda: (time.sleep(0.3), pathlib.Path('thread').touch())\n"
            "threading.Thread(target=late).start()",
        )
        manager.shutdown_kernel()
        assert process.returncode == 0
        assert {"at_exit", "thread"} <= set(os.listdir(tmp_path))
        assert not manager.has_kernel


def test_a_kernels_death_is_noticed_and_its_children_are_killed_with_it(warm):
    with kernel() as (manager, client):
        client.execute("import os; os._exit(3)")
        assert manager.provisioner.process.wait(20) == 3
        assert not manager.is_alive()
    with kernel() as (manager, client):
        child = run(client, "import subprocess as s; print(s.Popen(['sleep', '60']).pid)")
        process = manager.provisioner.process
        manager.shutdown_kernel(now=True)
        assert process.wait(20) == -signal.SIGKILL
        assert gone(int(child))
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("import os, signal; os.kill(os.getpid(), 9)")]
    )
    with pytest.raises(DeadKernelError):
        NotebookClient(notebook, config=LIGHT, extra_arguments=[*QUIET]).execute()


def test_two_at_a_time_start_one_warm_process(warm, monkeypatch):
    monkeypatch.setenv("MPL_THIS_TEST", "a warm process of its own")
    before = len(servers(warm))
    source = "import labkit, os; print(6 * 7, os.getpid())"

    async def execute():
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        await NotebookClient(notebook, config=LIGHT, extra_arguments=[*QUIET]).async_execute()
        return notebook.cells[0].outputs[0].text.split()

    async def both():
        return await asyncio.gather(execute(), execute())

    (one, first), (other, second) = asyncio.run(both())
    assert one == other == "42"
    assert first != second
    assert len(servers(warm)) == before + 1


def test_kernels_outlive_the_warm_process_and_the_next_one_starts_another(warm, monkeypatch):
    monkeypatch.setenv("MPL_THIS_TEST", "another warm process of its own")
    others = {process.pid for process in servers(warm)}
    with kernel() as (manager, client):
        (server,) = [process for process in servers(warm) if process.pid not in others]
        server.kill()
        assert gone(server.pid)
        assert run(client, "print('still here')") == "still here"
        assert manager.is_alive()
        with kernel() as (next_manager, next_client):
            assert is_warm(next_manager)
            assert run(next_client, "print('me too')") == "me too"
        process = manager.provisioner.process
        manager.shutdown_kernel()
        assert process.returncode == 1  # there is nobody left to tell the code
        assert gone(process.pid)


def test_the_warm_process_ends_when_idle_and_leaves_nothing(warm, place, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    config = Config({"WarmProvisioner": {"modules": [], "idle_minutes": 0.002}})
    with kernel(config) as (manager, client):
        assert is_warm(manager)
        (socket,) = (place / "labkit-warm").glob("*.socket")
        assert stat.S_IMODE(socket.stat().st_mode) == 0o600
        assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
        (server,) = servers(socket.parent)
        time.sleep(0.3)  # twice the idle time: it waits for its kernel
        assert run(client, "print('here')") == "here"
    assert gone(server.pid)
    assert list(socket.parent.iterdir()) == []


def test_a_kernel_ends_with_the_program_that_asked_for_it(warm):
    code = (
        "import os; from jupyter_client import KernelManager; from traitlets.config import Config\n"
        "m = KernelManager(config=Config({'WarmProvisioner': {'modules': []}})); m.start_kernel()\n"
        "c = m.client(); c.start_channels(); c.wait_for_ready(60)\n"
        "print(type(m.provisioner.process).__name__, m.provisioner.pid, flush=True); os._exit(0)"
    )
    command = [sys.executable, "-c", code]
    asked = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    kind, pid = asked.stdout.split()[-2:]
    assert kind == "WarmKernel"
    assert gone(int(pid))


def test_other_kernels_start_cold(warm, tmp_path):
    """A module beside the notebook, pipes, a person's kernel, another interpreter."""
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "numpy.py").write_text("mine = 'mine'")
    config = Config({"WarmProvisioner": {"modules": ["numpy"]}})
    with kernel(config, cwd=str(tmp_path / "beside")) as (manager, client):
        assert not is_warm(manager)
        assert run(client, "import numpy; print(numpy.mine)") == "mine"
    with pytest.raises(FileNotFoundError):
        KernelManager(config=LIGHT).start_kernel(cwd=str(tmp_path / "nowhere"))
    assert WarmProvisioner._given_up == ""
    manager = MultiKernelManager(config=LIGHT)
    kernel_id = manager.start_kernel()
    assert not is_warm(manager.get_kernel(kernel_id))
    manager.shutdown_kernel(kernel_id, now=True)

    provisioner = WarmProvisioner(kernel_spec=KernelSpec())
    ours = [sys.executable, "-m", "ipykernel_launcher", "-f", "a.json"]
    assert provisioner._unfit(ours, {}) == ""
    assert (
        provisioner._unfit(ours, {"stdout": subprocess.DEVNULL}) == "its standard streams are pipes"
    )
    assert "pipes" in provisioner._unfit(ours, {"stderr": subprocess.PIPE})
    assert "independent" in provisioner._unfit(ours, {"independent": True})
    link = tmp_path / "python"
    link.symlink_to(sys.executable)  # as another virtual environment has it
    for other in ([str(link), *ours[1:]], ["R", "-f", "x"], [sys.executable, "-m", "other"]):
        assert "is not this Python's ipykernel" in provisioner._unfit(other, {})


def test_kernels_start_cold_when_the_warm_process_cannot_and_one_warning_says_so(
    warm, place, monkeypatch, caplog
):
    (place / "starts_a_thread.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )
    config = Config({"WarmProvisioner": {"modules": ["starts_a_thread"]}})
    logging.getLogger("traitlets").propagate = True
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            with kernel(config) as (manager, client):
                assert not is_warm(manager)
                assert run(client, "print(1)") == "1"
    (warning,) = [record.getMessage() for record in caplog.records]
    assert "importing starts_a_thread starts 1 thread" in warning
    assert "start cold" in warning


def test_a_socket_that_others_could_have_made_is_not_used(warm, tmp_path, monkeypatch):
    warmth = keeper.Warmth((sys.executable,), (), 60)
    with monkeypatch.context() as changed:
        changed.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        (tmp_path / "labkit-warm").mkdir(mode=0o755)
        with pytest.raises(keeper.NoKernelError, match="is not a folder that is this user's alone"):
            keeper.kernel(warmth, [], {}, "/", [])
    left, right = keeper.socket.socketpair()
    with left, right:
        assert keeper.peer(left) == os.getpid()
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
        with pytest.raises(PermissionError, match="belongs to user"):
            keeper.peer(left)


def test_the_course_uses_warm_kernels_where_it_can(warm, monkeypatch):
    monkeypatch.delenv(NAME)
    factory = KernelProvisionerFactory.instance()
    assert factory.default_provisioner_name == "local-provisioner"
    release.load_config(ROOT)
    assert factory.default_provisioner_name == "labkit-warm"
    assert NAME not in os.environ  # programs started from here are not concerned
    factory.default_provisioner_name = "local-provisioner"
    monkeypatch.setenv(NAME, "local-provisioner")
    assert not use_warm_kernels()
    monkeypatch.delenv(NAME)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not use_warm_kernels()
    assert factory.default_provisioner_name == "local-provisioner"


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_nbgrader_autograde_and_validate_give_the_same_warm(warm, course_copy, monkeypatch):
    """Plain commands in the course folder, against the same course graded with cold kernels."""
    lab = all_labs(course_copy)[0]
    solution, released = release.build(course_copy, lab)
    lab.solution.write_text(solution)
    for student, text in {"right": solution, "idle": released}.items():
        handed_in = course_copy / "submitted" / student / lab.name / f"{lab.name}.ipynb"
        handed_in.parent.mkdir(parents=True)
        handed_in.write_text(text)
    monkeypatch.setenv("PATH", f"{sys.prefix}/bin:/usr/bin:/bin")
    monkeypatch.setenv(NAME, "local-provisioner")
    KernelProvisionerFactory.clear_instance()
    assert open_api(*open_course(course_copy)).generate_assignment(lab.name)["success"]
    cold = course_copy / "cold"
    shutil.copytree(course_copy, cold, ignore=shutil.ignore_patterns("cold"))
    assert all(
        open_api(*open_course(cold)).autograde(lab.name, who)["success"]
        for who in ("right", "idle")
    )

    monkeypatch.delenv(NAME)
    monkeypatch.setenv("MPL_THIS_TEST", "nbgrader's warm process")
    before = {server.pid for server in servers(warm)}  # some may end meanwhile: nobody needs them
    nbgrader(course_copy, "autograde", lab.name)
    (started,) = {server.pid for server in servers(warm)} - before
    said = nbgrader(course_copy, "validate", str(lab.solution))
    assert "Success! Your notebook passes all the tests." in said
    assert {server.pid for server in servers(warm)} - before == {started}
    rows = grades(course_copy, lab.name)
    assert rows == grades(cold, lab.name)
    assert {row[0]: row[2] for row in rows} == {"right": 2, "idle": 0}


def nbgrader(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout + result.stderr


def grades(folder: Path, lab: str) -> list[tuple]:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return sorted(
            (submission.student.id, grade.cell.name, grade.auto_score, grade.needs_manual_grade)
            for submission in gradebook.assignment_submissions(lab)
            for notebook in submission.notebooks
            for grade in notebook.grades
        )
