"""Figures and explorers: right numbers, descriptions for everyone, no hidden state."""

import base64
import io
import re
import types

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from matplotlib.image import imread

from labkit import explore, models, plots
from labkit.cost import cost_table
from labkit.explore.convolution import edge_kernel
from labkit.plots.picture import png
from labkit.plots.style import new_figure

IMAGE = torch.arange(30).reshape(5, 6) % 7
SHEET = torch.ones(6, 1, 20, 9) / 9, torch.tensor([0, 1, 2, 2, 1, 0]), ("cat", "dog", "hen")
FIGURES = {
    "step": lambda: plots.convolution_step(IMAGE, edge_kernel(3), padding=1, stride=2, step=2),
    "large": lambda: plots.convolution_step(torch.ones(12, 9), torch.ones(4, 2)),
    "unfolded": lambda: plots.unfolded(IMAGE, 2),
    "bars": lambda: plots.bars({"a": 3, "b": [1.0, 2.0, 9.0]}, unit="ms", title="Time", log=True),
    "tree": lambda: plots.receptive_field_tree([(3, 1, 1), (2, 2, 1), (3, 1, 2)]),
    "grid": lambda: plots.image_grid(torch.ones(5, 3, 8, 12) / 9, list("abcde"), columns=3),
    "sheet": lambda: plots.contact_sheet(*SHEET, columns=2, title="Sheet"),
    "costs": lambda: plots.cost_bars(cost_table(models.build("lenet5"), (1, 32, 32))),
    "support": lambda: plots.gradient_support(F.pad(torch.ones(3, 5), (2, 2, 1, 1))),
}


