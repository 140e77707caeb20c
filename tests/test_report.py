"""The report on a class: item analysis, likeness, a page and a table that hold what they say."""

import csv
import io
import re

import numpy as np
import pytest

from labkit.cli import main
from labkit.report import figures
from labkit.report.items import FEWEST, items
from labkit.report.likeness import pairs, tokens
from labkit.report.page import page
from labkit.report.read import Class, Student
from labkit.report.sheet import sheet

POINTS = {"easy": 4.0, "fair": 3.0, "hard": 4.0, "noise": 1.0, "broken": 1.0, "text": 0.0}


def a_class(count: int, seed: int = 0) -> Class:
    """Return students of growing skill; ``noise`` is a coin, ``broken`` fails the best most."""
    random = np.random.default_rng(seed)
    students = []
    for i in range(count):
        skill = i / max(count - 1, 1)
        right = {
            "easy": skill > 0.1,
            "fair": skill > 0.3 + 0.4 * random.random(),
            "hard": skill > 0.8,
            "noise": random.random() < 0.5,
            "broken": skill < 0.4,
        }
        scores = {name: POINTS[name] * ok for name, ok in right.items()} | {"text": 0.0}
        mistakes = {name: f"{name} <b>off by one</b>" for name, ok in right.items() if not ok}
        if i == 0:
            mistakes["easy"] = "not written"
        seconds = dict.fromkeys(right, 0.1 * (i + 1))
        students.append(Student(f"s{i:04}", scores, mistakes, seconds, {}, ""))
    return Class("lab", POINTS, students, ["absent one"])


def by_name(course: Class) -> dict:
    return {item.name: item for item in items(course)}


def test_shares_correlations_and_times_are_those_of_the_scores():
    course = a_class(50)
    found = by_name(course)
    assert list(found) == ["easy", "fair", "hard", "noise", "broken"]  # no points, no item
    scores = {n: np.array([s.scores[n] for s in course.students]) for n in found}
    for name, item in found.items():
        rest = sum(scores.values()) - scores[name]
        assert item.share == pytest.approx(scores[name].mean() / POINTS[name])
        assert item.discrimination == pytest.approx(np.corrcoef(scores[name], rest)[0, 1])
        assert item.seconds == pytest.approx(2.55)
    assert found["easy"].unwritten == 1
    assert found["broken"].mistakes == [("broken <b>off by one</b>", 30)]


def test_a_test_that_good_students_fail_is_doubted_and_a_good_one_is_not():
    found = by_name(a_class(200))
    assert "did no better here (correlation -" in found["broken"].doubt
    assert "30 times: broken" in by_name(a_class(50))["broken"].doubt
    assert found["easy"].doubt == found["fair"].doubt == found["hard"].doubt == ""
    assert found["fair"].discrimination > 0.3 > found["noise"].discrimination


def test_a_test_that_nobody_passes_is_doubted():
    course = a_class(20)
    for student in course.students:
        student.scores["hard"] = 0.0
    assert by_name(course)["hard"].doubt.startswith("nobody got a point; 16 times: hard")


@pytest.mark.parametrize("count", [1, 3, FEWEST - 1])
def test_a_small_class_is_not_judged(count):
    for item in items(a_class(count)):
        assert item.discrimination is None
        assert item.doubt == ""


def test_students_without_a_grade_count_nowhere():
    course = a_class(20)
    lost = Student("zoe", {}, {}, {}, {}, "could not be graded: a person must look")
    more = course._replace(students=[*course.students, lost])
    assert items(more) == items(course)
    assert "zoe" in page(more, items(more), [])


LOOP = """
def total(image):
    found = 0
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            if image[row, column] > 0 and row % 2 == 1:
                found = found + image[row, column] ** 2 - 3
    return found / (image.shape[0] * image.shape[1] - 1)
"""
RENAMED = """
def total(picture):  # all my own work
    s = 0
    for i in range(picture.shape[0]):
        for j in range(picture.shape[1]):
            if picture[i,j] > 0 and i % 2 == 1: s = s + picture[i,j]**2 - 3
    return s/(picture.shape[0]*picture.shape[1]-1)
"""
OTHER = """
def total(image):
    odd = image[1::2]
    positive = odd[odd > 0]
    height, width = image.shape
    squares = (positive ** 2).sum() - 3 * len(positive)
    if height * width == 1:
        raise ValueError("one pixel has no such mean")
    return squares / (height * width - 1)
"""


