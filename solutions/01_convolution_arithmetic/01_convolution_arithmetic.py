# %% [markdown]
# # Lab 01 · Convolution arithmetic
#
# A convolution is a small sum, repeated. Everything about it can be counted: how large the output
# is, what each number is made of, what it costs, and how far it sees. After this lab you can
#
# - predict the shape of any convolution's output, and **write a convolution yourself**, first with
#   loops, then as one matrix product;
# - count its parameters, multiply–adds and memory, and say which of two designs is cheaper;
# - tell how large a patch of the image one number deep inside a network has seen.
#
# **85 minutes · 40 points · builds on:** Python and a first look at tensors.

# %% [markdown]
# Work from top to bottom. Each exercise has a stub for you to fill and a check right below it that
# tells you what is wrong. Points come from more inputs of the same kind, so write the general
# rule, not the example. Functions never change their arguments.

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check, device, explore, plots, timing

torch.set_num_threads(1)  # small convolutions run fastest on one core
print(device.explain())

# %% [markdown]
# ## 1 · How large is the output?
#
# A kernel slides over the image. At each stop it multiplies what lies under it by its own numbers
# and adds up: one stop, one output cell. Below is the example of the lecture, a kernel that
# answers to vertical edges. Play with it until you can tell, before you move a slider, whether the
# output grows or shrinks.

# %% locked="lecture_example"
IMAGE = torch.tensor([
    [3, 0, 1, 2, 4, 7],
    [1, 5, 8, 9, 3, 1],
    [2, 7, 2, 5, 1, 3],
    [0, 1, 3, 1, 7, 8],
    [4, 2, 1, 6, 2, 8],
    [2, 4, 5, 2, 3, 9],
])
KERNEL = torch.tensor([[1, 0, -1], [1, 0, -1], [1, 0, -1]])


def one_channel(image, kernel, **options):
    """Return PyTorch's own convolution of one channel, to compare with."""
    return F.conv2d(image[None, None], kernel[None, None], **options)[0, 0]

# %%
explore.convolution(IMAGE)

# %% [markdown]
# Four words describe every step: the kernel has a **size**; it moves by the **stride**;
# **padding** adds that many cells of zeros on *every* side; **dilation** spreads the kernel so
# that its cells are that far apart. A 3-wide kernel with dilation 2 spans 5 cells.
#
# **Predict:** an image 7 wide, a kernel 3 wide, stride 2. How many stops?
#
# <details><summary>Answer</summary>
# Three: the kernel's left edge stands at 0, 2 and 4. The next stop, 6, would hang over the edge.
# If the image were 8 wide there would still be three: a stop that does not fit is dropped.
# </details>

# %% [markdown]
# ### Exercise 1 · `conv_output_size` — 4 points, 6 minutes, easy
#
# - **Inputs:** `size`, `kernel_size`, `stride`, `padding`, `dilation`: ints, along one side.
# - **Returns:** how many outputs there are along that side, an int.
# - **Example:** `conv_output_size(7, 3, stride=2)` is `3`.
# - **Error:** `ValueError` if not even one stop fits on the padded image.
#
# <details><summary>Hint 1</summary>
# How many cells does the kernel span when it is spread by the dilation? How far can its left edge
# travel on the padded image?
# </details>
# <details><summary>Hint 2</summary>
# The span is d·(k−1)+1. The left edge can travel (size + 2·padding − span) cells, in steps of the
# stride, and the start counts too. Incomplete steps are dropped.
# </details>

# %% answer="conv_output_size"
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    ### BEGIN SOLUTION
    span = dilation * (kernel_size - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"a kernel that spans {span} does not fit on {size + 2 * padding} cells")
    return room // stride + 1
    ### END SOLUTION

# %% test="conv_output_size" points=4
check.call(conv_output_size, 7, 3, stride=2).gives(3, mistakes={
    "the start is not counted (+ 1)": 2, "the stride is ignored": 5, "the kernel is ignored": 4})
check.call(conv_output_size, 6, 3).gives(4, mistakes={"the example is hard-coded": 3})
check.call(conv_output_size, 10, 3, stride=2).gives(4, mistakes={
    "rounded up (or to the nearest) instead of down": 5, "the stride is ignored": 8})
check.call(conv_output_size, 7, 3, padding=2).gives(9, mistakes={
    "padding is added on one side only": 7, "padding is ignored": 5})
check.call(conv_output_size, 9, 3, dilation=2).gives(5, mistakes={
    "dilation is ignored": 7, "the span is d·(k−1)+1, not d·k": 4,
    "dilation widens every gap of the kernel, not only one": 6})
check.call(conv_output_size, 5, 5).gives(1)
check.call(conv_output_size, 4, 5, padding=1).gives(2)
check.call(conv_output_size, 4, 5).raises(ValueError, because="a 5-wide kernel cannot fit on 4")
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(11)
    for _ in range(60):
        size, k, s, p, d = (int(torch.randint(*r, (1,), generator=g)) for r in
                            ((1, 40), (1, 8), (1, 5), (0, 4), (1, 4)))
        done = check.call(conv_output_size, size, k, stride=s, padding=p, dilation=d)
        if d * (k - 1) + 1 > size + 2 * p:
            done.raises(ValueError, because="the kernel does not fit")
        else:
            y = F.conv1d(torch.empty(1, 1, size), torch.empty(1, 1, k), None, s, p, d)
            done.gives(y.shape[-1])
    check.call(conv_output_size, 224, 7, 2, 3, 1).gives(112)
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** with a 3-wide kernel and stride 2, images 7 and 8 wide give the same output size: the
# right-most column of the wider one is never looked at. Keep this in mind for transposed
# convolutions, where the sizes have to be undone.

