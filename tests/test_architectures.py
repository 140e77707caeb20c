"""Blocks, the chart of networks and the multi-scale head: right numbers and clear errors."""

import itertools
import math

import matplotlib.pyplot as plt
import pytest
import torch
import torch.nn.functional as F
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from torch import nn

from labkit import explore, models, plots
from labkit.cost import cost_table
from labkit.models.mobilenet import separable
from labkit.models.multiscale import Detector, MultiScaleHead
from labkit.plots.picture import png

INCEPTION = (
    192,
    [[("1×1", 64)], [("1×1", 96), ("3×3", 128)], [("pool", 192), ("1×1", 32)]],
    "concatenate",
)
RESIDUAL = (64, [[("3×3", 64), ("3×3", 64)], []], "add")
COSTS = {
    name: cost_table(models.build(name), (1 if name == "lenet5" else 3, 32, 32))
    for name in ("lenet5", "small_vgg", "small_plain", "small_residual", "small_separable")
}
FIGURES = {
    "blocks": lambda: plots.block_diagrams({"3a": INCEPTION, "basic": RESIDUAL}),
    "dense": lambda: plots.dense_block(64, 6, 32),
    "costs": lambda: plots.block_costs(64, 3, 4, 6),
    "zoo": lambda: plots.zoo_chart(COSTS),
    "top down": lambda: plots.top_down((128, 256, 512), (28, 14, 7)),
}


def texts(figure):
    return [t.get_text() for axes in figure.axes for t in axes.texts]


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_pure_described_and_readable(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert len(first.get_label()) >= 30
    assert png(first) == png(second)
    assert plt.get_fignums() == []
    sizes = [t.get_fontsize() for axes in first.axes for t in axes.texts if t.get_text()]
    assert min(sizes) >= 9


def test_diagrams_count_the_channels_that_come_out():
    shown = texts(FIGURES["blocks"]())
    assert shown.count("concatenate: 224 channels") == 1
    assert shown.count("add: 64 channels") == 1
    assert shown.count("shortcut") == 1


def test_boxes_are_as_wide_as_they_have_channels():
    branch = [("1×1", 16), ("3×3", 32), ("1×1", 64)]
    (axes,) = plots.block_diagrams({"b": (64, [branch], "add")}).axes
    boxes = [p for p in axes.patches if isinstance(p, FancyBboxPatch)]
    widths = sorted(box.get_width() for box in boxes)[:3]
    assert widths == pytest.approx([0.225, 0.45, 0.9])


def test_block_weights_are_those_of_layers():
    channels, kernel = 24, 5
    weights = plots.block_weights(channels, kernel, reduction=3, expansion=4)

    def conv(inputs, outputs, size, groups=1):
        return nn.Conv2d(inputs, outputs, size, groups=groups, bias=False).weight.numel()

    assert weights == {
        "dense": (0, conv(24, 24, 5), 0),
        "bottleneck": (conv(24, 8, 1), conv(8, 8, 5), conv(8, 24, 1)),
        "depthwise separable": (0, conv(24, 24, 5, 24), conv(24, 24, 1)),
        "inverted residual": (conv(24, 96, 1), conv(96, 96, 5, 96), conv(96, 24, 1)),
    }
    norms = 2 * 2 * channels
    assert sum(plots.block_weights(24, 3, 3, 4)["depthwise separable"]) + norms == sum(
        p.numel() for p in separable(24, 24).parameters()
    )


def test_explorer_follows_its_sliders():
    explorer = explore.blocks()
    assert "dense 36,864, bottleneck 4,352, depthwise separable 4,672" in explorer.view.alt
    explorer.controls["kernel_size"].value = 7
    assert "bottleneck 14,592, depthwise separable 7,232" in explorer.view.alt
    explorer.controls["channels"].value = 8
    explorer.controls["reduction"].value = 8
    assert "bottleneck 65," in explorer.view.alt


def test_chart_puts_each_network_where_its_costs_are():
    figure = plots.zoo_chart(COSTS)
    places = [tuple(xy) for c in figure.axes[0].collections for xy in c.get_offsets()]
    for name, table in COSTS.items():
        assert any(
            math.isclose(x, table.macs / 1e9) and math.isclose(y, table.params / 1e6)
            for x, y in places
        ), name
    assert set(COSTS) <= set(texts(figure))


def test_names_on_the_chart_do_not_cover_each_other():
    figure = plots.zoo_chart(COSTS)
    png(figure)
    names = [text for text in figure.axes[0].texts if text.get_text() in COSTS]
    boxes = [Text.get_window_extent(name) for name in names]
    assert len(boxes) == len(COSTS)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_a_network_far_off_is_named_with_its_numbers():
    with torch.device("meta"):
        large = {name: models.build(name) for name in ("resnet18", "vgg11", "googlenet")}
    costs = {name: cost_table(model, (3, 224, 224)) for name, model in large.items()}
    figure = plots.zoo_chart(costs | {"lenet5": COSTS["lenet5"]})
    assert "lenet5 is far off: 0.062 million parameters, 0.00042 GMAC" in texts(figure)
    assert figure.axes[0].get_xlim()[0] > 0.1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plots.block_diagrams({}), "at least one"),
        (lambda: plots.block_diagrams({"x": (4, [[]], "mix")}), "merged by 'mix'"),
        (lambda: plots.block_diagrams({"x": (4, [[("1×1", 8)], []], "add")}), r"adds \[8, 4\]"),
        (lambda: plots.dense_block(4, 0, 2), "at least one layer"),
        (lambda: plots.block_weights(4, 0, 1, 1), "kernel_size must be at least 1"),
        (lambda: plots.block_costs(4, 3, 8, 1), "cannot be reduced 8 times"),
        (lambda: plots.zoo_chart({}), "needs networks"),
        (lambda: plots.zoo_chart({"x": cost_table(nn.MaxPool2d(2), (1, 4, 4))}), "multiply"),
        (lambda: plots.top_down((1, 2), (3, 2, 1)), "2 channels for 3 sizes"),
    ],
)
def test_bad_input_gets_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_fine_predictions_see_all_maps_and_coarse_ones_only_theirs():
    torch.manual_seed(0)
    head = MultiScaleHead((3, 4, 6), 5).eval()
    maps = [torch.rand(2, c, s, s + 1) for c, s in ((3, 8), (4, 4), (6, 2))]
    maps = [F.interpolate(m, (s, 2 * s)) for m, s in zip(maps, (8, 4, 2), strict=True)]
    before = head(*maps)
    assert [tuple(y.shape) for y in before] == [(2, 5, 8, 16), (2, 5, 4, 8), (2, 5, 2, 4)]
    for changed, moved in ((0, (True, False, False)), (1, (True, True, False)), (2, (True,) * 3)):
        after = head(*(m + 1 if i == changed else m for i, m in enumerate(maps)))
        assert tuple(not torch.equal(a, b) for a, b in zip(before, after, strict=True)) == moved


def test_detector_predicts_at_an_eighth_a_sixteenth_and_a_thirty_second():
    with torch.device("meta"):
        detector = Detector(classes=20).eval()
        shapes = [tuple(y.shape) for y in detector(torch.empty(1, 3, 96, 64))]
    assert shapes == [(1, 75, 12, 8), (1, 75, 6, 4), (1, 75, 3, 2)]
