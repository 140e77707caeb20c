"""Read what ``nbgrader submit`` writes beside a submission: when it was made, and its secret."""

import os
import re
import stat
from pathlib import Path

from nbgrader.utils import parse_utc

TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # the student finds the released feedback by it
_LONGEST = 200  # bytes; nbgrader's secrets have 128


def read_timestamp(folder: Path) -> tuple[str | None, list[str]]:
    """Return when a submission was handed in, and a note if its ``timestamp.txt`` does not say."""
    text, remarks = _read(folder, TIMESTAMP)
    try:
        parse_utc(text)
    except (ValueError, OverflowError):
        return None, [f"{TIMESTAMP} was ignored: {text[:40]!r} is not a time"] if text else remarks
    return text or None, remarks


def read_secret(folder: Path) -> tuple[str | None, list[str]]:
    """Return a submission's secret, and a note if what its file holds cannot be one."""
    text, remarks = _read(folder, SECRET)
    if text and not re.fullmatch("[!-~]+", text):
        return None, [f"{SECRET} was ignored: it holds no secret of nbgrader"]
    return text or None, remarks


def _read(folder: Path, name: str) -> tuple[str, list[str]]:
    """Return the text of a small regular file, "" if it is missing or none, and a note then."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(folder / name, flags)
    except FileNotFoundError:
        return "", []
    except OSError as error:
        return "", [f"{name} was ignored: {error.strerror}"]
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "", [f"{name} was ignored: it is no file"]
        return file.read(_LONGEST).decode(errors="replace").strip(), []
