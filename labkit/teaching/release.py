"""Build labs: source to solution notebook to the notebook that students get."""

import io
import logging
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from labkit.teaching.course import CourseError, Lab, read_text
from labkit.teaching.source import to_notebook


class Built(NamedTuple):
    """The texts of a lab's two notebooks, as they should stand in the course folder."""

    solution: str
    release: str


def build(root: Path, lab: Lab) -> Built:
    """Return both notebooks of a lab as text, without writing into the course folder.

    Raises :class:`CourseError` if the source is faulty or nbgrader refuses it.
    """
    where = str(lab.source.relative_to(root))
    solution = _text(to_notebook(read_text(lab.source), where))
    return Built(solution, _release(root, lab.name, solution))


def outdated(lab: Lab, built: Built) -> list[Path]:
    """Return the notebooks of a lab that differ from what its source builds."""
    texts = {lab.solution: built.solution, lab.release: built.release}
    return [p for p, text in texts.items() if not p.is_file() or p.read_bytes() != text.encode()]


def write(lab: Lab, built: Built) -> list[Path]:
    """Write what is outdated, each file whole or not at all, and return the paths written."""
    written = outdated(lab, built)
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.partial")
        text = built.solution if path == lab.solution else built.release
        partial.write_text(text, encoding="utf-8", newline="\n")
        os.replace(partial, path)
    return written


def load_config(root: Path) -> Config:
    """Return the course's own nbgrader configuration."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def _release(root: Path, name: str, solution: str) -> str:
    """Let nbgrader make the student's version, in a temporary folder without a gradebook."""
    with tempfile.TemporaryDirectory(prefix="labkit-") as folder:
        config = load_config(root)
        config.merge(Config({"SaveCells": {"enabled": False}, "CourseDirectory": {"root": folder}}))
        course = CourseDirectory(config=config, assignment_id=name)
        source = Path(course.format_path(course.source_directory, ".", name))
        source.mkdir(parents=True)
        (source / f"{name}.ipynb").write_text(solution, encoding="utf-8")
        log = io.StringIO()
        logger = logging.Logger("labkit.release")
        logger.addHandler(logging.StreamHandler(log))
        converter = GenerateAssignment(coursedir=course, config=config, no_database=True)
        converter.log = logger
        try:
            converter.start()
        except (NbGraderException, SystemExit):
            raise CourseError(f"nbgrader cannot release {name}:\n{log.getvalue()}") from None
        released = Path(course.format_path(course.release_directory, ".", name)) / f"{name}.ipynb"
        return _text(nbformat.read(released, as_version=4))


def _text(notebook: nbformat.NotebookNode) -> str:
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"
