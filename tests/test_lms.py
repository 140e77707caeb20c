"""Submissions from Canvas and Moodle, and grades back to them, in the shapes that both write."""

import csv
import io
import json
import shutil
import stat
import warnings
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, SMALL
from nbgrader.api import Gradebook
from nbgrader.apps import ZipCollectApp
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from labkit.cli import main
from labkit.grading.assignment import open_course
from labkit.lms.names import parse, pattern
from labkit.lms.table import fill, formulas, read_table
from labkit.teaching.course import CourseError

DUE = datetime(2026, 10, 1, 12)
BOOK = f"{SMALL}.ipynb"


def canvas(name: str, number: int, upload: int, file: str = BOOK, late: bool = False) -> str:
    return f"{name}{'_LATE' if late else ''}_{number}_{upload}_{file}"


def moodle(name: str, number: int, file: str = BOOK, end: str = "_/") -> str:
    return f"{name}_{number}_assignsubmission_file{end}{file}"


def make_zip(path: Path, files: dict[str, str], utf8: bool = True) -> str:
    """Write a zip; without ``utf8`` as Canvas does: UTF-8 names that are not said to be UTF-8."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 2, 8, 0, 0)), text)
    if not utf8:  # Python marks names that are not ASCII: take the mark away, in both places
        data = bytearray(path.read_bytes())
        for start, bits in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
            place = data.find(start)
            while place >= 0:
                data[place + bits] &= ~0x08
                place = data.find(start, place + 1)
        path.write_bytes(data)
    return str(path)


@pytest.fixture
def here(root, monkeypatch):
    monkeypatch.chdir(root)
    return root


def collect(platform: str, *rest: str) -> int:
    return main(["collect", "1", "--from", platform, *rest])


def submitted(root: Path) -> dict[str, str]:
    """Everything in submitted/, by its path."""
    found = sorted((root / "submitted").rglob("*"))
    folder = root / "submitted"
    return {p.relative_to(folder).as_posix(): p.read_text() for p in found if p.is_file()}


def at(student: str | int, file: str = BOOK) -> str:
    return f"{student}/{SMALL}/{file}"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (canvas("doejane", 12345, 678910), ("doejane", "12345", False, 678910, BOOK)),
        (canvas("doejane", 1, 2, late=True), ("doejane", "1", True, 2, BOOK)),
        (canvas("müllerjürgen", 1, 2), ("müllerjürgen", "1", False, 2, BOOK)),
        (canvas("doe_jane", 1, 2), ("doe_jane", "1", False, 2, BOOK)),
        (canvas("李小龙", 1, 2, f"{SMALL}-1.ipynb"), ("李小龙", "1", False, 2, BOOK)),
        (canvas("d", 1, 2, f"{SMALL}-12 (3).ipynb"), ("d", "1", False, 2, BOOK)),
        (canvas("d", 1, 2, f"{SMALL}(1).ipynb"), ("d", "1", False, 2, BOOK)),
        (canvas("d", 1, 2, "student_v2.ipynb"), ("d", "1", False, 2, "student_v2.ipynb")),
        (canvas("d", 1, 2, f"{SMALL}_v-2.ipynb"), ("d", "1", False, 2, f"{SMALL}_v-2.ipynb")),
        (canvas("d", 1, 2, "7_8_9.png"), ("d", "1", False, 2, "7_8_9.png")),
        (f"submissions/{canvas('d', 1, 2)}", ("d", "1", False, 2, BOOK)),
    ],
)
def test_names_of_canvas(path, expected):
    assert parse("canvas", path, [SMALL]) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (moodle("Jane Doe", 1234567), ("Jane Doe", "1234567", False, 0, BOOK)),
        (moodle("Jane Doe", 7, end="/"), ("Jane Doe", "7", False, 0, BOOK)),
        (moodle("Jane Doe", 7, end="_"), ("Jane Doe", "7", False, 0, BOOK)),
        (moodle("Ana-Lía d’Ōe 2", 7), ("Ana-Lía d’Ōe 2", "7", False, 0, BOOK)),
        (
            moodle("Jürgen O'Neill", 7, "sub/a b.py"),
            ("Jürgen O'Neill", "7", False, 0, "sub/a b.py"),
        ),
        (moodle("J", 7, f"{SMALL} (1).ipynb"), ("J", "7", False, 0, BOOK)),
        (moodle("Participant", 7), ("Participant", "7", False, 0, BOOK)),
        (moodle("Eve", 7, moodle("Bob", 9)), ("Eve", "7", False, 0, moodle("Bob", 9))),
        (
            moodle("Eve", 7, moodle("Bob", 9, end="_"), end="_"),
            ("Eve", "7", False, 0, moodle("Bob", 9, end="_")),
        ),
    ],
)
def test_names_of_moodle(path, expected):
    assert parse("moodle", path, [SMALL]) == expected


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("canvas", "doejane_12345_text.html"),
        ("canvas", "anon_ab1cd_678_lab.ipynb"),
        ("canvas", "LATE_anon_12345_678_lab.ipynb"),
        ("canvas", BOOK),
        ("moodle", "Jane Doe_7_assignsubmission_onlinetext_/onlinetext.html"),
        ("moodle", "Default group_assignsubmission_file_/lab.ipynb"),
        ("moodle", BOOK),
        ("moodle", f"Eve_7_assignsubmission_onlinetext_/{moodle('Bob', 9)}"),
    ],
)
def test_what_is_no_submitted_file_is_not_taken_for_one(platform, path):
    assert parse(platform, path, [SMALL]) is None


def test_a_notebook_whose_own_name_ends_in_a_number_keeps_it():
    assert parse("canvas", "d_1_2_lab-2.ipynb", ["lab-2", "lab-3"]).file == "lab-2.ipynb"
    assert parse("canvas", "d_1_2_lab-2-1.ipynb", ["lab-2", "lab-3"]).file == "lab-2.ipynb"
    assert parse("canvas", "d_1_2_lab-2.ipynb", ["lab", "lab-2"]).file == "lab-2.ipynb"


@pytest.mark.parametrize(("platform", "name"), [("canvas", canvas), ("moodle", moodle)])
def test_nbgraders_own_zip_collect_takes_the_pattern(here, platform, name):
    archive = here / "downloaded" / SMALL / "archive"
    archive.mkdir(parents=True)
    again = f"{SMALL}-1.ipynb"
    extra = (1,) if platform == "canvas" else ()
    files = {name("ñandúana", 11, *extra): "one", name("doe", 12, *extra, again): "two"}
    make_zip(archive / "class.zip", files)
    course, config = open_course(here)
    config.merge(Config({"FileNameCollectorPlugin": {"named_regexp": pattern(platform, [SMALL])}}))
    course.assignment_id = SMALL
    app = ZipCollectApp(coursedir=course, config=config)
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()
    assert submitted(here) == {at(11): "one", at(12): "two"}


def test_a_class_from_canvas_is_collected(here, capsys):
    names = {1: "müllerjürgen", 2: "obriensíle", 3: "doejane", 4: "doejane"}
    files = {canvas(name, n, 10 + n, late=n == 1): name for n, name in names.items()}
    files |= {
        canvas("doejane", 3, 21, "plot.tar.png"): "extra",
        canvas("x", 5, 22, "v2.ipynb"): "v",
    }
    assert collect("canvas", make_zip(here / "c.zip", files, utf8=False)) == 0
    expected = {at(n): name for n, name in names.items()}
    assert submitted(here) == expected | {at(3, "plot.tar.png"): "extra", at(5, "v2.ipynb"): "v"}
    first, late = capsys.readouterr().out.splitlines()
    assert first == f"{SMALL}: 5 collected, 0 replaced, 0 unchanged."
    assert late.startswith("LATE  müllerjürgen (1)")


@pytest.mark.parametrize("end", ["_/", "/", "_"])
def test_a_class_from_moodle_is_collected(here, end):
    names = {1: "Jürgen Müller", 2: "Síle O'Brien", 3: "Jane Doe", 4: "Jane Doe", 5: "Ana-Lía"}
    files = {moodle(name, n, end=end): name for n, name in names.items()}
    assert collect("moodle", make_zip(here / "m.zip", files)) == 0
    assert submitted(here) == {at(n): name for n, name in names.items()}


def test_the_latest_of_several_uploads_wins_and_the_others_are_named(here, capsys):
    files = {
        canvas("doe", 1, 30, f"{SMALL}-2.ipynb"): "third",
        canvas("doe", 1, 9): "first",
        canvas("doe", 1, 20, f"{SMALL}-1.ipynb"): "second",
    }
    assert collect("canvas", make_zip(here / "c.zip", files)) == 1
    assert submitted(here) == {at(1): "third"}
    out = capsys.readouterr().out
    assert f"LEFT OUT  {canvas('doe', 1, 9)}: there is a later {BOOK}" in out
    assert out.count("LEFT OUT") == 2


def test_of_two_zips_the_newer_attempt_counts_as_a_whole(here):
    old = make_zip(here / "a.zip", {canvas("d", 1, 5): "old", canvas("d", 1, 6, "x.py"): "old"})
    new = make_zip(here / "b.zip", {canvas("d", 1, 7): "new", canvas("e", 2, 3): "e"})
    assert collect("canvas", new, old) == 0
    assert submitted(here) == {at(1): "new", at(2): "e"}


def test_what_is_there_is_replaced_by_newer_work_only(here, capsys):
    first = make_zip(here / "1.zip", {canvas("d", 1, 50): "first", canvas("d", 1, 51, "x.py"): "x"})
    later = make_zip(here / "2.zip", {canvas("d", 1, 60, f"{SMALL}-1.ipynb"): "later"})
    assert collect("canvas", first) == collect("canvas", first) == 0
    assert "0 collected, 0 replaced, 1 unchanged" in capsys.readouterr().out
    assert collect("canvas", later) == 0
    assert "0 collected, 1 replaced, 0 unchanged" in capsys.readouterr().out
    assert submitted(here) == {at(1): "later"}  # nothing of the earlier attempt is left
    assert collect("canvas", first) == 1
    assert "LEFT OUT  d (1): what is there is newer and stays (--force" in capsys.readouterr().out
    assert submitted(here) == {at(1): "later"}
    assert collect("canvas", first, "--force") == 0
    assert submitted(here) == {at(1): "first", at(1, "x.py"): "x"}


def test_work_that_came_another_way_is_not_overwritten(here, capsys):
    folder = here / "submitted" / "7" / SMALL
    folder.mkdir(parents=True)
    (folder / BOOK).write_text("by mail")
    archive = make_zip(here / "m.zip", {moodle("Jane Doe", 7): "by moodle"})
    assert collect("moodle", archive) == 1
    assert "Jane Doe (7): something else is there and stays" in capsys.readouterr().out
    assert submitted(here) == {at(7): "by mail"}
    assert collect("moodle", archive, "--force") == 0
    assert submitted(here) == {at(7): "by moodle"}


def set_due(root: Path) -> None:
    course, _ = open_course(root)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.update_or_create_assignment(SMALL, duedate=DUE)


def test_a_late_mark_of_canvas_becomes_a_time_after_the_due_date(here, capsys):
    files = {canvas("late", 1, 5, late=True): "l", canvas("punctual", 2, 6): "p"}
    archive = make_zip(here / "c.zip", files)
    assert collect("canvas", archive) == 0
    assert "LATE  late (1): the gradebook has no due date" in capsys.readouterr().out
    assert submitted(here) == {at(1): "l", at(2): "p"}
    shutil.rmtree(here / "submitted")
    set_due(here)
    assert collect("canvas", archive) == 0
    assert capsys.readouterr().out.endswith("LATE  late (1)\n")
    stamp = submitted(here).pop(at(1, "timestamp.txt"))
    assert datetime.fromisoformat(stamp) == DUE + timedelta(seconds=1)
    assert at(2, "timestamp.txt") not in submitted(here)


def test_students_cannot_write_their_own_timestamp(here, capsys):
    files = {canvas("d", 1, 5): "d", canvas("d", 1, 6, "timestamp.txt"): "2020-01-01 00:00:00"}
    assert collect("canvas", make_zip(here / "c.zip", files)) == 1
    assert submitted(here) == {at(1): "d"}
    assert "students do not say when" in capsys.readouterr().out


WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 701,"Jürgen Müller",jm@uni.example,Submitted,,100.00,Yes,'
    '"Friday, 2 October 2026, 3:04 PM",-,\r\n'
    'Participant 702,"Doe, ""JD"" Jane",doe@uni.example,Submitted,"12,50",100.00,Yes,'
    '"Freitag, 2. Foo 2026",-,"<p>good,\nbut late</p>"\r\n'
    "Participant 703,Sam Idle,sam@uni.example,No submission,,100.00,Yes,-,-,\r\n"
)


@pytest.fixture
def zone(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "CET-1")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_moodles_worksheet_gives_ids_and_times(here, capsys, zone):
    (here / "w.csv").write_bytes(WORKSHEET.encode())
    files = {moodle("J Müller", 701): "jm", moodle("Doe", 702): "d", moodle("Stranger", 9): "s"}
    options = ("--roster", "w.csv", "--id", "Email address")
    assert collect("moodle", make_zip(here / "m.zip", files), *options) == 1
    assert submitted(here) == {
        at("jm@uni.example"): "jm",
        at("jm@uni.example", "timestamp.txt"): "2026-10-02 14:04:00",
        at("doe@uni.example"): "d",
    }
    out = capsys.readouterr().out
    assert "Doe (702): when it was handed in cannot be read from w.csv" in out
    assert "LEFT OUT  Stranger (9): not in w.csv" in out
    files[moodle("J Müller", 701)] = "again"
    archive = make_zip(here / "m.zip", files)
    assert collect("moodle", archive, *options) == 1  # the same time: somebody must look
    assert submitted(here)[at("jm@uni.example")] == "jm"
    (here / "w.csv").write_bytes(WORKSHEET.replace("3:04 PM", "5:04 PM").encode())
    collect("moodle", archive, *options)
    assert submitted(here)[at("jm@uni.example")] == "again"
    assert submitted(here)[at("jm@uni.example", "timestamp.txt")] == "2026-10-02 16:04:00"


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (f"../../{canvas('d', 1, 5)}", "may lead out"),
        (f"/{canvas('d', 1, 5)}", "may lead out"),
        (canvas("d", 1, 5, "..\\..\\x.ipynb"), "may lead out"),
        (canvas("d", 1, 5, "all.zip"), "an archive inside the zip is not unpacked"),
        (canvas("d", 1, 5, "all.tar.gz"), "an archive inside the zip is not unpacked"),
        (canvas("d", 1, 5, ".bashrc"), "hidden files"),
        (canvas("d", 1, 5, "two\nlines.ipynb"), "characters that cannot be shown"),
        (canvas("d", 1, 5, "x" * 250), "longer than 250 bytes"),
        (link(canvas("d", 1, 5)), "symbolic link"),
        ("d_1_text.html", "this is not how Canvas names"),
        ("random.ipynb", "this is not how Canvas names"),
    ],
)
def test_what_does_not_fit_is_named_in_one_line_and_left(here, capsys, member, words):
    archive = here / "c.zip"
    make_zip(archive, {canvas("ok", 2, 6): "ok", "__MACOSX/._x": "junk"})
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(member, "bad")
    before, around = archive.read_bytes(), set(here.parent.iterdir())
    assert collect("canvas", str(archive)) == 1
    (line,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith("LEFT OUT")]
    assert words in line
    assert submitted(here) == {at(2): "ok"}
    assert archive.read_bytes() == before
    assert set(here.parent.iterdir()) == around


def test_damaged_and_huge_members_are_named(here, capsys, monkeypatch):
    archive = make_zip(here / "c.zip", {canvas("d", 1, 5): "unmistakable", canvas("e", 2, 6): "e"})
    data = Path(archive).read_bytes().replace(b"unmistakable", b"unmistakeble")
    Path(archive).write_bytes(data)
    monkeypatch.setattr("labkit.lms.archive._LIMIT_MIB", 0)
    assert collect("canvas", archive) == 1
    assert capsys.readouterr().out.count("over the limit") == 2
    monkeypatch.setattr("labkit.lms.archive._LIMIT_MIB", 64)
    with monkeypatch.context() as small:
        small.setattr("labkit.lms.plan._TOTAL_MIB", 0)
        assert collect("canvas", archive) == 1
    assert capsys.readouterr().out.count("all files together are too large") == 2
    assert collect("canvas", archive) == 1
    assert "it is damaged" in capsys.readouterr().out
    assert submitted(here) == {at(2): "e"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["1", "missing.zip"], "missing.zip does not exist"),
        (["1", "nbgrader_config.py"], "cannot be read as a zip"),
        (["nope", "c.zip"], "no assignment 'nope'"),
        (["1", "c.zip", "--id", "ID"], "--id names a column of the --roster"),
    ],
)
def test_wrong_input_is_said_plainly(here, capsys, arguments, words):
    make_zip(here / "c.zip", {canvas("d", 1, 5): "d"})
    assert main(["collect", "--from", "canvas", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (here / "submitted").exists()


# Grades


def grade(root: Path, *rows: tuple[str, float | None], late: float = 0.0) -> None:
    """Put automatic scores of the small lab (2 points) into the gradebook; None: not graded."""
    course, _ = open_course(root)
    with (
        warnings.catch_warnings(),
        Gradebook(course.db_url, course.course_id) as gradebook,
    ):
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
        for student, score in rows:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(SMALL, student)
            (notebook,) = submission.notebooks
            notebook.late_submission_penalty = late
            for cell in notebook.grades:
                cell.auto_score = score
                cell.needs_manual_grade = False
        gradebook.db.commit()


def export(platform: str, roster: str, *rest: str) -> int:
    return main(["export", "1", "--to", platform, "--roster", roster, *rest])


GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (900),Lab 01: Small steps (901),"
    "Lab 02: Big (902),Final Score\r\n"
    ",,,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,5,{points},10,(read only)\r\n"
    '"Müller, Jürgen",11,s11,jm,"A and ""B""",4,,7,80\r\n'
    '"Doe, Jane",12,s12,doe,A,5,0.5,1,70\r\n'
    '"Excused, Eve",13,s13,eve,A,5,EX,1,70\r\n'
    '"Idle, Sam",14,s14,sam,A,,,,\r\n'
    '"Student, Test",15,,x,A,,,,\r\n'
)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_canvas_gets_the_points_in_its_own_file(here, capsys, mark):
    text = mark + GRADEBOOK.format(points=2)
    (here / "g.csv").write_bytes(text.encode())
    grade(here, ("11", 2.0), ("12", 1.0), ("13", 2.0))
    assert export("canvas", "g.csv") == 0
    written = (here / "reports" / f"{SMALL}-canvas.csv").read_bytes().decode()
    expected = text.replace('"A and ""B""",4,,7', '"A and ""B""",4,2,7').replace("5,0.5,1", "5,1,1")
    assert written == expected  # every other byte is theirs
    out = capsys.readouterr().out
    assert "2 grades in 'Lab 01: Small steps (901)'" in out
    assert "Excused, Eve: EX stays" in out
    assert "2 have handed in nothing, left as they are: Idle, Sam, Student, Test" in out
    assert (here / "g.csv").read_bytes().decode() == text


