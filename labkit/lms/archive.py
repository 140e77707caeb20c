"""Read a zip that strangers have filled: nothing is unpacked, names and sizes are looked at."""

import contextlib
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from labkit.grading.handed_in.folder import shown
from labkit.teaching.course import CourseError

_MIB = 2**20
_LIMIT_MIB = 64  # as much as `labkit grade` reads of one file
_LONGEST = 250  # bytes of a name that every file system takes
_PACKED = {".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar"}
_UTF8, _ENCRYPTED = 0x800, 0x1  # bits of a member's flags
_JUNK = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}


class Member(NamedTuple):
    """A file in a zip, by the name that it was meant to have, and why it is left out, if it is."""

    archive: Path
    info: zipfile.ZipInfo
    path: str
    reason: str | None


def members(archive: Path) -> list[Member]:
    """Return the files in a zip; raises :class:`CourseError` if it is none."""
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = opened.infolist()
    except FileNotFoundError:
        raise CourseError(f"{archive} does not exist.") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise CourseError(f"{archive} cannot be read as a zip: {error}") from None
    found = []
    for info in infos:
        path = _name(info)
        if not info.is_dir() and not _JUNK & set(path.split("/")):
            found.append(Member(archive, info, path, _reason(info, path)))
    return found


def content(opened: zipfile.ZipFile, member: Member) -> bytes | None:
    """Return the bytes of a member, None if they are damaged."""
    with contextlib.suppress(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return opened.read(member.info)
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: Canvas writes UTF-8 and does not say so.

    >>> info = zipfile.ZipInfo("müller_1_2_lab.ipynb".encode().decode("cp437"))
    >>> info.filename, _name(info)
    ('m├╝ller_1_2_lab.ipynb', 'müller_1_2_lab.ipynb')
    """
    name = info.filename
    if not info.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name)


def _reason(info: zipfile.ZipInfo, path: str) -> str | None:
    parts = path.split("/")
    if "\\" in path or ":" in parts[0] or {"", ".", ".."} & set(parts):
        return "its path may lead out of the folder"
    if shown(path) != path:
        return "its name has characters that cannot be shown"
    if max(len(part.encode()) for part in parts) > _LONGEST:
        return f"its name is longer than {_LONGEST} bytes"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a symbolic link"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if PurePosixPath(path).suffix.lower() in _PACKED:
        return "an archive inside the zip is not unpacked: ask for the notebook itself"
    if info.file_size > _LIMIT_MIB * _MIB:
        return f"it has {info.file_size // _MIB} MiB, over the limit of {_LIMIT_MIB} MiB"
    return None
