"""Run one submission in two rooms: the student's cells in one, the tests in the other.

Cells run in the notebook's order. A cell that does not end is interrupted, then its room is
killed; a room that died is replaced by a fresh one, in which the student's cells run again
without the one that killed it. So an exercise that crashes costs its own points only.
"""

import json
import socket
import time
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.grading.job import Executed, Job
from labkit.grading.limits import Limits
from labkit.grading.rooms import wire
from labkit.grading.rooms.deadline import Deadline
from labkit.grading.rooms.page import Page
from labkit.grading.rooms.pair import Rooms, in_words
from labkit.grading.rooms.plan import Step, plan
from labkit.grading.rooms.reply import Reply, read
from labkit.grading.sandbox.warm import Room, Warm

_GRACE = 2.0  # seconds that an interrupted cell has to end
_WHOLE = 5.0  # seconds that a message has from its first byte to its last, at least
_LIMIT = 256 << 20
_END_PROCESSES = wire.pack(wire.END_PROCESSES)


def execute(job: Job, warm: Warm) -> Executed:
    """Return the notebook with outputs; every graded cell has an error unless its test passed.

    Raises RuntimeError if the warm process ends meanwhile.
    """
    started = time.monotonic()
    notebook = nbformat.v4.reads(job.notebook)
    run = _Run(job, warm, notebook, plan(notebook, job.all_cells))
    try:
        run.all()
    finally:
        run.close()
    if warm.ended:  # then it was no fault of the student's that rooms died
        raise RuntimeError("the process that rooms are forked from has ended")
    incidents, wall = run.page.incidents, time.monotonic() - started
    return Executed(json.dumps(notebook), incidents, wall, run.cpu_seconds, run.memory_mib)


class _RoomDiedError(Exception):
    """A room ended or had to be killed; the message says why."""


