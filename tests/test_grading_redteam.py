"""Nobody gets more than was earned, nobody loses it to somebody else: the red team as one class."""

import json

import nbformat
import pytest
from conftest import ROOT
from redteam import ALL, KINDS, adapter, table
from redteam.course import make_course
from redteam.entry import FILE
from redteam.lab import POINTS, RIGHT, WRONG
from redteam.probes import Watched, harm_done, snapshot

from labkit.teaching.course import read_notebook
from labkit.teaching.exercises import exercises, run

each = pytest.mark.parametrize("name", ALL)
NBGRADER = json.loads((ROOT / "tests/redteam/nbgrader_0_9_6.json").read_text())
LABKIT = json.loads(adapter.FILE.read_text())


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory):
    return adapter.hand_in_all(tmp_path_factory.mktemp("handed"), ALL).root / "submitted"


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    return adapter.grade_all(tmp_path_factory.mktemp("red"))


def test_right_answers_pass_and_wrong_ones_fail(tmp_path):
    tasks = exercises(read_notebook(make_course(tmp_path).lab.solution))
    assert {task.name: task.points for task in tasks} == POINTS
    for task in tasks:
        assert run(task, RIGHT[task.name]).complete is None, task.name
        assert run(task, WRONG[task.name]).complete, task.name


def test_every_submission_has_a_name_of_its_own_and_a_line():
    entries = [red for kind in KINDS.values() for red in kind]
    assert len(ALL) == len(entries) >= 70
    for red in entries:
        assert red.name.isidentifier()
        assert 0 < len(red.tries) <= 90
        assert "|" not in red.tries
        for points in (red.points, red.least):
            assert points is None or points.keys() == POINTS.keys()


@pytest.mark.parametrize("name", [red.name for kind in ("harm", "honest") for red in KINDS[kind]])
def test_whoever_is_not_broken_hands_in_a_valid_notebook(handed_in, name):
    (path,) = handed_in.glob(f"{name}/*/{FILE}")
    nbformat.validate(nbformat.read(path, as_version=4))


def test_harm_is_noticed(tmp_path):
    root, home = tmp_path / "course", tmp_path / "home"
    for path in (root / "nbgrader_config.py", root / "labs" / "x.ipynb", home / "diary.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    watched = Watched(root, home, ())
    before = snapshot(watched)
    (root / "nbgrader_config.py").write_text("changed")
    (root / "gradebook.db").write_text("graded, but not a database")
    (home / "diary.txt").unlink()
    (home / "redteam-late").touch()
    found = harm_done(watched, before)
    assert found[:-1] == [
        "lost: home/diary.txt",
        "the gradebook is broken: file is not a database",
        "written: course/nbgrader_config.py",
    ]
    assert found[-1] == "written: home/redteam-late"


def test_nbgrader_was_run_on_every_submission():
    assert set(NBGRADER) == set(ALL)


def test_the_document_is_what_the_runs_gave():
    assert table.DOCUMENT.read_text(encoding="utf-8") == table.document()


def test_labkit_was_run_on_every_submission():
    assert set(LABKIT) == {"", *ALL}


@pytest.mark.slow
@each
def test_everybody_gets_what_was_earned(graded, name):
    red, got = ALL[name], graded[name]["points"]
    if got is None or red.points is None:
        assert (got, red.least or red.points) in [(None, None), (None, adapter.NOTHING)]
        return
    least = red.least or red.points
    for exercise, points in got.items():
        assert least[exercise] <= points <= red.points[exercise], exercise


@pytest.mark.slow
@each
def test_every_end_has_a_name(graded, name):
    got = graded[name]
    assert got["ended"].startswith(table.NAMED)
    assert got["ended"].startswith("graded") == (got["points"] is not None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("endless_loop", "graded, conv2d: ran out of time"),
        ("deaf_loop", "graded, conv2d: ran out of time"),
        ("loop_at_the_top", "graded, cell 3: ran out of time"),
        ("segfault", "graded, conv2d: crashed"),
        ("os_exit_zero", "graded, relu: ended its own process (exit code 0)"),
        ("close_descriptors", "graded, conv2d: ended its own process"),
        ("fifo", "malformed: 01_red.ipynb cannot be read: it is a named pipe"),
        ("no_notebook", "not handed in"),
    ],
)
def test_deaths_say_what_happened(graded, name, end):
    assert graded[name]["ended"].startswith(end)


@pytest.mark.slow
@each
def test_nobody_learns_a_secret(graded, name):
    assert graded[name]["harm"] == []


@pytest.mark.slow
def test_nobody_else_is_harmed(graded):
    assert graded[""]["harm"] == []


@pytest.mark.slow
@each
def test_the_document_tells_what_this_run_gave(graded, name):
    assert table.verdict(ALL[name], LABKIT[name]) == table.verdict(ALL[name], graded[name])
    if not ALL[name].least:
        assert LABKIT[name]["points"] == graded[name]["points"]
