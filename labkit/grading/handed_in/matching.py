"""Which submitted cell is which cell of the course, and which ones the student added."""

import keyword
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.grading.handed_in.parse import grade_id

_BOUND = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)|([A-Za-z_][\w, ]*?)\s*(?::[^=]*)?=(?!=)")
_LIKE_HERE, _LIKE_ANYWHERE = 0.5, 0.8  # share of common words: at the same place, or elsewhere

Cells = list[NotebookNode]
Pairs = dict[int, int]


class Matched(NamedTuple):
    """Places in the course's notebook and in the submitted one that belong together."""

    pairs: Pairs  # course's place -> submitted place
    how: dict[int, str]  # "mark", "text", "id", "name", "likeness" or "place", by course's place
    copies: Counter  # how often more a marked cell was found, by course's place
    added: list[int]  # submitted places of the student's own code cells


def role(cell: NotebookNode) -> str:
    """Return what a cell of the course is: an answer, locked, an example (code) or prose."""
    mark = cell.metadata.get("nbgrader", {})
    if mark.get("solution"):
        return "answer"
    if mark.get("grade") or mark.get("locked") or mark.get("task"):
        return "locked"
    return "example" if cell.cell_type == "code" else "prose"


def same_text(one: str, other: str) -> bool:
    """Return whether two sources differ in nothing but white space at ends of lines."""
    return _plain(one) == _plain(other)


def match(released: Cells, submitted: Cells) -> Matched:
    """Return which submitted cell is which cell of the released notebook.

    No cell is used twice. A cell is recognised, in this order, by nbgrader's mark; by the same
    text; by its id; an answer by the names that it defines; a locked or example cell by most of
    its words; and an answer by standing alone between the right neighbours.
    """
    pairs, spent, copies = _by_mark(released, submitted)
    how = dict.fromkeys(pairs, "mark")
    for step in (_by_text, _by_id, _by_name, _by_likeness, _by_place):
        free = _free(submitted, pairs, spent)
        new = step(released, submitted, pairs, free)
        how |= dict.fromkeys(new, step.__name__.removeprefix("_by_"))
        pairs |= new
    free = _free(submitted, pairs, spent)
    known = {_plain(cell.source) for cell in released} | {""}
    added = [
        there
        for there in free
        if submitted[there].cell_type == "code" and _plain(submitted[there].source) not in known
    ]
    return Matched(pairs, how, copies, added)


def holds_an_answer(released: Cells, submitted: Cells) -> bool:
    """Return whether at least one submitted cell is surely an answer of this lab."""
    matched = match(released, submitted)
    sure = {place for place, how in matched.how.items() if how in ("mark", "id", "name")}
    return any(role(released[place]) == "answer" for place in sure)


def _by_mark(released: Cells, submitted: Cells) -> tuple[Pairs, set[int], Counter]:
    """Pair cells by nbgrader's ids; return the pairs, the places of useless copies, their number.

    A copy of an answer cell that does something else is no copy: the student's own cell.
    """
    places = {grade_id(cell): here for here, cell in enumerate(released) if grade_id(cell)}
    holders = defaultdict(list)
    for there, cell in enumerate(submitted):
        if grade_id(cell) in places:
            holders[places[grade_id(cell)]].append(there)
    pairs, spent, copies = {}, set(), Counter()
    for here, found in holders.items():
        cell = released[here]
        kind = role(cell)
        if kind == "answer":
            names = _names(cell.source)
            same = [t for t in found if names <= _names(submitted[t].source)] or found
            worked = [t for t in same if not same_text(submitted[t].source, cell.source)] or same
            pairs[here] = worked[-1]
        else:
            same = found if kind == "locked" else []
            equal = [t for t in found if same_text(submitted[t].source, cell.source)] or found
            pairs[here] = equal[0]
        useless = {*same} - {pairs[here]}
        spent |= useless
        copies[here] = len(useless)
    return pairs, spent, +copies


def _by_text(released: Cells, submitted: Cells, pairs: Pairs, free: list[int]) -> Pairs:
    """Pair cells of equal type and text, in order; not answers whose stubs are all alike."""
    waiting = defaultdict(deque)
    for here, cell in enumerate(released):
        if here not in pairs and cell.source.strip():
            waiting[cell.cell_type, _plain(cell.source)].append(here)
    found = {}
    for there in free:
        cell = submitted[there]
        places = waiting[cell.cell_type, _plain(cell.source)]
        if places and (len(places) == 1 or role(released[places[0]]) != "answer"):
            found[places.popleft()] = there
    return found


