"""The students' bundle: what is in it, what never is, and that it works alone."""

import subprocess
import sys
import zipfile

import pytest
from conftest import LABS, ROOT

from labkit.cli import main
from labkit.teaching.bundle import bundle
from labkit.teaching.course import CourseError


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    bundle(ROOT, folder / "labs.zip")
    with zipfile.ZipFile(folder / "labs.zip") as archive:
        archive.extractall(folder)
    return folder / "labs"


def test_holds_every_lab_and_what_it_takes_to_run_them(unpacked):
    for lab in LABS:
        assert (unpacked / "labs" / lab.name / f"{lab.name}.ipynb").is_file()
    for name in ("README.md", "LICENSE", "pyproject.toml", "environment.yml", "labkit/check"):
        assert (unpacked / name).exists()
    assert "Install" in (unpacked / "README.md").read_text()


def test_holds_no_solution_no_test_and_no_grading_code(unpacked):
    names = {path.relative_to(unpacked).parts[0] for path in unpacked.rglob("*")}
    assert names <= {"labs", "labkit", "README.md", "LICENSE", "pyproject.toml", "environment.yml"}
    for half in ("teaching", "grading", "audit", "walkthrough"):
        assert not (unpacked / "labkit" / half).exists()
    content = b"".join(p.read_bytes() for p in unpacked.rglob("*") if p.is_file())
    for secret in (b"BEGIN SOLUTION", b"BEGIN HIDDEN", b"manual_seed(13)"):
        assert secret not in content
    assert "manual_seed(13)" in LABS[0].source.read_text()  # a line of a hidden test


def test_same_content_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        bundle(ROOT, tmp_path / name / "labs.zip")
    assert (tmp_path / "a/labs.zip").read_bytes() == (tmp_path / "b/labs.zip").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["doctor"], 0, "python"),
        (["demo"], 2, "needs the whole course folder"),
        (["labs"], 2, "needs the whole course folder"),
        (["audit"], 2, "needs the whole course folder"),
        (["walkthrough"], 2, "needs the whole course folder"),
    ],
)
def test_command_line_of_the_bundle(unpacked, arguments, code, words):
    command = [sys.executable, "-m", "labkit", *arguments]
    done = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert words in (done.stdout + done.stderr).lower()


@pytest.fixture
def course_with_lab(course_copy, monkeypatch):
    """The small course, built, with the other files that a bundle takes."""
    for name in ("LICENSE", "environment.yml", "pyproject.toml", "docs/students.md"):
        (course_copy / name).parent.mkdir(exist_ok=True)
        (course_copy / name).write_text("text")
    monkeypatch.chdir(course_copy)
    assert main(["labs"]) == 0
    return course_copy


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text.replace("# YOUR CODE HERE", "### BEGIN SOLUTION"), "BEGIN SOLUTION"),
        (lambda text: text.replace("gives(4)", "### END HIDDEN TESTS"), "END HIDDEN TESTS"),
        (lambda text: text[:-20], "not valid JSON"),
        (lambda text: None, "does not exist"),
    ],
)
def test_refuses_a_lab_that_is_broken_or_shows_too_much(course_with_lab, damage, words, capsys):
    lab = course_with_lab / "labs" / "01_small" / "01_small.ipynb"
    text = damage(lab.read_text())
    lab.unlink() if text is None else lab.write_text(text)
    assert main(["bundle"]) == 2
    assert words in capsys.readouterr().err
    assert not (course_with_lab / "dist").exists()


def test_a_missing_file_is_named(course_with_lab):
    (course_with_lab / "LICENSE").unlink()
    with pytest.raises(CourseError, match="LICENSE"):
        bundle(course_with_lab, course_with_lab / "out.zip")
