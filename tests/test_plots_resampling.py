"""Figures and explorers of resampling: numbers that agree with torch, and clear refusals."""

import io
import re

import pytest
import torch
import torch.nn.functional as F
from matplotlib.colors import to_rgb
from matplotlib.image import imread

from labkit import explore, plots
from labkit.plots.picture import png
from labkit.plots.style import SKY

MAP = torch.arange(30).reshape(5, 6) % 7 - 4
FIGURES = {
    "pooling": lambda: plots.pooling_step(MAP, kernel_size=3, stride=2, padding=1, step=4),
    "average": lambda: plots.pooling_step(MAP, "average pooling", padding=1),
    "stamping": lambda: plots.stamping_step(MAP[:3, :2], torch.ones(3, 2), stride=2, padding=1),
    "positions": lambda: plots.sample_positions(3, 7),
    "overlap": lambda: plots.overlap_maps({"one": (3, 2), "two": (2, 2)}, size=4),
    "shift": lambda: plots.shift_curves(
        {"a": [[1, 0.5], [0.8, 0.3]], "b": [[0.2, 0.2]]}, value="accuracy", title="Moved"
    ),
}


def numbers(axes):
    """The numbers that stand in the cells of a grid, row by row."""
    return [t.get_text() for t in axes.texts[1:]]


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_pure_described_and_readable(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert len(first.get_label()) >= 30
    assert png(first) == png(second)
    assert imread(io.BytesIO(png(first)))[..., :3].std() > 0.02  # something is drawn
    for axes in first.axes:
        shown = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
        assert min((t.get_fontsize() for t in shown if t.get_text()), default=9) >= 9


def test_pooled_numbers_agree_with_torch():
    for kind, function in (("max pooling", F.max_pool2d), ("average pooling", F.avg_pool2d)):
        for k, s, p in ((2, 2, 0), (3, 1, 1), (4, 3, 2), (1, 2, 0)):
            figure = plots.pooling_step(MAP, kind, kernel_size=k, stride=s, padding=p)
            right = function(MAP[None, None].double(), k, s, p).flatten().tolist()
            assert numbers(figure.axes[1]) == [f"{round(x, 1):g}".replace("-", "−") for x in right]


def test_padding_of_a_maximum_is_minus_infinity_and_of_a_mean_zero():
    for kind, corner in (("max pooling", "−∞"), ("average pooling", "0")):
        figure = plots.pooling_step(MAP, kind, kernel_size=2, padding=1)
        assert numbers(figure.axes[0])[0] == corner


def test_pooling_fills_in_up_to_the_step():
    figure = plots.pooling_step(MAP, kernel_size=2, stride=1, step=3)
    assert len(numbers(figure.axes[1])) == 4
    assert "Step 4 of 20: output row 0, column 3" in figure.get_label()


def test_stamps_add_up_to_a_transposed_convolution():
    kernel = torch.tensor([[1.0, -2], [3, 4], [0, 5]])
    for stride in (1, 2, 3):
        figure = plots.stamping_step(MAP[:2, :3], kernel, stride=stride)
        right = F.conv_transpose2d(
            MAP[None, None, :2, :3].double(), kernel[None, None].double(), stride=stride
        )
        shown = [float(text.replace("−", "-")) for text in numbers(figure.axes[2])]
        assert shown == right.flatten().tolist()


def test_stamps_after_the_step_are_not_there_yet():
    figure = plots.stamping_step(torch.ones(2, 2), torch.ones(2, 2), step=1)
    assert numbers(figure.axes[2]) == ["1", "2", "1", "1", "2", "1", "0", "0", "0"]


def test_cells_with_more_stamps_are_darker():
    figure = plots.stamping_step(torch.ones(2, 2), torch.ones(2, 2))
    shades = [p.get_facecolor() for p in figure.axes[2].patches]
    alphas = [shade[3] for shade in shades if shade[:3] == to_rgb(SKY)]
    assert len(alphas) == 9
    assert alphas[0] < alphas[1] < alphas[4]


@pytest.mark.parametrize("align", [False, True])
@pytest.mark.parametrize(("old", "new"), [(3, 7), (8, 5), (4, 8)])
def test_sample_positions_are_those_of_interpolate(old, new, align):
    row = torch.arange(old, dtype=torch.float64)[None, None]
    right = F.interpolate(row, new, mode="linear", align_corners=align)[0, 0]
    dots = plots.sample_positions(old, new).axes[0].collections[align].get_offsets()[:, 0]
    assert torch.allclose(torch.tensor(dots.tolist()).double().clamp(0, old - 1), right)


def test_overlap_maps_count_stamps():
    figure = plots.overlap_maps({"a": (3, 2), "b": (4, 2)}, size=3)
    right = torch.tensor([1, 1, 2, 1, 2, 1, 1])
    assert figure.axes[0].images[0].get_array().tolist() == torch.outer(right, right).tolist()


def test_shift_curves_draw_every_run_and_the_mean():
    figure = FIGURES["shift"]()
    lines = [line.get_ydata().tolist() for line in figure.axes[0].lines]
    assert lines == [[1, 0.5], [0.8, 0.3], [0.9, 0.4], [0.2, 0.2]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plots.pooling_step(MAP, "median"), "kind is 'median', expected one of max"),
        (lambda: plots.pooling_step(MAP, kernel_size=9), "9×9 window does not fit on 5×6"),
        (lambda: plots.pooling_step(MAP, padding=2), "more than half of the window's 2"),
        (lambda: plots.pooling_step(MAP, step=6), "step is 6, but there are the steps 0 to 5"),
        (lambda: plots.stamping_step(MAP, torch.ones(1, 1), padding=3), "leaves nothing of 5×6"),
        (lambda: plots.stamping_step(MAP, torch.ones(1, 1), step=-1), "step is -1"),
        (lambda: plots.sample_positions(1, 4), "at least two pixels"),
        (lambda: plots.overlap_maps({}), "at least one"),
        (lambda: plots.shift_curves({}, value="v", title="t"), "runs of the same length"),
        (lambda: plots.shift_curves({"a": []}, value="v", title="t"), "runs of the same length"),
        (
            lambda: plots.shift_curves({str(i): [[1]] for i in range(6)}, value="v", title="t"),
            "At most 5 names",
        ),
    ],
)
def test_bad_input_gets_a_clear_error(make, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        make()


def step_shown(explorer):
    return re.search(r"Step (\d+) of (\d+)", explorer.view.alt).groups()


def test_pooling_explorer_follows_its_controls():
    explorer = explore.pooling(MAP)
    assert step_shown(explorer) == ("2", "4")
    explorer.controls["stride"].value = 1
    explorer.controls["step"].value = 11
    assert step_shown(explorer) == ("12", "12")
    explorer.controls["kind"].value = "average pooling"
    assert explorer.view.alt.startswith("Average pooling")
    explorer.controls["stride"].value = 3
    assert step_shown(explorer) == ("2", "2")  # the step stays inside the smaller output
    explorer.controls["padding"].value = 2
    assert "more than half of the window&#x27;s 3 cells" in explorer.view.data
    explorer.controls["kernel_size"].value = 4
    assert step_shown(explorer)


def test_stamping_explorer_follows_its_controls():
    explorer = explore.stamping(torch.ones(2, 3))
    assert step_shown(explorer) == ("6", "6")
    explorer.controls["step"].value = 0
    assert step_shown(explorer) == ("1", "6")
    explorer.controls["kernel_size"].value = 1
    explorer.controls["padding"].value = 2
    assert "Padding 2 leaves nothing of 3×5" in explorer.view.data
    explorer.controls["padding"].value = 0
    assert "onto an output of 3×5" in explorer.view.alt
