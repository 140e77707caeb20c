"""What several test files share: the course folder, and a sample class graded once."""

import os
from pathlib import Path

import pytest

from labkit.teaching import course
from labkit.teaching.demo import Demo, run_demo

collect_ignore = ["answers"]  # fragments of notebooks, no modules
# The course's own settings make kernels warm; here they are, where it is said.
os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "local-provisioner")
ROOT = Path(__file__).resolve().parents[1]
LABS = course.all_labs(ROOT)


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
