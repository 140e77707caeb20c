"""Figures and explorers of rendered digits: what they show, and what they refuse."""

import pytest
import torch

from labkit import explore, plots
from labkit.explore.rendering import mixture, sheet

SCENES = torch.rand(2, 1, 24, 40)
BOXES = [torch.tensor([[1, 2, 6, 9], [10, 3, 15, 11]]), torch.tensor([[0, 0, 5, 8]])]


def test_two_sheets_show_every_image_in_its_place():
    left = torch.zeros(20, 1, 8, 8)
    left[13] = 1  # second row, fourth column
    figure = plots.two_sheets({"rendered": left, "real": left[:10]})
    shown = figure.axes[0].images[0].get_array()
    assert shown.shape == (18, 90)
    assert shown[9:17, 27:35].all()
    assert shown.sum() == 64
    assert [axes.get_title() for axes in figure.axes] == ["rendered", "real"]


def test_two_sheets_need_full_rows():
    with pytest.raises(ValueError, match="rows of 10"):
        plots.two_sheets({"a": torch.ones(9, 1, 8, 8), "b": torch.ones(10, 1, 8, 8)})


def test_points_lie_where_they_belong():
    figure = plots.points_on(
        {"4": torch.ones(8, 8), "moved": torch.ones(8, 8)},
        {"moved": {"left behind": torch.tensor([[0.5, -0.5]])}},
    )
    first, second = figure.axes
    assert not first.collections
    assert second.collections[0].get_offsets().tolist() == [[0.5, -0.5]]
    with pytest.raises(ValueError, match="points are for"):
        plots.points_on({"4": torch.ones(8, 8)}, {"5": {}})


def test_boxes_are_drawn_in_their_scenes_and_wrong_ones_dashed():
    names = [["3", "4"], ["5"]]
    figure = plots.boxes_on(SCENES, BOXES, names, [[True, False], [True]])
    boxes = [patch for patch in figure.axes[0].patches if patch.get_width() < 40]
    assert [box.get_xy() for box in boxes] == [(0.5, 1.5), (9.5, 2.5)]
    assert [box.get_linestyle() for box in boxes] == ["-", "--"]
    assert "1 of them wrong" in figure.get_label()
    with pytest.raises(ValueError, match="as many names"):
        plots.boxes_on(SCENES, BOXES, [["3"], ["5"]])


def test_precision_and_recall_go_down_the_list():
    figure = plots.precision_recall({"a": torch.tensor([True, False, True])}, 4)
    line = figure.axes[0].lines[0]
    assert line.get_xdata().tolist() == [0.25, 0.25, 0.5]
    assert line.get_ydata().tolist() == pytest.approx([1, 0.5, 2 / 3])
    with pytest.raises(ValueError, match="at most 1"):
        plots.precision_recall({"a": torch.tensor([True, True])}, 1)


def test_the_rendering_explorer_follows_its_sliders():
    explorer = explore.rendering()
    before = explorer.view.figure.axes[0].images[0].get_array().sum()
    explorer.controls["size"].value = 140
    after = explorer.view.figure.axes[0].images[0].get_array().sum()
    assert after > 1.3 * before
    assert sheet({"scale": (1.4, 1.4)}).sum() > 1.3 * sheet({}).sum()


def test_the_guessing_game_tells_only_when_asked():
    explorer = explore.real_or_rendered()
    assert "rendered (" not in explorer.view.alt
    explorer.controls["tell"].value = True
    assert "rendered (" in explorer.view.alt


def test_a_mixture_is_what_it_says():
    images, names = mixture(3, {})
    again, _ = mixture(3, {})
    assert torch.equal(images, again)
    assert {"real", "rendered"} == set(names)
