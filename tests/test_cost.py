"""Costs against the lecture's table, torch at run time, gradients and torchvision's own figures."""

import copy
import csv
import io
import re

import pytest
import torch
import torch.nn.functional as F
import torchvision
from torch import nn

from labkit import models, plots
from labkit.cost import Row, cost_table
from labkit.cost.trace import on_meta

# The lecture's AlexNet table, corrected: KiB, parameters, MACs.
LECTURE = {
    "conv1": ((64, 56, 56), 784, 23_296, 72_855_552),
    "pool1": ((64, 27, 27), 182.25, 0, 419_904),
    "conv2": ((192, 27, 27), 546.75, 307_392, 223_948_800),
    "pool2": ((192, 13, 13), 126.75, 0, 292_032),
    "conv3": ((384, 13, 13), 253.5, 663_936, 112_140_288),
    "conv4": ((256, 13, 13), 169, 884_992, 149_520_384),
    "conv5": ((256, 13, 13), 169, 590_080, 99_680_256),
    "pool5": ((256, 6, 6), 36, 0, 82_944),
    "fc6": ((4096,), 16, 37_752_832, 37_748_736),
    "fc7": ((4096,), 16, 16_781_312, 16_777_216),
    "fc8": ((1000,), 3.90625, 4_097_000, 4_096_000),
}

# Published totals at 224×224 (LeNet 32, the lecture's AlexNet 227): parameters and MACs, millions.
TOTALS = {
    "alexnet": (61.10, 714),
    "alexnet_lecture": (61.10, 717),
    "zfnet": (62.36, 1168),
    "vgg11": (132.86, 7609),
    "vgg13": (133.05, 11308),
    "vgg16": (138.36, 15470),
    "vgg19": (143.67, 19632),
    "googlenet": (6.62, 1498),
    "resnet18": (11.69, 1814),
    "resnet34": (21.80, 3664),
    "resnet50": (25.56, 4089),
    "resnet101": (44.55, 7801),
    "resnet152": (60.19, 11514),
    "resnet50_original": (25.56, 3858),
    "resnet101_original": (44.55, 7570),
    "resnet152_original": (60.19, 11282),
    "densenet121": (7.98, 2834),
    "mobilenet_v1": (4.23, 569),
    "mobilenet_v2": (3.50, 301),
    "efficientnet_b0": (5.29, 386),
    "lenet5": (0.061706, 0.4165),
}
SHAPES = {"lenet5": (1, 32, 32), "alexnet_lecture": (3, 227, 227)}


def bare(name, **options):
    """Build without numbers, so that large networks cost nothing."""
    with torch.device("meta"):
        return models.build(name, **options)


def shape_for(name):
    return SHAPES.get(name, (3, 32, 32) if name.startswith("small") else (3, 224, 224))


def test_the_lectures_alexnet_row_by_row():
    table = cost_table(bare("alexnet_lecture"), (3, 227, 227), pooling=True)
    rows = {row.name: (row.shape, row.kib, row.params, row.macs) for row in table.rows}
    assert rows == LECTURE
    assert list(rows) == list(LECTURE)
    assert table.activation_bytes / 2**20 == pytest.approx(2.25, abs=0.005)
    without = cost_table(bare("alexnet_lecture"), (3, 227, 227))
    assert without.activation_bytes / 2**20 == pytest.approx(1.91, abs=0.005)
    assert without["pool1"] == Row("pool1", "MaxPool2d", (64, 27, 27), 0, 0, 0, 19)
    assert without.params == 61_100_840
    weights = cost_table(bare("alexnet_lecture"), (3, 227, 227), bias=False)
    assert weights["fc6"].params == 9216 * 4096
    assert weights.params == 61_100_840 - (64 + 192 + 384 + 256 + 256 + 4096 + 4096 + 1000)


