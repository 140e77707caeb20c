"""Rebuilding: whatever was handed in, the course's cells are the course's, answers in place."""

import copy
import json
import random
import re

import nbformat
import pytest
from conftest import LABS, SMALL_LAB
from nbformat import v4
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata
from traitlets.config import Config

from labkit.grading.handed_in.matching import role
from labkit.grading.handed_in.parse import grade_id, parse
from labkit.grading.handed_in.rebuild import rebuild, release
from labkit.teaching.course import CourseError, read_notebook
from labkit.teaching.source import to_notebook

COURSE = read_notebook(LABS[0].solution)
RELEASED = read_notebook(LABS[0].release)
ANSWERS = [grade_id(cell) for cell in COURSE.cells if role(cell) == "answer"]
MIXED = to_notebook(
    SMALL_LAB
    + """
# %%
picture = [double(number) for number in range(5)]
print("doubled:", picture)

# %% answer="half"
def half(number):
    \"\"\"Return half the number.\"\"\"
    ### BEGIN SOLUTION
    return number / 2
    ### END SOLUTION

# %% test="half" points=3
check.call(half, 2).gives(1.0)
### BEGIN HIDDEN TESTS
with check.hidden():
    check.call(half, 31).gives(15.5)
### END HIDDEN TESTS

# %% [markdown]
# The end.
""",
    "mixed",
)
DOUBLE = "def double(number):\n    return 2 * number"
HALF = "def half(number):\n    return 0.5 * number"


def small(**sources: str) -> nbformat.NotebookNode:
    """Return the released small notebook with answers typed in."""
    notebook = release(MIXED)
    for cell in notebook.cells:
        cell.source = sources.get(grade_id(cell), cell.source)
    return notebook


def code(source: str, **metadata) -> nbformat.NotebookNode:
    return v4.new_code_cell(source, metadata=metadata)


def index(notebook: nbformat.NotebookNode, name: str) -> int:
    return [grade_id(cell) for cell in notebook.cells].index(name)


def source(notebook: nbformat.NotebookNode, name: str) -> str:
    return notebook.cells[index(notebook, name)].source


def added(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.id.startswith("added")]


