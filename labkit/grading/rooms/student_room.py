"""The student's room: a process that runs the student's code, and nothing that decides a grade.

The grader sends cells over one channel. Over the other, tests ask for values, calls and
attributes; what travels back is plain data, or handles to objects that stay here.
"""

import select
import signal
import socket

from labkit.check.stub import soften_stubs
from labkit.grading.rooms import wire
from labkit.grading.rooms.objects import Objects, interruptible
from labkit.grading.rooms.runner import Runner
from labkit.grading.rooms.shell import make_shell


def serve(control: socket.socket, link: socket.socket, options: dict) -> None:
    """Run cells and answer requests until the grader closes the channel or ends this process."""
    runner = Runner(make_shell(), options["output_kib"])
    soften_stubs()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    objects = Objects(runner, link)
    wire.send(control, wire.pack("ready"))
    while True:
        ready, _, _ = select.select([control, link], [], [])
        channel = ready[0]
        try:
            message = wire.receive(channel, wire.MOST)
        except EOFError:
            return
        if channel is control:
            with interruptible():
                reply = dict(runner.run(wire.unpack(message)))
            wire.send(control, wire.pack(reply))
        else:
            wire.send(link, objects.answer(message))
