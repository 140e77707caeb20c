"""From an executed solution notebook to one that a self-learner reads: try first, then unfold."""

import re
from typing import NamedTuple

from nbformat import NotebookNode, v4

from labkit.teaching.course import CourseError
from labkit.teaching.regions import without

_WIDGET = "application/vnd.jupyter.widget-view+json"
_STILL = '<p class="still">In the notebook, controls move the picture below.</p>'


class About(NamedTuple):
    """What the table of contents says about a lab."""

    name: str
    title: str
    text: str
    minutes: int
    points: float


def about(name: str, notebook: NotebookNode) -> About:
    """Return what a solution notebook says about itself in its first cell.

    Raises :class:`CourseError` if the first cell has no title or no minutes.
    """
    first = notebook.cells[0].source
    title = re.search(r"^# (?:Lab \d+ · )?(.+)$", first, re.MULTILINE)
    minutes = re.search(r"(\d+) minutes", first)
    if not (title and minutes):
        raise CourseError(f"{name}: the first cell needs a title (# Lab 01 · …) and its minutes.")
    paragraphs = [re.sub(r"\s+", " ", part) for part in first[title.end() :].strip().split("\n\n")]
    text = re.split(r" ?After this lab", paragraphs[0])[0]
    points = sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells)
    return About(name, title[1], text, int(minutes[1]), points)


def page(executed: NotebookNode, release: NotebookNode) -> NotebookNode:
    """Return the notebook of a page: what students get, with outputs and folded solutions.

    Every exercise is the student's stub and the visible check; the solution follows, folded,
    and with it all that the hidden tests say (the explanations of a quiz). Hidden tests are not
    in it, nor controls that need a running notebook.
    """
    ran = {cell.id: cell for cell in executed.cells}
    cells, waiting = [], None
    for cell in release.cells:
        mark = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code":
            cells.append(v4.new_markdown_cell(cell.source, id=cell.id))
            continue
        outputs = _still(ran[cell.id])
        if mark.get("solution"):
            solution = without_markers(ran[cell.id].source)
            waiting = _folded(solution, outputs, cell.id)
            cells.append(v4.new_code_cell(cell.source, id=cell.id))
        elif mark.get("grade"):
            cells.append(_shown_check(cell))
            if waiting:
                waiting.outputs += outputs
                cells.append(waiting)
            waiting = None
        else:
            cells.append(v4.new_code_cell(cell.source, id=cell.id, outputs=outputs))
    return v4.new_notebook(cells=cells, metadata={"kernelspec": release.metadata.kernelspec})


def without_markers(source: str) -> str:
    """Return an answer cell without nbgrader's marks, and without the unset value of a quiz.

    >>> print(without_markers("a = None\\n### BEGIN SOLUTION\\na = 'b'\\n### END SOLUTION"))
    a = 'b'
    """
    lines = [line for line in source.split("\n") if not re.match(r"\s*### (BEGIN|END) ", line)]
    is_set = {line.split(" = ")[0] for line in lines if re.match(r"\w+ = (?!None$)", line)}
    unset = {f"{name} = None" for name in is_set}
    return "\n".join(line for line in lines if line not in unset)


def _folded(source: str, outputs: list, name: str) -> NotebookNode:
    prompt = "answer" if name.startswith("answer_") else "solution"
    return v4.new_code_cell(
        source, id=f"solution-{name}", outputs=outputs, metadata=_fold("hide-cell", prompt)
    )


def _shown_check(cell: NotebookNode) -> NotebookNode:
    visible = without(cell.source, "HIDDEN TESTS")
    return v4.new_code_cell(visible, id=cell.id, metadata=_fold("hide-input", "check"))


def _fold(tag: str, what: str) -> dict:
    prompts = {"code_prompt_show": f"Show the {what}", "code_prompt_hide": f"Hide the {what}"}
    return {"tags": [tag], "mystnb": prompts}


def _still(cell: NotebookNode) -> list[NotebookNode]:
    """Return a cell's outputs without what needs a running notebook or is for the terminal."""
    found = []
    for output in cell.outputs:
        if _WIDGET not in output.get("data", {}):
            found.append(output)
        elif "explore." in cell.source:  # not a progress bar
            found.append(v4.new_output("display_data", {"text/html": _STILL}))
    return [output for output in found if output.get("name") != "stderr"]
