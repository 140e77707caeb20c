"""Submissions that are broken as files: some cannot be graded, most can."""

import json

from redteam.entry import Red, all_but, find, only
from redteam.lab import POINTS, RIGHT

_ANSWERS = list(POINTS)


def _edit(name: str, tries: str, edit, points=None, **more) -> Red:
    return Red(name, tries, points or all_but(), edit=edit, **more)


def _raw(name: str, tries: str, raw, points=None, **more) -> Red:
    return Red(name, tries, points, raw=raw, **more)


def _marked(notebook: dict) -> list[dict]:
    return [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]


def _schema(version):
    def edit(notebook: dict) -> None:
        for cell in _marked(notebook):
            cell["metadata"]["nbgrader"]["schema_version"] = version

    return edit


def _copied(*names: str):
    def edit(notebook: dict) -> None:
        for name in names:
            place = find(notebook, name)
            copied = json.loads(json.dumps(notebook["cells"][place]))
            notebook["cells"].insert(place + 1, copied | {"id": f"copy-{name}"})

    return edit


def _without(*names: str):
    def edit(notebook: dict) -> None:
        for name in names:
            del notebook["cells"][find(notebook, name)]

    return edit


def _reversed_pairs(notebook: dict) -> None:
    """Put every test before its answer, and the pairs in the opposite order."""
    pairs = [(find(notebook, f"test_{name}"), find(notebook, name)) for name in _ANSWERS]
    cells = [notebook["cells"][place] for pair in reversed(pairs) for place in pair]
    head = notebook["cells"][: find(notebook, "relu")]
    notebook["cells"] = head + cells


def _stripped(notebook: dict) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def _outputs(size: int):
    def edit(notebook: dict) -> None:
        output = {"output_type": "stream", "name": "stdout", "text": "x" * size}
        notebook["cells"][find(notebook, "relu")]["outputs"] = [output]

    return edit


def _old_format(notebook: dict) -> None:
    """Make it a notebook of format 3, as from 2014."""
    cells = []
    for cell in notebook.pop("cells"):
        source = cell.pop("source")
        code = cell["cell_type"] == "code"
        old = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        old |= {"input": source, "language": "python", "collapsed": False, "outputs": []}
        cells.append(old if code else {**old, "source": source})
    notebook |= {"worksheets": [{"cells": cells, "metadata": {}}], "nbformat": 3}
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {"name": ""}


ENTRIES = [
    _raw("not_json", "cut off in the middle", lambda text: text[: len(text) // 2]),
    _raw("empty_file", "no bytes at all", lambda text: b""),
    _raw("empty_object", "only {}", lambda text: b"{}"),
    _raw("a_list", "JSON, but a list", lambda text: b"[1, 2]"),
    _raw("binary", "random bytes", lambda text: bytes(range(256)) * 20),
    _raw("utf_16", "the right notebook in UTF-16", lambda text: text.decode().encode("utf-16")),
    _raw(
        "with_bom",
        "the right notebook after a byte order mark",
        lambda t: b"\xef\xbb\xbf" + t,
        all_but(),
        least=only(),
    ),
    _raw(
        "merge_conflict", "git's conflict marks", lambda t: b"<<<<<<< HEAD\n" + t + b">>>>>>> x\n"
    ),
    _raw("deep_json", "100,000 brackets", lambda text: b"[" * 100_000 + b"]" * 100_000),
    _raw(
        "html_page",
        "the login page instead of the notebook",
        lambda t: b"<!doctype html>\n<p>Log in",
    ),
    _edit(
        "format_2",
        "claims to be of format 2",
        lambda n: n.update(nbformat=2),
        all_but(),
        least=only(),
    ),
    _edit("format_3", "a notebook of format 3, from an old Jupyter", _old_format, least=only()),
    _edit("format_5", "claims to be of format 5", lambda n: n.update(nbformat=5), least=only()),
    _edit("minor_99", "claims to be of format 4.99", lambda n: n.update(nbformat_minor=99)),
    _edit("schema_1", "nbgrader's schema number is 1, of an old nbgrader", _schema(1)),
    _edit("schema_99", "nbgrader's schema number is 99", _schema(99)),
    _edit("schema_text", "nbgrader's schema number is text", _schema("three")),
    _edit("no_kernelspec", "no kernel is named", lambda n: n["metadata"].pop("kernelspec")),
    _edit(
        "julia_kernel",
        "the kernel is Julia's",
        lambda n: n["metadata"].update(
            kernelspec={"name": "julia-1.10", "display_name": "Julia", "language": "julia"}
        ),
    ),
    _edit("metadata_gone", "the notebook has no metadata", lambda n: n.update(metadata={})),
    _edit("test_copied", "a test cell was copied, as by a slip in Jupyter", _copied("test_relu")),
    _edit("answer_copied", "an answer cell was copied", _copied("relu")),
    _edit(
        "answer_copied_and_changed",
        "an answer cell was copied; the second is right, the first is not",
        lambda n: (
            _copied("relu")(n),
            n["cells"][find(n, "relu")].update(source="def relu(x):\n    return x"),
        ),
    ),
    _edit(
        "all_copied", "every cell is there twice", _copied(*POINTS, *(f"test_{n}" for n in POINTS))
    ),
    _edit("answer_deleted", "an answer cell is missing", _without("conv2d"), all_but("conv2d")),
    _edit("test_deleted", "a test cell is missing", _without("test_conv2d")),
    _edit("setup_deleted", "the locked set-up cell is missing", _without("setup")),
    _edit("no_cells", "no cells", lambda n: n.update(cells=[]), only()),
    _edit("reordered", "tests before answers, last exercise first", _reversed_pairs, least=only()),
    _edit("stripped", "all metadata is lost, as through another editor", _stripped, least=only()),
    _edit("huge_outputs", "60 MB of outputs", _outputs(60_000_000)),
    _edit(
        "invalid_cells",
        "a cell of type heading and one without source",
        lambda n: n["cells"].extend(
            [{"cell_type": "heading", "level": 1, "metadata": {}, "source": "x"}, {}]
        ),
        least=only(),
    ),
    _edit(
        "source_of_lists",
        "sources are lists of lines, as in files",
        lambda n: [c.update(source=c["source"].splitlines(keepends=True)) for c in n["cells"]],
    ),
    _edit(
        "source_is_number",
        "a source that is a number",
        lambda n: n["cells"][find(n, "relu")].update(source=5),
        all_but("relu"),
        least=only(),
    ),
    _edit(
        "ids_twice",
        "all cell ids are the same",
        lambda n: [cell.update(id="same") for cell in n["cells"]],
    ),
    _edit(
        "syntax_error",
        "an answer that is no Python",
        lambda n: n["cells"][find(n, "relu")].update(source="def relu(x)\n    return"),
        all_but("relu"),
    ),
    _edit(
        "null_bytes",
        "a null byte and lone surrogates in an answer",
        lambda n: n["cells"][find(n, "relu")].update(
            source="def relu(x):\n    return '\x00\ud800'"
        ),
        all_but("relu"),
    ),
    Red(
        "many_cells",
        "3,000 empty cells of the student's own",
        all_but(),
        least=only(),
        added=(("end", ""),) * 3000,
    ),
    Red("wrong_lab", "the answers of another lab", only(), rest=dict.fromkeys(RIGHT, "x = 1")),
]
