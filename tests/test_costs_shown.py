"""The cost explorer, the bars with one layer picked out, and networks drawn as boxes."""

import pytest
import torch
from torch import nn

from labkit import cost, explore, models, plots


def faded(figure):
    """Return the places of the bars that are not picked out, panel by panel."""
    return [
        [place for place, bar in enumerate(axes.patches) if bar.get_alpha() != 1]
        for axes in figure.axes
    ]


@pytest.mark.parametrize("name", models.names())
def test_every_network_can_be_explored(name):
    table = cost.table_of(name)
    with torch.device("meta"):
        model = models.build(name)
    assert table.params == sum(p.numel() for p in model.parameters())
    parts = plots.cost_parts(table)
    assert 1 <= len(parts) <= 24
    sums = [sum(column) for column in zip(*parts.values(), strict=True)]
    assert sums == [table.activation_bytes, table.params, table.macs]


def test_the_slider_follows_the_network():
    explorer = explore.costs("vgg16")
    layer, network = explorer.controls["layer"], explorer.controls["network"]
    assert layer.max == 16
    layer.value = 14
    assert "classifier.0: output 4096" in explorer.view.alt
    assert "102,764,544 parameters (74 %)" in explorer.view.alt
    network.value = "lenet5"
    assert (layer.max, layer.value) == (5, 5)
    assert explorer.view.alt.startswith("fc5: output 10")
    network.value = "vgg19"
    assert layer.max == 19


def test_an_unknown_network_is_refused():
    with pytest.raises(ValueError, match="no model 'vgg15'"):
        explore.costs("vgg15")


@pytest.mark.parametrize("name", ["vgg11", "googlenet", "densenet121"])
def test_one_layer_is_picked_out_in_each_panel(name):
    table = cost.table_of(name)
    parts = list(plots.cost_parts(table))
    figure = plots.layer_costs(table, parts[2])
    others = [place for place in range(len(parts)) if place != 2]
    assert faded(figure) == [others] * 3
    assert figure.get_label().startswith(f"{parts[2]}: output ")


def test_small_shares_are_not_called_nothing():
    table = cost.cost_table(nn.Sequential(nn.Linear(1000, 999), nn.Linear(999, 1)), (1000,))
    label = plots.layer_costs(table, "1").get_label()
    assert label == (
        "1: output 1, 0.00 KiB (under 1 %), 1,000 parameters (under 1 %), 999 MACs (under 1 %)."
    )


def test_an_unknown_layer_is_refused():
    table = cost.table_of("lenet5")
    with pytest.raises(ValueError, match=r"no layer 'conv9'; there are conv1, .*fc5"):
        plots.layer_costs(table, "conv9")


def test_boxes_shrink_and_widen_with_the_maps():
    figure = plots.architecture(["a", "b", "c"], [(3, 64, 64), (8, 16, 16), (10,)])
    wide, narrow, bar = figure.axes[0].patches
    assert wide.get_height() == pytest.approx(2 * narrow.get_height())  # square root of 4
    assert wide.get_width() < narrow.get_width()
    assert bar.get_facecolor() != wide.get_facecolor()
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts == ["a", "3×64×64", "b", "8×16×16", "c", "10"]


@pytest.mark.parametrize(
    ("names", "shapes", "words"),
    [
        (["a"], [(1, 2, 2), (3,)], "1 names for 2 shapes"),
        ([], [], "0 names for 0 shapes"),
        (["a"], [(2, 2)], r"must be \(channels, height, width\)"),
        (["a"], [(3, 0, 2)], r"must be \(channels, height, width\)"),
    ],
)
def test_shapes_that_cannot_be_drawn_are_refused(names, shapes, words):
    with pytest.raises(ValueError, match=words):
        plots.architecture(names, shapes)
