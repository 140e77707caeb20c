"""Put a student's answers into a fresh copy of the course's notebook.

Nothing else of a submission reaches its grade: tests, locked cells, tags, kernel and nbgrader's
marks are always the course's own.
"""

import copy
from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from nbformat import NotebookNode, v4
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions
from traitlets.config import Config

from labkit.grading.handed_in.matching import Cells, Matched, Pairs, match, role, same_text
from labkit.grading.handed_in.parse import grade_id, unused_id
from labkit.grading.rooms.names import given
from labkit.teaching.course import CourseError

_FOUND = {
    "text": "by its text",
    "id": "by its cell's id",
    "name": "by the names that it defines",
    "place": "by its place",
}


class Rebuilt(NamedTuple):
    """The notebook to run, and a line for everything that was not as it had been handed out."""

    notebook: NotebookNode
    notes: list[str]


def rebuild(
    course: NotebookNode, submitted: NotebookNode, released: NotebookNode | None = None
) -> Rebuilt:
    """Return the course's notebook with the student's answers, and notes on what was rebuilt.

    ``course`` is the solution notebook; ``released`` what :func:`release` makes of it, for those
    who have it already. From ``submitted`` come the sources of answers, the code cells that the
    student added, and example cells as the student changed them. A missing answer is the stub.
    Every code cell says in ``metadata.labkit.author`` whose code it is: ``"course"`` or
    ``"student"``; an answer's ``metadata.labkit`` also says what the reference solution gives to
    tests there (``binds``, ``classes``, ``imports``: see :func:`labkit.grading.rooms.names.given`).
    Raises :class:`CourseError` if nbgrader cannot clear the course's solutions.
    """
    released = released or release(course)
    matched = match(released.cells, submitted.cells)
    cells = []
    for here, stub in enumerate(released.cells):
        there = matched.pairs.get(here)
        theirs = None if there is None else submitted.cells[there]
        cells.append(_cell(course.cells[here], stub, theirs))
    notes = _notes(course.cells, released.cells, submitted.cells, matched)
    notebook = copy.deepcopy({key: course[key] for key in course if key != "cells"})
    notebook = NotebookNode(notebook, nbformat=v4.nbformat, nbformat_minor=v4.nbformat_minor)
    notebook.cells = _with_added(cells, released.cells, submitted.cells, matched)
    return Rebuilt(notebook, notes)


def release(course: NotebookNode, config: Config | None = None) -> NotebookNode:
    """Return a copy of a solution notebook without solutions and hidden tests, as nbgrader does it.

    Raises :class:`CourseError` if nbgrader refuses.
    """
    released = copy.deepcopy(course)
    try:
        for preprocessor in (ClearSolutions, ClearHiddenTests):
            released, _ = preprocessor(config=config).preprocess(released, {})
    except (RuntimeError, ValueError) as error:
        raise CourseError(
            f"nbgrader cannot clear solutions and hidden tests from the course's notebook: {error}"
        ) from None
    return released


def _cell(own: NotebookNode, stub: NotebookNode, theirs: NotebookNode | None) -> NotebookNode:
    """Return the course's cell, with the student's source where the source is the student's."""
    cell, author = NotebookNode(own), "course"
    cell.metadata = copy.deepcopy(own.metadata)
    kind = role(own)
    if kind == "answer":
        author = "student"
        cell.source = stub.source if theirs is None else theirs.source
        if theirs is not None and own.cell_type != "code" and theirs.get("attachments"):
            cell.attachments = copy.deepcopy(theirs.attachments)
    elif _is_changed_example(own, theirs):
        author = "student"
        cell.source = theirs.source
    _signed(cell, author)
    if kind == "answer" and cell.cell_type == "code":
        cell.metadata["labkit"] |= copy.deepcopy(given(own.source)._asdict())
    return cell


def _is_changed_example(own: NotebookNode, theirs: NotebookNode | None) -> bool:
    if role(own) != "example" or theirs is None or theirs.cell_type != "code":
        return False
    return not same_text(own.source, theirs.source)


def _signed(cell: NotebookNode, author: str) -> NotebookNode:
    """Mark a code cell with its author, and empty it of results."""
    if cell.cell_type == "code":
        cell.metadata["labkit"] = NotebookNode(author=author)
        cell.outputs, cell.execution_count = [], None
    return cell


