# %% [markdown]
# # Lab 02 · Resampling: pooling, stride, upsampling
#
# Networks look at an image at several sizes. They shrink their maps to see further and to save
# work, and enlarge them again to answer for every pixel. After this lab you can
#
# - write pooling, two ways of upsampling and the transposed convolution **yourself**, borders
#   included;
# - measure what happens to a network's answer when the image moves by one pixel, and explain it;
# - say what a transposed convolution is, what it is not, and where checkerboards come from.
#
# **85 minutes · 40 points · builds on:** lab 01.

# %% [markdown]
# Work from top to bottom. Each exercise has a stub for you to fill and a check right below it that
# tells you what is wrong. Points come from more inputs of the same kind, so write the general
# rule, not the example. Functions never change their arguments.

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check, data, device, explore, plots, train

torch.set_num_threads(1)  # small convolutions run fastest on one core
print(device.explain())

# %% [markdown]
# ## 1 · One number for many pixels
#
# **Pooling** slides a window over the map, like a convolution, but has no weights: it keeps the
# largest number under the window, or the mean. Every channel is pooled on its own. Unless told
# otherwise, the window moves by its own size, so that windows do not overlap.

# %% locked="small_map"
MAP = torch.tensor([
    [-3, -1, 4, 1, -5, 9],
    [-2, -6, 5, 3, -5, 8],
    [-9, -7, -9, 3, 2, 3],
    [-8, -4, -6, 2, 6, 4],
    [-3, -3, 8, 3, 2, 7],
    [-9, -5, 0, 2, 8, 8],
])

# %%
explore.pooling(MAP)

# %% [markdown]
# Set **padding** to 1 above and look at the upper left corner: its window holds three or more cells
# that are not part of the map.
#
# **Predict:** every number of a map is negative. You max-pool it with padding 1. Can there be a
# zero in the output?
#
# <details><summary>Answer</summary>
# No: the padding must never win, so for the maximum it counts as −∞. For the average there is a
# choice. PyTorch by default counts the padding as zeros and divides by the whole window
# (<code>count_include_pad=True</code>); so do we. It pulls the border towards zero.
# </details>

# %% [markdown]
# ### Exercise 1 · `max_pool2d` — 5 points, 10 minutes, medium
#
# - **Inputs:** `x`: floats of shape `(N, C, H, W)`, also negative ones; `kernel_size`, `stride`,
#   `padding`: ints for both directions. A `stride` of `None` means the kernel size.
# - **Returns:** a tensor of shape `(N, C, OH, OW)`: the largest number under each window. Sizes
#   follow lab 01's formula.
# - **Example:** all −1 of shape `(1, 1, 4, 4)`, kernel 3, stride 2, padding 1, give a 2×2 map of
#   −1, without a zero.
# - **Error:** `ValueError` if `padding` is more than half the kernel: a window could then lie
#   outside the map altogether.
# - **Not allowed:** PyTorch's own max pooling.
#
# <details><summary>Hint 1</summary>
# Make a larger map first: <code>F.pad(x, (p, p, p, p), value=…)</code>. Which value can never be
# the largest? <code>float("-inf")</code>.
# </details>
# <details><summary>Hint 2</summary>
# <code>padded.unfold(2, k, s).unfold(3, k, s)</code> has the shape (N, C, OH, OW, k, k): take
# <code>.amax(dim=(-2, -1))</code> of it. Two loops over OH and OW do as well.
# </details>

# %% answer="max_pool2d"
def max_pool2d(x, kernel_size, stride=None, padding=0):
    """Return the largest number under each window."""
    ### BEGIN SOLUTION
    if 2 * padding > kernel_size:
        raise ValueError(f"padding {padding} is more than half of the kernel's {kernel_size}")
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, padding, padding, padding), value=float("-inf"))
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.amax(dim=(-2, -1))
    ### END SOLUTION

# %% test="max_pool2d" points=5
g = torch.Generator().manual_seed(1)
x = torch.randn(2, 3, 7, 9, generator=g) - 3  # nearly all negative
y = F.max_pool2d(x, 3)
check.forbid("max_pool", max_pool2d, x + 1, 3)
check.call(max_pool2d, x, 3).gives(y, mistakes={
    "this is the mean, not the largest": F.avg_pool2d(x, 3), "the stride is 1 if none is given":
    F.max_pool2d(x, 3, 1), "this is the smallest, not the largest": -F.max_pool2d(-x, 3),
    "the largest of all channels is taken": y.amax(1, keepdim=True).expand_as(y),
    "pixels are left out, not compared": x[:, :, ::3, ::3][:, :, :2],
    "the largest of all images is taken": y.amax(0, keepdim=True).expand_as(y)})
check.call(max_pool2d, x, 2, stride=3).gives(F.max_pool2d(x, 2, 3), mistakes={
    "the stride is ignored": F.max_pool2d(x, 2), "the window is as large as the stride": y})
y = F.max_pool2d(x, 3, 2, 1)
check.call(max_pool2d, x, 3, stride=2, padding=1).gives(y, mistakes={
    "padding is ignored": F.max_pool2d(x, 3, 2),
    "the padding is zeros, and they beat negative numbers": F.max_pool2d(F.pad(x, [1] * 4), 3, 2),
    "the padding is added at the top and left only":
        F.max_pool2d(F.pad(x, (1, 0, 1, 0), value=-99), 3, 2),
    "the padding is added to the columns only": F.max_pool2d(x, 3, 2, (0, 1))})
check.call(max_pool2d, x, 3, padding=2).raises(
    ValueError, because="a window of 3 could lie wholly in a padding of 2")
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(21)
    for n, c, size, k, s, p, dtype in (
        (1, 1, (5, 5), 2, None, 1, torch.float32), (3, 2, (8, 5), 4, 1, 2, torch.float64),
        (2, 4, (11, 11), 3, 2, 1, torch.float32), (4, 1, (6, 7), 1, 3, 0, torch.float64),
        (1, 5, (7, 12), 5, 2, 1, torch.float32), (2, 2, (4, 6), 4, None, 0, torch.float64),
    ):
        x = 9 * torch.randn(n, c, *size, generator=g, dtype=dtype) - 20
        y = F.max_pool2d(x, k, s, p)
        check.call(max_pool2d, x, k, s, p).gives(y, mistakes={
            "the padding is zeros, and they beat negative numbers":
                F.max_pool2d(F.pad(x, [p] * 4), k, s)})
    check.call(max_pool2d, 1e6 * x, 4, padding=1).gives(1e6 * F.max_pool2d(x, 4, None, 1))
    check.call(max_pool2d, x, 4, 1, 3).raises(ValueError, because="3 is more than half of 4")
    check.forbid("max_pool", max_pool2d, x, 3, 1, 1)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2 · `avg_pool2d` — 4 points, 6 minutes, easy
