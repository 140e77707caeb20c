# %% [markdown]
# # Lab 11 · Looking inside
#
# A trained network is a hundred thousand numbers that happen to work. What do they look for, where
# do they look, and is it what we hoped for? After this lab you can
#
# - open a network at any layer with **hooks**, and show what its filters and channels look for;
# - draw **heat maps** that say which pixels speak for a class: occlusion, saliency, Grad-CAM;
# - **measure** whether such a map is right, and catch a network that is right for the wrong reason.
#
# **88 minutes · 40 points · builds on:** labs 01 (receptive field) and 03 (gradients).

# %% [markdown]
# The network to look into, `MODEL`, knows ten kinds of drawings. It has four blocks of convolution,
# batch norm and ReLU (`block1` to `block4`) with pooling between them, then the mean of every
# channel and one linear layer. Its first filters are 7×7, large enough to be looked at.

# %% locked="setup"
import torch
import torch.nn.functional as F
from torch import nn
from labkit import check, cost, data, device, explore, inspect, models, plots
print(device.explain())

# %% locked="network"
torch.set_num_threads(1)  # small convolutions run fastest on one core
MODEL = models.build("small_lens", weights="things").eval()
PICTURES = data.things(30, split="test")  # new drawings, 30 of each class
IMAGES, CLASSES = data.normalize(PICTURES.images), PICTURES.classes

# %%
with torch.no_grad():
    right = MODEL(IMAGES).argmax(dim=1) == PICTURES.labels
print(f"{right.float().mean():.1%} of {len(right)} new drawings are recognised")
print(MODEL.block1)

# %% [markdown]
# The checks use a tiny network with named layers too. Its numbers are always the same.

# %% locked="tiny"
from collections import OrderedDict


def tiny_net(seed=0, frozen=False, inplace=False):
    """Return a small network for images of any size, in float64 and in evaluation mode."""
    layers = OrderedDict(
        first=nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(inplace)), pool=nn.MaxPool2d(2),
        second=nn.Sequential(nn.Conv2d(4, 6, 3, padding=1), nn.ReLU(inplace)),
        corners=nn.AdaptiveAvgPool2d(2), flatten=nn.Flatten(), head=nn.Linear(24, 5))
    net, g = nn.Sequential(layers).double().eval(), torch.Generator().manual_seed(seed)
    for weight in net.parameters():
        weight.data = torch.randn(weight.shape, generator=g).double() / weight[0].numel() ** 0.5
    return net.requires_grad_(not frozen)


def drawn(*shape, seed=0):
    """Return random float64 numbers, always the same for a seed."""
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed)).double()

# %% [markdown]
# ## 1 · The first filters
#
# The kernels of the first convolution work on colours, so they can be shown *as* small colour
# images: where a kernel is bright red, it wants red there. Weights are negative and positive, and
# tiny; for showing, each kernel is stretched so that its smallest weight becomes 0 and its largest
# becomes 1.
#
# **Predict:** what will the filters of an untrained network look like?

# %%
kernel = torch.tensor([-0.2, 0.0, 0.3])
print((kernel - kernel.min()) / (kernel.max() - kernel.min()))

# %% [markdown]
# ### Exercise 1 · `first_layer_filters` — 2 points, 5 minutes, easy
#
# - **Input:** `model`: a network whose first `nn.Conv2d` may sit anywhere inside.
# - **Returns:** its kernels as images, a tensor `(C_out, C_in, KH, KW)`; each kernel, all its
#   channels together, is stretched to 0…1. The network's own weights stay as they are.
# - **Example:** a kernel with the weights −0.2, 0 and 0.3 becomes 0, 0.4 and 1.
# - **Error:** `ValueError` if there is no `nn.Conv2d`.
#
# <details><summary>Hint 1</summary>
# <code>model.modules()</code> gives every part, from outside to inside, in order. Which is the
# first with <code>isinstance(part, nn.Conv2d)</code>?
# </details>
# <details><summary>Hint 2</summary>
# <code>low = weight.amin((1, 2, 3), keepdim=True)</code> is one number per kernel; the same with
# amax. Then <code>(weight - low) / (high - low)</code>, after <code>weight.detach()</code>.
# </details>

# %% answer="first_layer_filters"
def first_layer_filters(model):
    """Return the kernels of the first convolution as images from 0 to 1."""
    ### BEGIN SOLUTION
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            weight = part.weight.detach()
            low, high = weight.amin((1, 2, 3), keepdim=True), weight.amax((1, 2, 3), keepdim=True)
            return (weight - low) / (high - low)
    raise ValueError("there is no convolution in this network")
    ### END SOLUTION

# %% test="first_layer_filters" points=2
net, right = check.module(tiny_net, beside=first_layer_filters), tiny_net()
def stretched(w, dims): return (w - w.amin(dims, True)) / (w.amax(dims, True) - w.amin(dims, True))
w, last = right.first[0].weight, right.second[0].weight
check.call(first_layer_filters, net).gives(stretched(w, (1, 2, 3)), mistakes={
    "the weights are not stretched": w, "all kernels are stretched together": stretched(w, None),
    "every channel is stretched on its own": stretched(w, (2, 3)),
    "the smallest weight does not become 0": w / w.amax((1, 2, 3), True),
    "the largest weight does not become 1": w - w.amin((1, 2, 3), True),
    "this is the last convolution, not the first": stretched(last, (1, 2, 3)),
    "absolute values are shown: the sign is lost": stretched(w.abs(), (1, 2, 3))})
check.forbid("labkit.inspect.first_layer_filters", first_layer_filters, net)
net.state().gives(dict(right.state_dict()), mistakes={"the network's own weights are changed": {
    **right.state_dict(), "first.0.weight": stretched(w, (1, 2, 3))}})
flat = check.module(nn.Linear, 3, 2, beside=first_layer_filters)
check.call(first_layer_filters, flat).raises(ValueError, because="it has no convolution")
### BEGIN HIDDEN TESTS
with check.hidden():
    for shape in ((1, 5, 2), (3, 2, (4, 3))):
        right = nn.Conv2d(*shape)
        net = check.module(nn.Conv2d, *shape, beside=first_layer_filters).load(right)
        check.call(first_layer_filters, net).gives(stretched(right.weight, (1, 2, 3)))
### END HIDDEN TESTS

# %%
torch.manual_seed(0)
UNTRAINED = models.build("small_lens").eval()
both = [inspect.first_layer_filters(network) for network in (MODEL, UNTRAINED)]
plots.picture(
    plots.image_grid(torch.cat(both), columns=16),
    "Above the sixteen filters of the trained network, below those of an untrained one. Notice "
    "what training made of noise: edges at all angles, blobs, and pairs of opposite colours.",
)

# %% [markdown]
# **Notice:** nobody asked for edge detectors. Networks for photographs learn much the same first
# filters, and cells in the visual cortex of cats answer to edges too. Noisy filters after training
# are a warning: trained too short, or on too little.

# %% [markdown]
# ## 2 · Open at every layer
#
# Deeper kernels have 16 to 64 input channels: they cannot be shown as colours. But what a layer
# *makes* of an image can. A **hook** is a function that PyTorch calls whenever a layer has run; it
# gets the layer, its inputs and its output. You register it, run the network, and remove it:

# %%
def report(layer, inputs, output):
    print(f"{type(layer).__name__:>10} gave {tuple(output.shape)}")


hooks = [MODEL.get_submodule(name).register_forward_hook(report) for name in ("pool1", "head")]
with torch.no_grad():
    MODEL(IMAGES[:1])
