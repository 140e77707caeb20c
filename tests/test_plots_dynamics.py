"""Pictures and the explorer of training dynamics."""

import math
from itertools import pairwise

import pytest

from labkit import explore, plots, train
from labkit.explore.schedule import KINDS, STEPS, noisy_bowl, shape


def points(axes, number=0):
    return axes.lines[number].get_xydata().tolist()


def test_lines_are_drawn_at_their_places():
    figure = plots.lines({"a": [1, 2], "b": [3, 4]}, x="time", y="rate", at=[5.0, 7.0])
    axes = figure.axes[0]
    assert points(axes, 0) == [[5, 1], [7, 2]]
    assert points(axes, 1) == [[5, 3], [7, 4]]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("time", "rate")


@pytest.mark.parametrize("curves", [{}, {"a": []}])
def test_lines_refuse_nothing(curves):
    with pytest.raises(ValueError, match="at least one curve"):
        plots.lines(curves, x="x", y="y")


def test_lines_refuse_other_numbers_of_places():
    with pytest.raises(ValueError, match="at has 3 places"):
        plots.lines({"a": [1, 2]}, x="x", y="y", at=[1, 2, 3])


def test_range_curve_is_smoothed_in_the_middle_of_its_window():
    rates = [10.0**e for e in range(-12, 12)]
    figure = plots.range_curve(rates, list(range(24)), start=2.0)
    axes = figure.axes[0]
    assert len(points(axes, 0)) == 24
    assert points(axes, 1)[0] == [1e-11, 0.5]
    assert len(points(axes, 1)) == 23
    assert axes.get_xscale() == "log"


@pytest.mark.parametrize(("rates", "losses"), [([1.0], [2.0]), ([1.0, 2.0], [2.0])])
def test_range_curve_refuses_what_does_not_fit(rates, losses):
    with pytest.raises(ValueError, match="give as many"):
        plots.range_curve(rates, losses, start=1.0)


def test_dots_join_equal_seeds_and_mark_means():
    axes = plots.dots({"a": [1.0, 3.0], "b": [2.0, 6.0]}, unit="score").axes[0]
    assert points(axes, 0) == [[1, 0], [2, 1]]
    assert points(axes, 1) == [[3, 0], [6, 1]]
    assert [line.get_xdata()[0] for line in axes.lines[2:]] == [2, 4]


@pytest.mark.parametrize("values", [{}, {"a": []}, {"a": [1.0], "b": [1.0, 2.0]}])
def test_dots_refuse_unequal_numbers(values):
    with pytest.raises(ValueError, match="equally many"):
        plots.dots(values, unit="score")


@pytest.mark.parametrize(
    ("losses", "options", "best", "stop"),
    [
        ([1.0, 0.8, 0.9, 0.85, 0.7], {"patience": 2}, 2, 4),
        ([1.0, 0.8, 0.9, 0.85, 0.7], {"patience": 3}, 5, 5),
        ([1.0, 0.9375, 0.9, 0.875, 0.7], {"patience": 3, "min_delta": 0.125}, 1, 4),
        ([1.0], {"patience": 1}, 1, 1),
    ],
)
def test_stopping_is_that_of_the_kit(losses, options, best, stop):
    label = plots.stopping(losses, **options).get_label()
    assert f"in epoch {best}, stopped after epoch {stop} of {len(losses)}" in label
    rule = train.patience(options.pop("patience"), **options)
    stops = [rule(train.History(val_loss=losses[:n])) for n in range(1, len(losses) + 1)]
    assert (stops.index(True) + 1 if any(stops) else len(losses)) == stop


def test_stopping_refuses_no_losses():
    with pytest.raises(ValueError, match="at least one loss"):
        plots.stopping([], patience=1)


def test_runs_stand_side_by_side():
    runs = train.recorded_runs()
    figure = plots.runs_side_by_side(runs, guess=math.log(10))
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[::2] == [f"Run {number}" for number in runs]
    left, right = figure.axes[2:4]  # the second run
    assert [y for _, y in points(left, 0)] == runs[2].train_loss
    assert [y for _, y in points(left, 1)] == runs[2].val_loss
    assert [y for _, y in points(right, 1)] == runs[2].val_accuracy
    three = plots.runs_side_by_side({n: runs[n] for n in (1, 2, 3)}, guess=2.3)
    assert [axes.get_visible() for axes in three.axes] == [True] * 6 + [False] * 2


def test_runs_without_an_epoch_are_refused():
    with pytest.raises(ValueError, match="finished epoch"):
        plots.runs_side_by_side({1: train.History(step_loss=[1.0])}, guess=2.3)


def test_searches_mark_the_best_trial_of_each():
    pool = [(0.01, 1e-4, 0.5), (0.1, 1e-3, 0.75), (1.0, 1e-2, 0.25)]
    figure = plots.searches(pool, {"one": pool[:2], "two": pool[2:]})
    above, _, below, _ = figure.axes
    assert points(above, 0) == [[0.01, 0.5], [0.1, 0.75], [1.0, 0.25]]
    assert points(above, 2) == [[0.1, 0.75]]
    assert points(below, 2) == [[0.1, 1e-3]]
    assert above.get_title(loc="left") == "one: 2 trials, 2 rates"


@pytest.mark.parametrize(("pool", "named"), [([], {"a": [(1, 1, 1)]}), ([(1, 1, 1)], {"a": []})])
def test_searches_refuse_nothing(pool, named):
    with pytest.raises(ValueError, match="each with a trial"):
        plots.searches(pool, named)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schedule_warms_up_and_never_rises_again(kind):
    rates = shape(kind, 0.5, warmup=10)
    assert len(rates) == STEPS
    assert rates[:10] == pytest.approx([0.05 * k for k in range(1, 11)])
    assert rates[10] == pytest.approx(0.5)
    after = rates[10:]
    assert all(b <= a for a, b in pairwise(after))


def test_shapes_end_where_they_should():
    ends = {kind: shape(kind, 1.0)[-1] for kind in KINDS}
    assert ends["constant"] == 1
    assert ends["step"] == pytest.approx(0.01)
    assert ends["1/√t"] == pytest.approx(STEPS**-0.5)
    assert ends["linear"] == pytest.approx(1 / STEPS)
    assert 0 < ends["cosine"] < 1e-4
    with pytest.raises(ValueError, match="choose one of constant"):
        shape("sine", 1.0)


def test_noise_holds_up_a_constant_rate():
    def end(kind, rate):
        return sum(noisy_bowl(shape(kind, rate))[-30:]) / 30

    assert end("cosine", 1.0) < end("constant", 1.0) / 5
    assert end("constant", 0.1) < end("constant", 1.0) < end("constant", 1.6)
    assert end("constant", 2.5) > 1e5
    assert end("constant", 0.01) > 0.5 > end("constant", 0.1)


def test_the_explorer_follows_its_controls():
    explorer = explore.schedule()
    first = explorer.view.alt
    explorer.controls["kind"].value = "constant"
    assert explorer.view.alt != first
    assert "Rate from 1 to 1 in 300 steps" in explorer.view.alt
    explorer.controls["rate"].value = 0.1
    explorer.controls["warmup"].value = 50
    assert "Rate from 0.002 to 0.1" in explorer.view.alt