def texts(figure):
    return [t.get_text() for axes in figure.axes for t in axes.texts] + [
        figure.get_suptitle(),
        *(axes.get_title() for axes in figure.axes),
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_pure_and_described(name):
    first, second = FIGURES[name](), FIGURES[name]()
    assert len(first.get_label()) >= 30
    assert png(first) == png(second)
    assert plt.get_fignums() == []
    pixels = imread(io.BytesIO(png(first)))
    assert min(pixels.shape[:2]) >= 100
    assert pixels[..., :3].std() > 0.02  # something is drawn


@pytest.mark.parametrize("name", FIGURES)
def test_text_is_large_enough_to_read(name):
    figure = FIGURES[name]()
    sizes = [t.get_fontsize() for axes in figure.axes for t in axes.texts if t.get_text()]
    sizes += [label.get_fontsize() for axes in figure.axes for label in axes.get_xticklabels()]
    sizes += [label.get_fontsize() for axes in figure.axes for label in axes.get_yticklabels()]
    assert min(sizes) >= 9


def test_step_writes_out_the_sum_behind_a_cell():
    figure = plots.convolution_step(IMAGE, torch.tensor([[1, -2]]), stride=2, step=4)
    assert IMAGE[2, 2:4].tolist() == [0, 1]
    assert figure.get_suptitle() == "0·1 + 1·(−2) = −2"
    assert "Step 5 of 9: output row 1, column 1 is -2." in figure.get_label()


def test_output_fills_in_up_to_the_step():
    for step in (0, 3, 7):
        figure = plots.convolution_step(IMAGE, torch.ones(2, 2), stride=2, step=min(step, 5))
        output = figure.axes[2]
        numbers = [t for t in output.texts if not t.get_text().startswith("output")]
        assert len(numbers) == min(step, 5) + 1


def test_random_settings_agree_with_torch():
    generator = torch.Generator().manual_seed(5)
    for _ in range(12):
        height, width, kh, kw, s, p, d = (
            int(torch.randint(low, high, (1,), generator=generator))
            for low, high in ((4, 8), (4, 8), (1, 4), (1, 4), (1, 4), (0, 3), (1, 3))
        )
        image = torch.randint(0, 9, (height, width), generator=generator)
        kernel = torch.randint(-2, 3, (kh, kw), generator=generator)
        options = {"stride": s, "padding": p, "dilation": d}
        if d * (kh - 1) >= height + 2 * p or d * (kw - 1) >= width + 2 * p:
            with pytest.raises(ValueError, match="does not fit"):
                plots.convolution_step(image, kernel, **options)
            continue
        output = F.conv2d(image[None, None], kernel[None, None], **options)[0, 0]
        figure = plots.convolution_step(image, kernel, **options)
        assert texts(figure).count(f"output {output.shape[0]}×{output.shape[1]}") == 1
        shown = [t.get_text().replace("−", "-") for t in figure.axes[2].texts][1:]
        assert [int(n) for n in shown] == output.flatten().tolist()


def test_tree_widths_are_those_of_a_gradient():
    layers = [(3, 2, 1), (2, 1, 2), (3, 1, 1)]
    x = torch.zeros(1, 1, 60, requires_grad=True, dtype=torch.float64)
    y = x
    for k, s, d in layers:
        y = F.conv1d(y, torch.ones(1, 1, k, dtype=torch.float64), stride=s, dilation=d)
    y[0, 0, 5].backward()
    seen = x.grad[0, 0].nonzero()
    span = int(seen.max() - seen.min()) + 1
    assert f"input: {span} wide" in texts(plots.receptive_field_tree(layers))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plots.bars({}, unit="ms", title="T"), "at least one"),
        (lambda: plots.bars({"a": 0}, unit="ms", title="T", log=True), "above 0"),
        (lambda: plots.unfolded(IMAGE, 6), "does not fit"),
        (lambda: plots.convolution_step(IMAGE, edge_kernel(3), step=99), "the cells 0 to 11"),
        (lambda: plots.receptive_field_tree([]), "at least one"),
        (lambda: new_figure(2, 2, alt=""), "alt text"),
        (lambda: plots.picture(plt.Figure(), "c"), "no description"),
    ],
)
def test_bad_input_gets_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_picture_needs_no_file_and_no_network():
    shown = plots.picture(FIGURES["bars"](), "Notice <b>this</b>.")._repr_mimebundle_()
    page = shown["text/html"]
    assert not re.search(r"https?://|src=\"(?!data:)", page)
    assert 'alt="Time: a 3 ms, b 2 (1 to 9) ms."' in page
    assert "<figcaption" in page
    assert base64.b64decode(re.search('base64,([^"]*)', page)[1]).startswith(b"\x89PNG")
    assert shown["text/plain"].startswith("Time: a 3 ms")


def test_description_is_escaped():
    figure = new_figure(2, 1, alt='<script>"')
    assert 'alt="&lt;script&gt;&quot;"' in plots.picture(figure, "c").html()


def step_shown(explorer):
    return re.search(r"Step (\d+) of (\d+)", explorer.view.alt).groups()


def test_explorer_follows_its_sliders():
    explorer = explore.convolution(IMAGE)
    assert step_shown(explorer) == ("6", "12")
    explorer.controls["step"].value = 11
    assert step_shown(explorer) == ("12", "12")
    explorer.controls["stride"].value = 2
    assert step_shown(explorer) == ("4", "4")  # the step stays inside the smaller output
    assert explorer.controls["step"].max == 3
    explorer.controls["padding"].value = 2
    assert explorer.controls["step"].max == 15


def test_explorer_says_what_is_impossible_and_recovers():
    explorer = explore.convolution(IMAGE)
    explorer.controls["kernel_size"].value = 4
    explorer.controls["dilation"].value = 2
    assert "Not possible:" in explorer.view.data
    assert "7×7 pixels does not fit on 5×6" in explorer.view.data
    explorer.controls["padding"].value = 2
    assert step_shown(explorer)


