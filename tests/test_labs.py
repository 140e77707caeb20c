"""Every lab keeps the conventions, and shows students nothing that it must not show."""

import re
from itertools import pairwise

import pytest
from conftest import LABS, ROOT

from labkit.teaching.course import read_notebook
from labkit.teaching.regions import without

each_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)


def cells_of(path, kind):
    return [cell for cell in read_notebook(path).cells if cell.cell_type == kind]


def prose_of(lab):
    return "\n\n".join(cell.source for cell in cells_of(lab.release, "markdown"))


def telling(line: str) -> bool:
    """Whether a line of code is worth hiding: not blank, a bracket or a bare keyword."""
    return len(re.sub(r"\W", "", line)) > 8


@each_lab
def test_no_line_of_a_solution_or_hidden_test_is_released(lab):
    source = lab.source.read_text()
    open_lines = set(without(without(source, "SOLUTION"), "HIDDEN TESTS").split("\n"))
    secret = [line for line in source.split("\n") if line not in open_lines and telling(line)]
    assert len(secret) > 30
    released = "\n".join(cell.source for cell in read_notebook(lab.release).cells).split("\n")
    assert set(secret) & set(released) == set()
    text = "\n".join(released)
    for mark in ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN"):
        assert mark not in text


def test_release_folders_hold_notebooks_only():
    files = [path for path in (ROOT / "labs").rglob("*") if path.is_file()]
    visible = [path for path in files if ".ipynb_checkpoints" not in path.parts]
    assert {path.suffix for path in visible} == {".ipynb"}


@each_lab
def test_points_and_minutes_in_prose_are_the_real_ones(lab):
    graded = {
        cell.metadata.nbgrader.grade_id.removeprefix("test_"): cell.metadata.nbgrader.points
        for cell in cells_of(lab.solution, "code")
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    prose = prose_of(lab)
    headings = re.findall(
        r"^### (?:Exercise|Question) (\d+)(?: · `(\w+)`)? — (\d+) points?, (\d+) minutes?",
        prose,
        re.MULTILINE,
    )
    said = {name or f"answer_{number}": int(points) for number, name, points, _ in headings}
    assert said == graded
    minutes, points = map(int, re.search(r"\*\*(\d+) minutes · (\d+) points", prose).groups())
    assert points == sum(graded.values())
    reading = minutes - sum(int(m) for *_, m in headings)
    assert 0 <= reading <= 20, "the minutes of the exercises do not fit the lab's"


@each_lab
def test_headings_are_in_order(lab):
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose_of(lab), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), (
        "a heading level is skipped"
    )


@each_lab
def test_every_exercise_has_inputs_returns_example_and_two_hints(lab):
    for text in re.split(r"^(?=### )", prose_of(lab), flags=re.MULTILINE):
        if text.startswith("### Exercise"):
            title = text.split("\n")[0]
            assert text.count("<summary>Hint") == 2, title
            if "Set three variables" not in text:
                for part in ("**Input", "**Returns:**", "**Example:**"):
                    assert part in text, f"{title} has no {part}"


@each_lab
def test_an_idea_takes_at_most_120_words(lab):
    for cell in cells_of(lab.release, "markdown"):
        prose = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.DOTALL)
        for part in re.split(r"^(?=#+ )", prose, flags=re.MULTILINE):
            if not part.startswith(("### Exercise", "### Question")):
                assert len(re.findall(r"\w+", part)) <= 120, part[:80]


@each_lab
def test_set_up_is_short_and_locked(lab):
    setup = cells_of(lab.release, "code")[0]
    assert setup.metadata.nbgrader.locked
    assert len([line for line in setup.source.split("\n") if line.strip()]) <= 5