def test_points_are_scaled_to_those_of_the_platform(here, capsys):
    (here / "g.csv").write_text(GRADEBOOK.format(points=100), newline="")
    grade(here, ("11", 2.0), ("12", 0.333))
    assert export("canvas", "g.csv", "--output", "out.csv") == 0
    rows = read((here / "out.csv").read_bytes())
    assert [row[6] for row in rows[3:5]] == ["100", "16.65"]
    assert f"{SMALL} has 2 points, scaled to 100 as there" in capsys.readouterr().out


def test_a_file_with_semicolons_gets_decimal_commas(here):
    text = "Student;ID;Section;small 1 (5)\nPoints Possible;;;2,0\n=Doe;11;A;\n"
    (here / "g.csv").write_text(text)
    grade(here, ("11", 1.5))
    assert export("canvas", "g.csv") == 0
    written = (here / "reports" / f"{SMALL}-canvas.csv").read_text()
    assert written == text.replace("A;\n", "A;1,5\n")


def test_late_penalties_and_manual_grades_count(here):
    (here / "g.csv").write_text(GRADEBOOK.format(points=2), newline="")
    grade(here, ("11", 2.0), ("12", 0.25), late=0.5)
    course, _ = open_course(here)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        (cell,) = gradebook.find_submission(SMALL, "11").notebooks[0].grades
        cell.manual_score = 1.75
        gradebook.db.commit()
    assert export("canvas", "g.csv", "--output", "out.csv") == 0
    assert [row[6] for row in read((here / "out.csv").read_bytes())[3:5]] == ["1.25", "0"]


