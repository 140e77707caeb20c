"""The audit of a course: what is weak is found, what is good passes, and foreign notebooks work."""

import html
import json
import os
import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from conftest import SMALL, SMALL_LAB
from nbformat import v4, writes

from labkit.audit import children, record
from labkit.audit.chance import Conditions, enter
from labkit.audit.children import in_child
from labkit.audit.margins import record as record_margins
from labkit.audit.notebook import Task, plan
from labkit.cli import main
from labkit.teaching import course

WEAK = SMALL_LAB.replace("call(double, 31).gives(62)", "call(double, 0).gives(0)").replace(
    "call(double, 2).gives(4)", "call(double, 0).gives(0)"
)


@pytest.fixture(autouse=True)
def settings_stay_here(monkeypatch):
    """Let no other test find what an audit sets for its copies of this process."""
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("OMP_WAIT_POLICY", "PASSIVE")


@pytest.fixture
def small(course_copy, monkeypatch):
    """The small course with kept answers, as the current folder."""
    folder = course_copy / "tests" / "answers" / SMALL / "double"
    folder.mkdir(parents=True)
    (course_copy / "tests" / "audit").mkdir()
    (folder / "right_times.py").write_text("# times\ndouble = lambda n: 2 * n\n")
    (folder / "wrong_square.py").write_text(
        "# squares\n# unnamed: the example hides it\ndef double(n):\n    return n ** 2\n"
    )
    for i, factor in enumerate((3, 4, 5)):
        text = f"# factor {factor}\n# unnamed: why\ndef double(n):\n    return {factor} * n\n"
        (folder / f"wrong_{i}.py").write_text(text)
    text = "# nothing\n# named: `return` seems\ndef double(n):\n    2 * n\n"
    (folder / "wrong_nothing.py").write_text(text)
    monkeypatch.chdir(course_copy)
    return course_copy


def audited(capsys, *arguments):
    """Return the exit code and the findings about the one lab."""
    code = main(["audit", "--json", "--seeds", "2", *arguments])
    return code, json.loads(capsys.readouterr().out)[0]


def change(root, old, new):
    source = root / "solutions" / SMALL / f"{SMALL}.py"
    assert old in source.read_text()
    source.write_text(source.read_text().replace(old, new))


def test_a_good_lab_is_all_well(small, capsys):
    for name in ("wrong_0", "wrong_1", "wrong_2", "wrong_square"):
        (small / "tests" / "answers" / SMALL / "double" / f"{name}.py").unlink()
    code, found = audited(capsys, "1")
    assert (code, found["problems"]) == (0, [])
    (row,) = found["rows"]
    assert row["mutants"] == row["caught"] >= 2
    assert row["alone"]
    assert row["stability"]["runs"] == 6
    assert row["survivors"] == []


def test_mistakes_without_a_name_are_counted(small, capsys):
    code, found = audited(capsys, "1")
    assert code == 1
    assert found["problems"] == ["mistakes named: 1/5, but 80% are wanted"]
    told = {answer["name"]: answer for answer in found["rows"][0]["answers"]}
    assert told["double/wrong_square"]["visible"] is None
    assert "hidden test" in told["double/wrong_square"]["complete"]
    assert found["rows"][0]["hidden_wrong"] == 1


def test_survivors_of_weak_tests_are_shown(small, capsys):
    change(small, SMALL_LAB, WEAK)
    assert main(["audit", "1", "--html", "page.html"]) == 1
    text = capsys.readouterr().out
    assert "    -    return number + number\n    +    return number - number" in text
    assert "NOT ENOUGH  mutants caught" in text
    assert "passes, but is wrong" in text
    page = (small / "page.html").read_text()
    assert '<span class="minus">-    return number + number</span>' in page
    assert '<span class="plus">+    return number</span>' in page
    assert "http" not in page.replace("http-equiv", "")


def test_everything_on_the_page_is_escaped(small, capsys):
    evil = "<script>alert('&')</script>"
    file = small / "tests" / "answers" / SMALL / "double" / "wrong_0.py"
    file.write_text(f'# evil\n# named: {evil}\ndef double(n):\n    raise ValueError("{evil}")\n')
    main(["audit", "1"])
    page = (small / "dist" / "audit" / f"{SMALL}.html").read_text()
    assert evil not in page
    assert html.escape(evil) in page


def test_only_one_exercise_may_be_audited_and_others_are_named(small, capsys):
    assert main(["audit", "1", "double"]) == 1
    assert main(["audit", "1", "triple"]) == 2
    assert "There is: double." in capsys.readouterr().err
    assert main(["audit", "7"]) == 2
    assert main(["audit", "--html", "x.html"]) == 2
    assert main(["audit", "1", "double", "--record"]) == 2