def test_explorer_shows_controls_and_updates_the_picture(monkeypatch):
    shown, updated = [], []

    def display(item, display_id=False):
        shown.append(item)
        return types.SimpleNamespace(update=updated.append) if display_id else None

    monkeypatch.setattr("labkit.explore.shell.display", display)
    explorer = explore.convolution(IMAGE)
    explorer._ipython_display_()
    assert shown == [explorer.bar, explorer.view]
    explorer.controls["padding"].value = 1
    assert updated[-1] is explorer.view
    assert "padding 1" in updated[-1].alt


def test_edge_kernel_is_antisymmetric():
    for size in range(2, 6):
        kernel = edge_kernel(size).numpy()
        assert kernel.shape == (size, size)
        assert np.array_equal(kernel, -kernel[:, ::-1])


def test_image_grid_shows_every_pixel_in_its_place():
    images = torch.randint(0, 256, (5, 3, 6, 16), generator=torch.Generator().manual_seed(1))
    figure = plots.image_grid(images.to(torch.uint8), columns=2)
    (shown,) = figure.axes[0].get_images()
    canvas = torch.from_numpy(np.asarray(shown.get_array()))
    assert canvas.shape == (3 * 8, 2 * 18, 3)  # one white pixel around each image
    for number, image in enumerate(images):
        top, left = number // 2 * 8 + 1, number % 2 * 18 + 1
        cell = canvas[top : top + 6, left : left + 16].permute(2, 0, 1)
        assert torch.allclose(cell, image / 255)


def test_image_grid_draws_boxes_on_pixel_borders():
    boxes = torch.tensor([[2, 1, 9, 4], [0, 0, 16, 6]])
    figure = plots.image_grid(torch.zeros(2, 1, 6, 16), boxes=boxes, columns=1)
    corners = [patch.get_bbox().extents.tolist() for patch in figure.axes[0].patches[::2]]
    assert corners == [[2.5, 1.5, 9.5, 4.5], [0.5, 8.5, 16.5, 14.5]]


def test_contact_sheet_has_a_row_per_class():
    values = torch.tensor([0.2, 0.9, 0.3, 0.8, 0.1])
    images = values[:, None, None, None].expand(5, 1, 4, 8)
    labels = torch.tensor([1, 0, 1, 0, 1])
    figure = plots.contact_sheet(images, labels, ["bright", "dark"], columns=2)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["bright", "dark"]
    canvas = np.asarray(figure.axes[0].get_images()[0].get_array())
    assert np.allclose(canvas[3::6, 5::10, 0], [[0.9, 0.8], [0.2, 0.3]])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"images": torch.zeros(3, 8, 8)}, r"expected \(N, C, H, W\).*images\[None\]"),
        ({"images": torch.zeros(2, 4, 8, 8)}, "1 or 3 channels"),
        ({"images": torch.zeros(0, 3, 8, 8)}, "at least one image"),
        ({"images": torch.full((1, 1, 4, 4), -2.0)}, "undo the normalisation"),
        ({"images": torch.full((1, 1, 4, 4), float("nan"))}, "expected 0 to 1"),
        ({"names": ["a"]}, "2 images, but 1 names"),
        ({"boxes": torch.zeros(3, 4)}, r"boxes has shape \(3, 4\), expected \(2, 4\)"),
        ({"columns": 0}, "columns is 0"),
    ],
)
def test_image_grid_names_bad_arguments(given, said):
    with pytest.raises(ValueError, match=said):
        plots.image_grid(**{"images": torch.zeros(2, 1, 4, 4), **given})


def test_contact_sheet_names_bad_arguments():
    images, labels = torch.zeros(3, 1, 4, 4), torch.tensor([0, 1, 1])
    with pytest.raises(ValueError, match="the class 'cat' has 1 images"):
        plots.contact_sheet(images, labels, ["cat", "dog"], columns=2)
    with pytest.raises(ValueError, match="3 images, but labels are"):
        plots.contact_sheet(images, labels[:2], ["cat", "dog"], columns=1)
