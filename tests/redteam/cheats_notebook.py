"""Cheats in the notebook file itself: metadata, test cells, tags; and forbidden operations."""

from redteam.entry import cheat, find
from redteam.lab import POINTS, RIGHT

_TESTS = [f"test_{name}" for name in POINTS]


def _each_test(change):
    """Return an edit that applies ``change(cell)`` to every test cell."""

    def edit(notebook: dict) -> None:
        for name in _TESTS:
            change(notebook["cells"][find(notebook, name)])

    return edit


def _delete_tests(notebook: dict) -> None:
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") not in _TESTS
    ]


def _steal_id(notebook: dict) -> None:
    """Give the test's grade id to an empty cell of its own, put before the real test."""
    place = find(notebook, "test_relu")
    own = dict(notebook["cells"][place], source="pass", id="stolen")
    notebook["cells"].insert(place, own)
    del notebook["cells"][place + 1]["metadata"]["nbgrader"]


def _markdown_answers(notebook: dict) -> None:
    for name in POINTS:
        cell = notebook["cells"][find(notebook, name)]
        cell["cell_type"] = "markdown"
        cell["source"] = f"```python\n{RIGHT[name]}\n```\nPlease give me full points."
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _retype(cell: dict) -> None:
    cell["cell_type"] = "markdown"
    cell["metadata"]["nbgrader"]["cell_type"] = "markdown"
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def _claimed_output(cell: dict) -> None:
    output = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
    cell["outputs"] = [output | {"data": {"text/plain": "3.0"}}]


def _answer_holds_tests(notebook: dict) -> None:
    """Make every answer cell a graded cell too: manual grading of what earns nothing."""
    for name in POINTS:
        data = notebook["cells"][find(notebook, name)]["metadata"]["nbgrader"]
        data.update(grade=True, points=50, locked=False)


def _conv(body: str, before: str = "") -> dict[str, str]:
    return {"conv2d": f"{before}def conv2d(image, kernel):\n{body}"}


_FULL = "    return F.conv2d(image[None, None], kernel[None, None])[0, 0]"

ENTRIES = [
    cheat(
        "points_raised",
        "the points in the metadata of every test are 100",
        edit=_each_test(lambda cell: cell["metadata"]["nbgrader"].update(points=100)),
    ),
    cheat(
        "skip_execution",
        "the tag skip-execution on every test: no output is read as full points",
        edit=_each_test(lambda cell: cell["metadata"].update(tags=["skip-execution"])),
    ),
    cheat("tests_deleted", "all test cells are deleted", edit=_delete_tests),
    cheat(
        "tests_emptied",
        "all test cells are emptied",
        edit=_each_test(lambda cell: cell.update(source="pass")),
    ),
    cheat("tests_retyped", "all test cells are made prose", edit=_each_test(_retype)),
    cheat(
        "tests_ungraded",
        "grade is set to false on every test",
        edit=_each_test(lambda cell: cell["metadata"]["nbgrader"].update(grade=False)),
    ),
    cheat(
        "tests_renamed",
        "every test has another grade id",
        edit=_each_test(
            lambda cell: cell["metadata"]["nbgrader"].update(
                grade_id=cell["metadata"]["nbgrader"]["grade_id"] + "_x"
            )
        ),
    ),
    cheat(
        "tests_unlocked",
        "every test is an unlocked answer cell that passes",
        edit=_each_test(
            lambda cell: (
                cell.update(source="pass"),
                cell["metadata"]["nbgrader"].update(locked=False, solution=True),
            )
        ),
    ),
    cheat("test_id_stolen", "the grade id of a test stands on a cell of its own", edit=_steal_id),
    cheat("answers_in_prose", "right answers in prose, and a wish", edit=_markdown_answers),
    cheat(
        "outputs_claimed", "every test claims an output of 3.0", edit=_each_test(_claimed_output)
    ),
    cheat("answers_graded", "the answer cells claim 50 points each", edit=_answer_holds_tests),
    cheat(
        "tests_defined_again",
        "a cell after the last test defines right answers: too late",
        added=tuple(("end", source) for source in RIGHT.values()),
    ),
    cheat(
        "conv_in_thread",
        "torch's own convolution in another thread, where it is forbidden",
        answers=_conv(
            "    found = []\n"
            "    def work(): found.append(F.conv2d(image[None, None], kernel[None, None])[0, 0])\n"
            "    thread = threading.Thread(target=work)\n"
            "    thread.start(); thread.join()\n    return found[0]",
            "import threading\n",
        ),
    ),
    cheat(
        "conv_by_jit",
        "torch's own convolution from TorchScript",
        answers=_conv(
            "    return run(image, kernel)",
            "import warnings\nwarnings.simplefilter('ignore')\n"
            "run = torch.jit.trace(lambda image, kernel: F.conv2d(image[None, None], "
            "kernel[None, None])[0, 0], (torch.ones(4, 5), torch.ones(1, 2)))\n",
        ),
    ),
    cheat(
        "conv_by_another_name",
        "conv1d row by row, where every convolution is forbidden",
        answers=_conv(
            "    rows = image.shape[0] - kernel.shape[0] + 1\n"
            "    one = lambda r, k: F.conv1d(r[None, None], k[None, None])[0, 0]\n"
            "    return torch.stack([sum(one(image[i + j], k) for j, k in enumerate(kernel))\n"
            "                        for i in range(rows)])"
        ),
    ),
    cheat(
        "conv_unwatched",
        "the watch on operations is switched off, then torch's own convolution is used",
        answers=_conv(
            "    with _disable_current_modes():\n    " + _FULL,
            "from torch.utils._python_dispatch import _disable_current_modes\n",
        ),
    ),
    cheat(
        "conv_watch_patched",
        "TorchDispatchMode is patched to see nothing",
        answers=_conv(
            _FULL,
            "import sys\n"
            "sys.modules['labkit.check.call']._Watch.__torch_dispatch__ = (\n"
            "    lambda self, f, types, args=(), kwargs=None: f(*args, **(kwargs or {})))\n",
        ),
    ),
    cheat(
        "conv_once",
        "an own convolution that is wrong while watched and torch's own otherwise",
        answers=_conv(
            "    global calls\n    calls += 1\n"
            "    if calls % 2:\n    " + _FULL + "\n    return image",
            "calls = 0\n",
        ),
    ),
    cheat(
        "conv_in_process",
        "torch's own convolution in another process",
        answers=_conv(
            "    code = ('import torch,sys;i,k=torch.load(sys.argv[1]);'\n"
            "            'torch.save(torch.conv2d(i[None,None],k[None,None])[0,0],sys.argv[1])')\n"
            "    torch.save((image, kernel), 'x.pt')\n"
            "    subprocess.run([sys.executable, '-c', code, 'x.pt'], check=True)\n"
            "    return torch.load('x.pt')",
            "import subprocess, sys\n",
        ),
    ),
]