#
# - **Inputs:** as in exercise 1 (you need not check the padding here).
# - **Returns:** a tensor of shape `(N, C, OH, OW)`: the mean under each window. Padding counts as
#   zeros, and every window is divided by kernel_size².
# - **Example:** all ones of shape `(1, 1, 4, 4)`, kernel 2, padding 1, give a 3×3 map: ¼ in the
#   corners, ½ at the edges, 1 in the middle.
# - **Not allowed:** PyTorch's own average pooling.
#
# <details><summary>Hint 1</summary>
# Only two things differ from exercise 1: what the map is padded with, and what is taken of each
# window.
# </details>
# <details><summary>Hint 2</summary>
# <code>.mean(dim=(-2, -1))</code> of the windows divides by kernel_size² everywhere.
# </details>

# %% answer="avg_pool2d"
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    """Return the mean under each window; the padding counts as zeros."""
    ### BEGIN SOLUTION
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, padding, padding, padding))
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.mean(dim=(-2, -1))
    ### END SOLUTION

# %% test="avg_pool2d" points=4
g = torch.Generator().manual_seed(2)
x = torch.randn(2, 3, 7, 9, generator=g)
y = F.avg_pool2d(x, 3)
check.forbid("avg_pool", avg_pool2d, x + 1, 3)
check.call(avg_pool2d, x, 3).gives(y, mistakes={
    "this is the largest, not the mean": F.max_pool2d(x, 3), "this is the sum: divide it": 9 * y,
    "the sum is divided by K, not by K·K": 3 * y,
    "the stride is 1 if none is given": F.avg_pool2d(x, 3, 1),
    "the mean of all channels is taken": y.mean(1, keepdim=True).expand_as(y)})
check.call(avg_pool2d, x, 2, stride=3).gives(F.avg_pool2d(x, 2, 3), mistakes={
    "the stride is ignored": F.avg_pool2d(x, 2)})
