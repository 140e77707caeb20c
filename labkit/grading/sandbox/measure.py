"""Send a room to try the layers of isolation, and hear which of them hold."""

import contextlib
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.grading.sandbox import probe, processes
from labkit.grading.sandbox.layers import LAYERS
from labkit.grading.sandbox.room import Room

_MOST = 1 << 16  # bytes of one message


def measured(fork: Callable[..., tuple[Room, dict[str, str]]], folder: str) -> dict[str, str]:
    """Return why each layer does not hold, as found by a room that tries.

    ``fork(request, channels, files, limits, skip)`` returns a room, and the layers that it could
    not set up. ``folder`` is one that no room may see.
    """
    canary = Path(folder, "canary")
    canary.touch()
    unseen = [str(canary), str(Path.cwd() / "nbgrader_config.py"), str(Path.home() / ".bashrc")]
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        ours, theirs = map(stack.enter_context, socket.socketpair())
        arguments = {"unseen": unseen, "port": listener.getsockname()[1], "stay_seconds": 60}
        entry = "labkit.grading.sandbox.probe:measure"
        request: dict[str, Any] = {"entry": entry, "arguments": arguments, "sandboxed": True}
        room, failed = fork(request, [theirs], {}, probe.LIMITS, ())
        theirs.close()
        answer = b"".join(iter(lambda: ours.recv(_MOST), b""))
        try:
            processes.used_once_mib(room.pid)
            uncounted = ""
        except OSError as error:
            uncounted = f"it cannot be counted: {error.strerror}"
        room.kill()
    nothing = dict.fromkeys(LAYERS, f"the room that tries it ended: {room.wait()}")
    found = {**nothing, **json.loads(answer or b"{}"), "memory": uncounted}
    return {layer: failed.get(layer) or found[layer] for layer in LAYERS}
