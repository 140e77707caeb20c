"""One submission to run, and what running it gave: plain data that can travel."""

from collections.abc import Mapping
from typing import NamedTuple

from labkit.grading.limits import Limits


class Job(NamedTuple):
    """A rebuilt notebook as JSON, and the files beside it.

    Every cell says in ``metadata.labkit.author`` whose code it is: ``"course"`` or ``"student"``.
    An answer's ``metadata.labkit.binds`` lists the names that the course's solution binds there.
    The student's files are seen by the student's code only.
    """

    notebook: str
    course_files: Mapping[str, bytes]
    student_files: Mapping[str, bytes]
    limits: Limits
    all_cells: bool = False  # run the course's idle examples too


class Executed(NamedTuple):
    """The notebook with outputs, a line for everything that went out of hand, and the costs."""

    notebook: str
    incidents: list[str]
    wall_seconds: float
    cpu_seconds: float
    memory_mib: float