def test_what_is_left_out_is_said(small, capsys):
    code, found = audited(capsys, "1", "--no-answers", "--mutants", "1")
    assert code == 0
    (row,) = found["rows"]
    assert row["mutants"] == 1
    assert any(note.endswith("left out: see --mutants and --seconds") for note in row["notes"])
    _, found = audited(capsys, "1", "--no-answers", "--seconds", "0", "--seeds", "9")
    assert "other conditions: 4 left out: see --seconds" in found["rows"][0]["notes"]


def test_a_lab_that_has_passed_is_noted_until_it_changes(small, capsys):
    for name in ("check", "audit"):
        (small / "labkit" / name).mkdir(parents=True)
        (small / "labkit" / name / "__init__.py").write_text("")
    lab = course.find_lab(small, "1")
    assert main(["audit", "1", "--record"]) == 1  # too few mistakes are named
    assert not record.has_passed(small, lab)
    for path in (small / "tests" / "answers" / SMALL / "double").glob("wrong_[0-9s]*.py"):
        path.unlink()
    assert main(["audit", "--record"]) == 0
    assert record.has_passed(small, lab)


EQUIVALENT = """
[[equivalent]]
exercise = "double"
was = "return number + number"
now = "{now}"
reason = "seen"
"""


def test_a_listed_mutant_does_not_count(small, capsys):
    change(small, SMALL_LAB, WEAK)
    _, before = audited(capsys, "1", "--no-answers")
    file = small / "tests" / "audit" / f"{SMALL}.toml"
    file.write_text(EQUIVALENT.format(now="return number - number"))
    _, after = audited(capsys, "1", "--no-answers")
    assert after["rows"][0]["mutants"] == before["rows"][0]["mutants"] - 1
    assert "mutants: 1 listed as equivalent" in after["rows"][0]["notes"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (EQUIVALENT.format(now="return number * 7"), 1, "there is no such mutant"),
        (EQUIVALENT.format(now="return number - number"), 1, "but a test catches it"),
        (EQUIVALENT.replace("seen", " ").format(now="x"), 2, "reason"),
        ('[[fixed]]\nexercise="triple"\nwhat="seeds"\nreason="r"', 1, "no exercise"),
        ('[[fixed]]\nexercise="double"\nwhat="weather"\nreason="r"', 2, "weather"),
        ('[[wrong]]\nexercise="double"', 2, "[[wrong]] is unknown"),
        ("[[", 2, "not valid TOML"),
    ],
)
def test_a_stale_or_faulty_exception_is_an_error(small, capsys, text, code, words):
    (small / "tests" / "audit" / f"{SMALL}.toml").write_text(text)
    assert main(["audit", "1", "--no-answers"]) == code
    output = capsys.readouterr()
    assert words in output.out + output.err


LUCKY = """
    x = torch.randn(3, generator=torch.Generator().manual_seed(0))
    check.call(double, x).gives(torch.tensor([3.0820, -0.5869, -4.3576]), atol=0.01)
"""


def test_a_test_that_hangs_on_its_seed_is_unstable(small, capsys):
    change(small, "    check.call(double, 31).gives(62)\n", LUCKY)
    change(small, "from labkit import check", "import torch\nfrom labkit import check")
    code, found = audited(capsys, "1", "--no-answers")
    assert code == 1
    assert (
        len(found["rows"][0]["stability"]["failures"]) == 4
    )  # seeds 1 and 2, again with threads and dtype
    text = '[[fixed]]\nexercise="double"\nwhat="seeds"\nreason="numbers of the lecture"'
    (small / "tests" / "audit" / f"{SMALL}.toml").write_text(text)
    code, found = audited(capsys, "1", "--no-answers")
    assert found["rows"][0]["stability"]["failures"] == []


def test_a_near_miss_of_a_tolerance_is_unstable(small, capsys):
    near = "    check.call(double, 31.0).gives(62.009, atol=0.01)\n"
    change(small, "    check.call(double, 31).gives(62)\n", near)
    code, found = audited(capsys, "1", "--no-answers")
    assert code == 1
    assert found["rows"][0]["stability"]["margin"] == pytest.approx(0.81, abs=0.1)
    assert "of a tolerance" in found["rows"][0]["stability"]["near"][0]


def test_a_measurement_close_to_its_bound_is_unstable(small, capsys):
    near = "    check.value(noise(), name='noise').within(0.0, 3.0)\n"
    change(small, "    check.call(double, 31).gives(62)\n", near)
    setup = "import torch\nfrom labkit import check\nnoise = lambda: torch.rand(()).item()"
    change(small, "from labkit import check", setup)
    code, found = audited(capsys, "1", "--no-answers", "--seeds", "20")
    assert code == 1
    assert "standard deviations from a bound" in found["rows"][0]["stability"]["near"][0]


