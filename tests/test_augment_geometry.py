"""labkit.augment: what moves pixels moves them as torchvision does, and masks and boxes along."""

import pytest
import torch
import torch.nn.functional as F
from torchvision.transforms.v2 import functional as v2

from labkit import augment, data

BILINEAR = v2.InterpolationMode.BILINEAR


def images(count=16, height=9, width=12):
    return torch.rand(count, 3, height, width, generator=seeded(7))


def seeded(seed):
    return torch.Generator().manual_seed(seed)


def places(count, height, width):
    """Images whose two channels hold column and row."""
    x = torch.arange(float(width)).expand(height, width)
    y = torch.arange(float(height))[:, None].expand(height, width)
    return torch.stack([x, y]).repeat(count, 1, 1, 1)


def test_vertical_flip_is_the_image_or_upside_down():
    x = images(200)
    y = augment.flip_vertical(x, seeded(0))
    kept, turned = ((y == other).flatten(1).all(1) for other in (x, x.flip(2)))
    assert (kept ^ turned).all()
    assert 60 <= int(turned.sum()) <= 140
    assert torch.equal(augment.flip_vertical(x, seeded(0), p=1), v2.vertical_flip(x))


def test_warp_rotates_and_shears_as_torchvision():
    x = images(3)
    angle = torch.tensor([30.0, -75, 170]).deg2rad()
    rows = [angle.cos(), -angle.sin(), angle.sin(), angle.cos()]
    turned = augment.warp(x, torch.stack(rows, 1).reshape(3, 2, 2))
    for image, degrees, got in zip(x, angle.rad2deg().tolist(), turned, strict=True):
        assert torch.allclose(got, v2.rotate(image, degrees, BILINEAR), atol=1e-5)
    lean = torch.tensor([[[1, 0.5], [0, 1]]])
    expected = v2.affine(x[:1], 0, [0, 0], 1, [26.565051, 0], BILINEAR)
    assert torch.allclose(augment.warp(x[:1], lean), expected, atol=1e-5)


@pytest.mark.parametrize("height", [9, 20])
def test_rotation_keeps_the_centre_and_stays_within_its_degrees(height):
    x = torch.zeros(400, 1, 21, 21)
    x[:, :, 10, 18] = 1  # eight to the right of the centre
    y = augment.rotate(x, seeded(height), degrees=40)
    rows, columns = (torch.arange(21.0)[:, None] - 10), (torch.arange(21.0) - 10)
    total = y.sum((1, 2, 3))
    angle = torch.atan2((y[:, 0] * -rows).sum((1, 2)) / total, (y[:, 0] * columns).sum((1, 2)))
    assert total.min() > 0.8  # nothing is lost
    assert 35 < angle.rad2deg().max() < 41
    assert -41 < angle.rad2deg().min() < -35
    assert abs(angle.rad2deg().mean()) < 6


def test_shear_moves_rows_sideways_only():
    x = places(300, 15, 15)
    y = augment.shear(x, seeded(0), degrees=30)
    middle = y[:, :, 4:11, 7]  # never outside
    assert torch.allclose(middle[:, 1], torch.arange(4.0, 11).expand(300, -1), atol=1e-4)
    slope = (middle[:, 0, -1] - middle[:, 0, 0]) / 6
    assert 0.5 < slope.max() < 0.578  # tan 30° is 0.577
    assert -0.578 < slope.min() < -0.5


def test_resized_crop_is_torchvisions_for_the_rectangle_that_was_drawn():
    x = torch.cat([images(200, 12, 18), places(200, 12, 18)], 1)
    y = augment.resized_crop(x, seeded(0), scale=(0.2, 0.6), ratio=(0.5, 2))
    first = y[:, 3:, 0, 0].round().int()
    size = y[:, 3:, -1, -1].round().int() - first + 1
    for image, got, (left, top), (width, height) in zip(
        x, y, first.tolist(), size.tolist(), strict=True
    ):
        expected = v2.resized_crop(image, top, left, height, width, [12, 18], antialias=False)
        assert torch.allclose(got, expected, atol=1e-4)
    share = size.prod(1) / (12 * 18)
    assert 0.1 < share.min() < 0.27
    assert 0.5 < share.max() < 0.7
    assert abs(share.mean() - 0.4) < 0.05
    stretch = (size[:, 0] / 18) / (size[:, 1] / 12)
    assert stretch.min() < 0.65
    assert stretch.max() > 1.5
    assert (first == 0).any(0).all()
    assert (first + size == torch.tensor([18, 12])).any(0).all()