def _with_added(cells: Cells, released: Cells, submitted: Cells, matched: Matched) -> Cells:
    """Return the cells and those that the student added, each with an id of its own."""
    slots = _slots(released, matched)
    taken = {cell.id for cell in cells if cell.get("id")}
    for number, cell in enumerate(cells, 1):
        if not cell.get("id"):  # a course's notebook older than nbformat 4.5
            cell.id = unused_id(f"cell-{number}", taken)
    merged, number = [], 0
    for here in range(len(cells) + 1):
        for there in slots[here]:
            number += 1
            added = v4.new_code_cell(submitted[there].source)
            added.id = unused_id(f"added-{number}", taken)
            merged.append(_signed(added, "student"))
        merged += cells[here : here + 1]
    return merged


def _slots(released: Cells, matched: Matched) -> dict[int, list[int]]:
    """Return, by course's place, the added cells that stand before it.

    An added cell stays behind the cell that it stood behind, or before the one that it stood
    before, if that one is where the course has it; moved cells are no landmarks.
    """
    where = {there: here for here, there in matched.pairs.items()}
    spine = _spine(where)
    landmarks, known = sorted(spine), sorted(where)
    first = next((h for h, cell in enumerate(released) if role(cell) == "answer"), len(released))
    slots = defaultdict(list)
    for there in matched.added:
        before, after = _neighbours(known, there)
        last, following = _neighbours(landmarks, there)
        if before in spine:
            slot = where[before] + 1
        elif after in spine:
            slot = where[after]
        elif before is not None and after is not None and where[before] < where[after]:
            slot = where[before] + 1
        elif last is not None:
            slot = where[last] + 1
        else:
            slot = first if following is None else where[following]
        slots[slot].append(there)
    return slots


def _neighbours(places: list[int], there: int) -> tuple[int | None, int | None]:
    """Return the places right before and after one, from a sorted list without it."""
    index = bisect_left(places, there)
    before = places[index - 1] if index else None
    return before, places[index] if index < len(places) else None


def _spine(where: Pairs) -> set[int]:
    """Return the most submitted places whose cells stand in the course's order.

    >>> sorted(_spine({0: 0, 1: 4, 2: 1, 3: 2, 4: 3}))  # the second cell was moved there
    [0, 2, 3, 4]
    """
    tails: list[int] = []  # the last places of the best chains of each length
    previous: dict[int, int | None] = {}
    for there in sorted(where):
        length = bisect_left([where[tail] for tail in tails], where[there])
        previous[there] = tails[length - 1] if length else None
        tails[length:] = [there, *tails[length + 1 :]]
    chain, there = set(), tails[-1] if tails else None
    while there is not None:
        chain.add(there)
        there = previous[there]
    return chain


def _notes(course: Cells, released: Cells, submitted: Cells, matched: Matched) -> list[str]:
    notes, changed = [], 0
    for here, cell in enumerate(course):
        there = matched.pairs.get(here)
        theirs = None if there is None else submitted[there]
        kind = role(cell)
        if kind == "answer":
            notes += _answer_notes(cell, theirs, matched.how.get(here), matched.copies[here])
        elif kind == "locked":
            notes += _locked_notes(cell, released[here], theirs, matched.copies[here])
        else:
            changed += _is_changed_example(cell, theirs)
    if changed:
        them = "it" if changed == 1 else "them"
        notes.append(f"{_count(changed, 'example cell')} kept as the student changed {them}")
    if matched.added:
        notes.append(f"{_count(len(matched.added), 'added code cell')} kept")
    return notes


def _answer_notes(
    own: NotebookNode, theirs: NotebookNode | None, how: str | None, copies: int
) -> list[str]:
    name = f"answer {grade_id(own)}"
    if theirs is None:
        return [f"{name} was missing: it counts as not written"]
    notes = []
    if how in _FOUND:
        notes.append(f"{name} had lost its mark: it was found {_FOUND[how]}")
    if copies:
        times = "twice" if copies == 1 else f"{copies + 1} times"
        notes.append(f"{name} was found {times}: the last one that was worked on counts")
    if theirs.cell_type != own.cell_type:
        notes.append(f"{name} had become a {theirs.cell_type} cell: read as {own.cell_type}")
    return notes


def _locked_notes(
    own: NotebookNode, stub: NotebookNode, theirs: NotebookNode | None, copies: int
) -> list[str]:
    kind = "test cell" if own.metadata.nbgrader.get("grade") else "locked cell"
    name = f"{kind} {grade_id(own)}"
    if theirs is None:
        return [f"{name} was missing: the course's own was used"]
    notes = []
    if not any(same_text(theirs.source, source) for source in (stub.source, own.source)):
        notes.append(f"{name} had been changed: the course's own was used")
    elif theirs.cell_type != own.cell_type:
        notes.append(f"{name} had become a {theirs.cell_type} cell: the course's own was used")
    if copies:
        notes.append(f"{name} was copied: {_count(copies, 'copy', 'copies')} left out")
    return notes


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