def _by_id(released: Cells, submitted: Cells, pairs: Pairs, free: list[int]) -> Pairs:
    by_id = {submitted[there].get("id"): there for there in free}
    found = {}
    for here, cell in enumerate(released):
        there = by_id.get(cell.get("id")) if cell.get("id") and here not in pairs else None
        if there is not None:
            is_code = submitted[there].cell_type == "code"
            fits = {"example": is_code, "prose": not is_code}
            if fits.get(role(cell), True):
                found[here] = there
    return found


def _by_name(released: Cells, submitted: Cells, pairs: Pairs, free: list[int]) -> Pairs:
    """Pair answers with cells that define the stub's names: code, at the place, the last."""
    bound = {there: _names(submitted[there].source) for there in free}
    found: Pairs = {}
    for here in _open_answers(released, pairs):
        names = _names(released[here].source)
        gap = _gap(here, released, submitted, pairs)
        fitting = [t for t in free if names and names <= bound[t] and t not in found.values()]
        if fitting:
            found[here] = max(
                fitting, key=lambda t: (submitted[t].cell_type == "code", t in gap, t)
            )
    return found


def _by_likeness(released: Cells, submitted: Cells, pairs: Pairs, free: list[int]) -> Pairs:
    """Pair locked and example cells with what shares most of their words, the likest first."""
    there_words = {t: _words(submitted[t].source) for t in free if submitted[t].cell_type == "code"}
    likeness = []
    for here, cell in enumerate(released):
        if here in pairs or cell.cell_type != "code" or role(cell) == "answer":
            continue
        words, gap = _words(cell.source), _gap(here, released, submitted, pairs)
        for there, others in there_words.items():
            share = 2 * (words & others).total() / max(1, words.total() + others.total())
            if share >= (_LIKE_HERE if there in gap else _LIKE_ANYWHERE):
                likeness.append((-share, here, there))
    found: Pairs = {}
    for _, here, there in sorted(likeness):
        if here not in found and there not in found.values():
            found[here] = there
    return found


def _by_place(released: Cells, submitted: Cells, pairs: Pairs, free: list[int]) -> Pairs:
    """Pair answers with cells between the same neighbours, if there are as many as answers."""
    texts = {_plain(cell.source) for cell in released}
    groups = defaultdict(list)
    for here in _open_answers(released, pairs):
        gap = _gap(here, released, submitted, pairs)
        groups[gap, released[here].cell_type].append(here)
    found = {}
    for (gap, kind), places in groups.items():
        inside = [t for t in free if t in gap and submitted[t].cell_type == kind]
        inside = [t for t in inside if _plain(submitted[t].source) not in texts | {""}]
        if len(inside) == len(places):
            found |= dict(zip(places, inside, strict=True))
    return found


def _free(submitted: Cells, pairs: Pairs, spent: set[int]) -> list[int]:
    used = {*pairs.values(), *spent}
    return [there for there in range(len(submitted)) if there not in used]


def _open_answers(released: Cells, pairs: Pairs) -> list[int]:
    places = range(len(released))
    return [here for here in places if role(released[here]) == "answer" and here not in pairs]


def _gap(here: int, released: Cells, submitted: Cells, pairs: Pairs) -> range:
    """Return the submitted places between the nearest paired neighbours of a course's cell."""

    def nearest(places: Iterable[int], otherwise: int) -> int:
        return next((pairs[place] for place in places if place in pairs), otherwise)

    start = nearest(range(here - 1, -1, -1), -1) + 1
    return range(start, nearest(range(here + 1, len(released)), len(submitted)))


def _plain(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.split("\n")).strip()


def _words(source: str) -> Counter:
    return Counter(re.findall(r"\w+|[^\w\s]", source))


def _names(source: str) -> set[str]:
    """Return the names that a cell's unindented lines define, also if it does not compile.

    >>> sorted(_names("%time f()\\ndef g(x=1):\\n    y = x\\na, b = 1, 2\\nc == 3\\nd: int = 4"))
    ['a', 'b', 'd', 'g']
    """
    found = set()
    for line in source.split("\n"):
        bound = _BOUND.match(line[:200])  # long lines would take the pattern quadratic time
        names = set(re.split(r"[,\s]+", bound[1] or bound[2])) - {""} if bound else set()
        if not any(keyword.iskeyword(name) for name in names):  # "if a: b = 1"
            found |= names
    return found
