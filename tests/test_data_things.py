"""Things: the same everywhere, true masks and boxes, nuisances that vary, levels that differ."""

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from conftest import ROOT

from labkit.data import LEVELS, Level, boxes_around, things
from labkit.data.draws import Source, noise, turn, wave

PLAIN = LEVELS["standard"]._replace(pattern=0, noise=0, clutter=0, barred=0)
SETTINGS = {
    "standard": {},
    "easy": {"task": "target", "level": "easy", "split": "val", "seed": 7},
    "hard": {"level": "hard", "split": "test", "seed": 2**40, "size": 33},
    "shortcut": {"shortcut": 0.95, "seed": 3, "size": 64},
}
CHECKSUMS = {
    "standard": "6fe0b02e071cd6c2",
    "easy": "61451dbf19641607",
    "hard": "fc8942ad333232eb",
    "shortcut": "a684072f86208bdf",
}


def checksum(name):
    drawn = things(6, **SETTINGS[name])
    parts = (drawn.images, drawn.labels, drawn.masks, drawn.boxes)
    return hashlib.sha256(b"".join(part.numpy().tobytes() for part in parts)).hexdigest()[:16]


@pytest.mark.parametrize("name", SETTINGS)
def test_bytes_are_the_ones_drawn_when_this_was_written(name):
    # Exact, not close: nothing in the drawing may round differently on another platform.
    assert checksum(name) == CHECKSUMS[name]


def test_another_process_with_plain_processor_instructions_draws_the_same_bytes():
    vectors = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    code = "import test_data_things as t; print([t.checksum(name) for name in t.SETTINGS])"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "99"}
    environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(vectors)
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(list(CHECKSUMS.values()))


def test_seeds_splits_and_tasks_share_no_picture():
    kinds = [
        {"seed": seed, "split": split, "task": task}
        for seed in (0, 1, 2**32, 2**32 + 1)
        for split in ("train", "val", "test")
        for task in ("source", "target")
    ]
    pictures = {p.numpy().tobytes() for kind in kinds for p in things(3, **kind).images}
    assert len(pictures) == len(kinds) * 30


@pytest.mark.parametrize("size", [16, 32, 33, 64])
@pytest.mark.parametrize("task", ["source", "target"])
def test_shapes_and_types(size, task):
    drawn = things(3, task=task, size=size)
    assert drawn.images.shape == (30, 3, size, size)
    assert drawn.masks.shape == (30, size, size)
    assert drawn.boxes.shape == (30, 4)
    types = [torch.uint8, torch.int64, torch.bool, torch.int64]
    assert [part.dtype for part in drawn[:4]] == types
    assert all(part.is_contiguous() for part in drawn[:4])
    assert len(set(drawn.classes)) == 10


def test_twenty_classes_in_two_tasks():
    source, target = (things(1, task=task).classes for task in ("source", "target"))
    assert " ".join(source) == "fish boat house tree car mug mushroom key umbrella duck"
    assert " ".join(target) == "snail hammer flag rocket lamp teapot apple chair glasses anchor"


def test_every_ten_images_hold_every_class_once():
    blocks = things(50, seed=4).labels.reshape(50, 10)
    assert torch.equal(blocks.sort(1).values, torch.arange(10).expand(50, 10))
    assert len(blocks.unique(dim=0)) > 40  # in an order of its own


def test_a_larger_set_begins_with_the_smaller_one():
    few, many = things(4, seed=2), things(40, seed=2)
    for part, whole in zip(few[:4], many[:4], strict=True):
        assert torch.equal(part, whole[:40])


def test_levels_and_shortcuts_show_the_same_scenes():
    plain, shortcut = things(20), things(20, shortcut=0.6)
    assert torch.equal(plain.masks, shortcut.masks)
    changed = (plain.images != shortcut.images).flatten(1).any(1)
    assert 0.5 < changed.double().mean() < 0.7
    more = (plain.images != things(20, shortcut=0.9).images).flatten(1).any(1)
    assert bool((more | ~changed).all())  # those given away stay so
    assert torch.equal(plain.labels, things(20, level="hard").labels)


