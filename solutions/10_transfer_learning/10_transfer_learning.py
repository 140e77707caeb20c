# %% [markdown]
# # Lab 10 · Transfer learning
#
# A network that has learnt one task has learnt to see, and seeing is useful for other tasks. With
# five pictures a class, borrowed eyes make the difference between guessing and knowing. After this
# lab you can
#
# - cut a trained network open, use its **features**, give it a new head and train only what should
#   move;
# - find the two classic bugs: frozen layers that move, and pictures prepared in another way;
# - tell by measurement when pretraining pays and when it does not.
#
# **90 minutes · 40 points · builds on:** labs 04 (batch norm) and 05 (optimizers).

# %% [markdown]
# Work from top to bottom. Each exercise has a stub for you to fill and a check right below it that
# tells you what is wrong. Here, where networks are changed, a function may change the network that
# it is given; it never changes other arguments.

# %% locked="setup"
import torch
import torch.nn.functional as F
from torch import nn
from labkit import check, data, device, explore, models, plots, slips, train
print(device.explain())

# %% [markdown]
# The kit's small network has been trained on 10,000 drawings of ten **source** classes. Your task
# is another one: ten **target** classes that it has never seen. Later come real digits, which look
# like neither.

# %% locked="tasks"
from functools import cache
from tqdm.auto import tqdm

torch.set_num_threads(1)  # small convolutions run fastest on one core


def pretrained():
    """Return the kit's network of four blocks, trained on the source classes, in eval mode."""
    return models.build("small_cnn", weights="things").float().eval()


@cache
def things(per_class, split="train", task="target", seed=0):
    """Return normalised drawings (N, 3, 32, 32) and their labels (N,)."""
    drawn = data.things(per_class, split=split, task=task, seed=seed)
    return data.normalize(drawn.images), drawn.labels


@cache
def digits(per_class, split="train", seed=0):
    """Return real digits, enlarged to (N, 3, 32, 32) in three equal channels, and labels (N,)."""
    scans = data.digits(split, seed=seed, size=32)
    rows = torch.cat([(scans.labels == c).nonzero()[:per_class, 0] for c in range(10)])
    images = data.normalize(scans.images[rows]).expand(-1, 3, -1, -1)
    return images.contiguous(), scans.labels[rows]

# %%
source, target = (data.things(1, task=task, split="test", seed=4) for task in ("source", "target"))
written = digits(1, "test")[0] / 4 + 0.5
shown = torch.cat([source.images[source.labels.argsort()] / 255,
                   target.images[target.labels.argsort()] / 255, written])
names = [*source.classes, *target.classes, *"0123456789"]
plots.picture(
    plots.image_grid(shown, names, columns=10),
    "First row: what the network was trained on. Second row: your task. Third row: a far one. "
    "Notice what the first two share (strokes, corners, colours, clutter) and the third lacks.",
)

# %% [markdown]
# ## 1 · Open the network
#
# Four blocks of convolution, batch norm, ReLU and pooling, a global average, and one linear layer:
# the **head**. The head is all that knows about the ten source classes. What it receives are 128
# numbers per picture, the **features**: how much there is of this and that. Everything before the
# head is called the **backbone**.

# %%
print(pretrained()[12:])
print("head:", sum(p.numel() for p in pretrained()[-1].parameters()), "parameters; all:",
      sum(p.numel() for p in pretrained().parameters()))

# %% [markdown]
# If the backbone stays as it is, a picture's features stay as they are. So compute them **once**
# and forget the pictures: 128 numbers instead of 3,072.
#
# **Predict:** training for 100 epochs on the features of 50 pictures. How many times does a picture
# go through the backbone?
#
# <details><summary>Answer</summary>
# Once. With the network in one piece it would be a hundred times. This is why such training takes a
# fraction of a second on a laptop.
# </details>

# %% [markdown]
# ### Exercise 1 · `extract_features` — 4 points, 8 minutes, medium
#
# - **Inputs:** `model`: a `torch.nn.Sequential` whose last layer is the head, in any mode;
#   `loader`: an iterable of batches `(images, labels)`; the last batch may be smaller.
# - **Returns:** `(features, labels)`: what the head receives, `(N, D)`, without a graph for
#   gradients, and the labels `(N,)` in the same order.
# - **Mode:** evaluation; the model is left in it. Nothing else of the model changes.
# - **Example:** for `pretrained()` and two batches of 5 pictures: shapes (10, 128) and (10,).
#
# <details><summary>Hint 1</summary>
# <code>model[:-1]</code> is a network too: all layers but the last, the same ones, not copies.
# </details>
# <details><summary>Hint 2</summary>
# <code>model.eval()</code>, then <code>with torch.no_grad():</code> a loop that appends to two
# lists; <code>torch.cat</code> joins each list at the end.
# </details>

# %% answer="extract_features"
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    ### BEGIN SOLUTION
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model[:-1](images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
    ### END SOLUTION

# %% locked="small_net"
def small_net(training=True, dtype=torch.float32):
    """Return a small network with a dropout, whose batch norm has seen images before."""
    net = nn.Sequential(
        nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout(0.5),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 6))
    net[1].running_mean.normal_()
    net[1].running_var.uniform_(0.5, 2.0)
    return net.train(training).to(dtype)


