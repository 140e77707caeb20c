"""Decide what of some zips is to be collected: whose, which upload, and whether it is new."""

import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from nbgrader.utils import parse_utc

from labkit.grading.handed_in.folder import shown
from labkit.lms.archive import Member, content
from labkit.lms.names import Named, parse

TIMESTAMP = "timestamp.txt"
_TOTAL_MIB = 128  # as much as `labkit grade` reads of a submission


class Upload(NamedTuple):
    """A file that somebody handed in, and what its name says."""

    member: Member
    named: Named


class Found(NamedTuple):
    """What some zips hold: files by the platform's number of a person, and lines of what is not."""

    people: dict[str, list[Upload]]
    left_out: list[str]


class Submission(NamedTuple):
    """What one student handed in: the uploads by their path in the submission, and their bytes."""

    uploads: dict[str, Upload]
    files: dict[str, bytes]
    late: bool
    number: int  # of the newest upload, 0 where the platform does not count them


def sort_out(platform: str, found: Iterable[Member], notebooks: Iterable[str]) -> Found:
    """Return the newest submission of each person in the zips, and a line for what is none."""
    people: dict[str, dict[Path, list[Upload]]] = {}
    left_out, notebooks = [], list(notebooks)
    for member in found:
        reason, named = member.reason, parse(platform, member.path, notebooks)
        if reason is None and named is None:
            reason = f"this is not how {platform.title()} names a submitted file"
        if reason is None and named.file == TIMESTAMP:
            reason = "students do not say when they handed in"
        if reason is None and any(part.startswith(".") for part in named.file.split("/")):
            reason = "hidden files are not collected"
        if reason is not None:
            left_out.append(f"{shown(member.path)}: {reason}")
            continue
        zips = people.setdefault(named.number, {})
        zips.setdefault(member.archive, []).append(Upload(member, named))
    # A zip holds one attempt of a person; of several zips it is the one made last that counts.
    newest = {number: max(zips.values(), key=_age) for number, zips in people.items()}
    return Found(newest, left_out)


def open_submission(uploads: list[Upload]) -> tuple[Submission, list[str]]:
    """Return a submission with its files, and a line for each file that is left out."""
    chosen: dict[str, Upload] = {}
    left_out = []
    for upload in sorted(uploads, key=lambda upload: upload.named.upload):
        old = chosen.get(upload.named.file)
        if old is not None:
            left_out.append(f"{shown(old.member.path)}: there is a later {old.named.file}")
        chosen[upload.named.file] = upload
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(uploads[0].member.archive) as opened:
        for path, upload in list(chosen.items()):
            if sum(map(len, files.values())) + upload.member.info.file_size > _TOTAL_MIB * 2**20:
                left_out.append(f"{shown(upload.member.path)}: all files together are too large")
                del chosen[path]
                continue
            data = content(opened, upload.member)
            if data is None:
                left_out.append(f"{shown(upload.member.path)}: it is damaged; download it again")
                del chosen[path]
            else:
                files[path] = data
    late = any(upload.named.late for upload in uploads)
    number = max(upload.named.upload for upload in uploads)
    return Submission(chosen, files, late, number), left_out


def standing(folder: Path, submission: Submission, known: int, time: datetime | None) -> str:
    """Say what a submission is beside what is in its folder: new, same, newer, older or other.

    ``known`` is the number of the upload that was collected there, 0 if that is not known; where
    the platform does not count uploads, ``time`` is compared with timestamp.txt.
    """
    there = _files(folder)
    stamp = there.pop(TIMESTAMP, None)
    if not there:
        return "new"
    if there == submission.files:
        return "same"
    if known and submission.number and known != submission.number:
        return "newer" if submission.number > known else "older"
    before = _parsed(stamp)
    if time is not None and before is not None and time != before:
        return "newer" if time > before else "older"
    return "other"


def time_of(submission: Submission, time: datetime | None, due: datetime | None) -> datetime | None:
    """Return when a submission was handed in, as far as the platform tells.

    Canvas says that it was late, and not how late: then it is the first second after it was due.

    >>> late = Submission({}, {}, True, 7)
    >>> str(time_of(late, None, datetime(2026, 10, 1, 12)))
    '2026-10-01 12:00:01'
    """
    if time is None and submission.late and due is not None:
        return due + timedelta(seconds=1)
    return time


def _age(uploads: list[Upload]) -> tuple[int, tuple[int, ...]]:
    numbers = [upload.named.upload for upload in uploads]
    return max(numbers), max(upload.member.info.date_time for upload in uploads)


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


def _parsed(stamp: bytes | None) -> datetime | None:
    try:
        return parse_utc(stamp.decode().strip()) if stamp else None
    except (ValueError, OverflowError):
        return None
