"""Real image sets through torchvision: only on request, checked, and never half there."""

import contextlib
import io
import os
import shutil
import socket
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from ssl import SSLError
from typing import NamedTuple
from urllib.error import HTTPError, URLError

import numpy as np
import torch

from labkit.data.checks import one_of
from labkit.data.labelled import Labelled

_SECONDS = 30  # seconds without an answer before the server counts as unreachable


class _RealSet(NamedTuple):
    torchvision: str  # its class in torchvision.datasets
    folder: str  # what its extracted files lie in, under the root
    megabytes: int  # to download


_SETS = {
    "CIFAR-10": _RealSet("CIFAR10", "cifar-10-batches-py", 171),
    "FashionMNIST": _RealSet("FashionMNIST", "FashionMNIST", 31),
    "MNIST": _RealSet("MNIST", "MNIST", 12),
}


def real(
    name: str, root: str | os.PathLike, *, split: str = "train", download: bool = False
) -> Labelled:
    """Return a split ("train" or "test") of "CIFAR-10", "FashionMNIST" or "MNIST".

    The files are looked for under ``root`` as torchvision lays them out; ``download=True`` fetches
    them if they are missing or damaged, with a progress bar and torchvision's checksums. A
    download is kept whole or not at all.

    Raises ``FileNotFoundError`` where the set is missing or damaged, ``ConnectionError`` where it
    cannot be fetched and ``OSError`` where it cannot be written, each with what to do.

    >>> real("MNIST", "/nowhere")
    Traceback (most recent call last):
    FileNotFoundError: MNIST is not in /nowhere: call real('MNIST', …, download=True) once, ...
    """
    wanted = one_of("name", name, _SETS)
    train = one_of("split", split, {"train": True, "test": False})
    root = Path(root).expanduser()
    try:
        return _read(wanted, root, train)
    except _UnreadableError:
        if not download:
            state = "is damaged" if (root / wanted.folder).exists() else "is not"
            raise FileNotFoundError(
                f"{name} {state} in {root}: call real({name!r}, …, download=True) once, with a "
                f"network, to fetch {wanted.megabytes} MB."
            ) from None
    _fetch(name, wanted, root)
    return _read(wanted, root, train)


class _UnreadableError(Exception):
    """A set is missing or damaged."""


def _read(wanted: _RealSet, root: Path, train: bool) -> Labelled:
    from torchvision import datasets

    try:
        dataset = getattr(datasets, wanted.torchvision)(root, train=train)
    except Exception as error:  # a damaged file can raise anything
        raise _UnreadableError from error
    data = torch.as_tensor(np.ascontiguousarray(dataset.data))
    images = data.permute(0, 3, 1, 2).contiguous() if data.ndim == 4 else data[:, None]
    labels = torch.as_tensor(dataset.targets, dtype=torch.int64)
    if len(images) != len(labels):
        raise _UnreadableError
    return Labelled(images, labels, tuple(dataset.classes))


def _fetch(name: str, wanted: _RealSet, root: Path) -> None:
    """Download into a folder beside the final one and move what is complete into place."""
    from torchvision import datasets

    partial, final = root / f".{wanted.folder}.partial", root / wanted.folder
    partial.mkdir(parents=True, exist_ok=True)
    try:
        # The progress bar goes to stderr; older torchvisions print on stdout as well.
        with _patience(), contextlib.redirect_stdout(io.StringIO()):
            getattr(datasets, wanted.torchvision)(partial, train=True, download=True)
        if final.exists():  # damaged, or nothing would have been fetched
            shutil.rmtree(final)
        os.replace(partial / wanted.folder, final)
    except (OSError, HTTPException, RuntimeError) as error:
        raise _explained(name, wanted, error) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextlib.contextmanager
def _patience() -> Iterator[None]:
    """Let no connection hang for ever, which is urllib's default."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _explained(name: str, wanted: _RealSet, error: Exception) -> OSError:
    """Say in one line what became of a download and what to do."""
    remote = URLError, ConnectionError, TimeoutError, SSLError
    if isinstance(error, OSError) and not isinstance(error, remote):
        needs = 3 * wanted.megabytes  # the archive and what comes out of it
        return OSError(
            f"{name} cannot be written: {error.strerror}; it needs {needs} MB for a while."
        )
    kept = "nothing was kept"
    if isinstance(error, HTTPException | ConnectionResetError) or "corrupted" in str(error):
        reason = "the download broke off or its checksum is wrong"
        return ConnectionError(f"{name}: {reason}; {kept}. Call real with download=True again.")
    if isinstance(error, HTTPError):
        return ConnectionError(f"{name}: its server answers {error.code} {error.reason}; {kept}.")
    return ConnectionError(
        f"{name} needs a network, and its server cannot be reached; {kept}. Go online and try "
        "again, or use things() or digits(), which need none."
    )
