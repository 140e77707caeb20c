# %% [markdown]
# # Lab 08 · Modern architectures
#
# After VGG, networks stopped being plain stacks. A handful of small blocks, each born from one
# idea, builds nearly everything that came after. After this lab you can
#
# - **write those blocks yourself**: inception, residual, bottleneck, dense, depthwise separable,
#   inverted residual; and assemble ResNets that match the published ones to the last parameter;
# - explain what a shortcut repairs, with a measurement, and what it does not;
# - compare the famous networks from LeNet-5 to EfficientNet by what they cost, on one chart.
#
# **88 minutes · 40 points · builds on:** labs 01 (costs), 02 (upsampling) and 04 (batch norm).

# %% [markdown]
# Every block is a small `nn.Module`. The checks count its parameters, copy the weights of a right
# block into yours and compare the outputs. Names of layers are free; **create the layers in the
# order in which they run**, so that the check knows which weight goes where.

# %% locked="setup"
import torch
import torch.nn.functional as F
from torch import nn
from labkit import check, cost, data, device, explore, models, plots, train
print(device.explain())

# %% [markdown]
# One brick serves all blocks: a convolution, batch norm, and (mostly) ReLU. Batch norm adds its own
# bias, so the convolution has none. The second cell holds what the checks compare with.

# %% locked="brick"
torch.set_num_threads(1)  # small convolutions run fastest on one core


def conv_bn(in_channels, out_channels, kernel_size, stride=1, groups=1, activation=nn.ReLU):
    """Return convolution, batch norm and activation (``None``: without); stride 1 keeps the size.

    An even kernel makes the output one larger.
    """
    padding, channels = kernel_size // 2, (in_channels, out_channels)
    conv = nn.Conv2d(*channels, kernel_size, stride, padding, groups=groups, bias=False)
    last = [] if activation is None else [activation()]
    return nn.Sequential(conv, nn.BatchNorm2d(out_channels), *last)


# %% locked="torchvision_blocks"
from labkit.models import mobilenet, multiscale, small
from torchvision.models import densenet, mobilenetv2, resnet as torchvision_resnet
from torchvision.models.googlenet import GoogLeNet, Inception


def basic_block(in_channels, out_channels, stride=1):
    """Return torchvision's residual block, with a projection where the shape changes."""
    same = (in_channels, stride) == (out_channels, 1)
    shortcut = None if same else conv_bn(in_channels, out_channels, 1, stride, activation=None)
    return torchvision_resnet.BasicBlock(in_channels, out_channels, stride, shortcut)


def bottleneck_block(in_channels, width, stride=1):
    """Return torchvision's bottleneck: 1×1, 3×3, 1×1, with 4·width channels out."""
    same = (in_channels, stride) == (4 * width, 1)
    shortcut = None if same else conv_bn(in_channels, 4 * width, 1, stride, activation=None)
    return torchvision_resnet.Bottleneck(in_channels, width, stride, shortcut)


# %% locked="shaken"
def shaken(module, seed=0):
    """Return the module in evaluation mode, with random numbers in all weights and statistics."""
    g = torch.Generator().manual_seed(seed)
    for name, tensor in module.state_dict().items():
        if tensor.is_floating_point():
            values = torch.randn(tensor.shape, generator=g) / max(1, tensor[0].numel()) ** 0.5
            tensor.copy_(values.abs() + 0.5 if name.endswith("var") else values)
    return module.eval().requires_grad_(False)


def count(module):
    """Return the number of parameters."""
    return sum(p.numel() for p in module.parameters())

# %% [markdown]
# ## 1 · Several windows side by side
#
# 1×1, 3×3 or 5×5: which kernel is best? GoogLeNet (2014) takes all of them, and pooling too, side
# by side, and **concatenates** the results along the channels. Done naively that is expensive, and
# since pooling keeps all its channels, the maps only ever grow. So a 1×1 convolution shrinks the
# channels *before* each large kernel and *after* the pooling. Below is its first module, 3a, with
# 192 channels coming in; the width of a box is its number of channels.

# %%
NAIVE = [[("1×1", 64)], [("3×3", 128)], [("5×5", 32)], [("pool", 192)]]
REDUCED = [[("1×1", 64)], [("1×1", 96), ("3×3", 128)], [("1×1", 16), ("5×5", 32)],
           [("pool", 192), ("1×1", 32)]]
plots.picture(
    plots.block_diagrams({"naive": (192, NAIVE, "concatenate"),
                          "reduced": (192, REDUCED, "concatenate")}),
    "Notice how thin the boxes get just before the large kernels: that is where the work is saved.",
)

# %% [markdown]
# **Predict:** how many channels leave the naive module, and how many the reduced one?
#
# <details><summary>Answer</summary>
# 64 + 128 + 32 + 192 = 416, and 64 + 128 + 32 + 32 = 256. Pooling hands all 192 channels on;
# after nine naive modules there would be thousands.
# </details>

# %%
per_place = {
    "naive": 192 * 64 + 9 * 192 * 128 + 25 * 192 * 32,
    "reduced": 192 * 64 + (192 * 96 + 9 * 96 * 128) + (192 * 16 + 25 * 16 * 32) + 192 * 32,
}
for name, macs in per_place.items():
    print(f"{name:8} {28 * 28 * macs / 1e6:6.1f} million multiply–adds on a 28×28 map")

# %% [markdown]
# ### Exercise 1 · `InceptionModule` — 4 points, 9 minutes, medium
#
# Write the reduced module with `conv_bn` as its brick.
#
# - **Inputs:** `in_channels`; `c1`, the outputs of the 1×1 branch; `r3` and `c3`: what the channels
#   are reduced to before the 3×3, and its outputs; `r5` and `c5`, the same for the 5×5; `pool`, the
#   outputs of the pooling branch: ints. `x`: `(N, in_channels, H, W)`.
# - **Returns:** `(N, c1 + c3 + c5 + pool, H, W)`: the branches in this order.
# - **The pooling branch:** a 3×3 max pooling with stride 1 that keeps the size, then the 1×1.
# - **Example:** `InceptionModule(192, 64, 96, 128, 16, 32, 32)` is module 3a: 256 channels out,
#   164,064 parameters.
#
# <details><summary>Hint 1</summary>
# Four attributes, one per branch; nn.Sequential chains two bricks. In forward, each branch gets the
# same x.
# </details>
# <details><summary>Hint 2</summary>
# The pooling branch is nn.Sequential(nn.MaxPool2d(3, 1, 1), conv_bn(in_channels, pool, 1));
# torch.cat([...], dim=1) joins along the channels.
# </details>

# %% answer="InceptionModule"
class InceptionModule(nn.Module):
    """1×1, 3×3, 5×5 and pooling side by side, cheap through 1×1 bottlenecks."""

    def __init__(self, in_channels, c1, r3, c3, r5, c5, pool):
        super().__init__()
        ### BEGIN SOLUTION
        self.branch1 = conv_bn(in_channels, c1, 1)
        self.branch3 = nn.Sequential(conv_bn(in_channels, r3, 1), conv_bn(r3, c3, 3))
        self.branch5 = nn.Sequential(conv_bn(in_channels, r5, 1), conv_bn(r5, c5, 5))
        self.pooled = nn.Sequential(nn.MaxPool2d(3, 1, 1), conv_bn(in_channels, pool, 1))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        branches = (self.branch1, self.branch3, self.branch5, self.pooled)
        return torch.cat([branch(x) for branch in branches], dim=1)
        ### END SOLUTION