def numbers(*shape, seed=0, dtype=torch.float32):
    """Return normal random numbers of this shape, always the same for one seed."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64).to(dtype)

# %% test="extract_features" points=4
x, y = numbers(7, 2, 6, 5, seed=1), torch.tensor([3, 1, 4, 1, 5, 0, 2])
own = check.module(small_net, False).module
before = {name: t.clone() for name, t in own.state_dict().items()}
right, logits = own[:-1](x).detach(), own(x).detach()
net = check.module(small_net, beside=extract_features)
done = check.call(extract_features, net, list(zip(x.split(3), y.split(3), strict=True)))
done.gives((right, y), mistakes={
    "these are logits: the head is still there": (logits, y),
    "one layer too many is cut off": (right[:, :, None, None], y),
    "the last, smaller batch is left out": (right[:6], y[:6]),
    "only the last batch is returned": (right[6:], y[6:]),
    "only the first batch is returned": (right[:3], y[:3]),
    "the labels come first": (y, right), "the labels are missing": right,
    "lists are returned: join them with torch.cat": (list(right.split(3)), list(y.split(3)))})
done.then(lambda pair: getattr(pair[0], "requires_grad", False)).gives(False, mistakes={
    "the graph for gradients is kept: use torch.no_grad()": True})
for asked, right in ((net.in_training(), []), (net.state(), before)):
    asked.gives(right, mistakes={"the model is left in training mode": [*"0123456"]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for sizes, training in (((2, 4, 1), True), ((5, 5), False), ((1,), True)):
        net = check.module(small_net, training, torch.float64, beside=extract_features)
        own = check.module(small_net, False, torch.float64).module
        x, y = numbers(sum(sizes), 2, 5, 8, seed=2).double(), torch.arange(sum(sizes)) % 3
        batches = list(zip(x.split(sizes), y.split(sizes), strict=True))
        check.call(extract_features, net, batches).gives((own[:-1](x).detach(), y))
        net.trainable().gives([name for name, _ in own.named_parameters()])
        net.state().gives(dict(own.state_dict()))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** in training mode each picture's features would depend on the companions in its batch
# (lab 04), and computing them once would make no sense at all.

# %% [markdown]
# ## 2 · Who is next to whom?
#
# What is a good feature? One in which **like lies next to like**. Take a picture, look for its
# nearest neighbours among others: by the distance of their pixels, or by the distance of their
# features. No training, nothing to tune. The explorer does it after each block, on classes that
# the network has never seen.

# %%
explore.retrieval()

# %% [markdown]
# Pixels find light and dark in the same *places*; block 4 finds the same *kind of thing*. To put a
# number on it: of the k nearest neighbours, which share has the query's class? Averaged over all
# queries that is the **precision at k**. Guessing gives 10 % with ten classes.
#
# **Predict:** pictures at 0, 1, 5 and 6 on a line, with the classes a, a, b, a. What is the
# precision at 1?
#
# <details><summary>Answer</summary>
# 0 and 1 find each other: right, right. 5 and 6 find each other too: wrong, wrong. So 0.5.
# </details>

# %% [markdown]
# ### Exercise 2 · `retrieval_precision` — 4 points, 8 minutes, medium
#
# - **Inputs:** `features` of shape `(N, D)`: a float tensor; `labels` of shape `(N,)`: ints; `k`:
#   an int below N.
# - **Returns:** the precision at k, a float from 0 to 1. Distances are Euclidean. Every row is a
#   query once, and **never its own neighbour**, even where two rows are equal.
# - **Example:** the four pictures above, `torch.tensor([[0.0], [1.0], [5.0], [6.0]])` with labels
#   0, 0, 1, 0 and k = 1, give `0.5`.
#
# <details><summary>Hint 1</summary>
# <code>torch.cdist(features, features)</code> holds all distances; its diagonal those of each row
# to itself. What must stand there so that nobody finds himself?
# </details>
# <details><summary>Hint 2</summary>
# <code>distances.fill_diagonal_(torch.inf)</code>, then
# <code>distances.topk(k, largest=False).indices</code> has shape (N, k); compare
# <code>labels[indices]</code> with <code>labels[:, None]</code>.
# </details>

# %% answer="retrieval_precision"
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    ### BEGIN SOLUTION
    distances = torch.cdist(features, features)
    distances.fill_diagonal_(torch.inf)
    nearest = distances.topk(k, largest=False).indices
    return (labels[nearest] == labels[:, None]).float().mean().item()
    ### END SOLUTION

# %% test="retrieval_precision" points=4
plane = torch.tensor([[-1.0, 4], [-1, -5], [9, -1], [1, -8], [0, -7], [4, -7], [8, -4], [-5, -5],
                      [6, 8]])
kinds = torch.tensor([2, 1, 1, 0, 1, 0, 1, 1, 2])
check.call(retrieval_precision, plane, kinds, 2).gives(10 / 18, mistakes={
    "each row finds itself": 16 / 18, "the farthest are taken, not the nearest": 4 / 18,
    "k is ignored": 7 / 9, "one neighbour too many is taken": 11 / 27,
    "only the k-th neighbour counts": 3 / 9, "a query counts as right if one neighbour is": 1.0,
    "a query counts as right if most of its neighbours are": 1 / 9,
    "this is the angle (cosine), not the distance": 9 / 18,
    "this is the dot product, not the distance": 8 / 18,
    "these distances are not Euclidean": 11 / 18, "divided by N only": 10 / 9,
    "these are hits, not their share: divide by N·k": 10})
doubles = torch.tensor([2.0, 2, 9, 9, 0, 14, 16])[:, None]
check.call(retrieval_precision, doubles, torch.tensor([1, 2, 0, 2, 0, 2, 0]), 1).gives(
    0.0, mistakes={
        "the first of the sorted rows is dropped, but among equal rows that may be another": 2 / 7,
        "rows at distance 0 are all dropped, but an equal row is a neighbour": 1 / 7})
line, kinds = torch.tensor([[0.0], [1.0], [5.0], [6.0]]), torch.tensor([0, 0, 1, 0])
check.call(retrieval_precision, line, kinds, 1).gives(0.5)
check.call(retrieval_precision, torch.tensor([[3.0], [4.0]]), torch.tensor([2, 1]), 1).gives(
    0.0, mistakes={"labels may be other numbers than 0 and 1": 1.0})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, d, k in ((9, 3, 2), (30, 5, 7), (12, 1, 11)):
        rows, kinds = numbers(n, d, seed=n, dtype=torch.float64), torch.arange(n) % 3
        kinds[:2] = 2
        hits = 0
        for i in range(n):
            others = [j for j in range(n) if j != i]
            others.sort(key=lambda j, i=i: float((rows[i] - rows[j]).square().sum()))
            hits += sum(int(kinds[j] == kinds[i]) for j in others[:k])
        check.call(retrieval_precision, rows, kinds, k).gives(hits / (n * k), rtol=1e-5)
### END HIDDEN TESTS

# %% locked="features_of"
def features_of(images, blocks=4):
    """Return the pretrained network's features (N, D) after a block, averaged over places."""
    with torch.no_grad():
        return pretrained()[: 4 * blocks](images).mean((2, 3))

# %% tags=["raises-exception"]
photos, kinds = things(30, split="test")
spaces = {"pixels": photos.flatten(1)}
spaces |= {f"block {b}": features_of(photos, b) for b in (1, 2, 3, 4)}
percent = {name: 100 * retrieval_precision(rows, kinds) for name, rows in spaces.items()}
plots.picture(
    plots.bars(percent, unit="% of the 5 nearest are of the query's class",
               title="300 pictures of ten classes that the network has never seen"),
    "Notice that the first block alone is worse than bare pixels, and what three more make of it.",
)

# %% [markdown]
# **Notice:** features get better block by block, and they do so for classes nobody told the network
# about. That is all there is to transfer: what is common to both tasks has been learnt already.

# %% [markdown]
# ## 3 · One line on top
#
# If like lies next to like, straight borders may be enough to tell the classes apart. A **linear
# probe** is one linear layer, trained on precomputed features. Its loss has a single valley, so it
# may start from zeros: there is no symmetry to break (lab 04), because every class has its own
# labels.

# %% [markdown]
# By hand: two features, 1 for class 0 and −1 for class 1, all weights 0. Both classes get the
# probability ½. The gradient for class 0's weight is the mean of (½ − 1)·1 and (½ − 0)·(−1), which
# is −½. One step at rate 1 gives the weights ½ and −½, and biases of 0:

# %%
feature, label = torch.tensor([[1.0], [-1.0]]), torch.tensor([0, 1])
weight = torch.zeros(2, 1, requires_grad=True)
F.cross_entropy(feature @ weight.T, label).backward()
print("weights after one step at rate 1:", (-weight.grad).flatten().tolist())

# %% [markdown]
# ### Exercise 3 · `linear_probe` — 5 points, 10 minutes, medium
#
# - **Inputs:** `features` of shape `(N, D)`: a float tensor; `labels` of shape `(N,)`: ints;
#   `num_classes`, `steps`: ints; `lr`: a float.
# - **Returns:** a `torch.nn.Linear` from D to `num_classes`, of the features' dtype: weight and
#   bias start at **zero** and take `steps` steps of plain gradient descent at rate `lr`, each on
#   the mean cross-entropy of **all** rows.
# - **Example:** the features and labels above with `num_classes=2, steps=1, lr=1.0` give the
#   weights 0.5 and −0.5 and the biases 0 and 0.
#
# <details><summary>Hint 1</summary>
# Make the layer, set both parameters to zero with <code>nn.init.zeros_</code>, and write the usual
# loop with <code>torch.optim.SGD</code>. One batch, so no inner loop.
# </details>
# <details><summary>Hint 2</summary>
# <code>probe = nn.Linear(features.shape[1], num_classes, dtype=features.dtype)</code>; in the loop
# <code>loss = F.cross_entropy(probe(features), labels)</code>, then <code>zero_grad</code>,
# <code>backward</code>, <code>step</code>.
# </details>