ENDLESS = """\
    total = 0
    while number > 0:
        number -= 1
        total += 2
    return total
"""


def test_a_mutant_that_never_ends_is_caught(small, capsys, monkeypatch):
    monkeypatch.setattr("labkit.audit.walk._LEAST_SECONDS", 0.2)
    change(small, "    return number + number\n", ENDLESS)
    code, found = audited(capsys, "1", "--no-answers")
    (row,) = found["rows"]
    assert any("ran out of time, which counts as caught" in note for note in row["notes"])
    assert row["caught"] == row["mutants"] - len(row["survivors"])
    assert code in (0, 1)


def test_a_kept_answer_may_be_slow(small, capsys, monkeypatch):
    monkeypatch.setattr("labkit.audit.walk._LEAST_SECONDS", 0.2)
    slow = "def double(number):\n    sum(range(3 * 10**7))\n    return 2 * number\n"
    folder = small / "tests" / "answers" / "01_small" / "double"
    (folder / "right_slow.py").write_text(f"# slow\n{slow}")
    _, found = audited(capsys, "1", "--mutants", "0")
    (row,) = found["rows"]
    assert [told["verdict"] for told in row["answers"] if "right_slow" in told["name"]] == [""]


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (lambda: 7, None),
        (lambda: os._exit(3), "ended the process"),
        (lambda: os.kill(os.getpid(), 9), "ended by SIGKILL"),
        (lambda: next(i for i in iter(int, 1) if i), "ran out of time"),
        (lambda: time.sleep(60), "ran out of time"),
        (lambda: bytearray(1 << 40), "ended the process"),
        (lambda: lambda: 0, "ended the process"),  # no plain value
    ],
)
def test_whatever_a_copy_does_its_end_is_known(function, problem, monkeypatch):
    monkeypatch.setattr(children, "_PATIENCE", 1)
    ended = in_child(function, 0.5)
    assert ended.problem == problem
    assert ended.value == (7 if problem is None else None)
    assert ended.seconds >= 0


def draws() -> list[float]:
    import random

    from numpy.random import default_rng

    torch.manual_seed(5)
    np.random.seed(5)  # noqa: NPY002
    random.seed(5)
    return [
        torch.rand((), generator=torch.Generator().manual_seed(5)).item(),
        torch.rand(()).item(),
        float(default_rng(5).random()),
        float(np.random.RandomState(5).rand()),
        float(np.random.rand()),  # noqa: NPY002
        random.Random(5).random(),
        random.random(),
    ]


def test_other_seeds_draw_other_numbers_everywhere_and_leave_this_process_alone():
    def changed(seed):
        def run():
            names = {"kept": np.random.default_rng}
            enter(Conditions(seed), names)
            return [*draws(), float(names["kept"](5).random())]

        return in_child(run).value

    usual = draws()
    first, again, other = changed(1), changed(1), changed(2)
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))
    assert all(a != b for a, b in zip(first, usual, strict=False))
    assert changed(0)[: len(usual)] == usual == draws()


def test_margins_are_shares_of_the_tolerance():
    from labkit import check

    def run():
        give = record_margins()
        check.call(abs, 2.0).gives(2.005, atol=0.01, rtol=0)
        check.call(abs, 3).gives(3)
        check.value(4.0, name="x").within(1, 9)
        return give()

    left = in_child(run).value
    assert left.worst == pytest.approx(0.5)
    assert left.measured == [(4.0, 1.0, 9.0)]


def test_the_key_follows_what_matters_and_nothing_else(small):
    lab = course.find_lab(small, "1")
    for name in ("check", "audit", "plots", "train"):
        folder = small / "labkit" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
    for name in ("lab", "totals"):
        (small / "labkit" / "audit" / f"{name}.py").write_text("from labkit import plots\n")
    assert not record.has_passed(small, lab)
    record.record(small, lab)
    assert record.has_passed(small, lab)
    (small / "labkit" / "plots" / "__init__.py").write_text("new = 1")
    (small / "labkit" / "train" / "__init__.py").write_text("new = 1")
    assert record.has_passed(small, lab)
    for path in (
        lab.source,
        small / "labkit" / "check" / "__init__.py",
        small / "labkit" / "audit" / "lab.py",
        small / "tests" / "answers" / SMALL / "double" / "wrong_9.py",
        small / "tests" / "audit" / f"{SMALL}.toml",
    ):
        record.record(small, lab)
        path.touch()
        path.write_text(path.read_text() + "\n# new\n")
        assert not record.has_passed(small, lab), path


