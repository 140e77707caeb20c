# %% [markdown]
# # Lab 07 · Classic architectures and what they cost
#
# LeNet-5 has 61,706 parameters, VGG-16 has 138,357,544. Such numbers look like something one has
# to look up. They are not: each follows from a short list of layers, and you can count it. After
# this lab you can
#
# - turn a list of layers into a **table of costs** (shapes, memory, parameters, multiply–adds)
#   and say where each of them sits in a network;
# - **build LeNet-5 and all of the VGG family** so exactly that another library's weights fit;
# - check numbers in tables and papers, and find the wrong ones.
#
# **88 minutes · 36 points · builds on:** lab 01 (what one layer costs), PyTorch's `nn.Module`.

# %% [markdown]
# Work from top to bottom: fill the stub of an exercise, then run the check below it. Points come
# from more inputs of the same kind, so write the general rule. No exercise needs another one.

# %% locked="setup"
import torch
from labkit import check, cost, data, device, explore, models, plots, timing, train
from torch import nn

torch.set_num_threads(1)  # small networks run fastest on one core
print(device.explain())

# %% [markdown]
# ## 1 · A network is a list
#
# Here is LeNet-5 of 1998, which read the numbers on bank cheques. Its layers as plain data:

# %% locked="lenet_layers"
LENET = [
    ("conv", 6, 5, 1, 0),  # number of kernels, kernel size, stride, padding
    ("pool", 2, 2),  # window size, stride; never padded here
    ("conv", 16, 5, 1, 0),
    ("pool", 2, 2),
    ("flatten",),  # a stack of maps becomes one vector
    ("linear", 120),  # number of outputs
    ("linear", 84),
    ("linear", 10),
]

# %%
shapes = [(1, 32, 32), (6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120,), (84,), (10,)]
names = ["image", "conv", "pool", "conv", "pool", "linear", "linear", "linear"]
plots.picture(
    plots.architecture(names, shapes),
    "LeNet-5. Notice the trade that all networks of this lab make: maps get smaller, and there "
    "are more of them.",
)

# %% [markdown]
# Activations are left out of the list: they change no shape, have no parameters and work in place.
# Two rules from lab 01 are all you need:
#
# - a window of `size` cells that moves by `stride` stops at
#   ⌊(side + 2·padding − size) / stride⌋ + 1 places along a side;
# - each output of a convolution or linear layer is one sum of products, plus one bias.
#
# %% [markdown]
# The first line by hand: 32 − 5 + 1 = 28, so the output is 6×28×28 = 4,704 numbers, 18.375 KiB in
# float32. A kernel has 1·5·5 weights and a bias: 6·26 = 156 parameters. Each of the 4,704 numbers
# takes 25 multiply–adds: 117,600.
#
# **Predict:** three linear layers and two convolutions. Which layer has most of the parameters?
#
# <details><summary>Answer</summary>
# The first linear layer: 400·120 + 120 = 48,120 of 61,706. It meets the flattened maps, and each
# of their numbers gets a weight for each output.
# </details>

# %% [markdown]
# ### Exercise 1 · `cost_table` — 8 points, 17 minutes, medium
#
# - **Inputs:** `layers`: a list of tuples as above; `input_shape`: a tuple `(channels, height,
#   width)` or `(features,)`.
# - **Returns:** a list with one row `(shape, kib, params, macs)` for each layer: its output shape
#   (tuple of ints, without the batch), the memory of the output in KiB (float32, 1 KiB = 1024
#   bytes), its parameters and its multiply–adds for one image (ints, biases not counted as work).
# - **Example:** `cost_table([("conv", 6, 5, 1, 0)], (1, 32, 32))` is
#   `[((6, 28, 28), 18.375, 156, 117600)]`.
# - **By custom:** pooling has memory and no multiply–adds; flattening only changes the shape, so
#   its row has 0 for all three.
# - **Error:** `ValueError` if a linear layer meets maps that nobody has flattened.
# - **Not allowed:** running the layers in PyTorch (on the meta device, too) or `labkit.cost`.
#
# <details><summary>Hint 1</summary>
# Walk through the list with one variable, the present shape. Each layer reads it, adds a row and
# replaces it. <code>kind, *numbers = layer</code> takes a tuple apart.
# </details>
# <details><summary>Hint 2</summary>
# For a convolution with shape (c, h, w): (h + 2*padding − size) // stride + 1 rows; parameters
# kernels·(c·size² + 1); multiply–adds (numbers in the output)·c·size². A linear layer with f
# inputs: outputs·(f + 1) and outputs·f.
# </details>

