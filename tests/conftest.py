"""What several test files share: the course, small courses, a graded sample class, headings."""

import itertools
import os
import re
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from labkit.grading.assignment import open_assignment, open_course
from labkit.teaching import course
from labkit.teaching.demo import Demo, run_demo
from labkit.teaching.release import build, write

pytest_plugins = ["browser"]
collect_ignore = ["answers", "redteam"]  # fragments of notebooks, and submissions: no tests
# The course's own settings make kernels warm; here they are, where it is said.
os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "local-provisioner")
ROOT = Path(__file__).resolve().parents[1]
LABS = course.all_labs(ROOT)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Let one worker run all tests of a file, which share what takes long, or of a lab in it."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    """The sample class on lab 01, graded by nbgrader."""
    return run_demo(ROOT, LABS[0], tmp_path_factory.mktemp("demo") / "course")


@pytest.fixture
def course_copy(tmp_path) -> Path:
    """A course folder of its own with one small lab, to break in tests."""
    (tmp_path / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text())
    source = tmp_path / "solutions" / "01_small" / "01_small.py"
    source.parent.mkdir(parents=True)
    source.write_text(SMALL_LAB)
    return tmp_path


@pytest.fixture(scope="session")
def small_course(tmp_path_factory) -> Path:
    """A course with one small lab in its gradebook."""
    root = tmp_path_factory.mktemp("small") / "course"
    (root / "solutions" / SMALL).mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "solutions" / SMALL / f"{SMALL}.py").write_text(SMALL_LAB)
    lab = course.find_lab(root, "1")
    write(lab, build(root, lab))
    open_assignment(*open_course(root), "1")
    return root


@pytest.fixture
def root(small_course, tmp_path) -> Path:
    return shutil.copytree(small_course, tmp_path / "course")


@pytest.fixture
def assignment(root):
    return open_assignment(*open_course(root), "1")


def gradebook_rows(assignment) -> list[tuple]:
    """All that the gradebook knows of all submissions."""
    with Gradebook(assignment.course.db_url, assignment.course.course_id) as gradebook:
        found = []
        for submission in gradebook.assignment_submissions(assignment.name):
            for notebook in submission.notebooks:
                penalty = notebook.late_submission_penalty
                head = (submission.student.id, str(submission.timestamp), penalty, notebook.score)
                found += [
                    (
                        *head,
                        g.name,
                        g.auto_score,
                        g.manual_score,
                        g.extra_credit,
                        g.needs_manual_grade,
                    )
                    for g in notebook.grades
                ]
                found += [
                    (*head, c.name, c.auto_comment, c.manual_comment) for c in notebook.comments
                ]
        return sorted(found, key=str)


def levels(text: str) -> list[int]:
    """The levels of all headings in Markdown or HTML, in order."""
    prose = re.sub(r"(?ms)^(```+).*?^\1", "", text)
    found = re.finditer(r"^(#{1,6}) |<h([1-6])\b", prose, re.MULTILINE)
    return [len(match[1]) if match[1] else int(match[2]) for match in found]


def disorder(found: list[int]) -> str:
    """What is wrong with the levels of a document's headings, or nothing."""
    if found[:1] != [1] or found.count(1) != 1:
        return f"the first heading, and no other, is of level 1: {found}"
    skipped = [pair for pair in itertools.pairwise(found) if pair[1] > pair[0] + 1]
    return f"a level is skipped: {skipped}" if skipped else ""


SMALL = "01_small"
SMALL_LAB = '''\
# %% [markdown]
# # Lab 01 · Small

# %% locked="setup"
from labkit import check

# %% answer="double"
def double(number):
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number + number
    ### END SOLUTION

# %% test="double" points=2
check.call(double, 2).gives(4)
### BEGIN HIDDEN TESTS
with check.hidden():
    check.call(double, 31).gives(62)
### END HIDDEN TESTS
'''
