"""What a submission did besides earning points: changed, left behind, leaked, ran on."""

import hashlib
import json
import os
import re
import sqlite3
from pathlib import Path
from typing import NamedTuple

from redteam.entry import FILE
from redteam.lab import NAME, POINTS

_MARK = b"redteam-"  # in the command lines of processes and the names of files left behind
_OWN = re.compile(r"gradebook\.db.*|\.nbgrader\.log|(autograded|feedback|\.labkit)/.*", re.DOTALL)
_PLACES = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))


class Watched(NamedTuple):
    """The course that is graded, the grader's home, and classmates who earned every point."""

    root: Path
    home: Path
    classmates: tuple[str, ...]


def scores(root: Path, student: str) -> dict[str, float] | None:
    """Return a student's points by exercise, None if the gradebook has no graded submission."""
    if not (root / "autograded" / student / NAME / FILE).is_file():
        return None
    query = """
        select base_cell.name, coalesce(grade.manual_score, grade.auto_score)
        from grade join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment
            on submitted_assignment.id = submitted_notebook.assignment_id
        where submitted_assignment.student_id = ?"""
    try:
        with sqlite3.connect(f"file:{root / 'gradebook.db'}?mode=ro", uri=True) as database:
            rows = database.execute(query, (student,)).fetchall()
    except sqlite3.Error:
        return None
    found = {name.removeprefix("test_"): score for name, score in rows}
    graded = {name: found.get(name) for name in POINTS}
    return None if None in graded.values() else graded


def snapshot(watched: Watched) -> dict[str, str]:
    """Return a digest of every file of the course and the home folder."""
    return {
        f"{label}/{path.relative_to(folder)}": _digest(path)
        for label, folder in (("course", watched.root), ("home", watched.home))
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }


def harm_done(watched: Watched, before: dict[str, str]) -> list[str]:
    """Return a line for every harm since a snapshot, to the gradebook and classmates included."""
    found = [*unexpected(watched, before), *_gradebook(watched.root)]
    for classmate in watched.classmates:
        points = scores(watched.root, classmate)
        if points is None:
            found.append("a classmate was not graded")
        elif points != POINTS:
            found.append("a classmate's grade changed")
    return sorted(set(found))


def unexpected(watched: Watched, before: dict[str, str]) -> list[str]:
    """Return a line for every file that changed and for everything left behind."""
    return [*_files(snapshot(watched), before), *_left_behind()]


def leaks(root: Path, student: str) -> list[str]:
    """Return the secrets that a graded notebook tells in its outputs."""
    path = root / "autograded" / student / NAME / FILE
    if not path.is_file():
        return []
    return told(json.loads(path.read_bytes())["cells"])


def told(cells: list[dict]) -> list[str]:
    """Return the secrets in the outputs of cells, a line each."""
    outputs = json.dumps([cell.get("outputs", []) for cell in cells])
    return [
        f"leaked: {word}" for word in sorted(set(re.findall("LEAKED (secret-[a-z]+)", outputs)))
    ]


def has_script(root: Path, student: str) -> bool:
    """Say whether a graded notebook holds the script that must not run in the feedback."""
    path = root / "autograded" / student / NAME / FILE
    return path.is_file() and b"redteam()" in path.read_bytes()


def script_runs(root: Path, student: str) -> list[str]:
    """Return a line if a page of feedback would run a script of the student's."""
    pages = [path.read_text("utf-8") for path in root.glob(f"feedback/{student}/*/*.html")]
    return ["a script in the feedback"] * any("<script>redteam()" in page for page in pages)


def _digest(path: Path) -> str:
    """Return a word for what a file holds; it starts with the mark if that is in the file."""
    if path.is_symlink():
        return f"link to {os.readlink(path)}"
    if not path.is_file():
        return "special"
    data = path.read_bytes()
    return f"{'redteam ' if b'redteam' in data else ''}{hashlib.sha256(data).hexdigest()}"


def _files(now: dict[str, str], before: dict[str, str]) -> list[str]:
    """Return what changed among files that grading itself leaves alone."""
    lost = [f"lost: {name}" for name in before.keys() - now.keys() if not _own(name)]
    changed = [name for name in now if now[name] != before.get(name) and not _own(name)]
    # IPython and others keep files of their own in a home folder.
    written = [n for n in changed if n.startswith("course") or "redteam" in n + now[n]]
    return lost + [f"written: {name}" for name in written]


def _own(name: str) -> bool:
    label, path = name.split("/", 1)
    return bool(_OWN.fullmatch(path)) if label == "course" else path.endswith(".sqlite")


def _left_behind() -> list[str]:
    found = []
    for place in _PLACES:
        found += [f"left behind: {place}/redteam-…" for _ in place.glob("redteam-*")]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if _MARK in command and process.name != str(os.getpid()):
                found.append("a process runs on")
        except OSError:  # it has ended meanwhile
            continue
    return found


def _gradebook(root: Path) -> list[str]:
    try:
        with sqlite3.connect(f"file:{root / 'gradebook.db'}?mode=ro", uri=True) as database:
            triggers = database.execute("select name from sqlite_master where type='trigger'")
            found = [f"a trigger in the gradebook: {name}" for (name,) in triggers]
            points = database.execute("select sum(max_score) from grade_cells").fetchone()[0]
    except sqlite3.Error as error:
        return [f"the gradebook is broken: {error}"]
    return found if points == sum(POINTS.values()) else [*found, "points in the gradebook changed"]
