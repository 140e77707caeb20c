"""The two rooms: what tests see of a student's work, and what happens when it goes wrong."""

import contextlib
import os
import subprocess
import sys
import threading

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.rooms.names import given
from labkit.grading.rooms.session import execute
from labkit.grading.sandbox.warm import Warm
from labkit.teaching.course import CourseError

pytestmark = pytest.mark.slow
ROOMS = ("labkit.check", "labkit.grading.rooms.student_room", "labkit.grading.rooms.tests_room")


@pytest.fixture(scope="module")
def warm():
    with Warm(
        ["torch", "torch.nn.functional", "matplotlib.pyplot", *ROOMS],
    ) as w:
        yield w


def course(source, **mark):
    """A cell of the course, locked if it has no other mark."""
    nbgrader = {"grade_id": f"c{abs(hash(source))}", "locked": True, "grade": False} | mark
    return new_code_cell(
        source,
        metadata={"labkit": {"author": "course"}, "nbgrader": {"solution": False, **nbgrader}},
    )


def judge(source, name="test_answer"):
    """A test cell of the course."""
    return course(source, grade_id=name, grade=True, points=1)


def student(source, names=None):
    """An answer; ``names`` are those that the reference would bind."""
    names = given(source).binds if names is None else names
    return new_code_cell(
        source,
        metadata={
            "labkit": {"author": "student", **given(source)._asdict(), "binds": names},
            "nbgrader": {"grade_id": "answer", "solution": True, "locked": False, "grade": False},
        },
    )


LIMITS = Limits(cell_seconds=1.0, total_seconds=30)


def run(warm, *cells, limits=LIMITS, **files):
    """Run cells and return the executed notebook's cells, and the incidents."""
    course_files = {name.replace("_", "."): data for name, data in files.items()}
    notebook = nbformat.writes(
        new_notebook(cells=[course("import torch\nfrom labkit import check"), *cells])
    )
    executed = execute(Job(notebook, course_files, {}, limits), warm)
    return nbformat.reads(executed.notebook, 4).cells[1:], executed.incidents


def error_of(cell):
    errors = [output for output in cell.outputs if output.output_type == "error"]
    return f"{errors[-1].ename}: {errors[-1].evalue}" if errors else None


def verdict(warm, answer, test, **options):
    """Return None if the test passed, else its error."""
    cells, _ = run(warm, student(answer), judge(test), **options)
    return error_of(cells[1])


