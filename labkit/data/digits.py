"""Real handwritten digits that need no network: they come with scikit-learn."""

import numpy as np
import torch
import torch.nn.functional as F

from labkit.data.checks import check_whole, one_of
from labkit.data.draws import Source
from labkit.data.labelled import Labelled

_TRAIN = 1000  # of 1,797; the rest is for the test


def digits(split: str = "train", *, seed: int = 0, size: int = 8) -> Labelled:
    """Return real digits ``(N, 1, size, size)``: 1,000 for training or the other 797 for the test.

    They were written by 13 people and scanned to 8×8 pixels of 17 greys (E. Alpaydin and
    C. Kaynak, "Optical Recognition of Handwritten Digits", 1998), stretched here to 0 to 255.
    ``seed`` shuffles before the split, so a test set belongs to the training set of its own seed;
    writers are in both. A ``size`` other than 8 is interpolated bilinearly.

    >>> train = digits("train")
    >>> train.images.shape, train.labels[:8].tolist()
    (torch.Size([1000, 1, 8, 8]), [3, 1, 6, 3, 4, 2, 4, 5])
    """
    from sklearn.datasets import load_digits

    check_whole("seed", seed, 0)
    check_whole("size", size, 4, 512)
    ends = {"train": slice(_TRAIN), "test": slice(_TRAIN, None)}
    rows = one_of("split", split, ends)
    bunch = load_digits()
    order = np.argsort(Source(seed, ()).uniform("digits", len(bunch.target)), kind="stable")[rows]
    sixteenths = bunch.images[order].astype(np.int64)
    images = torch.from_numpy((sixteenths * 255 + 8) // 16)[:, None].to(torch.uint8)
    if size != 8:
        images = _resized(images, size)
    labels = torch.from_numpy(bunch.target[order].astype(np.int64))
    return Labelled(images, labels, tuple(map(str, range(10))))


def _resized(images: torch.Tensor, size: int) -> torch.Tensor:
    how = {"mode": "bilinear", "align_corners": False, "antialias": True}
    return F.interpolate(images.float(), (size, size), **how).round().to(torch.uint8)