def test_who_is_missing_is_named_on_both_sides(here, capsys):
    (here / "g.csv").write_text(GRADEBOOK.format(points=2), newline="")
    grade(here, ("11", 2.0), ("99", 1.0), ("12", None))
    assert export("canvas", "g.csv", "--output", "out.csv") == 1
    out = capsys.readouterr().out
    assert "A PERSON MUST LOOK  99 has a grade and is not in g.csv" in out
    assert "A PERSON MUST LOOK  12 is not graded to the end: no grade" in out
    assert read((here / "out.csv").read_bytes())[4][6] == "0.5"  # what was there stays


def test_a_column_of_ones_own_ids(here):
    (here / "g.csv").write_text(GRADEBOOK.format(points=2), newline="")
    grade(here, ("jm", 2.0))
    rest = ("--id", "SIS Login ID", "--column", "902", "--output", "out.csv")
    assert export("canvas", "g.csv", *rest) == 0
    assert read((here / "out.csv").read_bytes())[3][7] == "10"


def test_moodles_worksheet_is_filled_in(here, capsys):
    (here / "w.csv").write_bytes(WORKSHEET.encode())
    grade(here, ("701", 1.0), ("702", 2.0))
    assert export("moodle", "w.csv") == 0
    written = (here / "reports" / f"{SMALL}-moodle.csv").read_bytes().decode()
    expected = WORKSHEET.replace("Submitted,,100", "Submitted,50,100").replace('"12,50"', '"100"')
    assert written == expected
    assert "1 have handed in nothing, left as they are: Sam Idle" in capsys.readouterr().out