def without_marks(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a copy as from a tool that drops all metadata and gives new ids."""
    bare = copy.deepcopy(notebook)
    for number, cell in enumerate(bare.cells):
        cell.metadata = nbformat.NotebookNode()
        cell.id = f"new-{number}"
    return bare


def require_sound(course, rebuilt) -> None:
    """Require what holds of every rebuilt notebook."""
    nbformat.validate(rebuilt)
    assert len({cell.id for cell in rebuilt.cells}) == len(rebuilt.cells)
    MetadataValidator().validate_nb(rebuilt)
    CheckCellMetadata().preprocess(rebuilt, {})
    assert rebuilt.metadata == course.metadata
    kept = [cell for cell in rebuilt.cells if not cell.id.startswith("added")]
    assert [cell.id for cell in kept] == [cell.id for cell in course.cells]
    for cell in rebuilt.cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
        assert (cell.cell_type == "code") == ("labkit" in cell.metadata)
    for own, cell in zip(course.cells, kept, strict=True):
        metadata = {key: value for key, value in cell.metadata.items() if key != "labkit"}
        assert metadata == own.metadata
        assert cell.cell_type == own.cell_type
        author = cell.metadata.get("labkit", {}).get("author")
        if role(own) in ("locked", "prose"):
            assert cell.source == own.source
            assert author in ("course", None)
        if role(own) == "answer" and own.cell_type == "code":
            assert author == "student"
        if role(own) == "example":
            assert (author == "course") == (cell.source == own.source)


# What an untouched or honest notebook gives


def test_the_untouched_lab_gives_stubs_and_the_courses_tests():
    rebuilt = rebuild(COURSE, RELEASED)
    require_sound(COURSE, rebuilt.notebook)
    assert rebuilt.notes == []
    for own, cell in zip(COURSE.cells, rebuilt.notebook.cells, strict=True):
        if role(own) == "answer":
            assert cell.source == source(RELEASED, grade_id(own))
            for solution in re.findall(r"BEGIN SOLUTION\n(.*?)\n *### END", own.source, re.DOTALL):
                for line in solution.split("\n"):
                    assert line.strip() == "" or line not in cell.source.split("\n")
        else:
            assert cell.source == own.source


def test_neither_argument_changes():
    course, submitted = copy.deepcopy(MIXED), small(double=DOUBLE)
    before = copy.deepcopy(submitted)
    rebuild(course, submitted).notebook.cells[2].metadata.nbgrader.points = 99
    assert (course, submitted) == (MIXED, before)


def test_answers_come_from_the_student_and_nothing_else():
    submitted = small(double=DOUBLE, half="%time\n" + HALF)
    for cell in submitted.cells:
        cell.metadata.tags = ["skip-execution"]
        cell.metadata.nbgrader = {**cell.metadata.get("nbgrader", {}), "points": 99}
    submitted.metadata.kernelspec.name = "stolen"
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert source(rebuilt.notebook, "double") == DOUBLE
    assert source(rebuilt.notebook, "half") == "%time\n" + HALF
    assert rebuilt.notes == []


def test_essays_and_manually_graded_answers_are_the_students():
    course = copy.deepcopy(MIXED)
    mark = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3}
    essay = v4.new_markdown_cell("Because it is so.", id="essay")
    essay.metadata.nbgrader = {**mark, "grade_id": "essay", "points": 2}
    manual = code("secret = 1", nbgrader={**mark, "grade_id": "manual", "points": 2})
    course.cells += [essay, manual]
    submitted = release(course)
    assert submitted.cells[-2].source == "YOUR ANSWER HERE"
    stub = rebuild(course, submitted).notebook
    assert source(stub, "essay") == "YOUR ANSWER HERE"
    assert "secret" not in source(stub, "manual")
    submitted.cells[-2].source = "![](attachment:a.png) I think so."
    submitted.cells[-2].attachments = {"a.png": {"image/png": "iVBORw0KGgo="}}
    submitted.cells[-1].source = "mine = 2"
    rebuilt = rebuild(course, submitted).notebook
    require_sound(course, rebuilt)
    assert rebuilt.cells[-2].source.endswith("I think so.")
    assert "a.png" in rebuilt.cells[-2].attachments
    assert rebuilt.cells[-1].source == "mine = 2"
    assert source(rebuild(course, without_marks(submitted)).notebook, "essay").endswith("think so.")


def test_stubs_are_cleared_with_the_courses_own_configuration():
    config = Config({"ClearSolutions": {"code_stub": {"python": "raise Unwritten"}}})
    rebuilt = rebuild(MIXED, v4.new_notebook(), release(MIXED, config))
    assert source(rebuilt.notebook, "double").endswith("    raise Unwritten")


def test_a_course_that_nbgrader_cannot_clear_is_the_instructors_error():
    course = copy.deepcopy(MIXED)
    course.cells[0].source = "### BEGIN SOLUTION"
    with pytest.raises(CourseError, match="nbgrader cannot clear"):
        rebuild(course, small())


# Cells missing, copied, changed


def test_a_missing_answer_is_the_stub_and_missing_tests_are_back():
    submitted = small(half=HALF)
    submitted.cells = [c for c in submitted.cells if grade_id(c) in ("half", None)]
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert "NotImplementedError" in source(rebuilt.notebook, "double")
    assert source(rebuilt.notebook, "half") == HALF
    assert rebuilt.notes == [
        "locked cell setup was missing: the course's own was used",
        "answer double was missing: it counts as not written",
        "test cell test_double was missing: the course's own was used",
        "test cell test_half was missing: the course's own was used",
    ]


def test_of_copied_answers_the_last_one_that_was_worked_on_counts():
    submitted = small(double="def double(number): return 0")
    stub = release(MIXED).cells[index(MIXED, "double")]
    last = copy.deepcopy(stub)
    last.source = DOUBLE
    submitted.cells += [last, stub]
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert source(rebuilt.notebook, "double") == DOUBLE
    assert added(rebuilt.notebook) == []
    assert rebuilt.notes == [
        "answer double was found 3 times: the last one that was worked on counts"
    ]


def test_a_copy_of_an_answer_cell_used_for_something_else_is_the_students_own_cell():
    submitted = small(double=DOUBLE)
    helper = copy.deepcopy(submitted.cells[index(submitted, "double")])
    helper.source = "TWO = 2"
    submitted.cells.insert(index(submitted, "test_double"), helper)
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert source(rebuilt.notebook, "double") == DOUBLE
    assert added(rebuilt.notebook) == ["TWO = 2"]


@pytest.mark.parametrize("marks", [True, False])
def test_changed_copied_and_retyped_tests_are_dropped(marks):
    submitted = small(double=DOUBLE, half=HALF)
    test = submitted.cells[index(submitted, "test_double")]
    submitted.cells.insert(2, copy.deepcopy(test))
    submitted.cells.append(code(test.source + "  \n"))
    test.source = test.source.replace("gives(4)", "gives(5)")
    if not marks:
        submitted.cells.remove(submitted.cells[2])
        submitted.cells.pop()
        submitted = without_marks(submitted)
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert added(rebuilt.notebook) == []
    joined = "\n".join(rebuilt.notes)
    if marks:
        assert "test cell test_double was copied: 1 copy left out" in joined
    else:
        assert "test cell test_double had been changed: the course's own was used" in joined


def test_a_changed_setup_is_the_courses_again():
    submitted = small(double=DOUBLE, half=HALF)
    submitted.cells[1].source = "class check: pass"
    rebuilt = rebuild(MIXED, submitted)
    assert rebuilt.notebook.cells[1].source == MIXED.cells[1].source
    assert rebuilt.notes == ["locked cell setup had been changed: the course's own was used"]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_that_became_text_is_code_again(kind):
    submitted = small(double=DOUBLE, half=HALF)
    cell = submitted.cells[index(submitted, "double")]
    cell.cell_type = kind
    del cell["outputs"], cell["execution_count"]
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert source(rebuilt.notebook, "double") == DOUBLE
    assert rebuilt.notes == [f"answer double had become a {kind} cell: read as code"]


# Cells that the student added or changed


def test_added_code_stays_between_its_neighbours_and_text_goes():
    submitted = small(double=DOUBLE, half=HALF)
    here = index(submitted, "double")
    submitted.cells[here:here] = [
        code("first = 1"),
        v4.new_markdown_cell("thoughts"),
        code("two = 2"),
    ]
    submitted.cells.insert(0, code("import math"))
    submitted.cells += [code("print(double(3))", tags=["skip-execution"]), code("  \n")]
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    sources = [cell.source for cell in rebuilt.notebook.cells]
    assert sources[0] == "import math"
    assert sources[sources.index(DOUBLE) - 2 : sources.index(DOUBLE)] == ["first = 1", "two = 2"]
    assert sources[-1] == "print(double(3))"
    assert "tags" not in rebuilt.notebook.cells[-1].metadata
    assert rebuilt.notes == ["4 added code cells kept"]


@pytest.mark.parametrize(("marked", "moved"), [(0, 5), (7, 0), (1, 6)])
def test_helpers_stay_with_their_answer_when_another_cell_was_moved(marked, moved):
    submitted = small(double=DOUBLE, half=HALF)
    submitted.cells.insert(index(submitted, "half"), code("HALF = 0.5"))
    submitted.cells.insert(moved, submitted.cells.pop(marked))
    rebuilt = rebuild(MIXED, submitted).notebook
    require_sound(MIXED, rebuilt)
    where = [cell.source for cell in rebuilt.cells].index("HALF = 0.5")
    assert index(rebuilt, "test_double") < where < index(rebuilt, "test_half")


def test_exercises_done_in_another_order_keep_their_helpers_before_their_tests():
    submitted = small(double=DOUBLE, half=HALF)
    cells = submitted.cells
    a, b = index(submitted, "double"), index(submitted, "half")
    first, second = cells[a : a + 2], cells[b : b + 2]
    cells[b : b + 2] = [code("ONE = 1"), *first]
    cells[a : a + 2] = [code("TWO = 2"), *second]
    rebuilt = rebuild(MIXED, submitted).notebook
    require_sound(MIXED, rebuilt)
    sources = [cell.source for cell in rebuilt.cells]
    assert sources.index("TWO = 2") < index(rebuilt, "test_half")
    assert sources.index("ONE = 1") < index(rebuilt, "test_half")


@pytest.mark.parametrize("same_id", [True, False])
def test_an_example_that_the_student_changed_runs_changed(same_id):
    submitted = small(double=DOUBLE, half=HALF)
    (here,) = [i for i, cell in enumerate(MIXED.cells) if role(cell) == "example"]
    changed = submitted.cells[here].source.replace("range(5)", "range(50)")
    submitted.cells[here].source = changed
    if not same_id:
        submitted.cells[here].id = "another"
    rebuilt = rebuild(MIXED, submitted)
    require_sound(MIXED, rebuilt.notebook)
    assert rebuilt.notebook.cells[here].source == changed
    assert rebuilt.notebook.cells[here].metadata.labkit.author == "student"
    assert rebuilt.notes == ["1 example cell kept as the student changed it"]


# What tools make of a notebook


def test_answers_are_found_when_all_metadata_are_lost():
    filled = copy.deepcopy(RELEASED)
    for name in ANSWERS:
        filled.cells[index(filled, name)].source = source(COURSE, name)
    rebuilt = rebuild(COURSE, without_marks(filled))
    require_sound(COURSE, rebuilt.notebook)
    for name in ANSWERS:
        assert source(rebuilt.notebook, name) == source(COURSE, name)
    assert added(rebuilt.notebook) == []
    assert f"answer {ANSWERS[0]} had lost its mark: it was found by the names" in rebuilt.notes[0]
    assert len(rebuilt.notes) == len(ANSWERS)


def test_an_answer_without_mark_and_name_is_found_by_its_place():
    rebuilt = rebuild(MIXED, without_marks(small(double="def dubble(n):\n    return 2 * n")))
    assert source(rebuilt.notebook, "double").startswith("def dubble")
    assert "answer double had lost its mark: it was found by its place" in rebuilt.notes


def test_no_cell_answers_two_exercises():
    submitted = without_marks(small())
    both = DOUBLE + "\n" + HALF
    submitted.cells = [code(both)]
    rebuilt = rebuild(MIXED, submitted).notebook
    assert [cell.source for cell in rebuilt.cells].count(both) == 1


def as_colab(notebook):
    """Format 4.0, ids in the metadata, other kernel, a first cell that mounts a drive."""
    new = copy.deepcopy(notebook)
    new.nbformat_minor = 0
    for number, cell in enumerate(new.cells):
        del cell["id"]
        marks = {"nbgrader": cell.metadata.nbgrader} if "nbgrader" in cell.metadata else {}
        cell.metadata = {**marks, "id": f"aB3_{number}xyZ", "outputId": "b7f0-1c"}
    new.cells.insert(0, code("from google.colab import drive\ndrive.mount('/content/drive')"))
    new.metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    return new


def as_kaggle(notebook):
    """Format 4.4 without ids, own metadata, the first cell that Kaggle puts into every notebook."""
    new = copy.deepcopy(notebook)
    new.nbformat_minor = 4
    for cell in new.cells:
        del cell["id"]
        cell.metadata = {"_uuid": "d62", "execution": {"iopub.status.busy": "2026-01-01"}}
    new.cells.insert(0, code("import numpy as np\nfor d, _, f in os.walk('/kaggle/input'):\n    f"))
    return new


def as_vscode(notebook):
    """Ids kept, language in the metadata, nbgrader's marks kept, run with outputs."""
    new = copy.deepcopy(notebook)
    for cell in new.cells:
        cell.metadata["vscode"] = {"languageId": "python"}
        if cell.cell_type == "code":
            cell.execution_count = 3
            cell.outputs = [v4.new_output("stream", name="stderr", text="warning")]
    return new


def as_text_merge(notebook):
    """Both sides of a merge, one after the other, the other side unworked."""
    new = copy.deepcopy(notebook)
    new.cells += copy.deepcopy(RELEASED.cells)
    return new


@pytest.mark.parametrize("tool", [as_colab, as_kaggle, as_vscode, as_text_merge])
def test_honest_notebooks_from_other_tools_keep_their_answers(tool):
    filled = copy.deepcopy(RELEASED)
    for name in ANSWERS:
        filled.cells[index(filled, name)].source = source(COURSE, name) + "\n# mine"
    helper = "def pad_all(images):\n    return [F.pad(image, (1,) * 4) for image in images]"
    filled.cells.insert(index(filled, "conv2d"), code(helper))
    data = json.dumps(tool(filled)).encode()
    rebuilt = rebuild(COURSE, parse(data)[0])
    require_sound(COURSE, rebuilt.notebook)
    for name in ANSWERS:
        assert source(rebuilt.notebook, name) == source(COURSE, name) + "\n# mine"
    assert added(rebuilt.notebook)[-1] == helper
    assert len(added(rebuilt.notebook)) == 1 + (tool in (as_colab, as_kaggle))
    assert rebuilt.notebook.cells[index(rebuilt.notebook, "conv2d") - 1].source == helper


# Any damage


@pytest.mark.parametrize("seed", range(25))
def test_random_damage_never_reaches_the_courses_cells(seed):
    draw = random.Random(seed)
    course, filled = (MIXED, small(double=DOUBLE, half=HALF)) if seed % 5 else (COURSE, RELEASED)
    filled = copy.deepcopy(filled)
    typed = {}
    for cell in filled.cells:
        if cell.cell_type == "code" and draw.random() < 0.3:
            cell.source += "\n# typed"
        if role(cell) == "answer":
            typed[grade_id(cell)] = cell.source
    cells = [copy.deepcopy(cell) for cell in filled.cells if draw.random() < 0.9]
    cells += [copy.deepcopy(cell) for cell in draw.sample(cells, 3)]
    cells += [code(f"extra_{number} = {number}") for number in range(3)]
    draw.shuffle(cells)
    marked = set()
    for cell in cells:
        damage = draw.choice(["nothing"] * 5 + ["metadata", "nbgrader", "id", "type", "tags"])
        if damage == "metadata":
            cell.metadata = nbformat.NotebookNode()
        elif damage == "nbgrader":
            cell.metadata.nbgrader = draw.choice([None, 3, [], {"grade_id": 7}, {"grade_id": "x"}])
        elif damage == "id":
            cell.id = draw.choice(["setup", "double", "test_double", "added-1"])
        elif damage == "type":
            cell.cell_type = "raw"
        elif damage == "tags":
            cell.metadata.tags = ["skip-execution", "raises-exception"]
        if damage not in ("metadata", "nbgrader"):
            marked.add(grade_id(cell))
    rebuilt = rebuild(course, nbformat.NotebookNode(cells=cells)).notebook
    require_sound(course, rebuilt)
    for name in marked & set(typed):
        assert source(rebuilt, name) == typed[name]
    assert rebuild(course, rebuilt).notebook == rebuilt


def test_a_thousand_strange_cells_are_kept():
    words = "check call double gives number print picture range for in"
    submitted = copy.deepcopy(RELEASED)
    submitted.cells += [code(f"{words} {number} " * 50) for number in range(950)]
    assert len(added(rebuild(COURSE, submitted).notebook)) == 950
