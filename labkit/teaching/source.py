"""From a lab's one source, a percent script, to its solution notebook.

Cells are marked in the source by ``answer="name"`` (what a student writes), ``test="name"
points=3`` (its check, visible part and hidden part) and ``locked="name"`` (students read and run
it only). Everything nbgrader needs follows from these marks.
"""

import ast
import hashlib
from collections import Counter

import jupytext
from nbformat import NotebookNode, v4

from labkit.teaching.course import EXAMPLE, CourseError
from labkit.teaching.regions import visible_part, without

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_MARKS = ("answer", "test", "locked")
_KNOWN = {*_MARKS, "points", "tags", "jupyter"}
_MAX_LINES = 25


def to_notebook(text: str, where: str) -> NotebookNode:
    """Return the solution notebook of a source text, the same bytes for the same text.

    ``where`` names the source in messages. Raises :class:`CourseError` for a source that would
    give a broken lab, with every problem found.
    """
    cells = [_cell(cell) for cell in jupytext.reads(text, fmt="py:percent").cells]
    problems = [problem for cell in cells for problem in _cell_problems(cell)]
    problems += _notebook_problems(cells)
    if problems:
        raise CourseError("\n".join(f"{where}: {problem}" for problem in problems))
    seen = Counter()
    for cell in cells:
        cell.id = _stable_id(cell, seen)
        _set_nbgrader(cell)
    return v4.new_notebook(
        cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )


def _cell(cell: NotebookNode) -> NotebookNode:
    """Return a fresh cell with the source's own metadata and nothing of jupytext's."""
    make = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell, "raw": v4.new_raw_cell}
    own = {mark: value for mark, value in cell.metadata.items() if mark != "lines_to_next_cell"}
    return make[cell.cell_type](cell.source, metadata=own)


def _marks(cell: NotebookNode) -> list[str]:
    return [mark for mark in _MARKS if mark in cell.metadata]


def _grade_id(cell: NotebookNode) -> str | None:
    for mark in _marks(cell):
        name = cell.metadata[mark]
        return f"test_{name}" if mark == "test" else name
    return None


def _named(cell: NotebookNode) -> str:
    first = cell.source.strip().split("\n")[0][:50]
    return f"cell {_grade_id(cell) or repr(first)}"


def _cell_problems(cell: NotebookNode) -> list[str]:
    """Return what is wrong with one cell, a line each."""
    found, marks, data = [], _marks(cell), cell.metadata
    unknown = sorted(set(data) - _KNOWN)
    if unknown:
        found.append(f"unknown mark {', '.join(unknown)}; known are {', '.join(sorted(_KNOWN))}")
    if len(marks) > 1:
        found.append(f"has the marks {' and '.join(marks)}: a cell has one")
    for mark in marks:
        if not (isinstance(data[mark], str) and data[mark].isidentifier()):
            found.append(f'{mark} needs a name for its grade id, as in {mark}="conv2d"')
    for region, mark in (("SOLUTION", "answer"), ("HIDDEN TESTS", "test")):
        begins, ends = cell.source.count(f"BEGIN {region}"), cell.source.count(f"END {region}")
        if begins != ends:
            found.append(f"{begins} BEGIN {region} but {ends} END {region}")
        if begins and mark not in marks:
            found.append(f'holds a {region} region but no grade id: mark it {mark}="…"')
        if mark in marks and not begins:
            found.append(f"is marked {mark} but has no BEGIN {region} … END {region}")
    points = data.get("points")
    if "test" in marks and not (type(points) in (int, float) and points > 0):
        found.append(f"points are missing or not above zero (given: {points}): add points=3")
    if "points" in data and "test" not in marks:
        found.append("points stand on a cell that is not a test")
    if cell.cell_type == "code":
        found += _code_problems(cell, is_test="test" in marks)
    return [f"{_named(cell)}: {problem}" for problem in found]


def _code_problems(cell: NotebookNode, is_test: bool) -> list[str]:
    found = []
    shown = without(without(cell.source, "SOLUTION"), "HIDDEN TESTS")
    if len(shown.strip().split("\n")) > _MAX_LINES:
        found.append(f"students see more than {_MAX_LINES} lines; split it")
    for text in (cell.source, visible_part(cell.source)) if is_test else (cell.source,):
        try:
            body = ast.parse(text).body
        except SyntaxError as error:
            return [*found, f"is not valid Python, line {error.lineno}: {error.msg}"]
        ends_in_value = body and isinstance(body[-1], ast.Expr)
        if is_test and ends_in_value and not ast.unparse(body[-1]).startswith("check."):
            found.append("ends in an expression, which nbgrader reads as points")
    return found


def _notebook_problems(cells: list[NotebookNode]) -> list[str]:
    ids = Counter(filter(None, map(_grade_id, cells)))
    found = [f"the grade id {name} is used {n} times" for name, n in ids.items() if n > 1]
    answers = {cell.metadata.answer for cell in cells if "answer" in cell.metadata}
    tests = {cell.metadata.test for cell in cells if "test" in cell.metadata}
    found += [f"answer {name} has no test cell" for name in sorted(answers - tests)]
    found += [f"test {name} has no answer cell" for name in sorted(tests - answers)]
    if not tests:
        found.append("there is no test cell, so nothing to grade")
    return found


def _stable_id(cell: NotebookNode, seen: Counter) -> str:
    base = _grade_id(cell) or hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    seen[base] += 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"


def _set_nbgrader(cell: NotebookNode) -> None:
    """Turn the source's marks into nbgrader's metadata."""
    grade_id, data = _grade_id(cell), cell.metadata
    if grade_id is None:
        if cell.cell_type == "code":  # `labkit grade` need not run it
            data.tags = sorted({*data.get("tags", []), EXAMPLE})
        return
    is_test, is_answer = "test" in data, "answer" in data
    data.nbgrader = {
        "schema_version": 3,
        "grade_id": grade_id,
        "cell_type": cell.cell_type,
        "grade": is_test,
        "solution": is_answer,
        "locked": not is_answer,
        "task": False,
    }
    if is_test:
        data.nbgrader["points"] = data.pop("points")
    if is_test or is_answer:
        # "Run all" goes on past an unwritten exercise to the next one.
        data.tags = sorted({*data.get("tags", []), "raises-exception"})
    for mark in _marks(cell):
        del data[mark]