for hook in hooks:
    hook.remove()

# %% [markdown]
# A hook that is *not* removed stays: it runs every time, holds on to memory, and may keep a result
# of yesterday. Worst is an error half-way, after which nobody removes anything. So removal goes
# into a `finally:`.
#
# **Predict:** `block1[2]` could be an in-place ReLU. You keep the output of `block1[1]`, the batch
# norm before it. What do you find in it later?
#
# <details><summary>Answer</summary>
# No negative number: the ReLU wrote its result over the tensor that you kept. Keep a copy.
# </details>

# %% [markdown]
# ### Exercise 2 · `activations` — 6 points, 10 minutes, medium
#
# - **Inputs:** `model`; `x` `(N, C, H, W)`; `layers`: a list of names, such as `"pool1"` or
#   `"block2.0"` (the first part of block2).
# - **Returns:** a dict from each name to a **copy** of what that layer gave, detached.
# - **Example:** `activations(MODEL, IMAGES[:2], ["pool1"])["pool1"]` has shape `(2, 16, 16, 16)`.
# - **Error:** `ValueError` for a name that is no layer.
# - **Afterwards no hook is left**, whatever happened, also if the network itself raised an error.
#
# <details><summary>Hint 1</summary>
# <code>dict(model.named_modules())</code> finds layers by name. Register inside a
# <code>try:</code>, remove in its <code>finally:</code>. A hook made in a loop must remember its
# own name: make it with a function that gets the name.
# </details>
# <details><summary>Hint 2</summary>
# <code>def keep(name): return lambda layer, inputs, output: kept.update({name:
# output.detach().clone()})</code>, then <code>parts[name].register_forward_hook(keep(name))</code>.
# </details>

# %% answer="activations"
def activations(model, x, layers):
    """Return copies of what the named layers give for a batch."""
    ### BEGIN SOLUTION
    parts, kept, hooks = dict(model.named_modules()), {}, []

    def keep(name):
        def hook(layer, inputs, output):
            kept[name] = output.detach().clone()

        return hook

    for name in layers:
        if name not in parts:
            raise ValueError(f"there is no layer {name!r}")
    try:
        for name in layers:
            hooks.append(parts[name].register_forward_hook(keep(name)))
        with torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return kept
    ### END SOLUTION

# %% test="activations" points=6
net, right, x = check.module(tiny_net, beside=activations), tiny_net(), drawn(2, 3, 6, 8)
names, kept = ["first", "pool", "second", "corners", "flatten", "head"], {"": x}
for name, before in zip(names, kept.copy() | dict.fromkeys(names), strict=False):
    kept[name] = right.get_submodule(name)(kept[before])
wanted = {"first": kept["first"], "head": kept["head"]}
check.call(activations, net, x, ["first", "head"]).gives(wanted, mistakes={
    "every layer is kept, not only the ones asked for": {n: kept[n] for n in names},
    "these are the layers' inputs": {"first": x, "head": kept["flatten"]},
    "hooks made in a loop all use its last name": {"head": kept["head"]},
    "every name holds the last layer's output": dict.fromkeys(wanted, kept["head"]),
    "a list is returned, not a dict": list(wanted.values())})
stays = {"hooks are still there: remove them": ["first", "head"]}
net.hooked().gives([], mistakes=stays)
check.call(activations, net, x, ["first", "no"]).raises(ValueError, because="no layer is named no")
net.hooked().gives([], mistakes={"a hook is left after a name that is no layer": ["first"]})
check.call(activations, net, x[:, :2], ["first", "head"]).raises(
    RuntimeError, because="the network takes three channels, not two")
net.hooked().gives([], mistakes={"hooks are left after an error of the network": ["first", "head"]})
net = check.module(tiny_net, inplace=True, beside=activations)
check.call(activations, net, x, ["first.0"]).gives({"first.0": right.first[0](x)}, mistakes={
    "no copy is kept: the ReLU after it wrote over it": {"first.0": kept["first"]}})
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.activations", activations, net, x, ["first"])
    net, right, x = check.module(tiny_net, 3, beside=activations), tiny_net(3), drawn(3, 3, 9, 5)
    for layers in (["second.0", "pool"], ["flatten"], ["head", "corners", "first.1"], []):
        check.call(activations, net, x, layers).gives(inspect.activations(right, x, layers))
        net.hooked().gives([])
    net.state().gives(dict(right.state_dict()))
### END HIDDEN TESTS

# %% [markdown]
# With activations one can walk. Pick an image, a layer and a channel:

# %%
explore.inside(MODEL, PICTURES.images[:20], ["block1", "block2", "block3", "block4"])

# %%
seen = inspect.activations(MODEL, IMAGES, ["block1", "block2", "block3", "block4"])
for layer, maps in seen.items():
    loudness = maps.amax(dim=(2, 3))  # of each image and channel
    means = torch.stack([loudness[PICTURES.labels == label].mean(dim=0) for label in range(10)])
    share = (means.var(dim=0, unbiased=False) / loudness.var(dim=0, unbiased=False)).mean()
    print(f"{layer}: the class explains {share:3.0%} of how loud a channel is")

# %% [markdown]
# **Notice:** in block 1 nearly every channel draws the outline again, whatever the thing. By block
# 4 a map has 4×4 numbers, and *which* channels are loud is mostly decided by the class: they no
# longer say what it looks like but what is there.

# %% [markdown]
# ## 3 · What does a channel wait for?
#
# Show a channel all images and keep the places where it is most excited. Not the whole image: only
# what that place can see, its **receptive field** (lab 01). It is as large as lab 01 says, and it
# slides by the product of the strides. Only its start is new: padding lets it begin *outside* of
# the image.

# %%
for layer in ("block1", "block2", "block3", "block4"):
    print(layer, cost.window(MODEL, layer, (3, 32, 32)))

# %% [markdown]
# Position 3 of block 2 looks at `size` pixels from `first + step · 3` on.
#
# **Predict:** from where to where is that?
#
# <details><summary>Answer</summary>
# From pixel −5 + 2·3 = 1 to pixel 1 + 12 − 1 = 12. Position 0 begins at −5: five columns of
# padding, which are zeros (mid-grey after normalization).
# </details>

# %% [markdown]
# ### Exercise 3 · `maximal_patches` — 6 points, 13 minutes, hard
#
# - **Inputs:** `model`; `layer`: a name; `channel`: an int; `images` `(N, C, H, W)`; `k`: an int,
#   at most `N`.
# - **Returns:** `(k, C, size, size)`: the patches that excite the channel most, the most exciting
#   first. Every image gives **one** patch: the window of its most excited position. Outside of the
#   image there are zeros.
# - **From the kit:** `first, step, size = cost.window(model, layer, images.shape[1:])` and
#   `inspect.activations(model, images, [layer])[layer]`, of shape `(N, channels, h, w)`.
# - **Example:** for `block2` the patches are 12×12.
#
# <details><summary>Hint 1</summary>
# Flatten each map and take <code>max(dim=1)</code>: values and places. The k largest values choose
# the images. A place becomes row and column by <code>divmod(place, width of the map)</code>.
# </details>
# <details><summary>Hint 2</summary>
# Pad all images by <code>size</code> with <code>F.pad(images, (size,) * 4)</code>; then the window
# of row i starts at <code>size + first + step * i</code>.
# </details>

