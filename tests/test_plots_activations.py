"""Figures and explorer of the lab on activations: right numbers, clear refusals."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from labkit import explore, plots
from labkit.plots.picture import png

CORNERS = torch.tensor([[1.0, 1], [-1, 1], [-1, -1], [1, -1]])
LABELS = torch.tensor([0, 1, 0, 1])
FOLD = torch.tensor([[1.0, -1], [-1, 1]])
SCORES = {"relu": [0.5, 0.7, 0.6], "elu": [0.6, 0.6, 0.6], "silu": [0.8, 0.9, 0.7]}
FIGURES = {
    "curve": lambda: plots.curve_and_slope(torch.tanh, 1.5, title="tanh"),
    "folded": lambda: plots.folded(CORNERS, LABELS, FOLD),
    "layers": lambda: plots.through_layers(
        {"a": [[1, 2, 3], [3, 2, 1]], "b": [[5.0, 6, 7]]},
        unit="norm",
        title="T",
        expected={"quarter": [1, 0.25, 0.0625]},
    ),
    "paired": lambda: plots.paired_differences(SCORES, "relu", unit="accuracy", title="T"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_pure_described_and_readable(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert len(first.get_label()) >= 30
    assert png(first) == png(second)
    assert plt.get_fignums() == []
    for axes in first.axes:
        assert axes.get_xlabel()
        assert min(label.get_fontsize() for label in axes.get_xticklabels()) >= 9


def test_tangent_touches_the_curve_with_the_slope_of_the_function():
    figure = plots.curve_and_slope(lambda x: x**2, 1.5, title="square")
    left, right = figure.axes
    x, y = left.lines[1].get_data()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(3)
    assert np.mean(y) == pytest.approx(2.25)
    at, slope = right.lines[0].get_data()
    np.testing.assert_allclose(slope, 2 * np.asarray(at))
    assert "the value is 2.25 and the slope 3" in figure.get_label()


def test_curve_refuses_points_outside_and_functions_that_change_the_shape():
    with pytest.raises(ValueError, match="between -5 and 5, but it is 6"):
        plots.curve_and_slope(torch.tanh, 6.0)
    with pytest.raises(ValueError, match="as many values"):
        plots.curve_and_slope(lambda x: x.sum(0, keepdim=True), 0.0)


def test_folding_separates_what_no_line_separated():
    assert "gets 4 of 4 right" in plots.folded(CORNERS, LABELS, FOLD).get_label()
    assert "gets 2 of 4 right" in plots.folded(CORNERS, LABELS, 0 * FOLD).get_label()
    figure = plots.folded(CORNERS, LABELS, FOLD)
    hidden = np.vstack([part.get_offsets() for part in figure.axes[1].collections])
    assert sorted(map(tuple, hidden.tolist())) == [(0, 0), (0, 0), (0, 2), (2, 0)]
    sides = figure.axes[2].images[0].get_array()
    middle, corner = sides[100, 100], sides[-1, 0]  # blue between the two lines, orange outside
    assert middle[2] > middle[0]
    assert corner[0] > corner[2]


@pytest.mark.parametrize("points", [torch.ones(3, 3), torch.ones(2)])
def test_folding_refuses_other_shapes(points):
    with pytest.raises(ValueError, match="points must be"):
        plots.folded(points, LABELS, FOLD)
    with pytest.raises(ValueError, match="weight"):
        plots.folded(CORNERS, LABELS, torch.ones(3, 2))


def test_lines_are_medians_and_bands_the_whole_range():
    axes = plots.through_layers({"a": [[1, 8], [2, 9], [9, 1]]}, unit="u", title="T").axes[0]
    assert axes.lines[0].get_ydata().tolist() == [2, 8]
    heights = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == (1, 9)
    assert axes.get_yscale() == "log"


@pytest.mark.parametrize(
    "runs", [{}, {"a": [[1, 2], [1]]}, {"a": [[1, 0]]}, {"a": [[]]}, {"a": []}]
)
def test_lines_refuse_what_has_no_logarithm_or_no_shape(runs):
    with pytest.raises(ValueError, match=r"needs|must have"):
        plots.through_layers(runs, unit="u", title="T")


def test_differences_are_taken_pair_by_pair():
    figure = plots.paired_differences(SCORES, "relu", unit="accuracy", title="T")
    axes = figure.axes[0]
    np.testing.assert_allclose(axes.lines[0].get_xdata(), [0.1, -0.1, 0], atol=1e-12)
    np.testing.assert_allclose(axes.lines[3].get_xdata(), [0.3, 0.2, 0.1])
    half = 2 * 0.1 / 3**0.5
    np.testing.assert_allclose(axes.lines[4].get_xdata(), [0.2 - half, 0.2 + half])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["elu", "silu"]


@pytest.mark.parametrize(
    "scores", [{"elu": [1, 2]}, {"relu": [1, 2]}, {"relu": [1], "elu": [2]},
               {"relu": [1, 2], "elu": [1, 2, 3]}],
)  # fmt: skip
def test_differences_refuse_what_has_no_pairs(scores):
    with pytest.raises(ValueError, match="given"):
        plots.paired_differences(scores, "relu", unit="u", title="T")


def test_explorer_follows_its_controls():
    explorer = explore.activation("Leaky ReLU")
    controls = explorer.controls
    assert controls["parameter"].description == "slope"
    controls["x"].value = -2.0
    assert "at x = -2 the value is -0.2 and the slope 0.1" in explorer.view.alt
    controls["parameter"].value = 0.5
    assert "the value is -1 and the slope 0.5" in explorer.view.alt
    for name in explore.activation().controls["function"].options:
        controls["function"].value = name
        assert explorer.view.alt.startswith(name)
        value = -1 if name in ("ReLU", "sigmoid", "tanh", "GELU") else controls["parameter"].value
        assert controls["parameter"].disabled == (value == -1)


def test_explorer_fits_the_parameter_to_the_function():
    explorer = explore.activation("SiLU")
    controls = explorer.controls
    controls["parameter"].value = 5.0
    controls["function"].value = "ELU"
    assert (controls["parameter"].description, controls["parameter"].value) == ("alpha", 1.0)
    assert explorer.view.alt.startswith("ELU, alpha 1 from")


def test_explorer_refuses_an_unknown_function():
    with pytest.raises(ValueError, match="choose one of sigmoid, tanh"):
        explore.activation("relu6")
