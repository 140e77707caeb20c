"""What a room says after a cell, taken apart with distrust: a student may have written it."""

from typing import Any, NamedTuple

from nbformat import NotebookNode

from labkit.grading.rooms import wire


class Shown(NamedTuple):
    """An output as a notebook keeps it, and the id under which later cells may change it."""

    output: NotebookNode
    display_id: str | None


class Reply(NamedTuple):
    """The outputs of a cell, changes of earlier ones, and how the cell went."""

    shown: list[Shown]
    changed: dict[str, list]  # a display's id -> its new data and metadata
    ok: bool
    count: int | None


def read(message: bytes) -> Reply:
    """Return what a message says; raises :class:`labkit.grading.rooms.wire.WireError` if it is odd.

    >>> output = {"output_type": "stream", "name": "stdout", "text": ["a", "b"]}
    >>> reply = {"outputs": [output], "changed": {}, "ok": True, "count": 3}
    >>> read(wire.pack(reply)).shown[0].output.text
    'ab'
    """
    try:
        said = wire.unpack(message)
        count = said["count"]
        return Reply(
            [_shown(**item) for item in said["outputs"]],
            {name: [_data(data), _data(meta)] for name, (data, meta) in said["changed"].items()},
            said["ok"] is True,
            count if type(count) is int else None,
        )
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise wire.WireError(f"no outputs came back ({error!r})") from None


def _shown(output_type: str, display_id: str | None = None, **parts: Any) -> Shown:
    if output_type == "stream":
        kept = {"name": _text(parts["name"]), "text": "".join(map(_text, parts["text"]))}
    elif output_type == "error":
        kept = {name: _text(parts[name]) for name in ("ename", "evalue")}
        kept["traceback"] = [_text(line) for line in parts["traceback"]]
    elif output_type in ("display_data", "execute_result"):
        kept = {name: _data(parts[name]) for name in ("data", "metadata")}
        if output_type == "execute_result":
            kept["execution_count"] = int(parts["execution_count"])
    else:
        raise ValueError(f"{output_type!r} is no kind of output")
    return Shown(NotebookNode(output_type=output_type, **kept), display_id)


def _data(value: dict) -> NotebookNode:
    return NotebookNode({_text(name): _json(part) for name, part in value.items()})


def _json(value: Any) -> Any:
    if type(value) is dict:
        return _data(value)
    if type(value) is list:
        return [_json(part) for part in value]
    if type(value) is str:
        return _text(value)
    if value is None or type(value) in (bool, int, float):
        return value
    raise TypeError(f"{type(value).__name__} is no JSON")


def _text(value: str) -> str:
    """Return text that a file in UTF-8 can hold: half a surrogate pair becomes a question mark."""
    return value if str.isascii(value) else str.encode(value, "utf-8", "replace").decode()
