"""Where cells run, and whose names the tests see."""

import sys
import threading

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from labkit.grading.rooms.names import binds, takes
from labkit.grading.rooms.plan import plan
from labkit.grading.syntax import parsed


def locked(source):
    return _cell(source, "course", grade_id="set", locked=True, grade=False, solution=False)


def answer(source, reference_binds, grade_id="f"):
    cell = _cell(source, "student", grade_id=grade_id, locked=False, grade=False, solution=True)
    cell.metadata.labkit["binds"] = reference_binds
    return cell


def graded(source, grade_id="test_f"):
    return _cell(
        source, "course", grade_id=grade_id, locked=True, grade=True, solution=False, points=1
    )


def plain(source, author="course", tags=()):
    cell = new_code_cell(source, metadata={"labkit": {"author": author}})
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def _cell(source, author, **mark):
    return new_code_cell(source, metadata={"labkit": {"author": author}, "nbgrader": mark})


def steps(*cells, **options):
    return {step.index: step for step in plan(new_notebook(cells=list(cells)), **options)}


@pytest.mark.parametrize(
    ("source", "bound", "taken"),
    [
        ("x = x + 1", {"x"}, {"x"}),
        ("for i in range(n):\n    y = i", {"i", "y"}, {"n", "range"}),
        ("with open(p) as f:\n    t = f.read()", {"f", "t"}, {"open", "p"}),
        ("[a for a in b]", set(), {"b"}),
        ("def f(a, b=c):\n    return a + d\nd = 1", {"f", "d"}, {"c"}),
        ("class A(B):\n    z = w", {"A"}, {"B", "w"}),
        ("if q:\n    r = 1\nelse:\n    s = r", {"r", "s"}, {"q"}),
        ("try:\n    u\nexcept E as e:\n    e", set(), {"u", "E"}),
        ("import a.b as c, d.e", {"c", "d"}, set()),
        ("%matplotlib inline\nx = !ls", {"x"}, {"get_ipython"}),
        ("(n := 3) + m", {"n"}, {"m"}),
        ("this is no python", set(), set()),
    ],
)
def test_names(source, bound, taken):
    assert binds(source) >= bound
    assert takes(source) == taken


def test_each_cell_runs_where_it_must():
    run = steps(
        locked("import torch"),
        new_markdown_cell("prose"),
        answer("def f(): pass", ["f"]),
        plain("extra = 1", author="student"),
        graded("assert f() is None"),
    )
    assert [(s.student, s.tests, s.graded) for s in run.values()] == [
        (True, True, False),
        (True, False, False),
        (True, False, False),
        (False, True, True),
    ]
    assert run[4].names == ["f"]
    assert run[4].name == "f"


def test_a_locked_cell_that_a_student_wrote_is_not_trusted():
    fake = locked("check = None")
    fake.metadata.labkit["author"] = "student"
    assert not steps(fake)[0].tests


def test_examples_run_only_if_a_name_is_used():
    cells = (
        plain("shown = 1", tags=["example"]),
        plain("base = 2", tags=["example"]),
        plain("used = base", tags=["example"]),
        plain("own = used", author="student"),
    )
    assert list(steps(*cells)) == [1, 2, 3]
    assert list(steps(*cells, all_cells=True)) == [0, 1, 2, 3]


def test_a_students_cell_with_the_tag_runs():
    assert list(steps(plain("x = 1", author="student", tags=["example"]))) == [0]


def test_tests_have_the_courses_own_imports_and_constants():
    run = steps(
        plain("import torch\nSIZE = 3"),
        plain("made = f(SIZE)"),
        answer("def f(n): return n", ["f"]),
        graded("assert torch.tensor(f(SIZE)) == made"),
    )
    assert run[0].tests  # imports and constants use nothing of the student's
    assert not run[1].tests  # this one calls the student's function
    assert {"f", "made"} <= set(run[3].names)


def test_an_answer_hides_what_tests_had_under_its_names():
    run = steps(
        graded("y = 1", "test_a"),
        answer("y = 2\ncheck = 'mine'", ["y"], "b"),
        graded("assert y == 2", "test_b"),
    )
    assert run[2].forget == ["y"]  # never what only the student's text binds


def test_an_answer_may_be_named_like_a_builtin():
    run = steps(answer("def sum(x): ...", ["sum"], "sum"), graded("sum([len])", "test_sum"))
    assert run[1].names == ["sum"]


class Tidy:
    """What is collected at any time, and then lets other threads run."""

    def __init__(self):
        self.me = self

    def __del__(self):
        for _ in range(100):
            pass


def test_many_threads_parse_at_a_time():
    source = "\n".join(
        f"def f{n}(x):\n    return [x + {n}, (x, {n}), {{x: {n}}}]" for n in range(60)
    )
    wrong = []

    def parse():
        try:
            for _ in range(200):
                garbage = [Tidy() for _ in range(40)]
                del garbage
                parsed(source)
        except SystemError as error:
            wrong.append(error)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=parse) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert wrong == []
