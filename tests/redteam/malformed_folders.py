"""Submissions whose folder is odd: links, pipes, other names."""

import os
import shutil
from pathlib import Path

from redteam.entry import FILE, Red, all_but, only
from redteam.lab import NAME


def _folder(name: str, tries: str, arrange, points=None, **more) -> Red:
    return Red(name, tries, points, arrange=arrange, **more)


def _renamed(folder: Path) -> None:
    (folder / FILE).rename(folder / "Untitled (1).ipynb")


def _linked(folder: Path) -> None:
    """Make the notebook a symlink to the solution, as if it had been handed in so."""
    (folder / FILE).unlink()
    os.symlink(f"../../../solutions/{NAME}/{FILE}", folder / FILE)


def _linked_out(folder: Path) -> None:
    """Put links to the gradebook and to the course beside the notebook."""
    os.symlink("../../../gradebook.db", folder / "data.db")
    os.symlink("../../..", folder / "course")


def _linked_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    os.symlink(f"../../solutions/{NAME}", folder)


def _fifo(folder: Path) -> None:
    (folder / FILE).unlink()
    os.mkfifo(folder / FILE)


def _directory(folder: Path) -> None:
    (folder / FILE).unlink()
    (folder / FILE).mkdir()


def _unreadable_beside(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    os.symlink("nowhere", folder / "dangling")
    os.symlink(".", folder / "loop")


def _odd_names(folder: Path) -> None:
    for name in ("-rf", "a\nb.txt", "näme ✓.py", "$(touch redteam)", "con.ipynb.bak"):
        (folder / name).write_text("odd")


ENTRIES = [
    _folder("renamed", "the notebook has another name", _renamed, all_but(), least=only()),
    _folder("no_notebook", "an empty folder", lambda folder: (folder / FILE).unlink()),
    _folder("linked_solution", "the notebook is a symlink to the solution", _linked),
    _folder("linked_folder", "the folder is a symlink to the solutions", _linked_folder),
    _folder("links_beside", "symlinks to the gradebook and the course", _linked_out, all_but()),
    _folder("fifo", "the notebook is a pipe that nobody writes to", _fifo),
    _folder("directory", "the notebook is a folder", _directory),
    _folder(
        "odd_files", "a pipe, a dangling link and a loop beside it", _unreadable_beside, all_but()
    ),
    _folder("odd_names", "files whose names are options, commands, lines", _odd_names, all_but()),
]
