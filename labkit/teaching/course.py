"""Where a course folder keeps its labs, and which labs there are."""

import difflib
import json
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

EXAMPLE = "example"  # the tag of cells that show something and that no answer needs


class CourseError(Exception):
    """Something in the course folder is not as it must be; the message says what to do."""


class Lab(NamedTuple):
    """The three files of one lab: its source, the solution notebook and the released notebook."""

    name: str
    source: Path
    solution: Path
    release: Path


def find_root(start: Path | None = None) -> Path:
    """Return the course folder: the nearest one, upwards, with ``nbgrader_config.py``.

    Raises :class:`CourseError` outside a course folder.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "nbgrader_config.py").is_file() and (folder / "solutions").is_dir():
            return folder
    raise CourseError(
        f"{start} is not inside a course folder (one with nbgrader_config.py and solutions/): "
        "change to the folder that you cloned and try again."
    )


def all_labs(root: Path) -> list[Lab]:
    """Return every lab that has a source, in order of its number."""
    return [_lab(root, source.stem) for source in sorted(root.glob("solutions/[0-9]*/[0-9]*.py"))]


def find_lab(root: Path, name: str) -> Lab:
    """Return one lab by its name or number; raises :class:`CourseError` if there is none."""
    labs = {lab.name: lab for lab in all_labs(root)}
    by_number = {lab.split("_")[0]: lab for lab in labs}
    full = by_number.get(name.zfill(2), name)
    if full in labs:
        return labs[full]
    near = difflib.get_close_matches(name, labs, n=1, cutoff=0.3)
    hint = f"Did you mean {near[0]}?" if near else f"There is: {', '.join(labs) or 'none yet'}."
    raise CourseError(f"There is no lab {name!r}. {hint}")


def read_text(path: Path) -> str:
    """Return a file's text; raises :class:`CourseError` if it is missing or no text."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist; `make labs` builds it.") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} is not UTF-8 text: {error}.") from None


def exercise_of(grade_id: str) -> str:
    """Return the exercise that a graded cell belongs to.

    >>> exercise_of("test_conv2d"), exercise_of("conv2d")
    ('conv2d', 'conv2d')
    """
    return grade_id.removeprefix("test_")


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook in a file; raises :class:`CourseError` if it is missing or broken."""
    text = read_text(path)
    try:
        json.loads(text)
        return nbformat.reads(text, as_version=4)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}: {error.msg}"
        raise CourseError(f"{path} is not a notebook: it is not valid JSON ({where}).") from None
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
        reason = str(error).split("\n")[0][:80]
        raise CourseError(f"{path} is not a notebook: {reason}.") from None


def _lab(root: Path, name: str) -> Lab:
    solution = root / "solutions" / name / name
    release = root / "labs" / name / f"{name}.ipynb"
    return Lab(name, solution.with_suffix(".py"), solution.with_suffix(".ipynb"), release)
