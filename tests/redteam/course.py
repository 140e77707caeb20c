"""A small course folder with the red team's lab."""

from pathlib import Path
from typing import NamedTuple

from labkit.teaching import release
from labkit.teaching.course import Lab, find_lab
from redteam.lab import NAME, SOURCE

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "red"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.ignore = ["01_red.py", "*.pyc", "__pycache__", ".ipynb_checkpoints"]
c.Execute.timeout = 10
c.Execute.extra_arguments = ["--IPKernelApp.log_level=40"]
"""


class Course(NamedTuple):
    """A course folder on disk: its root and its one lab."""

    root: Path
    lab: Lab


def make_course(root: Path) -> Course:
    """Write the course into a folder: configuration, source, both notebooks, a file of data."""
    folder = root / "solutions" / NAME
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    (folder / f"{NAME}.py").write_text(SOURCE)
    (folder / "numbers.csv").write_text("1\n2\n3\n")
    lab = find_lab(root, NAME)
    release.write(lab, release.build(root, lab))
    return Course(root, lab)
