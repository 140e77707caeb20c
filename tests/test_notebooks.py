"""Notebooks run as a student runs them: in a kernel, offline, from top to bottom.

Cells of a released notebook that no answer touches run once only, in the solution.
"""

import re

import nbformat
import pytest
from conftest import LABS
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from labkit.grading.rooms.names import binds, takes, unneeded
from labkit.teaching.course import read_notebook

pytestmark = pytest.mark.slow
EACH = [pytest.param(lab, id=lab.name, marks=pytest.mark.xdist_group(lab.name)) for lab in LABS]

NO_NETWORK = """
import socket
def _refuse(*args, **kwargs):
    raise OSError("this notebook must not use the network")
socket.socket.connect = socket.socket.connect_ex = _refuse
socket.getaddrinfo = socket.create_connection = _refuse
"""


def run(notebook, folder):
    """Return a notebook's cells after running all of them without a network."""
    notebook.cells.insert(0, nbformat.v4.new_code_cell(NO_NETWORK))
    client = NotebookClient(
        notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return notebook.cells[1:]


def untouched(cells):
    """Return which unlocked cells use nothing of an answer, and give nothing to those that do."""
    code = {i: cell for i, cell in enumerate(cells) if cell.cell_type == "code"}
    free, doubtful = set(), set()
    for i, cell in code.items():
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution") or mark.get("grade") or takes(cell.source) & doubtful:
            doubtful |= binds(cell.source)
        elif not mark.get("locked"):
            free.add(i)
    return unneeded({i: cell.source for i, cell in code.items()}, free)


@pytest.fixture(scope="module", params=EACH)
def solution(request, tmp_path_factory):
    return run(read_notebook(request.param.solution), tmp_path_factory.mktemp("solution"))


@pytest.fixture(scope="module", params=EACH)
def release(request, tmp_path_factory):
    notebook = read_notebook(request.param.release)
    idle = untouched(notebook.cells)
    notebook.cells = [cell for i, cell in enumerate(notebook.cells) if i not in idle]
    return run(notebook, tmp_path_factory.mktemp("release"))


def outputs_of(cells):
    return [(cell, output) for cell in cells for output in cell.get("outputs", [])]


def test_only_cells_that_no_answer_touches_are_left_out():
    def cell(source, **mark):
        return nbformat.v4.new_code_cell(source, metadata={"nbgrader": mark} if mark else {})

    cells = [
        cell("import torch, math", locked=True),
        cell("side = 3"),
        cell("size = side ** 2"),
        cell("print(size)"),
        cell("def area(r): ...", solution=True),
        cell("assert area(2) > 12", grade=True, locked=True),
        nbformat.v4.new_markdown_cell("Your function at work:"),
        cell("areas = [area(r) for r in range(size)]"),
        cell("print(max(areas))"),
        cell("print(math.pi)"),
    ]
    assert untouched(cells) == {3, 9}


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_what_is_left_out_of_a_released_notebook_runs_in_the_solution(lab):
    cells = read_notebook(lab.release).cells
    ran = {cell.source for cell in read_notebook(lab.solution).cells if cell.cell_type == "code"}
    assert {cells[i].source for i in untouched(cells)} <= ran


def test_solution_runs_without_an_error_and_without_stderr(solution):
    for cell, output in outputs_of(solution):
        assert output.output_type != "error", f"{cell.source}\n{output.get('evalue')}"
        assert output.get("name") != "stderr", f"{cell.source}\n{output.get('text')}"


def test_network_really_is_refused(tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(NO_NETWORK + "socket.create_connection(('::1', 9))")]
    )
    NotebookClient(notebook, allow_errors=True).execute()
    assert "must not use the network" in notebook.cells[0].outputs[0].evalue


def test_every_picture_has_a_description_and_a_caption(solution):
    pages = [
        o.data["text/html"] for _, o in outputs_of(solution) if "text/html" in o.get("data", {})
    ]
    images = [image for page in pages for image in re.findall(r"<img\b[^>]*>", page)]
    captions = re.findall(r"(?s)<figcaption[^>]*>.{20,}?</figcaption>", "\n".join(pages))
    assert len(images) == len(captions) >= 5
    shown = {}
    for image in images:
        found = re.fullmatch(r'<img alt="([^"]{30,})".* src="(data:[^"]*)">', image)
        assert found, f"a picture without a description: {image[:200]}"
        words, data = found.groups()
        assert shown.setdefault(words, data) == data, f"two pictures, one description: {words}"
    bare = [o for _, o in outputs_of(solution) if "image/png" in o.get("data", {})]
    assert bare == [], "a figure is shown without plots.picture"


def test_an_explorer_leaves_a_still_on_a_page_without_widgets(solution):
    """nbconvert cannot show sliders without their state, but shows the picture below them."""
    shown = [cell for cell in solution if "explore." in cell.source]
    assert shown
    for cell in shown:
        notebook = nbformat.v4.new_notebook(cells=[cell])
        page, _ = HTMLExporter().from_notebook_node(notebook)
        assert re.search(r'<img alt="[^"]{30,}"', page), cell.source


def test_printed_output_stays_under_a_screen(solution):
    for cell, output in outputs_of(solution):
        if output.output_type == "stream":
            assert len(output.text.split("\n")) <= 25, cell.source


def test_released_notebook_says_gently_what_is_unwritten(release):
    """Only unwritten answers and their checks fail, each with one line."""
    for cell, output in outputs_of(release):
        if output.output_type == "error":
            assert "raises-exception" in cell.metadata.get("tags", []), cell.source
            assert output.ename in ("NotImplementedError", "CheckError"), cell.source
            assert len(output.traceback) == 1, output.traceback
            assert re.search("(written|set) yet", output.traceback[0], re.IGNORECASE)


def test_every_check_of_the_released_notebook_fails(release):
    checks = [cell for cell in release if cell.metadata.get("nbgrader", {}).get("grade")]
    assert len(checks) >= 5
    for cell in checks:
        assert [o.output_type for o in cell.outputs] == ["error"], cell.source