check.call(avg_pool2d, x, 3, stride=2, padding=1).gives(F.avg_pool2d(x, 3, 2, 1), mistakes={
    "padding is ignored": F.avg_pool2d(x, 3, 2),
    "windows at the border are divided by fewer pixels: divide by K·K everywhere":
        F.avg_pool2d(x, 3, 2, 1, count_include_pad=False),
    "the padding is added at the top and left only": F.avg_pool2d(F.pad(x, (1, 0, 1, 0)), 3, 2),
    "the padding is −∞, as for the maximum":
        F.avg_pool2d(F.pad(x, [1] * 4, value=float("-inf")), 3, 2)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(22)
    for n, c, size, k, s, p, dtype in (
        (1, 1, (5, 5), 2, None, 1, torch.float32), (3, 2, (8, 5), 4, 1, 2, torch.float64),
        (2, 4, (11, 11), 3, 2, 1, torch.float32), (4, 1, (6, 7), 1, 3, 0, torch.float64),
        (1, 5, (7, 12), 5, 2, 1, torch.float32), (2, 2, (4, 6), 4, None, 0, torch.float64),
    ):
        x = torch.randn(n, c, *size, generator=g, dtype=dtype) - 1
        check.call(avg_pool2d, x, k, s, p).gives(F.avg_pool2d(x, k, s, p), mistakes={
            "windows at the border are divided by fewer pixels: divide by K·K everywhere":
                F.avg_pool2d(x, k, s, p, count_include_pad=False)})
    check.forbid("avg_pool", avg_pool2d, x, 3, 1, 1)
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** the maximum tells *whether* something was there, the mean *how much* of it. Neither
# tells where under the window it was.

# %% [markdown]
# ## 2 · Or simply leave pixels out
#
# Pooling is one way to shrink; a **stride** is another. A convolution with stride 2 is the
# convolution with stride 1, of which every second row and column is kept. Sizes are the same either
# way. The lecture's example, an 11×11 map, 3×3 windows, stride 2, padding 1:

# %%
x, weight = torch.randn(1, 1, 11, 11), torch.randn(1, 1, 3, 3)
strided = F.conv2d(x, weight, stride=2, padding=1)
every_second = F.conv2d(x, weight, padding=1)[..., ::2, ::2]
print("pooled: ", list(F.max_pool2d(x, 3, stride=2, padding=1).shape[2:]))
print("strided:", list(strided.shape[2:]), " the same as every second:",
      torch.allclose(strided, every_second, atol=1e-6))

# %% [markdown]
# **Predict:** a picture of stripes, each one pixel wide, black and white. Keep every second column.
# What is left? And if the picture moves by one pixel before?
#
# <details><summary>Answer</summary>
# All black, or all white: run the next cell.
# </details>

# %%
stripes = (torch.arange(12) % 2).float().expand(1, 1, 12, 12)
moved = torch.roll(stripes, 1, dims=-1)
small = [stripes[..., ::2, ::2], moved[..., ::2, ::2], F.max_pool2d(stripes, 2),
         F.avg_pool2d(stripes, 2)]
enlarged = [F.interpolate(image, scale_factor=2) for image in small]
names = ["stripes", "every 2nd", "moved, 2nd", "max", "mean"]
frames = torch.tensor([[0, 0, 12, 12]] * 5)
plots.picture(
    plots.image_grid(torch.cat([stripes, *enlarged]), names, columns=5, boxes=frames),
    "Twelve stripes, and what is left of them at half the size. Notice the second and the third: "
    "the same picture, moved by a single pixel, and the answer turns into its opposite.",
)

# %% [markdown]
# Leaving out pixels can turn a tiny movement into a completely different answer. This is
# **aliasing**. How much of it is there in a network?

# %% [markdown]
# ## 3 · When the image moves
#
# A convolution asks the same question at every place. So if the image moves, its answers move
# along: it is **equivariant** (but for the borders). A mean over the whole map does not change at
# all: it is **invariant**. Layers with a stride are neither exactly, and here is why.

# %%
row = torch.tensor([[[0.0, 0, 0, 5, 9, 5, 0, 0]]])
for pixels in range(3):
    pooled = F.max_pool1d(torch.roll(row, pixels, dims=-1), 2)
    print(f"moved by {pixels}, then pooled: {pooled[0, 0].int().tolist()}")

# %% [markdown]
# Moved by two pixels, the pooled row moves by one. Moved by one pixel, it would have to move by
# half a cell. It cannot, so it changes its *values*.
#
# To measure this we need pictures that move without leaving anything behind, so these lie on a
# black table:

# %% locked="cards"
CARDS = F.pad(data.things(1, split="test").images.float() / 255, (16, 16, 16, 16)).float()


def small_net(pools, average=False):
    """Return 1 or 2 untrained blocks: convolution, ReLU and, if pools > 0, 2×2 max pooling.

    The weights are always the same. ``average`` puts a global average at the end.
    """
    torch.manual_seed(2)
    layers = []
    for channels, out_channels in ((3, 8), (8, 16))[: max(pools, 1)]:
        layers += [torch.nn.Conv2d(channels, out_channels, 3, padding=1), torch.nn.ReLU()]
        layers += [torch.nn.MaxPool2d(2)] * (pools > 0)
    layers += [torch.nn.AdaptiveAvgPool2d(1)] * average
    return torch.nn.Sequential(*layers).requires_grad_(False).float()

# %%
positions = torch.cat([torch.roll(CARDS[4:5], shift, dims=-1) for shift in (-8, -4, 0, 4, 8)])
plots.picture(
    plots.image_grid(positions, ["8 left", "4 left", "here", "4 right", "8 right"], columns=5),
    "One of ten cards. Notice that nothing but its place changes.",
)

# %% [markdown]
# ### Exercise 3 · `shift_error` — 5 points, 10 minutes, medium
#
# Measure how far a model is from being equivariant, in four steps:
#
# 1. `before = model(x)`; `after` is the model's output for `x` moved `shift` pixels to the
#    **right** (`torch.roll` along the last dimension: what leaves on one side comes back on the
#    other).
# 2. `expected` is `before`, rolled right by as many cells of the output as this is:
#    `shift * output width // image width`.
# 3. Borders do not count: leave out `output width // 4` columns at each side of both.
# 4. Return the mean of |after − expected| divided by the mean of |expected|.
#
# - **Inputs:** `model`, to be called with `x` of shape `(N, C, H, W)`; it returns `(N, K, H', W')`.
#   `shift`: an int.
# - **Returns:** a float. 0 is perfectly equivariant. For a model that ends in a global average
#   (W' = 1), 0 is perfectly invariant.
# - **Example:** with `torch.nn.Identity()` it is `0.0` for every shift.
#
# <details><summary>Hint 1</summary>
# <code>torch.roll(x, shift, dims=-1)</code> moves right. <code>shape[-1]</code> is a width.
# </details>
# <details><summary>Hint 2</summary>
# With <code>m = before.shape[-1] // 4</code>, the middle columns are
# <code>[..., m : before.shape[-1] - m]</code>. With m = 0 that is all of them.
# </details>

# %% answer="shift_error"
def shift_error(model, x, shift):
    """Return how much a model's output changes, beyond moving, when the image moves."""
    ### BEGIN SOLUTION
    before, after = model(x), model(torch.roll(x, shift, dims=-1))
    width = before.shape[-1]
    expected = torch.roll(before, shift * width // x.shape[-1], dims=-1)
    margin = width // 4
    middle = slice(margin, width - margin)
    difference = (after - expected)[..., middle].abs().mean()
    return (difference / expected[..., middle].abs().mean()).item()
    ### END SOLUTION

# %% test="shift_error" points=5
same, halved, one = (check.module(layer, *options, beside=shift_error) for layer, *options in (
    (torch.nn.Identity,), (torch.nn.MaxPool2d, 2), (torch.nn.AdaptiveAvgPool2d, 1)))
x = torch.arange(96.0).remainder(7).square().reshape(2, 1, 4, 12) - 9
still, left = "the output is not moved along before it is compared", "expected is moved to the left"
check.call(shift_error, same, x, 2).gives(0.0, atol=1e-6, mistakes={
    still: 1.67535, left: 1.99598, "the image is not moved": 1.688889,
    "the image is moved to the left": 2.00404})
check.call(shift_error, halved, x, 2).gives(0.0, atol=1e-6, mistakes={
    "the output is half as wide, so it moves by half of shift": 0.973977,
    still: 0.668852, left: 0.942568})
check.call(shift_error, halved, x, 3).gives(0.512111, mistakes={
    "shift * width is divided and rounded up or to the nearest: use //": 0.475836,
    "the borders are not left out": 0.489461, "a third is left out at each side": 0.428571,
    "the image is moved to the left": 0.5, "the image is moved down, not right": 0.714754,
    "the difference is not divided by the mean of |expected|": 9.25,
    "divided by the mean of |before|, not of |expected|": 0.485246,
    "squares are averaged, not absolute values": 0.396318,
    "a root mean square is taken, not the mean of absolute values": 0.629538,
    "this is the largest difference, not the mean": 1.0,
    "positive and negative differences cancel: take absolute values": 0.110727})
check.call(shift_error, one, x, 3).gives(0.0, atol=1e-6, mistakes={
    "with a margin of 0, [..., 0:-0] is empty": torch.nan})
### BEGIN HIDDEN TESTS
with check.hidden():
    def measured(net, x, shift):
        first, second = net(x), net(x.roll(shift, 3))
        columns = range(first.shape[3] // 4, first.shape[3] - first.shape[3] // 4)
        by = (shift * first.shape[3]) // x.shape[3]
        wanted = torch.stack([first[..., (c - by) % first.shape[3]] for c in columns])
        got = torch.stack([second[..., c] for c in columns])
        return float((got - wanted).abs().sum() / wanted.abs().sum())

    cards = CARDS[:2, :, 24:40]  # a strip is enough, and fast
    for pools, average, shifts in ((0, True, (5,)), (1, True, (1, 2)), (0, False, (3,)),
                                   (1, False, (4, 7)), (2, False, (1, 4, 6))):
        net = check.module(small_net, pools, average, beside=shift_error)
        for shift in shifts:
            right = measured(small_net(pools, average), cards, shift)
            check.call(shift_error, net, cards, shift).gives(right, rtol=1e-4, atol=1e-6)
    x = torch.randn(3, 2, 7, 21, generator=torch.Generator().manual_seed(23))
    for window, stride in ((3, 3), (2, 3), (4, 4), (1, 1), (5, 2)):
        net = check.module(torch.nn.MaxPool2d, window, stride, beside=shift_error)
        for shift in (1, 4, 10, -3):
            right = measured(torch.nn.MaxPool2d(window, stride), x, shift)
            check.call(shift_error, net, x, shift).gives(right, rtol=1e-4, atol=1e-6)
### END HIDDEN TESTS

# %% [markdown]
# Now draw the curve: *your* `shift_error` for four untrained networks.
#
# **Predict** before you run the cell: at which shifts is the error of a network with two poolings
# exactly zero?

# %% tags=["raises-exception"]
nets = {
    "convolution": small_net(0),
    "1 pooling": small_net(1),
    "2 poolings": small_net(2),
    "convolution, global average": small_net(0, average=True),
}
errors = {name: [[shift_error(net, CARDS, shift) for shift in range(9)]]
          for name, net in nets.items()}
plots.picture(
    plots.shift_curves(errors, value="shift error", title="Untrained networks"),
    "Two curves lie on zero. Notice where the others meet it: at multiples of 2 after one pooling, "
    "at multiples of 4 after two. In between, the output is off by about a tenth.",
)

# %% [markdown]
# ## 4 · An experiment: does a trained network mind?
#
# Real handwritten digits, 8×8 pixels, in the middle of a black 20×20 canvas. Three kinds of network
# learn them there, each three times with other random numbers: an MLP; convolutions that shrink by
# pooling; the same convolutions that shrink by a stride of 2. Both of these shrink **twice** and
# end in a global average. Then the *test* digits move to the right.

# %%
from tqdm.auto import tqdm  # a progress bar


def block(channels, out_channels, stride=1, pool=1):
    """Return a convolution that shrinks by its stride, by pooling, or not at all."""
    convolution = torch.nn.Conv2d(channels, out_channels, 3, stride, padding=1, bias=False)
    return [convolution, torch.nn.BatchNorm2d(out_channels), torch.nn.ReLU(),
            torch.nn.MaxPool2d(pool)]


def convolutions(stride, pool):
    """Return three convolutions, of which two shrink, a global average and a linear layer."""
    shrinking = [*block(1, 8, stride, pool), *block(8, 16, stride, pool)]
    head = [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(32, 10)]
    return torch.nn.Sequential(*shrinking, *block(16, 32), *head)


def mlp():
    """Return one hidden layer."""
    layers = torch.nn.Linear(400, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10)
    return torch.nn.Sequential(torch.nn.Flatten(), *layers)

# %% [markdown]
# **Predict** before you run it (about ten seconds): which network is best at 2 pixels? And what
# happens at 4?

# %%
learnt, unseen = data.digits("train"), data.digits("test")
canvas, test_canvas = (F.pad(digits.images / 255, (6, 6, 6, 6)) for digits in (learnt, unseen))


def accuracies(make, seed):
    """Train a network on centred digits; return its accuracy on digits moved by 0 to 6 pixels."""
    train.seed_everything(seed)
    model = make()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    train.fit(model, (canvas, learnt.labels), optimizer=optimizer, epochs=6, batch_size=50,
              schedule=train.cosine, progress=False)
    tests = [(torch.roll(test_canvas, shift, dims=-1), unseen.labels) for shift in range(7)]
    return [train.evaluate(model, test).accuracy for test in tests]


makers = {"MLP": mlp, "stride": lambda: convolutions(2, 1), "pooling": lambda: convolutions(1, 2)}
runs = {name: [] for name in makers}
for seed in tqdm(range(3), unit="seed"):
    for name, make in makers.items():
        runs[name].append(accuracies(make, seed))

# %%
plots.picture(
    plots.shift_curves(runs, value="test accuracy", title="Trained on centred digits"),
    "Thin lines are the three runs, thick ones their mean; guessing gives 0.1. Notice the strided "
    "network: lost at 2 pixels, and fully recovered at 4.",
)

# %% [markdown]
# **Notice:** all three learn the centred digits about equally well (0.90 to 0.92 in the mean). Two
# strides of 2 make a period of 4 pixels: at 4, the maps are moved by a whole cell, and the global
# average does not care. In between, leaving out pixels is ruinous, while a maximum keeps most of
# the answer: 0.55 to 0.8. The MLP has no second chance: to it, a moved digit is something it has
# never seen.

# %% [markdown]
# ## 5 · Larger again, without weights
#
# Networks that answer for every pixel have to enlarge their maps again. Two plain ways have nothing
# to learn. **Nearest** repeats pixels. **Bilinear** mixes the neighbours of the place where a new
# pixel looks. And where is that? There are two conventions: pixels are little squares, and the
# outer *edges* of old and new row are laid on each other (`align_corners=False`, the default), or
# pixels are points, and the outer *points* are.

# %%
plots.picture(
    plots.sample_positions(4, 8),
    "Dots are the positions of the new pixels, numbers stand above the centres of the old ones. "
    "Notice that the upper dots lie evenly in the squares, two and two; of the lower ones, the "
    "outermost meet the outermost centres.",
)

# %%
row = torch.tensor([[[[0.0, 10, 20]]]])
for options in ({"mode": "nearest"}, {"mode": "bilinear"},
                {"mode": "bilinear", "align_corners": True}):
    print([round(v, 1) for v in F.interpolate(row, (1, 6), **options)[0, 0, 0].tolist()], options)

# %% [markdown]
# **Predict:** enlarge a map by 2 with nearest, then average-pool it by 2. What do you get? And with
# bilinear?
#
# <details><summary>Answer</summary>
# Nearest gives the map back, exactly: the mean of four copies. Bilinear does not: the mean of its
# four values also contains the neighbours, so the map comes back a little blurred.
# </details>

# %%
x = torch.randn(1, 1, 6, 6)
for mode in ("nearest", "bilinear"):
    back = F.avg_pool2d(F.interpolate(x, scale_factor=2, mode=mode), 2)
    print(f"{mode:<9} largest difference {(back - x).abs().max():.4f}")

# %% [markdown]
# ### Exercise 4 · `upsample_nearest` — 2 points, 3 minutes, easy
#
# - **Inputs:** `x` of shape `(N, C, H, W)`; `scale`: an int ≥ 1.
# - **Returns:** a tensor of shape `(N, C, scale·H, scale·W)`: every pixel becomes a block of
#   `scale` × `scale` copies.
# - **Example:** the row `1 2` with `scale=3` becomes three rows `1 1 1 2 2 2`.
# - **Not allowed:** PyTorch's own upsampling (`F.interpolate`, `torch.nn.Upsample`).
#
# <details><summary>Hint 1</summary>
# <code>repeat_interleave</code> copies every element in place; <code>repeat</code> copies the
# whole row.
# </details>
# <details><summary>Hint 2</summary>
# Once along dimension 2, once along dimension 3.
# </details>

# %% answer="upsample_nearest"
def upsample_nearest(x, scale):
    """Return the map with every pixel repeated scale times in both directions."""
    ### BEGIN SOLUTION
    return x.repeat_interleave(scale, dim=2).repeat_interleave(scale, dim=3)
    ### END SOLUTION

# %% test="upsample_nearest" points=2
g = torch.Generator().manual_seed(4)
x = torch.randn(2, 3, 4, 5, generator=g)
y = F.interpolate(x, scale_factor=2)
check.forbid("upsample", upsample_nearest, x + 1, 2)
check.call(upsample_nearest, x, 2).gives(y, mistakes={
    "the map is tiled, not enlarged": x.repeat(1, 1, 2, 2),
    "only the rows are repeated": y[..., ::2], "only the columns are repeated": y[..., ::2, :],
    "this is bilinear": F.interpolate(x, scale_factor=2, mode="bilinear"),
    "the first copy of each pixel is kept, the others are zeros":
        F.conv_transpose2d(x, torch.eye(3)[:, :, None, None], stride=2, output_padding=1),
    "the rows are mixed by a reshape": x.repeat(1, 1, 1, 4).reshape(y.shape)})
check.call(upsample_nearest, x, 3).gives(F.interpolate(x, scale_factor=3), mistakes={
    "the scale is always 2": y, "the map is tiled, not enlarged": x.repeat(1, 1, 3, 3)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(24)
    for shape, scale, dtype in (((1, 1, 1, 1), 4, torch.float64), ((3, 2, 5, 2), 1, torch.float32),
                                ((2, 5, 3, 7), 5, torch.float64), ((4, 4, 4, 4), 2, torch.float32)):
        x = torch.randn(shape, generator=g, dtype=dtype)
        check.call(upsample_nearest, x, scale).gives(F.interpolate(x, scale_factor=scale))
    check.forbid("upsample", upsample_nearest, x, 3)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · `upsample_bilinear` — 6 points, 12 minutes, hard
#
# Output pixel i looks at the input at position p, which is rarely a whole number:
#
# - `align_corners=False`: p = (i + ½) · old / new − ½, but not below 0 nor above old − 1;
# - `align_corners=True`: p = i · (old − 1) / (new − 1), and p = 0 if new is 1.
#
# Its value is a mixture of the two neighbours ⌊p⌋ and ⌊p⌋ + 1, in proportion to how near they are,
# first along one direction, then along the other.
#
# - **Inputs:** `x` of shape `(N, C, H, W)`, floats; `size`: a pair (new height, new width);
#   `align_corners`: a bool.
# - **Returns:** a tensor of shape `(N, C, *size)`.
# - **Example:** a row `0 10 20` enlarged to six pixels is `0 2.5 7.5 12.5 17.5 20`, and
#   `0 4 8 12 16 20` with aligned corners.
# - **Not allowed:** PyTorch's own upsampling, `grid_sample` included.
#
# <details><summary>Hint 1</summary>
# Bilinear means: linear along rows, then linear along columns. Write one direction as a function
# of <code>x</code>, a dimension and the new size, and call it twice.
# </details>
# <details><summary>Hint 2</summary>
# <code>low = p.floor().long()</code>, <code>high = (low + 1).clamp(max=old - 1)</code> and
# <code>t = p - low</code>. Along columns the result is
# <code>x[..., low] * (1 - t) + x[..., high] * t</code>.
# </details>

# %% answer="upsample_bilinear"
def upsample_bilinear(x, size, align_corners=False):
    """Return the map at another size, interpolated linearly in both directions."""
    ### BEGIN SOLUTION
    for dim, new in ((2, size[0]), (3, size[1])):
        old = x.shape[dim]
        index = torch.arange(new, dtype=x.dtype)
        if align_corners:
            position = index * (old - 1) / max(new - 1, 1)
        else:
            position = ((index + 0.5) * old / new - 0.5).clamp(min=0)
        low = position.floor().long()
        high = (low + 1).clamp(max=old - 1)
        share = position - low if dim == 3 else (position - low)[:, None]
        x = x.index_select(dim, low) * (1 - share) + x.index_select(dim, high) * share
    return x
    ### END SOLUTION

# %% test="upsample_bilinear" points=6
row = torch.tensor([[[[0.0, 10, 20]]]])
free, aligned, doubled = (torch.tensor([[[numbers]]]) for numbers in (
    [0, 2.5, 7.5, 12.5, 17.5, 20], [0.0, 4, 8, 12, 16, 20], [0.0, 5, 10, 15, 20, 20]))
check.forbid("upsample", upsample_bilinear, row + 1, (2, 5))
check.forbid("grid_sampler", upsample_bilinear, row + 1, (2, 5))
check.call(upsample_bilinear, row, (1, 6)).gives(free, mistakes={
    "positions below 0 and above old − 1 are not cut off": free + torch.tensor(
        [-2.5, 0, 0, 0, 0, 2.5]), "the half pixel is missing: p = i · old / new": doubled,
    "½ is added, but not taken off again": (doubled + 2.5).clamp(max=20),
    "the corners are aligned although align_corners is False": aligned,
    "this is nearest, not bilinear": row.repeat_interleave(2, 3),
    "the two neighbours change places": free[..., [0, 2, 1, 4, 3, 5]] + torch.tensor(
        [10.0, 0, 0, 0, 0, 0])})
check.call(upsample_bilinear, row, (1, 6), align_corners=True).gives(aligned, mistakes={
    "align_corners is ignored": free, "p is i · old / new, not i · (old − 1) / (new − 1)": doubled})
g = torch.Generator().manual_seed(5)
x = torch.randn(2, 3, 4, 5, generator=g)
for align in (False, True):
    y, one_way, turned = (F.interpolate(x, size, mode="bilinear", align_corners=align)
                          for size in ((7, 9), (4, 9), (9, 7)))
    check.call(upsample_bilinear, x, (7, 9), align_corners=align).gives(y, mistakes={
        "only the columns are interpolated": one_way,
        "height and width of size are swapped": turned})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(25)
    for shape, size, dtype in (
        ((1, 1, 1, 1), (3, 2), torch.float64), ((3, 2, 5, 2), (5, 7), torch.float32),
        ((2, 5, 3, 7), (8, 3), torch.float64), ((1, 4, 6, 6), (1, 13), torch.float32),
        ((2, 1, 9, 4), (4, 2), torch.float64), ((1, 2, 8, 8), (16, 1), torch.float64),
    ):
        x = torch.randn(shape, generator=g, dtype=dtype)
        for align in (False, True):
            y = F.interpolate(x, size, mode="bilinear", align_corners=align)
            check.call(upsample_bilinear, x, size, align).gives(y)
    for operation in ("upsample", "grid_sampler"):
        check.forbid(operation, upsample_bilinear, x, (5, 6), True)
### END HIDDEN TESTS

# %%
digit = data.digits("test").images[:1] / 255
ways = {"nearest": {}, "bilinear": {"mode": "bilinear"},
        "aligned": {"mode": "bilinear", "align_corners": True}}
shown = torch.cat([F.interpolate(digit, (64, 64), **options) for options in ways.values()])
plots.picture(
    plots.image_grid(shown.clamp(0, 1), list(ways), columns=3),
    "One 8×8 digit at 64×64. Notice the blocks of nearest. Bilinear is smooth but invents values "
    "in between: fine for brightness, wrong for class numbers.",
)

# %% [markdown]
# ## 6 · Transposed convolution
#
# A convolution *gathers*: each output cell collects a window. The **transposed convolution** goes
# the other way, it *stamps*: each input cell prints the kernel, times its own value, onto the
# output. Stamps lie a stride apart, and where they overlap they add up. With a stride of 2 the map
# about doubles, and the kernel can be learned.

# %%
explore.stamping(torch.ones(3, 3))

# %% [markdown]
# **Predict:** the map `1 2 / 3 4` stamps the kernel `1 10 / 100 1000`, stride 1. Which number
# appears in the middle of the 3×3 output?
#
# <details><summary>Answer</summary>
# 1234: every cell reaches the middle with another corner of its stamp, so each digit tells who
# was there: cell 1 with its lower right corner (1000), cell 2 with its lower left one (100), cell 3
# with its upper right one (10), cell 4 with its upper left one (1).
# </details>

# %%
four = torch.tensor([[[[1.0, 2], [3, 4]]]])
digits = torch.tensor([[[[1.0, 10], [100, 1000]]]])
print(F.conv_transpose2d(four, digits)[0, 0].int())

# %% [markdown]
# Now the size. In lab 01, images 7 and 8 wide both shrank to 3 (kernel 3, stride 2). So the way
# back from 3 is not unique: it gives 7, unless **output_padding** adds one cell at the end.
# `padding` *cuts off* here what the convolution's padding had added.

# %% [markdown]
# ### Exercise 6 · `conv_transpose_output_size` — 3 points, 6 minutes, easy
#
# - **Inputs:** `size`, `kernel_size`, `stride`, `padding`, `output_padding`: ints, along one side.
# - **Returns:** the size of the output along that side, an int.
# - **Example:** `conv_transpose_output_size(3, 3, stride=2)` is `7`.
# - **Errors:** `ValueError` if `output_padding` is not smaller than the stride, and if nothing is
#   left of the output.
#
# <details><summary>Hint 1</summary>
# Where does the first stamp begin, and where does the last one end?
# </details>
# <details><summary>Hint 2</summary>
# (size − 1) · stride + kernel_size, less the padding on both sides, plus the output padding once.
# </details>

# %% answer="conv_transpose_output_size"
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    """Return the size of a transposed convolution's output along one side."""
    ### BEGIN SOLUTION
    if output_padding >= stride:
        raise ValueError(f"output_padding {output_padding} must be less than the stride {stride}")
    output = (size - 1) * stride + kernel_size - 2 * padding + output_padding
    if output < 1:
        raise ValueError(f"padding {padding} leaves nothing of the output")
    return output
    ### END SOLUTION

# %% test="conv_transpose_output_size" points=3
check.call(conv_transpose_output_size, 6, 5, stride=3).gives(20, mistakes={
    "this is the size of a convolution": 1, "stamps overlap: the distance is the stride": 30,
    "the last stamp is as wide as the kernel, not as the stride": 18, "the stride is ignored": 10,
    "there are size − 1 gaps between size stamps": 23, "the example is hard-coded": 7,
    "the last stamp reaches kernel_size cells beyond its start": 15})
check.call(conv_transpose_output_size, 3, 3, stride=2).gives(7)
check.call(conv_transpose_output_size, 6, 5, stride=3, padding=2).gives(16, mistakes={
    "padding is ignored": 20, "padding is cut off on both sides": 18,
    "padding makes the output smaller here, not larger": 24})
check.call(conv_transpose_output_size, 6, 5, 3, 2, output_padding=1).gives(17, mistakes={
    "output_padding is ignored": 16, "output_padding is added on one side only": 18,
    "output_padding makes the output larger": 15})
check.call(conv_transpose_output_size, 1, 3, padding=1).gives(1)
check.call(conv_transpose_output_size, 6, 5, 3, 2, output_padding=3).raises(
    ValueError, because="3 more cells would be one more stamp at stride 3")
check.call(conv_transpose_output_size, 1, 2, 1, 1).raises(
    ValueError, because="nothing is left when 1 cell is cut off either side of 2")
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(26)
    for _ in range(60):
        size, k, s, p, more = (int(torch.randint(*r, (1,), generator=g)) for r in
                               ((1, 30), (1, 7), (1, 5), (0, 4), (0, 4)))
        done = check.call(conv_transpose_output_size, size, k, s, p, more)
        if more >= s:
            done.raises(ValueError, because="output_padding must be smaller than the stride")
        elif (size - 1) * s + k - 2 * p + more < 1:
            done.raises(ValueError, because="nothing is left of the output")
        else:
            layer = torch.nn.ConvTranspose1d(1, 1, k, s, p, more, device="meta")
            done.gives(layer(torch.empty(1, 1, size, device="meta")).shape[-1])
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7 · `conv_transpose2d` — 7 points, 12 minutes, hard
#
# - **Inputs:** `x` of shape `(N, C, H, W)`; `weight` of shape `(C, C_out, KH, KW)`, input channels
#   *first*; `stride`, `padding`: ints.
# - **Returns:** a tensor of shape `(N, C_out, OH, OW)`. `padding` cuts that many cells off every
#   side of the sum of the stamps.
# - **Example:** the map `1 2 / 3 4` and the kernel `1 10 / 100 1000`, stride 1, give
#   `1 12 20 / 103 1234 2040 / 300 3400 4000`.
# - **Not allowed:** PyTorch's own convolution, in any form.
#
# <details><summary>Hint 1</summary>
# Start with zeros of the full size. Pixel (i, j) adds its stamp to the region that begins at
# (i·stride, j·stride). Cut off the padding at the end.
# </details>
# <details><summary>Hint 2</summary>
# The stamp of all images and channels at once is
# <code>torch.einsum("nc,cokl->nokl", x[:, :, i, j], weight)</code>. Without loops:
# <code>F.fold</code> adds up columns into an image as <code>F.unfold</code> takes them out.
# </details>

# %% answer="conv_transpose2d"
def conv_transpose2d(x, weight, stride=1, padding=0):
    """Return the sum of the kernels that the pixels stamp, stride apart."""
    ### BEGIN SOLUTION
    (n, _, height, width), (_, c_out, kh, kw) = x.shape, weight.shape
    full = (height - 1) * stride + kh, (width - 1) * stride + kw
    output = torch.zeros(n, c_out, *full, dtype=x.dtype)
    for i in range(height):
        for j in range(width):
            stamp = torch.einsum("nc,cokl->nokl", x[:, :, i, j], weight)
            output[..., i * stride : i * stride + kh, j * stride : j * stride + kw] += stamp
    return output[..., padding : full[0] - padding, padding : full[1] - padding]
    ### END SOLUTION

# %% test="conv_transpose2d" points=7
x, w = torch.tensor([[[[1.0, 2], [3, 4]]]]), torch.tensor([[[[1.0, 10], [100, 1000]]]])
y = torch.tensor([[[[1.0, 12, 20], [103, 1234, 2040], [300, 3400, 4000]]]])
check.forbid("convolution", conv_transpose2d, x + 1, w)
check.call(conv_transpose2d, x, w).gives(y, mistakes={
    "the kernel is flipped": F.conv_transpose2d(x, w.flip(2, 3)), "the kernel is transposed":
    F.conv_transpose2d(x, w.mT), "stamps are overwritten where they overlap: add them up":
    torch.tensor([[[[1.0, 2, 20], [3, 4, 40], [300, 400, 4000]]]]),
    "with padding 0, [..., 0:-0] is empty": y[..., :0, :0],
    "this is the convolution, not its transpose": F.conv2d(x, w)})
g = torch.Generator().manual_seed(7)
x, w = torch.randn(2, 3, 4, 5, generator=g), torch.randn(3, 3, 3, 2, generator=g)
y = F.conv_transpose2d(x, w, stride=2)
check.call(conv_transpose2d, x, w, stride=2).gives(y, mistakes={
    "the weight's input channels are its first dimension, not its second":
        F.conv_transpose2d(x, w.transpose(0, 1), stride=2),
    "the stride is ignored": F.conv_transpose2d(x, w)})
check.call(conv_transpose2d, x, w, stride=2, padding=1).gives(y[..., 1:-1, 1:-1], mistakes={
    "padding is ignored": y, "padding is added, not cut off": F.pad(y, (1, 1, 1, 1)),
    "padding is cut off at the top and left only": y[..., 1:, 1:],
    "padding is cut off at the bottom and right only": y[..., :-1, :-1]})
# The adjoint identity: the sum of conv(image) · x is the sum of image · conv_transpose2d(x).
image = torch.randn(2, 3, 7, 8, generator=g)
inner = check.call(conv_transpose2d, x, w, 2, 1).then(lambda z: (image * torch.as_tensor(z)).sum())
check.value(inner.value, name="sum of image · conv_transpose2d(x)").gives(
    (F.conv2d(image, w, stride=2, padding=1) * x).sum(), rtol=1e-4)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(27)
    for n, c, out, size, kernel, s, p in (
        (1, 1, 1, (1, 1), (3, 2), 1, 0), (3, 2, 4, (5, 3), (2, 4), 3, 1),
        (2, 4, 2, (4, 6), (3, 3), 2, 1), (1, 3, 1, (6, 2), (1, 1), 2, 0),
        (2, 5, 3, (3, 7), (5, 4), 1, 2), (4, 1, 2, (2, 2), (2, 3), 4, 0),
    ):
        dtype = torch.float64 if s > 1 else torch.float32
        x = torch.randn(n, c, *size, generator=g, dtype=dtype)
        w = torch.randn(c, out, *kernel, generator=g, dtype=dtype)
        y = F.conv_transpose2d(x, w, stride=s, padding=p)
        done = check.call(conv_transpose2d, x, w, s, p)
        done.gives(y, mistakes={
            "the kernel is flipped": F.conv_transpose2d(x, w.flip(2, 3), stride=s, padding=p)})
        image = torch.randn(y.shape, generator=g, dtype=dtype)
        gathered = (F.conv2d(image, w, stride=s, padding=p) * x).sum()
        scale = float(gathered.abs() + y.norm() * image.norm())
        done.then(lambda z, image=image: (image * torch.as_tensor(z)).sum()).gives(
            gathered, rtol=0, atol=1e-5 * scale)
    check.forbid("convolution", conv_transpose2d, x, w, 3, 0)
### END HIDDEN TESTS

# %% [markdown]
# **Notice** the last lines of the check. With C for the convolution and T for its transpose, the
# sum of C(x)·y equals the sum of x·T(y): T is the **adjoint** of C. Written as matrices, they hold
# the same numbers, transposed:

# %%
kernel = torch.tensor([[[1.0, 2, 3]]])
gather = F.conv1d(torch.eye(5)[:, None], kernel, stride=2)[:, 0].T
stamp = F.conv_transpose1d(torch.eye(2)[:, None], kernel, stride=2)[:, 0].T
print("convolution, 5 cells to 2:", *gather.int().tolist(), sep="\n  ")
print("its transpose, 2 cells to 5:", *stamp.int().tolist(), sep="\n  ")

# %% [markdown]
# You have used it in every training: it is how a convolution passes gradients *back* to its input.
# But it is **not the inverse**, although some call it deconvolution. Four numbers are summed up to
# one; no stamp can tell them apart again:

# %%
x = torch.tensor([[[[1.0, 2], [3, 4]]]], requires_grad=True)
ones = torch.ones(1, 1, 2, 2)
small = F.conv2d(x, ones, stride=2)
back = F.conv_transpose2d(small, ones, stride=2)
(gradient,) = torch.autograd.grad(small, x, grad_outputs=small)
print("the map:", x.flatten().tolist(), " convolved:", small.flatten().tolist())
print("and transposed:", back.flatten().tolist())
print("the same as the gradient:", torch.equal(gradient, back))

# %% [markdown]
# ## 7 · Checkerboards
#
# Where more stamps overlap, values come out larger. If the stride does not divide the kernel size,
# neighbours get different numbers of stamps, and pictures made by such layers have a
# **checkerboard** on them before anything is learned. If it does divide, all inner cells get
# equally many.

# %%
plots.picture(
    plots.overlap_maps({"kernel 3, stride 2": (3, 2), "kernel 4, stride 2": (4, 2),
                        "kernel 5, stride 3": (5, 3)}),
    "Stamps on each cell, from a 6×6 map. Notice that only the middle one is even inside.",
)

# %% [markdown]
# **Predict:** kernel 6, stride 2: how many stamps lie on an inner cell?
#
# <details><summary>Answer</summary>
# 6/2 = 3 in each direction, 9 in all. The maps above are products of one row and one column, so one
# direction is enough to understand them.
# </details>

# %% [markdown]
# ### Exercise 8 · `overlap_counts` — 2 points, 5 minutes, easy
#
# - **Inputs:** `size`, `kernel_size`, `stride`: ints, along one side; no padding.
# - **Returns:** a tensor (or array) of ints: for each output cell, how many stamps cover it.
# - **Example:** `overlap_counts(3, 3, 2)` is `1 1 2 1 2 1 1`.
#
# <details><summary>Hint 1</summary>
# Start with zeros, as many as exercise 6 says, and let each of the <code>size</code> stamps add
# 1 to the cells it covers.
# </details>
# <details><summary>Hint 2</summary>
# <code>counts[i * stride : i * stride + kernel_size] += 1</code>
# </details>

# %% answer="overlap_counts"
def overlap_counts(size, kernel_size, stride):
    """Return how many stamps cover each cell of a transposed convolution's output."""
    ### BEGIN SOLUTION
    counts = torch.zeros((size - 1) * stride + kernel_size, dtype=torch.int64)
    for i in range(size):
        counts[i * stride : i * stride + kernel_size] += 1
    return counts
    ### END SOLUTION

# %% test="overlap_counts" points=2
check.call(overlap_counts, 3, 3, 2).gives(torch.tensor([1, 1, 2, 1, 2, 1, 1]), mistakes={
    "the stride is ignored": torch.tensor([1, 2, 3, 2, 1]),
    "these are the sums of values 1, 2, 3, not counts": torch.tensor([1, 1, 3, 2, 5, 3, 3]),
    "stamps are set, not added up": torch.ones(7), "the last stamp is missing": torch.tensor(
        [1, 1, 2, 1, 1, 0, 0]), "stamps are as wide as the stride": torch.tensor(
        [1, 1, 1, 1, 1, 1, 0]), "this is one row of the product of both directions": torch.tensor(
        [1, 1, 4, 1, 4, 1, 1])})
check.call(overlap_counts, 4, 4, 2).gives(torch.tensor([1, 1, 2, 2, 2, 2, 2, 2, 1, 1]), mistakes={
    "the example is hard-coded": torch.tensor([1, 1, 2, 1, 2, 1, 1])})
check.call(overlap_counts, 2, 1, 3).gives(torch.tensor([1, 0, 0, 1]), mistakes={
    "there are gaps without a stamp: 0": torch.ones(4)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for size, k, s in ((1, 1, 1), (5, 4, 2), (4, 3, 3), (6, 5, 2), (3, 1, 2), (7, 7, 1), (4, 2, 5)):
        ones = torch.ones(1, 1, size), torch.ones(1, 1, k)
        check.call(overlap_counts, size, k, s).gives(
            F.conv_transpose1d(*ones, stride=s)[0, 0].long())
### END HIDDEN TESTS

# %% [markdown]
# What does an *untrained* layer make of a map on which nothing is to be seen, all ones? Below, the
# mean size of what 4,000 random kernels give, without the border. The third way is to enlarge with
# nearest first and to convolve then.

# %%
flat, g = torch.ones(1, 1, 10, 10), torch.Generator().manual_seed(0)
w3, w4 = (torch.randn(1, 4000, k, k, generator=g) for k in (3, 4))
outputs = {
    "3, stride 2": F.conv_transpose2d(flat, w3, stride=2),
    "4, stride 2": F.conv_transpose2d(flat, w4, stride=2),
    "enlarge, 3": F.conv2d(F.interpolate(flat, scale_factor=2), w3.transpose(0, 1)),
}
inside = torch.cat([y.abs().mean(1, keepdim=True)[..., 4:16, 4:16] for y in outputs.values()])
brightness = 0.8 * inside / inside.amax(dim=(2, 3), keepdim=True)
plots.picture(
    plots.image_grid(brightness, list(outputs), columns=3),
    "Notice the pattern of kernel 3 with stride 2: where four stamps overlap, numbers are twice as "
    "large as where there is one. Training can even it out, but has to learn it first.",
)

# %% [markdown]
# ## 8 · Myth or fact?
#
# > "Pooling makes a network invariant to small shifts."
#
# Two untrained networks from section 3 (`small_net`): convolution, ReLU, global average, once
# without and once with 2×2 max pooling before the average.

# %% locked="two_nets"
plain_net, pooled_net = small_net(0, average=True), small_net(1, average=True)

# %% [markdown]
# ### Exercise 9 · `myth` — 3 points, 5 minutes, easy
#
# Set three variables:
#
# - `without_pooling` and `with_pooling`: how much the output of `plain_net` and of `pooled_net`
#   changes when `CARDS` move one pixel to the right, relative to its size: mean of
#   |after − before| divided by the mean of |before|;
# - `verdict`: `"fact"` if the network with pooling changes less, otherwise `"myth"`.
#
# You are graded on the measurement and on a verdict that fits it.
#
# <details><summary>Hint 1</summary>
# The output is one pixel wide, so this is <code>shift_error(plain_net, CARDS, 1)</code>; or write
# it down afresh.
# </details>
# <details><summary>Hint 2</summary>
# Write the verdict as a condition on your two numbers, then it always fits the measurement.
# </details>

# %% answer="myth"
without_pooling = None
with_pooling = None
verdict = None
### BEGIN SOLUTION
moved_cards = torch.roll(CARDS, 1, dims=-1)
plain_before, pooled_before = plain_net(CARDS), pooled_net(CARDS)
without_pooling = (plain_net(moved_cards) - plain_before).abs().mean() / plain_before.abs().mean()
with_pooling = (pooled_net(moved_cards) - pooled_before).abs().mean() / pooled_before.abs().mean()
verdict = "fact" if with_pooling < without_pooling else "myth"
### END SOLUTION

# %% test="myth" points=3
check.value(without_pooling, name="without_pooling").within(0, 1)
check.value(with_pooling, name="with_pooling").within(0, 1)
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    changes = []
    for net in (plain_net, pooled_net):
        first, second = net(CARDS), net(CARDS.roll(1, 3))
        changes.append(float((second - first).abs().sum() / first.abs().sum()))
    check.value(without_pooling, name="without_pooling").gives(changes[0], atol=1e-5)
    check.value(with_pooling, name="with_pooling").gives(changes[1], rtol=1e-3)
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit your own measurement": "fact"})
### END HIDDEN TESTS

# %%
if None not in (without_pooling, with_pooling):
    print(f"moved by one pixel, the output changes by {float(without_pooling):.2%} without pooling")
    print(f"                                      and by {float(with_pooling):.2%} with pooling")

# %% [markdown]
# The invariance is the work of the global average alone. Pooling adds a stride to it, and with the
# stride an error: a small one, as the trained digits showed, but not none. Moved by *two* pixels,
# both networks would give exactly what they gave before.

# %% [markdown]
# ## 9 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# A segmentation network gives every pixel a class *number*: 0 sky, 1 cat, 2 bird, 3 dog. You want
# the map of numbers twice as large. How?
#
# - **a** nearest: every number stays one of the classes
# - **b** bilinear: it is smoother
# - **c** bilinear with aligned corners, then round

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "a"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abc", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "a", name="answer_1", because=(
    "between a cat (1) and a dog (3) interpolation finds a bird (2). Class numbers are names, not "
    "quantities; interpolate scores instead, or repeat pixels."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# A network has three layers of stride 2 and no other. For which shifts of the image do its features
# move along exactly, borders aside?
#
# - **a** for all shifts: convolutions are equivariant
# - **b** for even shifts
# - **c** for multiples of 6
# - **d** for multiples of 8

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "d"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "d", name="answer_2", because=(
    "strides multiply: one cell of the last map is 2·2·2 = 8 pixels of the image, and only whole "
    "cells can be moved by."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# A convolution `C` with stride 2 and a transposed convolution `T` with the same weight, stride and
# padding. Which holds for all `x` and `y`?
#
# - **a** `T(C(x))` equals `x`
# - **b** the sum of `C(x) * y` equals the sum of `x * T(y)`
# - **c** `C(T(y))` equals `y`
# - **d** `T(y)` is bilinear upsampling of `y`

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "b"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "b", name="answer_3", because=(
    "T is the adjoint of C: its matrix is transposed, not inverted. Shapes come back, values do "
    "not. With a fixed bilinear kernel T can do d, but in general its kernel is learned."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Pooling and strides shrink with lab 01's formula. The padding of a maximum is −∞.
# - A convolution moves with the image. Everything with a stride does so only for multiples of all
#   strides multiplied; in between, values change. Pooling softens this, it does not undo it.
# - Nearest repeats, bilinear mixes; `align_corners` decides where the new pixels look.
# - A transposed convolution stamps. It is the adjoint of a convolution, not its inverse.
# - Choose kernels that the stride divides, or enlarge first and convolve then.

# %% [markdown]
# **If you want more:** Zhang, *Making convolutional networks shift-invariant again* (ICML 2019),
# blurs before leaving pixels out. Azulay and Weiss, *Why do deep convolutional networks generalize
# so poorly to small image transformations?* (JMLR 2019), move images by one pixel in large
# networks. Odena, Dumoulin and Olah, *Deconvolution and checkerboard artifacts* (Distill, 2016),
# has the pictures for section 7. Replace the max pooling of section 4 by a stride-1 maximum and a
# blur: does the curve become flat?