# %% [markdown]
# ### Exercise 2 · `same_padding` — 2 points, 4 minutes, easy
#
# Networks like to keep the size: with stride 1, which padding makes output and input equally wide?
#
# - **Inputs:** `kernel_size`, `dilation`: ints.
# - **Returns:** the padding on each side, an int.
# - **Example:** `same_padding(5)` is `2`.
# - **Error:** `ValueError` if the kernel *spans* an even number of cells: then the two sides would
#   need different paddings.
#
# <details><summary>Hint 1</summary>
# Set output = input in exercise 1 and solve for the padding.
# </details>
# <details><summary>Hint 2</summary>
# 2·padding = span − 1 = d·(k−1). When is that odd?
# </details>

# %% answer="same_padding"
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    ### BEGIN SOLUTION
    total = dilation * (kernel_size - 1)
    if total % 2:
        raise ValueError(f"a kernel that spans {total + 1} cells needs uneven padding")
    return total // 2
    ### END SOLUTION

# %% test="same_padding" points=2
check.call(same_padding, 5).gives(2, mistakes={"this is the padding of both sides together": 4})
check.call(same_padding, 7).gives(3, mistakes={"the example is hard-coded": 2})
check.call(same_padding, 3, dilation=2).gives(2, mistakes={
    "dilation is ignored": 1, "half of d·k is too much: the span is d·(k−1)+1": 3})
check.call(same_padding, 2, dilation=2).gives(1, mistakes={  # spans 3 cells: fine
    "the kernel is halved before it is dilated": 2})
check.call(same_padding, 4).raises(ValueError, because="a span of 4 cells is even")
### BEGIN HIDDEN TESTS
with check.hidden():
    for k in range(1, 12):
        for d in range(1, 6):
            done = check.call(same_padding, k, dilation=d)
            if d * (k - 1) % 2:
                done.raises(ValueError, because="the span is even")
            else:
                x, w = torch.empty(1, 1, 99), torch.empty(1, 1, k)
                done.gives(next(p for p in range(50) if
                                F.conv1d(x, w, padding=p, dilation=d).shape[-1] == 99))
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · What is in each cell?
#
# One output cell is the sum of nine products. By hand, for the upper left corner of the lecture's
# example:

# %%
corner = IMAGE[0:3, 0:3]
print(corner * KERNEL)
print("sum:", int((corner * KERNEL).sum()))

# %% [markdown]
# Mathematicians flip the kernel before they slide it and call *that* convolution. Deep learning
# libraries do not flip: what they call convolution is **cross-correlation**. Since kernels are
# learned, nobody misses the flip, but it decides what you get when you write one down by hand.
#
# **Predict:** the sequence 0 0 1 0 0 with the kernel 1 2 3. Which of the two gives 1 2 3 again?
#
# <details><summary>Answer</summary>
# The mathematicians' convolution: an impulse brings out the kernel as it is. Without the flip it
# comes out reversed. The next cell shows both.
# </details>

# %%
impulse, row = torch.tensor([0.0, 0, 1, 0, 0]), torch.tensor([1.0, 2, 3])
print("torch conv1d (no flip):  ", F.conv1d(impulse[None, None], row[None, None])[0, 0].tolist())
flipped = row.flip(0)[None, None]
print("flipped first:           ", F.conv1d(impulse[None, None], flipped)[0, 0].tolist())

# %% [markdown]
# ### Exercise 3 · `conv2d_single` — 5 points, 12 minutes, medium
#
# Write it with loops, one channel, the way libraries mean it (no flip).
#
# - **Inputs:** `image` of shape `(H, W)` and `kernel` of shape `(KH, KW)`: tensors, any of the four
#   lengths may differ; `stride` and `padding`: ints, for both directions.
# - **Returns:** a tensor (or numpy array) of shape `(OH, OW)`.
# - **Example:** the first row for the lecture's example is −5 −4 3 5.
# - **Not allowed:** PyTorch's own convolution, in any form.
#
# <details><summary>Hint 1</summary>
# Pad first: make a larger image of zeros and copy the image into its middle. Then two loops over
# the output cells; row i of the output starts at row i·stride of the padded image.
# </details>
# <details><summary>Hint 2</summary>
# <code>(padded[i*s:i*s+KH, j*s:j*s+KW] * kernel).sum()</code> is output cell (i, j).
# </details>

# %% answer="conv2d_single"
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    ### BEGIN SOLUTION
    (height, width), (kh, kw) = image.shape, kernel.shape
    padded = torch.zeros(height + 2 * padding, width + 2 * padding, dtype=image.dtype)
    padded[padding : padding + height, padding : padding + width] = image
    out_height = (padded.shape[0] - kh) // stride + 1
    out_width = (padded.shape[1] - kw) // stride + 1
    output = torch.zeros(out_height, out_width, dtype=image.dtype)
    for i in range(out_height):
        for j in range(out_width):
            top, left = i * stride, j * stride
            output[i, j] = (padded[top : top + kh, left : left + kw] * kernel).sum()
    return output
    ### END SOLUTION

# %% test="conv2d_single" points=5
edges = torch.tensor([[-5, -4, 3, 5], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]])
check.call(conv2d_single, IMAGE, KERNEL).gives(edges, mistakes={
    "the kernel is flipped": -edges, "the kernel is transposed": one_channel(IMAGE, KERNEL.T),
    "products are overwritten, not added up": IMAGE[2:, 2:] * KERNEL[2, 2]})
g = torch.Generator().manual_seed(3)
x, k = torch.randn(7, 9, generator=g), torch.randn(3, 2, generator=g)
check.call(conv2d_single, x, k).gives(one_channel(x, k), mistakes={
    "the kernel is flipped": one_channel(x, k.flip(0, 1)), "the example is hard-coded": edges,
    "the image's height is used for its width too": one_channel(x[:, :6], k)})