def text_of(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


RIGHT = [
    ("def f(a, b=2): return a * b", "check.call(f, 3).gives(6)"),
    ("f = lambda x: x.numpy() + 1", "check.call(f, torch.ones(2, 3)).gives(torch.full((2, 3), 2.))"),
    ("def f(x): raise ValueError('no')", "check.call(f, 1).raises(ValueError, because='no')"),
    (
        "class Mine(ValueError): pass\ndef f(x): raise Mine('no')",
        "check.call(f, 1).raises(ValueError, because='no')",
    ),
    ("value = 3.5", "check.value(value, name='value').gives(3.5)"),
    ("def f(x): x += 1", "x = torch.ones(2)\nf(x)\nassert x.tolist() == [2, 2]"),
    ("def f(xs): xs.append(4); return xs", "xs = [1]\nassert f(xs) == [1, 4] == xs"),
    ("def f(n):\n    for i in range(n): yield i * i", "assert list(f(4)) == [0, 1, 4, 9]"),
    ("def f(n):\n    while True: yield n", "from itertools import islice\nassert len(list(islice(f(1), 9))) == 9"),
    ("class Counter:\n    def __init__(self): self.n = 0\n    def step(self, k=1):\n        self.n += k\n        return self",
     "c = Counter()\nc.step().step(k=4)\nassert c.n == 5\nc.n = 7\nassert c.step().n == 8"),
    ("def f(g, x): return g(x) + 1", "seen = []\nassert f(lambda x: seen.append(x) or x * 2, 5) == 11 and seen == [5]"),
    ("def f(xs): return sum(xs)", "assert f(x for x in (1, 2, 3)) == 6"),
    ("def f(fn, x): return fn(x)", "assert torch.equal(f(torch.relu, torch.tensor([-1., 2])), torch.tensor([0., 2]))"),
    ("def net(): return torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU())",
     "n = net()\nassert isinstance(n, torch.nn.Module)\nassert sum(p.numel() for p in n.parameters()) == 8\n"
     "assert n(torch.ones(4, 3)).shape == (4, 2)\nassert len(n) == 2 and n[0].weight.shape == (2, 3)"),
    ("class Net(torch.nn.Module):\n    def __init__(self, k):\n        super().__init__()\n        self.w = torch.nn.Parameter(torch.full((2,), float(k)))\n    def forward(self, x): return x * self.w",
     "assert issubclass(Net, torch.nn.Module)\nn = Net(3)\nassert n(torch.ones(2)).tolist() == [3, 3]\n"
     "assert n.state_dict()['w'].tolist() == [3, 3]"),
    ("def freeze(m):\n    for p in m.parameters(): p.requires_grad_(False)\n    m.eval()\n    m[0].weight.data.zero_()",
     "m = torch.nn.Sequential(torch.nn.Linear(2, 2))\nfreeze(m)\n"
     "assert not m[0].weight.requires_grad and not m.training and not m[0].weight.any()"),
    ("def draw(g): return torch.rand(3, generator=g)",
     "g, h = (torch.Generator().manual_seed(5) for _ in 'ab')\nassert torch.equal(draw(g), torch.rand(3, generator=h))\n"
     "assert torch.equal(draw(g), torch.rand(3, generator=h))"),
    ("import warnings, sys\ndef f(x):\n    warnings.warn('careful')\n    print('bar', file=sys.stderr)\n    return x",
     "check.call(f, 1).gives(1)\nassert f(2) == 2"),
    ("def f(x):\n    return helper(x)\ndef helper(x): return x + 1", "check.call(f, 1).gives(2)"),
    ("import functools\n@functools.lru_cache\ndef f(x): return x + 1", "check.call(f, 1).gives(2)"),
    ("async def g(): return 5\nf = await g()", "assert f == 5"),
    ("def sum(xs): return 42", "check.call(sum, [1]).gives(42)"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "test"), RIGHT, ids=range(len(RIGHT)))
def test_right_answers_pass_in_any_style(warm, answer, test):
    assert verdict(warm, answer, test) is None


CHEATS = [
    "class Yes:\n    def __eq__(self, other): return True\n    __array_priority__ = 1\ndef f(x): return Yes()",
    "class Int(int):\n    def __eq__(self, other): return True\ndef f(x): return Int(0)",
    "class T(torch.Tensor):\n    @classmethod\n    def __torch_function__(cls, *a, **k): return torch.tensor(True)\n"
    "def f(x): return torch.zeros(2).as_subclass(T)",
    "torch.allclose = torch.equal = lambda *a, **k: True\ndef f(x): return torch.zeros(2)",
    "import labkit.check as c\nc.call = lambda *a, **k: type('R', (), {'gives': lambda *a, **k: None})()\ndef f(x): return 0",
    "check = None\ntorch = None\ndef f(x): return 0",
    "def f(x):\n    import sys\n    frame = sys._getframe()\n    found = []\n    while frame:\n        found += [v for k, v in frame.f_locals.items() if k in ('expected', 'twice')]\n"
    "        frame = frame.f_back\n    return found[0] if found else 0",
    "def f(x):\n    import gc\n    hits = [o for o in gc.get_objects() if type(o) is dict and 'twice' in o]\n    return hits[0]['twice'] if hits else 0",
    "import builtins\nbuiltins.AssertionError = KeyError\nbuiltins.len = lambda x: 0\ndef f(x): return 0",
    "get_ipython().input_transformers_post.append(lambda lines: [])\ndef f(x): return 0",
    "def f(x): raise SystemExit(0)",
    "def f(x): raise KeyboardInterrupt",
    "import unittest\ndef f(x): raise unittest.SkipTest('no')",
    "def f(x): get_ipython().displayhook(1.0); display(1.0); return 0",
    "import os, stat\nfor fd in range(3, 60):\n    try: os.write(fd, b'\\0' * 64)\n    except OSError: pass\ndef f(x): return 0",
    "class P:\n    def __reduce__(self): return (print, ('unpickled',))\ndef f(x): return P()",
    "def f(x):\n    deep = []\n    for _ in range(100_000): deep = [deep]\n    return deep",
    "import os\ndef f(x): os._exit(0)",
    "def f(x): return open('secret.txt').read()",
]  # fmt: skip
TEST = "twice = torch.tensor([2., 4.])\ncheck.call(f, torch.tensor([1., 2.])).gives(twice)"


@pytest.mark.parametrize("answer", CHEATS, ids=range(len(CHEATS)))
def test_cheats_fail(warm, answer):
    assert verdict(warm, answer, TEST) is not None
    assert verdict(
        warm, answer, "assert torch.allclose(f(torch.tensor([1., 2.])), torch.tensor([2., 4.]))"
    )


def test_the_students_room_never_holds_a_test(warm):
    """Everything that Python can reach there, searched for a word of the test."""
    snoop = (
        "def f(x):\n    import gc, sys\n    word = ''.join(reversed('nepoemases'))\n"
        "    return any(type(o) is str and word in o for c in gc.get_objects()"
        " for o in (c if type(c) in (list, tuple) else c.values() if type(c) is dict else ()))"
    )
    test = "hidden = 'sesame' 'open never to be seen: sesameopen'\nassert f(1) is False, 'found'"
    assert verdict(warm, snoop, test) is None


def test_each_test_stands_alone_after_a_crash(warm):
    cells, incidents = run(
        warm,
        student("import os\ndef bad(x): os._exit(3)", ["bad"]),
        judge("check.call(bad, 1).gives(1)", "test_bad"),
        student("def good(x): return x", ["good"]),
        judge("check.call(good, 1).gives(1)", "test_good"),
    )
    assert "ended its own process (exit code 3)" in error_of(cells[1])
    assert error_of(cells[3]) is None
    assert incidents == ["bad: ended its own process (exit code 3)"]


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        "import signal\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True: pass",
    ],
    ids=["plain", "catches all", "ignores signals"],
)
def test_a_loop_costs_its_own_points(warm, loop):
    cells, incidents = run(
        warm,
        student("kept = 1", ["kept"]),
        student(f"def bad(x):\n    {loop}", ["bad"]),
        judge("check.call(bad, 1).gives(1)", "test_bad"),
        student("def good(x): return x + kept", ["good"]),
        judge("check.call(good, 1).gives(2)", "test_good"),
    )
    assert error_of(cells[2]) == "CellTimeoutError: ran out of time (more than 1 s)"
    assert error_of(cells[4]) is None
    assert incidents == ["bad: ran out of time (more than 1 s)"]