def test_a_worksheet_in_another_language(here):
    text = (
        "ID,Vollständiger Name,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung)\n"
        "Teilnehmer/in701,Jürgen Müller,Abgegeben,,10,-\n"
    )
    (here / "w.csv").write_text(text, encoding="utf-8")
    grade(here, ("701", 1.5))
    assert export("moodle", "w.csv", "--column", "Bewertung", "--output", "o.csv") == 0
    assert (here / "o.csv").read_text(encoding="utf-8") == text.replace(",,10", ",7.5,10")


def test_moodles_whole_gradebook_by_email(here):
    text = "First name,Email address,Assignment: Small (Real),Total\nJ,jm@x,-,-\n"
    (here / "w.csv").write_text(text)
    grade(here, ("jm@x", 1.5))
    rest = ("--id", "Email address", "--column", "Assignment: Small (Real)", "--output", "o.csv")
    assert export("moodle", "w.csv", *rest) == 0
    assert (here / "o.csv").read_text() == text.replace("jm@x,-", "jm@x,1.5")


@pytest.mark.parametrize(
    ("platform", "text", "rest", "words"),
    [
        ("canvas", "Student,ID\nx", [], "No column of g.csv is for 01_small"),
        ("canvas", "Student,ID,1 small (1),small 01 (2)\nx,1,,", [], "More than one column"),
        ("canvas", "Student,ID,1 small (1)\nx,11,", [], "no row 'Points Possible'"),
        ("canvas", "Student,Nr,1 small (1)\nx,11,", [], "no column 'ID'"),
        ("canvas", "Student,ID,1 small (1)\nx,11,\ny,11,", [], "'11' stands twice"),
        ("canvas", 'Student,ID,1 small (1)\nx,"11"x,', [], "a quote too many"),
        ("canvas", "", [], "holds no class"),
        ("canvas", "Student,ID,1 small (1)\nPoints Possible,,2\nx,5,", [], "Nobody with a grade"),
        ("moodle", "Full name,Grade,Scale\nx,11,", [], "no column 'Identifier'"),
        ("moodle", "Identifier,Grade,Scale\nParticipant 11,,a;b", [], "graded by a scale?"),
        ("moodle", "Identifier,Mark\nP 11,,", [], "no column 'Grade'"),
        (
            "moodle",
            "Identifier,A (Percentage)\nP 11,,",
            ["--column", "A (Percentage)"],
            "points only",
        ),
    ],
)
def test_a_roster_that_does_not_fit_writes_nothing(here, capsys, platform, text, rest, words):
    (here / "g.csv").write_text(text)
    grade(here, ("11", 2.0))
    assert export(platform, "g.csv", *rest) == 2
    assert words in capsys.readouterr().err
    assert not (here / "reports").exists()


