"""Tell the student, at the head of the graded notebook, how it was graded."""

import html
from copy import copy

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

_ID = "how-this-was-graded"


def explained(notebook: NotebookNode, lines: list[str]) -> NotebookNode:
    """Return the notebook with a first cell that says the lines, if there are any.

    They may quote what a student wrote, so nothing in them is markdown, HTML or mathematics.

    >>> from nbformat.v4 import new_notebook
    >>> print(explained(new_notebook(), ["answer <b> was missing"]).cells[0].source)
    **How this was graded**
    <BLANKLINE>
    <ul>
    <li>answer &lt;b&gt; was missing</li>
    </ul>
    """
    if not lines:
        return notebook
    items = [f"<li>{_plain(line)}</li>" for line in lines]
    text = "\n".join(["**How this was graded**", "", "<ul>", *items, "</ul>"])
    told = copy(notebook)
    told.cells = [new_markdown_cell(text, id=_ID), *notebook.cells]
    return told


def _plain(line: str) -> str:
    """Return a line as HTML; without backslashes, which MathJax would obey."""
    return html.escape(" ".join(line.split())).replace("\\", "∖").replace("$", "＄")