def test_what_a_failed_answer_has_started_is_ended(warm):
    bad = (
        "import os, time\ndef bad():\n    if os.fork() == 0:\n        time.sleep(60)\n    return 0"
    )
    good = (
        "import pathlib, subprocess, time\nkept = subprocess.Popen(['sleep', '60'])\n"
        "def running():\n"
        "    states = [p.read_text().split()[2] for p in pathlib.Path('/proc').glob('[0-9]*/stat')]\n"
        "    return len(states) - states.count('Z')\n"
        "def only_kept():\n"
        "    for _ in range(30):\n"
        "        if running() == 2: return True\n"
        "        time.sleep(0.02)\n"
    )
    cells, incidents = run(
        warm,
        student(good, ["running", "only_kept", "kept"]),
        judge("assert running() == 2", "test_before"),
        student(bad, ["bad"]),
        judge("assert bad() == 1", "test_bad"),
        judge("assert only_kept() and kept.poll() is None", "test_after"),
    )
    assert [error_of(cell) for cell in (cells[1], cells[4])] == [None, None]
    assert error_of(cells[3]).startswith("AssertionError")
    assert incidents == []


@pytest.mark.parametrize("test", ["fails()", "check.call(fails).gives(1)"])
def test_what_a_failed_call_held_is_given_back(warm, test):
    answer = (
        "def fails():\n    kept = bytearray(150 << 20)\n"
        "    try:\n        1 / 0\n    except ZeroDivisionError as error:\n"
        "        raise KeyError('no') from error\n"
        "def works():\n    return len(bytearray(150 << 20))"
    )
    cells, incidents = run(
        warm,
        student(answer, ["fails", "works"]),
        judge(test, "test_fails"),
        judge("assert works() == 150 << 20", "test_works"),
        limits=LIMITS._replace(cell_seconds=10, memory_mib=220),
    )
    assert "KeyError" in error_of(cells[1]) or "CheckError" in error_of(cells[1])
    assert error_of(cells[2]) is None
    assert incidents == []


