"""Kept answers: right ones pass in any style, wrong ones fail and hear what went wrong.

What the files say about themselves is told in labkit.audit.zoo, which reads them.
"""

import sys
import warnings
from functools import cache

import pytest
from conftest import LABS, ROOT

from labkit.audit.notebook import stub
from labkit.audit.zoo import Kept, is_named, is_secret
from labkit.teaching.exercises import Outcome, exercises, run
from labkit.teaching.source import to_notebook

ANSWERS = ROOT / "tests" / "answers"
LAB = {lab.name: lab for lab in LABS}
FILES = sorted(path for lab in LAB for path in (ANSWERS / lab).rglob("*.py"))
RIGHT = [path for path in FILES if path.name.startswith("right_")]
WRONG = [path for path in FILES if path.name.startswith("wrong_")]


@cache
def exercises_of(lab):
    source = LAB[lab].source
    return {task.name: task for task in exercises(to_notebook(source.read_text(), source.name))}


ALL = [(lab, name) for lab in LAB for name in exercises_of(lab)]


@cache
def outcome(path) -> Outcome:
    """How the answer in a file fares; each runs once."""
    lab, name = path.relative_to(ANSWERS).parts[:2]
    return run(exercises_of(lab)[name], path.read_text())


def files(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda p: f"{p.parent.name}-{p.stem}")


each_exercise = pytest.mark.parametrize(("lab", "name"), ALL, ids=lambda part: part)


@pytest.fixture(autouse=True)
def warnings_on_stderr(monkeypatch):
    """Show every warning where a notebook shows it, instead of raising it."""

    def show(message, category, filename, lineno, file=None, line=None):
        sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(warnings, "showwarning", show)
        yield


def header(path) -> tuple[str, str]:
    """Return ``named`` or ``unnamed`` and what follows, from the second line of a wrong answer."""
    mark, _, words = path.read_text().split("\n")[1].removeprefix("# ").partition(": ")
    return mark, words


def is_unrevealed_letter(path) -> bool:
    return is_secret(Kept(path, path.read_text()), outcome(path))


@files(RIGHT)
def test_right(path, capfd):
    assert outcome(path) == (None, None)
    assert capfd.readouterr() == ("", "")


@files(WRONG)
def test_wrong(path, capfd):
    visible, complete = outcome(path)
    assert complete is not None, "every test passes"
    mark, words = header(path)
    assert mark in ("named", "unnamed")
    assert words
    if mark == "named":
        assert visible is not None, "the visible check passes"
        assert is_named(Kept(path, path.read_text()), outcome(path)), visible
    assert capfd.readouterr() == ("", "")


@files(WRONG)
def test_a_hidden_test_tells_no_inputs_and_no_values(path):
    visible, complete = outcome(path)
    if visible is None:
        shown = [line.split()[0] for line in complete.split("\n")[1:]]
        assert {"with", "returned", "expected", "raised", "in"}.isdisjoint(shown)
        # The explanation of a quiz question is meant to be read.
        assert is_unrevealed_letter(path) or complete.startswith("A hidden test of ")


@pytest.mark.parametrize("lab", LAB)
def test_most_mistakes_are_named(lab):
    """Quiz letters do not count: a visible check must not reveal that they are wrong."""
    counted = [p for p in WRONG if p.parts[-3] == lab and not is_unrevealed_letter(p)]
    unnamed = [f"{p.parent.name}/{p.stem}" for p in counted if header(p)[0] == "unnamed"]
    assert len(unnamed) <= 0.2 * len(counted), unnamed


@each_exercise
def test_there_are_enough_answers(lab, name):
    folder = ANSWERS / lab / name
    assert len([path for path in RIGHT if path.parent == folder]) >= 3
    wrong = [path for path in WRONG if path.parent == folder]
    assert len(wrong) >= 4
    if name.startswith("answer_"):
        letters = [path for path in wrong if is_unrevealed_letter(path)]
        task = exercises_of(lab)[name]
        fares = {f"wrong_{letter}": run(task, f"{name} = {letter!r}") for letter in "abcdef"}
        wanted = {file for file, fared in fares.items() if fared.visible is None and fared.complete}
        assert {path.stem for path in letters} == wanted


def test_every_file_is_an_answer_to_an_exercise():
    strange = set(FILES) - set(RIGHT) - set(WRONG)
    assert strange == set()
    assert {path.relative_to(ANSWERS).parts[:-1] for path in FILES} <= set(ALL)
    assert {path.name for path in ANSWERS.iterdir() if path.is_dir()} <= set(LAB)


@files(FILES)
def test_the_first_line_says_what_it_is(path):
    assert path.read_text().startswith("# ")


@each_exercise
def test_the_reference_passes(lab, name, capfd):
    task = exercises_of(lab)[name]
    assert run(task, task.reference) == (None, None)
    assert capfd.readouterr() == ("", "")


@each_exercise
def test_the_stub_fails_gently(lab, name, capfd):
    """The answer cell as students get it: nbgrader puts the stub where the solution was."""
    task = exercises_of(lab)[name]
    for message in run(task, stub(task.reference)):
        assert message is not None
        assert "not written yet" in message or "not set yet" in message
        assert "\n" not in message
    assert capfd.readouterr() == ("", "")