check.call(conv2d_single, x, k, stride=2).gives(one_channel(x, k, stride=2), mistakes={
    "the stride is ignored": one_channel(x, k),
    "the stride is used for rows only": one_channel(x, k, stride=(2, 1)),
    "the output has the right size, but the window moves by 1": one_channel(x, k)[:3, :4]})
check.call(conv2d_single, x, k, padding=2).gives(one_channel(x, k, padding=2), mistakes={
    "padding is ignored": one_channel(x, k),
    "the columns are padded, the rows are not": one_channel(x, k, padding=(0, 2)),
    "padding is added at the top and left only": one_channel(F.pad(x, (2, 0, 2, 0)), k),
    "padding is added at the bottom and right only": one_channel(F.pad(x, (0, 2, 0, 2)), k)})
check.forbid("convolution", conv2d_single, x, k)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(12)
    for height, width, kh, kw, s, p in (
        (6, 5, 3, 3, 1, 0), (5, 8, 2, 4, 1, 1), (9, 6, 4, 1, 3, 2), (10, 11, 5, 3, 2, 1),
        (4, 4, 4, 4, 1, 0), (7, 3, 1, 1, 2, 0), (3, 12, 3, 5, 2, 3),
    ):
        x = torch.randn(height, width, generator=g)
        k = torch.randn(kh, kw, generator=g)
        check.call(conv2d_single, x, k, s, p).gives(
            one_channel(x, k, stride=s, padding=p),
            mistakes={"the kernel is flipped": one_channel(x, k.flip(0, 1), stride=s, padding=p),
                      "the stride is ignored": one_channel(x, k, padding=p),
                      "the example is hard-coded": edges})
    check.forbid("convolution", conv2d_single, x, k, 2, 3)
    x = torch.randint(0, 9, (6, 7), generator=g)
    check.call(conv2d_single, x, KERNEL).gives(one_channel(x, KERNEL))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** the output is large and positive where bright turns to dark from left to right, and
# negative where dark turns to bright. A kernel is a question that is asked at every place.

# %% [markdown]
# ## 3 · The whole layer as one matrix product
#
# Loops in Python are slow. Real layers also have a batch, many input channels and many kernels.
# The trick, known as *im2col*, is to write every window as a **column** of a matrix; then all
# sums of products are *one* matrix product, and matrix products are what computers do best.
# `F.unfold(x, kernel_size)` lays out the columns: shape `(N, C·KH·KW, number of windows)`.

# %%
plots.picture(
    plots.unfolded(torch.arange(1, 10).reshape(3, 3), kernel_size=2),
    "Each window of the image becomes one column of the matrix. Notice that inner pixels appear "
    "several times: the speed is paid for with memory.",
)

# %%
x = torch.arange(1.0, 10).reshape(1, 1, 3, 3)
weight = torch.tensor([[1.0, 0, 0, -1]])  # one 2×2 kernel, flattened
print("matrix product:", (weight @ F.unfold(x, kernel_size=2)).tolist())
print("convolution:   ", F.conv2d(x, weight.reshape(1, 1, 2, 2)).flatten(1).tolist())

# %% [markdown]
# ### Exercise 4 · `conv2d` — 7 points, 15 minutes, hard
#
# The real thing: batch, channels, bias and all options, with `unfold` and a matrix product.
#
# - **Inputs:** `x` of shape `(N, C, H, W)`; `weight` of shape `(C_out, C // groups, KH, KW)`;
#   `bias` of shape `(C_out,)` or `None`; `stride`, `padding`, `dilation`, `groups`: ints.
# - **Returns:** a tensor of shape `(N, C_out, OH, OW)`.
# - **Example:** all-ones `x` of shape `(1, 2, 3, 3)` and all-ones `weight` of shape `(1, 2, 2, 2)`
#   give a 2×2 output of eights.
# - **Groups:** the channels are dealt into `groups` equal blocks, in order. The first block of
#   kernels sees the first block of channels only, the second the second, and so on.
# - **Not allowed:** PyTorch's own convolution, in any form.
#
# <details><summary>Hint 1</summary>
# <code>F.unfold</code> takes dilation, padding and stride too. <code>weight.flatten(1)</code> has
# one kernel in each row. Start with groups = 1.
# </details>
# <details><summary>Hint 2</summary>
# For groups, view the columns as (N, groups, C·KH·KW / groups, L) and the weight as (groups,
# C_out / groups, …); a batched product does the rest. The output size is exercise 1's formula, in
# each direction.
# </details>

