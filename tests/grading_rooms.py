"""What the tests of labkit.grading.warm run inside rooms."""

import socket
import time


def run(channel: socket.socket, source: str) -> None:
    """Run ``source``, send what it leaves in ``answer``, and stay."""
    names: dict[str, object] = {"channel": channel}
    try:
        exec(source, names)
    except BaseException as error:
        names["answer"] = f"{type(error).__name__}: {error}"
    channel.sendall(repr(names.get("answer")).encode())
    channel.shutdown(socket.SHUT_WR)
    time.sleep(600)