def test_a_loop_outside_of_functions_costs_that_cell_only(warm):
    cells, incidents = run(
        warm, student("x = 1\nwhile True: pass"), student("y = 2", ["y"]), judge("assert y == 2")
    )
    assert "CellTimeoutError" in error_of(cells[0])
    assert error_of(cells[2]) is None
    assert len(incidents) == 1


@pytest.fixture
def crowded():
    """A warm process on a processor that three others keep busy."""
    before = os.sched_getaffinity(0)
    with contextlib.ExitStack() as stack:
        stack.callback(os.sched_setaffinity, 0, before)
        os.sched_setaffinity(0, {min(before)})  # which the others inherit
        made = stack.enter_context(Warm(ROOMS))
        for _ in range(3):  # each in a session, as Linux may share out by those: a fourth for each
            command = [sys.executable, "-c", "while True: pass"]
            busy = stack.enter_context(subprocess.Popen(command, start_new_session=True))
            stack.callback(busy.kill)
        yield made


def test_waiting_for_a_busy_processor_costs_no_points(crowded):
    answer = (
        "import time\n"
        "def slow():\n    end = time.process_time() + 0.8\n    while time.process_time() < end: pass\n"
        "def endless():\n    while True: pass"
    )
    cells, incidents = run(
        crowded,
        student(answer, ["slow", "endless"]),
        judge("slow()", "test_slow"),
        judge("endless()", "test_endless"),
        limits=LIMITS._replace(cell_seconds=2),
    )
    assert error_of(cells[1]) is None
    assert error_of(cells[2]) == "CellTimeoutError: ran out of time (more than 2 s)"
    assert incidents == ["endless: ran out of time (more than 2 s)"]


def test_a_message_that_never_ends_is_out_of_time(warm):
    answer = (
        "import os, stat, struct, time\n"
        "def is_socket(fd):\n"
        "    try: return stat.S_ISSOCK(os.fstat(fd).st_mode)\n"
        "    except OSError: return False\n"
        "sockets = [fd for fd in map(int, os.listdir('/proc/self/fd')) if is_socket(fd)]\n"
        "def say(data):\n    for fd in sockets: os.write(fd, data)\n"
        "say(struct.pack('<Q', 9999))\n"
        "while True:\n"
        "    try: time.sleep(0.1); say(b'x')\n"
        "    except BaseException: pass"
    )
    cells, _ = run(warm, student(answer), judge("assert True"))
    assert "ran out of time" in error_of(cells[0])
    assert error_of(cells[1]) is None


def test_the_whole_notebook_has_a_limit(warm):
    cells, _ = run(
        warm,
        *[student(f"import time\ntime.sleep(0.9 + {i} / 100)") for i in range(4)],
        judge("assert True"),
        limits=LIMITS._replace(total_seconds=2),
    )
    assert "not run" in error_of(cells[-1])


