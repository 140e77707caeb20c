"""Outputs of students' code made safe and small before anybody opens them."""

import base64
import binascii
import re
from copy import copy
from typing import Any

from nbformat import NotebookNode

from labkit.grading.recording.html import PICTURE, safe_html, safe_math

_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_PICTURE_KIB = 8 * 1024  # of all pictures of one cell
_NAME, _MESSAGE, _TRACEBACK = 200, 10_000, 40_000  # characters of an error's parts
_EACH = 100  # what an output counts at least, so that a million empty ones are too many


def clean(notebook: NotebookNode, output_kib: int) -> NotebookNode:
    """Return a copy of an executed notebook whose outputs are safe to show, and not too large.

    Text, PNG, JPEG, LaTeX and harmless HTML stay. Everything else (scripts, widgets, SVG) is
    dropped, and named in a line of text where no text stands for it. More than ``output_kib`` of a
    cell's output is cut, visibly; what nbgrader derives points from always stays.
    """
    cleaned = copy(notebook)
    cleaned.metadata = NotebookNode({k: v for k, v in notebook.metadata.items() if k != "widgets"})
    cleaned.cells = [copy(cell) for cell in notebook.cells]
    for cell in cleaned.cells:
        if cell.cell_type == "code":
            cell.outputs = _fitting([_safe(output) for output in cell.outputs], output_kib * 1024)
    return cleaned


def _safe(output: NotebookNode) -> NotebookNode:
    kind = output.output_type
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type=kind, name=name, text=_text(output.get("text")))
    if kind == "error":
        lines = _cut("\n".join(map(_text, output.get("traceback", []))), _TRACEBACK).split("\n")
        name, message = _text(output.get("ename"))[:_NAME], _text(output.get("evalue"))
        return NotebookNode(
            output_type=kind, ename=name, evalue=_cut(message, _MESSAGE), traceback=lines
        )
    data, metadata = output.get("data", {}), output.get("metadata", {})
    kept = {mime: value for mime in data if (value := _safe_value(mime, data[mime])) is not None}
    if not kept:
        kept["text/plain"] = f"(left out: {', '.join(sorted(data)) or 'an output without content'})"
    elif kind == "execute_result" and not kept.get("text/plain", "").strip():
        kept["text/plain"] = "(no text)"  # nbgrader looks for points there
    sizes = {mime: _size(metadata.get(mime)) for mime in kept if mime in _PICTURES}
    safe = NotebookNode(output_type=kind, data=NotebookNode(kept), metadata=NotebookNode(sizes))
    if kind == "execute_result":
        safe.execution_count = output.get("execution_count")
    return safe


def _safe_value(mime: str, value: Any) -> str | None:
    """Return what may be kept of one form of an output, None if nothing may."""
    text = _text(value)
    if mime == "text/plain":
        return text
    if mime in _PICTURES:
        return text if _begins(text, _PICTURES[mime]) else None
    if mime == "text/latex":
        return text if safe_math(text) else None
    if mime == "text/html":
        return safe_html(text)
    return None


def _begins(text: str, start: bytes) -> bool:
    """Say whether base64 text is well-formed and holds bytes that begin like a picture."""
    try:
        head = base64.b64decode("".join(text[:100].split())[:16], validate=True)
    except binascii.Error:
        return False
    return head.startswith(start) and not re.search(r"[^A-Za-z0-9+/=\s]", text)


def _size(metadata: Any) -> NotebookNode:
    """Return the width and height that a picture asks for, if they are numbers."""
    asked = metadata if isinstance(metadata, dict) else {}
    return NotebookNode(
        {key: asked[key] for key in ("width", "height") if type(asked.get(key)) in (int, float)}
    )


def _fitting(outputs: list[NotebookNode], limit: int) -> list[NotebookNode]:
    """Return the outputs up to a limit of bytes; errors and the cell's value always."""
    kept, used, pictures, cut = [], 0, 0, False
    for output in outputs:
        if output.output_type == "error":
            kept.append(output)
            continue
        text, drawn = _bytes(output)
        pictures += drawn
        if drawn and pictures > _PICTURE_KIB * 1024:
            plain = output.data.get("text/plain", "")
            output.data = NotebookNode({"text/plain": f"{plain}\n… picture left out: too large"})
        before, used = used, used + _EACH + text
        if used <= limit:
            kept.append(output)
        elif output.output_type == "execute_result":
            value = _cut(output.data.get("text/plain", ""), max(limit // 10, _EACH))
            output.data = NotebookNode({"text/plain": value})
            kept.append(output)
        elif not cut:
            if output.output_type == "stream":
                room = max(limit - before - _EACH, 0)
                output.text = output.text.encode()[:room].decode(errors="ignore")
                kept.append(output)
            note = f"\n… output cut: one cell may print {limit // 1024} KiB\n"
            kept.append(NotebookNode(output_type="stream", name="stdout", text=note))
            cut = True
    return kept


def _bytes(output: NotebookNode) -> tuple[int, int]:
    """Return how many bytes of an output are text, and how many are pictures."""
    if output.output_type == "stream":
        return len(output.text.encode()), 0
    total = sum(len(value.encode()) for value in output.data.values())
    pictures = sum(len(value) for mime, value in output.data.items() if mime in _PICTURES)
    inside = PICTURE.findall(output.data.get("text/html", ""))
    pictures += sum(map(len, inside))
    return total - pictures, pictures


def _text(value: Any) -> str:
    """Return text as a notebook file may hold it: a string, or a list of lines."""
    if isinstance(value, list):
        return "".join(map(_text, value))
    return value.encode(errors="replace").decode() if isinstance(value, str) else str(value or "")


def _cut(text: str, limit: int) -> str:
    """Return text whole, or its beginning and end if it is longer than a limit."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n… {len(text) - 2 * half} characters cut …\n{text[-half:]}"