def cell(kind, name, source, points=None):
    """A code cell with nbgrader's marks: an answer, a test, one graded by hand, read-only."""
    if kind == "open":
        return v4.new_code_cell(source)
    mark = {
        "schema_version": 3,
        "grade_id": name,
        "grade": kind in ("test", "manual"),
        "solution": kind in ("answer", "manual"),
        "locked": kind in ("test", "locked"),
        "task": False,
    }
    return v4.new_code_cell(
        source, metadata={"nbgrader": mark | ({"points": points} if points else {})}
    )


TOTAL = """\
def total(v):
    ### BEGIN SOLUTION
    return float(np.sum(v))
    ### END SOLUTION"""
HIDDEN = """\
### BEGIN HIDDEN TESTS
assert total([2, 2, 3]) == 7
### END HIDDEN TESTS"""
FOREIGN = [
    v4.new_markdown_cell("# Week 2"),
    cell("open", "", "%matplotlib inline\nimport numpy as np"),
    cell("answer", "cell-a1", TOTAL),
    cell("locked", "cell-l1", "result = total([1, 2])"),
    cell("test", "cell-t1", "assert result == 3", 1),
    cell("open", "", "more = 1"),
    cell("test", "cell-t2", HIDDEN, 1),
    cell("answer", "average", "def average(v):\n    return total(v) / len(v)"),
    cell("test", "average_test", "assert average([1, 2, 7]) == 10 / 3", 2),
    cell("answer", "cell-a3", "double = lambda v: 2 * v"),
    cell("test", "cell-t3", "score = 2 if double(3) == 6 else 1\nscore", 2),
    cell("manual", "essay", "print('why?')", 3),
    cell("answer", "idle", "x = 1"),
]


@pytest.fixture
def foreign(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "week2.ipynb"
    path.write_text(writes(v4.new_notebook(cells=FOREIGN)))
    return path


def test_a_foreign_notebook_is_read_by_its_marks():
    found = plan(v4.new_notebook(cells=FOREIGN))
    assert [task.name for task in found.tasks] == ["cell-a1", "average", "cell-a3"]
    assert [isinstance(step, Task) for step in found.steps] == [False, True, False, True, True]
    first = found.tasks[0]
    assert first.answers[1:] == first.stubs[1:] == ["result = total([1, 2])"]
    assert len(first.solutions) == 1
    assert [test.points for test in first.tests] == [1, 1]
    assert first.tests[1].source == f"more = 1\n\n{HIDDEN}"
    assert found.tasks[1].stubs == ["raise NotImplementedError()"]
    assert found.notes == [
        "essay: left out, a person grades it",
        "idle: no test comes after this answer",
    ]


def test_a_foreign_notebook_is_audited(foreign, capsys):
    code, found = audited(capsys, "week2.ipynb")
    assert code == 1
    assert found["problems"] == ["stand alone: 2/3, but 100% are wanted"]
    first, average, double = found["rows"]
    assert first["hidden_mutants"] >= 0
    assert not average["alone"]
    assert average["caught"] == average["mutants"] > 0
    assert double["caught"] == double["mutants"] > 0
    assert first["stability"]["margin"] is None
    assert audited(capsys, "week2.ipynb", "--chained")[0] == 0


def test_a_foreign_notebook_may_keep_answers_beside_it(foreign, capsys):
    folder = foreign.parent / "audit" / "week2" / "average"
    folder.mkdir(parents=True)
    (folder / "right_mean.py").write_text("average = np.mean\n")
    (folder / "wrong_sum.py").write_text("# sum\n# named: AssertionError\naverage = np.sum\n")
    code, found = audited(capsys, "week2.ipynb", "--chained")
    assert (code, found["problems"]) == (0, [])
    assert [a["verdict"] for a in found["rows"][1]["answers"]] == ["", ""]


def test_an_answer_that_is_no_python_is_refused(tmp_path, capsys):
    path = tmp_path / "half.ipynb"
    cells = [cell("answer", "a", "def f(:"), cell("test", "t", "f", 1)]
    path.write_text(writes(v4.new_notebook(cells=cells)))
    assert main(["audit", str(path)]) == 2
    assert "The answer a is not valid Python, line 1" in capsys.readouterr().err


def test_a_notebook_without_exercises_is_refused(tmp_path, capsys):
    path = tmp_path / "empty.ipynb"
    path.write_text(writes(v4.new_notebook(cells=FOREIGN[:2])))
    assert main(["audit", str(path)]) == 2
    assert "no answer cell" in capsys.readouterr().err


def test_what_breaks_in_the_set_up_is_said(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text(
        writes(
            v4.new_notebook(cells=[cell("open", "", "import nothing_of_this_name"), *FOREIGN[2:6]])
        )
    )
    command = [sys.executable, "-m", "labkit", "audit", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No module named 'nothing_of_this_name'" in done.stderr
    assert "the reference fails: NameError" in done.stdout
