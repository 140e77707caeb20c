"""What is shown of a network's inside: frames where the windows are, maps over their images."""

import io

import pytest
import torch
from matplotlib.image import imread

from labkit import cost, data, explore, inspect, models, plots
from labkit.plots.picture import png

LAYERS = ["block1", "block2", "block4"]
IMAGE = torch.arange(3 * 16 * 16).remainder(251).reshape(3, 16, 16).to(torch.uint8)
MAPS = torch.arange(60.0).reshape(5, 3, 4)
FIGURES = {
    "channel": lambda: plots.channel_view(IMAGE, MAPS, 3, (-2, 4, 7), title="image 0, block1"),
    "heat": lambda: plots.heat_maps(
        IMAGE.expand(2, -1, -1, -1),
        {"one": MAPS[:2], "two": MAPS[1:3]},
        ["fish", "mug"],
        masks=IMAGE[:2] > 99,
    ),
    "embedding": lambda: plots.embedding(
        {"PCA": MAPS[0, :, :2], "t-SNE": MAPS[1, :, :2]}, torch.tensor([0, 1, 1]), ["fish", "mug"]
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_pure_described_and_readable(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert len(first.get_label()) >= 30
    assert png(first) == png(second)
    assert imread(io.BytesIO(png(first)))[..., :3].std() > 0.02  # something is drawn
    for axes in first.axes:
        shown = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels(), axes.title]
        assert min((t.get_fontsize() for t in shown if t.get_text()), default=9) >= 9


def test_the_frame_is_the_window_of_the_largest_value():
    left, middle, *_ = FIGURES["channel"]().axes
    frame = left.patches[-1]
    assert frame.get_xy() == (-2 + 4 * 3 - 0.5, -2 + 4 * 2 - 0.5)  # the last of 3×4 positions
    assert frame.get_width() == frame.get_height() == 7
    assert middle.patches[-1].get_xy() == (2.5, 1.5)


def test_crosses_mark_the_largest_values():
    axes = FIGURES["heat"]().axes
    assert [a.get_title() for a in axes[:2]] == ["fish", "mug"]
    below = axes[2]
    assert [line.get_xydata().tolist() for line in below.lines] == [[[14.0, 13.0]]] * 2
    assert [axes[i].get_ylabel() for i in (0, 2, 4)] == ["image", "one", "two"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plots.channel_view(IMAGE, MAPS, 5, (0, 1, 1)), "there are channels 0 to 4"),
        (lambda: plots.heat_maps(IMAGE[None], {"a": MAPS}), r"a has shape \(5, 3, 4\), expected"),
        (lambda: plots.heat_maps(IMAGE[None], {"a": MAPS[:1]}, ["x", "y"]), "1 images, but 2"),
        (lambda: plots.embedding({"a": MAPS[0]}, torch.zeros(3), ["x"]), r"expected \(3, 2\)"),
    ],
)
def test_bad_input_gets_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_the_explorer_follows_its_controls():
    torch.set_num_threads(1)
    model = models.build("small_lens", weights="things").eval()
    pictures = data.things(1, split="test")
    explorer = explore.inside(model, pictures.images, LAYERS)
    assert explorer.view.alt.startswith("image 0, block1. Channel 0 of 16: a 32×32 map")
    explorer.controls["layer"].value = "block4"
    assert explorer.controls["channel"].max == 127
    explorer.controls["channel"].value = 100
    explorer.controls["number"].value = 9
    maps = inspect.activations(model, data.normalize(pictures.images[9:]), ["block4"])["block4"][0]
    size = cost.window(model, "block4", (3, 32, 32)).size
    assert explorer.view.alt == (
        f"image 9, block4. Channel 100 of 128: a 4×4 map, largest value {maps[100].max():.3g} at "
        f"row {int(maps[100].argmax()) // 4}, column {int(maps[100].argmax()) % 4}, which saw "
        f"{size}×{size} pixels."
    )
    explorer.controls["layer"].value = "block2"
    assert explorer.controls["channel"].value == 31  # the last of fewer channels
    assert explorer.view.alt.startswith("image 9, block2. Channel 31 of 32")
