"""Grading on a real scheduler and real workers: lost workers, stops, and nothing left behind."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress

import psutil
import pytest
from conftest import gradebook_rows
from distributed import Client
from test_grading_class import RIGHT, WRONG, hand_in

from labkit.cli import main
from labkit.grading import cluster, worker
from labkit.grading.assignment import open_assignment, open_course
from labkit.grading.sandbox.warm import Warm

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
SLOW = "import time\ntime.sleep(0.2)\n"
# The room's parent is the warm process, and its parent the worker.
DEADLY = """\
import os
zygote = os.getppid()
os.kill(int(open(f"/proc/{zygote}/stat").read().rpartition(")")[2].split()[1]), 9)
"""
CLASS = {f"s{i:02}": SLOW + (RIGHT, WRONG)[i % 2] for i in range(12)}


def until(test):
    """Wait for what takes a moment in another process; a minute is far more than it takes."""
    for _ in range(600):
        found = test()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")


class Cluster:
    """A scheduler without workers, on loopback."""

    def __init__(self, folder) -> None:
        self.stack, self.folder = ExitStack(), folder
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        wish = ["--host", "127.0.0.1", "--port", str(port)]
        self.scheduler = self.start("scheduler", *wish, "--no-dashboard")

    def start(self, what: str, *options: str) -> psutil.Popen:
        settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        process = psutil.Popen(
            [sys.executable, "-m", "dask", what, *options],
            cwd=self.folder,
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(end, process)
        return process

    def worker(self, *options: str) -> psutil.Popen:
        wish = ["--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard"]
        return self.start("worker", self.address, *wish, *options)

    def close(self) -> None:
        self.stack.close()


def end(process: psutil.Popen) -> None:
    below = []
    with suppress(psutil.NoSuchProcess):  # it has ended before
        below = process.children(recursive=True)
        process.terminate()
    process.wait()
    until(lambda: not alive(below))


def alive(processes):
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    grid = Cluster(tmp_path_factory.mktemp("dask"))
    yield grid
    grid.close()


@pytest.fixture(scope="module")
def workers(grid):
    return [grid.worker("--no-nanny") for _ in range(2)]


def ready(grid: Cluster, number: int) -> bool:
    """Whether so many workers have come."""
    with Client(grid.address, set_as_default=False) as client:
        return len(client.nthreads()) == number


@pytest.fixture
def command(root, grid, monkeypatch):
    monkeypatch.chdir(root)
    return ["grade", "1", "--scheduler", grid.address, "--isolation", "partial"]


def interrupt(monkeypatch, number: int, action) -> None:
    """Do something when so many submissions are done."""
    ends = []

    def update(*_):
        ends.append(1)
        if len(ends) == number:
            action()

    monkeypatch.setattr("tqdm.tqdm.update", update)


def test_a_scheduler_that_does_not_answer_is_named(root, command, monkeypatch, capsys):
    hand_in(root, "ada", RIGHT)
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    assert main(["grade", "1", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "No Dask scheduler answers at 'tcp://127.0.0.1:1'" in capsys.readouterr().err


def test_without_dask_the_install_line_is_told(root, monkeypatch, capsys):
    hand_in(root, "ada", RIGHT)
    monkeypatch.chdir(root)
    monkeypatch.delitem(sys.modules, "labkit.grading.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["grade", "1", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "pip install" in capsys.readouterr().err


@pytest.mark.slow
def test_a_scheduler_without_workers_is_named(root, command, capsys):
    hand_in(root, "ada", RIGHT)
    assert main(command) == 2
    assert "has no workers" in capsys.readouterr().err


@pytest.mark.slow
def test_a_worker_lost_in_mid_run_costs_nobody_a_grade(
    root, command, grid, workers, tmp_path, monkeypatch, capsys
):
    for student, answer in CLASS.items():
        hand_in(root, student, answer)
    local = shutil.copytree(root, tmp_path / "local")
    below = []

    def lose():
        below.extend([workers[0], *workers[0].children(recursive=True)])
        workers[0].kill()

    until(lambda: ready(grid, 2))
    capsys.readouterr()
    interrupt(monkeypatch, 3, lose)
    assert main([*command, "--force", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["workers"]) == 2
    assert said["isolation"]["files"] == ""
    assert [(one["student"], one["end"]) for one in said["submissions"]] == [
        (student, "graded") for student in CLASS
    ]
    assert len(below) > 2
    until(lambda: not alive(below))
    monkeypatch.chdir(local)
    assert main(["grade", "1", "--isolation", "partial"]) == 0
    rows = [gradebook_rows(open_assignment(*open_course(f), "1")) for f in (root, local)]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 24


@pytest.mark.slow
def test_ctrl_c_ends_rooms_and_leaves_the_workers(root, command, workers, monkeypatch, capsys):
    remaining = workers[1]
    for student in ("ada", "bob", "cyd", "dan"):
        hand_in(root, student, "import time\ntime.sleep(600)" if student == "cyd" else RIGHT)

    def stop():
        until(lambda: len(remaining.children(recursive=True)) > 2)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        interrupt(patch, 2, stop)
        assert main([*command, "--jobs", "1"]) == 130  # else the sleeper may come first
    assert "stopped; 2 are done" in capsys.readouterr().err
    assert not alive(remaining.children(recursive=True))
    assert remaining.is_running()
    assert main([*command, "--student", "dan"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Workers: 1, for 1 submissions at once. Isolation: ")


@pytest.mark.slow
def test_a_worker_with_other_versions_is_refused(root, command, workers, monkeypatch, capsys):
    hand_in(root, "ada", RIGHT)
    here = {**cluster.versions(), "torch": "1.0"}
    monkeypatch.setattr(cluster, "versions", lambda: here)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "The worker tcp://127.0.0.1:" in said
    assert "instead of 1.0: install the same versions" in said


@pytest.mark.slow
def test_a_deadly_submission_fails_alone(root, command, grid, workers, capsys):
    end(workers[1])
    grid.worker()  # with a nanny, who starts it again
    for student, answer in {"ada": DEADLY + RIGHT, "bob": SLOW + RIGHT, "cyd": RIGHT}.items():
        hand_in(root, student, answer)
    until(lambda: ready(grid, 1))
    capsys.readouterr()
    assert main([*command, "--isolation", "none", "--json", "--force"]) == 1
    ends = {
        one["student"]: one["end"] for one in json.loads(capsys.readouterr().out)["submissions"]
    }
    assert ends.pop("ada").startswith("failed: WorkerLostError: every worker that ran it ended")
    assert ends == {"bob": "graded", "cyd": "graded"}


@pytest.mark.slow
def test_a_scheduler_that_goes_ends_the_run(root, command, grid, monkeypatch, capsys):
    for student in CLASS:
        hand_in(root, student, SLOW + RIGHT)
    until(lambda: ready(grid, 1))
    interrupt(monkeypatch, 1, grid.scheduler.kill)
    assert main(command) == 2
    assert "The scheduler is gone" in capsys.readouterr().err


@pytest.mark.slow
def test_a_warm_process_outlives_the_thread_that_started_it():
    made = []
    thread = threading.Thread(target=lambda: made.append(Warm([], isolation="partial")))
    thread.start()
    thread.join()
    with made[0] as warm:
        assert warm.room("os:getpid").wait().code == 0
        assert not warm.ended
    assert warm.ended


@pytest.mark.slow
def test_a_run_that_has_ended_starts_nothing_again():
    order = ("a run", worker.versions(), [], "partial")
    assert worker._begin(*order)[0] == ""
    worker._end("a run")
    assert worker._begin(*order) == ("This run has ended.", {})
    assert "a run" not in worker._runs
