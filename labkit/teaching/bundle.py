"""Pack what students get into one zip file, the same bytes for the same content."""

import os
import zipfile
from pathlib import Path

from labkit.teaching.course import CourseError, all_labs, read_notebook

_FILES = ("LICENSE", "environment.yml", "pyproject.toml")
_FORBIDDEN = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "END SOLUTION", "END HIDDEN TESTS")
LEFT_OUT = {"teaching", "grading", "audit", "report", "lms", "walkthrough", "__pycache__"}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip format's first date: bundles carry no build time


def bundle(root: Path, target: Path) -> list[str]:
    """Write the students' bundle to ``target`` and return the names of the files in it.

    It holds the released labs, labkit without what grades them, and how to install it. Raises
    :class:`CourseError`, and writes nothing, if a lab is missing, broken or shows what it must
    not show.
    """
    members = _members(root)
    missing = [name for name, path in members.items() if not path.is_file()]
    if missing:
        raise CourseError(f"{root} lacks what the bundle needs: {', '.join(missing)}.")
    content = {name: path.read_bytes() for name, path in sorted(members.items())}
    for name, data in content.items():
        shown = [mark for mark in _FORBIDDEN if mark.encode() in data]
        if shown:
            raise CourseError(f"{name} contains {shown[0]}: `make labs` releases it again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            info = zipfile.ZipInfo(f"{target.stem}/{name}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    os.replace(partial, target)
    return list(content)


def _members(root: Path) -> dict[str, Path]:
    """Return the files of the bundle by the name that they have in it."""
    labs = all_labs(root)
    for lab in labs:
        read_notebook(lab.release)
    members = {str(lab.release.relative_to(root)): lab.release for lab in labs}
    for path in (root / "labkit").rglob("*"):
        relative = path.relative_to(root)
        if path.is_file() and not LEFT_OUT & set(relative.parts):
            members[relative.as_posix()] = path
    members |= {name: root / name for name in _FILES}
    members["README.md"] = root / "docs" / "students.md"
    return members
