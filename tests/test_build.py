"""From source to labs: what is built, and what a faulty source gets."""

import json
import shutil
import subprocess
import sys

import pytest
from conftest import LABS, ROOT, SMALL_LAB

from labkit.cli import main
from labkit.teaching import course, release
from labkit.teaching.source import to_notebook


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_committed_notebooks_are_what_their_source_builds(lab):
    assert release.outdated(lab, release.build(ROOT, lab)) == []


def test_building_twice_gives_the_same_bytes_also_in_another_process(tmp_path):
    lab = LABS[0]
    here = release.build(ROOT, lab)
    assert release.build(ROOT, lab) == here
    code = (
        "import sys; from pathlib import Path; from labkit.teaching import course, release;"
        f"root = Path({str(ROOT)!r}); built = release.build(root, course.all_labs(root)[0]);"
        "sys.stdout.buffer.write('\\0'.join(built).encode())"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert there.stdout.decode().split("\0") == list(here)


def test_plain_nbgrader_releases_the_same_notebook(tmp_path, monkeypatch):
    """``nbgrader generate_assignment`` at the root gives what `make labs` gives."""
    lab = LABS[0]
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(lab.source.parent, tmp_path / "solutions" / lab.name)
    monkeypatch.setenv("PATH", f"{sys.prefix}/bin:{sys.prefix}/Scripts:/usr/bin:/bin")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", lab.name]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    released = tmp_path / "labs" / lab.name
    assert [path.name for path in released.iterdir()] == [f"{lab.name}.ipynb"]  # and no source
    assert json.loads((released / f"{lab.name}.ipynb").read_text()) == json.loads(
        lab.release.read_text()
    )


def test_marks_become_nbgrader_metadata():
    cells = to_notebook(SMALL_LAB, "small").cells
    by_id = {cell.id: cell for cell in cells}
    assert list(by_id)[1:] == ["setup", "double", "test_double"]
    marks = {name: by_id[name].metadata.nbgrader for name in list(by_id)[1:]}
    flags = {n: (m["grade"], m["solution"], m["locked"]) for n, m in marks.items()}
    assert flags == {
        "setup": (False, False, True),
        "double": (False, True, False),
        "test_double": (True, False, True),
    }
    assert marks["test_double"]["points"] == 2
    assert "nbgrader" not in cells[0].metadata


def test_unmarked_cells_are_examples():
    cells = to_notebook(SMALL_LAB + "\n# %%\nshown = 1\n", "small").cells
    assert [c.source for c in cells if "example" in c.metadata.get("tags", [])] == ["shown = 1"]


def test_students_can_run_all_past_an_unwritten_exercise():
    cells = {cell.id: cell for cell in to_notebook(SMALL_LAB, "small").cells}
    assert cells["double"].metadata.tags == ["raises-exception"]
    assert cells["test_double"].metadata.tags == ["raises-exception"]
    assert "tags" not in cells["setup"].metadata  # locked


FAULTS = {
    "no grade id": ('answer="double"', "", "no grade id"),
    "empty grade id": ('answer="double"', 'answer=""', "needs a name"),
    "hidden test without mark": ('test="double" points=2', "", "no grade id"),
    "points missing": (" points=2", "", "points are missing"),
    "points zero": ("points=2", "points=0", "points are missing or not above zero"),
    "points text": ("points=2", 'points="two"', "points are missing or not above zero"),
    "misspelt": ("points=2", "point=2", "unknown mark point"),
    "duplicate": ('locked="setup"', 'locked="double"', "grade id double is used 2 times"),
    "two marks": ('locked="setup"', 'locked="setup" answer="x"', "a cell has one"),
    "answer without test": ('test="double"', 'test="triple"', "answer double has no test"),
    "test without answer": ('test="double"', 'test="triple"', "test triple has no answer"),
    "no end": ("    ### END SOLUTION\n", "", "1 BEGIN SOLUTION but 0 END SOLUTION"),
    "no solution": ("### BEGIN SOLUTION", "#", "0 BEGIN SOLUTION but 1"),
    "no hidden tests": (
        "### BEGIN HIDDEN TESTS\nwith check.hidden():\n    check.call(double, 31).gives(62)\n"
        "### END HIDDEN TESTS\n",
        "",
        "has no BEGIN HIDDEN TESTS",
    ),
    "syntax": ("return number + number", "return number +", "not valid Python"),
    "value at the end": ("### END HIDDEN TESTS\n", "### END HIDDEN TESTS\n1\n", "reads as points"),
    "visible value at the end": (
        "check.call(double, 2).gives(4)",
        "double(2) == 4",
        "reads as points",
    ),
    "too long": ("from labkit import check", "x = 1\n" * 26, "more than 25 lines"),
    "nothing to grade": (SMALL_LAB[SMALL_LAB.index("# %% answer") :], "", "nothing to grade"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faulty_source_gets_a_clear_line_and_nothing_is_written(
    fault, course_copy, monkeypatch, capsys
):
    old, new, words = FAULTS[fault]
    source = course_copy / "solutions" / "01_small" / "01_small.py"
    assert old in SMALL_LAB
    source.write_text(SMALL_LAB.replace(old, new, 1))
    before = sorted(course_copy.rglob("*"))
    monkeypatch.chdir(course_copy)
    assert main(["labs"]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert "solutions/01_small/01_small.py" in error
    assert "Traceback" not in error
    assert sorted(course_copy.rglob("*")) == before


def test_one_faulty_lab_leaves_the_others_unwritten_too(course_copy, monkeypatch):
    other = course_copy / "solutions" / "02_other" / "02_other.py"
    other.parent.mkdir()
    other.write_text(SMALL_LAB.replace(" points=2", ""))
    monkeypatch.chdir(course_copy)
    assert main(["labs"]) == 2
    assert not (course_copy / "labs").exists()


def test_what_nbgrader_refuses_is_reported(course_copy, monkeypatch, capsys):
    """A fault that only nbgrader sees: its own words reach the author."""
    config = course_copy / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.IncludeHeaderFooter.header = 'gone.ipynb'\n")
    monkeypatch.chdir(course_copy)
    assert main(["labs"]) == 2
    assert "nbgrader cannot release 01_small" in capsys.readouterr().err
    assert not (course_copy / "labs").exists()


def test_build_check_and_rebuild(course_copy, monkeypatch, capsys):
    monkeypatch.chdir(course_copy / "solutions")  # anywhere inside the course folder
    assert main(["labs", "--check"]) == 1
    assert main(["labs", "1"]) == 0
    assert main(["labs", "01_small", "--check"]) == 0
    released = course_copy / "labs" / "01_small" / "01_small.ipynb"
    assert "raise NotImplementedError()" in released.read_text()
    released.write_text(released.read_text().replace("twice", "thrice"))
    capsys.readouterr()
    assert main(["labs", "--check"]) == 1
    assert "labs/01_small/01_small.ipynb is not what its source builds" in capsys.readouterr().out
    assert main(["labs"]) == 0
    assert main(["labs", "--check"]) == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [("7", "There is: 01_small"), ("01_smal", "Did you mean 01_small?"), ("", "There is no lab")],
)
def test_unknown_lab(name, words, course_copy, monkeypatch, capsys):
    monkeypatch.chdir(course_copy)
    assert main(["labs", name]) == 2
    assert words in capsys.readouterr().err


def test_outside_a_course_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["labs"]) == 2
    assert "not inside a course folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not valid JSON"),
        ("", "not valid JSON"),
        ("[]", "is not a notebook"),
        ('{"cells": 3}', "is not a notebook"),
        ("\xff", "not UTF-8 text"),
        (None, "does not exist"),
    ],
)
def test_reading_what_is_no_notebook(text, words, tmp_path):
    path = tmp_path / "lab.ipynb"
    if text is not None:
        path.write_bytes(text.encode("latin-1"))
    with pytest.raises(course.CourseError, match=words):
        course.read_notebook(path)