# %% answer="linear_probe"
def linear_probe(features, labels, num_classes, steps=100, lr=0.5):
    """Return a linear layer trained on the features, from zeros, by gradient descent."""
    ### BEGIN SOLUTION
    probe = nn.Linear(features.shape[1], num_classes, dtype=features.dtype)
    nn.init.zeros_(probe.weight)
    nn.init.zeros_(probe.bias)
    optimizer = torch.optim.SGD(probe.parameters(), lr=lr)
    for _ in range(steps):
        loss = F.cross_entropy(probe(features), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return probe
    ### END SOLUTION

# %% locked="descended"
def descended(x, y, classes, steps, lr, momentum=0.0, summed=False, bias=True, twice=False):
    """Return weight and bias after gradient descent with the gradient of the softmax, by hand."""
    w, b = torch.zeros(classes, x.shape[1], dtype=x.dtype), torch.zeros(classes, dtype=x.dtype)
    dw = db = 0.0
    for _ in range(steps):
        p = (x @ w.T + b).softmax(1)
        error = (p.softmax(1) if twice else p) - F.one_hot(y, classes)
        if twice:  # a softmax in front of the loss, which has one of its own
            error = p * (error - (p * error).sum(1, keepdim=True))
        error = error if summed else error / len(y)
        dw, db = momentum * dw + error.T @ x, momentum * db + error.sum(0)
        w, b = w - lr * dw, b - lr * db * bias
    return {"weight": w, "bias": b}

# %% test="linear_probe" points=5
x, y = torch.tensor([[1.0], [-1.0]]), torch.tensor([0, 1])
check.module(linear_probe, x, y, 2, steps=1, lr=1.0).state().gives(
    descended(x, y, 2, 1, 1.0), rtol=1e-4, atol=1e-6, mistakes={
        "nothing has been learnt: is step() called": descended(x, y, 2, 0, 1.0),
        "twice too far: the gradients are summed, not averaged, or this is Adam":
            descended(x, y, 2, 1, 2.0),
        "half as far: lr is ignored, or there is a softmax before cross_entropy, which has its own":
            descended(x, y, 2, 1, 0.5),
        "num_classes is ignored": descended(x, y, 10, 1, 1.0),
        "steps is ignored": descended(x, y, 2, 100, 1.0),
        "it walks uphill": descended(x, y, 2, 1, -1.0)})
x, y = numbers(7, 3, seed=3) + 0.5, torch.tensor([0, 2, 1, 2, 2, 0, 3])
args = (x, y, 4, 6, 0.3)
check.module(linear_probe, *args).state().gives(descended(*args), rtol=1e-4, atol=1e-6, mistakes={
    "the gradients are summed, not averaged": descended(*args, summed=True),
    "steps is ignored": descended(x, y, 4, 100, 0.3), "lr is ignored": descended(x, y, 4, 6, 0.5),
    "one step too few": descended(x, y, 4, 5, 0.3), "one step too many": descended(x, y, 4, 7, 0.3),
    "plain gradient descent has no momentum": descended(*args, momentum=0.9),
    "the gradients of all steps add up: zero_grad": descended(*args, momentum=1.0),
    "the bias is not trained": descended(*args, bias=False),
    "cross_entropy takes logits: no softmax before it": descended(*args, twice=True)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, d, classes, steps, lr in ((5, 4, 3, 9, 0.7), (11, 2, 6, 25, 0.1), (1, 3, 2, 3, 2.0)):
        x, y = numbers(n, d, seed=n, dtype=torch.float64), torch.arange(n) * 2 % 3 % classes
        probe = check.module(linear_probe, x, y, classes, steps, lr)
        probe.state().gives(descended(x, y, classes, steps, lr), rtol=1e-8, atol=1e-10)
    x, y = numbers(6, 2, seed=8), torch.arange(6) % 4
    check.module(linear_probe, x, y, 4).state().gives(descended(x, y, 4, 100, 0.5), rtol=1e-3,
                                                      atol=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# Fifty pictures, five of each new class, and a tenth of a second of training:

# %% tags=["raises-exception"]
images, labels = things(5)
photos, kinds = things(30, split="test")
probe = linear_probe(features_of(images), labels, 10)
share = (probe(features_of(photos)).argmax(1) == kinds).float().mean().item()
print(f"{100 * share:.0f} % of 300 new pictures are right")

# %% [markdown]
# Is that the features' merit or the probe's? The same for bare pixels and for a network that was
# never trained, each with the *best* linear layer (a method of second order finds it; a little
# weight decay keeps it finite):

# %% locked="linear_accuracy"
def linear_accuracy(train_set, test_set):
    """Return the test accuracy of the best linear layer on rows (N, D), with weight decay 0.01."""
    (rows, labels), (new, kinds) = train_set, test_set
    mean, std = rows.mean(0), rows.std()
    rows, new = (rows - mean) / std, (new - mean) / std
    layer = nn.Linear(rows.shape[1], 10).float()
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
    optimizer = torch.optim.LBFGS(layer.parameters(), max_iter=100, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = F.cross_entropy(layer(rows), labels) + 0.005 * layer.weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return (layer(new).argmax(1) == kinds).float().mean().item()

# %%
def untrained(images):
    """Return the features of a network with random weights."""
    torch.manual_seed(0)
    with torch.no_grad():
        return models.build("small_cnn").eval()[:-1](images)


eyes = {"bare pixels": nn.Flatten(), "random network": untrained, "pretrained": features_of}
scores = {name: [] for name in eyes}
for seed in tqdm(range(5)):
    images, labels = things(5, seed=seed)
    for name, see in eyes.items():
        scores[name].append(linear_accuracy((see(images), labels), (see(photos), kinds)))
plots.picture(
    plots.spread(scores, quantity="test accuracy", title="Five pictures a class, five draws"),
    "Notice the gap: the same linear layer and the same fifty pictures, seen with other eyes.",
)

# %% [markdown]
# ## 4 · A new head on a frozen body
#
# A probe never touches the backbone. To go further, put the network back into one piece: take the
# old head off, put a **new head** on, and decide which layers may move. A **frozen** parameter has
# `requires_grad = False`: no gradient is computed for it, so no optimizer moves it, and the first
# layers need no backward pass at all.
#
# **Predict:** the new task has 7 classes. How many parameters does the new head have?
#
# <details><summary>Answer</summary>
# 128·7 + 7 = 903.
# </details>

# %% [markdown]
# ### Exercise 4 · `replace_head` — 3 points, 7 minutes, medium
#
# In some networks the head is the last of a `Sequential`, in others an attribute `fc`, in others
# the end of a part called `classifier`. Write it so that it works for all.
#
# - **Inputs:** `model`: a `torch.nn.Module`; its head is the last `nn.Linear` among
#   `model.named_modules()`; `num_classes`: an int.
# - **Returns:** the same model, its head replaced by a **fresh** `nn.Linear` with as many inputs
#   and a bias. Nothing else changes.
# - **Example:** `replace_head(pretrained(), 7)[-1]` is
#   `Linear(in_features=128, out_features=7, bias=True)`.
#
# <details><summary>Hint 1</summary>
# Walk through <code>model.named_modules()</code> and remember the name of the last one that is an
# nn.Linear, such as <code>"classifier.1"</code>. Who holds it? The part called
# <code>"classifier"</code>, under the name <code>"1"</code>.
# </details>
# <details><summary>Hint 2</summary>
# <code>parent, _, own = name.rpartition(".")</code>, then
# <code>setattr(model.get_submodule(parent), own, nn.Linear(…))</code>. For a head without parent
# <code>get_submodule("")</code> is the model itself. This works for Sequential as well.
# </details>

# %% answer="replace_head"
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    ### BEGIN SOLUTION
    linear = [name for name, part in model.named_modules() if isinstance(part, nn.Linear)]
    parent, _, own = linear[-1].rpartition(".")
    old = model.get_submodule(linear[-1])
    setattr(model.get_submodule(parent), own, nn.Linear(old.in_features, num_classes))
    return model
    ### END SOLUTION

# %% locked="other_nets"
class WithFc(nn.Module):
    """A network whose head is an attribute, with a hidden linear layer before it."""

    def __init__(self, hidden=5, bias=True):
        super().__init__()
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(12, hidden), nn.ReLU())
        self.fc = nn.Linear(hidden, 4, bias=bias)

    def forward(self, x):
        """Return the logits."""
        return self.fc(self.body(x)).softmax(1)


def nested_net():
    """Return a network whose head stands inside of a part, before a last activation."""
    tail = nn.Sequential(nn.Dropout(0.2), nn.Linear(6, 3), nn.LogSoftmax(1))
    return nn.Sequential(nn.Flatten(), nn.Linear(12, 6), nn.ReLU(), tail)

# %% test="replace_head" points=3
net = check.module(small_net, beside=replace_head)
before = {name: t.clone() for name, t in check.module(small_net).module.state_dict().items()}
new = check.module(replace_head, net, 9)
new.parameter_shapes().gives([(4, 2, 3, 3), (4,), (4,), (4,), (9, 4), (9,)], mistakes={
    "the old head is still there": [(4, 2, 3, 3), (4,), (4,), (4,), (6, 4), (6,)],
    "the new head is put behind the old one": [
        (4, 2, 3, 3), (4,), (4,), (4,), (6, 4), (6,), (9, 6), (9,)],
    "the sizes are exchanged: Linear(inputs, outputs)": [
        (4, 2, 3, 3), (4,), (4,), (4,), (4, 9), (4,)],
    "the new head has no bias": [(4, 2, 3, 3), (4,), (4,), (4,), (9, 4)]})
net.parameter_shapes().then(lambda shapes: shapes[-1]).gives((9,), mistakes={
    "this is a copy: change the model itself": (6,)})
new.state().then(lambda state: {n: t for n, t in state.items() if n[0] != "6"}).gives(
    {name: t for name, t in before.items() if name[0] != "6"})
new.state().then(lambda state: torch.equal(state["6.weight"][:6], before["6.weight"])).gives(
    False, mistakes={"the new head keeps the old one's weights: it must be fresh": True})
check.module(replace_head, check.module(WithFc, beside=replace_head), 2).parameter_shapes().gives(
    [(5, 12), (5,), (2, 5), (2,)], mistakes={
        "the first linear layer is replaced, not the last": [(2, 12), (2,), (4, 5), (4,)],
        "the old head is still there": [(5, 12), (5,), (4, 5), (4,)]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for make, options, shape in ((nested_net, (), (7, 6)), (WithFc, (8, False), (7, 8)),
                                 (small_net, (), (7, 4))):
        net = check.module(make, *options, beside=replace_head)
        new = check.module(replace_head, net, 7)
        new.parameter_shapes().then(lambda shapes: shapes[-2:]).gives([shape, (7,)])
        x = numbers(2, 2, 6, 5) if make is small_net else numbers(2, 12)
        new(x).then(lambda y: tuple(y.shape)).gives((2, 7))
        net.layer_shapes(x, kinds=("Linear",)).then(lambda shapes: shapes[-1]).gives((2, 7))
        kept = list(check.module(make, *options).module.state_dict())[: -1 - (make is not WithFc)]
        new.state().then(lambda state: list(state)[:-2]).gives(kept)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · `freeze` — 3 points, 5 minutes, easy
#
# - **Inputs:** `model`: a `torch.nn.Sequential`; `until`: an int, as in the slice `model[:until]`:
#   `0` freezes nothing, `-1` all but the last layer.
# - **Returns:** the same model. The parameters of `model[:until]` are frozen, those of all other
#   layers are free, **even if they were frozen before**.
# - **Example:** `freeze(pretrained(), 8)` freezes the first two blocks (a block is four layers):
#   93,834 of 98,970 parameters stay free.
#
# <details><summary>Hint 1</summary>
# <code>part.requires_grad_(False)</code> freezes all parameters of a part at once.
# </details>
# <details><summary>Hint 2</summary>
# Free everything first, then freeze <code>model[:until]</code>.
# </details>

# %% answer="freeze"
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    ### BEGIN SOLUTION
    model.requires_grad_(True)
    model[:until].requires_grad_(False)
    return model
    ### END SOLUTION

# %% test="freeze" points=3
names = ["0.weight", "0.bias", "1.weight", "1.bias", "6.weight", "6.bias"]
net = check.module(small_net, beside=freeze)
check.module(freeze, net, 2).trainable().gives(names[4:], mistakes={
    "nothing is frozen": names, "everything is frozen": [],
    "the parameters are counted, not the layers": names[2:],
    "the first layers are free and the others frozen": names[:4],
    "only weights are frozen, no biases": ["0.bias", "1.bias", *names[4:]]})
net.trainable().gives(names[4:], mistakes={"this is a copy: freeze the model itself": names})
check.module(freeze, net, 1).trainable().gives(names[2:], mistakes={
    "either the layer at until is frozen too, or what was frozen before stays so": names[4:]})
net.state().gives(dict(check.module(small_net).module.state_dict()))
check.module(freeze, net, -1).trainable().gives(names[4:], mistakes={
    "a negative until counts from the end, as in a slice": names, "everything is frozen": []})
check.module(freeze, net, 0).trainable().gives(names, mistakes={
    "what was frozen before must be free again": names[4:], "everything is frozen": []})
### BEGIN HIDDEN TESTS
with check.hidden():
    names = [name for name, _ in pretrained().named_parameters()]
    for until in (8, 3, -1, 0, 15, 4):
        net = check.module(pretrained, beside=freeze)
        check.call(freeze, net, 2)
        check.module(freeze, net, until).trainable().gives(
            [name for name in names if int(name.split(".")[0]) not in range(15)[:until]])
        net.in_training().gives([])
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Frozen is not frozen
#
# Your group keeps **one** backbone for two tasks and swaps heads: the old one for drawings, a new
# one for digits. A colleague trains the new head. All weights of the backbone are frozen. What can
# go wrong? To know what moved, keep the numbers from before:

# %% locked="train_head"
def train_head(model, images, labels, seed=0):
    """Train what is free for 20 epochs; layers keep the modes they are in."""
    torch.manual_seed(seed)
    free = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(free, lr=0.1, momentum=0.9)
    train.fit(model, (images, labels), optimizer=optimizer, epochs=20, batch_size=10,
              progress=False)
    return model


def with_new_head():
    """Return the pretrained network with all but a new head frozen, in training mode."""
    torch.manual_seed(0)
    model = pretrained().requires_grad_(False)
    model[-1] = nn.Linear(128, 10).float()
    return model.train()

# %% [markdown]
# ### Exercise 6 · `moved` — 2 points, 4 minutes, easy
#
# `model.state_dict()` holds all parameters and running statistics by name. Compare two of them.
#
# - **Inputs:** `before`, `after`: dicts from names to tensors, with the same names and shapes.
# - **Returns:** a list of the names whose tensors differ in at least one number, in the order of
#   `before`.
# - **Example:** `moved({"a": torch.zeros(2), "b": torch.ones(2)}, {"b": torch.ones(2), "a":
#   torch.tensor([0.0, 1.0])})` is `["a"]`.
#
# <details><summary>Hint 1</summary>
# <code>torch.equal(a, b)</code> is one bool for two tensors.
# </details>
# <details><summary>Hint 2</summary>
# A list comprehension over <code>before</code>, with an if.
# </details>

# %% answer="moved"
def moved(before, after):
    """Return the names of the tensors that have changed."""
    ### BEGIN SOLUTION
    return [name for name in before if not torch.equal(before[name], after[name])]
    ### END SOLUTION

# %% test="moved" points=2
zeros, ones, mixed = torch.zeros(2), torch.ones(2), torch.tensor([0.0, 1.0])
check.call(moved, {"a": zeros, "b": ones}, {"b": ones, "a": mixed}).gives(["a"], mistakes={
    "these are the names that stay": ["b"], "a name that has not changed is there too": ["a", "b"],
    "all numbers must differ before a name counts: one is enough": []})
check.call(moved, {"c": ones, "a": mixed, "b": zeros, "d": torch.tensor(3)},
           {"a": mixed.flip(0), "b": ones, "c": ones, "d": torch.tensor(4)}).gives(
    ["a", "b", "d"], mistakes={
        "tensors with the same sum need not be equal": ["b", "d"],
        "these are the names that stay": ["c"],
        "numbers without dimensions count too": ["a", "b"],
        "only the first name is returned": ["a"], "this is how many": 3})
check.call(moved, {"a": ones}, {"a": ones}).gives([])
### BEGIN HIDDEN TESTS
with check.hidden():
    old = {name: t.clone() for name, t in pretrained().state_dict().items()}
    new = {name: t.clone() for name, t in reversed(old.items())}
    check.call(moved, old, new).gives([])
    new["4.weight"][0, 0, 0, 0] += 1e-6
    new["9.num_batches_tracked"] += 1
    new["13.running_var"] *= 1.001
    check.call(moved, old, new).gives(["4.weight", "9.num_batches_tracked", "13.running_var"])
### END HIDDEN TESTS

# %% [markdown]
# **Predict:** the colleague trains the head on 50 digits. Which of the backbone's tensors move?

# %% tags=["raises-exception"]
model, (images, labels) = with_new_head(), digits(5)
before = {name: t.clone() for name, t in model.state_dict().items()}
train_head(model, images, labels)
print(*moved(before, model.state_dict()), sep="\n")

# %% [markdown]
# The last two are the new head, as planned. But the other twelve? Not one weight of the backbone
# moved: these are the running means, variances and counters of the four batch norms. In training
# mode they follow whatever comes along, gradients or not. And `.clone()` matters: without it
# `before` would be the same memory, and nothing would ever seem to move.
#
# What does it cost? Put the *old* head back and ask for the old task:

# %%
old_test = things(30, split="test", task="source")


def old_accuracy(frozen_mode, seed):
    """Return the accuracy of the old head after a new one has been trained on digits."""
    model = with_new_head()
    model[:-1].train(frozen_mode == "training")
    train_head(model, *digits(5, seed=seed), seed=seed)
    model[-1] = pretrained()[-1]
    return train.evaluate(model, old_test).accuracy


scores = {f"backbone in {mode} mode": [old_accuracy(mode, seed) for seed in range(4)]
          for mode in tqdm(("training", "evaluation"))}
plots.picture(
    plots.spread(scores, quantity="accuracy on the old task",
                 title="The old head, after a new one was trained on the same frozen backbone"),
    "Notice that every run in training mode has lost some of the old task, with all of its weights "
    "untouched.",
)

# %% [markdown]
# ### Exercise 7 · `train_unfrozen` — 4 points, 8 minutes, medium
#
# Repair it once and for all: a training mode in which frozen means frozen.
#
# - **Inputs:** `model`: a `torch.nn.Module`, in any mode, with parts inside of parts.
# - **Returns:** the same model in training mode, but every `nn.BatchNorm2d` whose weight γ is
#   frozen in evaluation mode. Batch norms that are free train.
# - **Example:** after `train_unfrozen(with_new_head())` the four batch norms are in evaluation
#   mode and everything else in training mode.
# - Call it where you would call `model.train()`, **every** time: `train()` wakes all of them.
#
# <details><summary>Hint 1</summary>
# <code>model.train()</code> first. Then find the batch norms: <code>model.modules()</code> goes
# through all parts, also those inside of others.
# </details>
# <details><summary>Hint 2</summary>
# <code>if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad: part.eval()</code>
# </details>

# %% answer="train_unfrozen"
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    ### BEGIN SOLUTION
    model.train()
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad:
            part.eval()
    return model
    ### END SOLUTION

# %% locked="partly_frozen"
def partly_frozen(training=False, free=(4,), nested=False):
    """Return a network with three batch norms (layers 1, 4 and 7), frozen but for some layers."""
    layers, channels = [], 2
    for width in (3, 4, 5):
        layers += [nn.Conv2d(channels, width, 1), nn.BatchNorm2d(width), nn.Dropout2d(0.5)]
        channels = width
    net = nn.Sequential(*layers).requires_grad_(False)
    for i in free:
        net[i].requires_grad_(True)
    if nested:
        net = nn.Sequential(net[:3], nn.Sequential(net[3:6], net[6:]))
    return net.train(training).float()

# %% test="train_unfrozen" points=4
every = [str(i) for i in range(9)]
awake = [name for name in every if name not in ("1", "7")]
for training in (False, True):
    net = check.module(partly_frozen, training, beside=train_unfrozen)
    check.module(train_unfrozen, net).in_training().gives(awake, mistakes={
        "all layers train, frozen batch norms too": every,
        "everything is in evaluation mode": [],
        "the free batch norm must train": [name for name in every if name not in "147"],
        "frozen layers of other kinds (a dropout) stay awake": ["4"],
        "frozen convolutions are put to sleep too": ["2", "4", "5", "8"],
        "the free batch norm sleeps and the frozen ones train":
            [name for name in every if name != "4"],
        "only the first frozen batch norm sleeps": [name for name in every if name != "1"]})
    net.trainable().gives(["4.weight", "4.bias"], mistakes={
        "freezing is not asked for here": [], "free nothing here": [
            f"{i}.{part}" for i in (0, 1, 3, 4, 6, 7) for part in ("weight", "bias")]})
net = check.module(partly_frozen, False, (4,), True, beside=train_unfrozen)
check.module(train_unfrozen, net).in_training().gives(
    ["0.0", "0.2", "1.0.3", "1.0.4", "1.0.5", "1.1.6", "1.1.8"], mistakes={
        "batch norms inside of other parts are missed: use modules()":
            [f"{('0', '1.0', '1.1')[i // 3]}.{i}" for i in range(9)]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for free, nested in (((1, 7), False), ((), True), ((0, 3, 6), False), ((1, 4, 7), True)):
        net = check.module(partly_frozen, True, free, nested, beside=train_unfrozen)
        own = check.module(partly_frozen, True, free, nested).module
        check.module(train_unfrozen, net).output(numbers(4, 2, 3, 3), training=None).stop_on_error()
        norms = [(n, p) for n, p in own.named_modules() if isinstance(p, nn.BatchNorm2d)]
        sleeping = [n for n, p in norms if not p.weight.requires_grad]
        net.in_training().gives([n for n, p in own.named_modules()
                                 if not [*p.children()] and n not in sleeping])
        for name, _ in norms:
            net.state().then(lambda state, n=name: int(state[f"{n}.num_batches_tracked"])).gives(
                int(name not in sleeping))
### END HIDDEN TESTS

# %% tags=["raises-exception"]
model = with_new_head()
train_head(train_unfrozen(model), *digits(5))
model[-1] = pretrained()[-1]
print(f"old task, after training your way: {100 * train.evaluate(model, old_test).accuracy:.1f} %")

# %% [markdown]
# ## 6 · Gently
#
# With more pictures it pays to let the backbone move as well: **fine-tuning**. But the head is
# random at first, and its first gradients are noise that would shake what has been learnt. So the
# backbone gets a smaller rate than the head, usually about **a tenth**. Optimizers take *groups* of
# parameters, each with settings of its own.

# %%
net = nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 1))
groups = [{"params": list(net[0].parameters()), "lr": 0.01},
          {"params": list(net[2].parameters()), "lr": 0.1}]
for group in torch.optim.SGD(groups).param_groups:
    print(sum(p.numel() for p in group["params"]), "parameters at rate", group["lr"])

# %% [markdown]
# ### Exercise 8 · `param_groups` — 4 points, 7 minutes, medium
#
# - **Inputs:** `model`: a `torch.nn.Sequential` whose last layer is the head; `head_lr`: a float;
#   `backbone_lr`: a float, or `None` for a tenth of `head_lr`.
# - **Returns:** a list of two dicts, as an optimizer takes them, the backbone first: `"params"`, a
#   **list** of parameters, and `"lr"`. Frozen parameters are left out.
# - **Example:** `param_groups(freeze(pretrained(), 8), 0.1)` has 6 parameters (two convolutions
#   without bias, two batch norms) at rate 0.01 and 2 at rate 0.1.
#
# <details><summary>Hint 1</summary>
# <code>model[:-1].parameters()</code> and <code>model[-1].parameters()</code>; keep those with
# <code>requires_grad</code>.
# </details>
# <details><summary>Hint 2</summary>
# <code>{"params": [p for p in model[:-1].parameters() if p.requires_grad], "lr": …}</code>, and
# <code>if backbone_lr is None: backbone_lr = head_lr / 10</code> before.
# </details>

# %% answer="param_groups"
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    ### BEGIN SOLUTION
    if backbone_lr is None:
        backbone_lr = head_lr / 10
    parts = ((model[:-1], backbone_lr), (model[-1], head_lr))
    return [
        {"params": [p for p in part.parameters() if p.requires_grad], "lr": lr}
        for part, lr in parts
    ]
    ### END SOLUTION

# %% locked="rates"
def rates(groups_of, model, *args, **kwargs):
    """Return the rate of each parameter in an optimizer that gets these groups, None: left out."""
    optimizer = torch.optim.SGD(groups_of(model, *args, **kwargs), lr=1000.0)
    of = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    return {name: of.get(id(p)) for name, p in model.named_parameters()}


def half_frozen(layers=1):
    """Return the small network with its first layers frozen."""
    net = small_net()
    net[:layers].requires_grad_(False)
    return net

# %% test="param_groups" points=4
net = check.module(half_frozen, beside=param_groups)
body, head = [(4,), (4,)], [(6, 4), (6,)]
check.call(param_groups, net, 0.5).then(
    lambda groups: [[tuple(p.shape) for p in group["params"]] for group in groups]).gives(
    [body, head], mistakes={
        "the frozen parameters are still there": [[(4, 2, 3, 3), (4,), *body], head],
        "the backbone comes first": [head, body],
        "the backbone's group is empty": [[], body + head],
        "there is one group for everything": [body + head], "only the head is there": [head],
        "there is one group for each parameter": [[shape] for shape in body + head]})
names = [name for name, _ in check.module(small_net).module.named_parameters()]
def table(backbone, head, frozen=None):
    return dict(zip(names, [frozen] * 2 + [backbone] * 2 + [head] * 2, strict=True))
check.call(rates, param_groups, net, 0.5).gives(table(0.05, 0.5), mistakes={
    "the two rates are exchanged": table(0.5, 0.05), "both have the head's rate": table(0.5, 0.5),
    "the backbone has no rate of its own": table(1000.0, 0.5),
    "the frozen parameters are still there": table(0.05, 0.5, 0.05),
    "the optimizer has copies, so the model will never move": table(None, None)})
check.call(rates, param_groups, net, 0.5, 0.2).gives(table(0.2, 0.5), mistakes={
    "backbone_lr is ignored": table(0.05, 0.5), "the two rates are exchanged": table(0.5, 0.2),
    "backbone_lr is a rate, not a factor": table(0.1, 0.5)})
check.call(rates, param_groups, net, 0.5, 0.0).gives(table(0.0, 0.5), mistakes={
    "a rate of 0 is not None": table(0.05, 0.5)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for layers, kept in ((0, 4), (-1, 0), (2, 0)):
        net = check.module(half_frozen, layers, beside=param_groups)
        wanted = [None] * (4 - kept) + [0.03] * kept + [0.3] * 2
        check.call(rates, param_groups, net, 0.3).gives(dict(zip(names, wanted, strict=True)))
        check.call(rates, param_groups, net, head_lr=0.3, backbone_lr=0.02).gives(
            {name: 0.02 if lr == 0.03 else lr for name, lr in zip(names, wanted, strict=True)})
    net, own = (check.module(partly_frozen, False, (0, 1, 4), True, beside=who)
                for who in (param_groups, None))
    rate = {n: (0.3 if n[0] == "1" else 0.03) if p.requires_grad else None
            for n, p in own.module.named_parameters()}
    check.call(rates, param_groups, net, 0.3).gives(rate)
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · The same glasses
#
# The network learnt from pictures that had been prepared in one way: bytes divided by 255, minus
# 0.5, divided by 0.25, channels first, red first. Whoever borrows it must prepare pictures **in the
# same way**. Seven colleagues have each written that line of code again. One is right, and six made
# one of the usual mistakes. No error, no warning: a tensor of the right shape goes in, ten logits
# come out.

# %% locked="suspects"
suspect_images = data.things(20, split="test", seed=7)  # 200 drawings of the source classes
suspects = slips.mixed_up(suspect_images.images)  # letters to tensors (200, 3, 32, 32)
suspect_labels = suspect_images.labels
suspects_right = data.normalize(suspect_images.images)  # to compare with

# %%
for letter, x in suspects.items():
    print(f"{letter}: from {x.min():7.3f} to {x.max():7.3f}, mean of the first channel "
          f"{x[:, 0].mean():7.3f}")
first = torch.cat([(x[:1] - x.min()) / (x.max() - x.min()) for x in suspects.values()])
plots.picture(
    plots.image_grid(first, list(suspects), columns=7),
    "The first picture of each, stretched to its own range. Notice that some look like nothing on "
    "earth and others quite innocent.",
)

# %% [markdown]
# **Predict:** which of the six mistakes cost the network most of its accuracy, and which hardly
# any? Write it down before you measure.
#
# ### Exercise 9 · `found` — 5 points, 10 minutes, medium
#
# Set two variables:
#
# - `accuracies`: a dict from each letter, `"A"` to `"G"`, to the accuracy of `pretrained()` on
#   `suspects[letter]`, measured against `suspect_labels`, from 0 to 1;
# - `found`: a dict from each letter to the name of its mistake, from this table. Each occurs once.
#
# | name of the mistake | what went wrong |
# |---|---|
# | `right` | nothing |
# | `bytes` | never divided: 0 to 255 |
# | `unnormalised` | divided by 255 and left at 0 to 1 |
# | `scaled twice` | divided by 255 twice, then normalised |
# | `bgr` | blue comes first, red last |
# | `hwc as chw` | (H, W, 3) *reshaped* to (3, H, W), not permuted |
# | `h and w swapped` | rows and columns exchanged |
#
# - **Inputs:** none; look at the tensors, draw them, compare them with `suspects_right`.
# - **Returns:** nothing; the two variables are graded.
# - **Example:** `found = {"A": "bytes", "B": "right", …}` has the right form, if not the right
#   names.
#
# <details><summary>Hint 1</summary>
# <code>train.evaluate(pretrained(), (x, suspect_labels)).accuracy</code> measures one of them. The
# ranges above settle three or four letters. For the others ask whether a rearranged
# <code>suspects_right</code> is equal: <code>torch.equal(x, suspects_right.flip(1))</code>.
# </details>
# <details><summary>Hint 2</summary>
# From 0 to 255: bytes. From 0 to 1: unnormalised. All near −2: scaled twice. Channels flipped:
# <code>.flip(1)</code>; rows and columns: <code>.transpose(2, 3)</code>. What is left is neither
# right nor any of these.
# </details>

# %% answer="found"
accuracies = None
found = None
### BEGIN SOLUTION
made = slips.preprocessing(suspect_images.images)
accuracies = {
    letter: train.evaluate(pretrained(), (x, suspect_labels)).accuracy
    for letter, x in suspects.items()
}
found = {
    letter: next(name for name, tensor in made.items() if torch.equal(x, tensor))
    for letter, x in suspects.items()
}
### END SOLUTION

# %% test="found" points=5
letters = sorted(suspects)
check.value(accuracies, name="accuracies").then(sorted).gives(letters)
check.value(found, name="found").then(sorted).gives(letters)
names = list(slips.preprocessing(suspect_images.images[:1]))
for letter in letters:
    check.one_of(found[letter], names, name=f'found["{letter}"]')
said = {letter: found[letter].strip().lower() for letter in letters}
check.value(len({*said.values()}), name="how many different names there are").gives(7, mistakes={
    "every name belongs to exactly one letter": len({*said.values()})})
for letter, x in suspects.items():
    with torch.no_grad():
        calm, restless = (pretrained().train(mode)(x).argmax(1) for mode in (False, True))
    measured = [float((guess == suspect_labels).float().mean()) for guess in (calm, restless)]
    check.value(accuracies[letter], name=f'accuracies["{letter}"]').gives(
        measured[0], atol=0.008, mistakes={
            "this is a percentage: a share from 0 to 1 is expected": 100 * measured[0],
            "this is the error": 1 - measured[0], "the network is in training mode": measured[1],
            "this is how many are right": 200 * measured[0]})
### BEGIN HIDDEN TESTS
with check.hidden():
    made = slips.preprocessing(suspect_images.images)
    right = {letter: next(name for name, t in made.items() if torch.equal(x, t))
             for letter, x in suspects.items()}
    confused = {f"{a} and {b} are confused": right | {a: right[b], b: right[a]}
                for a in letters for b in letters if a < b}
    check.value(said, name="found").gives(right, mistakes=confused)
### END HIDDEN TESTS

# %% [markdown]
# Bytes cost a few points only? This network is made of convolutions, ReLU and *fixed* batch norms.
# If the input grows tenfold, so does nearly everything, and the largest logit stays the largest.
# If it shrinks, the constants take over. A **new head** is less sure of itself: its classes lie
# closer together. Below are both heads, with the right pictures times a factor, and then with each
# of the mistakes:

# %%
images, labels = things(20)
torch.manual_seed(0)
new_net = pretrained().requires_grad_(False)
new_net[-1] = nn.Linear(128, 10).float()
free = torch.optim.SGD(new_net[-1].parameters(), lr=0.1, momentum=0.9)
rows = features_of(images)
for _ in range(200):
    free.zero_grad()
    F.cross_entropy(new_net[-1](rows), labels).backward()
    free.step()
drawings = {"old task": data.things(30, split="test", seed=7),
            "new task": data.things(30, split="test", task="target", seed=7)}
nets = {"old task": pretrained(), "new task": new_net}
factors = [2.0**power for power in range(-6, 9)]
curves = {name: {factor: [train.evaluate(nets[name], (data.normalize(drawn.images) * factor,
                                                      drawn.labels)).accuracy]
                 for factor in factors} for name, drawn in drawings.items()}
plots.picture(
    plots.sweep(curves, setting="factor on the normalised input", quantity="accuracy"),
    "Notice that the old head forgives large inputs, that none forgives small ones, and that the "
    "new head pays for both.",
)

# %%
made = {name: slips.preprocessing(drawn.images) for name, drawn in drawings.items()}
rows = list(made["old task"])
shares = [[train.evaluate(nets[name], (made[name][row], drawings[name].labels)).accuracy
           for name in made] for row in rows]
plots.picture(
    plots.accuracy_maps({"test accuracy in %": shares}, rows=rows, columns=list(made),
                        row_name="preparation", column_name=""),
    "Notice the rows that are bright on the left and dark on the right: mistakes that the old task "
    "hides and the new one pays for.",
)

# %% [markdown]
# **Notice:** a mistake that costs little on the old task can cost a lot on the new one. BGR costs
# hardly anything *here*, because this network was trained with shuffled colours; do not count on
# that elsewhere. And no network reads scrambled or lying pictures that was not trained to. So
# compare a tensor with a known right one **before** you train.

# %% [markdown]
# ## 8 · Two by two
#
# When does transfer pay? The textbook answer is a table: **little or more data** across, **near or
# far task** down. Measure it. Near: new drawings. Far: real digits. Little: 5 pictures a class.
# More: 50. Three ways, both trainings with 40 steps of 50 pictures:
#
# - **from scratch:** random weights, rate 0.1;
# - **probe:** the best linear layer on frozen features (no steps at all);
# - **fine-tuned:** head at rate 0.1, backbone at a tenth.
#
# **Predict:** in which of the four cells does pretraining win by most, and where does it not win?

# %%
def accuracy_of(way, train_set, test_set, seed):
    """Return the test accuracy after training one way."""
    torch.manual_seed(seed)
    if way == "probe":
        sets = [(features_of(images), labels) for images, labels in (train_set, test_set)]
        return linear_accuracy(*sets)
    model = models.build("small_cnn") if way == "from scratch" else pretrained()
    model[-1] = nn.Linear(128, 10)
    groups = [{"params": model[:-1].parameters(), "lr": 0.1 if way == "from scratch" else 0.01},
              {"params": model[-1].parameters(), "lr": 0.1}]
    sgd = torch.optim.SGD(groups, momentum=0.9, weight_decay=5e-4)
    model.to(memory_format=torch.channels_last)  # another order in memory, often faster
    images = train_set[0].contiguous(memory_format=torch.channels_last)
    train.fit(model.train(), (images, train_set[1]), optimizer=sgd, batch_size=50,
              epochs=2000 // len(images), schedule=train.cosine, progress=False)
    return train.evaluate(model, test_set).accuracy


# %%
tests = {"near task": (things, (photos, kinds)), "far task": (digits, digits(30, "test"))}
table = {row: {} for row in tests}


def fill(row, per_class):
    """Fill one panel of the table: each way with three seeds."""
    task, test_set = tests[row]
    ways = ("from scratch", "probe", "fine-tuned")
    table[row][f"{per_class} a class"] = {
        way: [accuracy_of(way, task(per_class, seed=seed), test_set, seed) for seed in range(3)]
        for way in tqdm(ways, desc=f"{row}, {per_class} a class")}

# %%
fill("near task", 5)

# %%
fill("far task", 5)

# %%
fill("near task", 50)

# %%
fill("far task", 50)

# %%
plots.picture(
    plots.table_of_runs(table, quantity="test accuracy"),
    "Notice the upper left panel, and then the lower row: on the far task the same network does as "
    "well from scratch.",
)

# %% [markdown]
# **Notice:** near and little is where transfer shines. With more data the gap narrows: given four
# times the steps, scratch reached 88 to 90 % in the upper right panel, and fine-tuning 97 to 98 %.
# On the far task fine-tuning gained nothing over scratch, and the probe lost with little data: what
# this network knows about cluttered, coloured drawings says little about grey digits.

# %% [markdown]
# ## 9 · Myth or fact?
#
# > "Pretraining always helps."
#
# Take the cheapest test: the best linear layer, five pictures a class, once on pretrained features
# and once on bare pixels. This function measures one such run:

# %% locked="five_shot"
@cache
def five_shot(task, inputs, seed):
    """Return a linear layer's accuracy on 300 test pictures, after five pictures a class.

    `task` is "near" (new drawings) or "far" (real digits), `inputs` "features" or "pixels".
    """
    draw = {"near": things, "far": digits}[task]
    see = {"features": features_of, "pixels": nn.Flatten()}[inputs]
    sets = [(see(images), labels) for images, labels in (draw(5, seed=seed), draw(30, "test"))]
    return linear_accuracy(*sets)

# %% [markdown]
# ### Exercise 10 · `myth` — 3 points, 5 minutes, easy
#
# Set three variables:
#
# - `gain_near`: accuracy with features minus accuracy with pixels on the near task, averaged over
#   the seeds 0, 1 and 2, a float;
# - `gain_far`: the same on the far task;
# - `verdict`: `"fact"` if both gains are positive, otherwise `"myth"`.
#
# You are graded on the measurement and on a verdict that fits it.
#
# <details><summary>Hint 1</summary>
# <code>five_shot("near", "features", 0) - five_shot("near", "pixels", 0)</code> is the gain of one
# seed.
# </details>
# <details><summary>Hint 2</summary>
# Sum over <code>range(3)</code>, divide by 3. Write the verdict as a condition.
# </details>

# %% answer="myth"
gain_near = None
gain_far = None
verdict = None
### BEGIN SOLUTION
gain_near, gain_far = (
    sum(five_shot(task, "features", seed) - five_shot(task, "pixels", seed) for seed in range(3))
    / 3
    for task in ("near", "far")
)
verdict = "fact" if gain_near > 0 and gain_far > 0 else "myth"
### END SOLUTION

# %% test="myth" points=3
for task, gain in (("near", gain_near), ("far", gain_far)):
    runs = {inputs: [five_shot(task, inputs, seed) for seed in range(3)]
            for inputs in ("features", "pixels")}
    features, pixels = (sum(runs[inputs]) / 3 for inputs in ("features", "pixels"))
    check.value(gain, name=f"gain_{task}").gives(features - pixels, atol=0.01, mistakes={
        "pixels are not subtracted": features, "these are the pixels alone": pixels,
        "pixels minus features: the other way round": pixels - features,
        "this is the sum of three seeds: divide by 3": 3 * (features - pixels),
        "this is a ratio, not a difference": features / pixels,
        "this is in percent": 100 * (features - pixels),
        "this is the first seed alone": runs["features"][0] - runs["pixels"][0]})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit your own measurement": "fact"})
### END HIDDEN TESTS

# %%
means = [draw(30, "test")[0].mean((0, 1)) / 4 + 0.5 for draw in (digits, things)]
plots.picture(
    plots.image_grid(torch.stack(means)[:, None], ["300 digits", "300 drawings"], columns=2),
    "The mean of all test pictures. Notice that digits are centred and alike, so each pixel says "
    "something; things move and turn, so a single pixel says nothing.",
)

# %% [markdown]
# Digits are neat: a pixel always means the same place of the digit, and pixels are hard to beat.
# Features were built to *ignore* where a thing is, its colour and its background. What a network
# has learnt to ignore, no head can bring back.

# %% [markdown]
# ## 10 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# You have 30 photos of each of eight kinds of screws and a network trained on ImageNet. What do
# you try first?
#
# - **a** train the same architecture from scratch, as the task is another one
# - **b** a linear probe on its features: minutes of work, and a number to beat
# - **c** fine-tune all layers at a high rate
# - **d** collect 10,000 photos first

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "with little data from photographs like those of the first task, frozen features do most of "
    "the work, and the probe costs nothing; whatever you do next has to beat it."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# All parameters of a backbone have `requires_grad = False`. You call `model.train()` and train the
# head. What changes in the backbone?
#
# - **a** nothing: it is frozen
# - **b** its weights, a little, through weight decay
# - **c** the running means and variances of its batch norms

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "c"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abc", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "c", name="answer_2", because=(
    "running statistics are no parameters: no gradient moves them, every forward pass in training "
    "mode does. Weight decay acts only on parameters that have a gradient."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# A colleague feeds bytes from 0 to 255 to a network that expects −2 to 2, and gets 94 % on the old
# task. What do you say?
#
# - **a** fine: the preparation does not matter
# - **b** impossible: a wrong preparation always shows
# - **c** this number does not show the mistake; a head trained on right features would

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "c"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abc", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "c", name="answer_3", because=(
    "the order of the logits survives large inputs in a network of convolutions and ReLU; the size "
    "of the features does not, and other heads depend on it. Compare tensors, not accuracies."))
### END HIDDEN TESTS

# %% [markdown]
# ## With a network at hand: eyes trained on photographs
#
# The same steps with torchvision's ResNet-18, trained on 1.28 million photographs: features, then a
# probe. Its weights are a file of 45 MB that is fetched once, if you ask for it below. Without it
# this cell says so and does nothing. Look at the first line of what it does: the weights bring
# **their own preparation** along.

# %%
FETCH = False  # set to True once, with a network; later runs find the file

from labkit.models.on_request import pretrained as on_request
from torchvision.models import ResNet18_Weights

resnet = on_request("resnet18", download=FETCH)
if resnet is not None:
    prepare = ResNet18_Weights.DEFAULT.transforms()  # resize, crop and normalise, as in training
    resnet.fc = nn.Identity()  # off with its head
    resnet.eval()
    sets = []
    for per_class, split in ((5, "train"), (10, "test")):
        drawn = data.things(per_class, task="target", split=split)
        with torch.no_grad():
            batches = [resnet(prepare(part)) for part in tqdm(drawn.images.split(10), desc=split)]
        sets.append((torch.cat(batches), drawn.labels))
    print(f"ResNet-18, probe: {100 * linear_accuracy(*sets):.0f} % of 100 new pictures right")

# %% [markdown]
# ## Summary
#
# - Features are what the head receives. Where like lies next to like, one linear layer is enough.
# - New head, frozen backbone, then a tenth of the rate for fine-tuning.
# - Frozen means: no gradient **and** batch norm in evaluation mode, after every `train()`.
# - Borrowed eyes need the glasses they were trained with. Compare tensors with a known right one.
# - Little data and a near task: transfer. A far task: measure, and keep scratch and pixels in the
#   race.

# %% [markdown]
# **If you want more:** Yosinski, Clune, Bengio and Lipson, *How transferable are features in deep
# neural networks?* (2014), freeze and transfer layer by layer. Kornblith, Shlens and Le, *Do better
# ImageNet models transfer better?* (2019). He, Girshick and Dollár, *Rethinking ImageNet
# pre-training* (2019), find that scratch catches up, given time. Try `freeze(model, 8)` with
# `param_groups` in the table of section 8: does it beat fine-tuning everything?