def test_resized_crop_of_everything_is_the_image():
    x = images()
    assert torch.allclose(
        augment.resized_crop(x, seeded(0), scale=(1, 1), ratio=(1, 1)), x, atol=1e-5
    )


def test_cutout_is_one_square_cut_off_at_the_border():
    x = images(3000, 5, 8) + 1
    y = augment.cutout(x, seeded(0), size=3)
    hidden = y == 0
    assert torch.equal(y, x.masked_fill(hidden, 0))
    assert torch.equal(hidden, hidden[:, :1].expand_as(hidden))
    holes = {tuple(hole.flatten().tolist()) for hole in hidden[:, 0]}
    expected = set()
    for row in range(5):
        for column in range(8):
            hole = torch.zeros(5, 8, dtype=torch.bool)
            hole[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2] = True
            expected.add(tuple(hole.flatten().tolist()))
    assert holes == expected


@pytest.mark.parametrize(
    "name", ["flip", "flip_vertical", "shift", "rotate", "shear", "resized_crop"]
)
def test_masks_and_boxes_move_along(name):
    change = getattr(augment, name)
    things = data.things(3, seed=5)
    marked = torch.cat([things.images / 255, things.masks[:, None]], 1)
    expected = change(marked, seeded(3))
    got, masks, boxes = augment.along(change, things.images / 255, things.masks, seeded(3))
    assert torch.equal(got, expected[:, :3])
    assert torch.equal(masks, expected[:, 3] > 0.5)
    assert torch.equal(boxes, data.boxes_around(masks))
    assert not torch.equal(boxes, things.boxes)


def test_mixup_blends_images_and_labels_alike():
    labels = torch.arange(50) % 7
    x = F.one_hot(labels, 7).float()[:, :, None, None].expand(-1, -1, 2, 3)  # an image is its label
    images_, targets = augment.mixup(x, labels, seeded(0), num_classes=7, alpha=1.0)
    assert torch.allclose(images_[:, :, 0, 0], targets, atol=1e-6)
    assert torch.allclose(targets.sum(1), torch.ones(50))
    own = targets.gather(1, labels[:, None])
    assert own.min() < 0.3
    assert own.max() > 0.7
    again = augment.mixup(x, labels, seeded(0), num_classes=7, alpha=1.0)
    assert torch.equal(again[0], images_)
    assert torch.equal(again[1], targets)
    assert not torch.equal(augment.mixup(x, labels, seeded(1), num_classes=7)[0], images_)


def test_small_alpha_blends_little():
    x, labels = torch.rand(400, 1, 2, 2), torch.arange(400)
    own = [
        augment.mixup(x, labels, seeded(0), num_classes=400, alpha=alpha)[1].max(1).values.mean()
        for alpha in (0.1, 1.0)
    ]
    assert own[0] > 0.9 > 0.8 > own[1]


def test_soft_labels_cost_what_two_losses_cost():
    logits, a, b = torch.randn(6, 4), torch.randint(4, (6,)), torch.randint(4, (6,))
    shares = 0.3 * F.one_hot(a, 4) + 0.7 * F.one_hot(b, 4)
    expected = 0.3 * F.cross_entropy(logits, a) + 0.7 * F.cross_entropy(logits, b)
    assert torch.allclose(F.cross_entropy(logits, shares), expected)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda g: augment.rotate(images(), g, degrees=200), "degrees is 200, .* from 0 to 180"),
        (lambda g: augment.shear(images(), g, degrees=85), "degrees is 85, .* from 0 to 80"),
        (lambda g: augment.resized_crop(images(), g, scale=(0.5, 0.2)), "scale must be two"),
        (lambda g: augment.resized_crop(images(), g, scale=(0.5, 1.2)), "scale must be two"),
        (lambda g: augment.resized_crop(images(), g, ratio=(0, 1)), "ratio must be two"),
        (lambda g: augment.cutout(images(), g, size=0), "size is 0, .* from 1"),
        (lambda g: augment.warp(images(), torch.eye(2)), "One 2×2 matrix per image"),
        (lambda g: augment.along(augment.flip, images(), torch.ones(16, 9, 12), g), "Masks must"),
        (
            lambda g: augment.mixup(images(2), torch.tensor([0, 1]), g, num_classes=2, alpha=0),
            "alpha is 0, but it must be",
        ),
    ],
)
def test_bad_input_gets_a_clear_error(call, words):
    with pytest.raises(ValueError, match=words):
        call(seeded(0))
