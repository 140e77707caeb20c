"""Which cell of a notebook runs in which room, and which names its tests take from where.

Everything is decided from the course's cells; what a student's cell binds never replaces a name
that the tests have from the course.
"""

import builtins
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from labkit.grading.rooms.names import binds, takes, unneeded
from labkit.teaching.course import EXAMPLE, exercise_of

_BUILTINS = frozenset(dir(builtins))


class Step(NamedTuple):
    """One code cell: where it runs, what it is called, and the names that matter to tests."""

    index: int
    name: str
    source: str
    student: bool  # runs in the student's room
    tests: bool  # runs in the tests' room
    graded: bool
    binds: list[str]  # names that a locked cell gives to the tests
    forget: list[str]  # names that tests must take from the student from here on
    names: list[str]  # names that a test may take from the student
    classes: list[str]  # those of them that the course wants as classes
    imports: str  # what the course's solutions have imported until here


def plan(notebook: NotebookNode, all_cells: bool = False) -> list[Step]:
    """Return the steps of a rebuilt notebook in order.

    Course cells tagged ``example`` are left out unless a name they bind is used elsewhere, or
    ``all_cells`` is set.
    """
    cells = {i: cell for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"}
    cells = {i: cell for i, cell in cells.items() if cell.source.strip()}
    kept = cells if all_cells else _without_idle_examples(cells)
    shared = _needed_by_tests(kept)
    steps, forget, tested, answers, wanted = [], [], set(), set(), set()
    imports = ""
    for index, cell in kept.items():
        test, course = _is_test(cell), _is_course(cell)
        in_tests = test or (course and (is_locked(cell) or index in shared))
        if in_tests:
            tested |= takes(cell.source)
        else:
            told = cell.metadata.get("labkit", {})
            forget += told.get("binds", [])
            wanted.update(told.get("classes", []))
            imports += told.get("imports", "") + "\n"
            answers.update(forget)
        steps.append(
            Step(
                index,
                _name(cell, index),
                cell.source,
                student=not test,
                tests=in_tests,
                graded=test,
                binds=sorted(binds(cell.source)) if in_tests and not test else [],
                forget=forget if in_tests else [],
                names=sorted(tested - (_BUILTINS - answers)) if test else [],
                classes=sorted(tested & wanted) if test else [],
                imports=imports.strip() if in_tests else "",
            )
        )
        if in_tests:
            forget, imports = [], ""
    return steps


def _without_idle_examples(cells: dict[int, NotebookNode]) -> dict[int, NotebookNode]:
    """Drop the course's example cells that no other cell needs."""
    examples = (
        i
        for i, cell in cells.items()
        if _is_course(cell) and EXAMPLE in cell.metadata.get("tags", [])
    )
    idle = unneeded({i: cell.source for i, cell in cells.items()}, examples)
    return {i: cell for i, cell in cells.items() if i not in idle}


def _needed_by_tests(cells: dict[int, NotebookNode]) -> set[int]:
    """Return the course's unlocked cells that tests rely on and that use nothing of the student's.

    An import or a constant of the course must be the course's own in the tests' room.
    """
    trusted = [c for c in cells.values() if _is_test(c) or (_is_course(c) and is_locked(c))]
    known = _BUILTINS.union(*(binds(cell.source) for cell in trusted if not _is_test(cell)))
    wanted = set().union(*(takes(cell.source) for cell in trusted)) - known
    ours = {id(cell) for cell in trusted}
    free = {i: c for i, c in cells.items() if _is_course(c) and id(c) not in ours}
    chosen: set[int] = set()
    while more := {i for i in free.keys() - chosen if binds(free[i].source) & wanted}:
        chosen |= more
        wanted |= set().union(*(takes(free[i].source) for i in more)) - known
    while True:  # drop those that use a name which no cell of the course gives
        given = known.union(*(binds(free[i].source) for i in chosen))
        dependent = {i for i in chosen if takes(free[i].source) - given}
        if not dependent:
            return chosen
        chosen -= dependent


def _is_course(cell: NotebookNode) -> bool:
    return cell.metadata.get("labkit", {}).get("author") == "course"


def _is_test(cell: NotebookNode) -> bool:
    return _is_course(cell) and bool(is_grade(cell)) and not is_solution(cell)


def _name(cell: NotebookNode, index: int) -> str:
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return exercise_of(grade_id) if grade_id else f"cell {index + 1}"