def test_outputs_are_kept_and_limited(warm):
    cells, _ = run(
        warm,
        student("print('hello')\n3 + 4"),
        student("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
        student("import os\nos.write(1, b'low level')\nfor i in range(10**5): print('x' * 100)"),
        student("import subprocess\nsubprocess.run(['echo', 'from outside'])\n1/0"),
        limits=LIMITS._replace(output_kib=20),
    )
    assert text_of(cells[0]) == "hello\n"
    assert cells[0].outputs[1].data["text/plain"] == "7"
    assert any("image/png" in output.get("data", {}) for output in cells[1].outputs)
    assert "more than 20 KiB" in text_of(cells[2])
    assert len(text_of(cells[2])) < 30_000
    assert "from outside" in text_of(cells[3])
    assert error_of(cells[3]) == "ZeroDivisionError: division by zero"


def test_what_a_function_prints_during_a_test_is_shown_with_it(warm):
    cells, _ = run(
        warm, student("def f(x): print('got', x); return x"), judge("check.call(f, 3).gives(3)")
    )
    assert text_of(cells[1]) == "got 3\n"


def test_messages_name_the_mistake_and_the_line(warm):
    message = verdict(warm, "def f(x):\n    return 1 / 0", "check.call(f, 1).gives(1)")
    assert "your code raised ZeroDivisionError" in message
    assert "line 2 of f: return 1 / 0" in message
    named = "check.call(f, 3).gives(9, mistakes={'not squared': 3})"
    assert "Most likely: not squared." in verdict(warm, "def f(x): return x", named)
    assert "is not written yet" in verdict(warm, "def f(x): raise NotImplementedError()", TEST)
    changed = verdict(warm, "def f(x):\n    x *= 2\n    return x", TEST)
    assert "the argument x is changed" in changed


def test_files_of_the_course_are_there_and_the_students_stay_outside_the_tests_room(warm):
    notebook = new_notebook(
        cells=[
            student("import os\nmine = sorted(os.listdir())", ["mine"]),
            judge(
                "import os\nassert mine == ['data.txt', 'own.py'] and os.listdir() == ['data.txt']"
            ),
        ]
    )
    job = Job(
        nbformat.writes(notebook), {"data.txt": b"1"}, {"own.py": b"", "data.txt": b"2"}, LIMITS
    )
    cells = nbformat.reads(execute(job, warm).notebook, 4).cells
    assert error_of(cells[1]) is None


def test_partial_credit_of_the_course_stays_and_cannot_be_forged(warm):
    cells, _ = run(warm, student("def f(): return 1"), judge("0.5 if f() == 1 else 0"))
    assert cells[1].outputs[0].data["text/plain"] == "0.5"


def test_nobody_is_blamed_for_the_end_of_the_warm_process():
    with Warm(["labkit.check", *ROOMS]) as own:
        threading.Timer(1.0, own._zygote.kill).start()
        with pytest.raises((RuntimeError, CourseError), match=r"has ended|is gone"):
            run(own, student("import time\ntime.sleep(30)"), limits=Limits(cell_seconds=60))


def test_a_locked_cell_that_dies_of_the_students_code_still_serves_the_tests(warm):
    cells, incidents = run(
        warm,
        student("mine = 1\ndef f(): return 3"),
        course("import os\nif 'mine' in globals(): os._exit(1)\nhelper = 3", grade_id="locked"),
        judge("check.call(f).gives(helper)"),
    )
    assert not cells[-1].outputs
    assert len(incidents) == 1


def test_a_course_whose_own_cell_ends_the_tests_room_is_nobodys_fault(warm):
    with pytest.raises(RuntimeError, match="own cell deadly ended the room of the tests"):
        run(warm, course("import os\nos._exit(3)", grade_id="deadly"), judge("assert True"))
