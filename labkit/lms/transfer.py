"""Let nbgrader's own zip_collect put files into submitted/, as its plug-in tells it."""

import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path

from nbgrader.apps import ZipCollectApp
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import Any, Unicode
from traitlets.config import Config

from labkit.grading.assignment import Assignment
from labkit.lms.names import pattern
from labkit.lms.plan import Submission
from labkit.teaching.course import CourseError


class Collector(FileNameCollectorPlugin):
    """nbgrader's collector, which also knows the course's own id and when work was handed in."""

    student = Unicode().tag(config=True)
    time = Any().tag(config=True)

    def collect(self, submitted_file: str) -> dict | None:
        """Return whose file this is, under which name and when it came, None for no submission."""
        info = super().collect(submitted_file)
        if info is not None:
            file = info["file_id"]
            if not submitted_file.endswith(file):  # a notebook that was handed in again
                file = f"{file}.ipynb"
            info |= {"student_id": self.student, "file_id": file, "timestamp": self.time}
        return info


def transfer(
    assignment: Assignment,
    platform: str,
    submission: Submission,
    student: str,
    time: datetime | None,
) -> None:
    """Put a student's submission in place of what is in submitted/.

    Raises :class:`CourseError` if nbgrader refuses.
    """
    with tempfile.TemporaryDirectory(prefix="labkit-") as folder:
        for path, upload in submission.uploads.items():
            place = Path(folder, assignment.name, "archive", upload.member.path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(submission.files[path])
        suffixes = {os.path.splitext(u.member.path)[1] for u in submission.uploads.values()}
        config = Config()
        config.merge(assignment.config)
        below = os.path.join("{assignment_id}", "{collect_step}")
        config.ZipCollectApp.collect_directory_structure = os.path.join(folder, below)
        config.ExtractorPlugin.zip_ext = []  # no archive of a student's is unpacked
        config.FileNameCollectorPlugin.named_regexp = pattern(platform, assignment.notebooks)
        config.FileNameCollectorPlugin.valid_ext = sorted(suffixes)
        config.Collector.student = student
        config.Collector.time = time
        _run(assignment, config)


def _run(assignment: Assignment, config: Config) -> None:
    said: list[str] = []
    log = logging.Logger("labkit.lms")
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: said.append(record.getMessage())
    log.addHandler(handler)
    course = assignment.course
    course.assignment_id = assignment.name
    app = ZipCollectApp(coursedir=course, config=config, log=log)
    app.collector_plugin = Collector
    app.force = True  # what may not be overwritten is not among these
    try:
        app.init_plugins()
        app.extract_archive_files()
        app.process_extracted_files()
    except SystemExit:
        raise CourseError(f"nbgrader's zip_collect stopped: {' '.join(said)}") from None
