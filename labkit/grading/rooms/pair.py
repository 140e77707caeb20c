"""The two rooms of a submission, the channels to them, and how they ended."""

import socket

from labkit.grading.job import Job
from labkit.grading.limits import Limits
from labkit.grading.rooms import wire
from labkit.grading.sandbox.warm import Exit, Warm
from labkit.teaching.course import CourseError

_START_SECONDS = 60.0  # far more than it takes, on a machine with other work


class Rooms:
    """The two rooms of one attempt, and the channels to them."""

    def __init__(self, job: Job, warm: Warm) -> None:
        """Open both rooms and connect them; raises :class:`CourseError` if one does not start."""
        options = {
            "output_kib": job.limits.output_kib,
            "answer_mib": max(1, job.limits.memory_mib // 4),  # of one call of a student's function
        }
        self.student_channel, theirs = socket.socketpair()
        self.tests_channel, ours = socket.socketpair()
        ends = socket.socketpair()
        files = {**job.student_files, **job.course_files}
        where = "labkit.grading.rooms.student_room:serve"
        self.student = warm.room(
            where, [theirs, ends[0]], files=files, limits=job.limits, arguments=options
        )
        where = "labkit.grading.rooms.tests_room:serve"
        self.tests = warm.room(
            where, [ours, ends[1]], files=job.course_files, limits=job.limits, arguments=options
        )
        for end in (theirs, ours, *ends):
            end.close()
        for channel in (self.student_channel, self.tests_channel):
            self._await_ready(channel)

    def _await_ready(self, channel: socket.socket) -> None:
        """Wait for a room's first word, so that a room that cannot start blames no cell."""
        channel.settimeout(_START_SECONDS)
        try:
            wire.receive(channel, 1 << 20)
        except (EOFError, OSError, wire.WireError) as error:
            ended = "; ".join(in_words(exit_, Limits()) for exit_ in self.close())
            raise CourseError(f"A room did not start ({error}; {ended}).") from None

    def waited_seconds(self) -> float:
        """Return how long both together have waited for a processor; seldom both at a time."""
        return self.student.waited_seconds() + self.tests.waited_seconds()

    def close(self) -> list[Exit | None]:
        """Kill both rooms and return how they ended."""
        self.student_channel.close()
        self.tests_channel.close()
        ends = []
        for room in (self.student, self.tests):
            room.kill()
            ends.append(room.wait(5))
        return ends


def in_words(exit_: Exit | None, limits: Limits) -> str:
    """Return why a room ended, for students and instructors."""
    if exit_ is None:
        return "its process stopped answering"
    known = {
        "memory": f"ran out of memory (more than {limits.memory_mib} MiB)",
        "cpu": f"ran out of processor time (more than {limits.cpu_seconds} s)",
        "signal 11": "crashed (segmentation fault or abort)",
        "signal 6": "crashed (abort)",
        "": f"ended its own process (exit code {exit_.code})",
    }
    return known.get(exit_.reason, f"its process was ended ({exit_.reason})")