def test_a_larger_picture_shows_the_same():
    small, large = things(10, level=PLAIN), things(10, level=PLAIN, size=96)
    pooled = F.avg_pool2d(large.images.double(), 3)
    difference = (pooled - small.images).abs().mean((1, 2, 3))
    assert difference.max() < 4  # of 255
    assert ((F.avg_pool2d(large.masks.double(), 3) > 0.5) == small.masks).double().mean() > 0.99


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("task", ["source", "target"])
def test_boxes_are_tight_around_masks_large_enough_to_see(level, task):
    drawn = things(60, level=level, task=task)
    for mask, (left, top, right, bottom) in zip(drawn.masks, drawn.boxes.tolist(), strict=True):
        rows, columns = torch.nonzero(mask, as_tuple=True)
        assert (left, top) == (columns.min(), rows.min())
        assert (right - 1, bottom - 1) == (columns.max(), rows.max())
    areas = drawn.masks.double().mean((1, 2))
    assert areas.min() > 0.02
    assert 0.1 < areas.mean() < 0.4
    for label in range(10):
        assert areas[drawn.labels == label].std() > 0.01


def test_boxes_of_any_masks():
    generator = torch.Generator().manual_seed(6)
    for _ in range(30):
        n, height, width = torch.randint(1, 9, (3,), generator=generator).tolist()
        masks = torch.rand(n, height, width, generator=generator) < 0.15
        for mask, (left, top, right, bottom) in zip(masks, boxes_around(masks), strict=True):
            inside = torch.zeros_like(mask)
            inside[top:bottom, left:right] = True
            assert not (mask & ~inside).any()
            if mask.any():
                assert mask[top].any()
                assert mask[bottom - 1].any()
                assert mask[:, left].any()
                assert mask[:, right - 1].any()
            else:
                assert (left, top, right, bottom) == (0, 0, 0, 0)


@pytest.mark.parametrize("task", ["source", "target"])
def test_the_mask_is_where_the_thing_is(task):
    """On a plain ground, without noise, clutter or bar, all that is no ground is the thing."""
    drawn = things(40, task=task, level=PLAIN, seed=5)
    masks = drawn.masks[:, None]
    outside = F.max_pool2d(masks.double(), 5, 1, 2) == 0
    inside = F.max_pool2d((~masks).double(), 3, 1, 1) == 0
    pictures = drawn.images.double()
    ground = torch.stack(
        [p[:, o[0]].median(1).values for p, o in zip(pictures, outside, strict=True)]
    )
    distance = (pictures - ground[:, :, None, None]).abs().mean(1, keepdim=True)
    assert (distance[outside] == 0).double().mean() > 0.999  # soft tips of pointed shapes remain
    assert distance[outside].max() < 100
    assert distance[inside].min() > 25  # of 255


def test_bars_hide_what_they_cover():
    bare, barred = (things(30, level=PLAIN._replace(barred=share)) for share in (0, 1))
    hidden = bare.masks & ~barred.masks
    assert not (barred.masks & ~bare.masks).any()
    assert 0.03 < hidden.sum() / bare.masks.sum() < 0.25
    assert (hidden.flatten(1).any(1)).double().mean() > 0.5
    some = things(100).masks != things(100, level=LEVELS["standard"]._replace(barred=0)).masks
    assert 0.1 < some.flatten(1).any(1).double().mean() < 0.25


def test_nuisances_vary():
    drawn = things(100, seed=8)
    boxes = drawn.boxes.double()
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    assert (centres.std(0) > 1.5).all()
    assert ((boxes[:, 2:] - boxes[:, :2]).std(0) > 2).all()
    corners = drawn.images[:, :, 0, 0].double()
    assert (corners.std(0) > 45).all()
    mugs = drawn.masks[drawn.labels == drawn.classes.index("mug")].double()
    columns = torch.arange(32).double()
    offsets = (mugs.sum(1) * columns).sum(1) / mugs.sum((1, 2)) - centres[drawn.labels == 5, 0]
    assert 0.3 < (offsets > 0).double().mean() < 0.7  # the handle is at either side


def test_a_level_of_ones_own_is_obeyed():
    calm = LEVELS["easy"]._replace(shift=0, barred=0)
    rows = torch.arange(32).double()
    spread = []
    for level in (LEVELS["easy"], calm):
        drawn = things(60, level=level)
        houses = drawn.masks[drawn.labels == drawn.classes.index("house")].double()
        spread.append(((houses.sum(2) * rows).sum(1) / houses.sum((1, 2))).std())
    assert spread[1] < spread[0] / 2
    alike = calm._replace(rotation=0, scale=(0.8, 0.8))
    heights = []
    for level in (calm, alike):
        drawn = things(60, level=level, task="target")
        boxes = drawn.boxes[drawn.labels == drawn.classes.index("glasses")]
        heights.append((boxes[:, 3] - boxes[:, 1]).double().std())
    assert heights[1] < heights[0] * 0.7  # only their proportions vary


