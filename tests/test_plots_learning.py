"""Figures about training and data: right numbers, described, readable, pure."""

import io
import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.image import imread

from labkit import plots
from labkit.plots.picture import png
from labkit.train import History


def history(steps: int = 60, epochs: int = 3, val: bool = True) -> History:
    draw = np.random.default_rng(0)
    ends = [steps * (e + 1) // epochs for e in range(epochs)]
    curve = np.linspace(0.5, 0.9, epochs)
    return History(
        step_loss=(2 * np.exp(-np.arange(steps) / 30) + 0.1 * draw.random(steps)).tolist(),
        step_lr=[0.1] * steps,
        epoch_end=ends,
        train_loss=(2 - curve).tolist(),
        train_accuracy=curve.tolist(),
        val_loss=(2.2 - curve).tolist() if val else [],
        val_accuracy=(curve - 0.1).tolist() if val else [],
    )


CLASSES = ["cat", "dog", "fish"]
MATRIX = torch.tensor([[7, 2, 1], [0, 10, 0], [5, 0, 15]])
COLOUR = torch.rand(10, 3, 8, 8, generator=torch.Generator().manual_seed(0))
SPREAD = torch.arange(-49, 50) / 24.5
LAYERS = {"conv1": SPREAD, "relu1": SPREAD.relu()}
FIGURES = {
    "one run": lambda: plots.learning_curves(history()),
    "no validation": lambda: plots.learning_curves(history(val=False), log=True),
    "two runs": lambda: plots.learning_curves({"a": history(), "b": history(40)}, log=True),
    "diverged": lambda: plots.learning_curves(History([2.0, 30.0, 4e9], [1.0] * 3), log=True),
    "depth": lambda: plots.histograms_through_depth(LAYERS, title="Spread", quantity="activation"),
    "confusion": lambda: plots.confusion(MATRIX, CLASSES),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_pure_described_and_readable(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert len(first.get_label()) >= 25
    assert png(first) == png(second)
    assert plt.get_fignums() == []
    assert imread(io.BytesIO(png(first)))[..., :3].std() > 0.02
    for axes in first.axes:
        ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()]
        legend = axes.get_legend().get_texts() if axes.get_legend() else []
        shown = [*axes.texts, *ticks, *legend, axes.xaxis.label, axes.yaxis.label, axes.title]
        assert all(text.get_fontsize() >= 9 for text in shown if text.get_text())


@pytest.mark.parametrize("window", [1, 2, 7, 60])
def test_moving_average_is_that_of_numpy_and_of_plain_means(window):
    values = history().step_loss
    averaged = plots.moving_average(values, window)
    np.testing.assert_array_equal(averaged, np.convolve(values, [1 / window] * window, "valid"))
    means = [sum(values[i : i + window]) / window for i in range(60 - window + 1)]
    np.testing.assert_allclose(averaged, means, rtol=1e-12)


def test_learning_curves_show_the_data():
    run = history()
    left, right = plots.learning_curves(run, window=5).axes
    raw, smooth, val = left.lines
    assert raw.get_xydata().tolist() == [list(p) for p in enumerate(run.step_loss, 1)]
    np.testing.assert_allclose(smooth.get_ydata(), plots.moving_average(run.step_loss, 5))
    assert smooth.get_xdata()[[0, -1]].tolist() == [3, 58]  # the middles of steps 1–5 and 56–60
    np.testing.assert_allclose(val.get_xydata(), [[20, 1.7], [40, 1.5], [60, 1.3]])
    train, val = right.lines
    assert train.get_xydata().tolist() == [[1, 0.5], [2, 0.7], [3, 0.9]]
    assert val.get_ydata() == pytest.approx([0.4, 0.6, 0.8])
    assert (left.get_xlabel(), left.get_ylabel()) == ("step (line: mean of 5 steps)", "loss")
    assert (right.get_xlabel(), right.get_ylabel()) == ("epoch", "accuracy")


def test_learning_curves_are_described_by_their_numbers():
    run = history()
    averaged = plots.moving_average(run.step_loss, 3)
    assert run.plot().get_label() == (
        f"Learning curves, loss smoothed. training loss from {averaged[0]:.3g} to "
        f"{averaged[-1]:.3g} in 60 steps, accuracy 90.0 % in the last epoch; validation loss 1.3, "
        "accuracy 80.0 %."
    )


def test_runs_have_their_own_colour_and_the_axis_can_be_logarithmic():
    left, _ = plots.learning_curves({"a": history(), "b": history()}, log=True).axes
    colours = [line.get_color() for line in left.lines]
    assert colours[:3] == [colours[0]] * 3
    assert colours[3:] == [colours[3]] * 3
    assert colours[0] != colours[3]
    assert left.get_yscale() == "log"
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["a", "b"]


def test_a_run_that_finished_no_epoch_says_so():
    _, right = FIGURES["diverged"]().axes
    assert [text.get_text() for text in right.texts] == ["no epoch was finished"]


def test_histograms_count_values_without_zeros():
    figure = plots.histograms_through_depth(LAYERS)
    (axes,) = figure.axes
    notes = [text.get_text() for text in axes.texts]
    stds = [tensor.std(correction=0).item() for tensor in LAYERS.values()]
    assert notes == [
        f"std {stds[0]:.2g} (1 % zeros)",
        f"std {stds[1]:.2g} (51 % zeros)",
    ]  # 50 of 99
    assert [label.get_text() for label in axes.get_yticklabels()] == ["conv1", "relu1"]
    values, edges, _ = axes.patches[1].get_data()
    drawn = 1 - values  # row 1: bars rise from 1
    expected, _ = np.histogram(np.clip(SPREAD[50:].numpy(), edges[0], edges[-1]), edges)
    np.testing.assert_allclose(drawn / drawn.max(), expected / expected.max())


def test_histogram_of_a_dead_layer_is_empty():
    figure = plots.histograms_through_depth({"dead": torch.zeros(5)})
    assert "dead std 0 (100 % zeros)" in figure.get_label()


def test_confusion_shows_counts_and_names_the_worst():
    figure = plots.confusion(MATRIX, CLASSES)
    axes = figure.axes[0]
    assert [int(text.get_text()) for text in axes.texts] == MATRIX.flatten().tolist()
    np.testing.assert_allclose(axes.images[0].get_array()[0], [0.7, 0.2, 0.1], rtol=1e-6)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted class", "true class")
    assert figure.get_label() == (
        "Confusion matrix of 40 images in 3 classes, 80.0 % right. Most often wrong: 5 fish as cat."
    )


def test_confusion_of_a_class_without_images():
    shares = plots.confusion([[3, 0], [0, 0]], ["cat", "dog"]).axes[0].images[0].get_array()
    assert shares.tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plots.learning_curves({}), "at least one run"),
        (lambda: plots.learning_curves(History()), "at least one step"),
        (lambda: plots.moving_average([1, 2], 3), "does not fit"),
        (lambda: plots.moving_average([1, 2], 0), "does not fit"),
        (lambda: plots.learning_curves(history(), window=61), "does not fit"),
        (lambda: plots.histograms_through_depth({}), "at least one"),
        (lambda: plots.histograms_through_depth({"x": torch.ones(0)}), "'x' is empty"),
        (lambda: plots.histograms_through_depth({"x": torch.tensor([math.inf])}), "infinite"),
        (lambda: plots.confusion(MATRIX, CLASSES[:2]), r"shape \(2, 2\) for 2 classes"),
        (lambda: plots.confusion(MATRIX * 0, CLASSES), "not all 0"),
        (lambda: plots.confusion(-MATRIX, CLASSES), "needs counts"),
    ],
)
def test_bad_input_gets_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()
