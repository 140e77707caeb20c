"""From the bytes that somebody handed in to a clean notebook, or to the reason why not."""

import json
import re
from typing import Any

from nbformat import NotebookNode, v4

_MAX_CELLS = 1000
_MAX_BRACKETS = 4_000_000  # 64 MiB of "[],[]" would fill gigabytes once they are Python lists
_IMAGES = {"image/png", "image/jpeg", "image/gif"}
_KINDS = ("code", "markdown", "raw")


class NotANotebook(Exception):  # noqa: N818 - it is no error of ours
    """These bytes cannot be read as a notebook; the message says why, in a few words."""


def parse(data: bytes) -> tuple[NotebookNode, list[str]]:
    """Return a notebook of any format as a valid one of nbformat 4.5, and notes on what was odd.

    Kept are each cell's type, source, id, nbgrader's ``grade_id`` and attached images; dropped are
    outputs, tags and all other metadata, which nothing should trust. nbformat's own upgrade is not
    used: it insists on fields that damaged notebooks lack. Raises :class:`NotANotebook`.

    >>> notebook, notes = parse(b'{"nbformat": 4, "cells": [{"source": ["a = 1\\\\n", "a"]}]}')
    >>> notebook.cells[0].cell_type, notebook.cells[0].source, notes
    ('raw', 'a = 1\\na', [])
    """
    content = _content(_text(data))
    found = _cells(content)
    if len(found) > _MAX_CELLS:
        raise NotANotebook(f"it has {len(found)} cells, more than the {_MAX_CELLS} that are read")
    cells = [_cell(cell) for cell in found if isinstance(cell, dict)]
    _make_ids_unique(cells)
    notes = _version_notes(content)
    if len(cells) < len(found):
        count = len(found) - len(cells)
        notes.append("left out an entry that is no cell" + (f" ({count} times)" * (count > 1)))
    return v4.new_notebook(cells=cells), notes


def grade_id(cell: NotebookNode) -> str | None:
    """Return the name that nbgrader gave a cell, None if it has none."""
    mark = cell.metadata.get("nbgrader")
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    return name if isinstance(name, str) and name else None


def unused_id(wanted: str, taken: set[str]) -> str:
    """Return a cell id that is not taken yet, and take it.

    >>> taken = {"setup"}
    >>> unused_id("setup", taken), unused_id("other", taken)
    ('setup-2', 'other')
    """
    new, number = wanted, 1
    while new in taken:
        number += 1
        new = f"{wanted}-{number}"
    taken.add(new)
    return new


def _text(data: bytes) -> str:
    if not data.strip():
        raise NotANotebook("it is empty")
    zeros = data[0:8:2].count(0), data[1:8:2].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or sorted(zeros) == [0, 4]:
        raise NotANotebook("it looks like UTF-16 text: save it as UTF-8")
    if 0 in data:
        line = data[: data.index(0)].count(b"\n") + 1
        raise NotANotebook(f"line {line} holds zero bytes: it was damaged when saved or copied")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotANotebook(f"line {line} is not UTF-8 text: save it as UTF-8") from None


def _content(text: str) -> Any:
    if text.count("[") + text.count("{") > _MAX_BRACKETS:
        raise NotANotebook("it is built of too many parts: clear its outputs")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        conflict = re.search(r"^<<<<<<< ", text, re.MULTILINE)
        if conflict:
            line = text[: conflict.start()].count("\n") + 1
            reason = f"line {line}: a merge conflict is not resolved"
        else:
            reason = f"line {error.lineno}: {error.msg}"
    except RecursionError:
        reason = "nested too deeply"
    except ValueError as error:  # a number of thousands of digits
        reason = str(error).split("\n")[0][:80]
    raise NotANotebook(f"it is not valid JSON ({reason})")


def _cells(content: Any) -> list:
    """Return the cells of format 4 and later, or those of formats 2 and 3."""
    if not isinstance(content, dict):
        kind = "a list" if isinstance(content, list) else "a single value"
        raise NotANotebook(f"it holds {kind} where a notebook has its cells")
    if isinstance(content.get("cells"), list):
        return content["cells"]
    sheets = content.get("worksheets")
    if isinstance(sheets, list):
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for cells in lists if isinstance(cells, list) for cell in cells]
    raise NotANotebook("it has no cells")


def _version_notes(content: dict) -> list[str]:
    major, minor = content.get("nbformat"), content.get("nbformat_minor")
    if not isinstance(major, int):
        return []
    minor = minor if isinstance(minor, int) else 0
    if (major, minor) > (v4.nbformat, v4.nbformat_minor):
        ours = f"{v4.nbformat}.{v4.nbformat_minor}"
        return [f"written in notebook format {major}.{minor}, newer than {ours}: read as {ours}"]
    if major < v4.nbformat:
        return [f"written in the old notebook format {major}: converted"]
    return []


def _cell(old: dict) -> NotebookNode:
    """Return a clean cell from one of any format; its id may be invalid or taken."""
    metadata = old.get("metadata") if isinstance(old.get("metadata"), dict) else {}
    kind = {"heading": "markdown", "html": "markdown"}.get(str(old.get("cell_type")))
    kind = kind or (old.get("cell_type") if str(old.get("cell_type")) in _KINDS else "raw")
    cell = NotebookNode(cell_type=kind, metadata=NotebookNode())
    cell.source = _source(old.get("source", old.get("input")))
    cell.id = old.get("id", metadata.get("id"))  # Colab keeps ids in the metadata
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    name = grade_id(NotebookNode(metadata=metadata))
    if name is not None:
        cell.metadata.nbgrader = NotebookNode(grade_id=_clean(name))
    images = _images(old.get("attachments"))
    if kind != "code" and images:
        cell.attachments = images
    return cell


def _source(source: Any) -> str:
    """Return a cell's source, which may be a text, a list of lines, or nonsense.

    >>> _source(["a\\n", "b"]), _source(["a", "b"]), _source(None)
    ('a\\nb', 'a\\nb', '')
    """
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        ended = any(line and line.splitlines()[-1] != line for line in lines[:-1])
        source = ("" if ended else "\n").join(lines)
    return _clean(source) if isinstance(source, str) else ""


def _clean(text: str) -> str:
    """Replace what no file can hold (half characters) or no compiler reads (zero)."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _images(attachments: Any) -> NotebookNode:
    """Return the images pasted into a text cell, those of well-known kinds."""
    found = NotebookNode()
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        bundle = bundle.items() if isinstance(bundle, dict) else ()
        kept = {kind: data for kind, data in bundle if kind in _IMAGES and isinstance(data, str)}
        if kept:
            found[_clean(name)] = NotebookNode({kind: _clean(data) for kind, data in kept.items()})
    return found


def _make_ids_unique(cells: list[NotebookNode]) -> None:
    """Give every cell a valid id of its own; a valid one stays with the first that has it."""
    taken: set[str] = set()
    lost = []
    for number, cell in enumerate(cells, 1):
        valid = isinstance(cell.id, str) and re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell.id)
        if valid and cell.id not in taken:
            taken.add(cell.id)
        else:
            lost.append((number, cell))
    for number, cell in lost:
        cell.id = unused_id(f"cell-{number}", taken)
