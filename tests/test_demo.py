"""A sample class graded by nbgrader from hand-in to feedback: every grade, every file."""

import csv
import re
import shutil

import pytest
from conftest import LABS, ROOT
from nbformat.v4 import new_code_cell, new_output
from nbgrader.api import Gradebook

from labkit.cli import main
from labkit.teaching.course import CourseError, read_notebook
from labkit.teaching.demo import Demo, run_demo, surprises
from labkit.teaching.feedback import HideTests
from labkit.teaching.results import table
from labkit.teaching.samples import sample_class

pytestmark = pytest.mark.slow
LAB = LABS[0]
FULL = 40


@pytest.fixture(scope="module")
def rows(demo):
    return {row.student: row for row in demo.results.rows}


def test_every_grade_is_as_expected(demo):
    assert demo.surprises == []
    assert len(demo.results.rows) == 7


def test_reference_scores_full_and_the_released_notebook_nothing(demo, rows):
    assert sum(demo.results.points.values()) == FULL
    assert rows["all_right"].total == FULL
    assert rows["another_style"].total == FULL
    assert rows["untouched"].total == 0
    assert rows["plausibly_wrong"].total == 0


def test_each_missing_point_has_its_line(rows):
    assert rows["all_right"].problems == rows["another_style"].problems == []
    assert rows["endless_loop"].problems == ["same_padding: ran out of time"]
    assert set(rows["not_json"].scores.values()) == {None}
    assert "it is not valid JSON (line " in rows["not_json"].problems[0]
    assert rows["untouched"].problems == ["not written: all exercises"]
    (line,) = rows["partly_right"].problems
    assert line.removeprefix("not written: ").split(", ") == list(rows["untouched"].scores)[7:]
    wrong = rows["plausibly_wrong"]
    for name in wrong.scores:
        assert any(name in problem for problem in wrong.problems), name
    assert sum("Most likely" in problem for problem in wrong.problems) >= 9


def test_table_shows_every_student_and_problem_within_a_screen_width(demo):
    text = table(demo.results)
    for row in demo.results.rows:
        assert re.search(rf"^{row.student} .* {row.total:g}$", text, re.MULTILINE)
        for problem in row.problems:
            assert f"{row.student}: {problem}"[:80] in text
    grid = text.split("\n\n")[1]
    assert max(map(len, grid.split("\n"))) <= 100


def test_gradebook_has_the_scores(demo):
    with Gradebook(f"sqlite:///{demo.folder / 'gradebook.db'}") as gradebook:
        scores = {s["student"]: s["score"] for s in gradebook.submission_dicts(LAB.name)}
    assert scores == {row.student: row.total for row in demo.results.rows}


def test_csv_has_the_scores(demo):
    with open(demo.folder / "grades.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    got = {row["student_id"]: float(row["raw_score"]) for row in rows}
    assert got == {row.student: row.total for row in demo.results.rows}
    assert {row["max_score"] for row in rows} == {str(float(FULL))}


def feedback_of(demo: Demo, student: str) -> str:
    return (demo.folder / "feedback" / student / LAB.name / f"{LAB.name}.html").read_text()


@pytest.mark.parametrize("student", ["all_right", "plausibly_wrong", "endless_loop", "untouched"])
def test_feedback_hides_hidden_tests(demo, student):
    page = re.sub(r"<[^>]+>", "", feedback_of(demo, student))
    graded = read_notebook(demo.folder / "autograded" / student / LAB.name / f"{LAB.name}.ipynb")
    assert "BEGIN HIDDEN TESTS" in str(graded)  # they were there when it ran
    for secret in ("HIDDEN TESTS", "check.hidden", "manual_seed(13)", "FlopCounterMode"):
        assert secret not in page


def test_feedback_loads_nothing(demo):
    page = feedback_of(demo, "another_style")
    assert re.findall(r"<(?:script|link|iframe)\b[^>]*>|(?:src|@import)\W*https?:", page) == []


def test_feedback_keeps_the_message_of_a_test_and_drops_its_traceback():
    trace = ["-----", "Traceback (most recent call last)", "check.call(f, 'secret')", "boom"]
    graded = {"grade": True, "solution": False, "locked": True, "grade_id": "t", "points": 1}
    for metadata, ename, evalue, expected in (
        ({"nbgrader": graded}, "CheckError", "f is wrong.\n  Most likely: x.", 2),
        ({"nbgrader": graded}, "KeyError", "'k'", 1),
        ({}, "KeyError", "'k'", 4),
    ):
        error = new_output("error", ename=ename, evalue=evalue, traceback=trace)
        source = "a\n### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS"
        cell = new_code_cell(source, metadata=metadata, outputs=[error])
        cleaned, _ = HideTests().preprocess_cell(cell, {}, 0)
        assert len(cleaned.outputs[0].traceback) == expected
        assert ("secret" in str(cleaned)) == (expected == 4)


def test_feedback_names_mistakes_and_explains_the_quiz(demo):
    page = feedback_of(demo, "plausibly_wrong")
    assert page.count("Most likely:") >= 9
    assert "answer_1: no, because libraries slide the kernel as it is" in page
    assert "answer_1: right, because libraries" in feedback_of(demo, "all_right")
    assert f"{FULL}.0 / {FULL}.0" in feedback_of(demo, "all_right")


def test_no_test_cell_wrote_to_stderr(demo):
    """A warning or progress bar in a student's function must cost nothing."""
    for student in ("all_right", "another_style", "plausibly_wrong"):
        path = demo.folder / "autograded" / student / LAB.name / f"{LAB.name}.ipynb"
        for cell in read_notebook(path).cells:
            if cell.metadata.get("nbgrader", {}).get("grade"):
                assert [o for o in cell.outputs if o.get("name") == "stderr"] == []


def test_feedback_explains_a_time_out(demo):
    assert "This ran out of time. Is there a loop" in feedback_of(demo, "endless_loop")


def test_a_wrong_grade_is_reported(demo, monkeypatch, capsys):
    samples = sample_class(ROOT, LAB)
    samples[0].expected["conv2d"] = 0
    found = surprises(samples, demo.results)
    assert found == ["all_right: conv2d is 7.0, expected 0"]
    altered = demo._replace(surprises=found, folder=ROOT / "demo")
    monkeypatch.setattr("labkit.teaching.demo.run_demo", lambda *_: altered)
    monkeypatch.chdir(ROOT)
    assert main(["demo"]) == 1
    assert "NOT AS EXPECTED  all_right: conv2d is 7.0, expected 0" in capsys.readouterr().out


def test_a_student_missing_from_the_results_is_reported(demo):
    fewer = demo.results._replace(rows=demo.results.rows[1:])
    assert "all_right: conv2d is None, expected 7" in surprises(sample_class(ROOT, LAB), fewer)


def test_refuses_a_folder_that_it_did_not_make(tmp_path):
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(CourseError, match="was not made by the demo"):
        run_demo(ROOT, LAB, tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_a_lab_without_kept_answers_is_named(tmp_path, monkeypatch, capsys):
    for name in ("nbgrader_config.py", "solutions", "labs"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 2
    assert "needs at least one right_*.py and one wrong_*.py" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()
