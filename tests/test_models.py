"""Builders by name: shapes, parameters, pretrained weights from a file, errors."""

import re
import subprocess
import sys
from urllib.error import URLError

import pytest
import torch
import torchvision
from torch import nn

from labkit import models
from labkit.models import small
from labkit.models.registry import _FROM_TORCHVISION

WEIGHTS = torchvision.models.MobileNet_V2_Weights

# The published ones of the large networks are in test_cost.py.
SMALL = {
    "small_plain": 68_050,
    "small_residual": 68_050,
    "small_vgg": 138_554,
    "small_inception": 16_298,
    "small_separable": 10_762,
}


@pytest.fixture(autouse=True)
def _one_thread():
    """Small convolutions wait for each other where two threads share a busy core."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def parameters(model):
    return sum(p.numel() for p in model.parameters())


def shape_for(name):
    sizes = {"lenet5": 32, "alexnet_lecture": 227}
    return sizes.get(name, 32 if name.startswith("small") else 224)


@pytest.mark.parametrize("name", models.names())
def test_classes_and_channels_can_be_chosen(name):
    with torch.device("meta"):
        model = models.build(name, num_classes=7, in_channels=5).eval()
        size = shape_for(name)
        assert model(torch.empty(2, 5, size, size)).shape == (2, 7)
        default = models.build(name)
    last = [m for m in default.modules() if isinstance(m, nn.Linear)][-1]
    first = next(m for m in default.modules() if isinstance(m, nn.Conv2d))
    small_or_lenet = name.startswith("small") or name == "lenet5"
    assert last.out_features == (10 if small_or_lenet else 1000)
    assert first.in_channels == (1 if name == "lenet5" else 3)


@pytest.mark.parametrize("name", sorted(_FROM_TORCHVISION))
def test_torchvisions_networks_are_torchvisions(name):
    options = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    with torch.device("meta"):
        mine, theirs = models.build(name), torchvision.models.get_model(name, **options)
    assert type(mine) is type(theirs)
    shapes = [{k: v.shape for k, v in m.state_dict().items()} for m in (mine, theirs)]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", SMALL)
def test_small_networks_train(name):
    torch.manual_seed(0)
    model = models.build(name)
    assert parameters(model) == SMALL[name]
    y = torch.arange(32) % 4
    x = torch.randn(4, 3, 8, 8).repeat_interleave(4, 2).repeat_interleave(4, 3)[y]  # 4 patterns
    x = x + 0.3 * torch.randn(x.shape)
    optimizer = torch.optim.SGD(model.parameters(), 0.05, momentum=0.9)
    losses = []
    for _ in range(20):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 4
    assert all(p.grad is not None for p in model.parameters())


@pytest.mark.parametrize("size", [(32, 32), (33, 47)])
@pytest.mark.parametrize("name", ["small_plain", "small_residual", "small_separable"])
def test_small_networks_with_global_pooling_take_any_size(name, size):
    assert models.build(name).eval()(torch.zeros(2, 3, *size)).shape == (2, 10)


def test_residual_is_plain_with_shortcuts():
    nets = []
    for build in (small.plain, small.residual):
        torch.manual_seed(3)
        nets.append(build(depth=14, width=4).eval())
    first, second = (dict(net.named_parameters()) for net in nets)
    assert first.keys() == second.keys()
    assert all(torch.equal(first[key], second[key]) for key in first)
    assert sum(isinstance(m, (nn.Conv2d, nn.Linear)) for m in nets[0].modules()) == 14
    block = small.Block(4, 8, 2, shortcut=True).eval()
    nn.init.zeros_(block.norm2.weight)
    x = torch.rand(3, 4, 6, 8)
    out = block(x)  # the shortcut alone: pixels averaged, channels of zeros added
    torch.testing.assert_close(out[:, :4], nn.functional.avg_pool2d(x, 2))
    assert not out[:, 4:].any()
    with pytest.raises(ValueError, match=r"6n \+ 2 .*but it is 21"):
        small.residual(depth=21)


def test_original_resnets_halve_in_the_first_convolution():
    with torch.device("meta"):
        original, theirs = models.build("resnet50_original"), models.build("resnet50")
    strides = [(m.layer2[0].conv1.stride, m.layer2[0].conv2.stride) for m in (original, theirs)]
    assert strides == [((2, 2), (1, 1)), ((1, 1), (2, 2))]
    assert parameters(original) == parameters(theirs)


def test_lecture_and_torchvision_alexnet_compute_the_same():
    torch.manual_seed(0)
    lecture, theirs = models.build("alexnet_lecture").eval(), models.build("alexnet").eval()
    pairs = zip(lecture.parameters(), theirs.parameters(), strict=True)
    with torch.no_grad():
        for mine, their in pairs:
            mine.copy_(their)
        x = torch.randn(1, 3, 227, 227)
        torch.testing.assert_close(lecture(x), theirs(x))


@pytest.fixture
def cached(tmp_path, monkeypatch):
    """Put a weights file where torchvision looks before it downloads; return what is in it."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    torch.manual_seed(5)
    state = torchvision.models.mobilenet_v2().state_dict()
    file = tmp_path / "hub" / "checkpoints" / WEIGHTS.IMAGENET1K_V1.url.rpartition("/")[2]
    file.parent.mkdir(parents=True)
    torch.save(state, file)
    return state


