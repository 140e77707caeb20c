"""The clock of the rooms stops while they wait for a processor, and does not stop for ever."""

import socket

import pytest

from labkit.grading.rooms.deadline import Deadline


@pytest.fixture
def ends():
    a, b = socket.socketpair()
    with a, b:
        yield a, b


@pytest.mark.parametrize(("waited", "left"), [(7, 100), (12, 105), (307, 400), (5000, 400)])
def test_waiting_from_now_on_puts_the_end_off_up_to_three_times(waited, left):
    so_far = 7.0
    deadline = Deadline(100, lambda: so_far)
    so_far = waited
    assert deadline.left() == pytest.approx(left, abs=5)


def test_what_has_come_is_taken_after_the_end_and_nothing_else_is_awaited(ends):
    deadline = Deadline(0)
    ends[0].send(b"x")
    deadline.wait_for(ends[1])
    ends[1].recv(1)
    with pytest.raises(TimeoutError):
        deadline.wait_for(ends[1])


def test_who_waits_for_a_processor_is_waited_for(ends):
    asked = []

    def waited():
        asked.append(None)
        if len(asked) == 2:  # at the end, before which nothing came
            ends[0].send(b"x")
        return float(len(asked))

    Deadline(0.01, waited).wait_for(ends[1])
    assert len(asked) == 2


def test_a_channel_is_limited_to_the_time_left(ends):
    Deadline(50).limit(ends[1])
    assert 40 < ends[1].gettimeout() <= 50
    with pytest.raises(TimeoutError):
        Deadline(0).limit(ends[1])
