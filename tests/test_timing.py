"""labkit.timing: warm-up not counted, turns taken, medians and spreads of what was measured."""

import pytest

from labkit import timing


@pytest.fixture
def clock(monkeypatch):
    """A clock that only moves when a test says so, and the calls made on it."""
    now, calls = [0.0], []
    monkeypatch.setattr("labkit.timing.time.perf_counter", lambda: now[0])

    def takes(name, *seconds):
        durations = iter(seconds)

        def function():
            calls.append(name)
            now[0] += next(durations)

        return function

    return takes, calls


def test_median_in_milliseconds_without_the_warm_up(clock):
    takes, _ = clock
    assert timing.milliseconds(takes("f", 99, 0.003, 0.001, 0.002), repeats=3) == pytest.approx(2)


def test_candidates_take_turns(clock):
    takes, calls = clock
    times = timing.race({"a": takes("a", 9, 1, 2), "b": takes("b", 9, 3, 4)}, repeats=2)
    assert times == {"a": [1000, 2000], "b": [3000, 4000]}
    assert "".join(calls) == "abab" + "ab"


def test_unwritten_is_left_out_but_other_errors_are_not():
    def unwritten():
        raise NotImplementedError

    assert list(timing.race({"mine": unwritten, "other": list})) == ["other"]
    assert timing.race({"mine": unwritten}) == {}
    with pytest.raises(NotImplementedError):
        timing.milliseconds(unwritten)
    with pytest.raises(ZeroDivisionError):
        timing.race({"broken": lambda: 1 / 0})


@pytest.mark.parametrize(
    "measure", [timing.milliseconds, lambda f, **k: timing.race({"f": f}, **k)]
)
def test_needs_a_repeat(measure):
    with pytest.raises(ValueError, match="repeats must be at least 1, but it is 0"):
        measure(list, repeats=0)