@pytest.mark.parametrize(
    "weights",
    [WEIGHTS.IMAGENET1K_V1, "IMAGENET1K_V1", "MobileNet_V2_Weights.IMAGENET1K_V1"],
)
def test_pretrained_weights_are_loaded_by_torchvision(cached, weights):
    loaded = models.build("mobilenet_v2", weights=weights, num_classes=1000).state_dict()
    assert loaded.keys() == cached.keys()
    assert all(torch.equal(loaded[key], cached[key]) for key in cached)


@pytest.mark.parametrize("name", ["mobilenet_v2", "googlenet"])
def test_without_a_network_the_error_says_what_to_do(name, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise URLError("no route to host")

    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.setattr("torch.hub.urlopen", refuse)
    with pytest.raises(ConnectionError) as caught:
        models.build(name, weights="DEFAULT")
    url = torchvision.models.get_model_weights(name).DEFAULT.url
    for words in ("no route to host", url, str(tmp_path), "without"):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"name": "resnet5"}, r"no model 'resnet5'; the nearest are .*resnet50"),
        ({"name": "VGG16"}, r"no model 'VGG16'; the nearest are vgg16"),
        ({"name": "xyz"}, "the nearest are alexnet, alexnet_lecture, densenet121"),
        ({"name": None}, "no model None"),
        ({"name": "vgg11", "num_classes": 0}, "num_classes must be a whole number above 0.*is 0"),
        ({"name": "vgg11", "num_classes": 2.0}, "num_classes must be .* is 2.0"),
        ({"name": "lenet5", "in_channels": -1}, "in_channels must be .* is -1"),
        ({"name": "lenet5", "in_channels": True}, "in_channels must be .* is True"),
        ({"name": "lenet5", "num_classes": "10"}, "num_classes must be .* is '10'"),
        ({"name": "lenet5", "weights": "DEFAULT"}, "no pretrained weights.*These have: alexnet"),
        ({"name": "resnet18", "weights": "V9"}, "has the weights IMAGENET1K_V1, .*not 'V9'"),
        ({"name": "resnet18", "weights": WEIGHTS.DEFAULT}, "resnet18 has the weights"),
        ({"name": "resnet18", "weights": True}, "not True"),
        (
            {"name": "resnet18", "weights": "DEFAULT", "num_classes": 10},
            "are for 1000 classes.*num_classes is 10.*replace",
        ),
        ({"name": "resnet18", "weights": "DEFAULT", "in_channels": 1}, "in_channels is 1"),
    ],
)
def test_bad_input_is_told_plainly(arguments, words):
    with pytest.raises(ValueError, match=words):
        models.build(**arguments)


def test_building_is_reproducible():
    states = []
    for _ in range(2):
        torch.manual_seed(11)
        states.append(models.build("resnet18", in_channels=1).state_dict())
    assert all(torch.equal(states[0][key], states[1][key]) for key in states[0])


def test_every_family_names_its_paper():
    for name in models.names():
        builder = models.registry._BUILDERS[name]
        module = sys.modules[getattr(builder, "func", builder).__module__]
        assert re.search(r'[A-Z]\. [\w-]+.*: "[^"]+",\s+(19|20)\d\d', module.__doc__, re.DOTALL), (
            name
        )


def test_submodules_load_on_first_use():
    code = (
        "import sys, labkit; assert 'torch' not in sys.modules; "
        "labkit.cost; labkit.models; assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
