"""Real digits, and batches that miss nothing."""

import subprocess
import sys

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

import labkit
from labkit.data import batches, digits


def test_labkit_stays_light():
    code = (
        "import sys, labkit; assert not {'torch', 'numpy', 'sklearn'} & set(sys.modules);"
        "labkit.data; assert not {'torchvision', 'sklearn', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "data" in dir(labkit)


def test_digits_are_scikit_learns():
    train, test = digits("train"), digits("test")
    assert (len(train.labels), len(test.labels)) == (1000, 797)
    both = torch.cat([train.images, test.images])[:, 0].numpy()
    known = load_digits()
    grey = np.round(known.images * 255 / 16 + 1e-9).astype(np.uint8)
    assert sorted(map(bytes, both)) == sorted(map(bytes, grey))
    labels = torch.cat([train.labels, test.labels])
    assert torch.equal(labels.bincount(), torch.from_numpy(np.bincount(known.target)))
    pairs = {(bytes(image), int(label)) for image, label in zip(both, labels, strict=True)}
    assert pairs == {(bytes(i), int(t)) for i, t in zip(grey, known.target, strict=True)}
    assert (train.images.dtype, train.labels.dtype) == (torch.uint8, torch.int64)
    assert train.images.shape == (1000, 1, 8, 8)
    assert train.classes == tuple("0123456789")
    assert train.images.max() == 255


def test_digits_are_shuffled_by_their_seed():
    first, again, other = (digits(seed=seed) for seed in (4, 4, 5))
    assert torch.equal(first.images, again.images)
    assert not torch.equal(first.images, other.images)
    assert first.labels.bincount().min() > 70


def test_digits_can_be_told_apart():
    train, test = digits(), digits("test")
    means = torch.stack([train.images[train.labels == k].double().mean(0) for k in range(10)])
    distance = torch.cdist(test.images.flatten(1).double(), means.flatten(1))
    assert (distance.argmin(1) == test.labels).double().mean() > 0.85


def test_digits_enlarged():
    small, large = digits("test"), digits("test", size=32)
    assert large.images.shape == (797, 1, 32, 32)
    assert torch.equal(large.labels, small.labels)
    back = F.avg_pool2d(large.images.double(), 4)
    assert (back - small.images).abs().mean() < 20  # interpolation smooths
    assert digits("test", size=5).images.shape[-1] == 5


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"split": "val"}, "split is 'val', but it must be one of: 'train', 'test'."),
        ({"seed": -3}, "seed is -3, but"),
        ({"size": 2}, "size is 2, but it must be a whole number from 4 to 512."),
    ],
)
def test_digits_name_bad_arguments(settings, said):
    with pytest.raises(ValueError, match=said):
        digits(**settings)


@pytest.mark.parametrize("case", range(25))
def test_batches_hold_every_row_once_and_keep_rows_together(case):
    generator = torch.Generator().manual_seed(case)
    n, size, height, width = (
        int(torch.randint(low, high, (1,), generator=generator))
        for low, high in ((0, 40), (1, 45), (1, 5), (5, 8))
    )
    images, labels = torch.rand(n, 3, height, width, generator=generator), torch.arange(n)
    shuffle, drop_last = case % 2 == 0, case % 3 == 0
    order = generator if shuffle else None
    given = list(
        batches(
            images, labels, batch_size=size, shuffle=shuffle, generator=order, drop_last=drop_last
        )
    )
    assert len(given) == (n // size if drop_last else -(-n // size))
    assert all(len(y) == size for _, y in (given if drop_last else given[:-1]))
    for x, y in given:
        assert torch.equal(x, images[y])
    rows = [row for _, y in given for row in y.tolist()]
    assert len(rows) == len(set(rows))
    if not drop_last:
        assert sorted(rows) == list(range(n))
    if not shuffle:
        assert rows == list(range(len(rows)))


def order_of(seed, passes=1):
    generator = torch.Generator().manual_seed(seed)
    options = {"batch_size": 7, "shuffle": True, "generator": generator}
    return [
        [row for (y,) in batches(torch.arange(30), **options) for row in y.tolist()]
        for _ in range(passes)
    ]


def test_a_generator_shuffles_every_pass_anew_and_the_same_again():
    assert order_of(1, 3) == order_of(1, 3)
    assert len({tuple(order) for order in order_of(1, 3) + order_of(2)}) == 4


def test_shuffling_follows_the_global_seed_without_a_generator():
    options = {"batch_size": 30, "shuffle": True}
    torch.manual_seed(11)
    ((first,),) = batches(torch.arange(30), **options)
    ((second,),) = batches(torch.arange(30), **options)
    torch.manual_seed(11)
    ((again,),) = batches(torch.arange(30), **options)
    assert torch.equal(first, again)
    assert not torch.equal(first, second)


def test_batches_go_to_the_device_asked_for():
    data = torch.zeros(4, 3), torch.arange(4)
    for shuffle in (False, True):
        for batch in batches(*data, batch_size=3, shuffle=shuffle, device="meta"):
            assert [part.device.type for part in batch] == ["meta", "meta"]


def test_unshuffled_batches_copy_nothing():
    x = torch.zeros(6, 2)
    for (part,) in batches(x, batch_size=4):
        part += 1
    assert x.sum() == 12


@pytest.mark.parametrize(
    ("tensors", "options", "said"),
    [
        ((), {}, "at least one tensor"),
        ((torch.zeros(3), torch.zeros(4)), {}, r"\[3, 4\] rows, but they must have equally many"),
        ((torch.zeros(3), [1, 2, 3]), {}, "Argument 1 of batches is of type list, but"),
        ((torch.tensor(3.0),), {}, "Argument 0 of batches is a single number, but"),
        ((torch.zeros(3),), {"batch_size": 0}, "batch_size is 0, but"),
        ((torch.zeros(3),), {"batch_size": 2.5}, "batch_size is 2.5, but"),
        ((torch.zeros(3),), {"generator": torch.Generator()}, "set shuffle=True"),
    ],
)
def test_batches_name_bad_arguments_at_once(tensors, options, said):
    with pytest.raises(ValueError, match=said):
        batches(*tensors, **{"batch_size": 2, **options})
