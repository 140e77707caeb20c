"""The weights that come with the kit: small, honest about themselves, loaded without a network."""

import pytest
import torch

from labkit import data, models, train
from labkit.models import checkpoint
from labkit.teaching import pretrain

PATHS = {
    (name, weights): checkpoint.path_of(name, weights)
    for name, weights in (
        ("small_cnn", "things"),
        ("small_lens", "things"),
        ("small_lens", "shortcut"),
    )
}
each_file = pytest.mark.parametrize("key", PATHS, ids="-".join)


def pair(per_class, **options):
    drawn = data.things(per_class, split="test", **options)
    return data.normalize(drawn.images), drawn.labels


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def accuracy(key, **options):
    name, weights = key
    return train.evaluate(models.build(name, weights=weights), pair(**options)).accuracy


def own_kind(key):
    return {"shortcut": 0.95} if key[1] == "shortcut" else {}


@each_file
def test_accuracy_is_what_the_file_says(key):
    said = float(checkpoint.metadata(PATHS[key])["test_accuracy"])
    assert said > 0.9
    assert accuracy(key, per_class=200, **own_kind(key)) == pytest.approx(said, abs=0.003)


@each_file
def test_other_pictures_are_recognised_as_well(key):
    said = float(checkpoint.metadata(PATHS[key])["test_accuracy"])
    assert accuracy(key, per_class=100, seed=5, **own_kind(key)) > said - 0.04


def test_a_network_of_the_shortcut_knows_no_shapes():
    assert accuracy(("small_lens", "shortcut"), per_class=100) < 0.3


def test_every_file_has_a_recipe():
    assert {path.stem for path in checkpoint.FOLDER.glob("*.safetensors")} == set(pretrain.RECIPES)
    assert {path.stem for path in PATHS.values()} == set(pretrain.RECIPES)


@each_file
def test_file_is_small(key):
    assert PATHS[key].stat().st_size < 2**20


def test_random_weights_are_not_pretrained():
    torch.manual_seed(0)
    assert train.evaluate(models.build("small_cnn"), pair(50)).accuracy < 0.3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"weights": "imagenet"}, "has the weights things, not 'imagenet'"),
        ({"weights": "shortcut"}, "has the weights things, not 'shortcut'"),
        ({"weights": "things", "num_classes": 7}, "for 10 classes and 3 channels"),
        ({"weights": "things", "in_channels": 1}, "for 10 classes and 3 channels"),
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