# %% answer="maximal_patches"
def maximal_patches(model, layer, channel, images, k):
    """Return what the k images' most excited positions of a channel see."""
    ### BEGIN SOLUTION
    first, step, size = cost.window(model, layer, images.shape[1:])
    maps = inspect.activations(model, images, [layer])[layer][:, channel]
    values, places = maps.flatten(1).max(dim=1)
    padded, patches = F.pad(images, (size,) * 4), []
    for number in values.topk(k).indices.tolist():
        row, column = divmod(places[number].item(), maps.shape[-1])
        top, left = size + first + step * row, size + first + step * column
        patches.append(padded[number, :, top : top + size, left : left + size])
    return torch.stack(patches)
    ### END SOLUTION

# %% test="maximal_patches" points=6
net, right, x = check.module(tiny_net, beside=maximal_patches), tiny_net(), drawn(6, 3, 9, 14)
maps = inspect.activations(right, x, ["second"])["second"][:, 1]  # (6, 4, 7)
order = maps.flatten(1).amax(1).argsort(descending=True).tolist()
best = [(n, *divmod(maps[n].argmax().item(), 7)) for n in order]
def cut(n, row, column, first=-3, step=2, size=8):
    starts = 20 + first + step * row, 20 + first + step * column
    return F.pad(x, (20,) * 4)[n, :, starts[0] :, starts[1] :][:, :size, :size]