def handed_in(**answers: str) -> Class:
    students = [
        Student(name, {"total": 1.0}, {}, {}, {"total": code, "left": "stub()"}, "")
        for name, code in answers.items()
    ]
    return Class("lab", {"total": 1.0}, students, [])


def test_a_copy_is_found_under_other_names_and_layout_and_an_own_answer_is_not():
    (pair,) = pairs(handed_in(ada=LOOP, bob=OTHER, cyd=RENAMED), {"left": "stub()"})
    assert (pair.first, pair.second, pair.same) == ("ada", "cyd", ["total"])
    assert pair.likeness == pytest.approx(1)


def test_stubs_short_answers_and_code_that_does_not_parse_are_no_likeness():
    assert pairs(handed_in(ada=LOOP, bob=LOOP), {"total": LOOP}) == []
    assert pairs(handed_in(ada="x = 1", bob="x = 1"), {}) == []
    assert pairs(handed_in(ada=LOOP, bob="def (((" * 80), {}) == []
    assert tokens("a.relu(b) + 'x y'") == ["1", ".", "relu", "(", "2", ")", "+", '""']


def test_many_submissions_are_compared():
    codes = {
        f"s{i}": LOOP.replace("3", str(i)).replace("** 2", "+ 1" * (i % 7)) for i in range(300)
    }
    assert len(pairs(handed_in(**codes), {})) == 30


@pytest.mark.parametrize("count", [1, 3, 40, 1000])
def test_the_page_stands_alone_for_small_and_large_classes(count):
    course = a_class(count)
    course.students[0] = course.students[0]._replace(name="<script>alert(1)</script>", note="look")
    text = page(course, items(course), [])
    assert "<script" not in text
    assert "<b>off by one" not in text
    assert not re.findall(r"(?:src|href)=[\"'](?!data:)", text)
    assert not re.findall(r"https?://", re.sub(r"base64,[\w+/=]+", "", text))
    pictures = re.findall(r"<img [^>]*>", text)
    assert len(pictures) == (4 if count >= FEWEST else 3)
    assert all(re.search(r'alt="[^"]{20,}"', picture) for picture in pictures)


def test_figures_say_in_words_what_they_show():
    course = a_class(50)
    found = items(course)
    totals = [s.total for s in course.graded]
    assert f"highest {max(totals):g}" in figures.distribution(totals, 13).get_label()
    hardest = min(found, key=lambda item: item.share).name
    assert f"{hardest} is lowest" in figures.difficulty(found).get_label()
    assert figures.quality(items(a_class(3))) is None
    assert figures.times([item._replace(seconds=None) for item in found]) is None


def test_the_table_reads_back_and_holds_no_formula():
    course = a_class(30)
    found = [i._replace(mistakes=[("=1+1", 3)]) for i in items(course)]
    rows = list(csv.DictReader(io.StringIO(sheet(found))))
    assert [row["exercise"] for row in rows] == ["easy", "fair", "hard", "noise", "broken"]
    assert float(rows[1]["mean_share"]) == pytest.approx(found[1].share, rel=1e-3)
    assert {row["most_frequent_message"] for row in rows} == {"'=1+1"}
    assert sheet(items(a_class(3))).splitlines()[1].split(",")[3] == ""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_the_sample_class_has_a_report(demo, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(demo.folder)
    assert main(["report", "1", "--output", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert re.search(r"A PERSON MUST LOOK  \w+: could not be graded", said)
    text = next(tmp_path.glob("*.html")).read_text()
    rows = list(csv.DictReader(next(tmp_path.glob("*.csv")).read_text().splitlines()))
    assert [row["exercise"] for row in rows] == list(demo.results.points)
    graded = [row for row in demo.results.rows if None not in row.scores.values()]
    shares = [
        sum(row.scores[name] for row in graded) / len(graded) / points
        for name, points in demo.results.points.items()
    ]
    assert [float(row["mean_share"]) for row in rows] == pytest.approx(shares, abs=1e-3)
    assert all(float(row["median_seconds"]) > 0 for row in rows)
    assert "ran out of time" in text
