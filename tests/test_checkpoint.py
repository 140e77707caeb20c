"""The weights that come with the kit: small, honest about themselves, loaded without a network."""

import pytest
import torch

from labkit import data, models, train
from labkit.models import checkpoint

PATH = checkpoint.path_of("small_cnn", "things")


def pair(per_class, **options):
    drawn = data.things(per_class, split="test", **options)
    return data.normalize(drawn.images), drawn.labels


@pytest.fixture(scope="module")
def model():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield models.build("small_cnn", weights="things")
    torch.set_num_threads(threads)


def test_accuracy_is_what_the_file_says(model):
    said = float(checkpoint.metadata(PATH)["test_accuracy"])
    assert said > 0.9
    assert train.evaluate(model, pair(200)).accuracy == pytest.approx(said, abs=0.003)


def test_other_pictures_are_recognised_as_well(model):
    said = float(checkpoint.metadata(PATH)["test_accuracy"])
    assert train.evaluate(model, pair(100, seed=5)).accuracy > said - 0.04


def test_file_is_small():
    assert PATH.stat().st_size < 2**20


def test_random_weights_are_not_pretrained():
    torch.manual_seed(0)
    assert train.evaluate(models.build("small_cnn"), pair(50)).accuracy < 0.3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"weights": "imagenet"}, "has the weights things, not 'imagenet'"),
        ({"weights": "things", "num_classes": 7}, "for 10 classes, 3 channels and 4"),
        ({"weights": "things", "in_channels": 1}, "for 10 classes, 3 channels and 4"),
    ],
)
def test_weights_that_do_not_fit_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        models.build("small_cnn", **options)


def test_saved_weights_come_back_in_half_precision(tmp_path):
    torch.manual_seed(3)
    saved, loaded = models.build("small_cnn"), models.build("small_cnn")
    checkpoint.save(saved, tmp_path / "w.safetensors", {"note": "x"})
    checkpoint.load(loaded, tmp_path / "w.safetensors")
    assert checkpoint.metadata(tmp_path / "w.safetensors") == {"note": "x"}
    for a, b in zip(saved.state_dict().values(), loaded.state_dict().values(), strict=True):
        assert a.dtype == b.dtype
        assert torch.allclose(a.double(), b.double(), rtol=1e-3, atol=1e-6)