def test_the_lectures_vgg16_and_googlenet():
    table = cost_table(bare("vgg16"), (3, 224, 224))
    assert table.activation_bytes / 2**20 == pytest.approx(51.71, abs=0.005)
    ends = [row.name for row in table.rows].index("features.16") + 1  # 28×28 after the third pool
    assert table.rows[ends - 1].shape == (256, 28, 28)
    begin = table.rows[:ends]
    assert sum(row.kib for row in begin) / 1024 == pytest.approx(45.94, abs=0.005)
    assert sum(row.params for row in begin) == 1_735_488
    assert sum(row.macs for row in begin) == pytest.approx(9335e6, rel=1e-4)
    stem = cost_table(bare("googlenet"), (3, 224, 224), pooling=True).rows
    stem = [row for row in stem if not row.name.startswith("inception")][:8]
    millions = {row.name: round(row.macs / 1e6, 1) for row in stem if row.macs}
    wanted = {"conv1.conv": 118.0, "maxpool1": 1.8, "conv2.conv": 12.8, "conv3.conv": 346.8}
    assert wanted.items() <= millions.items()
    assert millions["maxpool2"] == 1.4


@pytest.mark.parametrize("name", TOTALS)
def test_published_totals(name):
    params, macs = TOTALS[name]
    table = cost_table(bare(name), shape_for(name))
    assert table.params == pytest.approx(params * 1e6, rel=0.002)
    assert table.macs == pytest.approx(macs * 1e6, rel=0.001)


def test_published_receptive_fields():
    def last(name, row):
        return cost_table(bare(name), shape_for(name))[row].receptive_field

    assert last("alexnet", "features.12") == 195
    assert last("vgg16", "features.30") == 212
    assert last("resnet50", "layer4.2.conv3") == 427
    assert last("resnet18", "layer4.1.conv2") == 435
    assert last("mobilenet_v1", "block13.pointwise.conv") == 315
    assert last("mobilenet_v2", "features.18.0") == 491
    assert last("densenet121", "features.denseblock4.denselayer16.conv2") == 2071
    assert last("vgg16", "classifier.0") == 212 + 6 * 32  # a linear layer sees the whole map
    assert last("efficientnet_b0", "features.8.0") is None  # gates see the whole image
    assert last("efficientnet_b0", "features.1.0.block.0.0") == 3 + 2 * 2


