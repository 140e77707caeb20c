"""Lab 09: the recorded runs, the playground, and what the tests read off random answers."""

import json

import numpy as np
import pytest
import torch

from labkit import augment, data, explore, train
from labkit.augment.recorded import FILE
from labkit.explore.augmentation import CHANGES, changed
from labkit.slips import blended, drawn
from labkit.teaching import record_augmentation as record

SCORES = augment.recorded_scores()


def seeded(seed):
    return torch.Generator().manual_seed(seed)


def gains(experiment, setting, baseline="none"):
    scores = SCORES[experiment]
    return np.array(scores[setting]) - np.array(scores[baseline])


def test_file_holds_what_the_script_records():
    assert list(SCORES) == list(record.EXPERIMENTS)
    assert FILE.stat().st_size < 10_000
    for name, (_, seeds) in record.EXPERIMENTS.items():
        assert {len(row) for row in SCORES[name].values()} == {seeds}
    assert list(SCORES["small data"]) == list(record.SMALL)
    assert list(SCORES["longer"]) == list(record.LONGER)
    assert list(SCORES["digits"]) == list(record.DIGITS)
    assert list(SCORES["shortcut"]) == list(record.SHORTCUT)


def test_the_file_is_written_as_it_stands(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(record, "FILE", tmp_path / "again.json")
    monkeypatch.setattr(record, "record", SCORES.get)
    threads = torch.get_num_threads()
    record.main()
    torch.set_num_threads(threads)
    assert (tmp_path / "again.json").read_bytes() == FILE.read_bytes()
    assert json.loads((tmp_path / "again.json").read_text()) == SCORES


def test_what_the_lab_says_of_small_data():
    for name in ("horizontal flip", "shift", "jitter", "channels permuted", "four together"):
        assert gains("small data", name).min() > 0, name
    for name in ("vertical flip", "everything"):
        assert gains("small data", name).max() < 0, name
    assert gains("small data", "four together").mean() > 0.15
    assert f"{gains('small data', 'horizontal flip').mean():.4f}" == "0.0478"


def test_what_the_lab_says_of_more_passes():
    everything, four = (gains("longer", name) for name in ("everything", "four together"))
    assert everything.min() > 0.1
    assert (four - everything).min() > 0.1
    assert gains("longer", "vertical flip").max() < 0


def test_what_the_lab_says_of_digits_and_the_shortcut():
    assert gains("digits", "horizontal flip").max() < 0
    assert gains("digits", "vertical flip").mean() < -0.04
    for name in ("shift", "rotate"):
        row = gains("digits", name)
        assert row.min() < 0 < row.max()
    assert min(SCORES["shortcut"]["channels permuted"]) > 0.5
    others = [row for name, row in SCORES["shortcut"].items() if name != "channels permuted"]
    assert np.max(others) < 0.26


def test_what_the_lab_says_of_ensembles_and_views():
    assert gains("together", "5 networks", "one network (mean of five)").min() > 0.05
    assert gains("together", "5 networks", "the best of five").min() > 0
    longer = gains("together", "four snapshots", "one network, four times as long")
    assert longer.min() < 0 < longer.max()
    for name in ("and mirrored", "ten crops of 16×16"):
        assert gains("at test time", name, "one view").min() > 0
    for name in ("and upside down", "at 14, 16 and 18 pixels"):
        assert gains("at test time", name, "one view").max() < 0


def test_what_the_lab_says_of_snapshots():
    """Two networks differ about every second image, two snapshots hardly."""
    assert 0.45 < np.mean(SCORES["agreement"]["two networks"]) < 0.55
    assert min(SCORES["agreement"]["two snapshots"]) > 0.95


@pytest.mark.slow
def test_a_run_can_be_made_again():
    """Rounding may differ from machine to machine; ten images are 0.01."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    images, test = record.pair(20, "train", 0), record.pair(100, "test")
    model = record.trained(images, 0)
    accuracy = record.accuracy(model, test)
    assert record.accuracy(record.trained(images, 0), test) == accuracy
    torch.set_num_threads(threads)
    assert accuracy == pytest.approx(SCORES["small data"]["none"][0], abs=0.05)


@pytest.mark.slow
def test_cycles_yield_copies_of_one_network(monkeypatch):
    monkeypatch.setattr(record, "EPOCHS", 1)
    images = record.pair(2, "train", 0)
    first, *_, last = record.cycles(images, 0)
    assert not torch.equal(first[0].weight, last[0].weight)
    assert not first.training


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_of_the_playground_draws_a_picture(name):
    explorer = explore.augmentation(name)
    for strength in (0.0, 1.0):
        explorer.controls["strength"].value = strength
        assert name in explorer.view.figure.axes[0].get_title(loc="left")
        assert "16 images" in explorer.view.alt


def test_strength_nothing_changes_nothing_and_colours_move_no_box():
    things = data.things(1, seed=1)
    for name, change in CHANGES.items():
        images, boxes = changed(things, name, 0.0, seed=1)
        if name not in ("channels exchanged", "cutout", "resized crop"):
            assert torch.allclose(images, things.images / 255, atol=1e-5), name
        if not change.moves:
            strong = changed(things, name, 1.0, seed=1)[1]
            assert torch.equal(strong, things.boxes)
        assert torch.equal(boxes, things.boxes) or name == "resized crop"


def test_unknown_change_is_named():
    with pytest.raises(ValueError, match="not on the menu"):
        explore.augmentation("sharpen")


def test_readings_find_what_the_kit_drew():
    x = drawn.noisy_trail(60, 6, 9)
    boxes = torch.tensor([[1, 2, 4, 5]]).repeat(60, 1)
    mirrored = augment.flip(x, seeded(1))
    right, slips, flips = drawn.flip(x, boxes, mirrored)
    assert torch.equal(right[0], mirrored)
    assert set(map(tuple, right[1].tolist())) == {(1, 2, 4, 5), (5, 2, 8, 5)}
    assert 10 < int(flips.sum()) < 50
    assert not torch.equal(slips["the boxes do not move along"][1], right[1])

    y = augment.resized_crop(x, seeded(2), scale=(0.3, 0.8))
    assert torch.allclose(drawn.resized_crop(x, y).right, y, atol=1e-4)
    y = augment.cutout(x + 1, seeded(3), size=3)
    assert torch.equal(drawn.cutout(x + 1, y).right, y)


def test_a_crop_is_read_off_its_middle():
    x = drawn.noisy_trail(2, 5, 4)
    padded = torch.nn.functional.pad(x, (2,) * 4)
    seen = torch.stack([padded[0, :, 0:5, 3:7], padded[1, :, 4:9, 2:6]])
    right, slips, places = drawn.crop(x, 2, seen)
    assert places.tolist() == [[3, 0], [2, 4]]
    assert torch.equal(right, seen)
    assert all(
        value.shape != seen.shape or not torch.equal(value, seen) for value in slips.values()
    )


@pytest.mark.parametrize("junk", [float("nan"), float("inf"), -1e30, 1e30, 0.0])
def test_readings_survive_junk(junk):
    x = drawn.noisy_trail(3, 5, 4)
    seen = drawn.images_in(torch.full_like(x, junk), x)
    boxes = torch.tensor([[0, 1, 2, 3]] * 3)
    for reading in (
        drawn.flip(x, boxes, seen),
        drawn.crop(x, 2, seen),
        drawn.resized_crop(x, seen),
        drawn.cutout(x, seen),
    ):
        right = reading.right[0] if isinstance(reading.right, tuple) else reading.right
        assert right.isfinite().all()
    blended.mixup(x, torch.tensor([0, 1, 2]), 3, 0.7, seen)


def test_images_are_found_in_tuples_lists_and_arrays():
    like = torch.zeros(2, 3)
    for value in (like + 1, (like + 1, None), [like + 1], (like + 1).numpy()):
        assert torch.equal(drawn.images_in(value, like), like + 1)
    for value in (None, (), "text", torch.zeros(3, 2)):
        assert drawn.images_in(value, like) is like


def test_light_is_read_off_and_its_slips_are_wrong():
    x = 0.4 + 0.1 * torch.rand(50, 3, 2, 4, generator=seeded(1))
    b, c = (torch.rand(50, 1, 1, 1, generator=seeded(s)) + 0.5 for s in (2, 3))
    assert torch.allclose(blended.brightness(x, b * x).draws, b.flatten())
    mean = x.mean((1, 2, 3), keepdim=True)
    reading = blended.contrast(x, mean + c * (x - mean))
    assert torch.allclose(reading.draws, c.flatten(), rtol=1e-3)
    assert torch.allclose(reading.right, mean + c * (x - mean), atol=1e-4)
    full = torch.rand(50, 3, 2, 4, generator=seeded(4))
    uncut = b * mean + c * (b * x - b * mean)
    right, slips, factors = blended.light(x, uncut, full)
    assert torch.allclose(factors, torch.cat([b, c], 1).flatten(1), rtol=1e-3)
    for name, value in slips.items():
        assert (value - right).abs().max() > 0.01, name


def test_deviations_along_the_axes_are_those_of_a_simulation():
    variances = torch.tensor([3.0, 1.5, 0.6])
    directions = torch.linalg.qr(torch.randn(3, 3, generator=seeded(2))).Q
    wanted, slips = blended.colour_deviations(0.5, variances, directions)
    x, a = torch.zeros(20_000, 3, 1, 1), 0.5 * torch.randn(20_000, 3, generator=seeded(3))
    names = {
        "the axes are the columns of directions, not its rows": (a * variances) @ directions,
        "the variances are left out": a @ directions.T,
        "the axes are left out: each channel gets its own amount": a * variances,
    }
    for added, expected in [
        ((a * variances) @ directions.T, wanted),
        *((added, slips[name]) for name, added in names.items()),
    ]:
        seen = x + added[:, :, None, None]
        draws = blended.added_colour(x, variances, directions, seen).draws
        assert draws.std(0).tolist() == pytest.approx(expected, rel=0.05)


def test_networks_of_the_record_take_images_of_several_sizes():
    model = record.network()
    for size in (14, 16, 18):
        assert model.eval()(torch.zeros(1, 3, size, size)).shape == (1, 10)
    assert train.evaluate(model, record.pair(1, "val")).accuracy <= 1
