"""Cheats in the notebook file itself: metadata, test cells, tags."""

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


def _script_in_prose(notebook: dict) -> None:
    script = "<script>redteam()</script>"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] += f"\n\n{script}"
    own = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": script}
    notebook["cells"].append(own)


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
    cheat("script_in_prose", "a script in prose, for the page of feedback", edit=_script_in_prose),
    cheat(
        "outputs_claimed", "every test claims an output of 3.0", edit=_each_test(_claimed_output)
    ),
    cheat("answers_graded", "the answer cells claim 50 points each", edit=_answer_holds_tests),
    cheat(
        "tests_defined_again",
        "a cell after the last test defines right answers: too late",
        added=tuple(("end", source) for source in RIGHT.values()),
    ),
]
