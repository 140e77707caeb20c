"""How long a room may take, on a machine that others use, too."""

import select
import socket
import time
from collections.abc import Callable

_PATIENCE = 3  # times the seconds given: so much waiting for a processor is not counted


class Deadline:
    """The end of ``seconds`` from now, put off by as long as a room waits for a processor.

    So nobody loses points to a busy machine. ``waited_seconds()`` returns how long the room has
    waited in all until now. As it may keep itself waiting, by processes of its own, no more than
    three times ``seconds`` are put off.

    >>> 9 < Deadline(10).left() <= 10
    True
    """

    def __init__(self, seconds: float, waited_seconds: Callable[[], float] = lambda: 0.0) -> None:
        """Begin."""
        self._end = time.monotonic() + seconds
        self._most = _PATIENCE * seconds
        self._waited_seconds, self._waited_before = waited_seconds, waited_seconds()

    def left(self) -> float:
        """Return the seconds that are left, negative ones after the end."""
        waited = self._waited_seconds() - self._waited_before
        return self._end + min(waited, self._most) - time.monotonic()

    def wait_for(self, channel: socket.socket) -> None:
        """Return when there is something to receive; raises TimeoutError at the end."""
        left = self._end - time.monotonic()  # the whole sum costs more, and is rarely needed
        while not select.select([channel], [], [], max(left, 0.0))[0]:
            left = self.left()
            if left <= 0:
                raise TimeoutError

    def limit(self, channel: socket.socket) -> None:
        """Let the channel's next call wait until the end; raises TimeoutError after it."""
        left = self.left()
        if left <= 0:
            raise TimeoutError
        channel.settimeout(left)