def hue_guess(drawn):
    """Guess the class from the colour of the thing alone."""
    pictures = drawn.images.double().permute(0, 2, 3, 1)
    colours = [
        picture[mask].median(0).values for picture, mask in zip(pictures, drawn.masks, strict=True)
    ]
    red, green, blue = torch.stack(colours).T
    hue = torch.atan2(3**0.5 * (green - blue), 2 * red - green - blue) / (2 * torch.pi)
    return (hue * 10).round().long() % 10


@pytest.mark.parametrize("task", ["source", "target"])
@pytest.mark.parametrize(
    ("shortcut", "low", "high"), [(0, 0.06, 0.15), (0.5, 0.4, 0.62), (1, 0.8, 1)]
)
def test_colour_gives_the_class_away_as_often_as_asked(task, shortcut, low, high):
    drawn = things(80, task=task, shortcut=shortcut, seed=1)
    assert low < (hue_guess(drawn) == drawn.labels).double().mean() < high


def test_levels_are_ordered():
    accuracies = [linear_accuracy(level) for level in ("easy", "standard", "hard")]
    easy, standard, hard = accuracies
    assert easy > standard + 0.03, accuracies
    assert standard > hard + 0.10, accuracies
    assert hard > 0.10, accuracies


def linear_accuracy(level):
    """Fit one weight per pixel, channel and class by ridge regression (solved for the images)."""
    train, test = things(100, level=level), things(100, level=level, split="test")
    inputs, tests = (d.images.flatten(1) / 127.5 - 1 for d in (train, test))
    kernel = inputs @ inputs.T + 1000 * torch.eye(len(inputs))
    scores = tests @ (inputs.T @ torch.linalg.solve(kernel, F.one_hot(train.labels).float()))
    return float((scores.argmax(1) == test.labels).double().mean())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"n_per_class": 0}, "n_per_class is 0, but it must be a whole number of at least 1."),
        ({"n_per_class": 2.0}, "n_per_class is 2.0, but"),
        ({"n_per_class": True}, "n_per_class is True, but"),
        ({"task": "sauce"}, "task is 'sauce', but it must be one of: 'source', 'target'."),
        ({"level": "medium"}, "one of: 'easy', 'standard', 'hard'."),
        ({"level": None}, "level is None, but"),
        ({"split": "valid"}, "one of: 'train', 'val', 'test'."),
        ({"seed": -1}, "seed is -1, but it must be a whole number of at least 0."),
        ({"seed": "1"}, "seed is '1', but"),
        ({"size": 8}, "size is 8, but it must be a whole number from 16 to 512."),
        ({"size": (32, 48)}, r"size is \(32, 48\), but"),
        ({"shortcut": 95}, "shortcut is 95, but it must be a number from 0 to 1."),
        ({"shortcut": float("nan")}, "shortcut is nan, but"),
        ({"level": PLAIN._replace(scale=(0.9, 0.5))}, r"level.scale\[0\] is 0.9, but"),
        ({"level": PLAIN._replace(rotation=120)}, "level.rotation is 120, but"),
        ({"level": PLAIN._replace(clutter=1.5)}, "level.clutter is 1.5, but"),
        ({"level": PLAIN._replace(lighter=-1)}, "level.lighter is -1, but"),
    ],
)
def test_bad_arguments_are_named(settings, said):
    with pytest.raises(ValueError, match=said):
        things(**{"n_per_class": 1, **settings})


def test_levels_grow_harder():
    easy, standard, hard = (LEVELS[name] for name in ("easy", "standard", "hard"))
    assert all(isinstance(level, Level) for level in LEVELS.values())
    for field in ("shift", "rotation", "pattern", "noise", "clutter", "barred"):
        assert getattr(easy, field) <= getattr(standard, field) <= getattr(hard, field)
    assert easy.contrast >= standard.contrast >= hard.contrast


def test_noise_is_nearly_normal():
    bits = Source(0, (0,)).bits("grain")
    values = noise(bits, 50, 2001).astype(np.float64)
    assert values.shape == (50, 2001)
    moments = [values.mean(), values.std(), (values**3).mean(), (np.abs(values) < 1).mean()]
    assert np.allclose(moments, [0, 1, 0, 0.6827], atol=0.02)
    assert np.abs(values).max() < 3.5


def test_turns_and_waves():
    cosine, sine = turn(np.tan(np.linspace(-0.7, 0.7, 9)))
    assert np.allclose(np.arctan2(sine, cosine), np.linspace(-1.4, 1.4, 9))
    turns = np.linspace(-2, 2, 401)
    assert np.abs(wave(turns) - np.sin(2 * np.pi * turns)).max() < 0.06
