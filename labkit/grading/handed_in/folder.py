"""Read the files below a folder that somebody else filled, without following a link out of it."""

import itertools
import math
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from labkit.grading.handed_in.receipt import SECRET, TIMESTAMP

_IGNORED = {"__pycache__", "__MACOSX", TIMESTAMP, SECRET}
_MAX_DEPTH = 20
_MIB = 2**20
_KINDS: list[tuple[Callable[[int], bool], str]] = [
    (stat.S_ISLNK, "a symbolic link; links are not followed"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
]


class Found(NamedTuple):
    """A file in the folder: its bytes, or a clause that says why it was left out."""

    path: str
    data: bytes
    reason: str | None


class Bounds(NamedTuple):
    """How much is read: MiB of the notebook, of another file and of all others, and how many."""

    notebook_mib: int = 64
    file_mib: int = 64
    total_mib: int = 128
    files: int = 500


def read_folder(folder: Path, notebook: str, bounds: Bounds) -> list[Found]:
    """Return every file below a folder that is not hidden, in order of the paths.

    Folders are opened relative to one another and never through a link, so nothing that changes
    meanwhile leads outside; nothing but regular files is opened. ``notebook`` is the path of the
    file that has a limit of its own. Raises ``OSError`` if the folder itself cannot be read.
    """
    found, left = [], bounds.total_mib * _MIB
    descriptor = _open_folder(folder)
    try:
        entries = _walk(descriptor, "", 0)
        for path, parent, reason in itertools.islice(entries, bounds.files):
            is_wanted = path == notebook
            mib = bounds.notebook_mib if path.endswith(".ipynb") else bounds.file_mib
            file = _file(path, parent, mib, None if is_wanted else left, reason)
            left -= 0 if is_wanted else len(file.data)
            found.append(file)
        for path, _, _ in itertools.islice(entries, 1):
            reason = f"more than {bounds.files} files were handed in; the rest is left out, too"
            found.append(Found(path, b"", reason))
        entries.close()  # and with it every folder that is still open
    finally:
        os.close(descriptor)
    return found


def kind(mode: int) -> str:
    """Return in words what a file that is no regular file is.

    >>> kind(stat.S_IFIFO), kind(stat.S_IFBLK)
    ('a named pipe', 'a device')
    """
    return next((words for test, words in _KINDS if test(mode)), "a device")


def shown(path: str) -> str:
    """Return a path as it can stand in one line of text.

    >>> shown("Lab 1.ipynb"), shown("two\\nlines")
    ('Lab 1.ipynb', "'two\\\\nlines'")
    """
    return path if path.isprintable() else ascii(path)


def _open_folder(path: Path | str, parent: int | None = None) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(path, flags, dir_fd=parent)


def _walk(folder: int, prefix: str, depth: int) -> Iterator[tuple[str, int, str | None]]:
    """Yield path, open parent folder and, where it is known by now, why an entry is left out."""
    for name in sorted(os.listdir(folder)):
        if name.startswith(".") or name in _IGNORED or name.endswith(".pyc"):
            continue
        path = prefix + name
        try:
            mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
            if not stat.S_ISDIR(mode):
                yield path, folder, None
            elif name.lower().endswith(".ipynb"):
                yield path, folder, f"it is {kind(mode)}"
            elif depth == _MAX_DEPTH:
                yield path, folder, f"folders are nested more than {_MAX_DEPTH} deep"
            else:
                child = _open_folder(name, folder)
                try:
                    yield from _walk(child, f"{path}/", depth + 1)
                finally:
                    os.close(child)
        except OSError as error:
            yield path, folder, _words(error)


def _file(path: str, parent: int, mib: int, left: int | None, reason: str | None) -> Found:
    """Return a file with its content, unless there is a reason against it."""
    data = b""
    if reason is None and not path.isprintable():
        reason = "its name has characters that cannot be shown"
    if reason is None:
        try:
            data, reason = _content(path.rpartition("/")[2], parent, mib * _MIB)
        except OSError as error:
            reason = _words(error)
    if left is not None and len(data) > left:
        data, reason = b"", "all files together are over the limit"
    return Found(path, data, reason)


def _content(name: str, parent: int, limit: int) -> tuple[bytes, str | None]:
    mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
    if not stat.S_ISREG(mode):
        return b"", f"it is {kind(mode)}"
    # Should it have been replaced since: no link is followed, and no pipe waits for a writer.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(name, flags, dir_fd=parent), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return b"", f"it is {kind(status.st_mode)}"
        if status.st_size > limit:
            size = math.ceil(10 * status.st_size / _MIB) / 10
            return b"", f"it has {size:g} MiB, over the limit of {limit // _MIB} MiB"
        data = file.read(limit + 1)
    return (b"", "it grew while it was read") if len(data) > limit else (data, None)


def _words(error: OSError) -> str:
    return f"it could not be opened ({error.strerror})"