# %% answer="conv2d"
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    ### BEGIN SOLUTION
    n, _, height, width = x.shape
    c_out, _, kh, kw = weight.shape
    columns = F.unfold(x, (kh, kw), dilation=dilation, padding=padding, stride=stride)
    columns = columns.reshape(n, groups, -1, columns.shape[-1])
    kernels = weight.reshape(groups, c_out // groups, -1)
    output = (kernels @ columns).reshape(n, c_out, -1)
    if bias is not None:
        output = output + bias[:, None]
    out_height = (height + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out_width = (width + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    return output.reshape(n, c_out, out_height, out_width)
    ### END SOLUTION

# %% test="conv2d" points=7
g = torch.Generator().manual_seed(4)
x, w, b = (torch.randn(*shape, generator=g) for shape in ((2, 4, 7, 9), (6, 4, 3, 2), (6,)))
y = F.conv2d(x, w)
check.call(conv2d, x, w).gives(y, mistakes={
    "batch and channels are mixed by a reshape": y.transpose(0, 1).reshape(y.shape),
    "channels and places are mixed by a reshape": y.permute(0, 2, 3, 1).reshape(y.shape),
    "places are not folded into rows and columns": y.flatten(2),
    "only the first image is computed": y[:1], "the kernels are flipped": F.conv2d(x, w.flip(2, 3)),
    "kernel rows and columns are swapped": F.conv2d(x, w.mT.reshape(w.shape))})
check.call(conv2d, x, w, b).gives(F.conv2d(x, w, b), mistakes={
    "the bias is forgotten": F.conv2d(x, w), "the bias is subtracted": F.conv2d(x, w, -b)})
check.call(conv2d, x, w, stride=2).gives(F.conv2d(x, w, stride=2), mistakes={
    "the stride is ignored": F.conv2d(x, w)})
check.call(conv2d, x, w, padding=1).gives(F.conv2d(x, w, padding=1), mistakes={
    "padding is ignored": F.conv2d(x, w),
    "padding is added on one side only": F.conv2d(F.pad(x, (1, 0, 1, 0)), w)})
check.call(conv2d, x, w, dilation=2).gives(F.conv2d(x, w, dilation=2), mistakes={
    "dilation is ignored": F.conv2d(x, w)})
v = w[:, :2]  # each kernel sees 2 of the 4 channels
check.call(conv2d, x, v, groups=2).gives(F.conv2d(x, v, groups=2), mistakes={
    "all kernels see the first block of channels": F.conv2d(x[:, :2], v),
    "channels are dealt out in turn, not in blocks": F.conv2d(x[:, [0, 2, 1, 3]], v, groups=2),
    "kernels are dealt out in turn, not in blocks":
        F.conv2d(x, v[[0, 2, 4, 1, 3, 5]], groups=2)})
check.forbid("convolution", conv2d, x, w)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(13)
    for n, c, out, size, kernel, s, p, d, groups in (
        (1, 1, 1, (5, 5), (3, 3), 1, 0, 1, 1), (3, 6, 4, (8, 5), (2, 3), 2, 1, 1, 2),
        (2, 3, 6, (9, 12), (3, 3), 1, 2, 2, 3), (2, 4, 4, (6, 7), (1, 1), 3, 0, 1, 1),
        (1, 6, 6, (11, 10), (4, 2), 2, 3, 3, 6), (4, 2, 5, (7, 7), (7, 7), 1, 3, 1, 1),
    ):
        x = torch.randn(n, c, *size, generator=g, dtype=torch.float64)
        w = torch.randn(out, c // groups, *kernel, generator=g, dtype=torch.float64)
        b = torch.randn(out, generator=g, dtype=torch.float64)
        options = {"stride": s, "padding": p, "dilation": d, "groups": groups}
        for bias in (None, b):
            check.call(conv2d, x, w, bias, **options).gives(F.conv2d(x, w, bias, **options))
    check.call(conv2d, x, w, b, s, p, d, groups).gives(F.conv2d(x, w, b, s, p, d, groups))
    check.forbid("convolution", conv2d, x, w, b, s, p, d, groups)
### END HIDDEN TESTS

# %% [markdown]
# **An experiment: what is the matrix product worth?** The next cell times *your* functions from
# exercises 3 and 4, and PyTorch's own, on one 96×96 image. Unwritten ones are left out. **Predict**
# before you run it: how many times faster than the loops?

# %% tags=["raises-exception"]
image, kernel = torch.randn(96, 96), torch.randn(3, 3)
x, w = image[None, None], kernel[None, None]
times = timing.race({
    "your loops": lambda: conv2d_single(image, kernel),
    "your matrix product": lambda: conv2d(x, w),
    "F.conv2d": lambda: F.conv2d(x, w),
})
plots.picture(
    plots.bars(times, unit="ms", title="One 3×3 convolution of a 96×96 image", log=True),
    "Bars show the median of nine calls, lines the range. Notice the logarithmic axis: leaving the "
    "loops is the large step.",
)

# %% [markdown]
# ## 4 · What does a layer cost?
#
# Three numbers describe the cost of a layer, and they are easily confused:
#
# - **parameters**: what has to be learned and stored: the kernels, and one bias per kernel;
# - **multiply–adds** (MACs): the work for *one image*. Papers also say FLOPs; mostly they mean
#   MACs, and one MAC is two floating point operations;
# - **activations**: the memory of the output, four bytes per number in float32.
#
# A convolution uses each weight once per output cell: few parameters, much work. A dense layer
# uses each weight once: many parameters, little work. In AlexNet, as the lecture counts it:

# %%
costs = {
    "conv1: parameters": 64 * 3 * 11 * 11 + 64,
    "conv1: multiply–adds": 56 * 56 * 64 * 3 * 11 * 11,
    "fc6: parameters": 9216 * 4096 + 4096,
    "fc6: multiply–adds": 9216 * 4096,
}
plots.picture(
    plots.bars(costs, unit="count", title="AlexNet: first convolution and first dense", log=True),
    "Notice the contrast: conv1 does more work than fc6 with over 1,600 times fewer parameters.",
)

# %% [markdown]
# ### Exercise 5 · `conv_params` — 2 points, 3 minutes, easy
#
# - **Inputs:** `in_channels`, `out_channels`, `kernel_size`: ints (square kernels); `bias`: bool;
#   `groups`: int.
# - **Returns:** the number of parameters of the layer, an int.
# - **Example:** `conv_params(3, 64, 11)` is `23296`.
#
# <details><summary>Hint 1</summary>
# How many numbers has the weight tensor of exercise 4?
# </details>
# <details><summary>Hint 2</summary>
# C_out · (C / groups) · K · K, and C_out more for the bias.
# </details>

# %% answer="conv_params"
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    ### BEGIN SOLUTION
    weights = out_channels * (in_channels // groups) * kernel_size**2
    return weights + out_channels if bias else weights
    ### END SOLUTION

# %% test="conv_params" points=2
check.call(conv_params, 3, 64, 11).gives(23_296, mistakes={
    "the biases are missing": 23_232, "there is one bias per kernel, not per input channel": 23_235,
    "there is one bias per kernel, not one in all": 23_233,
    "a kernel has K·K numbers per channel, not K": 2_176, "K·2 is not K²": 4_288,
    "a kernel spans all input channels": 7_808})
check.call(conv_params, 8, 6, 3).gives(438, mistakes={
    "the example is hard-coded": 23_296,
    "there is one bias per kernel, not per input channel": 440})
check.call(conv_params, 8, 6, 3, bias=False).gives(432, mistakes={"bias=False is ignored": 438})
check.call(conv_params, 8, 6, 3, groups=2).gives(222, mistakes={"groups are ignored": 438,
    "the kernels are divided by groups, but so are the biases": 219,
    "with groups there are still out_channels kernels": 114})
### BEGIN HIDDEN TESTS
with check.hidden():
    for c, out, k, bias, groups in ((1, 1, 1, True, 1), (6, 9, 5, True, 3), (32, 64, 1, False, 1),
                                    (12, 12, 3, False, 12), (7, 5, 2, True, 1), (4, 8, 4, True, 4)):
        layer = torch.nn.Conv2d(c, out, k, bias=bias, groups=groups, device="meta")
        check.call(conv_params, c, out, k, bias, groups).gives(
            sum(p.numel() for p in layer.parameters()))
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6 · `conv_macs` — 2 points, 3 minutes, easy
#
# - **Inputs:** as above, and `out_height`, `out_width`: ints.
# - **Returns:** the multiply–adds for one image, an int. The bias is not counted, by custom.
# - **Example:** `conv_macs(3, 64, 11, 56, 56)` is `72855552`.
#
# <details><summary>Hint 1</summary>
# How many multiply–adds does one output number take? How many output numbers are there?
# </details>
# <details><summary>Hint 2</summary>
# Every weight is used once at every place of the output.
# </details>

# %% answer="conv_macs"
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    ### BEGIN SOLUTION
    per_output = (in_channels // groups) * kernel_size**2
    return out_channels * out_height * out_width * per_output
    ### END SOLUTION

# %% test="conv_macs" points=2
check.call(conv_macs, 3, 64, 11, 56, 56).gives(72_855_552, mistakes={
    "these are FLOPs: one multiply–add counts once": 145_711_104,
    "the bias is counted": 73_056_256, "the input channels are missing": 24_285_184,
    "the output channels are missing": 1_138_368, "a kernel has K·K numbers, not K": 6_623_232,
    "every weight is used at every place, not once": 23_232})
check.call(conv_macs, 4, 6, 3, 5, 7).gives(7_560, mistakes={
    "the example is hard-coded": 72_855_552, "out_height is used for both directions": 5_400,
    "out_width is used for both directions": 10_584})
check.call(conv_macs, 4, 6, 3, 5, 7, groups=2).gives(3_780, mistakes={
    "groups are ignored": 7_560, "divided by groups twice; out_channels stays as it is": 1_890})
### BEGIN HIDDEN TESTS
with check.hidden():
    from torch.utils.flop_counter import FlopCounterMode

    for c, out, k, size, groups in ((1, 1, 1, (1, 1), 1), (6, 9, 5, (8, 11), 3),
                                    (32, 16, 1, (7, 5), 1), (4, 12, 3, (9, 4), 4)):
        x = torch.empty(1, c, size[0] + k - 1, size[1] + k - 1, device="meta")
        layer = torch.nn.Conv2d(c, out, k, groups=groups, device="meta")
        with FlopCounterMode(display=False) as counter:
            layer(x)
        check.call(conv_macs, c, out, k, *size, groups).gives(counter.get_total_flops() // 2)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7 · `activation_kib` — 2 points, 2 minutes, easy
#
# - **Inputs:** `channels`, `height`, `width`, `bytes_per_number`: ints.
# - **Returns:** the memory of one image's activations in KiB (1 KiB = 1024 bytes), a float.
# - **Example:** `activation_kib(64, 56, 56)` is `784.0`.
#
# <details><summary>Hint 1</summary>
# Count the numbers, then the bytes, then the KiB.
# </details>
# <details><summary>Hint 2</summary>
# channels · height · width · bytes_per_number / 1024
# </details>

# %% answer="activation_kib"
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    ### BEGIN SOLUTION
    return channels * height * width * bytes_per_number / 1024
    ### END SOLUTION

# %% test="activation_kib" points=2
check.call(activation_kib, 64, 56, 56).gives(784.0, mistakes={
    "divided by 1000: a KiB has 1024 bytes": 802.816, "these are bytes": 802_816.0,
    "a float32 number has 4 bytes": 196.0, "these are bits": 6272.0, "these are MiB": 784 / 1024})
check.call(activation_kib, 3, 5, 7).gives(0.41015625, mistakes={
    "the example is hard-coded": 784.0, "rounded down: use / instead of //": 0.0,
    "rounded: return the number as it is": 0.41,
    "the height is used twice": 0.29296875})
check.call(activation_kib, 64, 56, 56, bytes_per_number=2).gives(392.0, mistakes={
    "bytes_per_number is ignored": 784.0})
### BEGIN HIDDEN TESTS
with check.hidden():
    for shape in ((1, 1, 1), (96, 27, 13), (512, 7, 9)):
        for dtype in (torch.float32, torch.float16, torch.float64, torch.int8):
            x = torch.empty(shape, dtype=dtype, device="meta")
            check.call(activation_kib, *shape, x.element_size()).gives(x.nbytes / 1024)
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · How far does a pixel see?
#
# A 3×3 convolution sees 3 pixels across. A second one on top sees 3 of the *first one's* outputs,
# and those together see 5. The patch of the image that can influence one number is its
# **receptive field**. Strides make it grow faster: after a stride of 2, neighbours in the output
# are 2 pixels apart in the image.

# %%
plots.picture(
    plots.receptive_field_tree([(3, 1, 1), (3, 2, 1), (3, 1, 1)]),
    "Three layers with kernels of 3, the middle one with stride 2. Notice that the last layer "
    "reaches twice as far as the first, because its inputs are two pixels apart.",
)

# %% [markdown]
# It can also be **measured**: a pixel that is not seen cannot change the output, so its gradient
# is exactly zero.

# %% locked="gradient_of_centre"
def gradient_of_centre(layers, size=41):
    """Return the input gradient, (size, size), of the centre output of stacked convolutions."""
    x = torch.zeros(1, 1, size, size, dtype=torch.float64, requires_grad=True)
    y = x
    for kernel_size, stride, dilation in layers:
        weight = torch.ones(1, 1, kernel_size, kernel_size, dtype=torch.float64)
        y = F.conv2d(y, weight, stride=stride, dilation=dilation)
    y[0, 0, y.shape[2] // 2, y.shape[3] // 2].backward()
    return x.grad[0, 0]

# %%
plots.picture(
    plots.gradient_support(gradient_of_centre([(3, 1, 1), (3, 1, 1), (3, 1, 1)])),
    "Three 3×3 convolutions. Notice the size of the bright patch: it is what one 7×7 would see.",
)

# %% [markdown]
# ### Exercise 8 · `receptive_field` — 4 points, 8 minutes, medium
#
# - **Input:** `layers`: a list of `(kernel_size, stride, dilation)`, from the input to the output.
# - **Returns:** how many input pixels across one output pixel sees, an int.
# - **Example:** `receptive_field([(3, 1, 1), (3, 1, 1), (3, 1, 1)])` is `7`.
# - **Edge case:** without layers a pixel sees itself: `1`.
#
# <details><summary>Hint 1</summary>
# Keep two numbers while you walk through the layers: what is seen so far, and how far apart (in
# pixels of the image) neighbours are by now. In the beginning both are 1.
# </details>
# <details><summary>Hint 2</summary>
# Each layer adds d·(k−1) steps of the present distance. Its stride widens the distance for the
# layers that follow, not for itself.
# </details>

# %% answer="receptive_field"
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    ### BEGIN SOLUTION
    seen, distance = 1, 1
    for kernel_size, stride, dilation in layers:
        seen += dilation * (kernel_size - 1) * distance
        distance *= stride
    return seen
    ### END SOLUTION

# %% test="receptive_field" points=4
check.call(receptive_field, [(3, 1, 1)] * 3).gives(7, mistakes={
    "kernel sizes are added up: neighbours overlap": 9, "the centre pixel is missing": 6,
    "kernel sizes are multiplied": 27, "strides multiply, they do not add up": 13,
    "a layer is left out": 5})
check.call(receptive_field, []).gives(1, mistakes={
    "something is kept from the call before (or hard-coded)": 7})
check.call(receptive_field, [(5, 1, 1), (5, 1, 2)]).gives(13, mistakes={
    "dilation is ignored": 9, "the example is hard-coded": 7,
    "the span is d·(k−1)+1, not d·k": 14})
check.call(receptive_field, [(3, 3, 1), (5, 2, 1)]).gives(15, mistakes={
    "the stride is ignored": 7, "the layers are walked from output to input": 9,
    "a stride widens the layers after it, not its own": 31})
check.call(receptive_field, [(3, 2, 1), (3, 2, 1), (3, 1, 1)]).gives(15, mistakes={
    "strides multiply: after 2 and 2 the distance is 4": 11,
    "strides multiply, they do not add up": 13})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(18)
    for depth in (1, 2, 3, 4, 4):
        layers = [tuple(int(torch.randint(1, high, (1,), generator=g)) for high in (5, 3, 3))
                  for _ in range(depth)]
        y = x = torch.zeros(1, 1, 400, dtype=torch.float64, requires_grad=True)
        for k, s, d in layers:
            y = F.conv1d(y, torch.ones(1, 1, k, dtype=torch.float64), stride=s, dilation=d)
        y[0, 0, y.shape[2] // 2].backward()
        seen = x.grad[0, 0].nonzero()
        check.call(receptive_field, layers).gives(int(seen.max() - seen.min()) + 1)
    alexnet = [(11, 4, 1), (3, 2, 1), (5, 1, 1), (3, 2, 1), *[(3, 1, 1)] * 3, (3, 2, 1)]
    check.call(receptive_field, alexnet).gives(195)
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** three 3×3 layers with C channels have 3·9·C² = 27·C² weights, one 7×7 layer has
# 49·C². Two 3×3 instead of one 5×5: 18/25 = 72 %. The small kernels see as far and cost less. But
# they are not *the same function*: without activations in between they can only make kernels that
# factor into small ones, and with activations they are no longer linear at all.

# %% [markdown]
# ## 6 · Cheaper convolutions
#
# A **1×1 convolution** looks at one pixel at a time, across all channels: the same small linear
# layer at every place. It mixes channels and can shrink their number before something expensive.
# GoogLeNet does just that: from 192 to 32 channels with 5×5 kernels on a 28×28 map,

# %%
direct = 28 * 28 * 32 * 192 * 5 * 5
bottleneck = 28 * 28 * 16 * 192 + 28 * 28 * 32 * 16 * 5 * 5
macs = {"5×5 directly": direct / 1e6, "1×1 to 16 channels, then 5×5": bottleneck / 1e6}
plots.picture(
    plots.bars(macs, unit="million multiply–adds", title="192 → 32 channels on a 28×28 map"),
    "Notice: the detour through 16 channels costs about a tenth.",
)

# %% [markdown]
# ### Exercise 9 · `conv1x1` — 3 points, 5 minutes, easy
#
# - **Inputs:** `x` of shape `(N, C, H, W)`, `weight` of shape `(C_out, C)`, `bias` of shape
#   `(C_out,)` or `None`.
# - **Returns:** a tensor of shape `(N, C_out, H, W)`; every pixel is `weight @ pixel + bias`.
# - **Example:** with `weight = torch.eye(C)` and no bias, the output equals the input.
# - **Not allowed:** PyTorch's own convolution, in any form.
#
# <details><summary>Hint 1</summary>
# <code>torch.einsum</code> says which dimension is summed: the one that weight and x share.
# </details>
# <details><summary>Hint 2</summary>
# <code>"oc,nchw->nohw"</code>. The bias needs the shape (C_out, 1, 1).
# </details>

# %% answer="conv1x1"
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    ### BEGIN SOLUTION
    output = torch.einsum("oc,nchw->nohw", weight, x)
    return output if bias is None else output + bias[:, None, None]
    ### END SOLUTION

# %% test="conv1x1" points=3
g = torch.Generator().manual_seed(9)
x, w, b = (torch.randn(*shape, generator=g) for shape in ((2, 4, 3, 5), (4, 4), (4,)))
y = F.conv2d(x, w[:, :, None, None])
check.call(conv1x1, x, torch.eye(4)).gives(x, mistakes={
    "channels and pixels are mixed when shaped back": x.permute(0, 2, 3, 1).reshape(x.shape)})
check.call(conv1x1, x, w).gives(y, mistakes={
    "the weight is transposed": F.conv2d(x, w.T[:, :, None, None]),
    "the input is returned as it is": x,
    "channels and pixels are mixed by a reshape": (x.reshape(2, 15, 4) @ w.T).reshape(2, 4, 3, 5)})
check.call(conv1x1, x, w, b).gives(y + b[:, None, None], mistakes={
    "the bias is forgotten": y, "the bias is subtracted": y - b[:, None, None]})
check.forbid("convolution", conv1x1, x, w)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(19)
    for n, c, out, size in ((1, 1, 1, (1, 1)), (3, 6, 2, (5, 4)), (2, 3, 7, (4, 4)),
                            (4, 4, 4, (4, 4))):
        x = torch.randn(n, c, *size, generator=g, dtype=torch.float64)
        w = torch.randn(out, c, generator=g, dtype=torch.float64)
        b = torch.randn(out, generator=g, dtype=torch.float64)
        for bias in (None, b):
            check.call(conv1x1, x, w, bias).gives(F.conv2d(x, w[:, :, None, None], bias))
    check.forbid("convolution", conv1x1, x, w, b)
### END HIDDEN TESTS

# %% [markdown]
# A **depthwise separable convolution** splits the work: first every channel gets a K×K kernel of
# its own (*depthwise*, groups = C), then a 1×1 convolution mixes the channels (*pointwise*). From
# 3 to 5 channels with 3×3 kernels and a 4×4 output:

# %%
steps = {
    "dense 3×3": 5 * 3 * 3 * 3 * 4 * 4,
    "depthwise": 3 * 3 * 3 * 4 * 4,
    "pointwise": 5 * 3 * 4 * 4,
}
plots.picture(
    plots.bars(steps, unit="multiply–adds", title="3 → 5 channels, 4×4 output"),
    "Notice: depthwise and pointwise together cost less than a third of the dense convolution.",
)

# %% [markdown]
# ### Exercise 10 · `depthwise_separable_macs` — 3 points, 5 minutes, easy
#
# - **Inputs:** `in_channels`, `out_channels`, `kernel_size`, `out_height`, `out_width`: ints.
# - **Returns:** the multiply–adds of both steps together, for one image, an int.
# - **Example:** `depthwise_separable_macs(3, 5, 3, 4, 4)` is `672`.
#
# **Predict** before you run the check: with 512 output channels and 3×3 kernels, how many times
# cheaper than the dense convolution? Why can it never be more than nine times?
#
# <details><summary>Hint 1</summary>
# The depthwise step has as many outputs as inputs, each made of K·K numbers of one channel.
# </details>
# <details><summary>Hint 2</summary>
# C·K²·OH·OW for the depthwise step and C_out·C·OH·OW for the pointwise step.
# </details>

# %% answer="depthwise_separable_macs"
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    ### BEGIN SOLUTION
    depthwise = in_channels * kernel_size**2
    pointwise = in_channels * out_channels
    return (depthwise + pointwise) * out_height * out_width
    ### END SOLUTION

# %% test="depthwise_separable_macs" points=3
check.call(depthwise_separable_macs, 3, 5, 3, 4, 4).gives(672, mistakes={
    "the pointwise step is missing": 432, "the depthwise step is missing": 240,
    "this is the dense convolution": 2160, "the depthwise kernel has K·K numbers, not K": 384,
    "the depthwise step mixes channels (C² instead of C)": 1536,
    "these are FLOPs: one multiply–add counts once": 1344, "the biases are counted": 800,
    "the pointwise step happens once, not at every place": 447,
    "the depthwise step has in_channels outputs, not out_channels": 960})
check.call(depthwise_separable_macs, 4, 6, 5, 2, 3).gives(744, mistakes={
    "the example is hard-coded": 672, "out_height is used for both directions": 496,
    "out_width is used for both directions": 1116})
### BEGIN HIDDEN TESTS
with check.hidden():
    from torch.utils.flop_counter import FlopCounterMode

    for c, out, k, size in ((1, 1, 1, (1, 1)), (6, 9, 5, (8, 11)), (32, 64, 3, (7, 5)),
                            (5, 3, 2, (4, 9))):
        x = torch.empty(1, c, size[0] + k - 1, size[1] + k - 1, device="meta")
        layers = torch.nn.Sequential(torch.nn.Conv2d(c, c, k, groups=c), torch.nn.Conv2d(c, out, 1))
        with FlopCounterMode(display=False) as counter:
            layers.to("meta")(x)
        check.call(depthwise_separable_macs, c, out, k, *size).gives(counter.get_total_flops() // 2)
### END HIDDEN TESTS

# %%
dense, separable = 512 * 512 * 9, 512 * 9 + 512 * 512  # per output pixel, 512 → 512 channels
print(f"dense / separable = {dense / separable:.2f};  1/C_out + 1/K² = {1 / 512 + 1 / 9:.4f}")

# %% [markdown]
# **Notice:** the ratio is 1/C_out + 1/K². However many channels there are, the 1/K² stays: with
# 3×3 kernels it can come close to nine, never beyond.

# %% [markdown]
# ## 7 · Myth or fact?
#
# > "Sixty-four times fewer multiply–adds: sixty-four times faster."
#
# A 3×3 convolution from 64 to 64 channels can be made depthwise (groups = 64). Put the claim to
# the test on your own machine, with these two layers:

# %% locked="two_layers"
x64 = torch.randn(1, 64, 32, 32)
dense_weight, depthwise_weight = torch.randn(64, 64, 3, 3), torch.randn(64, 1, 3, 3)


def dense_layer():
    """Run the dense convolution once."""
    return F.conv2d(x64, dense_weight, padding=1)


def depthwise_layer():
    """Run the depthwise convolution once."""
    return F.conv2d(x64, depthwise_weight, padding=1, groups=64)

# %% [markdown]
# ### Exercise 11 · `myth` — 3 points, 6 minutes, easy
#
# Set three variables:
#
# - `mac_ratio`: multiply–adds of the dense layer divided by those of the depthwise layer;
# - `speedup`: time of the dense layer divided by the time of the depthwise layer, *measured*:
#   `timing.milliseconds(dense_layer)` returns the median time of one call;
# - `verdict`: `"fact"` if the speed-up is at least half of `mac_ratio`, otherwise `"myth"`.
#
# You are graded on the measurement and on a verdict that fits it.
#
# <details><summary>Hint 1</summary>
# Each output number of the dense layer is made of 64·9 products. And in the depthwise layer?
# </details>
# <details><summary>Hint 2</summary>
# Write the verdict as a condition on your two numbers, then it always fits the measurement.
# </details>

# %% answer="myth"
mac_ratio = None
speedup = None
verdict = None
### BEGIN SOLUTION
mac_ratio = (64 * 64 * 9) / (64 * 9)
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "fact" if speedup >= mac_ratio / 2 else "myth"
### END SOLUTION

# %% test="myth" points=3
check.value(mac_ratio, name="mac_ratio").gives(64.0, mistakes={
    "the ratio is upside down": 1 / 64, "this is a number of multiply–adds": 64 * 64 * 9 * 32 * 32,
    "this is the ratio of a separable convolution": 576 / 73})
check.value(speedup, name="speedup").within(0.5, 10_000)
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    right, other = ("fact", "myth") if speedup >= mac_ratio / 2 else ("myth", "fact")
    check.value(verdict.strip().lower(), name="verdict").gives(right, mistakes={
        "the verdict does not fit your own measurement": other})
### END HIDDEN TESTS

# %%
if None not in (mac_ratio, speedup):
    ratios = {"multiply–adds": mac_ratio, "time": speedup}
    figure = plots.bars(ratios, unit="dense / depthwise", title="64 channels, 3×3 kernels")
    display(plots.picture(figure, "Notice the gap between what is saved on paper and in time."))

# %% [markdown]
# Multiply–adds are not time. A depthwise layer does little work per number that it fetches from
# memory, so the processor waits. Compare designs by both, and measure on the machine that counts.

# %% [markdown]
# ## 8 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# What does `F.conv2d` compute?
#
# - **a** the mathematicians' convolution: the kernel is flipped first
# - **b** cross-correlation: the kernel is not flipped
# - **c** one or the other, depending on the padding

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abc", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "libraries slide the kernel as it is, which is cross-correlation; with learned kernels the "
    "flip would make no difference."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# Two 3×3 convolutions replace one 5×5, with the same number of channels throughout. Which is true?
#
# - **a** they can compute exactly the same functions, with fewer weights
# - **b** they see a larger patch, with fewer weights
# - **c** they see the same patch with 72 % of the weights, but compute other functions
# - **d** they see the same patch with 36 % of the weights

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "c"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "c", name="answer_2", because=(
    "3 + 2 = 5 pixels are seen either way and 2·9 of 25 weights are 72 %, but only some 5×5 "
    "kernels factor into two 3×3, and with an activation in between the map is not linear."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# A depthwise separable convolution with 3×3 kernels replaces a dense one. How many times fewer
# multiply–adds can it need at best, with as many channels as you like?
#
# - **a** nearly 3 times
# - **b** nearly 9 times
# - **c** as many times as there are output channels
# - **d** there is no limit

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "b"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "b", name="answer_3", because=(
    "the ratio is 1/C_out + 1/K², and with K = 3 it stays above 1/9 however many channels there "
    "are."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - The output has ⌊(size + 2·padding − span) / stride⌋ + 1 cells, with span = d·(k−1) + 1.
# - A layer is one matrix product of flattened kernels with unfolded windows.
# - Parameters count weights, multiply–adds count work, activations count memory. None is time.
# - The receptive field grows by d·(k−1) times the distance of neighbours; strides widen it.
# - 1×1 convolutions mix channels cheaply; depthwise separable ones save up to K² times.

# %% [markdown]
# **If you want more:** Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*
# (2016), draws every case. Araujo, Norris and Sim, *Computing receptive fields of convolutional
# neural networks* (Distill, 2019), does the general case. Time your `conv2d` with larger channel
# numbers: when does it catch up with PyTorch's?
