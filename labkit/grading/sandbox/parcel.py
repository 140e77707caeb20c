"""What the supervisor asks a room to do, packed into one anonymous file.

A datagram carries little and pickle would run code, so the request is JSON and the files' bytes
follow it. Only the room itself opens the parcel: the process it is forked from never reads one.
"""

import json
import os
import struct
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

_LENGTH = struct.Struct("<Q")


def pack(request: Mapping[str, Any], files: Mapping[str, bytes]) -> int:
    """Return a descriptor of an anonymous file with ``request`` and ``files``.

    Raises ``TypeError`` for a request that is not JSON.
    """
    sizes = {name: len(content) for name, content in files.items()}
    header = json.dumps({"request": request, "sizes": sizes}).encode()
    descriptor = os.memfd_create("parcel", os.MFD_CLOEXEC)
    with open(descriptor, "wb", closefd=False) as file:
        file.write(_LENGTH.pack(len(header)))
        file.write(header)
        file.writelines(files.values())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def unpack(descriptor: int) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the request and every file's size; the files' bytes come next."""
    (length,) = _LENGTH.unpack(_read(descriptor, _LENGTH.size))
    header = json.loads(_read(descriptor, length))
    return header["request"], header["sizes"]


def write_files(descriptor: int, sizes: Mapping[str, int], folder: str) -> None:
    """Write the files that follow the request into ``folder``."""
    for name, size in sizes.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            while size:
                chunk = _read(descriptor, min(size, 1 << 20))
                size -= file.write(chunk)


def _read(descriptor: int, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        part = os.read(descriptor, size - len(content))
        if not part:
            raise EOFError(f"the parcel ends {size - len(content)} bytes too early")
        content += part
    return bytes(content)


def check_name(name: str) -> None:
    """Raise ``ValueError`` for a file name that leads out of its folder."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or "\0" in name:
        raise ValueError(
            f"{name!r} cannot be put into a room: give a path inside the working folder, "
            "without a leading / and without '..'."
        )