class _Run:
    """One submission on its way through its cells."""

    def __init__(self, job: Job, warm: Warm, notebook: NotebookNode, steps: list[Step]) -> None:
        self.job, self.warm, self.page, self.steps = job, warm, Page(notebook), steps
        self.limits: Limits = job.limits
        self.rooms: Rooms | None = None
        self._waited_before = 0.0  # by rooms that are closed
        self.deadline = Deadline(job.limits.total_seconds, self._waited_seconds)
        self.cpu_seconds = self.memory_mib = 0.0
        self._done: set[int] = set()  # cells that have their outputs
        self._deadly: set[int] = set()  # cells that a fresh room must leave out

    def all(self) -> None:
        """Run every step, in fresh rooms again after each death."""
        while len(self._done) < len(self.steps):
            if self.deadline.left() <= 0:
                self._give_up()
                return
            try:
                self._attempt()
            except _RoomDiedError:
                self.close()

    def _attempt(self) -> None:
        """Run what is not done yet; cells that are done run again only for their effects."""
        if self.rooms is None:
            self.rooms = Rooms(self.job, self.warm)
        for step in self.steps:
            if self.deadline.left() <= 0:
                return
            if step.graded and step.index in self._done:
                continue
            if step.tests and not step.graded:
                self._in_tests_room(step)
            if step.index in self._deadly:  # in the student's room; tests may need what it defines
                continue
            if step.student:
                self._in_students_room(step)
            if step.graded:
                self._in_tests_room(step)

    def _in_students_room(self, step: Step) -> None:
        room, channel = self.rooms.student, self.rooms.student_channel
        try:
            reply, late = self._ask(step, channel, step.source)
        except _RoomDiedError as death:
            self._died(step, room, str(death))
            raise
        self._record(step, reply, late)

    def _in_tests_room(self, step: Step) -> None:
        order = {
            "source": step.source,
            "test": step.graded,
            "names": step.names,
            "classes": step.classes,
            "imports": step.imports,
            "forget": step.forget,
            "binds": step.binds,
        }
        student = self.rooms.student
        kept = student.started_by_it()
        try:
            reply, late = self._ask(step, self.rooms.tests_channel, order)
        except _RoomDiedError as death:
            if not step.graded:  # no code of the student's was at work
                raise RuntimeError(
                    f"the course's own cell {step.name} ended the room of the tests: "
                    f"{str(death) or 'it is gone'}"
                ) from None
            self._died(step, student, str(death))
            raise
        if late or not reply.ok:  # what a failed answer has left running takes from the others
            student.end_all_but(kept)
        if step.graded:
            ended = student.ended or any(
                output.get("ename") == "RoomEnded" for output, _ in reply.shown
            )
            if ended and not late and student.wait(0.2) is not None:
                self._died(step, student, "")
                raise _RoomDiedError
            self._record(step, reply, late)
            if late and student.ended:
                raise _RoomDiedError

    def _ask(self, step: Step, channel: socket.socket, order: Any) -> tuple[Reply, bool]:
        """Send an order and return the reply, and whether it needed an interrupt."""
        with self.page.timed(step):
            return self._answer(step, channel, order)

    def _answer(self, step: Step, channel: socket.socket, order: Any) -> tuple[Reply, bool]:
        seconds = min(self.limits.cell_seconds, max(0.1, self.deadline.left()))
        try:
            wire.send(channel, wire.pack(order))
            reply = self._reply(channel, seconds)
            if reply is not None:
                return reply, False
            self.rooms.student.interrupt()
            reply = self._reply(channel, _GRACE)
            if reply is None and step.graded:  # the test waits for a room that ignores us
                self.rooms.student.kill()
                reply = self._reply(channel, _GRACE)
        except (OSError, EOFError):
            raise _RoomDiedError("") from None
        except wire.WireError as error:
            raise _RoomDiedError(f"its answer was nonsense: {error}") from None
        if reply is None:
            raise _RoomDiedError(self._why_late())
        return reply, True

    def _reply(self, channel: socket.socket, seconds: float) -> Reply | None:
        """Return the room's reply, None if it does not come in time."""
        deadline = Deadline(seconds, self._waited_seconds)
        try:
            while True:
                deadline.wait_for(channel)
                message = self._whole_message(channel, seconds)
                if channel is self.rooms.student_channel or message != _END_PROCESSES:
                    return read(message)
                self.rooms.student.end_all_but(set())
                wire.send(channel, wire.pack(True))
        except TimeoutError:
            return None

    def _whole_message(self, channel: socket.socket, seconds: float) -> bytes:
        """Return the message that has begun to arrive; the room is lost if it does not end."""
        try:
            return wire.receive(channel, _LIMIT, Deadline(max(seconds, _WHOLE)).limit)
        except TimeoutError:
            raise _RoomDiedError(self._why_late()) from None

    def _record(self, step: Step, reply: Reply, late: bool) -> None:
        """Put a reply into the notebook, once for each cell."""
        if step.index in self._done:
            return
        self.page.show(step, reply)
        if late:
            self.page.fail(step, "CellTimeoutError", self._why_late())
            self._deadly.add(step.index)
        elif step.graded and not reply.ok and not self.page.has_error(step):
            self.page.fail(step, "TestEnded", "the test did not come to its end")
        self._done.add(step.index)

    def _died(self, step: Step, room: Room, why: str) -> None:
        """Note that a cell cost a room its life; it is left out from now on."""
        reason = why or in_words(room.wait(0.5), self.limits)
        if step.index not in self._done:
            slow = reason == self._too_slow()
            self.page.fail(step, "CellTimeoutError" if slow else "DeadKernelError", reason)
        self._done.add(step.index)
        self._deadly.add(step.index)

    def _give_up(self) -> None:
        """Say in every cell that is left that there was no time for it."""
        why = f"not run: the whole notebook took more than {self.limits.total_seconds:g} s"
        for step in self.steps:
            if step.index not in self._done:
                self._done.add(step.index)
                if step.graded:
                    self.page.fail(step, "CellTimeoutError", why)

    def _why_late(self) -> str:
        """Return which limit was passed: what takes all the memory takes its time, too."""
        ended = self.rooms.student.wait(0)
        over = ended is not None and ended.reason in ("memory", "cpu")
        return in_words(ended, self.limits) if over else self._too_slow()

    def _too_slow(self) -> str:
        return f"ran out of time (more than {self.limits.cell_seconds:g} s)"

    def _waited_seconds(self) -> float:
        """Return how long rooms have waited for processors that others used."""
        return self._waited_before + (self.rooms.waited_seconds() if self.rooms else 0.0)

    def close(self) -> None:
        """End the rooms and add up what they used."""
        self._waited_before = self._waited_seconds()
        if self.rooms is not None:
            for exit_ in self.rooms.close():
                if exit_ is not None:
                    self.cpu_seconds += exit_.cpu_seconds
                    self.memory_mib = max(self.memory_mib, exit_.memory_mib)
            self.rooms = None