def random_network(generator):
    """Return convolutions and poolings in random order, some with a second branch."""

    def pick(*options):
        return options[torch.randint(len(options), (), generator=generator)]

    layers, channels = [], 2
    for _ in range(pick(2, 3, 4)):
        kernel, dilation = (pick(1, 2, 3, 5), pick(1, 3, 4)), pick(1, 2)
        window = {"stride": (pick(1, 2), pick(1, 2)), "padding": (pick(0, 1), pick(0, 2))}
        kind = pick("conv", "pool", "same", "residual", "inception", "pad")
        if kind == "conv":
            out, window["groups"] = pick(2, 4), pick(1, 2)
            layers.append(nn.Conv2d(channels, out, kernel, dilation=dilation, **window))
            channels = out
        elif kind == "pool":
            layers.append(nn.AvgPool2d((3, 2), pick(None, 1, 2), ceil_mode=pick(True, False)))
        elif kind == "same":
            layers.append(nn.Conv2d(channels, channels, kernel, padding="same", dilation=dilation))
        elif kind == "pad":
            layers.append(nn.ZeroPad2d((pick(0, 1), 2, 1, 0)))
        else:
            branches = [nn.Conv2d(channels, 2, k, 2, k // 2) for k in (1, 3, pick(1, 3, 5))]
            layers += [Branches(branches, kind == "inception"), nn.ReLU()]
            channels = 6 if kind == "inception" else 2
    return nn.Sequential(*layers, nn.Conv2d(channels, 1, (2, 3)))


class Branches(nn.Module):
    def __init__(self, branches, concatenated):
        super().__init__()
        self.branches, self.concatenated = nn.ModuleList(branches), concatenated

    def forward(self, x):
        outputs = [branch(x) for branch in self.branches]
        if self.concatenated:
            return torch.cat([F.relu(out) for out in outputs], dim=1)
        return outputs[0] + outputs[1] + outputs[2]


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("seed", range(30))
def test_receptive_field_is_the_support_of_a_gradient(seed):
    model = random_network(torch.Generator().manual_seed(seed))
    field = cost_table(model, (2, 201, 234)).rows[-1].receptive_field
    field = (field, field) if isinstance(field, int) else field
    # Strides may skip pixels, so the support can have holes, but never another extent.
    assert extent_by_gradient(model, (2, 201, 234)) == field


def extent_by_gradient(model, shape):
    """Return how many rows and columns apart the pixels are that reach the middle output."""
    for parameter in model.parameters():
        nn.init.constant_(parameter, 0.1)
    x = torch.ones(1, *shape, dtype=torch.float64, requires_grad=True)
    out = model.double()(x)
    out[0, 0, out.shape[2] // 2, out.shape[3] // 2].backward()
    rows, columns = (x.grad[0].abs().sum(dim=(0, d)).nonzero() for d in (2, 1))
    return tuple(int(places.max() - places.min()) + 1 for places in (rows, columns))


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ([nn.AdaptiveAvgPool2d(1)], 12),
        ([nn.AdaptiveAvgPool2d((2, 4)), nn.Flatten(), nn.Linear(16, 2)], 12),
        ([nn.AdaptiveMaxPool2d(5), nn.Conv2d(2, 2, 1)], None),  # windows of different sizes
        ([nn.Flatten(), nn.Linear(2 * 12 * 12, 3), nn.ReLU(), nn.Linear(3, 2)], 12),
        ([nn.Upsample(scale_factor=2), nn.Conv2d(2, 2, 3)], None),
        ([nn.Softmax(dim=1), nn.Conv2d(2, 2, 1)], None),
        ([nn.GroupNorm(1, 2)], None),
        ([nn.ReflectionPad2d(1), nn.Conv2d(2, 2, 3)], None),
        ([nn.MaxPool2d(3, 2, 1, dilation=2), nn.Conv2d(2, 2, 2)], 7),
        ([nn.ConvTranspose2d(2, 2, 2, 2)], None),
    ],
)
def test_receptive_field_after_special_layers(head, wanted):
    assert cost_table(nn.Sequential(*head), (2, 12, 12)).rows[-1].receptive_field == wanted


class Functional(nn.Module):
    """A network as students write it, with functions in forward and a layer used twice."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.fc = nn.Linear(4, 10)
        self.scale = nn.Parameter(torch.ones(4))

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = x + self.conv2(F.relu(self.conv2(x)))
        return self.fc(x.mean(dim=(2, 3)) * self.scale)


def test_functions_in_forward_have_rows_and_shared_parameters_count_once():
    model = Functional()
    table = cost_table(model, (1, 12, 8), pooling=True)
    got = [(row.name, row.params, row.macs, row.receptive_field) for row in table.rows]
    assert got == [
        ("conv1", 40, 9 * 4 * 96, 3),
        ("max_pool2d", 0, 4 * 4 * 24, 4),
        ("conv2", 4 * 37, 36 * 4 * 24, 8),
        ("conv2", 0, 36 * 4 * 24, 12),
        ("mean", 0, 4 * 24, (22, 18)),
        ("mul", 4, 0, (22, 18)),
        ("fc", 50, 40, (22, 18)),
    ]
    assert table.params == sum(p.numel() for p in model.parameters())


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("seed", range(8))
def test_counts_are_those_of_a_real_run(seed):
    generator = torch.Generator().manual_seed(100 + seed)
    model = random_network(generator)
    batch, height, width = torch.randint(24, 40, (3,), generator=generator).tolist()
    counted = {"macs": 0, "bytes": 0}

    def hook(layer, args, out):
        if isinstance(layer, nn.Conv2d):
            counted["macs"] += out.numel() * layer.weight[0].numel()
            counted["bytes"] += out.numel() * 4

    table = cost_table(model, (2, height, width), batch_size=batch)
    for layer in model.modules():
        layer.register_forward_hook(hook)
    out = model(torch.randn(batch, 2, height, width, generator=generator))
    assert table.rows[-1].shape == out.shape[1:]
    assert (table.macs, table.activation_bytes) == (counted["macs"], counted["bytes"])
    assert table.params == sum(p.numel() for p in model.parameters())
    single = cost_table(model, (2, height, width))
    assert (single.macs * batch, single.activation_bytes * batch) == (
        table.macs,
        table.activation_bytes,
    )


def test_transposed_convolutions_and_half_precision():
    table = cost_table(nn.ConvTranspose2d(3, 5, 4, 2, 1).half(), (3, 7, 9))
    assert table.macs == 3 * 7 * 9 * 5 * 4 * 4  # every input pixel meets the whole kernel
    assert table.activation_bytes == 5 * 14 * 18 * 2


def test_attention_counts_its_products():
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    linear = 5 * (4 * 8 * 8 + 2 * 8 * 16)
    assert cost_table(layer, (5, 8)).macs == linear + 2 * 5 * 5 * 8


def test_the_model_is_left_as_it_was():
    model = models.build("small_residual").train()
    model[0].eval()
    seen = []
    model[1].register_forward_hook(lambda *_: seen.append("ran"))
    before = copy.deepcopy(model.state_dict())
    modes = [module.training for module in model.modules()]
    hooks = [len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules()]
    identities = [id(p) for p in model.parameters()]
    chance = torch.get_rng_state()
    cost_table(model, (3, 32, 32))
    with pytest.raises(ValueError, match="does not run"):
        cost_table(model, (4, 32, 32))
    assert seen == []
    assert [module.training for module in model.modules()] == modes
    assert [len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules()] == hooks
    assert [id(p) for p in model.parameters()] == identities
    assert torch.equal(torch.get_rng_state(), chance)
    assert all(p.device.type == "cpu" and p.requires_grad for p in model.parameters())
    after = model.state_dict()
    assert all(torch.equal(before[key], after[key]) for key in before)


def test_plain_tensors_and_meta_models_are_counted_too():
    class Shifted(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 1)
            self.shift = torch.ones(3, 1, 1)
            self.kept = [self.conv.weight * 2]  # has a history: torch refuses to copy it

        def forward(self, x):
            return self.conv(x - self.shift + torch.zeros(1))

    table = cost_table(Shifted(), (3, 5, 6))
    assert (table.macs, table.rows[0].receptive_field) == (3 * 4 * 30, 1)
    assert cost_table(Shifted().to("meta"), (3, 5, 6)).rows == table.rows


def test_parameters_that_never_run_are_said():
    with torch.device("meta"):
        model = torchvision.models.googlenet(init_weights=False)
    table = cost_table(model, (3, 224, 224))
    assert table.params == sum(p.numel() for p in model.parameters())
    assert table["aux1.fc1"].kind == "Linear, not run"
    assert table["aux1.fc1"].shape is None


@pytest.mark.parametrize("name", models.names())
def test_every_builder_has_a_table(name):
    table = cost_table(bare(name), shape_for(name))
    assert table.macs > 0
    assert table.rows[-1].shape is not None


def test_weights_are_copied_as_shapes_only():
    copied = on_meta(models.build("small_residual"))
    assert {x.device.type for x in copied.state_dict().values()} == {"meta"}


def test_the_table_shows_and_saves_itself():
    table = cost_table(models.build("lenet5"), (1, 32, 32), pooling=True)
    text = repr(table)
    assert re.search(r"^conv1 +Conv2d +6×28×28 +18\.38 +156 +117,600 +5$", text, re.MULTILINE)
    assert re.search(r"^total +\d+\.\d\d +61,706 +\d{3},\d{3}$", text, re.MULTILINE)
    assert "Parameters with biases" in text
    assert "pools included" in text
    html = table._repr_html_()
    assert html.count("<tr>") == len(table.rows) + 2
    assert "61,706" in html
    assert "Input 1×1×32×32" in html
    rows = list(csv.DictReader(io.StringIO(table.csv())))
    assert [row["name"] for row in rows] == [row.name for row in table.rows]
    assert sum(int(row["params"]) for row in rows) == 61_706
    assert rows[0]["shape"] == "6×28×28"
    without = cost_table(models.build("lenet5"), (1, 32, 32), bias=False)
    assert "without biases" in repr(without)
    assert "pooling counts none" in repr(without)
    with pytest.raises(KeyError, match=r"No row is called 'conv3'; near it are conv\d"):
        table["conv3"]


def test_names_are_escaped_in_html():
    class Odd(nn.Linear):
        pass

    Odd.__name__ = "<b>Odd</b>"
    assert "&lt;b&gt;Odd&lt;/b&gt;" in cost_table(Odd(2, 2), (2,))._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("vgg16", (3, 224, 224)), TypeError, r"given 'vgg16'.*models\.build"),
        ((nn.Linear, (3,)), TypeError, "torch.nn.Module"),
        ((nn.Linear(3, 1), 3), ValueError, "input_shape is 3"),
        ((nn.Linear(3, 1), ()), ValueError, "whole numbers above 0"),
        ((nn.Linear(3, 1), (3.0,)), ValueError, "whole numbers above 0"),
        ((nn.Linear(3, 1), (0,)), ValueError, "whole numbers above 0"),
        ((nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 1)), (3,)), ValueError, "Linear 1 says"),
        ((nn.Conv2d(3, 4, 5), (3, 4, 4)), ValueError, r"batch of shape \(1, 3, 4, 4\)"),
        ((nn.Conv2d(3, 4, 5), (1, 3, 9, 9)), ValueError, "without the batch"),
        ((nn.Sequential(nn.LazyLinear(4)), (3,)), ValueError, "0.weight has no shape yet"),
        ((nn.BatchNorm2d(4), (3, 5, 5)), ValueError, "running_mean"),
    ],
)
def test_bad_input_is_told_plainly(arguments, error, words):
    with pytest.raises(error, match=words):
        cost_table(*arguments)


@pytest.mark.parametrize("batch_size", [0, -1, 2.0, True])
def test_bad_batch_sizes(batch_size):
    with pytest.raises(ValueError, match="batch_size must be a whole number"):
        cost_table(nn.Linear(3, 1), (3,), batch_size=batch_size)


def test_bars_take_blocks_together_and_name_the_dearest():
    table = cost_table(bare("resnet50"), (3, 224, 224))
    figure = plots.cost_bars(table)
    assert figure.get_label().startswith("Costs by layer: most memory in layer1.0 (")
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 19  # conv1, bn1, 16 blocks, fc
    lecture = plots.cost_bars(cost_table(bare("alexnet_lecture"), (3, 227, 227)))
    assert lecture.get_label() == (
        "Costs by layer: most memory in conv1 (40%), most parameters in fc6 (62%), "
        "most MACs in conv2 (31%)."
    )
    for axes, total in zip(lecture.axes, (1958.156, 61100.84, 716.812), strict=True):
        assert sum(bar.get_width() for bar in axes.patches) == pytest.approx(total, rel=1e-4)
    with pytest.raises(ValueError, match="nothing to draw"):
        plots.cost_bars(cost_table(nn.ReLU(), (3, 4, 4)))


# Published as 0.04 GMAC: 40,476,448 rounded to three decimals of a giga is more than 1 % away.
ROUNDED = {"shufflenet_v2_x0_5": 0.02}
CLASSIFIERS = torchvision.models.list_models(module=torchvision.models)


def without_numbers(name, size, monkeypatch):
    """Build a classifier of torchvision without numbers."""
    options = {}
    if name.startswith("vit"):
        options["image_size"] = size
    if name in ("googlenet", "inception_v3"):
        options["init_weights"] = False
    if name == "googlenet":
        options["aux_logits"] = False  # torchvision publishes its parameters without them
    if not name.startswith("regnet"):
        with torch.device("meta"):
            return torchvision.models.get_model(name, **options)
    # RegNet computes its widths with tensors, which need numbers: only its weights go without.
    empty = torch.empty
    with monkeypatch.context() as patch:
        patch.setattr(torch, "empty", lambda *a, **k: empty(*a, **k | {"device": "meta"}))
        return torchvision.models.get_model(name, **options)


@pytest.mark.slow
@pytest.mark.parametrize("name", CLASSIFIERS)
def test_agrees_with_what_torchvision_publishes(name, monkeypatch):
    published = {}
    for weights in torchvision.models.get_model_weights(name):
        size = weights.transforms().crop_size[0]
        published.setdefault(size, []).append(weights)
    for size, enums in published.items():
        table = cost_table(without_numbers(name, size, monkeypatch), (3, size, size))
        for weights in enums:
            assert table.params == weights.meta["num_params"]
            published_macs = weights.meta["_ops"] * 1e9
            assert table.macs == pytest.approx(published_macs, rel=ROUNDED.get(name, 0.01)), weights