# %% answer="cost_table"
def cost_table(layers, input_shape):
    """Return a row (shape, KiB, parameters, multiply-adds) for each layer."""
    ### BEGIN SOLUTION
    rows, shape = [], tuple(input_shape)
    for kind, *numbers in layers:
        params = macs = 0
        if kind == "flatten":
            shape = (torch.Size(shape).numel(),)
        elif kind == "linear":
            if len(shape) > 1:
                raise ValueError(f"a linear layer needs a vector, not maps of shape {shape}")
            (inputs,), (outputs,) = shape, numbers
            shape, params, macs = (outputs,), outputs * (inputs + 1), outputs * inputs
        else:
            channels, *sides = shape
            kernels, size, stride, padding = numbers if kind == "conv" else (channels, *numbers, 0)
            sides = [(side + 2 * padding - size) // stride + 1 for side in sides]
            shape = (kernels, *sides)
            if kind == "conv":
                weights = channels * size**2
                params = kernels * (weights + 1)
                macs = weights * torch.Size(shape).numel()
        kib = 0.0 if kind == "flatten" else torch.Size(shape).numel() * 4 / 1024
        rows.append((shape, kib, params, macs))
    return rows
    ### END SOLUTION

# %% test="cost_table" points=8
check.forbid("convolution", cost_table, [("conv", 2, 3, 1, 0)], (1, 5, 4))
s, k, params, macs = (6, 28, 28), 18.375, 156, 117_600
check.call(cost_table, [("conv", 6, 5, 1, 0)], (1, 32, 32)).gives([(s, k, params, macs)], mistakes={
    "the biases are missing": [(s, k, 150, macs)], "the row is not in a list": (s, k, params, macs),
    "a bias is no multiply–add": [(s, k, params, 122_304)], "a float32 number has 4 bytes":
    [(s, k / 4, params, macs)], "one multiply–add counts once, not as two FLOPs":
    [(s, k, params, 2 * macs)], "1 KiB is 1024 bytes": [(s, 18.816, params, macs)],
    "these are bytes, not KiB": [(s, 18_816.0, params, macs)]})
x, y = ((4, 5, 3), 60 / 256, 76, 1080), ((4, 2, 1), 8 / 256, 0, 0)
check.call(cost_table, [("conv", 4, 3, 2, 1), ("pool", 2, 2)], (2, 9, 6)).gives([x, y], mistakes={
    "the height is used for both sides":
    [((4, 5, 5), 100 / 256, 76, 1800), ((4, 2, 2), 1 / 16, 0, 0)], "pooling has memory too":
    [x, (y[0], 0.0, 0, 0)], "pooling has no multiply–adds, by custom": [x, (*y[:3], 32)],
    "the padding is ignored": [((4, 4, 2), 1 / 8, 76, 576), y],
    "rounded up, not down": [((4, 5, 4), 5 / 16, 76, 1440), ((4, 3, 2), 24 / 256, 0, 0)],
    "the example is hard-coded": [(s, k, params, macs)], "only the last row is returned": [y]})
x, y = ((5, 2, 3), 30 / 256, 15, 60), ((3, 2, 3), 18 / 256, 18, 90)
check.call(cost_table, [("conv", 5, 1, 1, 0), ("conv", 3, 1, 1, 0)], (2, 2, 3)).gives([x, y],
    mistakes={"a convolution reads the channels of the layer before it": [x, (*y[:2], 9, 36)]})
x, y = ((24,), 0.0, 0, 0), ((10,), 10 / 256, 250, 240)
check.call(cost_table, [("flatten",), ("linear", 10)], (4, 2, 3)).gives([x, y], mistakes={
    "flattening makes no new numbers: 0 KiB": [((24,), 24 / 256, 0, 0), y],
    "the biases are missing": [x, (*y[:2], 240, 240)]})
check.call(cost_table, [("linear", 5)], (4, 2, 3)).raises(ValueError, because="maps are not flat")
### BEGIN HIDDEN TESTS
with check.hidden():
    from torch.utils.flop_counter import FlopCounterMode

    def counted(layers, shape):
        rows, x = [], torch.empty(1, *shape, device="meta")
        for kind, *numbers in layers:
            layer = {"conv": nn.Conv2d, "linear": nn.Linear}.get(kind)
            layer = layer(x.shape[1], *numbers, device="meta") if layer else (
                nn.MaxPool2d(*numbers) if kind == "pool" else nn.Flatten())
            with FlopCounterMode(display=False) as flops:
                x = layer(x)
            kib = 0.0 if kind == "flatten" else x.numel() / 256
            params = sum(p.numel() for p in layer.parameters())
            rows.append((tuple(x.shape[1:]), kib, params, flops.get_total_flops() // 2))
        return rows

    head = [("flatten",), ("linear", 12), ("linear", 7)]
    for layers, shape in (
        (LENET, (1, 32, 32)), ([("linear", 3), ("linear", 8)], (11,)), ([], (3, 4, 5)),
        ([("conv", 64, 11, 4, 2), ("pool", 3, 2), ("conv", 192, 5, 1, 2)], (3, 227, 227)),
        ([("conv", 5, 3, 2, 1), ("pool", 3, 1), ("conv", 7, 1, 1, 0), *head], (2, 11, 16)),
        ([("pool", 2, 2), ("pool", 3, 2), ("conv", 4, 2, 3, 3)], (5, 19, 13)),
        ([("conv", 9, 4, 3, 0), ("conv", 2, 3, 1, 2), *head], (1, 23, 14)),
    ):
        check.call(cost_table, layers, shape).gives(counted(layers, shape))
    check.call(cost_table, [("conv", 4, 3, 1, 1), ("linear", 5)], (3, 8, 8)).raises(
        ValueError, because="these maps are not flat")
### END HIDDEN TESTS

# %% [markdown]
# Now the network that began the boom in 2012. **Your** function prints its table, as soon as it
# is written:

# %% locked="alexnet_layers"
ALEXNET = [
    *(("conv", 64, 11, 4, 2), ("pool", 3, 2), ("conv", 192, 5, 1, 2), ("pool", 3, 2)),
    *(("conv", 384, 3, 1, 1), ("conv", 256, 3, 1, 1), ("conv", 256, 3, 1, 1), ("pool", 3, 2)),
    *(("flatten",), ("linear", 4096), ("linear", 4096), ("linear", 1000)),
]

# %% tags=["raises-exception"]
rows = cost_table(ALEXNET, (3, 227, 227))
print(f"{'layer':<12}{'output':<14}{'KiB':>8}{'parameters':>14}{'multiply–adds':>16}")
for layer, (shape, kib, params, macs) in zip(ALEXNET, rows, strict=True):
    size = "×".join(map(str, shape))
    print(f"{layer[0]:<12}{size:<14}{kib:>8.2f}{params:>14,}{macs:>16,}")
print(f"{'total':<26}{'':>8}{sum(r[2] for r in rows):>14,}{sum(r[3] for r in rows):>16,}")

# %% [markdown]
# **Notice:** 61,100,840 parameters, the published number, from twelve lines of plain data. Is it
# *the* AlexNet? Nearly. The input of 227 belongs to the paper of 2012 and the 64 kernels with
# padding 2 to a slimmer version of 2014: this table, often taught, is a **hybrid of two AlexNets**.
# torchvision's takes 224 pixels and has the same 61,100,840 parameters and 714 instead of 717
# million multiply–adds.

# %% [markdown]
# ## 2 · Where the costs sit
#
# Three costs, three different places:
#
# - **memory** in the first layers, where maps are large;
# - **parameters** in the first linear layer, which has a weight for each number of the flattened
#   maps and each output;
# - **work** in the convolutions, which use every weight at every place.
#
# Choose any network of the course and move the slider through its layers.

# %%
explore.costs("vgg16")

# %% [markdown]
# **Predict**, then look: in VGG-16, which part of all parameters lies in `classifier.0`? And
# which network needs the least memory of all those with 224×224 inputs?
#
# <details><summary>Answer</summary>
# 102.8 of 138.4 million: 74 %. And AlexNet: its first stride of 4 throws away most of the map at
# once, so 1.89 MiB do.
# </details>

# %%
print(f"{'network':<18}{'parameters':>13}{'million MACs':>14}{'MiB':>8}")
for name in ("lenet5", "alexnet", "zfnet", "vgg11", "vgg13", "vgg16", "vgg19", "googlenet",
             "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "densenet121",
             "mobilenet_v1", "mobilenet_v2", "efficientnet_b0"):
    table = cost.table_of(name)
    memory = table.activation_bytes / 2**20
    print(f"{name:<18}{table.params:>13,}{table.macs / 1e6:>14,.1f}{memory:>8.2f}")

# %% [markdown]
# **Notice:** the costs do not go together. ResNet-50 has fewer parameters than AlexNet and does
# almost six times the work; MobileNet v2 needs more memory for its activations than ResNet-34.
# (Memory here: outputs of convolutions and linear layers. Ask what a table counts before you
# compare it with another one.)

# %% [markdown]
# ## 3 · LeNet-5, built
#
# Counting is one thing, running another. `nn.Sequential` runs layers one after another, and the
# list of section 1 translates line by line. What the list left out are the activations: LeNet
# used **tanh** after each convolution and each linear layer but the last, and *mean* pooling.

# %% [markdown]
# ### Exercise 2 · `lenet5` — 4 points, 8 minutes, easy
#
# - **Inputs:** `num_classes`, `in_channels`: ints.
# - **Returns:** an `nn.Module` for `(N, in_channels, 32, 32)` images that gives `(N, num_classes)`:
#   the layers of `LENET`, with tanh and mean pooling, the last layer with `num_classes` outputs
#   and nothing behind it.
# - **Example:** `lenet5(10)` has 61,706 parameters.
# - **Not allowed:** the finished networks of `labkit.models` and torchvision, also in parts.
#
# <details><summary>Hint 1</summary>
# The layers are <code>nn.Conv2d, nn.Tanh, nn.AvgPool2d, nn.Flatten, nn.Linear</code>. What is the
# shape before flattening?
# </details>
# <details><summary>Hint 2</summary>
# 16 maps of 5×5 are 400 numbers. Twelve layers: convolution, tanh, pooling, twice; flatten; then
# 400 → 120, tanh, 120 → 84, tanh, 84 → num_classes.
# </details>

# %% answer="lenet5"
def lenet5(num_classes=10, in_channels=1):
    """Return LeNet-5 for 32×32 images."""
    ### BEGIN SOLUTION
    convolutions = [nn.Conv2d(in_channels, 6, 5), nn.Tanh(), nn.AvgPool2d(2),
                    nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2)]
    return nn.Sequential(
        *convolutions, nn.Flatten(),
        nn.Linear(16 * 5 * 5, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(),
        nn.Linear(84, num_classes),
    )
    ### END SOLUTION

# %% test="lenet5" points=4
x = torch.randn(3, 1, 32, 32, generator=torch.Generator().manual_seed(1))
shapes = [(3, 6, 28, 28), (3, 16, 10, 10), (3, 120), (3, 84), (3, 10)]
check.forbid("finished networks", lenet5, 10)
net = check.module(lenet5, 10)
net.layer_shapes(x, kinds=("Conv2d", "Linear")).gives(shapes, mistakes={
    "the first convolution is padded": [(3, 6, 32, 32), (3, 16, 12, 12), *shapes[2:]],
    "a linear layer is missing": [*shapes[:3], (3, 10)],
    "nothing is pooled": [shapes[0], (3, 16, 24, 24), *shapes[2:]]})
net.parameters().gives(61_706, mistakes={"the biases are missing": 61_470})
check.module(lenet5, 7).parameters().gives(61_451, mistakes={"num_classes is ignored": 61_706})
check.module(lenet5, 10, 3).parameters().gives(62_006, mistakes={"in_channels is ignored": 61_706})
torch.manual_seed(1)
right = models.build("lenet5")
relu = nn.Sequential(*(nn.ReLU() if isinstance(layer, nn.Tanh) else layer for layer in right))
maximum = nn.Sequential(*(nn.MaxPool2d(2) if isinstance(m, nn.AvgPool2d) else m for m in right))
linear = nn.Sequential(*(m for m in right if not isinstance(m, nn.Tanh)))
late = right[11](right[9](right[7](right[:7](x))))
check.module(lenet5, 10).load(right)(x).gives(right(x), mistakes={
    "relu instead of tanh": relu(x), "pooling takes the maximum, not the mean": maximum(x),
    "no activation at all": linear(x), "no tanh after the linear layers": late,
    "a tanh too many: the last layer gives plain numbers": right(x).tanh(),
    "a softmax too many: the last layer gives plain numbers": right(x).softmax(1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, (n, classes, channels) in enumerate(((1, 2, 1), (4, 13, 3), (2, 1, 4))):
        torch.manual_seed(seed)
        right = models.build("lenet5", num_classes=classes, in_channels=channels)
        x = torch.randn(n, channels, 32, 32)
        net = check.module(lenet5, classes, in_channels=channels)
        net.parameters().gives(sum(p.numel() for p in right.parameters()))
        net.load(right)(x).gives(right(x))
    check.module(lenet5).parameters().gives(61_706)
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** your network takes over somebody else's weights and gives the same numbers to the
# last digit that counts. That is what "the same architecture" means, and the check after each
# exercise of this lab does it. (The paper of 1998 differed in three details: pooling with a
# learnt scale, a second convolution that saw only some of the maps, and another last layer.)

# %% [markdown]
# ## 4 · VGG: the same brick, again and again
#
# VGG (2014) made design simple. Every kernel is **3×3 with padding 1**, so only pooling changes
# the size. A *stage* is a few convolutions with ReLU, then 2×2 max pooling that halves the map,
# while the next stage doubles the channels up to 512. Two 3×3 kernels see what one 5×5 sees, three
# what one 7×7 sees, with fewer weights and more activations in between.

# %% locked="vgg_configs"
VGG11 = [(64, 1), (128, 1), (256, 2), (512, 2), (512, 2)]  # (channels, convolutions) of a stage
VGG13 = [(64, 2), (128, 2), (256, 2), (512, 2), (512, 2)]
VGG16 = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]
VGG19 = [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]

# %%
sides = [224, 112, 56, 28, 14, 7]
maps = [(3, 224, 224)] + [(c, side, side) for (c, _), side in zip(VGG16, sides[1:], strict=True)]
names = ["image", *(f"stage {i}" for i in range(1, 6)), "linear", "linear", "linear"]
plots.picture(
    plots.architecture(names, [*maps, (4096,), (4096,), (1000,)]),
    "VGG-16 after each stage. Notice that the number of pixels falls by four each time and the "
    "number of channels at most doubles: the deeper, the less memory.",
)

# %% [markdown]
# **Predict:** why did everyone agree on 224 pixels, and not on 256?
#
# <details><summary>Answer</summary>
# Five poolings halve the map five times: 224 = 7·2⁵ ends in 7×7, and no pooling has to drop a
# row. But 256 = 8·2⁵ would do as well, and costs (8/7)² = 1.31 times as much work. Divisible by 32
# is what matters; 224 is then a habit, from cutting patches out of 256-pixel images.
# </details>

# %% [markdown]
# ### Exercise 3 · `vgg_stage` — 3 points, 6 minutes, easy
#
# - **Inputs:** `in_channels`, `out_channels`, `convs`: ints.
# - **Returns:** an `nn.Module`: `convs` times a 3×3 convolution (`nn.Conv2d`, padding 1) with ReLU
#   behind it, then 2×2 max pooling. All convolutions give `out_channels`.
# - **Example:** `vgg_stage(3, 64, 2)` turns `(N, 3, 224, 224)` into `(N, 64, 112, 112)` and has
#   38,720 parameters.
# - **Not allowed:** the finished networks of `labkit.models` and torchvision, also in parts.
#
# <details><summary>Hint 1</summary>
# Collect the layers in a list, then <code>nn.Sequential(*layers)</code>. Which convolution sees
# <code>in_channels</code>?
# </details>
# <details><summary>Hint 2</summary>
# After the first convolution, set <code>in_channels = out_channels</code>. The parameters of the
# example: 64·(3·9 + 1) + 64·(64·9 + 1).
# </details>

# %% answer="vgg_stage"
def vgg_stage(in_channels, out_channels, convs):
    """Return a stage of VGG: 3×3 convolutions with ReLU, then max pooling."""
    ### BEGIN SOLUTION
    layers = []
    for _ in range(convs):
        layers += [nn.Conv2d(in_channels, out_channels, 3, padding=1), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2d(2))
    ### END SOLUTION

# %% test="vgg_stage" points=3
from torchvision.models.vgg import make_layers

x = torch.randn(2, 3, 8, 6, generator=torch.Generator().manual_seed(2))
check.forbid("finished networks", vgg_stage, 3, 2, 1)
stage, size = check.module(vgg_stage, 3, 5, 2), (2, 5, 8, 6)
stage.layer_shapes(x, kinds=("Conv2d",)).gives([size, size], mistakes={
    "one convolution is missing": [size], "one convolution too many": [size] * 3,
    "the padding is missing": [(2, 5, 6, 4), (2, 5, 4, 2)],
    "pooling comes once, at the end": [size, (2, 5, 4, 3)], "the example is hard-coded":
    [(2, 64, 8, 6)] * 2, "only the last convolution gives out_channels": [x.shape, size]})
stage.parameters().gives(370, mistakes={"the biases are missing": 360})
torch.manual_seed(2)
right = make_layers([5, 5, "M"])  # torchvision's
last, relu = right[:2](x), torch.relu
stage.load(right)(x).gives(right(x), mistakes={
    "the pooling is missing": right[:4](x), "relu is missing": right[4](right[2](right[0](x))),
    "relu is missing between the convolutions": right[4](relu(right[2](right[0](x)))),
    "relu is missing after the last convolution": right[4](right[2](last)),
    "pooling takes the mean, not the maximum": nn.functional.avg_pool2d(right[:4](x), 2)})
check.module(vgg_stage, 7, 4, 1).parameters().gives(256, mistakes={"convs is ignored": 404})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, (n, c, out, convs) in enumerate(((1, 3, 8, 1), (2, 6, 4, 3), (3, 5, 5, 4))):
        torch.manual_seed(seed)
        x = torch.randn(n, c, 7, 10)
        right = make_layers([c, *[out] * convs, "M"])[2:]
        stage = check.module(vgg_stage, c, out, convs)
        stage.layer_shapes(x, kinds=("Conv2d",)).gives([(n, out, 7, 10)] * convs)
        stage.load(right)(x).gives(right(x))
    check.module(vgg_stage, 256, 512, 4, meta=True).parameters().gives(8_259_584)
### END HIDDEN TESTS

# %% [markdown]
# A whole VGG is its stages, then a *head*: flatten, and three linear layers of which the first two
# have `hidden` outputs and ReLU. (The paper also drops half of their outputs while training. That
# has no parameters and does nothing afterwards; leave it out.)
#
# **Predict:** the maps end as 512×7×7. How many parameters has the first linear layer, roughly?

# %% locked="torchvision_vgg"
def torchvision_vgg(layers, sizes):
    """Return torchvision's VGG with the given features and linear layers of the given sizes."""
    from itertools import pairwise

    from torchvision.models import vgg as torchvision_vggs

    with torch.device("meta"):  # its own linear layers would take half a gigabyte
        model = torchvision_vggs.VGG(nn.Identity(), init_weights=False)
    model.features, model.avgpool = torchvision_vggs.make_layers(layers), nn.Identity()
    for place, pair in zip((0, 3, 6), pairwise(sizes), strict=True):
        model.classifier[place] = nn.Linear(*pair)
    return model.eval()

# %% [markdown]
# ### Exercise 4 · `vgg` — 5 points, 10 minutes, medium
#
# - **Inputs:** `config`: a list of stages `(channels, convs)` such as `VGG16`; `num_classes`,
#   `image_size`, `hidden`: ints.
# - **Returns:** an `nn.Module` for `(N, 3, image_size, image_size)` images that gives
#   `(N, num_classes)`: the stages in order, flatten, and linear layers to `hidden`, to `hidden`
#   and to `num_classes`, with ReLU behind the first two.
# - **Example:** `vgg(VGG16)` has 138,357,544 parameters.
# - **Not allowed:** the finished networks of `labkit.models` and torchvision, also in parts.
#
# The check builds the large ones without numbers, on PyTorch's *meta* device. Try
# `with torch.device("meta"): vgg(VGG19)` yourself: it takes no memory at all.
#
# <details><summary>Hint 1</summary>
# Write the convolutions of a stage as in exercise 3 (you may call your own function). The side of
# the map after all stages is <code>image_size // 2 ** len(config)</code>.
# </details>
# <details><summary>Hint 2</summary>
# The first linear layer has channels·side·side inputs, where channels are those of the last
# stage: 512·7·7 = 25,088 for VGG16.
# </details>

# %% answer="vgg"
def vgg(config, num_classes=1000, image_size=224, hidden=4096):
    """Return a VGG: stages of 3×3 convolutions, then three linear layers."""
    ### BEGIN SOLUTION
    layers, channels, side = [], 3, image_size
    for out_channels, convs in config:
        for _ in range(convs):
            layers += [nn.Conv2d(channels, out_channels, 3, padding=1), nn.ReLU()]
            channels = out_channels
        layers.append(nn.MaxPool2d(2))
        side //= 2
    head = [nn.Flatten(), nn.Linear(channels * side**2, hidden), nn.ReLU(),
            nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, num_classes)]
    return nn.Sequential(*layers, *head)
    ### END SOLUTION

# %% test="vgg" points=5
x = torch.randn(2, 3, 12, 12, generator=torch.Generator().manual_seed(3))
check.forbid("finished networks", vgg, [(4, 1)], image_size=4, hidden=2)
net = check.module(vgg, [(4, 1), (6, 2)], num_classes=5, image_size=12, hidden=7)
shapes = [(2, 4, 12, 12), (2, 6, 6, 6), (2, 6, 6, 6), (2, 7), (2, 7), (2, 5)]
net.layer_shapes(x, kinds=("Conv2d", "Linear")).gives(shapes, mistakes={
    "one linear layer is missing": [*shapes[:4], shapes[5]], "the stages do not pool":
    [(2, 4, 12, 12), (2, 6, 12, 12), (2, 6, 12, 12), *shapes[3:]],
    "every stage has one convolution": [*shapes[:2], *shapes[3:]], "hidden is ignored":
    [*shapes[:3], (2, 4096), (2, 4096), (2, 5)]})
net.parameters().gives(1_145, mistakes={"the biases are missing": 1_110,
                                        "the biases of the convolutions are missing": 1_129})
torch.manual_seed(3)
right = torchvision_vgg([4, "M", 6, 6, "M"], (54, 7, 7, 5))
flat, head = right.features(x).flatten(1), right.classifier
net.load(right)(x).gives(right(x), mistakes={
    "a relu too many: the last layer gives plain numbers": right(x).relu(),
    "a softmax too many: the last layer gives plain numbers": right(x).softmax(1),
    "relu is missing between the linear layers": head[6](head[3](head[0](flat)))})
check.module(vgg, VGG16, meta=True).parameters().gives(138_357_544, mistakes={
    "num_classes is not 1000 by default": 134_301_514, "image_size is not 224 by default":
    37_694_248, "hidden is not 4096 by default": 138_357_544 - 4096})
### BEGIN HIDDEN TESTS
with check.hidden():
    for config, name in ((VGG11, "vgg11"), (VGG13, "vgg13"), (VGG16, "vgg16"), (VGG19, "vgg19")):
        with torch.device("meta"):
            right = models.build(name)
        shapes = sorted(tuple(p.shape) for p in right.parameters())
        check.module(vgg, config, meta=True).parameter_shapes().then(sorted).gives(shapes)
    for seed, (config, classes, side, hidden, flat) in enumerate((
        ([(4, 1), (8, 1), (16, 2), (32, 2), (32, 2)], 10, 64, 24, 128),  # VGG-11, a sixteenth
        ([(5, 3)], 3, 7, 6, 45), ([(2, 1), (7, 4), (3, 1)], 1, 30, 9, 27),
    )):
        torch.manual_seed(seed)
        layers = [w for channels, convs in config for w in [channels] * convs + ["M"]]
        right = torchvision_vgg(layers, (flat, hidden, hidden, classes))
        x = torch.randn(seed + 1, 3, side, side)
        net = check.module(vgg, config, classes, side, hidden)
        net.load(right)(x).gives(right(x))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** the first linear layer alone holds 102,764,544 of VGG-16's 138 million parameters.
# Later networks average each map to one number before the linear layer, and most of the weights
# are gone: that is a story for lab 08.

# %% [markdown]
# ## 5 · Find the wrong numbers
#
# Here is a printed table, as it might stand on a slide. Somebody has counted with care, late at
# night: **nine** of the sixteen numbers are wrong, some by a slip of digits, some because a layer
# was forgotten. It happens to everyone. You have the tools to find out.

# %% locked="printed"
PRINTED = {
    "a": ("AlexNet, conv1: parameters", 23_296),
    "b": ("AlexNet, conv2: million MACs", 223.9),
    "c": ("AlexNet, conv4: million MACs", 145.0),
    "d": ("AlexNet, fc6 (the first linear layer): parameters", 37_725_832),
    "e": ("AlexNet: million parameters", 61.10),
    "f": ("AlexNet: MiB of all outputs of convolutions and linear layers", 1.91),
    "g": ("VGG-16, stage 3: number of convolutions", 2),
    "h": ("VGG-16: million parameters", 138.36),
    "i": ("VGG-16: billion MACs", 13.6),
    "j": ("VGG-16: MiB of all outputs of convolutions and linear layers", 48.6),
    "k": ("VGG-16: how many times the MACs of AlexNet", 19.4),
    "l": ("VGG-16, stages 1 to 3: million MACs", 7485),
    "m": ("GoogLeNet, up to inception3a: million MACs of its convolutions", 418),
    "n": ("weights of three 3×3 layers, 64 channels in and out, without biases", 1_728),
    "o": ("weights of two 3×3 layers as a share of one 5×5 layer's, in per cent", 72),
    "p": ("numbers in an image of 224×224 pixels in RGB", 150_528),
}
for letter, (what, number) in PRINTED.items():
    print(f"{letter}  {what:<69}{number:>12,}")

# %% [markdown]
# AlexNet is the table of section 1 (227×227), the others take 224×224. Tools: your `cost_table`,
# or the kit's own with the names of layers: `cost.cost_table(network, shape)` for any PyTorch
# network, `cost.table_of(name)` for those with a name, which makes no parameters:

# %% locked="tools"
alexnet = cost.table_of("alexnet_lecture")
print("AlexNet:", alexnet["conv2"].macs, alexnet.params, alexnet.activation_bytes / 2**20)
googlenet = cost.table_of("googlenet")
for row in googlenet.rows[:6]:
    print(f"{row.name:<12}{row.kind:<13}{row.shape!s:<17}{row.macs:>12,}")

# %% [markdown]
# ### Exercise 5 · `corrections` — 5 points, 13 minutes, medium
#
# Set the variable `corrections` to a dict: the letter of each *wrong* line, and the right number
# in the unit of that line, to at least three digits (counts exactly). Right lines are not in it.
#
# - **Inputs:** the printed table.
# - **Returns:** nothing; the dict is what counts.
# - **Example:** if the only mistake were `p`: `corrections = {"p": 150528}`.
#
# <details><summary>Hint 1</summary>
# One forgotten layer can make four numbers wrong. Start with the small ones, you can do them on
# paper: g, n, d, c.
# </details>
# <details><summary>Hint 2</summary>
# Wrong are c, d, g, four more of VGG-16, one of GoogLeNet, and n. Stage 3 of VGG-16 ends with the
# rows whose map is 56×56; GoogLeNet's first convolutions are conv1, conv2 and conv3.
# </details>

# %% answer="corrections"
corrections = None
### BEGIN SOLUTION
vgg16 = cost.table_of("vgg16")
corrections = {
    "c": alexnet["conv4"].macs / 1e6,
    "d": 9216 * 4096 + 4096,
    "g": 3,
    "i": vgg16.macs / 1e9,
    "j": vgg16.activation_bytes / 2**20,
    "k": vgg16.macs / alexnet.macs,
    "l": sum(row.macs for row in vgg16.rows[:10]) / 1e6,
    "m": sum(row.macs for row in googlenet.rows[:6]) / 1e6,
    "n": 3 * 64 * 64 * 9,
}
### END SOLUTION

# %% test="corrections" points=5
check.value(corrections, name="corrections")
check.one_of(type(corrections).__name__, ["dict"], name="the type of corrections")
for letter, number in corrections.items():
    check.one_of(letter, PRINTED, name="a letter in corrections")
    printed = PRINTED[letter.strip().lower()][1]
    line = check.value(number, name=f"line {letter}")
    line.within(printed / 9, printed * 100)  # the right number is in the same unit
    line.then(lambda n, printed=printed: "as printed" if n == printed else "another").gives(
        "another", mistakes={"this is the printed number": "as printed"})
check.value(len(corrections), name="the number of corrections").gives(9, mistakes={
    "nothing is corrected yet": 0, "these are the lines that are right": 7,
    "every line is in it, but only nine are wrong": 16})
### BEGIN HIDDEN TESTS
with check.hidden():
    found = {letter.strip().lower(): number for letter, number in corrections.items()}
    check.value(sorted(found), name="the lines in corrections").gives([*"cdgijklmn"], mistakes={
        "these lines are the right ones": [*"abefhop"]})
    vgg16 = cost.table_of("vgg16")
    exact = {"d": alexnet["fc6"].params, "g": 3, "n": 3 * 64 * 64 * 9}
    rounded = {
        "c": alexnet["conv4"].macs / 1e6, "i": vgg16.macs / 1e9,
        "j": vgg16.activation_bytes / 2**20, "k": vgg16.macs / alexnet.macs,
        "l": sum(row.macs for row in vgg16.rows if row.name in
                 {f"features.{i}" for i in (0, 2, 5, 7, 10, 12, 14)}) / 1e6,
        "m": sum(googlenet[f"conv{i}.conv"].macs for i in (1, 2, 3)) / 1e6}
    slips = {"d": {"fc6 has biases too": 9216 * 4096}, "n": {
        "a kernel has C·3·3 weights, and there are C of them": 27 * 64,
        "the biases are counted": 3 * 64 * (64 * 9 + 1), "this is one layer": 64 * 64 * 9}}
    for letter, right in exact.items():
        check.value(float(found[letter]), name=f"line {letter}").gives(
            float(right), mistakes=slips.get(letter), rtol=0, atol=0)
    for letter, right in rounded.items():
        check.value(found[letter], name=f"line {letter}").gives(right, rtol=0.005, atol=0)
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** one convolution forgotten in stage 3 explains g, i, j, k and l together, and the
# number of parameters was right all along: it came from another source. Numbers copied from
# different places need not describe the same network. Two more traps when you read tables: papers
# that say *FLOPs* mostly count multiply–adds, which are two each, and "memory" is with or without
# the outputs of pooling: for AlexNet 1.91 or 2.25 MiB.

# %% [markdown]
# ## 6 · A rule of thumb
#
# How would *you* design a network for images of another size? The lecture gives a recipe:
#
# - convolve **in pairs**, two 3×3 layers with ReLU, then halve the map: *Yin and Yang*;
# - **double the channels when the map halves**;
# - stop when the map is under 10 pixels wide, and let one last kernel as large as the map turn it
#   into 1×1;
# - end with two linear layers.

# %%
names = ["image", "pair, halve", "pair, halve", "last kernel", "linear", "linear"]
shapes = [(3, 32, 32), (8, 16, 16), (16, 8, 8), (32, 1, 1), (32,), (10,)]
plots.picture(
    plots.architecture(names, shapes),
    "The recipe for 32×32 pixels, starting with 8 channels. Notice that it decides the depth: "
    "8 is under 10, so two halvings are enough.",
)

# %% [markdown]
# ### Exercise 6 · `rule_of_thumb_cnn` — 6 points, 14 minutes, hard
#
# - **Inputs:** `input_size`, `num_classes`, `channels`: ints; `strided`: bool.
# - **Returns:** an `nn.Module` for `(N, 3, input_size, input_size)` that gives `(N, num_classes)`:
#   - while the map is 10 or more wide: two 3×3 convolutions with padding 1, each with ReLU, then
#     2×2 max pooling. With `strided=True` there is no pooling; the second convolution has stride 2
#     instead. The first pair has `channels` outputs, each next pair twice as many;
#   - one convolution with a kernel as large as the map, no padding, with ReLU; it doubles the
#     channels once more (or gives `channels`, if there was no pair);
#   - flatten, a linear layer that keeps that number, ReLU, a linear layer to `num_classes`.
# - **Example:** `rule_of_thumb_cnn(32, 10, channels=8)` has 38,482 parameters.
# - **Edge case:** of 25 pixels pooling makes 12, a stride of 2 makes 13.
#
# <details><summary>Hint 1</summary>
# A <code>while</code> loop with three variables: the side of the map, the channels that come in
# and those that go out.
# </details>
# <details><summary>Hint 2</summary>
# After each pair: <code>side = (side + 1) // 2 if strided else side // 2</code>, and the outgoing
# channels become the incoming ones and double. The last kernel is
# <code>nn.Conv2d(incoming, outgoing, side)</code>.
# </details>

# %% answer="rule_of_thumb_cnn"
def rule_of_thumb_cnn(input_size, num_classes, channels=16, strided=False):
    """Return the network that the rule of thumb gives for square RGB images."""
    ### BEGIN SOLUTION
    layers, incoming, side = [], 3, input_size
    while side >= 10:
        stride = 2 if strided else 1
        layers += [nn.Conv2d(incoming, channels, 3, padding=1), nn.ReLU(),
                   nn.Conv2d(channels, channels, 3, stride, padding=1), nn.ReLU()]
        if strided:
            side = (side + 1) // 2
        else:
            layers.append(nn.MaxPool2d(2))
            side //= 2
        incoming, channels = channels, 2 * channels
    return nn.Sequential(
        *layers, nn.Conv2d(incoming, channels, side), nn.ReLU(), nn.Flatten(),
        nn.Linear(channels, channels), nn.ReLU(), nn.Linear(channels, num_classes),
    )
    ### END SOLUTION

# %% test="rule_of_thumb_cnn" points=6
x = torch.randn(2, 3, 20, 20, generator=torch.Generator().manual_seed(4))
net, kinds = check.module(rule_of_thumb_cnn, 20, 5, channels=4), ("Conv2d", "Linear")
c, d = (2, 4, 20, 20), (2, 8, 10, 10)
end = [(2, 16, 1, 1), (2, 16), (2, 5)]
net.layer_shapes(x, kinds=kinds).gives([c, c, d, d, *end], mistakes={
    "a map of 10 is not under 10 yet: one more pair": [c, c, (2, 8, 1, 1), (2, 8), (2, 5)],
    "the channels do not double": [c, c, *[(2, 4, 10, 10)] * 2, (2, 4, 1, 1), (2, 4), (2, 5)],
    "a pair has two convolutions": [c, d, *end], "the first linear layer is missing":
    [c, c, d, d, end[0], end[2]], "the last kernel is missing": [c, c, d, d, (2, 8), (2, 5)],
    "the last kernel does not double the channels": [c, c, d, d, (2, 8, 1, 1), (2, 8), (2, 5)],
    "the channels double within a pair": [c, (2, 8, 20, 20), d, (2, 16, 10, 10), *end]})
check.module(rule_of_thumb_cnn, 32, 10, channels=8).parameters().gives(38_482)
maps = check.module(rule_of_thumb_cnn, 20, 5, channels=4, strided=True)
half = (2, 4, 10, 10)
maps.layer_shapes(x, kinds=kinds).gives([c, half, d, (2, 8, 5, 5), *end], mistakes={
    "strided is ignored": [c, c, d, d, *end], "the first of a pair has the stride, not the second":
    [half, half, (2, 8, 5, 5), (2, 8, 5, 5), *end]})
torch.manual_seed(5)
right = nn.Sequential(nn.Conv2d(3, 4, 9), nn.ReLU(), nn.Flatten(), nn.Linear(4, 4), nn.ReLU(),
                      nn.Linear(4, 5))  # 9 pixels: no pair at all
y, relu = right(x[:, :, :9, :9]), torch.relu
check.module(rule_of_thumb_cnn, 9, 5, channels=4).load(right)(x[:, :, :9, :9]).gives(
    y, mistakes={"a relu too many at the end": relu(y), "relu is missing behind the last kernel":
                 right[3:](right[2](right[0](x[:, :, :9, :9])))})
### BEGIN HIDDEN TESTS
with check.hidden():
    from itertools import pairwise

    for size, classes, width, strided, depth, last in (
        (32, 10, 8, False, 2, 8), (25, 3, 3, False, 2, 6), (25, 3, 3, True, 2, 7),
        (10, 2, 5, True, 1, 5), (39, 1, 2, False, 2, 9), (39, 4, 2, True, 3, 5),
        (9, 6, 7, True, 0, 9),
    ):
        torch.manual_seed(size + width)
        widths, parts = [3, *(width * 2**i for i in range(depth + 1))], []
        for a, b in pairwise(widths[:-1]):
            parts += [nn.Conv2d(a, b, 3, 1, 1), nn.ReLU(), nn.Conv2d(b, b, 3, 1 + strided, 1)]
            parts += [nn.ReLU()] if strided else [nn.ReLU(), nn.MaxPool2d(2)]
        (a, b) = widths[-2:]
        right = nn.Sequential(*parts, nn.Conv2d(a, b, last), nn.ReLU(), nn.Flatten(),
                              nn.Linear(b, b), nn.ReLU(), nn.Linear(b, classes))
        x = torch.randn(3, 3, size, size)
        net = check.module(rule_of_thumb_cnn, size, classes, width, strided)
        net.parameters().gives(sum(p.numel() for p in right.parameters()))
        net.load(right)(x).gives(right(x))
    check.module(rule_of_thumb_cnn, 224, 1000, meta=True).parameters().gives(8_377_464)
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · LeNet against a small VGG
#
# **An experiment.** Two networks that *you* have built learn ten kinds of things from 1,000 drawn
# pictures: LeNet-5 and a small VGG, three stages of 3×3 kernels with 8, 16 and 32
# channels. The VGG has *fewer* parameters. Each starts four times, from the same four seeds, and
# sees the same pictures in the same order. **Predict:** which one wins, and every time?

# %%
measured = {}  # what comes out below
TRAIN, TEST = data.things(100, level="easy"), data.things(100, level="easy", split="test")


def kaiming(model):
    """Return the model with the start that ReLU needs (lab 04)."""
    for layer in model.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return model


def accuracy(make, seed):
    """Return the test accuracy in per cent of the network that make() builds, after six epochs."""
    torch.manual_seed(seed)
    model, order = make(), torch.Generator().manual_seed(seed)
    adam = torch.optim.Adam(model.parameters(), lr=0.003)
    pictures = data.normalize(TRAIN.images), TRAIN.labels
    train.fit(model, pictures, optimizer=adam, epochs=6, batch_size=50, generator=order)
    return 100 * train.evaluate(model, (data.normalize(TEST.images), TEST.labels)).accuracy

# %% tags=["raises-exception"]
def small_lenet():
    """Return your LeNet-5 for RGB images."""
    return lenet5(10, in_channels=3)


def small_vgg():
    """Return your VGG, small enough for 32×32 images."""
    return kaiming(vgg([(8, 1), (16, 1), (32, 2)], num_classes=10, image_size=32, hidden=64))


measured["LeNet-5"] = [accuracy(small_lenet, seed) for seed in range(4)]
print("LeNet-5:  ", [f"{a:.1f} %" for a in measured["LeNet-5"]])

# %% tags=["raises-exception"]
measured["small VGG"] = [accuracy(small_vgg, seed) for seed in range(4)]
print("small VGG:", [f"{a:.1f} %" for a in measured["small VGG"]])

# %%
if len(measured) == 2:
    figure = plots.bars(measured, unit="test accuracy (per cent)", title="Ten kinds of things")
    display(plots.picture(figure, "Bars show the median of four runs, lines the range. Notice how "
                          "far the runs of one network lie apart."))
    figure = plots.paired_differences(measured, "LeNet-5", unit="accuracy (per cent)",
                                      title="The same runs, seed by seed")
    display(plots.picture(figure, "One dot for each seed; the bar is the mean difference ± 2 "
                          "standard errors. Notice on which side of the red line the dots are."))

# %% [markdown]
# **Notice:** the VGG has 52,922 parameters and the LeNet 62,006, yet the VGG is better with every
# seed: by 4 to 10 percentage points with these four, by 2 to 14 with ten. It pays with work, 1.44
# against 0.65 million multiply–adds for each picture. Runs of one network differ by several
# points, so a single run of each could mislead; pairs with the same seed show the difference.
#
# The VGG got the Kaiming start of lab 04. Its authors had trouble here, too: they started their
# deep networks from layers of trained shallow ones.

# %% [markdown]
# ## 8 · Myth or fact?
#
# > "A hidden layer should have the mean of inputs and outputs as its width."
#
# Old rules like this one circulate without a source; "widths should be powers of two" is another,
# and its turn comes below. Put the first to the test: digits of 8×8 = 64 pixels, ten classes, one
# hidden layer.

# %% locked="digit_accuracy"
from functools import cache


@cache  # the same numbers come out each time, so one training is enough
def digit_accuracy(hidden, seed):
    """Return the test accuracy (0 to 1) of a network with one hidden layer on real digits."""
    known, unseen = data.digits("train", seed=seed), data.digits("test", seed=seed)
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    adam = torch.optim.Adam(model.parameters(), lr=0.005)
    train.fit(model, (known.images / 255, known.labels), optimizer=adam, epochs=8, progress=False)
    return train.evaluate(model, (unseen.images / 255, unseen.labels)).accuracy

# %% [markdown]
# ### Exercise 7 · `myth` — 2 points, 8 minutes, easy
#
# Set three variables:
#
# - `rule_width`: the width that the rule recommends here, an int;
# - `gains`: a list of five differences, one for each seed 0, 1, 2, 3, 4: the accuracy with a hidden
#   layer **four times as wide** as the rule says, minus the accuracy with the rule's width, both
#   with that seed;
# - `verdict`: `"myth"` if the wider layer is better with every seed, otherwise `"fact"`.
#
# You are graded on the measurement and on a verdict that fits it.
#
# <details><summary>Hint 1</summary>
# <code>digit_accuracy(20, seed=3)</code> trains one network and takes a fraction of a second.
# </details>
# <details><summary>Hint 2</summary>
# A list comprehension over <code>range(5)</code>, and
# <code>all(gain &gt; 0 for gain in gains)</code> for the verdict.
# </details>

# %% answer="myth"
rule_width = None
gains = None
verdict = None
### BEGIN SOLUTION
rule_width = (64 + 10) // 2
gains = [digit_accuracy(4 * rule_width, seed) - digit_accuracy(rule_width, seed)
         for seed in range(5)]
verdict = "myth" if all(gain > 0 for gain in gains) else "fact"
### END SOLUTION

# %% test="myth" points=2
check.value(rule_width, name="rule_width").gives(37, mistakes={
    "this is the sum of inputs and outputs, not the mean": 74})
check.value(gains, name="gains")
check.one_of(type(gains).__name__, ["list", "tuple"], name="the type of gains")
check.value(len(gains), name="the number of gains").gives(5)
wide, narrow = digit_accuracy(148, 0), digit_accuracy(37, 0)
check.value(gains[0], name="gains[0]").gives(wide - narrow, atol=0.002, mistakes={
    "wide minus narrow is asked for, not the other way round": narrow - wide,
    "these are per cent: leave the accuracy as it is": 100 * (wide - narrow),
    "this is the accuracy of the wide layer, not the difference": wide,
    "the wider layer has 4 · 37 units": digit_accuracy(74, 0) - narrow})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed in range(1, 5):
        right = digit_accuracy(148, seed) - digit_accuracy(37, seed)
        check.value(gains[seed], name=f"gains[{seed}]").gives(right, atol=0.002)
    right, other = ("myth", "fact") if all(g > 0 for g in gains) else ("fact", "myth")
    check.value(verdict.strip().lower(), name="verdict").gives(right, mistakes={
        "the verdict does not fit your own measurement": other})
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** 148 units beat 37 with every seed, by 1.0 to 2.5 percentage points when we ran it. A
# width is a choice between accuracy and cost, to be measured; no formula knows your data.
#
# And powers of two? Here is how fast a 3×3 convolution works by its width, on your machine:

# %%
maps = torch.randn(1, 128, 28, 28)
widths = (48, 63, 64, 65, 80, 96, 112, 128)
convolutions = {width: nn.Conv2d(width, width, 3, padding=1) for width in widths}
times = timing.race({
    width: lambda conv=conv, width=width: conv(maps[:, :width])
    for width, conv in convolutions.items()
})
speeds = {f"{w} channels": 28 * 28 * 9 * w * w / min(ms) / 1e6 for w, ms in times.items()}
plots.picture(
    plots.bars(speeds, unit="billion multiply–adds per second", title="3×3 convolutions, 28×28"),
    "The fastest of nine calls each. Notice what follows 64: is only 128 as fast again?",
)

# %% [markdown]
# **Notice:** on the machine that wrote this, 65 channels ran a third slower than 64 for each
# multiply–add, and so far the rule is right. But 80, 96 and 112 were as fast as 64 and 128:
# processors work in blocks of 8 or 16 numbers, and *multiples* of these are enough.

# %% [markdown]
# ## 9 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# A VGG-16 for 448×448 images (twice the side) keeps its stages and its head. What grows how much?
#
# - **a** multiply–adds of the convolutions four times, their parameters four times
# - **b** multiply–adds of the convolutions four times, parameters of the first linear layer four
#   times
# - **c** multiply–adds of the convolutions twice, parameters nowhere
# - **d** everything four times

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "there are four times as many places, but the kernels stay as they are; the first linear "
    "layer meets 14×14 maps, four times as many numbers, and has a weight for each."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# VGG-16 does not fit in memory during training, with a batch of many images. Where is the most to
# be saved?
#
# - **a** in the first linear layer
# - **b** in the last stage, which has 512 channels
# - **c** in the first stage
# - **d** in the pooling layers

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "c"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "c", name="answer_2", because=(
    "the parameters are there once, the activations for each image, and two maps of 64×224×224 "
    "are 24.5 of VGG-16's 51.7 MiB."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# "AlexNet was trained on two graphics cards." How?
#
# - **a** each card had one half of every batch, and gradients were averaged
# - **b** each card had one half of the channels, with few connections across
# - **c** one card trained, the other one prepared the images
# - **d** the cards trained two networks whose outputs were averaged

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "b"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "b", name="answer_3", because=(
    "the model was too large for one card of 3 GB, so its channels were split: today's groups=2 "
    "in three of the convolutions. Splitting the batch is what DataParallel does."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - A network is a list of layers; shapes, memory, parameters and multiply–adds follow from it.
# - Memory sits in the first layers, parameters in the first linear layer, work in the
#   convolutions.
# - VGG is one brick, repeated: 3×3, ReLU, and pooling that halves while the channels double.
# - Two networks are the same if the weights of one fit the other and the outputs agree.
# - Check numbers before you repeat them, and say what they count.

# %% [markdown]
# **If you want more:** LeCun, Bottou, Bengio and Haffner, *Gradient-based learning applied to
# document recognition* (1998). Krizhevsky, Sutskever and Hinton, *ImageNet classification with
# deep convolutional neural networks* (2012). Zeiler and Fergus, *Visualizing and understanding
# convolutional networks* (2013). Simonyan and Zisserman, *Very deep convolutional networks for
# large-scale image recognition* (2014), whose table 2 gives the parameters in millions: check
# them with your `vgg`.