# %% locked="inception_reference"
def inception_reference(in_channels, c1, r3, c3, r5, c5, pool):
    """Return torchvision's inception module, its 5×5 branch repaired: there it has 3×3 kernels."""

    def brick(channels, out_channels, kernel_size, padding=0):
        return conv_bn(channels, out_channels, kernel_size)

    widths = (c1, r3, c3, r5, c5, pool)
    module = Inception(in_channels, *widths, conv_block=brick)
    module.branch3[1] = conv_bn(r5, c5, 5)
    return module

# %% test="InceptionModule" points=4
widths, x = (4, 6, 5, 2, 3, 5), torch.randn(2, 7, 6, 9, generator=torch.Generator().manual_seed(1))
right = shaken(inception_reference(7, *widths))
check.module(InceptionModule, 7, *widths).parameters().gives(count(right), mistakes={
    "the 1×1 convolutions before the large kernels are missing":
        count(right.branch1) + 7 * 5 * 9 + 10 + 7 * 3 * 25 + 6 + count(right.branch4),
    "the pooling branch has no 1×1 convolution": count(right) - count(right.branch4),
    "the 5×5 branch has a 3×3 kernel": count(right) - 6 * 16,
    "the 3×3 branch has a 5×5 kernel": count(right) + 30 * 16})
