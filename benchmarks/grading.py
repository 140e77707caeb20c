"""How fast `labkit grade` grades a class, against plain `nbgrader autograde`, in one run.

Both grade the same submissions of lab 01 in copies of one course folder, as whole commands with
their start-up counted; then their gradebooks are compared row by row. The plain run takes some ten
seconds a submission. Last, a large class of small submissions shows that nothing piles up.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.api import Gradebook

from labkit.teaching.course import all_labs, find_root, read_notebook
from labkit.teaching.exercises import exercises

ROOT = find_root(Path(__file__).parent)
LAB = all_labs(ROOT)[0]
_WRONG, _UNWRITTEN = 0.2, 0.1  # shares of answers


class Cost(NamedTuple):
    """What a command took: wall time and processor time of it and all its processes."""

    wall: float
    cpu: float


def main() -> None:
    """Print the comparison as a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--many", type=int, default=500, help="small submissions of the last part")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="labkit-bench-") as folder:
        course = Path(folder) / "plain"
        make_course(course, options.submissions)
        others = [Path(folder) / name for name in ("rooms", "all_cells", "one_worker")]
        for other in others:
            shutil.copytree(course, other)
        grade = [sys.executable, "-m", "labkit", "grade", LAB.name, "--json"]
        costs = {
            "labkit grade": run([*grade], others[0]),
            "labkit grade --all-cells": run([*grade, "--all-cells"], others[1]),
            "labkit grade --jobs 1": run([*grade, "--jobs", "1"], others[2]),
            "labkit grade, again": run([*grade], others[0]),
        }
        plain = [sys.executable, "-m", "nbgrader", "autograde", LAB.name]
        reference = run(plain, course, JUPYTER_DEFAULT_PROVISIONER_NAME="local-provisioner")
        print(f"{options.submissions} submissions of {LAB.name}, {os.cpu_count()} cores")
        print(f"{'':28}{'wall s':>8}{'CPU s':>8}{'× wall':>8}{'× CPU':>8}  grades")
        print(f"{'nbgrader autograde':28}{reference.wall:8.1f}{reference.cpu:8.1f}")
        wanted = rows(course)
        for (name, cost), folder in zip(costs.items(), [*others, others[0]], strict=True):
            same = "identical" if rows(folder) == wanted else "DIFFERENT"
            ratios = f"{reference.wall / cost.wall:8.1f}{reference.cpu / cost.cpu:8.1f}"
            print(f"{name:28}{cost.wall:8.1f}{cost.cpu:8.1f}{ratios}  {same}")
        print_shares(others[0])
        many(Path(folder) / "many", options.many)


def make_course(folder: Path, count: int) -> None:
    """Write a course with a class that hands in right, wrong and unwritten answers."""
    draw = random.Random(1)
    copied = folder / LAB.solution.relative_to(ROOT)
    copied.parent.mkdir(parents=True)
    shutil.copy(LAB.solution, copied)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    tasks = exercises(read_notebook(LAB.solution))
    answers = ROOT / "tests" / "answers" / LAB.name
    for number in range(count):
        notebook = read_notebook(LAB.release)
        by_id = {
            c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata
        }
        for task in tasks:
            luck = draw.random()
            if luck >= _UNWRITTEN:
                kind = "wrong" if luck < _UNWRITTEN + _WRONG else "right"
                path = draw.choice(sorted((answers / task.name).glob(f"{kind}_*.py")))
                by_id[task.name].source = path.read_text(encoding="utf-8")
        target = folder / "submitted" / f"student_{number:03d}" / LAB.name / f"{LAB.name}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)
    run([sys.executable, "-m", "nbgrader", "generate_assignment", LAB.name], folder)


def run(command: list[str], folder: Path, **environment: str) -> Cost:
    """Run a command in a course folder and return what it took; stop if it fails."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    (folder / "last.out").write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)


def rows(folder: Path) -> list[tuple]:
    """Return what the gradebook says of every graded cell of every student."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return sorted(
            (submission.student.id, grade.name, grade.auto_score, grade.needs_manual_grade)
            for submission in gradebook.assignment_submissions(LAB.name)
            for notebook in submission.notebooks
            for grade in notebook.grades
        )


def print_shares(folder: Path) -> None:
    """Say how much of the time was nbgrader's own work, and what a submission took in its rooms."""
    command = [sys.executable, "-m", "labkit", "grade", LAB.name, "--json", "--force"]
    cost = run(command, folder)
    said = json.loads((folder / "last.out").read_text(encoding="utf-8"))["submissions"]
    rooms = sum(one["cpu_seconds"] for one in said)
    memory = sorted(one["memory_mib"] for one in said)[len(said) // 2]
    print(
        f"\nOf {cost.cpu:.1f} CPU s the rooms took {rooms:.1f} ({rooms / cost.cpu:.0%}); the "
        f"rest is start-up, reading, rebuilding and nbgrader's own records.\n"
        f"A submission's rooms: {rooms / len(said):.2f} CPU s, {memory:.0f} MiB beyond what they "
        "share with the warm process (medians)."
    )


def many(folder: Path, count: int) -> None:
    """Grade a large class of small submissions."""
    sys.path.insert(0, str(ROOT / "tests"))
    from conftest import SMALL_LAB

    from labkit.teaching import release
    from labkit.teaching.course import find_lab

    folder.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    source = folder / "solutions" / "01_small" / "01_small.py"
    source.parent.mkdir(parents=True)
    source.write_text(SMALL_LAB, encoding="utf-8")
    lab = find_lab(folder, "01_small")
    release.write(lab, release.build(folder, lab))
    for number in range(count):
        target = folder / "submitted" / f"s{number:04d}" / lab.name / f"{lab.name}.ipynb"
        target.parent.mkdir(parents=True)
        notebook = read_notebook(lab.release)
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = f"def double(number):\n    return number * 2  # {number}"
        nbformat.write(notebook, target)
    cost = run([sys.executable, "-m", "labkit", "grade", lab.name, "--json"], folder)
    said = json.loads((folder / "last.out").read_text(encoding="utf-8"))["submissions"]
    full = sum(one["score"] == one["max_score"] for one in said)
    print(
        f"\n{count} small submissions: {cost.wall:.0f} s wall, {cost.cpu:.0f} s CPU, "
        f"{1e3 * cost.wall / count:.0f} ms each; {full} of {count} got all points."
    )


if __name__ == "__main__":
    main()