def test_nothing_graded_the_roster_itself_and_a_failed_write(here, capsys, monkeypatch):
    text = GRADEBOOK.format(points=2)
    (here / "g.csv").write_text(text, newline="")
    assert export("canvas", "g.csv") == 2
    assert "Nobody has a grade" in capsys.readouterr().err
    grade(here, ("11", 2.0))
    assert export("canvas", "g.csv", "--output", "g.csv") == 2
    (here / "out.csv").write_text("earlier")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        export("canvas", "g.csv", "--output", "out.csv")
    assert (here / "out.csv").read_text() == "earlier"
    assert not list(here.glob(".*partial"))
    assert (here / "g.csv").read_bytes().decode() == text


def test_a_table_keeps_every_byte_and_finds_formulas(tmp_path):
    path = tmp_path / "t.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_bytes('a,b\r\n"=1+1", -\n"x ""y""\r\n",-2.5\r@z,+1+1\n\n'.encode(encoding))
        table = read_table(path)
        assert fill(table, {}) == path.read_bytes()
        assert formulas(table) == ["=1+1", "@z", "+1+1"]
        assert table.rows[1][0].value == 'x "y"\r\n'
        assert b"7" in fill(table, {(1, 1): "7"})
        assert read_table(path).value(1, 1) == "-2.5"
    path.write_bytes("a,b\nä,1".encode("latin-1"))
    with pytest.raises(CourseError, match="not UTF-8"):
        read_table(path)


def test_what_was_collected_is_remembered_apart_from_results(here):
    collect("canvas", make_zip(here / "c.zip", {canvas("d", 1, 5): "d"}))
    kept = here / ".labkit" / "collected" / f"{SMALL}.json"
    assert json.loads(kept.read_text()) == {"1": 5}
    kept.write_text("[]")
    assert collect("canvas", str(here / "c.zip")) == 2


def test_the_documented_line_of_the_configuration_works(here):
    text = (ROOT / "docs" / "platforms.md").read_text()
    (block,) = [b for b in text.split("```") if "named_regexp" in b]
    with (here / "nbgrader_config.py").open("a") as config:
        config.write(block.removeprefix("python"))
    _, config = open_course(here)
    assert config.FileNameCollectorPlugin.named_regexp == pattern("canvas", [SMALL])