one, three, five, pooled = right(x).split([4, 5, 3, 5], dim=1)
late = F.max_pool2d(right.branch4[1](x), 3, 1, 1)
average = right.branch4[1](F.avg_pool2d(x, 3, 1, 1))
zeros = right.branch4[1](F.max_pool2d(F.pad(x, (1, 1, 1, 1)), 3, 1))
check.module(InceptionModule, 7, *widths).load(right)(x).gives(right(x), mistakes={
    "the branches are in another order": torch.cat([one, five, three, pooled], 1),
    "the border of the pooling is padded with zeros": torch.cat([one, three, five, zeros], 1),
    "the pooling comes after its 1×1 convolution": torch.cat([one, three, five, late], 1),
    "the mean is pooled, not the maximum": torch.cat([one, three, five, average], 1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for shape, widths in (((1, 3, 5, 4), (2, 5, 4, 3, 6, 7)), ((3, 9, 8, 8), (8, 7, 6, 5, 4, 3))):
        right, x = shaken(inception_reference(shape[1], *widths), seed=2), torch.rand(shape) - 0.7
        module = check.module(InceptionModule, shape[1], *widths).load(right)
        module(x).gives(right(x))
### END HIDDEN TESTS

# %% [markdown]
# GoogLeNet saves in a second place. AlexNet and VGG flatten the last map into huge dense layers;
# GoogLeNet takes the **mean of every channel** (global average pooling) and needs one small layer.

# %%
maps = torch.randn(2, 1024, 7, 7)
pooled = maps.mean(dim=(2, 3))
print(f"{tuple(maps.shape)} → {tuple(pooled.shape)}")
print(f"dense layer on the flattened map: {1024 * 7 * 7 * 1000 + 1000:>11,} parameters")
print(f"dense layer on the means:         {1024 * 1000 + 1000:>11,} parameters")

# %% [markdown]
# The mean also takes maps of any size, so the network takes images of any size.
#
# **A piece of history:** to get gradients to its lower layers, GoogLeNet was trained with two
# **auxiliary classifiers**, small networks that branch off half-way and vote in the loss (with
# weight 0.3). They are thrown away afterwards. **Predict:** what share of the parameters is thrown
# away?

# %%
with torch.device("meta"):  # shapes without numbers: enough for counting
    trained = GoogLeNet(aux_logits=True, init_weights=False)
    kept = GoogLeNet(aux_logits=False, init_weights=False)
print(f"with auxiliary classifiers {count(trained):,}, without {count(kept):,}")

# %% [markdown]
# **Notice:** the helpers are nearly as large as the network. With batch norm (2015) networks as
# deep as this train without.

# %% [markdown]
# ## 2 · Deeper, and worse
#
# If some depth is good, more should be better: the added layers could simply pass on what they get.
# In 2015 it was measured that they do not. Beyond some depth, plain networks get **worse on the
# images they are trained on**. This is called *degradation*. Below, a plain network of 20 layers
# and its twin with shortcuts (as many parameters) train on the same images, in the same order.

# %% locked="deep_training"
def train_deep(make, depth, seed=0):
    """Return the history of a network from a builder of the kit, trained for 8 epochs."""
    drawings = data.things(100, seed=seed)
    train.seed_everything(seed)
    model = make(depth=depth)
    sgd = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, weight_decay=1e-4)
    images = data.normalize(drawings.images)
    return train.fit(model, (images, drawings.labels), optimizer=sgd, epochs=8, batch_size=32,
                     schedule=train.cosine)

# %%
plain_run = train_deep(small.plain, depth=20)  # takes some seconds

# %%
residual_run = train_deep(small.residual, depth=20)
plots.picture(
    plots.learning_curves({"plain 20": plain_run, "residual 20": residual_run}),
    "Notice that these are training curves: the plain network cannot even fit what it sees.",
)

# %% [markdown]
# One pair proves nothing, so here are more: six seeds for each depth, recorded with
# `benchmarks/degradation.py`. Seed 0 of depth 20 is the pair you have just trained (another
# processor rounds differently, so your last digits may differ).

# %% locked="recorded"
TRAINING = {
    "plain 8": [1.98, 1.92, 2.00, 1.79, 1.96, 1.74],
    "plain 20": [1.81, 1.95, 1.99, 1.83, 1.67, 1.72],
    "plain 32": [1.87, 2.23, 2.14, 2.05, 2.20, 2.23],
    "residual 8": [1.82, 1.80, 1.78, 1.58, 1.81, 1.72],
    "residual 20": [0.76, 0.97, 0.96, 0.87, 0.76, 0.73],
    "residual 32": [0.66, 0.48, 0.62, 0.86, 0.95, 0.47],
}
TEST = {
    "plain 8": [2.12, 2.04, 2.09, 1.93, 2.08, 1.81],
    "plain 20": [1.96, 2.00, 2.11, 1.93, 1.81, 1.83],
    "plain 32": [1.96, 2.26, 2.17, 2.12, 2.23, 2.25],
    "residual 8": [1.97, 1.92, 1.91, 1.77, 2.00, 1.85],
    "residual 20": [1.13, 1.37, 1.21, 1.30, 1.28, 1.16],
    "residual 32": [1.03, 1.15, 0.97, 1.30, 1.33, 0.97],
}

# %%
plots.picture(
    plots.spread(TRAINING, quantity="training loss", title="After 8 epochs, six seeds each"),
    "Every dot is a network. Notice: at 8 layers the two kinds overlap; at 20 and 32 they lie far "
    "apart.",
)

# %% [markdown]
# **Notice:** 24 more layers make the plain network's training loss higher by 0.22 ± 0.20, in five
# of six seeds: at this small size a tendency, no more. What is beyond doubt is that the depth is
# wasted on it, while its twin with shortcuts uses it: at 32 layers they are 1.45 ± 0.27 apart, in
# every seed.
#
# The cure of He, Zhang, Ren and Sun: let a block compute only what to **add** to its input. Then
# doing nothing is easy: all weights zero. This is a *residual block*:

# %%
plots.picture(
    plots.block_diagrams({
        "same shape": (64, [[("3×3", 64), ("3×3", 64)], []], "add"),
        "half the size, twice the channels": (
            64, [[("3×3, stride 2", 128), ("3×3", 128)], [("1×1, stride 2", 128)]], "add"),
    }),
    "The line past the boxes is the shortcut. Notice the 1×1 convolution (projection) where input "
    "and output differ in shape: otherwise they could not be added.",
)

# %% [markdown]
# ### Exercise 2 · `ResidualBlock` — 5 points, 10 minutes, medium
#
# - **Inputs:** `in_channels`, `out_channels`, `stride`: ints. `x`: `(N, in_channels, H, W)`.
# - **Returns:** `(N, out_channels, H', W')`: ReLU of (3×3 – ReLU – 3×3, plus shortcut). The first
#   3×3 has the stride. Both are followed by batch norm.
# - **Shortcut:** the input itself if the shape stays; otherwise a 1×1 convolution with that stride
#   and batch norm, without ReLU, created last.
# - **Example:** `ResidualBlock(64, 128, stride=2)` has 230,144 parameters.
#
# <details><summary>Hint 1</summary>
# conv_bn(..., activation=None) leaves the ReLU out. When does the shape change? If the channels
# <i>or</i> the size do.
# </details>
# <details><summary>Hint 2</summary>
# self.shortcut = nn.Identity() or the projection; forward is one line:
# F.relu(self.conv2(self.conv1(x)) + self.shortcut(x)).
# </details>

# %% answer="ResidualBlock"
class ResidualBlock(nn.Module):
    """Two 3×3 convolutions whose result is added to their input."""

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = conv_bn(in_channels, out_channels, 3, stride)
        self.conv2 = conv_bn(out_channels, out_channels, 3, activation=None)
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = conv_bn(in_channels, out_channels, 1, stride, activation=None)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return F.relu(self.conv2(self.conv1(x)) + self.shortcut(x))
        ### END SOLUTION

# %% test="ResidualBlock" points=5
x = torch.randn(2, 6, 7, 10, generator=torch.Generator().manual_seed(2))
right = shaken(basic_block(6, 6))
block = check.module(ResidualBlock, 6, 6)
block.parameters().gives(count(right), mistakes={
    "there is a projection although the shape stays": count(right) + 48,
    "the convolutions have biases: batch norm brings its own": count(right) + 12})
first = right.bn1(right.conv1(x))
straight, linear = right.bn2(right.conv2(first.relu())), right.bn2(right.conv2(first))
block.load(right)(x).gives(right(x), mistakes={
    "the input is not added": straight.relu(), "the last ReLU is missing": straight + x,
    "the last ReLU comes before the addition": straight.relu() + x,
    "there is a ReLU before the addition": (straight.relu() + x).relu(),
    "the ReLU between the convolutions is missing": (linear + x).relu()})
for given in ((6, 4, 1), (6, 6, 2), (6, 8, 2)):
    right, late = shaken(basic_block(*given)), shaken(basic_block(*given))
    late.conv1.stride, late.conv2.stride = late.conv2.stride, late.conv1.stride
    straight = right.bn2(right.conv2(right.bn1(right.conv1(x)).relu()))
    block = check.module(ResidualBlock, *given)
    block.parameters().gives(count(right), mistakes={
        "there is no projection, although channels or size change":
            count(right) - count(right.downsample)})
    block.load(right)(x).gives(right(x), mistakes={
        "the second 3×3 has the stride, not the first": late(x),
        "there is a ReLU behind the projection": (straight + right.downsample(x).relu()).relu()})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, c, out, stride in ((1, 3, 3, 1), (2, 5, 5, 3), (3, 4, 9, 1), (2, 8, 4, 2)):
        x, right = torch.randn(n, c, 9, 6), shaken(basic_block(c, out, stride), seed=3)
        check.module(ResidualBlock, c, out, stride=stride).load(right)(x).gives(right(x))
### END HIDDEN TESTS

# %% [markdown]
# **Is doing nothing really that easy?** Below, all weights of torchvision's block are set to zero.
# **Predict:** what comes out for an input with negative numbers?

# %%
block = basic_block(4, 4).eval()
for parameter in block.parameters():
    nn.init.zeros_(parameter)
signed = torch.randn(1, 4, 5, 5)
with torch.no_grad():
    print("positive input kept:", torch.equal(block(signed.relu()), signed.relu()))
    print("signed input kept:  ", torch.equal(block(signed), signed))

# %% [markdown]
# **Notice:** the last ReLU cuts negative numbers off. Inside a ResNet this never shows, because the
# block before ended with a ReLU too: what arrives is never negative, so the block *is* the
# identity.

# %% [markdown]
# ## 3 · From blocks to ResNets
#
# Two 3×3 convolutions on 256 channels cost 1.2 million weights. From 50 layers on, ResNets use
# **bottlenecks**: shrink with 1×1, work with 3×3, widen again with 1×1. The wide part is what is
# added to and passed on.

# %%
plots.picture(
    plots.block_diagrams({
        "basic: 1,179,648 weights": (256, [[("3×3", 256), ("3×3", 256)], []], "add"),
        "bottleneck: 69,632 weights": (
            256, [[("1×1", 64), ("3×3", 64), ("1×1", 256)], []], "add"),
    }),
    "Notice the waist: the expensive 3×3 works on a quarter of the channels and becomes sixteen "
    "times cheaper.",
)

# %% [markdown]
# ### Exercise 3 · `Bottleneck` — 3 points, 5 minutes, easy
#
# - **Inputs:** `in_channels`; `width`, the channels of the waist; `stride`: ints. `x`:
#   `(N, in_channels, H, W)`.
# - **Returns:** `(N, 4·width, H', W')`: ReLU of (1×1 – ReLU – 3×3 – ReLU – 1×1, plus shortcut),
#   batch norm after each convolution. The **3×3** has the stride (torchvision's choice; the paper
#   put it in the first 1×1, which skips three of four pixels).
# - **Shortcut:** as in exercise 2; the output has `4 * width` channels.
# - **Example:** `Bottleneck(256, 64)` has 70,400 parameters: the weights above and three norms.
#
# <details><summary>Hint 1</summary>
# Three bricks instead of two. Which of them has no ReLU?
# </details>
# <details><summary>Hint 2</summary>
# conv_bn(in_channels, width, 1), conv_bn(width, width, 3, stride), conv_bn(width, 4 * width, 1,
# activation=None); the shortcut is the identity only if stride is 1 and in_channels is 4·width.
# </details>

# %% answer="Bottleneck"
class Bottleneck(nn.Module):
    """1×1 to the waist, 3×3, 1×1 back to four times the waist, added to the input."""

    def __init__(self, in_channels, width, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        self.layers = nn.Sequential(
            conv_bn(in_channels, width, 1),
            conv_bn(width, width, 3, stride),
            conv_bn(width, 4 * width, 1, activation=None),
        )
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != 4 * width:
            self.shortcut = conv_bn(in_channels, 4 * width, 1, stride, activation=None)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return F.relu(self.layers(x) + self.shortcut(x))
        ### END SOLUTION

# %% test="Bottleneck" points=3
x = torch.randn(2, 20, 8, 7, generator=torch.Generator().manual_seed(3))
right = shaken(bottleneck_block(20, 5))
block = check.module(Bottleneck, 20, 5)
block.parameters().gives(count(right), mistakes={
    "there is a projection although the shape stays": count(right) + 440,
    "the last 1×1 gives width channels, not 4·width": 110 + 235 + 35 + 110,
    "the middle convolution is 1×1": count(right) - 200,
    "the waist is width // 4: width itself is the waist": 22 + 11 + 15 + 110})
waist = right.bn2(right.conv2(right.bn1(right.conv1(x)).relu())).relu()
straight = right.bn3(right.conv3(waist))
block.load(right)(x).gives(right(x), mistakes={
    "the input is not added": straight.relu(), "the last ReLU is missing": straight + x,
    "there is a ReLU before the addition": (straight.relu() + x).relu()})
right, paper = shaken(bottleneck_block(20, 5, 2)), shaken(bottleneck_block(20, 5, 2))
paper.conv1.stride, paper.conv2.stride = (2, 2), (1, 1)
check.module(Bottleneck, 20, 5, stride=2).load(right)(x).gives(right(x), mistakes={
    "the first 1×1 has the stride, not the 3×3": paper(x)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for c, width, stride in ((5, 4, 1), (16, 4, 2), (8, 6, 2), (20, 5, 1), (6, 2, 3)):
        x, right = torch.randn(3, c, 9, 6), shaken(bottleneck_block(c, width, stride), seed=5)
        check.module(Bottleneck, c, width, stride).load(right)(x).gives(right(x))
### END HIDDEN TESTS

# %% [markdown]
# A ResNet is a **stem** (7×7 convolution with stride 2, 64 channels, batch norm, ReLU, 3×3 max
# pooling with stride 2 and padding 1), **four stages** of blocks with widths 64, 128, 256 and 512,
# the mean of every channel and one linear layer. The first block of each stage *after the first*
# has stride 2. The number of blocks makes the depth:
#
# | depth | block | blocks in each stage |
# |---|---|---|
# | 18 | basic | 2, 2, 2, 2 |
# | 34 | basic | 3, 4, 6, 3 |
# | 50 | bottleneck | 3, 4, 6, 3 |
#
# **Predict:** why is it called ResNet-18? Count the layers with weights, without projections.
#
# <details><summary>Answer</summary>
# One in the stem, 2·(2+2+2+2) = 16 in the blocks, one linear. For 50: 1 + 3·16 + 1.
# </details>

# %% [markdown]
# ### Exercise 4 · `resnet` — 6 points, 12 minutes, hard
#
# Use the kit's blocks, so that it works whatever your own do: `basic_block(in_channels,
# out_channels, stride)` and `bottleneck_block(in_channels, width, stride)`, whose output has
# `4 * width` channels. `conv_bn` is there too.
#
# - **Inputs:** `depth`: 18, 34 or 50; `num_classes`: int.
# - **Returns:** an `nn.Module` that takes `(N, 3, H, W)` and gives logits `(N, num_classes)`, for
#   any size from 32 on.
# - **Example:** `resnet(18)` has 11,689,512 parameters, `resnet(50)` 25,557,032: exactly as many as
#   published.
# - **Error:** `ValueError` for any other depth.
#
# <details><summary>Hint 1</summary>
# Make a list of layers and put it into nn.Sequential. Two loops, over stages and over blocks; keep
# the present number of channels in a variable.
# </details>
# <details><summary>Hint 2</summary>
# stride = 2 if this is the first block of a stage and the stage is not the first, else 1. After
# the blocks: nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, num_classes).
# </details>

# %% answer="resnet"
def resnet(depth, num_classes=1000):
    """Return a ResNet with 18, 34 or 50 layers."""
    ### BEGIN SOLUTION
    plans = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3)}
    if depth not in plans:
        raise ValueError(f"depth must be 18, 34 or 50, but it is {depth}")
    layers, channels = [conv_bn(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for stage, blocks in enumerate(plans[depth]):
        for block in range(blocks):
            width, stride = 64 * 2**stage, 2 if stage and not block else 1
            if depth == 50:
                layers.append(bottleneck_block(channels, width, stride))
                channels = 4 * width
            else:
                layers.append(basic_block(channels, width, stride))
                channels = width
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, num_classes)]
    return nn.Sequential(*layers, *head)
    ### END SOLUTION

# %% test="resnet" points=6
right, x = 11_689_512, torch.empty(2, 3, 64, 96, device="meta")
built = check.module(resnet, 18, meta=True)
built.parameters().gives(right, mistakes={
    "these are the blocks of ResNet-34": 21_797_672, "the stem has a 3×3 kernel": right - 7680,
    "the stem has no batch norm": right - 128, "the stem's convolution has a bias": right + 64,
    "the last layer has no bias": right - 1000, "every stage has one block": 5_418_792,
    "the first stage has a projection (does it halve?)": right + 4224,
    "num_classes is ignored": 11_181_642, "the linear layer is missing": right - 513_000})
maps = {"": (16, 8, 4, 2), "no stage halves": (16, 16, 16, 16),
        "the max pooling of the stem is missing": (32, 16, 8, 4)}
maps = {name: [(2, 64, 32, 48)] * (sides[0] < 32) + [
    (2, 64 * 2**i, side, side * 3 // 2) for i, side in enumerate(sides)]
    for name, sides in maps.items()}
built.layer_shapes(x, kinds=("Conv2d",)).then(lambda found: list(dict.fromkeys(found))).gives(
    maps.pop(""), mistakes=maps)  # the sizes of maps that occur, in order
check.module(resnet, 50, meta=True).parameters().gives(25_557_032)
check.call(resnet, 20).raises(ValueError, because="there is no ResNet-20 in the table")
### BEGIN HIDDEN TESTS
with check.hidden():
    for depth in (34, 50):
        published, kinds = getattr(torchvision_resnet, f"resnet{depth}"), ("Conv2d", "Linear")
        right = check.module(published, num_classes=7, meta=True)
        built = check.module(resnet, depth, num_classes=7, meta=True)
        built.parameters().gives(right.parameters().value)
        built.layer_shapes(x, kinds=kinds).then(sorted).gives(
            sorted(right.layer_shapes(x, kinds=kinds).value))
    x, right = torch.rand(2, 3, 40, 64), torchvision_resnet.resnet18(num_classes=5)
    check.module(resnet, 18, num_classes=5).load(right)(x).gives(right.eval()(x))
### END HIDDEN TESTS

# %% [markdown]
# **Add or keep?** A residual block *adds* to its input. A dense block (DenseNet, 2016) **keeps**
# everything: each layer reads the concatenation of all maps before it and contributes only a few
# new ones, its *growth*. The layer itself is given below: norm and ReLU come first.

# %% locked="dense_layer"
def dense_layer(in_channels, growth):
    """Return DenseNet's layer: norm, ReLU, 1×1 to 4·growth, norm, ReLU, 3×3 to growth channels."""
    return nn.Sequential(
        nn.BatchNorm2d(in_channels), nn.ReLU(), nn.Conv2d(in_channels, 4 * growth, 1, bias=False),
        nn.BatchNorm2d(4 * growth), nn.ReLU(),
        nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False),
    )

# %%
plots.picture(
    plots.dense_block(in_channels=64, layers=6, growth=32),
    "The first dense block of DenseNet-121: a column is what one layer reads, colours tell who "
    "made the maps. Notice that nothing is ever overwritten.",
)

# %% [markdown]
# ### Exercise 5 · `DenseBlock` — 3 points, 6 minutes, easy
#
# - **Inputs:** `in_channels`, `layers` (how many), `growth`: ints. `x`: `(N, in_channels, H, W)`.
# - **Returns:** `(N, in_channels + layers * growth, H, W)`: the input first, then what each layer
#   contributed, in order.
# - **Example:** `DenseBlock(64, 6, 32)` gives 256 channels and has 335,040 parameters.
# - **Edge case:** with `layers=0` the input comes out.
#
# <details><summary>Hint 1</summary>
# How many channels does layer number i read? And will PyTorch find layers in a Python list?
# </details>
# <details><summary>Hint 2</summary>
# nn.ModuleList(dense_layer(in_channels + i * growth, growth) for i in range(layers)); in forward,
# for every layer: x = torch.cat([x, layer(x)], dim=1).
# </details>

# %% answer="DenseBlock"
class DenseBlock(nn.Module):
    """Layers that read everything before them and add a few channels each."""

    def __init__(self, in_channels, layers, growth):
        super().__init__()
        ### BEGIN SOLUTION
        self.layers = nn.ModuleList(
            dense_layer(in_channels + i * growth, growth) for i in range(layers)
        )
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x
        ### END SOLUTION

# %% test="DenseBlock" points=3
x = torch.randn(2, 5, 6, 4, generator=torch.Generator().manual_seed(5))
right = shaken(densenet._DenseBlock(3, 5, bn_size=4, growth_rate=2, drop_rate=0.0))
check.module(DenseBlock, 5, 3, 2).parameters().gives(count(right), mistakes={
    "PyTorch finds no layers in a Python list: use nn.ModuleList": 0,
    "every layer reads in_channels channels only": 3 * count(right.denselayer1),
    "layers and growth are swapped": sum(count(dense_layer(5 + 3 * i, 3)) for i in range(2)),
    "all layers are one and the same": count(right.denselayer1)})
y, newest_first = right(x), x
for layer in right.values():
    newest_first = torch.cat([layer(newest_first), newest_first], 1)
check.module(DenseBlock, 5, 3, 2).load(right)(x).gives(y, mistakes={
    "only the new channels are returned, without the input": y[:, 5:],
    "only the last layer's channels are returned": y[:, -2:],
    "the newest channels come first": newest_first})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, c, layers, growth in ((1, 3, 1, 4), (3, 2, 5, 3), (2, 6, 4, 1)):
        right = shaken(densenet._DenseBlock(layers, c, 4, growth, 0.0), seed=6)
        x = torch.randn(n, c, 5, 7)
        check.module(DenseBlock, c, layers, growth).load(right)(x).gives(right(x))
    check.module(DenseBlock, 6, 0, 3)(x).gives(x)
    check.module(DenseBlock, 64, 6, 32, meta=True).parameters().gives(335_040)
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · Networks for a phone
#
# MobileNet (2017) replaces nearly every 3×3 convolution by a **depthwise separable** one (lab 01):
# a 3×3 for each channel alone, then a 1×1 that mixes. MobileNet v2 (2018) turns the bottleneck
# inside out: narrow maps are passed on and added, and *inside* the block they are widened six
# times, because a depthwise 3×3 is so cheap. Hence **inverted residual**. Slide:

# %%
explore.blocks()

# %% [markdown]
# **Predict**, then slide: with 64 channels, which block is cheapest? And with kernels of 7?
#
# <details><summary>Answer</summary>
# The bottleneck with reduction 4 (4,352 weights) just beats the separable block (4,672). With
# kernels of 7 it is the other way round: a depthwise kernel hardly cares about its size. The
# inverted residual is the dearest: it pays only because its ends are narrow. Set 24 channels.
# </details>

# %% [markdown]
# ### Exercise 6 · `DepthwiseSeparable` — 2 points, 4 minutes, easy
#
# The block of MobileNet v1: both convolutions are followed by batch norm and ReLU.
#
# - **Inputs:** `in_channels`, `out_channels`, `stride`: ints. `x`: `(N, in_channels, H, W)`.
# - **Returns:** `(N, out_channels, H', W')`. The depthwise 3×3 has the stride.
# - **Example:** `DepthwiseSeparable(32, 64)` has 2,528 parameters; a dense 3×3 with batch norm
#   would have 18,560.
#
# <details><summary>Hint 1</summary>
# conv_bn has a parameter `groups`. With how many groups does every channel have its own kernel?
# </details>
# <details><summary>Hint 2</summary>
# conv_bn(in_channels, in_channels, 3, stride, groups=in_channels), then conv_bn(in_channels,
# out_channels, 1).
# </details>

# %% answer="DepthwiseSeparable"
class DepthwiseSeparable(nn.Module):
    """A 3×3 convolution of each channel alone, then a 1×1 across channels."""

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        self.depthwise = conv_bn(in_channels, in_channels, 3, stride, groups=in_channels)
        self.pointwise = conv_bn(in_channels, out_channels, 1)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.pointwise(self.depthwise(x))
        ### END SOLUTION

# %% test="DepthwiseSeparable" points=2
x = torch.randn(2, 4, 7, 6, generator=torch.Generator().manual_seed(6))
right = shaken(mobilenet.separable(4, 6))
block = check.module(DepthwiseSeparable, 4, 6)
block.parameters().gives(count(right), mistakes={
    "the 3×3 mixes the channels: it needs groups": count(right) + 9 * 4 * 3,
    "this is one dense 3×3 convolution": 9 * 4 * 6 + 12, "the 1×1 convolution is missing": 36 + 8,
    "there is only one batch norm": count(right) - 8, "the 1×1 comes first": 24 + 54 + 24})
deep = F.batch_norm(right.depthwise.conv(x), *[getattr(right.depthwise.norm, name) for name in (
    "running_mean", "running_var", "weight", "bias")])
linear = right.pointwise.norm(right.pointwise.conv(deep.relu()))
first = right(x)
block.load(right)(x).gives(first, mistakes={
    "the ReLU after the 3×3 is missing": right.pointwise(deep),
    "the last ReLU is missing": linear, "there is no ReLU": right.pointwise[:2](deep)})
right = shaken(mobilenet.separable(4, 6, 2))
halved = check.module(DepthwiseSeparable, 4, 6, stride=2)
halved.load(right)(x).gives(right(x), mistakes={"the stride is ignored": first})
check.module(DepthwiseSeparable, 4, 6, stride=2).layer_shapes(x, kinds=("Conv2d",)).gives(
    [(2, 4, 4, 3), (2, 6, 4, 3)], mistakes={
        "the 1×1 has the stride, not the 3×3: right, but four times the work":
            [(2, 4, 7, 6), (2, 6, 4, 3)]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for c, out, stride in ((3, 3, 1), (5, 2, 3), (1, 7, 2), (6, 12, 1)):
        x, right = torch.randn(3, c, 8, 5), shaken(mobilenet.separable(c, out, stride), 7)
        check.module(DepthwiseSeparable, c, out, stride).load(right)(x).gives(right(x))
### END HIDDEN TESTS

# %%
plots.picture(
    plots.block_diagrams({
        "bottleneck (ResNet)": (256, [[("1×1", 64), ("3×3", 64), ("1×1", 256)], []], "add"),
        "inverted residual (MobileNet v2)": (
            24, [[("1×1", 144), ("3×3 depthwise", 144), ("1×1", 24)], []], "add"),
    }),
    "Wide, narrow, wide; and the other way round. Notice which ends the shortcut joins: what is "
    "passed on is wide in a ResNet and narrow in a MobileNet.",
)

# %% [markdown]
# ### Exercise 7 · `InvertedResidual` — 4 points, 8 minutes, medium
#
# Batch norm follows each convolution, ReLU6 (ReLU cut off at 6) all **but the last**: on so few
# channels a ReLU would destroy too much, so the narrow end stays linear.
#
# - **Inputs:** `in_channels`, `out_channels`, `stride`, `expand`: ints. `x`:
#   `(N, in_channels, H, W)`.
# - **Returns:** `(N, out_channels, H', W')`: 1×1 to `expand * in_channels` channels, depthwise 3×3
#   with the stride, 1×1 to `out_channels`.
# - **Shortcut:** the input is added only if stride is 1 and the channels stay. There is no
#   projection, and nothing comes after the addition.
# - **Example:** `InvertedResidual(24, 24, 1, 6)` has 8,832 parameters.
# - **Edge case:** with `expand=1` there is no first 1×1.
#
# <details><summary>Hint 1</summary>
# A list of bricks that starts empty; conv_bn has a parameter `activation`, which can be nn.ReLU6.
# </details>
# <details><summary>Hint 2</summary>
# hidden = expand * in_channels; three bricks with activations nn.ReLU6, nn.ReLU6 and None; the
# middle one has groups=hidden. In forward: y = self.layers(x), and x + y where they may be added.
# </details>

# %% answer="InvertedResidual"
class InvertedResidual(nn.Module):
    """Widen, filter each channel alone, narrow; narrow ends are added."""

    def __init__(self, in_channels, out_channels, stride, expand):
        super().__init__()
        ### BEGIN SOLUTION
        hidden = expand * in_channels
        self.added = stride == 1 and in_channels == out_channels
        widen = [conv_bn(in_channels, hidden, 1, activation=nn.ReLU6)] if expand > 1 else []
        self.layers = nn.Sequential(
            *widen,
            conv_bn(hidden, hidden, 3, stride, groups=hidden, activation=nn.ReLU6),
            conv_bn(hidden, out_channels, 1, activation=None),
        )
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        y = self.layers(x)
        return x + y if self.added else y
        ### END SOLUTION

# %% test="InvertedResidual" points=4
x = 5 * torch.randn(2, 4, 6, 7, generator=torch.Generator().manual_seed(7))
right = shaken(mobilenetv2.InvertedResidual(4, 4, 1, 3))
block = check.module(InvertedResidual, 4, 4, 1, 3)
block.parameters().gives(count(right), mistakes={
    "the 3×3 mixes the channels: it needs groups": count(right) + 9 * 12 * 11,
    "it is not widened": 4 * 4 + 36 + 4 * 4 + 24, "there is a projection": count(right) + 24,
    "the last 1×1 stays wide": 48 + 108 + 144 + 72})
(widen, norm1, _), (filter_, norm2, _), narrow, norm3 = right.conv
deep, last = (lambda wide: norm2(filter_(wide))), (lambda wide: norm3(narrow(wide)))
wide = norm1(widen(x))
y = last(deep(wide.clamp(0, 6)).clamp(0, 6))
block.load(right)(x).gives(x + y, mistakes={
    "the input is not added": y, "there is a ReLU behind the last 1×1": x + y.clamp(0, 6),
    "there is a ReLU after the addition": (x + y).relu(),
    "the ReLUs are not cut off at 6": x + last(deep(wide.relu()).relu()),
    "the ReLU after the 3×3 is missing": x + last(deep(wide.clamp(0, 6)))})
right = shaken(mobilenetv2.InvertedResidual(4, 4, 2, 3))
check.module(InvertedResidual, 4, 4, 2, 3).load(right)(x).gives(right(x))
right = shaken(mobilenetv2.InvertedResidual(4, 6, 1, 1))
check.module(InvertedResidual, 4, 6, 1, 1).load(right)(x).gives(right(x))
### BEGIN HIDDEN TESTS
with check.hidden():
    for given in ((3, 5, 1, 4), (5, 5, 1, 1), (6, 6, 2, 1), (4, 8, 2, 6), (7, 7, 1, 2)):
        right, x = shaken(mobilenetv2.InvertedResidual(*given), 8), torch.randn(3, given[0], 5, 8)
        check.module(InvertedResidual, *given).load(right)(9 * x).gives(right(9 * x))
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Growing a network
#
# You have a good small network and twice the budget. More layers, more channels or larger images?
# EfficientNet (2019) answers: all three together. A small search found how much of each:
# depth × 1.2, width × 1.1, **resolution** × 1.15, and then again, φ times. The work grows with
# depth, with the *square* of the width and with the *square* of the resolution.
#
# **Predict:** 1.2 · 1.1² · 1.15² is …?
#
# <details><summary>Answer</summary>
# 1.92: each step of φ about doubles the multiply–adds. That was the condition of the search.
# </details>

# %% [markdown]
# ### Exercise 8 · `compound_scaling` — 2 points, 3 minutes, easy
#
# - **Input:** `phi`: an int or float from 0 on.
# - **Returns:** four floats `(depth, width, resolution, macs)`: by which factor each grows.
# - **Example:** `compound_scaling(1)` is `(1.2, 1.1, 1.15, 1.92)`, rounded.
#
# <details><summary>Hint 1</summary>
# Each of the first three is a number to the power of phi.
# </details>
# <details><summary>Hint 2</summary>
# depth · width² · resolution² is the fourth.
# </details>

# %% answer="compound_scaling"
def compound_scaling(phi):
    """Return by which factors depth, width, resolution and multiply–adds grow."""
    ### BEGIN SOLUTION
    depth, width, resolution = 1.2**phi, 1.1**phi, 1.15**phi
    return depth, width, resolution, depth * width**2 * resolution**2
    ### END SOLUTION

# %% test="compound_scaling" points=2
check.call(compound_scaling, 0).gives((1.0, 1.0, 1.0, 1.0), mistakes={
    "the factor of the multiply–adds is missing": (1.0, 1.0, 1.0),
    "a power is meant, not a product": (0.0, 0.0, 0.0, 0.0)})
check.call(compound_scaling, 1).gives((1.2, 1.1, 1.15, 1.2 * 1.1**2 * 1.15**2), mistakes={
    "the work grows with the square of width and resolution": (1.2, 1.1, 1.15, 1.2 * 1.1 * 1.15),
    "width and resolution are swapped": (1.2, 1.15, 1.1, 1.2 * 1.1**2 * 1.15**2),
    "the result is rounded: return the numbers as they are": (1.2, 1.1, 1.15, 1.92),
    "the multiply–adds double exactly: use the factors": (1.2, 1.1, 1.15, 2.0)})
check.call(compound_scaling, 2).gives((1.44, 1.21, 1.3225, 1.44 * 1.21**2 * 1.3225**2), mistakes={
    "a power is meant, not a product": (2.4, 2.2, 2.3, 2.4 * 2.2**2 * 2.3**2),
    "phi is ignored": (1.2, 1.1, 1.15, 1.2 * 1.1**2 * 1.15**2)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for phi in (0.5, 3, 4.25, 7):
        powers = [torch.tensor(base, dtype=torch.float64).pow(phi) for base in (1.2, 1.1, 1.15)]
        macs = powers[0] * (powers[1] * powers[2]).square()
        check.call(compound_scaling, phi).gives(tuple(map(float, (*powers, macs))))
### END HIDDEN TESTS

# %% [markdown]
# The released family, B0 to B7, rounds the factors by hand. Does its work still grow as promised?
# `compound_scaling(7)` says 96 times from B0 to B7.

# %%
from torchvision import models as zoo

SIDES = {0: 224, 1: 240, 3: 300, 5: 456, 7: 600}  # pixels, as released
growth = {}
for version, side in SIDES.items():
    with torch.device("meta"):
        network = zoo.get_model(f"efficientnet_b{version}")
    growth[f"B{version}"] = cost.cost_table(network, (3, side, side)).macs / 1e9
plots.picture(
    plots.bars(growth, unit="billion multiply–adds", title="EfficientNet", log=True),
    f"Single steps vary, but notice the ends: B7 does {growth['B7'] / growth['B0']:.0f} times the "
    "work of B0.",
)

# %% [markdown]
# ## 6 · One network, many outputs
#
# To say *where* things are, a network predicts at every place of its maps. Coarse maps (7×7) know
# what there is, fine maps (28×28) know where. Detectors such as YOLOv3 (2018) bring both together:
# going **top-down**, the coarse map is upsampled and **concatenated** to the finer one, and each of
# three maps gets a 1×1 convolution, its *head*. Each place predicts 3 boxes: four numbers for where
# it is, one for "is there a thing?", one for each class.

# %%
plots.picture(
    plots.top_down((128, 256, 512), (28, 14, 7)),
    "Left the maps of the backbone, right what the heads see. Notice that the finest head has seen "
    "all three.",
)

# %%
outputs = 3 * (4 + 1 + 80)  # 80 classes
places = 13**2 + 26**2 + 52**2  # a 416×416 image, at 1/32, 1/16 and 1/8
print(f"{outputs} numbers at each of {places:,} places: {3 * places:,} boxes for one image")

# %% [markdown]
# **Notice:** over ten thousand boxes for an image with perhaps five things. Nearly all must learn
# to say "nothing here".

# %% [markdown]
# ### Exercise 9 · `MultiScaleHead` — 4 points, 10 minutes, medium
#
# - **Inputs:** `channels`: three ints, from the fine to the coarse map; `outputs`: an int. The
#   module is called with three maps `fine`, `middle`, `coarse`, each half as large as the one
#   before.
# - **Returns:** three tensors in the same order, with `outputs` channels and the maps' sizes.
# - **Top-down**, twice: `conv_bn` 1×1 from the coarser map to the finer one's channels; nearest
#   upsampling by 2; concatenate the finer map **first**; `conv_bn` 3×3 back to the finer one's
#   channels. The joined middle map is what goes on to the fine one.
# - **Heads:** a plain 1×1 `nn.Conv2d` with bias on each of the three, created last, fine to coarse.
# - **Example:** `MultiScaleHead((128, 256, 512), 255)` has 1,869,181 parameters.
#
# <details><summary>Hint 1</summary>
# Four bricks: coarse to middle, join at middle, middle to fine, join at fine. F.interpolate(x,
# scale_factor=2) is nearest.
# </details>
# <details><summary>Hint 2</summary>
# middle = self.join_middle(torch.cat([middle, up(self.to_middle(coarse))], 1)), then the same for
# fine with the new middle. The join's conv_bn has 2·channels inputs.
# </details>

# %% answer="MultiScaleHead"
class MultiScaleHead(nn.Module):
    """Predictions at three scales; coarse maps help the finer ones."""

    def __init__(self, channels, outputs):
        super().__init__()
        ### BEGIN SOLUTION
        fine, middle, coarse = channels
        self.to_middle = conv_bn(coarse, middle, 1)
        self.join_middle = conv_bn(2 * middle, middle, 3)
        self.to_fine = conv_bn(middle, fine, 1)
        self.join_fine = conv_bn(2 * fine, fine, 3)
        self.heads = nn.ModuleList(nn.Conv2d(width, outputs, 1) for width in channels)
        ### END SOLUTION

    def forward(self, fine, middle, coarse):
        ### BEGIN SOLUTION
        up = F.interpolate(self.to_middle(coarse), scale_factor=2)
        middle = self.join_middle(torch.cat([middle, up], dim=1))
        up = F.interpolate(self.to_fine(middle), scale_factor=2)
        fine = self.join_fine(torch.cat([fine, up], dim=1))
        return self.heads[0](fine), self.heads[1](middle), self.heads[2](coarse)
        ### END SOLUTION

# %% test="MultiScaleHead" points=4
g, head = torch.Generator().manual_seed(9), multiscale.MultiScaleHead
maps = [torch.randn(2, *shape, generator=g) for shape in ((3, 8, 12), (4, 4, 6), (6, 2, 3))]
right, built = shaken(head((3, 4, 6), 5)), check.module(MultiScaleHead, (3, 4, 6), 5)
built.parameters().gives(count(right), mistakes={
    "the heads have no biases": count(right) - 15, "the heads are missing": count(right) - 80,
    "the joins take one map, not two": count(right) - 9 * 16 - 9 * 9})
sizes = [(2, 5, 8, 12), (2, 5, 4, 6), (2, 5, 2, 3)]
built.output(*maps).then(lambda out: [tuple(getattr(y, "shape", ())) for y in out]).gives(
    sizes, mistakes={"the outputs go from coarse to fine": sizes[::-1],
                     "one tensor is returned, not three": [(5, 8, 12)] * 2})
fine, middle, coarse = right(*maps)
skipping, swapped, smooth = (shaken(head((3, 4, 6), 5)) for _ in range(3))
smooth.up.mode = "bilinear"
skipping.middle = nn.Conv2d(8, 4, 1, bias=False).requires_grad_(False)
nn.init.dirac_(skipping.middle.weight)  # hands on the backbone's map
for join in (swapped.middle, swapped.fine):
    join[0].weight.copy_(join[0].weight.roll(join[0].in_channels // 2, dims=1))
check.module(MultiScaleHead, (3, 4, 6), 5).load(right).output(*maps).gives(
    (fine, middle, coarse), mistakes={
        "the fine map gets the raw middle map": (skipping(*maps)[0], middle, coarse),
        "the upsampled map is concatenated first": swapped(*maps),
        "the upsampling is bilinear, not nearest": smooth(*maps),
        "the heads look at the backbone's maps":
            [layer(x) for layer, x in zip(right.heads, maps, strict=True)]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, channels, outputs, (h, w) in ((1, (5, 3, 2), 4, (1, 1)), (3, (4, 4, 4), 7, (2, 5))):
        right = shaken(head(channels, outputs), seed=10)
        sizes = zip(channels, (4, 2, 1), strict=True)
        maps = [torch.randn(n, c, h * scale, w * scale, generator=g) for c, scale in sizes]
        built = check.module(MultiScaleHead, channels, outputs).load(right)
        built.output(*maps).gives(right(*maps))
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · The whole zoo
#
# Every network of the lecture, from LeNet-5 to EfficientNet, and a detector: ResNet-18 with heads
# at three scales. **Predict:** which is heavier, VGG-16 or ResNet-50, three times as deep?

# %%
NAMES = ["lenet5", "alexnet", "zfnet", "vgg11", "vgg13", "vgg16", "vgg19", "googlenet", "resnet18",
         "resnet34", "resnet50", "resnet101", "resnet152", "densenet121", "mobilenet_v1",
         "mobilenet_v2", "efficientnet_b0"]
costs = {}
with torch.device("meta"):
    networks = {name: models.build(name) for name in NAMES}
    networks["ResNet-18 + three heads"] = multiscale.Detector()
for name, network in networks.items():
    shape = (1, 32, 32) if name == "lenet5" else (3, 224, 224)
    costs[name] = cost.cost_table(network, shape)
plots.picture(
    plots.zoo_chart(costs),
    "Both axes are logarithmic; the area of a disc is the memory of the activations for one image. "
    "Notice how far left and down the networks after VGG moved.",
)

# %%
print(f"{'':>24} {'million parameters':>19} {'GMAC':>8} {'MiB':>6}")
for name, table in costs.items():
    memory = table.activation_bytes / 2**20
    print(f"{name:>24} {table.params / 1e6:19.2f} {table.macs / 1e9:8.4f} {memory:6.1f}")

# %% [markdown]
# **Notice:** ResNet-50 does a quarter of VGG-16's work with less than a fifth of its parameters,
# although it is three times as deep. Depth alone costs little; width, resolution and dense layers
# do. (LeNet-5 sees 32×32 images, all others 224×224.)

# %% [markdown]
# ## 8 · Myth or fact?
#
# > "Plain networks get worse with depth because they overfit: too many parameters."
#
# A network that overfits does *well* on its training images and badly on new ones. Look at the six
# recorded seeds of section 2 again: `TRAINING` and `TEST` are dicts of lists, one loss per seed,
# with keys such as `"plain 32"` and `"residual 32"`.
#
# ### Exercise 10 · `myth` — 4 points, 6 minutes, easy
#
# Set three variables:
#
# - `extra`: how much higher the **training** loss of `"plain 32"` is than that of `"plain 8"`: a
#   list of six differences, seed by seed;
# - `gaps`: a dict with the keys `"plain 32"` and `"residual 32"`: the mean over the seeds of test
#   loss minus training loss, which is how much the network overfits;
# - `verdict`: `"fact"` if the deeper plain network fits its training images better (a negative mean
#   of `extra`) **and** overfits more than its residual twin, otherwise `"myth"`.
#
# <details><summary>Hint 1</summary>
# [TRAINING["plain 32"][seed] - … for seed in range(6)] walks through both lists.
# </details>
# <details><summary>Hint 2</summary>
# Write the verdict as a condition on your numbers, then it always fits the measurement.
# </details>

# %% answer="myth"
extra = None
gaps = None
verdict = None
### BEGIN SOLUTION
extra = [TRAINING["plain 32"][seed] - TRAINING["plain 8"][seed] for seed in range(6)]
gaps = {name: (sum(TEST[name]) - sum(TRAINING[name])) / len(TEST[name])
        for name in ("plain 32", "residual 32")}
fact = sum(extra) < 0 and gaps["plain 32"] > gaps["residual 32"]
verdict = "fact" if fact else "myth"
### END SOLUTION

# %% test="myth" points=4
deep, shallow, tested = (torch.tensor(losses, dtype=torch.float64) for losses in (
    TRAINING["plain 32"], TRAINING["plain 8"], TEST["plain 32"]))
check.value(extra, name="extra").gives((deep - shallow).tolist(), mistakes={
    "the difference is taken the other way round": (shallow - deep).tolist(),
    "these are test losses": (tested - torch.tensor(TEST["plain 8"])).tolist(),
    "one number for each seed is wanted, not their mean": (deep - shallow).mean().item()})
right = {name: (sum(TEST[name]) - sum(TRAINING[name])) / 6 for name in ("plain 32", "residual 32")}
check.value(gaps, name="gaps").gives(right, mistakes={
    "training loss minus test loss is taken": {name: -gap for name, gap in right.items()},
    "these are sums over the seeds, not means": {name: 6 * gap for name, gap in right.items()},
    "seed by seed is wanted for extra only, here a mean": {name: [
        a - b for a, b in zip(TEST[name], TRAINING[name], strict=True)] for name in right}})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit the measurement": "fact"})
### END HIDDEN TESTS

# %%
if gaps is not None:
    figure = plots.bars(gaps, unit="test loss − training loss", title="How much they overfit")
    display(plots.picture(figure, "Notice: the network that overfits more is the better one."))

# %% [markdown]
# Degradation is a failure to *fit*. **Is it vanishing gradients, then?** Both networks have batch
# norm. **Predict:** how large is the gradient of the first of 32 layers, compared to the last?

# %%
drawings = data.things(7, seed=1)
images, ratios = data.normalize(drawings.images), {}
for name, make in (("plain 32", small.plain), ("residual 32", small.residual)):
    ratios[name] = []
    for seed in range(5):
        train.seed_everything(seed)
        network = make(depth=32)
        F.cross_entropy(network(images), drawings.labels).backward()
        norms = [layer.weight.grad.norm().item() for layer in network.modules()
                 if isinstance(layer, nn.Conv2d)]
        ratios[name].append(norms[0] / norms[-1])
plots.picture(
    plots.bars(ratios, unit="gradient of the first convolution / of the last (five networks)",
               title="Before training", log=True),
    "Notice: nothing vanishes. In the plain network the first layer's gradient is by far the "
    "largest.",
)

# %% [markdown]
# So it is neither. A plain deep network could copy a shallow one and pass things on, but SGD does
# not find that; with shortcuts it is where the network starts from.

# %% [markdown]
# ## 9 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# What did residual connections repair?
#
# - **a** overfitting of networks with too many parameters
# - **b** vanishing gradients, which batch norm had not touched
# - **c** the rise of the training error with depth
# - **d** the cost of 3×3 convolutions

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "c"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "c", name="answer_1", because=(
    "deep plain networks fit their training images worse than shallow ones (degradation), although "
    "batch norm keeps their gradients alive; with shortcuts, doing nothing is easy to learn."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# ResNet-50 has three times as many layers as VGG-16. Why does it do only a quarter of the work?
#
# - **a** its shortcuts skip most layers when it runs
# - **b** it halves the image early and its 3×3 convolutions see few channels
# - **c** batch norm makes convolutions cheaper
# - **d** its convolutions are depthwise

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "b"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "b", name="answer_2", because=(
    "the stem brings 224×224 down to 56×56 at once, where VGG-16 works at full size first, and "
    "bottlenecks run their 3×3 on a quarter of the channels; every layer runs, shortcuts or not."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# Why is there no ReLU after the last 1×1 of MobileNet v2's block?
#
# - **a** because ReLU has no gradient for positive numbers
# - **b** because batch norm is an activation already
# - **c** to save multiply–adds
# - **d** because on few channels a ReLU destroys what the next block needs

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "d"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "d", name="answer_3", because=(
    "half of a narrow map would be set to zero with no other channels to keep the information; the "
    "paper calls it a linear bottleneck."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Inception looks through several windows at once; 1×1 convolutions make it affordable, the mean
#   of every channel replaces dense layers.
# - Residual blocks learn what to *add*. They repair degradation: training error that rises with
#   depth. It is neither overfitting nor vanishing gradients.
# - Bottlenecks narrow before the 3×3, inverted residuals widen before a depthwise 3×3. Dense blocks
#   keep everything.
# - EfficientNet grows depth, width and resolution together. Work grows with the squares of the
#   last two.
# - Detectors predict at several scales; coarse maps are upsampled and joined to fine ones.

# %% [markdown]
# **If you want more:** He, Zhang, Ren and Sun, *Deep residual learning for image recognition*
# (2015), figure 1 and table 6, are section 2 at full size. *Identity mappings in deep residual
# networks* (2016), by the same, moves the last ReLU away and reaches 1,001 layers. Li, Xu, Taylor,
# Studer and Goldstein, *Visualizing the loss landscape of neural nets* (2018), shows what a
# shortcut does to the surface. Train your own `resnet` on Things: change the stem first, since
# 32×32 images do not survive it.
