r"""What Canvas and Moodle call the files in the zips that they make of submissions.

Canvas: ``doejane_LATE_12345_678910_lab.ipynb`` is a name without spaces and signs, a mark if it is
late, the number of the person, the number of the upload, and the file. A file that the student
hands in again gets ``-1`` (lib/content_zipper.rb of Canvas).

Moodle: ``Jane Doe_1234567_assignsubmission_file_/lab.ipynb`` is a full name without underscores,
the number of the participant, and the file; ``_/`` is ``/`` in newer versions, and ``_`` where the
teacher has switched off folders (mod/assign/classes/downloader.php of Moodle).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

PLATFORMS = ("canvas", "moodle")
_WHO = {
    "canvas": (
        r"(?!(?:LATE_)?anon_)(?P<name>[^/\\]+?)(?P<late>_LATE)?"
        r"_(?P<student_id>\d+)_(?P<upload>\d+)_"
    ),
    # No underscore in a name: a file that is called like another's submission stays this one's.
    "moodle": r"(?P<name>[^/\\_]+)_(?P<student_id>\d+)_assignsubmission_file(?:_?[/\\]|_)",
}
_FILE = {"canvas": r"[^/\\]+", "moodle": r".+"}
# Folders above are those of the zip or the machine, not of a student: the outermost name counts.
_ABOVE = r"(?:(?:(?!_assignsubmission_).)*?[/\\])??"
_AGAIN = r"(?:-\d+| ?\(\d+\))*\.ipynb\Z"  # Canvas adds -1, browsers add (1)


class Named(NamedTuple):
    """What the name of a file says: whose it is, whether it is late, which upload, which file."""

    name: str
    number: str
    late: bool
    upload: int
    file: str


def pattern(platform: str, notebooks: Iterable[str] = ()) -> str:
    r"""Return the regular expression for nbgrader's ``FileNameCollectorPlugin.named_regexp``.

    Its group ``student_id`` is the number of the person (Canvas) or of the participant (Moodle).
    A notebook of the assignment, named in ``notebooks`` without ``.ipynb``, is recognised under
    the names that it gets when it is handed in or downloaded again.

    >>> path = "/x/extracted/doejane_LATE_12345_678910_lab-1.ipynb"
    >>> re.match(pattern("canvas", ["lab"]), path).group("student_id", "file_id")
    ('12345', 'lab')
    """
    again = "|".join(re.escape(name) for name in sorted(notebooks, key=len, reverse=True))
    known = f"(?:{again})(?={_AGAIN})|" if again else ""
    return rf"(?s:{_ABOVE}{_WHO[platform]}(?P<file_id>{known}{_FILE[platform]}\Z))"


def parse(platform: str, path: str, notebooks: Iterable[str] = ()) -> Named | None:
    """Return what the path of a file in a zip says, None if it is not that of a submitted file.

    >>> parse("moodle", "Ana-Lía d’Ōe_1234567_assignsubmission_file_/lab (1).ipynb", ["lab"])
    Named(name='Ana-Lía d’Ōe', number='1234567', late=False, upload=0, file='lab.ipynb')
    >>> parse("canvas", "doejane_12345_text.html")
    """
    match = re.match(pattern(platform, notebooks), path)
    if match is None:
        return None
    found = match.groupdict()
    file = found["file_id"]
    file = file if match.end() == len(path) else f"{file}.ipynb"
    late = found.get("late") is not None
    return Named(found["name"], found["student_id"], late, int(found.get("upload") or 0), file)
