"""One submission of the red team, and how it is made from the notebook that students get."""

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from redteam.lab import NAME, POINTS, RIGHT, WRONG

Points = dict[str, float] | None  # None: it cannot be graded at all
FILE = f"{NAME}.ipynb"


def all_but(*lost: str) -> Points:
    """Return full points for every exercise but those named."""
    return {name: 0.0 if name in lost else points for name, points in POINTS.items()}


def only(*earned: str) -> Points:
    """Return full points for the exercises named, 0 for all others."""
    return {name: points if name in earned else 0.0 for name, points in POINTS.items()}


class Red(NamedTuple):
    """A submission: what it tries, what is in it, and what it must get.

    ``answers`` replace those of ``rest`` (right or wrong for every exercise). ``added`` are cells
    of the student's own, each put before the cell with that grade id, or at the ``"end"``.
    ``edit`` then changes the notebook, ``raw`` its bytes, ``files`` lie beside it, and
    ``arrange`` does in the folder what writing files cannot. Where it is a matter of taste how
    much is left to earn after a disaster, ``points`` is the most and ``least`` the least.
    """

    name: str
    tries: str
    points: Points
    answers: Mapping[str, str] = {}
    rest: Mapping[str, str] = RIGHT
    added: tuple[tuple[str, str], ...] = ()
    edit: Callable[[dict], object] | None = None
    raw: Callable[[bytes], bytes] | None = None
    files: Mapping[str, bytes] = {}
    arrange: Callable[[Path], object] | None = None
    least: Points = None
    late: float = 0.0  # seconds until what it leaves behind would show


def cheat(name: str, tries: str, top: str = "", earns: tuple[str, ...] = (), **more) -> Red:
    """Return a submission of wrong answers; ``top`` is a cell of its own before the first."""
    added = (("relu", top),) if top else ()
    fields = {"rest": WRONG, "added": added} | more
    return Red(name, tries, only(*earns), **fields)


def find(notebook: dict, grade_id: str) -> int:
    """Return the place of the cell with a grade id."""
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
    return ids.index(grade_id)


def own_cell(source: str) -> dict:
    """Return a code cell as a student adds it."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def notebook_of(red: Red, released: dict) -> bytes:
    """Return the bytes of a submission's notebook."""
    notebook = copy.deepcopy(released)
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"cell-{number}"
        cell["source"] = "".join(cell["source"])
    for name, source in {**red.rest, **red.answers}.items():
        notebook["cells"][find(notebook, name)]["source"] = source
    for number, (place, source) in enumerate(red.added):
        where = len(notebook["cells"]) if place == "end" else find(notebook, place)
        notebook["cells"].insert(where, own_cell(source) | {"id": f"own-{number}"})
    if red.edit:
        red.edit(notebook)
    text = json.dumps(notebook, indent=1).encode()
    return red.raw(text) if red.raw else text


def hand_in(red: Red, released: dict, folder: Path) -> None:
    """Put a submission into its folder, ``submitted/<student>/<lab>``."""
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(notebook_of(red, released))
    for name, data in red.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if red.arrange:
        red.arrange(folder)
