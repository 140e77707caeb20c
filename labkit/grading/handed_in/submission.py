"""Read what one student handed in, whatever it is."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.grading.handed_in.folder import Bounds, Found, kind, read_folder, shown
from labkit.grading.handed_in.matching import holds_an_answer
from labkit.grading.handed_in.parse import NotANotebook, parse
from labkit.grading.handed_in.rebuild import release

_MAX_SEARCHED = 20  # other notebooks that are searched for answers
_MAX_LISTED = 5


class Submission(NamedTuple):
    """A student's notebook and the files beside it, or the problem that prevents grading it.

    The notebook is clean: valid, of nbformat 4.5, without outputs and foreign metadata. ``files``
    maps relative paths to contents. A note or a problem is one line, for student and instructor.
    """

    notebook: NotebookNode | None
    files: dict[str, bytes]
    notes: list[str]
    problem: str | None


def read_submission(
    folder: Path, name: str, course: NotebookNode, bounds: Bounds | None = None
) -> Submission:
    """Return what is in ``submitted/STUDENT/LAB``: the notebook ``name.ipynb`` and other files.

    ``course`` is the lab's solution notebook: a renamed submission is recognised by the answers
    that it holds. Whatever is in the folder, this raises nothing, follows no symbolic link, opens
    nothing but regular files, and reads no more than the bounds allow.
    """
    try:
        mode = os.lstat(folder).st_mode
        if not stat.S_ISDIR(mode):
            return _refused(f"the submission is {_kind(mode)} where a folder was expected")
        found = read_folder(folder, f"{name}.ipynb", bounds or Bounds())
    except FileNotFoundError:
        return _refused("nothing was handed in")
    except OSError as error:
        return _refused(f"the submission's folder cannot be read: {error.strerror}")
    notebooks = [file for file in found if file.path.lower().endswith(".ipynb")]
    others = [file for file in found if not file.path.lower().endswith(".ipynb")]
    files = {file.path: file.data for file in others if file.reason is None}
    notes = [f"left out {shown(f.path)}: {f.reason}" for f in others if f.reason is not None]
    if not found:
        return _refused("nothing was handed in: the folder is empty")
    try:
        chosen = _choose(f"{name}.ipynb", notebooks, others, course)
        notebook, odd = _parsed(chosen)
    except NotANotebook as error:
        return Submission(None, files, notes, str(error))
    if chosen.path != f"{name}.ipynb":
        odd.insert(0, f"handed in as {shown(chosen.path)}")
    only = f"only {shown(chosen.path)} is graded"
    odd += [f"left out {shown(file.path)}: {only}" for file in notebooks if file is not chosen]
    return Submission(notebook, files, odd + notes, None)


def _refused(problem: str) -> Submission:
    return Submission(None, {}, [], problem)


def _kind(mode: int) -> str:
    return "a file" if stat.S_ISREG(mode) else kind(mode)


def _choose(
    wanted: str, notebooks: list[Found], others: list[Found], course: NotebookNode
) -> Found:
    """Return the notebook to grade; raises NotANotebook if there is none, or more than one."""
    for file in notebooks:
        if file.path == wanted:
            return file
    missing = f"{wanted} was not handed in"
    if not notebooks:
        raise NotANotebook(f"{missing}, only {_listed(others)}")
    if len(notebooks) > _MAX_SEARCHED:
        raise NotANotebook(f"{missing}, but {len(notebooks)} others: {_listed(notebooks)}")
    released, fitting, reasons = release(course).cells, [], []
    for file in notebooks:
        try:
            if holds_an_answer(released, _parsed(file)[0].cells):
                fitting.append(file)
            else:
                reasons.append(f"{shown(file.path)} holds none of its answers")
        except NotANotebook as error:
            reasons.append(str(error))
    if len(fitting) > 1:
        raise NotANotebook(f"{missing}; hand in one of these under its name: {_listed(fitting)}")
    if not fitting:
        raise NotANotebook(f"{missing}; {'; '.join(reasons)}")
    return fitting[0]


def _parsed(file: Found) -> tuple[NotebookNode, list[str]]:
    try:
        if file.reason is not None:
            raise NotANotebook(file.reason)
        return parse(file.data)
    except NotANotebook as error:
        raise NotANotebook(f"{shown(file.path)} cannot be read: {error}") from None


def _listed(files: list[Found]) -> str:
    names = [shown(file.path) for file in files[:_MAX_LISTED]]
    return ", ".join(names) + (", …" if len(files) > _MAX_LISTED else "")
