"""The tests' room: a process that runs test cells and never a line of the student's code.

Locked cells run here too, so tests have the course's own helpers. Names that the student's code
defines are fetched from the student's room before each test and forgotten after it.
"""

import socket
from functools import partial

from labkit.check import poison
from labkit.check.stub import soften_stubs
from labkit.grading.rooms import wire
from labkit.grading.rooms.link import Link, RoomEnded, let_inspect_read
from labkit.grading.rooms.runner import Runner
from labkit.grading.rooms.shell import make_shell


def serve(control: socket.socket, link: socket.socket, options: dict) -> None:
    """Run locked cells and tests until the grader closes the channel or ends this process."""
    runner = Runner(make_shell(), options["output_kib"])
    soften_stubs()
    let_inspect_read()
    shared: dict = {}
    wire.send(control, wire.pack("ready"))
    students = Link(link, shared, options["answer_mib"] << 20)
    poison.end_processes = partial(_end_processes, control)
    while True:
        try:
            order = wire.unpack(wire.receive(control, wire.MOST))
        except EOFError:
            return
        for name in order["forget"]:
            runner.names.pop(name, None)
        if order["imports"]:
            runner.run_quietly(order["imports"])
        if order["test"]:
            reply = _test(runner, students, order)
        else:
            reply = dict(runner.run(order["source"]))
            shared.update({n: runner.names[n] for n in order["binds"] if n in runner.names})
        wire.send(control, wire.pack(reply))


def _end_processes(control: socket.socket) -> None:
    """Let the grader end all that the student's room has started."""
    wire.send(control, wire.pack(wire.END_PROCESSES))
    wire.receive(control, wire.MOST)


def _test(runner: Runner, students: Link, order: dict) -> dict:
    """Run a test cell with the student's names in place."""
    wanted = [name for name in order["names"] if name not in runner.names]
    try:
        fetched = students.names(wanted, order["classes"]) if wanted else {}
    except RoomEnded as error:
        runner.outputs.begin()
        runner.outputs.error("RoomEnded", str(error), [str(error)])
        return {"outputs": runner.collect(), "changed": {}, "ok": False, "count": None}
    runner.names.update(fetched)
    reply = dict(runner.run(order["source"]))
    for output in reply["outputs"]:  # nbgrader would take all points for a warning
        if output.get("name") == "stderr":
            output["name"] = "stdout"
    for name, value in fetched.items():
        if runner.names.get(name) is value:
            del runner.names[name]
    return reply