flat = [(i // 28, i // 7 % 4, i % 7) for i in maps.flatten().argsort(descending=True).tolist()]
swapped = [(n, c, r) for n, r, c in best]
by_height = [(n, *divmod(maps[n].argmax().item(), 4)) for n in order]
cuts = {"": [cut(*b) for b in best], "several patches come from one image": [cut(*b) for b in flat],
        "row and column are swapped": [cut(*b) for b in swapped],
        "a place is divided by the map's height, not its width": [cut(*b) for b in by_height],
        "first is ignored: windows start outside of the image": [cut(*b, first=0) for b in best],
        "step is ignored": [cut(*b, step=1) for b in best],
        "the weakest images are taken": [cut(*b) for b in best[::-1]],
        "the window is centred at the position": [cut(*b, first=-4) for b in best],
        "the images are taken in order, not by excitement": [cut(*b) for b in sorted(best)]}
cuts = {name: torch.stack(patches[:4]) for name, patches in cuts.items()}
cuts["the least exciting comes first"] = cuts[""].flip(0)
check.call(maximal_patches, net, "second", 1, x, 4).gives(cuts.pop(""), mistakes=cuts)
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.maximal_patches", maximal_patches, net, "second", 1, x, 4)
    for seed, layer, channel, k in ((1, "first", 3, 5), (2, "pool", 0, 1), (3, "second.0", 5, 3)):
        net, right = check.module(tiny_net, seed, beside=maximal_patches), tiny_net(seed)
        x = drawn(5, 3, 12, 7, seed=seed)
        check.call(maximal_patches, net, layer, channel, x, k).gives(
            inspect.maximal_patches(right, layer, channel, x, k))
### END HIDDEN TESTS

# %%
rows = [("block2", channel) for channel in (4, 8, 10, 12)]
patches = [inspect.maximal_patches(MODEL, *row, IMAGES, k=10) for row in rows]
shown = (torch.cat(patches) * 0.25 + 0.5).clamp(0, 1)  # undo the normalization
plots.picture(
    plots.image_grid(shown, columns=10, title="Four channels of block 2, a row each"),
    "Ten patches of 12×12 pixels a row. Notice that each row is about one thing, whatever its "
    "colour: an arch, bars that hang down, a corner, a slope.",
)

# %%
rows = [("block3", channel) for channel in (61, 34, 63, 54)]
patches = [inspect.maximal_patches(MODEL, *row, IMAGES, k=10) for row in rows]
shown = (torch.cat(patches) * 0.25 + 0.5).clamp(0, 1)
plots.picture(
    plots.image_grid(shown, columns=10, title="Four channels of block 3, a row each"),
    "One block later, at 22×22 pixels. Notice the first row: mugs, and every handle is at the "
    "left. Then sails, fish, and roofs with chimneys (not each patch: a channel is no word).",
)

# %% [markdown]
# ## 4 · Who is near whom?
#
# The last layer before the decision turns every image into 128 numbers, a point in a space of
# **features**. If the network has understood something, images of the same kind lie near each
# other there, although their pixels do not.

# %%
features = inspect.activations(MODEL, IMAGES, ["flatten"])["flatten"]
pixels = IMAGES.flatten(1)
print(f"pixels: {tuple(pixels.shape)}   features: {tuple(features.shape)}")

# %% [markdown]
# **Predict:** the nearest neighbours of a red fish on green, by *pixels*: which images are these?
#
# <details><summary>Answer</summary>
# Red things on green, of any kind: background and colours fill most of the sum of squares.
# </details>
#
# ### Exercise 4 · `nearest_neighbours` — 3 points, 5 minutes, easy
#
# - **Inputs:** `features` `(N, D)`; `query`: the number of a row; `k`: an int.
# - **Returns:** `(k,)` int64: the numbers of the nearest *other* rows (Euclidean), nearest first.
# - **Example:** for the rows 0, 5, 1 and query 0, k 2: `tensor([2, 1])`.
# - **Edge case:** a **twin** of the query, with the same numbers, is another row: it counts.
# - **Error:** `ValueError` if there are fewer than `k` others.
#
# <details><summary>Hint 1</summary>
# Subtracting one row from all is broadcasting. The query is at distance 0 from itself. How do you
# make sure that it never wins, even next to a twin?
# </details>
# <details><summary>Hint 2</summary>
# Set <code>distances[query] = torch.inf</code>, then <code>topk(k, largest=False).indices</code>.
# </details>

# %% answer="nearest_neighbours"
def nearest_neighbours(features, query, k):
    """Return the numbers of the k rows nearest to a row, without itself."""
    ### BEGIN SOLUTION
    if k > len(features) - 1:
        raise ValueError(f"there are only {len(features) - 1} other rows")
    distances = (features - features[query]).norm(dim=1)
    distances[query] = torch.inf
    return distances.topk(k, largest=False).indices
    ### END SOLUTION

# %% test="nearest_neighbours" points=3
rows = torch.tensor([[1.0, 2], [4, 6], [2, 3], [-5, 3], [3, 4], [6, 2.4]])
near = torch.tensor([2, 4, 1])
check.call(nearest_neighbours, rows, 0, 3).gives(near, mistakes={
    "the query itself is among them": torch.tensor([0, 2, 4]),
    "the farthest come first": torch.tensor([3, 5, 1]), "the order is reversed": near.flip(0),
    "these are the distances, not the numbers of the rows": (rows[near] - rows[0]).norm(dim=1),
    "dot products are compared, not distances": torch.tensor([1, 4, 5]),
    "absolute differences are added up: Euclidean is asked for": torch.tensor([2, 4, 5])})
check.call(nearest_neighbours, rows, 4, 3).gives(torch.tensor([2, 1, 0]), mistakes={
    "query is ignored": near})
twins = torch.tensor([[7.0], [4], [5], [4], [9]])
check.call(nearest_neighbours, twins, 3, 2).gives(torch.tensor([1, 2]), mistakes={
    "the first is dropped, but that may be a twin, not the query": torch.tensor([3, 2]),
    "the twin is left out: only the query itself is": torch.tensor([2, 0])})
check.call(nearest_neighbours, rows, 0, 6).raises(ValueError, because="there are 5 other rows")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.nearest_neighbours", nearest_neighbours, rows, 0, 2)
    for n, d, query, k in ((9, 4, 8, 8), (20, 1, 3, 1), (12, 30, 0, 5), (15, 6, 7, 11)):
        x = drawn(n, d, seed=n)
        right = inspect.nearest_neighbours(x, query, k)
        check.call(nearest_neighbours, x, query, k).gives(right)
        twins = torch.cat([x[query][None], x])  # the query moves on by one
        right = inspect.nearest_neighbours(twins, query + 1, min(3, n))
        check.call(nearest_neighbours, twins, query + 1, min(3, n)).gives(right)
### END HIDDEN TESTS

# %%
query, k = 4, 9
found = {name: inspect.nearest_neighbours(x, query, k) for name, x in (
    ("by pixels", pixels), ("by features", features))}
numbers = torch.cat([torch.cat([torch.tensor([query]), near]) for near in found.values()])
plots.picture(
    plots.image_grid(PICTURES.images[numbers], [CLASSES[c] for c in PICTURES.labels[numbers]],
                     title="A query and its nine neighbours: above by pixels, below by features"),
    "Notice: pixels find the same background, features find the same kind of thing.",
)

# %%
for name, x in (("pixels", pixels), ("features", features)):
    near = torch.stack([inspect.nearest_neighbours(x, query, 5) for query in range(len(x))])
    same = PICTURES.labels[near] == PICTURES.labels[:, None]
    print(f"of the five nearest by {name:8}, {same.float().mean():.0%} are of the same class")

# %% [markdown]
# To *see* the space, 128 numbers must become two. **Principal components** are the directions in
# which points vary most. Centre the points; the singular value decomposition X = U·S·Vᵀ has these
# directions as the rows of Vᵀ, and U·S are the coordinates along them.
#
# ### Exercise 5 · `pca` — 3 points, 6 minutes, medium
#
# - **Inputs:** `features` `(N, D)`; `dims`: an int, 2 by default.
# - **Returns:** the coordinates `(N, dims)`. The sign of each column is free.
# - **Example:** the points (1, 1), (2, 2), (3, 3) have −√2, 0, √2 along their first direction.
# - **Error:** `ValueError` if `dims` is larger than `N` or `D`.
#
# <details><summary>Hint 1</summary>
# <code>torch.linalg.svd(x, full_matrices=False)</code> returns U, S and Vᵀ, the largest first.
# </details>
# <details><summary>Hint 2</summary>
# <code>u, s, vt = torch.linalg.svd(features - features.mean(dim=0), full_matrices=False)</code>;
# the answer is <code>u[:, :dims] * s[:dims]</code>.
# </details>

# %% locked="upright"
def upright(points):
    """Flip columns so that the largest number of each is positive: a direction has no sign."""
    points = torch.as_tensor(points) if hasattr(points, "shape") else points
    if not isinstance(points, torch.Tensor) or points.ndim != 2 or 0 in points.shape:
        return points
    largest = points.abs().argmax(dim=0, keepdim=True)
    return points * points.gather(0, largest).sign()

# %% answer="pca"
def pca(features, dims=2):
    """Return the coordinates along the directions of largest variance."""
    ### BEGIN SOLUTION
    if dims > min(features.shape):
        raise ValueError(f"there are only {min(features.shape)} directions")
    u, s, _ = torch.linalg.svd(features - features.mean(dim=0), full_matrices=False)
    return u[:, :dims] * s[:dims]
    ### END SOLUTION

# %% test="pca" points=3
x = drawn(9, 4, seed=5) * torch.tensor([1.0, 5, 0.3, 2.5]) + torch.tensor([9.0, 3, 1, -4])
def coordinates(z): return (lambda usv: usv.U * usv.S)(torch.linalg.svd(z, full_matrices=False))
u, s, vt = torch.linalg.svd(x - x.mean(0), full_matrices=False)
check.call(pca, x).then(upright).gives(upright(u[:, :2] * s[:2]), mistakes={
    name: upright(points) for name, points in {
        "the points are not centred": coordinates(x)[:, :2],
        "each row is centred, not each column": coordinates(x - x.mean(1, True))[:, :2],
        "U alone is returned: S says how far the points spread": u[:, :2],
        "these are the directions, not the coordinates": vt[:2].T,
        "columns of Vᵀ are taken for directions: these are its rows": (x - x.mean(0)) @ vt[:, :2],
        "the points are projected without being centred": x @ vt[:2].T,
        "the last directions are taken, not the first": (u * s)[:, -2:],
        "all directions are returned, dims is ignored": u * s,
        "features are scaled to the same spread first":
            coordinates((x - x.mean(0)) / x.std(0))[:, :2]}.items()})
check.call(pca, x, 3).then(upright).gives(upright(u[:, :3] * s[:3]), mistakes={
    "dims is ignored": upright(u[:, :2] * s[:2])})
check.call(pca, x, 5).raises(ValueError, because="four numbers have four directions")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.pca", pca, x)
    for n, d, dims in ((4, 12, 2), (30, 3, 1), (6, 6, 4), (25, 8, 8)):
        x = drawn(n, d, seed=n) * torch.arange(1, d + 1) - 7
        check.call(pca, x, dims).then(upright).gives(upright(inspect.pca(x, dims)))
    check.call(pca, x[:5], 6).raises(ValueError, because="five points have at most five directions")
### END HIDDEN TESTS

# %%
from sklearn.manifold import TSNE

tsne = TSNE(2, init="pca", random_state=0).fit_transform(features.numpy())
panels = {"PCA of pixels": inspect.pca(pixels), "PCA of features": inspect.pca(features),
          "t-SNE of features": torch.from_numpy(tsne)}
plots.picture(
    plots.embedding(panels, PICTURES.labels, CLASSES),
    "300 drawings. Notice that the classes, hopelessly mixed in pixels, come apart in features.",
)

# %% [markdown]
# **Notice:** PCA is a projection: a shadow, in which things look nearer than they are, never
# farther. **t-SNE** (2008) bends the space to keep *neighbours* together. Distances between its
# islands, and their sizes, mean nothing: read it for who is with whom only.

# %% [markdown]
# ## 5 · Which pixels decide?
#
# The plainest experiment: cover part of the image and see whether the network still believes. A
# grey square walks over the image; where the probability of the class falls most, there was the
# evidence. It needs no gradients, no hooks, only patience.
#
# ### Exercise 6 · `occlusion_map` — 4 points, 8 minutes, medium
#
# - **Inputs:** `model`, in evaluation mode; `image` `(C, H, W)`; `label`: a class; `size` and
#   `stride` of the square: ints.
# - **Returns:** a map `((H − size) // stride + 1, (W − size) // stride + 1)`: how much the
#   **probability** (softmax) of `label` **falls** when the square is filled with zeros.
# - **Example:** the probability is 0.9, and with the square at the upper left it is 0.3: then
#   `[0, 0]` is 0.6. Where covering helps, the number is negative.
# - **Error:** `ValueError` if the square is larger than the image. The image stays as it is.
#
# <details><summary>Hint 1</summary>
# Two loops over the upper left corner: <code>range(0, H - size + 1, stride)</code>. Cover a fresh
# <code>clone()</code> every time.
# </details>
# <details><summary>Hint 2</summary>
# <code>model(copy[None]).softmax(dim=1)[0, label]</code> is the probability, inside
# <code>with torch.no_grad():</code>.
# </details>

# %% answer="occlusion_map"
def occlusion_map(model, image, label, size, stride):
    """Return how much the probability of a class falls when a square is covered."""
    ### BEGIN SOLUTION
    _, height, width = image.shape
    if size > min(height, width):
        raise ValueError(f"a square of {size} does not fit on {height}×{width}")
    falls = []
    with torch.no_grad():
        before = model(image[None]).softmax(dim=1).squeeze(0)[label]
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                copy = image.clone()
                copy[:, top : top + size, left : left + size] = 0
                after = model(copy[None]).softmax(dim=1).squeeze(0)[label]
                row.append(before - after)
            falls.append(torch.stack(row))
    return torch.stack(falls)
    ### END SOLUTION

# %% test="occlusion_map" points=4
net, right, image = check.module(tiny_net, beside=occlusion_map), tiny_net(), drawn(3, 8, 11) + 1
def falls(fill=0.0, score=lambda out: out.softmax(1), fresh=True, stride=2):
    drops, copy = [], image.clone()
    for top in range(0, 6, stride):
        for left in range(0, 9, stride):
            copy = image.clone() if fresh else copy
            copy[:, top : top + 3, left : left + 3] = fill
            drops.append((score(right(image[None])) - score(right(copy[None])))[0, 2])
    return torch.stack(drops).detach().reshape(len(range(0, 6, stride)), -1)
probability = right(image[None]).softmax(1)[0, 2]
check.call(occlusion_map, net, image, 2, 3, 2).gives(falls(), atol=1e-9, mistakes={
    "this is the probability that is left, not how far it falls": probability - falls(),
    "the sign is the other way round": -falls(), "stride is ignored": falls(stride=1),
    "logits are compared: take the softmax": falls(score=lambda out: out),
    "logarithms are compared, not probabilities": falls(score=lambda out: out.log_softmax(1)),
    "earlier squares stay covered: clone the image each time": falls(fresh=False),
    "the square is filled with ones": falls(1.0), "absolute values are taken": falls().abs(),
    "the square gets the image's mean, not zeros": falls(image.mean()),
    "only falls are kept, rises are cut off": falls().clamp(min=0)})
check.call(occlusion_map, net, image, 2, 9, 1).raises(ValueError, because="9 rows do not fit on 8")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.occlusion_map", occlusion_map, net, image, 2, 3, 2)
    for seed, shape, settings in ((1, (7, 7), (0, 7, 1)), (2, (10, 6), (4, 2, 3)),
                                  (3, (5, 9), (1, 4, 1)), (4, (6, 8), (3, 1, 5))):
        net, x = check.module(tiny_net, seed, beside=occlusion_map), drawn(3, *shape, seed=seed)
        right = inspect.occlusion_map(tiny_net(seed), x, *settings)
        check.call(occlusion_map, net, x, *settings).gives(right, atol=1e-9)
    x = drawn(3, 9, 5)
    check.call(occlusion_map, net, x, 0, 6, 1).raises(ValueError, because="6 do not fit on 5")
### END HIDDEN TESTS

# %% [markdown]
# Covering asks hundreds of questions. The gradient answers all of them at once, for *tiny* changes:
# how much would the score of the class move if this pixel moved a little? That is **saliency**: the
# gradient with respect to the *image*, not the weights.

# %%
x = torch.tensor([1.0, 2.0, 0.0], requires_grad=True)
score = 3 * x[0] - 5 * x[1] + 0 * x[2]
print(torch.autograd.grad(score, x)[0].abs())

# %% [markdown]
# **Predict:** why the absolute value?
#
# <details><summary>Answer</summary>
# A pixel matters also if making it brighter lowers the score. Dark things on bright ground have
# negative gradients everywhere.
# </details>
#
# ### Exercise 7 · `saliency` — 3 points, 6 minutes, easy
#
# - **Inputs:** `model`, in evaluation mode; `image` `(C, H, W)`; `label`: a class.
# - **Returns:** `(H, W)`: for every pixel the absolute gradient of the **logit** of `label` (the
#   number before the softmax); of the channels the **largest**.
# - **Example:** gradients 0.1, −0.7 and 0.2 by the three channels of a pixel make 0.7.
#
# <details><summary>Hint 1</summary>
# <code>x = image.clone().requires_grad_()</code> must be what the gradient is taken by; the network
# gets the batch of one, <code>x[None]</code>.
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.autograd.grad(model(x[None])[0, label], x)[0]</code> has shape (C, H, W). Then
# <code>.abs().amax(dim=0)</code>.
# </details>

# %% answer="saliency"
def saliency(model, image, label):
    """Return how strongly each pixel moves the logit of a class."""
    ### BEGIN SOLUTION
    x = image.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(model(x[None]).squeeze(0)[label], x)
    return gradient.abs().amax(dim=0)
    ### END SOLUTION

# %% test="saliency" points=3
net, right, image = check.module(tiny_net, beside=saliency), tiny_net(), drawn(3, 7, 10)
x = image[None].clone().requires_grad_()
def gradient(score): return torch.autograd.grad(score(right(x)), x)[0][0]
slopes = gradient(lambda out: out[0, 3])
probability = gradient(lambda out: out.softmax(1)[0, 3]).abs().amax(0)
loss = gradient(lambda out: F.cross_entropy(out, torch.tensor([3]))).abs().amax(0)
check.call(saliency, net, image, 3).gives(slopes.abs().amax(0), mistakes={
    "the absolute value is missing": slopes.amax(0),
    "the absolute value comes after the maximum": slopes.amax(0).abs(),
    "channels are added up: take the largest": slopes.abs().sum(0),
    "channels are averaged: take the largest": slopes.abs().mean(0),
    "channels are not put together: (H, W) is wanted": slopes.abs(),
    "this is the gradient of the probability: take the logit's": probability,
    "this is the gradient of the loss: take the logit's": loss,
    "label is ignored: all logits are added up": gradient(lambda out: out.sum()).abs().amax(0),
    "label is ignored: the largest logit is taken": gradient(lambda out: out.max()).abs().amax(0),
    "the gradient is multiplied by the image": (slopes * image).abs().amax(0)})
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.saliency", saliency, net, image, 3)
    for seed, shape, label in ((1, (6, 9), 0), (2, (8, 8), 4), (3, (5, 12), 1)):
        net, right = check.module(tiny_net, seed, beside=saliency), tiny_net(seed)
        x = drawn(3, *shape, seed=seed)[None].requires_grad_()
        right(x)[0, label].backward()
        check.call(saliency, net, x[0].detach(), label).gives(x.grad[0].abs().amax(0))
    net.state().gives(dict(right.state_dict()))
### END HIDDEN TESTS

# %%
chosen = [int((PICTURES.labels == label).nonzero()[1]) for label in range(7)]
questions = [(MODEL, IMAGES[i], int(PICTURES.labels[i])) for i in chosen]
maps = {"occlusion": torch.stack([inspect.occlusion_map(*q, 8, 4) for q in questions]),
        "saliency": torch.stack([inspect.saliency(*q) for q in questions])}
plots.picture(
    plots.heat_maps(PICTURES.images[chosen], maps, [CLASSES[c] for _, _, c in questions],
                    masks=PICTURES.masks[chosen]),
    "White outlines show where the thing really is. Notice that occlusion gives smooth islands, "
    "and saliency a grain of single pixels, densest at the thing.",
)

# %% [markdown]
# ## 6 · Grad-CAM
#
# Deep layers know *what*, and their maps still know *where*. Grad-CAM (2017) asks a layer: which of
# your channels speak for this class, and where are they active? The mean gradient αₖ of the class's
# logit by channel k says how much the channel speaks for it. Weigh each channel's map Aᵏ with it,
# add up, keep what is positive:
#
# $$\text{heat} = \text{ReLU}\left(\sum_k \alpha_k A^k\right)$$
#
# In some copies of this formula the Aᵏ is lost. The next cell shows what is lost with it.

# %%
A = torch.tensor([[[1.0, 0.0], [2.0, 0.0]], [[0.0, 3.0], [0.0, 1.0]]])  # two channels, 2×2
gradient = torch.tensor([[[0.5, 0.5], [0.5, 0.5]], [[-1.0, 0.0], [0.0, 0.0]]])
alpha = gradient.mean(dim=(1, 2))
print("alpha:", alpha.tolist(), "  without A:", F.relu(alpha.sum()).item(), "(a number, no place)")
print("heat:", F.relu((alpha[:, None, None] * A).sum(dim=0)).tolist())

# %% [markdown]
# **Predict:** why the ReLU?
#
# <details><summary>Answer</summary>
# The second channel speaks *against* the class, and its places came out negative. We ask for what
# speaks for it.
# </details>
#
# ### Exercise 8 · `grad_cam` — 6 points, 12 minutes, hard
#
# - **Inputs:** `model`, in evaluation mode; `layer`: a name; `image` `(C, H, W)`; `label`: a class.
# - **Returns:** `(H, W)`: the heat by the formula, ReLU included, **then** enlarged to the image by
#   `F.interpolate(..., mode="bilinear", align_corners=False)`.
# - **Example:** the cell above, if its two channels were the layer's.
# - **Edge case:** the parameters may be frozen (`requires_grad` is `False`). No hook is left.
#
# <details><summary>Hint 1</summary>
# Keep the layer's output with a hook, *not* detached; then
# <code>torch.autograd.grad(logit, output)</code> gives its gradient. In a frozen network there is a
# graph only if the image itself asks for a gradient.
# </details>
# <details><summary>Hint 2</summary>
# <code>alpha = gradient.mean(dim=(2, 3), keepdim=True)</code>; <code>F.relu((alpha *
# output).sum(dim=1, keepdim=True))</code> has shape (1, 1, h, w), as interpolate wants it.
# </details>

# %% answer="grad_cam"
def grad_cam(model, layer, image, label):
    """Return where a layer sees what speaks for a class."""
    ### BEGIN SOLUTION
    kept = []
    hook = model.get_submodule(layer).register_forward_hook(lambda _, __, out: kept.append(out))
    try:
        logit = model(image[None].clone().requires_grad_()).squeeze(0)[label]
    finally:
        hook.remove()
    (maps,), (gradient,) = kept, torch.autograd.grad(logit, kept)
    alpha = gradient.mean(dim=(2, 3), keepdim=True)
    heat = F.relu((alpha * maps.detach()).sum(dim=1, keepdim=True))
    heat = F.interpolate(heat, size=image.shape[1:], mode="bilinear", align_corners=False)
    return heat.squeeze(0).squeeze(0)
    ### END SOLUTION

# %% test="grad_cam" points=6
net, right = check.module(tiny_net, 5, beside=grad_cam), tiny_net(5)
image = drawn(3, 8, 12, seed=1)
a = right[:3](image[None]).detach().requires_grad_()
def slope(score): return torch.autograd.grad(score(right[3:](a)), a)[0]
def heat(weights, relu=F.relu, mode="bilinear", align=False):
    small = relu((weights * a.detach()).sum(1, keepdim=True))
    return F.interpolate(small, (8, 12), mode=mode, align_corners=align)[0, 0]
g = slope(lambda out: out[0, 2])
alpha = g.mean((2, 3), keepdim=True)
check.call(grad_cam, net, "second", image, 2).gives(heat(alpha), mistakes={
    "the ReLU is missing": heat(alpha, relu=lambda x: x), "every channel counts alike": heat(1.0),
    "Aᵏ is missing: weights alone have no place": F.relu(alpha.sum()).expand(8, 12),
    "the gradient is not averaged over the map": heat(g),
    "the gradient is added up, not averaged": heat(g.sum((2, 3), True)),
    "the maps are enlarged with nearest, not bilinearly": heat(alpha, mode="nearest", align=None),
    "align_corners=True": heat(alpha, align=True), "the heat is divided by its maximum":
        heat(alpha, lambda x: x.relu() / x.max()),
    "the sign is lost, not cut off": heat(alpha, torch.abs),
    "this is the probability's gradient": heat(
        slope(lambda out: out.softmax(1)[0, 2]).mean((2, 3), True)),
    "the weights' sign is lost": heat(alpha.abs()),
    "the ReLU is taken of the weights": heat(alpha.relu())})
net.hooked().gives([], mistakes={"the hook is still there: remove it": ["second"]})
frozen = check.module(tiny_net, 5, frozen=True, beside=grad_cam)
check.call(grad_cam, frozen, "second", image, 2).gives(heat(alpha))
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.grad_cam", grad_cam, net, "second", image, 2)
    for seed, layer, shape, label in ((1, "first", (6, 9), 4), (4, "second", (9, 5), 3),
                                      (5, "second.0", (8, 7), 2), (3, "pool", (4, 11), 3)):
        net, x = check.module(tiny_net, seed, beside=grad_cam), drawn(3, *shape, seed=seed)
        right = inspect.grad_cam(tiny_net(seed), layer, x, label)
        check.call(grad_cam, net, layer, x, label).gives(right)
        net.hooked().gives([])
    check.call(grad_cam, net, "pool", x[:2], 0).raises(RuntimeError, because="a channel is missing")
    net.hooked().gives([], mistakes={"the hook is left after an error": ["pool"]})
### END HIDDEN TESTS

# %% [markdown]
# Now the test that a map must pass: **one image, four questions**. Four drawings are put together
# to one of 64×64 pixels (the network takes any size, thanks to its global average). Asked for each
# of the four classes, does the map move?

# %% locked="four"
FOUR = inspect.four_in_one(PICTURES, 25)  # images, labels (25, 4), masks (25, 4, 64, 64)
FOUR_IMAGES = data.normalize(FOUR.images)

# %%
number = 1
labels = FOUR.labels[number].tolist()
maps = {layer: torch.stack([inspect.grad_cam(MODEL, layer, FOUR_IMAGES[number], label)
                            for label in labels]) for layer in ("block4", "block2")}
plots.picture(
    plots.heat_maps(FOUR.images[number].expand(4, -1, -1, -1), maps,
                    [f"where is the {CLASSES[label]}?" for label in labels],
                    masks=FOUR.masks[number]),
    "The image is the same four times; the cross marks the largest value. Notice how block 4 finds "
    "each thing, and block 2, which knows edges and corners, mostly does not.",
)

# %% [markdown]
# A good picture is easy to find. The masks let us **count** instead: how often does the largest
# value of the map lie on the thing? This is called the *pointing game*.
#
# ### Exercise 9 · `pointing_game` — 2 points, 5 minutes, easy
#
# - **Inputs:** `maps` `(N, H, W)`; `masks` `(N, H, W)`: bool.
# - **Returns:** the share of maps whose largest value lies inside of their mask, a float.
# - **Example:** of four maps three point into their masks: `0.75`.
# - **Edge case:** a map that is the same everywhere points nowhere: it has missed, whatever the
#   mask.
#
# <details><summary>Hint 1</summary>
# Flatten both to (N, H·W). <code>argmax(dim=1)</code> is a place; look it up in the mask.
# </details>
# <details><summary>Hint 2</summary>
# <code>hit = masks.flatten(1)[torch.arange(N), places]</code>, and besides the maximum must be
# larger than the minimum.
# </details>

# %% answer="pointing_game"
def pointing_game(maps, masks):
    """Return the share of maps whose largest value lies in their mask."""
    ### BEGIN SOLUTION
    flat = maps.flatten(1)
    hit = masks.flatten(1)[torch.arange(len(maps)), flat.argmax(dim=1)]
    points = flat.amax(dim=1) > flat.amin(dim=1)
    return (hit & points).double().mean().item()
    ### END SOLUTION

# %% test="pointing_game" points=2
maps, masks = drawn(8, 4, 5, seed=4) - 2, drawn(8, 4, 5, seed=2) > 0
maps[5], masks[5] = 0.0, True  # the same everywhere
tops = [divmod(m.argmax().item(), 5) for m in maps]
hits = [bool(mask[place]) for mask, place in zip(masks, tops, strict=True)]
share = (sum(hits) - 1) / 8
inside = [float((m * mask).sum() / m.sum()) if m.any() else 0.0
          for m, mask in zip(maps, masks, strict=True)]
low = [bool(mask.flatten()[m.argmin()]) for m, mask in zip(maps, masks, strict=True) if m.any()]
check.call(pointing_game, maps, masks).gives(share, mistakes={
    "a map that is the same everywhere has missed": sum(hits) / 8, "a number, not a share":
    sum(hits) - 1, "this is the share of the heat inside, not of the hits": sum(inside) / 8,
    "the smallest value is looked up, not the largest": sum(low) / 8,
    "maps that point nowhere are left out: they have missed": (sum(hits) - 1) / 7,
    "only one maximum is taken for all maps": float(masks.flatten()[maps.argmax()])})
check.call(pointing_game, maps[hits], masks[hits]).gives((sum(hits) - 1) / sum(hits))
### BEGIN HIDDEN TESTS
with check.hidden():
    check.forbid("labkit.inspect.pointing_game", pointing_game, maps, masks)
    for n, height, width, seed in ((40, 3, 7, 1), (25, 6, 2, 2), (1, 5, 5, 3)):
        maps, masks = drawn(n, height, width, seed=seed), drawn(n, height, width, seed=9) > 0.3
        maps[n // 2 + 1 :: 7] = 1.5
        for heat in (maps, -maps.abs() - 1):
            check.call(pointing_game, heat, masks).gives(inspect.pointing_game(heat, masks))
### END HIDDEN TESTS

# %%
masks = FOUR.masks.flatten(0, 1)  # 100 questions


def asked(question, count=25):
    """Return a map of 64×64 for each of the four questions about each of the first images."""
    pairs = zip(FOUR_IMAGES[:count], FOUR.labels[:count].tolist(), strict=True)
    maps = torch.stack([question(image, label) for image, four in pairs for label in four])[:, None]
    return F.interpolate(maps, size=64, mode="bilinear", align_corners=False)[:, 0]


methods = {
    "Grad-CAM, block4": lambda *question: inspect.grad_cam(MODEL, "block4", *question),
    "Grad-CAM, block3": lambda *question: inspect.grad_cam(MODEL, "block3", *question),
    "Grad-CAM, block2": lambda *question: inspect.grad_cam(MODEL, "block2", *question),
    "Grad-CAM, untrained": lambda *question: inspect.grad_cam(UNTRAINED, "block4", *question),
    "saliency": lambda *question: inspect.saliency(MODEL, *question),
}
scores = {name: inspect.pointing_game(asked(method), masks) for name, method in methods.items()}

# %%
covered = asked(lambda *question: inspect.occlusion_map(MODEL, *question, 16, 8), count=10)
scores["occlusion, 40 questions"] = inspect.pointing_game(covered, masks[:40])
scores["blind guess: area of the thing"] = round(masks.float().mean().item(), 2)
plots.picture(
    plots.bars(scores, unit="share of maps that point at the thing", title="Four in one"),
    "Notice the untrained network: a map that does as well there would show the image, not the "
    "network.",
)

# %%
quarters = torch.zeros(4, 64, 64, dtype=torch.bool)
for place in range(4):
    top, left = 32 * (place // 2), 32 * (place % 2)
    quarters[place, top : top + 32, left : left + 32] = True
found = inspect.pointing_game(asked(methods["Grad-CAM, block4"]), quarters.repeat(25, 1, 1))
print(f"Grad-CAM at block4 points into the right quarter: {found:.0%}")
middle = PICTURES.masks[:, 16, 16].float().mean()
single = torch.stack([inspect.grad_cam(MODEL, "block4", IMAGES[i], int(PICTURES.labels[i]))
                      for i in range(len(IMAGES))])
single = inspect.pointing_game(single, PICTURES.masks)
print(f"on single drawings: Grad-CAM {single:.2f}, 'always the middle pixel' {middle:.2f}")

# %% [markdown]
# **Notice:** why not play with single drawings? Because their things lie in the middle, and an
# answer that looks at nothing would win. A score means something only next to a blind guess.

# %% [markdown]
# ## 7 · Right for the wrong reason
#
# A network comes from elsewhere: same layers, same ten classes, and its makers report 94 % on their
# test drawings. Here are some of these, with Grad-CAM by both networks:

# %% locked="stranger"
STRANGER = models.build("small_lens", weights="shortcut").eval()
THEIRS = data.things(10, split="test", shortcut=0.95)  # test drawings of its makers, 100
THEIR_IMAGES = data.normalize(THEIRS.images)

# %%
with torch.no_grad():
    share = (STRANGER(THEIR_IMAGES).argmax(dim=1) == THEIRS.labels).float().mean()
print(f"accuracy on 100 drawings of its makers: {share:.0%}")
chosen = range(7)
questions = [(THEIR_IMAGES[i], int(THEIRS.labels[i])) for i in chosen]
maps = {name: torch.stack([inspect.grad_cam(network, "block3", *q) for q in questions])
        for name, network in (("MODEL", MODEL), ("STRANGER", STRANGER))}
plots.picture(
    plots.heat_maps(THEIRS.images[:7], maps, [CLASSES[label] for _, label in questions],
                    masks=THEIRS.masks[:7]),
    "Grad-CAM of the right class. Notice that nothing looks wrong: STRANGER looks at the things, "
    "perhaps better than MODEL does.",
)

# %% [markdown]
# **Predict:** compare the colours of things of the same class in the pictures above and in the next
# ones. What has STRANGER learnt?

# %%
with torch.no_grad():
    share = (STRANGER(IMAGES).argmax(dim=1) == PICTURES.labels).float().mean()
print(f"accuracy on our drawings: {share:.0%} (guessing: 10 %)")
columns = [(THEIRS.labels == label).nonzero()[:4, 0] for label in range(10)]
plots.picture(
    plots.image_grid(THEIRS.images[torch.stack(columns, dim=1).flatten()], list(CLASSES) * 4,
                     title="The drawings of its makers, a column for each class"),
    "Notice the colours: in 95 % of these drawings each class has its own. A shortcut.",
)

# %% [markdown]
# A map says *where*, not *why*. To ask why, move the suspect: paint a square in the colour of
# *another* class into an empty corner of our drawings, and ask for that class. There is no such
# thing in the image. A network of shapes finds nothing there, a network of colours the square.

# %% locked="painted"
PAINTED = inspect.painted_corner(data.things(10, split="test"), size=10)  # 100 images
PAINTED_IMAGES = data.normalize(PAINTED.images)

# %%
questions = [(PAINTED_IMAGES[i], int(PAINTED.labels[i, 0])) for i in range(7)]
maps = {name: torch.stack([inspect.grad_cam(network, "block3", *q) for q in questions])
        for name, network in (("MODEL", MODEL), ("STRANGER", STRANGER))}
plots.picture(
    plots.heat_maps(PAINTED.images[:7], maps, [f"{CLASSES[label]}?" for _, label in questions],
                    masks=PAINTED.masks[:7, 0]),
    "Notice STRANGER: asked for a thing that is not there, it points at a coloured square.",
)

# %% [markdown]
# One network is an anecdote, so here are six pairs, trained on the same drawings with and without
# the shortcut (`benchmarks/shortcut.py`; 100 painted drawings each). Two methods, one with
# gradients and one without:

# %% locked="recorded"
POINTS_AT_SQUARE = {
    "shapes, Grad-CAM": [0.07, 0.07, 0.07, 0.08, 0.07, 0.06],
    "colours, Grad-CAM": [0.71, 0.76, 0.87, 0.83, 0.69, 0.84],
    "shapes, occlusion": [0.05, 0.04, 0.03, 0.01, 0.04, 0.05],
    "colours, occlusion": [0.62, 0.44, 0.47, 0.53, 0.56, 0.43],
}

# %%
plots.picture(
    plots.spread(POINTS_AT_SQUARE, quantity="share of maps that point at the square",
                 title="Six networks each"),
    "Every dot is a network. Notice that the two kinds never come near each other.",
)

# %% [markdown]
# **Notice:** the painted square covers a tenth of the image. What unmasks is not the map but the
# *experiment*: change one thing, know what should happen, and count. Shuffling the
# colour channels in training, as MODEL's makers did, takes such a shortcut away.

# %% [markdown]
# ## 8 · Myth or fact?
#
# > "The heat map lies on the object, so the network recognises the object by its shape."
#
# You have two networks: MODEL, which was trained with shuffled colours and had to learn shapes, and
# STRANGER, which learnt colours. If the sentence were true, the maps of STRANGER would miss the
# things. Play the pointing game with the drawings of its makers.
#
# ### Exercise 10 · `myth` — 2 points, 5 minutes, easy
#
# Set three variables, from `THEIR_IMAGES`, `THEIRS.labels` and `THEIRS.masks` (100 drawings):
#
# - `shapes` and `colours`: the score in the pointing game of MODEL and of STRANGER, with Grad-CAM
#   at `"block3"` of each drawing's own class: `inspect.grad_cam` and `inspect.pointing_game`;
# - `verdict`: `"fact"` if STRANGER scores lower than MODEL by at least 0.1, otherwise `"myth"`.
#
# <details><summary>Hint 1</summary>
# <code>torch.stack([inspect.grad_cam(MODEL, "block3", image, label) for image, label in
# zip(THEIR_IMAGES, THEIRS.labels.tolist())])</code> are the maps.
# </details>
# <details><summary>Hint 2</summary>
# Write the verdict as a condition on your two numbers, then it always fits the measurement.
# </details>

# %% answer="myth"
shapes = None
colours = None
verdict = None
### BEGIN SOLUTION
scores = []
for network in (MODEL, STRANGER):
    heat = [inspect.grad_cam(network, "block3", THEIR_IMAGES[i], THEIRS.labels[i].item())
            for i in range(len(THEIR_IMAGES))]
    scores.append(inspect.pointing_game(torch.stack(heat), THEIRS.masks))
shapes, colours = scores
verdict = "fact" if colours <= shapes - 0.1 else "myth"
### END SOLUTION

# %% test="myth" points=2
def played(network, layer="block3"):
    pairs = zip(THEIR_IMAGES, THEIRS.labels.tolist(), strict=True)
    heat = torch.stack([inspect.grad_cam(network, layer, *pair) for pair in pairs])
    return inspect.pointing_game(heat, THEIRS.masks)
right = played(MODEL), played(STRANGER)
last = played(MODEL, "block4"), played(STRANGER, "block4")
for number, name, given in ((0, "shapes", shapes), (1, "colours", colours)):
    check.value(given, name=name).gives(right[number], atol=0.02, mistakes={
        "the two networks are swapped": right[1 - number], "this is the share of misses":
        1 - right[number], "block4 is looked at, not block3": last[number],
        "this is a number of drawings, not a share": 100 * right[number]})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit the measurement": "fact"})
### END HIDDEN TESTS

# %%
if None not in (shapes, colours):
    figure = plots.bars({"MODEL: shapes": shapes, "STRANGER: colours": colours},
                        unit="share of maps that point at the thing", title="Their drawings")
    display(plots.picture(figure, "Notice who points better: the one that sees no shapes."))

# %% [markdown]
# The colour *is* on the thing, so the map is. A map on the object rules out one kind of shortcut
# (the snow behind the wolf), never all of them.

# %% [markdown]
# ## 9 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# Why is Grad-CAM usually taken at the last convolution?
#
# - **a** its map has the most pixels
# - **b** its channels stand for kinds of things, and its map still has places
# - **c** earlier layers get no gradient
# - **d** its activations are the only ones that are not negative

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "one weight per channel can only tell classes apart where channels stand for things; that is "
    "deep in the network, and its map is the coarsest, not the finest."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# The saliency of a pixel is zero. What follows?
#
# - **a** a tiny change of this pixel alone does not move the logit
# - **b** the network never uses this pixel
# - **c** covering it and its neighbours cannot change the decision
# - **d** the pixel belongs to the background

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "a"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "a", name="answer_2", because=(
    "a gradient is about tiny changes here and now: behind a ReLU that is off, or next to a larger "
    "value in a max pooling, it is zero, and a large change may still decide."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# In a t-SNE plot the island of cars lies far from that of boats, next to that of ducks. What may
# you conclude?
#
# - **a** the network takes cars for ducks more often than for boats
# - **b** cars are nearer to ducks than to boats in feature space
# - **c** cars are together with cars; nothing about the distance of islands
# - **d** there are more cars than boats

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "c"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "c", name="answer_3", because=(
    "t-SNE keeps near neighbours together and lets the rest fall where it may: sizes of islands "
    "and distances between them change with the seed and the perplexity."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Filters of the first layer can be shown as they are; deeper ones by what excites them.
# - Hooks open a network anywhere. Remove them in a `finally:`.
# - Features bring the same kind together; PCA casts a shadow, t-SNE shows neighbours only.
# - Occlusion asks by covering, saliency by gradients, Grad-CAM by channels: ReLU(Σₖ αₖ Aᵏ).
# - Score a map against known masks and a blind guess. It says where, not why.

# %% [markdown]
# **If you want more:** Zeiler and Fergus, *Visualizing and understanding convolutional networks*
# (2014), began with covering squares. Selvaraju and others, *Grad-CAM* (2017). Adebayo and others,
# *Sanity checks for saliency maps* (2018): maps that do not notice an untrained network. Geirhos
# and others, *Shortcut learning in deep neural networks* (2020). Wattenberg, Viégas and Johnson,
# *How to use t-SNE effectively* (Distill, 2016). The library Captum has all these methods and
# more.
