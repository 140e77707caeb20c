"""Lab 04's figures and explorer: the right numbers, clear errors, controls that are followed."""

import math
import re

import pytest
import torch

from labkit import explore, plots
from labkit.explore.signal import signal
from labkit.plots.picture import png

RUNS = {"kept": [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [4.0, 4.0, 4.0]], "lost": [[1.0, 0.1, 0.0]]}
NAN = float("nan")


def maps(**grids):
    labels = {"rows": ["×1", "×10"], "columns": ["0.1", "0.3", "1"]}
    return plots.accuracy_maps(grids, **labels, row_name="scale", column_name="rate")


GRID = [[0.1, 0.25, 0.8], [NAN, 0.5, 1.0]]


@pytest.mark.parametrize("draw", [lambda: plots.signal_sizes(RUNS), lambda: maps(a=GRID, b=GRID)])
def test_figures_are_pure_and_described(draw):
    assert png(draw()) == png(draw())
    assert len(draw().get_label()) >= 30


def test_lines_are_medians_and_bands_span_all_seeds():
    (axes,) = plots.signal_sizes(RUNS).axes
    kept, lost = axes.lines[:2]
    assert kept.get_ydata().tolist() == [2.0, 2.0, 2.0]
    assert kept.get_xdata().tolist() == [1, 2, 3]
    band = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1.0, 4.0)
    assert lost.get_xdata().tolist() == [1, 2]  # 0 has no logarithm
    assert axes.get_yscale() == "log"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["kept", "lost"]


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ({}, "at least one"),
        ({"a": []}, "'a' need one size"),
        ({"a": [[1.0], [1.0, 2.0]]}, "equally many"),
        ({"a": [[]]}, "or none"),
        ({"a": [[NAN]]}, "'a' has others"),
        ({"a": [[-1.0]]}, "from 0 on"),
    ],
)
def test_sizes_that_cannot_be_drawn(runs, words):
    with pytest.raises(ValueError, match=words):
        plots.signal_sizes(runs)


def test_a_map_shows_every_number_and_marks_divergence():
    figure = maps(plain=GRID, normalised=[[0, 0, 0], [0, 0, 0]])
    left, right = figure.axes
    assert [t.get_text() for t in left.texts] == ["10", "25", "80", "×", "50", "100"]
    assert [t.get_text() for t in right.texts] == ["0"] * 6
    assert [t.get_text() for t in left.get_yticklabels()] == ["×1", "×10"]
    assert left.get_xlabel() == "rate"
    assert left.get_ylabel() == "scale"
    assert left.images[0].get_clim() == right.images[0].get_clim() == (0, 1)
    assert "plain: highest 100 %, lowest 10 %, 1 of 6 runs diverged." in figure.get_label()
    assert maps(all_lost=[[NAN] * 3] * 2).get_label().endswith("all_lost: 6 of 6 runs diverged.")


@pytest.mark.parametrize(
    ("grids", "words"),
    [
        ({}, "at least one"),
        ({"a": [[0.1, 0.2, 0.3]]}, r"shape \(1, 3\), but there are 2 rows and 3 columns"),
        ({"a": [[0.1, 0.2, 0.3], [0, 0, 80]]}, "shares from 0 to 1"),
        ({"a": [[0.1, 0.2, 0.3], [0, 0, math.inf]]}, "shares from 0 to 1"),
        ({"a": [[0.1, 0.2, 0.3], [0, 0, -0.1]]}, "shares from 0 to 1"),
    ],
)
def test_maps_that_cannot_be_drawn(grids, words):
    with pytest.raises(ValueError, match=words):
        maps(**grids)


def last_std(explorer):
    return float(re.search(r"layer 20 std (\S+?)[ .]*(\(|$)", explorer.view.alt)[1])


def test_explorer_follows_its_controls():
    explorer = explore.signal_through_depth()
    assert 0.3 < last_std(explorer) < 3
    explorer.controls["scale"].value = 2.0
    assert last_std(explorer) > 1e5
    explorer.controls["normalise"].value = True
    assert 0.5 < last_std(explorer) < 0.7  # √(1/2 − 1/(2π)) = 0.58 for ReLU of a normal number
    explorer.controls["activation"].value = "none"
    assert last_std(explorer) == 1
    explorer.controls["normalise"].value = False
    explorer.controls["scale"].value = 0.3
    assert last_std(explorer) < 1e-9


@pytest.mark.parametrize(("activation", "gain"), [("ReLU", 1.0), ("none", 1.0)])
def test_the_rules_keep_the_mean_square(activation, gain):
    layers = signal(1.0, activation, normalise=False)
    sizes = torch.stack([layer.square().mean() for layer in layers])
    per_layer = (sizes[-1] / sizes[0]) ** (1 / 19)
    assert per_layer.item() == pytest.approx(gain, abs=0.1)


@pytest.mark.parametrize("activation", ["ReLU", "tanh", "sigmoid", "none"])
def test_twenty_finite_layers(activation):
    layers = signal(3.0, activation, normalise=False)
    assert len(layers) == 20
    assert all(layer.shape == (256, 128) and layer.isfinite().all() for layer in layers)
