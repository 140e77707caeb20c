"""labkit.augment: seeded, per image, safe in shape and dtype, equal to the plain operations."""

from functools import partial

import pytest
import torch
import torch.nn.functional as F

from labkit import augment

ALL = {
    "flip": augment.flip,
    "shift": augment.shift,
    "jitter": augment.jitter,
    "permute_channels": augment.permute_channels,
    "flip_vertical": augment.flip_vertical,
    "resized_crop": augment.resized_crop,
    "rotate": augment.rotate,
    "shear": augment.shear,
    "cutout": augment.cutout,
    "pca_color": partial(augment.pca_color, variances=torch.ones(3), directions=torch.eye(3)),
}


def images(count=16, height=9, width=12, dtype=torch.float32):
    return torch.rand(count, 3, height, width, generator=seeded(7)).to(dtype)


def seeded(seed):
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16])
def test_same_generator_same_images_new_generator_others(name, dtype):
    x = images(dtype=dtype)
    before = x.clone()
    first, again, other = (ALL[name](x, seeded(s)) for s in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert torch.equal(x, before)
    assert (first.shape, first.dtype) == (x.shape, x.dtype)


@pytest.mark.parametrize("name", ALL)
def test_each_image_gets_its_own_draw(name):
    x = images(1).expand(64, -1, -1, -1)
    assert len({tuple(y.flatten().tolist()) for y in ALL[name](x, seeded(3))}) > 1


def test_flip_is_the_image_or_its_mirror():
    x = images(200)
    y = augment.flip(x, seeded(0))
    kept = (y == x).flatten(1).all(1)
    mirrored = (y == x.flip(3)).flatten(1).all(1)
    assert (kept ^ mirrored).all()
    assert 60 <= int(mirrored.sum()) <= 140  # p = 0.5
    assert torch.equal(augment.flip(x, seeded(0), p=1), x.flip(3))
    assert torch.equal(augment.flip(x, seeded(0), p=0), x)


def test_shift_is_one_of_the_crops_of_the_padded_image_and_all_occur():
    x = images(300, height=6, width=8)
    y = augment.shift(x, seeded(0), pixels=2)
    padded = F.pad(x, (2,) * 4, mode="reflect")
    crops = [padded[:, :, i : i + 6, j : j + 8] for i in range(5) for j in range(5)]
    matches = torch.stack([(y == crop).flatten(1).all(1) for crop in crops])
    assert (matches.sum(0) == 1).all()
    assert (matches.sum(1) > 0).all()


def test_jitter_of_nothing_is_nothing_and_each_part_does_its_own():
    x = images()
    none = {"brightness": 0, "contrast": 0, "saturation": 0}
    assert torch.allclose(augment.jitter(x, seeded(0), **none), x, atol=1e-6)
    bright = augment.jitter(x, seeded(0), **(none | {"brightness": 0.3})) - x
    assert torch.allclose(bright, bright[:, :1, :1, :1].expand_as(bright), atol=1e-6)
    assert bright.abs().max() <= 0.3 + 1e-6
    contrast = augment.jitter(x, seeded(0), **(none | {"contrast": 0.5}))
    assert torch.allclose(contrast.mean((1, 2, 3)), x.mean((1, 2, 3)), atol=1e-6)
    saturation = augment.jitter(x, seeded(0), **(none | {"saturation": 0.5}))
    assert torch.allclose(saturation.mean(1), x.mean(1), atol=1e-6)


def test_colour_axes_are_those_of_the_pixels():
    x = images(30)
    variances, directions = augment.colour_axes(x)
    pixels = x.transpose(0, 1).flatten(1)
    assert torch.allclose(directions.T @ directions, torch.eye(3), atol=1e-5)
    assert torch.allclose((directions.T @ pixels).var(1), variances, atol=1e-5)
    assert variances.tolist() == sorted(variances.tolist(), reverse=True)


def test_pca_color_adds_one_colour_spread_as_the_axes_say():
    x = images(3000, 2, 3)
    variances = torch.tensor([3.0, 2, 0.5])
    directions = torch.linalg.qr(torch.randn(3, 3, generator=seeded(1))).Q
    axes = {"variances": variances, "directions": directions}
    added = augment.pca_color(x, seeded(0), std=0.5, **axes) - x
    assert torch.allclose(added, added[:, :, :1, :1].expand_as(added), atol=1e-5)
    along = added[:, :, 0, 0] @ directions
    assert torch.allclose(along.std(0), 0.5 * variances, rtol=0.1)
    assert along.mean(0).abs().max() < 0.15
    assert torch.equal(augment.pca_color(x, seeded(0), std=0, **axes), x)


def test_chain_applies_all_in_turn_and_keeps_the_labels():
    x, y = images(), torch.arange(16)
    both = augment.chain(augment.flip, augment.shift)
    generator = seeded(4)
    expected = augment.shift(augment.flip(x, generator), generator)
    got, labels = both(x, y, seeded(4))
    assert torch.equal(got, expected)
    assert labels is y


def test_permuted_channels_are_the_same_channels_in_every_order():
    x = images(200)
    y = augment.permute_channels(x, seeded(0))
    assert torch.equal(y.sort(1).values, x.sort(1).values)
    order = (y[:, :, None] == x[:, None]).flatten(3).all(3).int().argmax(2)
    assert len({tuple(o.tolist()) for o in order}) == 6


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda g: augment.flip(torch.zeros(2, 3, 4, 4, dtype=torch.uint8), g), "float.. / 255"),
        (lambda g: augment.flip(torch.zeros(3, 4, 4), g), "shape"),
        (lambda g: augment.flip(images(), g, p=1.5), "p is 1.5, .* from 0 to 1"),
        (lambda g: augment.shift(images(), g, pixels=9), "pixels is 9, .* from 0 to 8"),
        (lambda g: augment.jitter(images(), g, contrast=-1), "contrast is -1, but it must be"),
        (lambda g: augment.permute_channels(images()[:, :1], g), "needs 3 channels"),
        (lambda g: augment.colour_axes(images()[:, :2]), "colour_axes needs 3 channels"),
        (
            lambda g: augment.pca_color(images(), g, variances=None, directions=None, std=-1),
            "std is -1, but it must be",
        ),
    ],
)
def test_bad_input_gets_a_clear_error(call, words):
    with pytest.raises(ValueError, match=words):
        call(seeded(0))
