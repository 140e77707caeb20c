# %% [markdown]
# # Lab 06 · Training dynamics
#
# A network that does not train says nothing about why. You have to ask, in the right order. After
# this lab you can
#
# - walk the **seven steps** from an untrained network to good hyperparameters, checking each one;
# - write the rate schedules, early stopping and the regularizers that training loops are made of;
# - read a learning curve, say what is wrong, and turn the *right* knob.
#
# **90 minutes · 40 points · builds on:** lab 04 (initialization), lab 05 (optimizers).

# %% [markdown]
# The seven steps, in order. Each costs little and rules out a kind of bug, so that you never
# search for a rate in a program that cannot learn.
#
# | step | do | section |
# |---|---|---|
# | 1 | look at the loss before training: is it log C? | 1 |
# | 2 | overfit a few images, to 100 % | 2 |
# | 3 | find a rate that makes the loss fall within 100 steps | 2 |
# | 4 | try a coarse set of rates, a few epochs each | 3 |
# | 5 | refine around the best, train longer | 3 |
# | 6 | look at the learning curves | 7 |
# | 7 | turn the knob they call for, and go to 5 | 7 |

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check, data, device, explore, plots, train

print(device.explain())

# %% [markdown]
# Drawn pictures of ten classes, small enough for a laptop: 1,000 to train on, 500 to validate.

# %% locked="things"
import math

torch.set_num_threads(1)  # small networks run fastest on one core
THINGS = data.things(100, size=16)
TRAIN = data.normalize(THINGS.images), THINGS.labels
held_out = data.things(50, size=16, split="val")
VAL = data.normalize(held_out.images), held_out.labels


def small_network(seed=0):
    """Return three blocks of convolution, normalization, ReLU, pooling, and a linear layer."""
    torch.manual_seed(seed)
    layers, channels = [], 3
    for out_channels in (8, 16, 32):
        layers.append(torch.nn.Conv2d(channels, out_channels, 3, padding=1))
        layers += [torch.nn.BatchNorm2d(out_channels), torch.nn.ReLU(), torch.nn.MaxPool2d(2)]
        channels = out_channels
    return torch.nn.Sequential(*layers, torch.nn.Flatten(), torch.nn.Linear(128, 10)).float()

# %%
sheet = plots.contact_sheet(THINGS.images, THINGS.labels, THINGS.classes, columns=12)
plots.picture(sheet, "Notice how little 16×16 pixels show. You will get far with them.")

# %% [markdown]
# ## 1 · A loss you can predict
#
# A classifier returns one number per class, the **logits** s. Two losses turn them into one number
# that is small when the true class y has the largest logit:
#
# - **cross-entropy:** −log of the probability that softmax gives to y;
# - **multiclass hinge** (SVM): Σ over the *wrong* classes j of max(0, s_j − s_y + margin).
#
# Cross-entropy is never satisfied. The hinge loss is, as soon as y leads by the margin.

# %%
lead = torch.linspace(-3, 4, 71)
curves = {"cross-entropy": F.softplus(-lead).tolist(), "hinge": (1 - lead).clamp(min=0).tolist()}
figure = plots.lines(curves, x="lead of the true class, s_y − s_j", y="loss", at=lead.tolist())
plots.picture(figure, "Two classes. Notice the hinge's corner at a lead of 1: then it rests.")

# %% [markdown]
# **Predict:** before training, all ten logits are nearly equal. Which loss does each of the two
# have then? (You do not need the network.)
#
# <details><summary>Answer</summary>
# Softmax gives every class 1/10, so cross-entropy is −log(1/10) = log 10 = 2.303. Each of the nine
# wrong classes misses the margin of 1 by 1, so the hinge loss is 9. If your first loss is another,
# stop: something is wrong with the weights, the pixels or the labels.
# </details>

# %% [markdown]
# ### Exercise 1 · `losses` — 3 points, 7 minutes, medium
#
# Write both functions.
#
# - **Inputs:** `logits` of shape `(N, C)`, floats; `labels` of shape `(N,)`, int64; `margin`: a
#   float.
# - **Returns:** the **mean** over the N images, a tensor without dimensions.
# - **Example:** logits `[[3.2, 5.1, -1.7]]` with label `0`: hinge loss 2.9, cross-entropy 2.0404.
# - **Edge case:** logits of ±1,000 must give a finite, right loss: `exp(1000)` is infinite, so
#   subtract each row's largest logit first.
# - **Not allowed:** PyTorch's own `log_softmax`, and what uses it (`F.cross_entropy`).
#
# <details><summary>Hint 1</summary>
# <code>logits[torch.arange(len(labels)), labels]</code> picks the true classes' logits. −log
# softmax is log Σ exp(s_j) − s_y.
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.logsumexp</code> is stable and allowed. In the hinge sum the true class itself
# contributes exactly the margin: compute all C terms, and take it away again.
# </details>

# %% answer="losses"
def cross_entropy(logits, labels):
    """Return the mean cross-entropy of logits (N, C) with labels (N,)."""
    ### BEGIN SOLUTION
    true = logits[torch.arange(len(labels)), labels]
    return (torch.logsumexp(logits, dim=1) - true).mean()
    ### END SOLUTION


def hinge_loss(logits, labels, margin=1.0):
    """Return the mean multiclass hinge loss of logits (N, C) with labels (N,)."""
    ### BEGIN SOLUTION
    true = logits[torch.arange(len(labels)), labels]
    terms = (logits - true[:, None] + margin).clamp(min=0)
    return (terms.sum(dim=1) - margin).mean()
    ### END SOLUTION

# %% test="losses" points=3
s = torch.tensor([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1], [0.5, 0.1, -0.3]])
y = torch.tensor([0, 1, 2, 0])
right = F.cross_entropy(s, y)
check.call(cross_entropy, s, y).gives(right, mistakes={
    "summed, not averaged": 4 * right, "the minus is missing": -right,
    "the logarithm is to base 2 (or 10)": right / math.log(2), "one loss per image, no mean":
    F.cross_entropy(s, y, reduction="none"), "log base 10": right / math.log(10),
    "these are probabilities: the logarithm is missing": s.softmax(1)[range(4), y].mean(),
    "softmax runs over the images, not the classes": F.nll_loss(s.log_softmax(0), y)})
check.call(cross_entropy, 400 * s, y).gives(F.cross_entropy(400 * s, y), mistakes={
    "exp overflows: subtract each row's largest logit": torch.tensor(torch.nan),
    "exp overflows; use logsumexp": torch.tensor(torch.inf)})
check.call(hinge_loss, s, y).gives(torch.tensor(4.15), mistakes={
    "the true class is counted too": torch.tensor(5.15), "only the worst wrong class counts":
    torch.tensor(2.525), "summed, not averaged": torch.tensor(16.6),
    "averaged over the classes": torch.tensor(4.15 / 3), "the margin is missing":
    torch.tensor(3.2), "the sign is swapped: s_j − s_y, not s_y − s_j": torch.tensor(4.4)})
check.call(hinge_loss, s, y, margin=0.5).gives(torch.tensor(3.6), mistakes={
    "the margin is always 1": torch.tensor(4.15)})
check.forbid("log_softmax", cross_entropy, s, y)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(61)
    for n, c, scale in ((1, 2, 1), (7, 10, 3), (5, 3, 1000), (4, 6, 1e-3)):
        s = scale * torch.randn(n, c, generator=g, dtype=torch.float64)
        y = torch.randint(c, (n,), generator=g)
        check.call(cross_entropy, s, y).gives(F.cross_entropy(s, y))
        for margin in (1.0, 2.5):
            check.call(hinge_loss, s, y, margin).gives(
                F.multi_margin_loss(s, y, margin=margin) * c)
    check.gradient(cross_entropy, s, y).gives_gradient_of(F.cross_entropy)
    check.forbid("log_softmax", cross_entropy, 2 * s, y)
### END HIDDEN TESTS

# %% [markdown]
# **Step 1, on the real network.** PyTorch's own losses on all 1,000 pictures, before any training:

# %%
with torch.no_grad():
    fresh = small_network().eval()(TRAIN[0])
    raw = small_network().eval()(THINGS.images.float())
print(f"log 10 = {math.log(10):.3f}")
print(f"cross-entropy before training: {F.cross_entropy(fresh, TRAIN[1]):.3f}")
print(f"hinge loss before training:    {10 * F.multi_margin_loss(fresh, TRAIN[1]):.3f}")
print(f"cross-entropy, pixels 0..255:  {F.cross_entropy(raw, TRAIN[1]):.3f}")

# %% [markdown]
# **Notice:** 2.3 and 9, as predicted without a network. The last line is a bug that would have cost
# an evening: somebody forgot to normalize the pixels.

# %% [markdown]
# ## 2 · Can it learn at all, and how fast?
#
# **Step 2:** take a few images and learn them by heart. Any sound network can. If yours cannot, no
# search will help: look for wrong labels, a missing `zero_grad`, a loss that is not connected.
#
# **Step 3:** raise the rate a little with every step, and watch the loss. Too low: nothing happens.
# Too high: it explodes. In between it falls; there lies the rate to start with.
#
# Your functions will be tested on this toy, a linear layer and six points:

# %% locked="toy"
TOY_X = torch.tensor([[1, 2], [2, -1], [-1, 1], [-2, -1], [0.5, -2], [1.5, 1]]).double()
TOY_Y = torch.tensor([0, 1, 2, 2, 1, 0])


def toy():
    """Return a linear layer for two numbers and three classes, always with the same weights."""
    layer = torch.nn.Linear(2, 3, dtype=torch.float64)
    layer.load_state_dict({
        "weight": torch.tensor([[-1.0, 0.5], [0.5, 1.0], [1.0, -0.5]]), "bias": torch.zeros(3)})
    return layer

# %% [markdown]
# ### Exercise 2 · `overfit` — 3 points, 7 minutes, medium
#
# - **Inputs:** `model`; `images` and `labels`: one small batch, used whole in each step; `rate`: a
#   float; `max_steps`: an int.
# - **Returns:** how many steps it took until *all* images were classified right, an int.
# - **How:** `torch.optim.SGD` with `momentum=0.9`, on `F.cross_entropy`.
# - **Example:** `overfit(toy(), TOY_X, TOY_Y, 0.05)` is `11`.
# - **Edge cases:** `0` if all are right from the start; `RuntimeError` if not all are right after
#   `max_steps` steps.
#
# <details><summary>Hint 1</summary>
# Look before each step whether all are right; then you can return the number of steps so far.
# </details>
# <details><summary>Hint 2</summary>
# <code>for step in range(max_steps + 1)</code>: logits; return if
# <code>(logits.argmax(1) == labels).all()</code>; zero_grad, backward, step.
# </details>

# %% answer="overfit"
def overfit(model, images, labels, rate, max_steps=100):
    """Train on one batch and return the number of steps until every image is right."""
    ### BEGIN SOLUTION
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    for step in range(max_steps + 1):
        logits = model(images)
        if (logits.argmax(1) == labels).all():
            return step
        loss = F.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    raise RuntimeError(f"not all images are right after {max_steps} steps")
    ### END SOLUTION

# %% test="overfit" points=3
def built():
    return check.module(toy, beside=overfit)

check.call(overfit, built(), TOY_X, TOY_Y, 0.05).gives(11, mistakes={
    "one step too many is counted": 12, "one step too few is counted": 10,
    "gradients pile up: zero_grad is missing": 6, "the momentum is missing": 64,
    "it stops before all are right": 8, "this is Adam, not SGD": 25, "max_steps is returned": 100})
check.call(overfit, built(), TOY_X, TOY_Y, 0.3).gives(4, mistakes={
    "the rate is ignored (or the example hard-coded)": 11,
    "each step uses one image, not all": 5})
check.call(overfit, built(), TOY_X, TOY_Y, 0.02, max_steps=19).raises(
    RuntimeError, because="it takes 20 steps at this rate")
### BEGIN HIDDEN TESTS
with check.hidden():
    for rate, images, steps in ((0.02, 6, 20), (0.1, 6, 7), (0.05, 4, 9), (0.5, 6, 3)):
        few = TOY_X[:images], TOY_Y[:images]
        check.call(overfit, built(), *few, rate, max_steps=steps).gives(steps)
        check.call(overfit, built(), *few, rate, max_steps=steps - 1).raises(
            RuntimeError, because="this is one step too few")
    known = TOY_X @ torch.eye(2).double()
    check.call(overfit, built(), known, toy()(known).argmax(1), 0.1).gives(0)
    check.call(overfit, built(), known, toy()(known).argmax(1), 0.1, max_steps=0).gives(0)
### END HIDDEN TESTS

# %% [markdown]
# **Step 2, with your function**, on fifty real pictures. **Predict:** and with shuffled labels,
# where there is nothing to understand: twice the steps, ten times, never?

# %% tags=["raises-exception"]
few = TRAIN[0][:50], TRAIN[1][:50]
shuffled = few[1][torch.randperm(50, generator=torch.Generator().manual_seed(0))]
print("steps to 100 %, true labels:    ", overfit(small_network(), *few, 0.05))
print("steps to 100 %, shuffled labels:", overfit(small_network(), few[0], shuffled, 0.05))

# %% [markdown]
# **Notice:** shuffled labels are learnt by heart in hardly more steps. Fitting the training data
# shows that the *program* works. It says nothing about having understood.

# %% [markdown]
# ### Exercise 3 · `lr_range_test` — 3 points, 7 minutes, medium
#
# - **Inputs:** `model`; `images` of shape `(S, N, …)` and `labels` of shape `(S, N)`: a batch of N
#   for each of the S ≥ 2 steps; `low`, `high`: floats.
# - **Returns:** `rates, losses`: two lists of floats.
# - **How:** one step with each batch, as in exercise 2 (SGD, momentum 0.9, cross-entropy). The
#   rates grow from `low` (first batch) to `high` (last batch), each by the *same factor*. A loss is
#   that *before* its step.
# - **Example:** in four steps from 0.001 to 1, the rates are 0.001, 0.01, 0.1, 1.
# - **Edge case:** end after the first loss (keep it) that is nan or over four times the first one.
#
# <details><summary>Hint 1</summary>
# Between S steps lie S − 1 factors. <code>optimizer.param_groups[0]["lr"] = rate</code> sets the
# rate of the next step.
# </details>
# <details><summary>Hint 2</summary>
# rate = low · (high / low)^(i / (S − 1)). nan is neither larger nor smaller than anything, but
# <code>not loss &lt;= limit</code> is true for it.
# </details>

# %% answer="lr_range_test"
def lr_range_test(model, images, labels, low, high):
    """Return the rates and losses of steps whose rate grows from low to high."""
    ### BEGIN SOLUTION
    optimizer = torch.optim.SGD(model.parameters(), lr=low, momentum=0.9)
    rates, losses = [], []
    for i, (x, y) in enumerate(zip(images, labels, strict=True)):
        rate = low * (high / low) ** (i / (len(images) - 1))
        optimizer.param_groups[0]["lr"] = rate
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        rates.append(rate)
        losses.append(loss.item())
        if not losses[-1] <= 4 * losses[0]:
            break
    return rates, losses
    ### END SOLUTION

# %% test="lr_range_test" points=3
def swept(picks, low, high, scale=(1, 1, 1, 1, 1, 1)):
    images = torch.stack([f * TOY_X[i : i + 3] for i, f in zip(picks, scale, strict=False)])
    labels = torch.stack([TOY_Y[i : i + 3] for i in picks])
    built = check.module(toy, beside=lr_range_test)
    return check.call(lr_range_test, built, images, labels, low, high)

rates = [0.001, 0.01, 0.1, 1.0]
swept([0, 3, 1, 2], 0.001, 1.0).gives(
    (rates, [2.86204, 3.19445, 2.94866, 2.40835]), atol=1e-4, mistakes={
        "the rates grow by equal amounts, not by equal factors":
            ([0.001, 0.334, 0.667, 1.0], [2.86204, 3.19445, 1.47392, 0.08740]),
        "the last rate must be high: between S steps lie S − 1 factors":
            ([0.001, 0.0056234, 0.0316228, 0.1778279], [2.86204, 3.19445, 2.97149, 2.96550]),
        "the optimizer never hears of the rates": (rates, [2.86204, 3.19445, 2.99566, 3.23762]),
        "gradients pile up: zero_grad is missing": (rates, [2.86204, 3.19445, 2.92095, 1.70993]),
        "the momentum is missing": (rates, [2.86204, 3.19445, 2.97366, 2.86983]),
        "these are losses after the steps": (rates, [2.85922, 3.13795, 2.08379, 0.00127]),
        "losses come before rates": ([2.86204, 3.19445, 2.94866, 2.40835], rates)})
for factor, what in ((-50, "of over four times the first"), (math.nan, "of nan")):
    swept([0, 3, 1, 2, 0], 0.001, 1.0, (1, 1, factor, 1, 1)).then(lambda r: len(r[1])).gives(
        3, mistakes={f"it goes on after a loss {what}": 5, f"the loss {what} is to be kept": 2})
### BEGIN HIDDEN TESTS
with check.hidden():
    for picks, low, high in (((0, 1, 2, 3, 2, 1), 1e-3, 0.5), ((3, 0), 0.1, 1.0),
                             ((1, 1, 3), 2.0, 0.02)):
        layer, losses = toy(), []
        rates = [low * (high / low) ** (i / (len(picks) - 1)) for i in range(len(picks))]
        steps = torch.optim.SGD(layer.parameters(), lr=1.0, momentum=0.9)
        for i, r in zip(picks, rates, strict=True):
            loss = F.cross_entropy(layer(TOY_X[i : i + 3]), TOY_Y[i : i + 3])
            steps.param_groups[0]["lr"] = r
            steps.zero_grad()
            loss.backward()
            steps.step()
            losses.append(loss.item())
        swept(picks, low, high).gives((rates, losses), rtol=1e-4)
    for factor, kept in ((-10, 5), (-13, 3)):  # a loss over three times the first, one over four
        swept([0, 3, 1, 2, 0], 1e-3, 1.0, (1, 1, factor, 1, 1)).then(
            lambda r: [len(part) for part in r]).gives([kept, kept])
### END HIDDEN TESTS

# %% [markdown]
# **Step 3, with your function**, on the real network: a hundred batches, from 0.00001 to 1.

# %% tags=["raises-exception"]
g = torch.Generator().manual_seed(1)
rows = torch.randint(1000, (100, 50), generator=g)  # a hundred batches of fifty
rates, losses = lr_range_test(small_network(), TRAIN[0][rows], TRAIN[1][rows], 1e-5, 1)
plots.picture(
    plots.range_curve(rates, losses, start=math.log(10)),
    "Notice the valley. Take a rate where the loss falls steeply, well left of the lowest point: "
    "there the steps are already as large as they can be.",
)

# %% [markdown]
# ### Exercise 4 · `first_steps` — 2 points, 4 minutes, easy
#
# Write down what the first three steps gave. Set three variables:
#
# - `expected_loss`: the cross-entropy that *any* network should start with on **twenty** classes;
# - `start_loss`: the cross-entropy of `small_network().eval()` on `VAL`, before training;
# - `rate`: a rate that brings the loss of this network below 1.8 within 100 steps.
#
# `loss_after(rate)` in the next cell tells you whether a rate does.
#
# <details><summary>Hint 1</summary>
# The first needs a logarithm, the second a network and <code>F.cross_entropy</code>, the third a
# look at the picture above and a few trials.
# </details>
# <details><summary>Hint 2</summary>
# log C with C = 20; <code>F.cross_entropy(small_network().eval()(VAL[0]), VAL[1])</code>; try
# 0.001, 0.01, 0.1, 1.
# </details>

# %% locked="loss_after"
def loss_after(rate, steps=100):
    """Return the loss, averaged over the last 20 steps, after training with a rate."""
    model, g = small_network(), torch.Generator().manual_seed(0)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(TRAIN[1]), (50,), generator=g)
        loss = F.cross_entropy(model(TRAIN[0][rows]), TRAIN[1][rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses[-20:]) / 20

# %%
print(f"rate 0.0001: loss {loss_after(0.0001):.2f} after 100 steps")

# %% answer="first_steps"
expected_loss = None
start_loss = None
rate = None
### BEGIN SOLUTION
expected_loss = math.log(20)
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = 0.03
### END SOLUTION

# %% test="first_steps" points=2
check.value(expected_loss, name="expected_loss").gives(math.log(20), mistakes={
    "this is for ten classes": math.log(10), "this is the logarithm to base 10": math.log10(20),
    "this is the logarithm to base 2": math.log2(20), "the minus is missing": -math.log(20)},
    atol=0.002)
check.value(start_loss, name="start_loss").within(2.25, 2.36)
check.value(rate, name="rate").within(1e-9, 10)
check.value(loss_after(float(rate)), name="the loss after 100 steps with your rate").within(0, 1.8)
### BEGIN HIDDEN TESTS
with check.hidden():
    right = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
    check.value(start_loss, name="start_loss").gives(right, atol=1e-4, mistakes={
        "this is the loss on TRAIN": F.cross_entropy(small_network().eval()(TRAIN[0]),
                                                     TRAIN[1]).item()})
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Search: coarse, then fine
#
# Rates work by their *order of magnitude*: from 0.001 to 0.002 is as far as from 0.1 to 0.2. So
# draw the **logarithm** evenly. And do not try fixed values on a grid: of two settings usually one
# matters, and you do not know which.
#
# **Predict:** nine trials of rate and weight decay, on a 3×3 grid. How many rates do you try? And
# with nine random trials?
#
# <details><summary>Answer</summary>
# Three, each three times over. Nine random trials try nine rates, and nine weight decays as well.
# </details>
#
# **Steps 4 and 5** need many short runs. These were made by a script of the kit: 240 networks like
# yours, three epochs each.

# %%
trials = train.recorded_trials()


def nearest(rate, decay):
    """Return the recorded trial nearest to a place of the grid; the rate counts more."""
    return min(trials, key=lambda t: 250 * math.log10(t.rate / rate) ** 2
               + math.log10(t.weight_decay / decay) ** 2)


grid = [nearest(10.0**e, 10.0**f) for e in (-3.3, -2, -0.7) for f in (-5.3, -4, -2.7)]
grid = [(10.0 ** round(math.log10(t.rate), 1), *t[1:]) for t in grid]  # columns, as meant
plots.picture(
    plots.searches(trials, {"grid": grid, "random": trials[:9]}),
    "Every grey dot is a network. Notice which axis matters: the accuracy follows the rate like a "
    "line and ignores the weight decay. The grid has spent its nine networks on three rates.",
)

# %% [markdown]
# One picture is one draw of luck. Play it a thousand times, each with another grid and another nine
# of these trials:

# %%
g = torch.Generator().manual_seed(0)
places = torch.tensor([[math.log10(t.rate), math.log10(t.weight_decay)] for t in trials])
found = torch.tensor([t.accuracy for t in trials])
best = {"random": [], "grid": []}
for _ in range(1000):
    start = torch.rand(2, generator=g)
    steps = [low + 4 * (start[i] + torch.arange(3)) / 3 for i, low in enumerate((-4, -6))]
    gaps = torch.cartesian_prod(*steps)[:, None] - places
    on_grid = (250 * gaps[..., 0] ** 2 + gaps[..., 1] ** 2).argmin(1)
    drawn = torch.randperm(len(trials), generator=g)[:9]
    best["random"].append(found[drawn].max())
    best["grid"].append(found[on_grid].max())
by_chance, by_plan = map(torch.tensor, best.values())
print(f"best of nine on average: random {by_chance.mean():.3f}, grid {by_plan.mean():.3f}")
print(f"random search wins {(by_chance > by_plan).float().mean():.0%} of the time")
print(f"standard deviation of the difference: {(by_chance - by_plan).std():.3f}")

# %% [markdown]
# **Notice:** that is a small gain with a large spread. The better reason for random search: you may
# stop, or go on, after any number of trials.

# %% [markdown]
# ### Exercise 5 · `log_uniform` — 2 points, 4 minutes, easy
#
# - **Inputs:** `low`, `high`: floats above 0; `n`: an int; `generator`: a `torch.Generator`.
# - **Returns:** a float tensor of shape `(n,)`: independent random numbers between `low` and
#   `high` whose **logarithm** is uniform. The same generator state gives the same numbers.
# - **Example:** of 40,000 numbers from 0.0001 to 1, about 10,000 lie in each of the four decades.
#
# <details><summary>Hint 1</summary>
# <code>torch.rand(n, generator=generator)</code> is uniform from 0 to 1. Go from log(low) to
# log(high) with it, then undo the logarithm.
# </details>
# <details><summary>Hint 2</summary>
# low · (high / low)^u
# </details>

# %% answer="log_uniform"
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    ### BEGIN SOLUTION
    return low * (high / low) ** torch.rand(n, generator=generator)
    ### END SOLUTION

# %% test="log_uniform" points=2
def decades(numbers):
    """Return which share of the numbers lies in each decade from 0.0001 to 1."""
    return [((numbers >= 10.0**e) & (numbers < 10.0 ** (e + 1))).double().mean().item()
            for e in range(-4, 0)]


g = torch.Generator().manual_seed(5)
drawn = check.call(log_uniform, 1e-4, 1.0, 40_000, g)
drawn.then(lambda v: list(v.shape)).gives([40_000])
drawn.then(decades).gives([0.25] * 4, atol=0.04, mistakes={
    "the numbers are uniform, their logarithms are not": [0.0, 0.0, 0.09, 0.9],
    "these are the logarithms: undo them": [0.0] * 4,
    "the numbers lie outside of low to high": [0.0] * 4})
drawn.then(lambda v: bool((v[1:] < v[:-1]).any())).gives(True, mistakes={
    "the numbers are in order: a grid, not random": False})
for seed, equal, mistake in ((6, False, "another generator gives the same numbers"),
                             (5, True, "the generator is not used: its numbers do not return")):
    check.call(log_uniform, 1e-4, 1.0, 40_000, torch.Generator().manual_seed(seed)).then(
        lambda v: torch.equal(v, drawn.value)).gives(equal, mistakes={mistake: not equal})
check.call(log_uniform, 1e-4, 1.0, 1, g).then(len).gives(1)
### BEGIN HIDDEN TESTS
with check.hidden():
    for low, high, seed in ((1e-6, 1e-2, 1), (0.5, 20.0, 2), (3.0, 4.0, 3)):
        drawn = check.call(log_uniform, low, high, 40_000, torch.Generator().manual_seed(seed))
        place = drawn.then(lambda v, a=low, b=high: (v / a).log().double() / math.log(b / a))
        place.then(lambda u: u.mul(5).long().bincount(minlength=5) / 40_000).gives(
            torch.full((5,), 0.2), atol=0.04)
        gaps = place.then(lambda u: 40_000 * u.sort().values.diff())  # 1 on average, and uneven
        gaps.then(lambda d: (d > 1).double().mean().item()).gives(math.exp(-1), atol=0.04)
    check.call(log_uniform, 0.1, 1.0, 1, torch.Generator()).then(len).gives(1)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6 · `refine` — 2 points, 5 minutes, medium
#
# From the coarse search to the next one: where to look closer?
#
# - **Inputs:** `trials`: a list of `(rate, accuracy)` in any order; `keep`: an int.
# - **Returns:** `(low, high)`: the smallest and largest rate among the `keep` trials with the best
#   accuracies, two floats.
# - **Edge case:** if the *best* trial has the smallest rate of all trials, the optimum may lie
#   beyond: return a tenth of it as `low`. Likewise ten times the largest as `high`.
# - **Example:** `refine([(0.001, 0.3), (0.01, 0.6), (0.1, 0.5), (1.0, 0.1)], keep=2)` is
#   `(0.01, 0.1)`.
#
# <details><summary>Hint 1</summary>
# <code>sorted(trials, key=lambda trial: trial[1], reverse=True)</code> has the best first.
# </details>
# <details><summary>Hint 2</summary>
# Compare the best trial's rate with the smallest and the largest rate of all trials, not only of
# those you keep.
# </details>

# %% answer="refine"
def refine(trials, keep=3):
    """Return the range of rates (low, high) for the next, finer search."""
    ### BEGIN SOLUTION
    ranked = sorted(trials, key=lambda trial: trial[1], reverse=True)
    kept = [rate for rate, _ in ranked[:keep]]
    low, high = min(kept), max(kept)
    best, rates = ranked[0][0], [rate for rate, _ in trials]
    if best == min(rates):
        low = best / 10
    if best == max(rates):
        high = best * 10
    return low, high
    ### END SOLUTION

# %% test="refine" points=2
tried = [(1.0, 0.1), (0.1, 0.5), (0.001, 0.3), (0.01, 0.6), (0.0001, 0.15)]
check.call(refine, tried, keep=2).gives((0.01, 0.1), mistakes={
    "the range of all trials is returned": (0.0001, 1.0), "the worst trials are kept":
    (0.0001, 10.0), "high comes before low": (0.1, 0.01), "these are accuracies": (0.5, 0.6),
    "the first trials are kept, not the best": (0.1, 1.0), "keep is ignored": (0.001, 0.1),
    "the first trials are kept; none of them is the best": (0.1, 10.0)})
check.call(refine, tried).gives((0.001, 0.1), mistakes={
    "keep is 3 if nobody says otherwise": (0.01, 0.1)})
check.call(refine, [(0.01, 0.6), (0.1, 0.5), (1.0, 0.1)], keep=2).gives((0.001, 0.1), mistakes={
    "the best rate is the smallest tried: look a tenth below": (0.01, 0.1)})
check.call(refine, [(0.01, 0.1), (0.1, 0.5), (1.0, 0.6)], keep=2).gives((0.1, 10.0), mistakes={
    "the best rate is the largest tried: look ten times above": (0.1, 1.0)})
### BEGIN HIDDEN TESTS
with check.hidden():
    check.call(refine, [(0.3, 0.2), (0.03, 0.7), (0.003, 0.65), (3.0, 0.1)], 2).gives((0.003, 0.03))
    check.call(refine, [(0.5, 0.4), (0.05, 0.9), (5.0, 0.8)], 1).gives((0.005, 0.05))
    check.call(refine, [(0.2, 0.4)], 1).gives((0.02, 2.0))
    check.call(refine, [(2.0, 0.1), (0.4, 0.9), (0.02, 0.8), (0.1, 0.85)], 3).gives((0.02, 0.4))
    check.call(refine, [(1.0, 0.9), (0.1, 0.8), (0.01, 0.1)], 2).gives((0.1, 10.0))
### END HIDDEN TESTS

# %% [markdown]
# **Steps 4 and 5, with your functions.** Coarse: the first 12 recorded trials. Fine: five networks
# of your own in the refined range.

# %% tags=["raises-exception"]
low, high = refine([(t.rate, t.accuracy) for t in trials[:12]])
print(f"coarse: best accuracy {max(t.accuracy for t in trials[:12]):.3f}; refine {low} to {high}")
for rate_tried in log_uniform(low, high, 5, torch.Generator().manual_seed(0)).tolist():
    model = small_network()
    sgd = torch.optim.SGD(model.parameters(), lr=rate_tried, momentum=0.9)
    train.fit(model, TRAIN, optimizer=sgd, epochs=4, batch_size=50, progress=False)
    print(f"rate {rate_tried:.4f}: accuracy {train.evaluate(model, VAL).accuracy:.3f}")

# %% [markdown]
# **Notice:** they beat the best coarse one, also because they trained an epoch longer. Among
# themselves they differ by less than two seeds of one rate may. Enough refined: on to the curves.

# %% [markdown]
# ## 4 · A rate that changes
#
# Early on, large steps get you far. Later they only stir: each mini-batch's gradient is noisy, and
# a constant rate keeps shaking the weights. So the rate **decays**. At the very start a short
# **warm-up** keeps a fresh network from being thrown off by its first, wild gradients.
#
# All schedules are functions of the step t = 0, 1, 2, … The simplest:

# %% locked="constant_lr"
def constant_lr(t, base):
    """Return the rate of step t: always the same."""
    return base

# %%
explore.schedule()

# %% [markdown]
# **Predict** before you move anything: which kind ends lowest at rate 1? And what
# happens to *constant* when you halve the rate?
#
# <details><summary>Answer</summary>
# Those that end near 0 end lowest; the constant rate stalls on the noise. A smaller constant rate
# stalls lower, but takes longer to get there. 1/√t starts well and never quite lets go.
# </details>

# %% [markdown]
# ### Exercise 7 · `decays` — 2 points, 4 minutes, easy
#
# Write both functions.
#
# - **Inputs:** `t`: the step, an int from 0; `base`: the first rate, a float; `every`: an int;
#   `factor`: a float.
# - **Returns:** the rate of step `t`, a float. `step_lr` multiplies by `factor` after every `every`
#   steps. `inverse_sqrt_lr` is base / √(t + 1): α₀/√t, as papers write it, has no value at t = 0.
# - **Example:** `step_lr(10, 0.5, every=10)` is `0.05`; `inverse_sqrt_lr(3, 0.5)` is `0.25`.
#
# <details><summary>Hint 1</summary>
# How many times has the rate been multiplied by step t? A whole number.
# </details>
# <details><summary>Hint 2</summary>
# <code>t // every</code> times.
# </details>

# %% answer="decays"
def step_lr(t, base, every, factor=0.1):
    """Return the rate of step t, multiplied by factor after every so many steps."""
    ### BEGIN SOLUTION
    return base * factor ** (t // every)
    ### END SOLUTION


def inverse_sqrt_lr(t, base):
    """Return the rate of step t, which falls with one over the root of the steps so far."""
    ### BEGIN SOLUTION
    return base / math.sqrt(t + 1)
    ### END SOLUTION

# %% test="decays" points=2
check.call(step_lr, 10, 0.5, every=10).gives(0.05, mistakes={
    "the first drop comes one step late": 0.5, "the rate drops at every step": 0.5 * 0.1**10})
check.call(step_lr, 9, 0.5, every=10).gives(0.5, mistakes={
    "the first drop comes too early": 0.05, "it falls smoothly: use //": 0.5 * 0.1**0.9})
check.call(step_lr, 25, 0.5, every=10, factor=0.5).gives(0.125, mistakes={
    "factor is ignored": 0.005, "it drops once only": 0.25, "factor is added up, not multiplied":
    0.5, "it drops by factor · base": 0.0, "rounded to the nearest, not down": 0.0625,
    "base is missing": 0.25})
check.call(inverse_sqrt_lr, 0, 0.5).gives(0.5, mistakes={"steps count from 1": 0.5 / math.sqrt(2)})
check.call(inverse_sqrt_lr, 3, 0.5).gives(0.25, mistakes={
    "t + 1, not t": 0.5 / math.sqrt(3), "the root is missing": 0.125, "1 + √t is not √(t + 1)":
    0.5 / (1 + math.sqrt(3)), "it grows": 1.0, "only base is under the root": 0.5**0.5 / 4,
    "base is missing": 0.5})
### BEGIN HIDDEN TESTS
with check.hidden():
    def by_torch(kind, base, steps, **options):
        sgd = torch.optim.SGD([torch.zeros(1)], lr=base)
        scheduler, rates = kind(sgd, **options), []
        for _ in range(steps):
            rates.append(sgd.param_groups[0]["lr"])
            sgd.step()
            scheduler.step()
        return rates

    for base, every, factor in ((0.3, 7, 0.1), (2.0, 1, 0.9), (0.01, 4, 0.5)):
        rates = by_torch(torch.optim.lr_scheduler.StepLR, base, 30, step_size=every, gamma=factor)
        for t, rate_t in enumerate(rates):
            check.call(step_lr, t, base, every, factor).gives(rate_t)
            check.call(inverse_sqrt_lr, t, base).gives(base * (t + 1) ** -0.5)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 8 · `smooth_decays` — 3 points, 5 minutes, easy
#
# - **Inputs:** `t`: an int from 0; `base`: a float; `total`: an int, when the decay ends; `final`:
#   a float.
# - **Returns:** the rate of step `t`, a float. `linear_lr` falls in a straight line from `base` at
#   t = 0 to 0 at t = `total`. `cosine_lr` falls from `base` to `final` along half a cosine.
# - **Edge case:** after `total` both stay where they ended.
# - **Example:** `linear_lr(5, 0.4, 20)` is `0.3`; `cosine_lr(10, 0.4, 20)` is `0.2`.
#
# <details><summary>Hint 1</summary>
# Both need the share of the way done, t / total, which is never more than 1.
# </details>
# <details><summary>Hint 2</summary>
# (1 + cos(π · share)) / 2 falls from 1 to 0. It scales the part of the rate *above* final.
# </details>

# %% answer="smooth_decays"
def linear_lr(t, base, total):
    """Return the rate of step t, on a straight line from base to 0."""
    ### BEGIN SOLUTION
    return base * (1 - min(t / total, 1))
    ### END SOLUTION


def cosine_lr(t, base, total, final=0.0):
    """Return the rate of step t, on half a cosine from base to final."""
    ### BEGIN SOLUTION
    share = min(t / total, 1)
    return final + (base - final) * (1 + math.cos(math.pi * share)) / 2
    ### END SOLUTION

# %% test="smooth_decays" points=3
check.call(linear_lr, 5, 0.4, 20).gives(0.3, mistakes={
    "it grows": 0.1, "base is missing": 0.75, "it falls by 1 per step, not by base": 0.15,
    "steps count from 1": 0.28})
check.call(linear_lr, 25, 0.4, 20).gives(0.0, mistakes={
    "after total it goes on falling: below 0": -0.1, "after total it is base again": 0.4})
check.call(cosine_lr, 0, 0.4, 20).gives(0.4, mistakes={
    "it starts at 0: the cosine's sign is wrong": 0.0, "twice as high: the ½ is missing": 0.8})
check.call(cosine_lr, 5, 0.4, 20).gives(0.2 + 0.2 * 0.5**0.5, mistakes={
    "this is a quarter of a cosine": 0.4 * math.cos(math.pi / 8), "π is missing":
    0.2 * (1 + math.cos(0.25)), "this is linear": 0.3, "2π goes down and up again": 0.2,
    "the cosine is in degrees": 0.4})
check.call(cosine_lr, 30, 0.4, 20).gives(0.0, atol=1e-9, mistakes={
    "after total it rises again": 0.2})
check.call(cosine_lr, 10, 0.4, 20, final=0.1).gives(0.25, mistakes={
    "final is ignored (a lower limit is not enough)": 0.2,
    "only the part above final is scaled": 0.3})
### BEGIN HIDDEN TESTS
with check.hidden():
    for base, total, final in ((0.3, 10, 0.01), (1.0, 7, 0.0), (2.5, 33, 0.5)):
        sgd = torch.optim.SGD([torch.zeros(1)], lr=base)
        annealing = torch.optim.lr_scheduler.CosineAnnealingLR(sgd, total, eta_min=final)
        for t in range(total + 1):
            right = sgd.param_groups[0]["lr"]
            check.call(cosine_lr, t, base, total, final).gives(right, atol=1e-9)
            check.call(linear_lr, t, base, total).gives(base * (total - t) / total, atol=1e-9)
            sgd.step()
            annealing.step()
        check.call(cosine_lr, total + 3, base, total, final).gives(final, atol=1e-9)
        check.call(linear_lr, 2 * total, base, total).gives(0.0, atol=1e-9)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 9 · `warmup_cosine_lr` — 2 points, 4 minutes, medium
#
# - **Inputs:** `t`: an int from 0; `base`: a float; `total`, `warmup`: ints, `warmup` < `total`.
# - **Returns:** the rate of step `t` < `total`, a float. The first `warmup` steps rise in equal
#   amounts, the last of them to `base`; the others fall from `base` towards 0 along half a cosine
#   that ends at `total`.
# - **Example:** `[warmup_cosine_lr(t, 1.0, 10, 4) for t in (0, 3, 4, 7)]` is
#   `[0.25, 1.0, 1.0, 0.5]`.
# - **Edge case:** `warmup` may be 0.
#
# <details><summary>Hint 1</summary>
# Step t of the warm-up is the (t + 1)th of <code>warmup</code> stairs: a rate of 0 would waste it.
# </details>
# <details><summary>Hint 2</summary>
# After it, t − warmup of total − warmup steps are done.
# </details>

# %% answer="warmup_cosine_lr"
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    ### BEGIN SOLUTION
    if t < warmup:
        return base * (t + 1) / warmup
    share = (t - warmup) / (total - warmup)
    return base * (1 + math.cos(math.pi * share)) / 2
    ### END SOLUTION

# %% test="warmup_cosine_lr" points=2
for t, right, mistakes in (
    (0, 0.5, {"the first step is wasted with a rate of 0": 0.0, "there is no warm-up": 2.0}),
    (2, 1.5, {"the first step is wasted with a rate of 0": 1.0, "there is no warm-up": 1.80901699,
              "the warm-up scales the cosine": 1.35676275, "the warm-up falls": 1.0}),
    (3, 2.0, {"the last step of the warm-up must reach base": 1.5}),
    (4, 2.0, {"the cosine starts at step 0, not after the warm-up": 1.30901699,
              "the cosine starts one step early": 1.86602540,
              "the cosine starts one step early and is too short": 1.90096887}),
    (7, 1.0, {"the cosine starts at step 0, not after the warm-up": 0.41221475,
              "the cosine ends too late: total counts the warm-up": 1.58778525}),
):
    check.call(warmup_cosine_lr, t, 2.0, 10, 4).gives(right, mistakes=mistakes)
check.call(warmup_cosine_lr, 0, 0.3, 10, 0).gives(0.3)
### BEGIN HIDDEN TESTS
with check.hidden():
    for base, total, warmup in ((0.1, 20, 5), (3.0, 8, 1), (0.7, 12, 0), (1.0, 9, 8)):
        for t in range(total):
            factor = train.cosine(t, total, warmup=(warmup + 0.5) / total)
            check.call(warmup_cosine_lr, t, base, total, warmup).gives(base * factor)
### END HIDDEN TESTS

# %% [markdown]
# **An experiment: does the shape matter?** Three schedules, five seeds each, five epochs. A line
# joins runs that start from the same weights. **Predict:** which one wins, and by how much compared
# to the spread?

# %%
from tqdm.auto import tqdm

shapes = {
    "constant": lambda t, steps: 1.0,
    "a tenth after each third": lambda t, steps: 0.1 ** (3 * t // steps),
    "linear": lambda t, steps: 1 - t / steps,
}
accuracies = {name: [] for name in shapes}
for seed in tqdm(range(5), desc="seeds", leave=False):
    for name, schedule in shapes.items():
        model = small_network(seed)
        sgd = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
        train.fit(model, TRAIN, optimizer=sgd, epochs=5, batch_size=50, schedule=schedule,
                  generator=torch.Generator().manual_seed(seed), progress=False)
        accuracies[name].append(train.evaluate(model, VAL).accuracy)
print({name: f"{sum(runs) / 5:.3f}" for name, runs in accuracies.items()})
figure = plots.dots(accuracies, unit="validation accuracy", title="Five seeds, 100 steps each")
plots.picture(figure, "Notice the spread before you notice the means.")

# %% [markdown]
# **Notice:** for us the means are 0.58 (constant), 0.50 (stairs) and 0.62 (linear), while runs of
# one schedule differ by up to 0.18. Only along the grey lines, same weights and same order of
# pictures, is it clear: linear beats constant in all five seeds, by 0.01 to 0.12. And the stairs
# *lose* in all five: after a third of only 100 steps the rate drops to a tenth, and little more is
# learnt. A decay must leave the large steps time to do their work.

# %% [markdown]
# ## 5 · Stop in time
#
# Training loss falls for ever; validation loss turns. **Early stopping** keeps the weights of the
# best epoch and gives up when nothing better has come for a while, the *patience*. It is a little
# machine with a memory: the best loss, the best weights, and how long it has waited.
#
# **Predict:** the validation losses are 1.0, 0.9, 0.95, 0.7. Where does a patience of 1 stop?
#
# <details><summary>Answer</summary>
# After 0.95, the first that is not better: it never sees 0.7. One bad epoch is no trend, so real
# patience is longer.
# </details>
#
# Here is a recorded run that went on for thirty epochs:

# %%
plots.picture(
    plots.stopping(train.recorded_runs()[2].val_loss, patience=5),
    "Notice that the weights to keep are not those of the last epoch, nor of the one that stopped.",
)

# %% [markdown]
# ### Exercise 10 · `EarlyStopping` — 4 points, 10 minutes, hard
#
# Write a class.
#
# - **Inputs:** `EarlyStopping(patience, min_delta=0.0)`; its method `step(loss, weights)` is called
#   once per epoch with a float and a dict of tensors, as `model.state_dict()` gives.
# - **Returns:** `step` returns `True` if training should stop: `patience` calls in a row were not
#   better. *Better* means below the best loss so far by **more than** `min_delta`; nan never is.
# - **Attributes:** `best_loss` (infinite at first) and `best_weights` (`None` at first): a
#   **copy**, because training goes on in the same tensors.
# - **Example:** with patience 2, the losses 1.0, 0.8, 0.9, 0.85 give False, False, False, True.
#
# <details><summary>Hint 1</summary>
# Three attributes: best_loss, best_weights, waited. A better loss resets the waiting, another one
# adds to it.
# </details>
# <details><summary>Hint 2</summary>
# <code>{name: tensor.clone() for name, tensor in weights.items()}</code> copies.
# <code>loss &lt; self.best_loss - self.min_delta</code> is false for nan.
# </details>

# %% answer="EarlyStopping"
class EarlyStopping:
    """Say when to stop, and keep the best weights."""

    def __init__(self, patience, min_delta=0.0):
        """Remember the settings; nothing has been seen yet."""
        ### BEGIN SOLUTION
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_weights = math.inf, None
        self.waited = 0
        ### END SOLUTION

    def step(self, loss, weights):
        """Take note of an epoch's loss and weights; return whether to stop."""
        ### BEGIN SOLUTION
        if loss < self.best_loss - self.min_delta:
            self.best_loss, self.waited = loss, 0
            self.best_weights = {name: tensor.clone() for name, tensor in weights.items()}
        else:
            self.waited += 1
        return self.waited >= self.patience
        ### END SOLUTION

# %% locked="watch"
def watch(make, patience, losses, min_delta=0.0):
    """Play losses to an EarlyStopping whose weights count the epochs, changed in place.

    Returns its answers, its best loss and the epoch (from 1) of its best weights.
    """
    stopper, weights = make(patience, min_delta), {"epoch": torch.zeros(1)}
    answers = []
    for loss in losses:
        weights["epoch"].add_(1)
        answers.append(bool(stopper.step(loss, weights)))
    return answers, stopper.best_loss, int(stopper.best_weights["epoch"])

# %% test="EarlyStopping" points=4
w = {"w": torch.ones(2)}
script = [("step", loss, w) for loss in (1.0, 0.8, 0.9, 0.95)]
check.instance(EarlyStopping, 2).does(*script).gives([False, False, False, True], mistakes={
    "it stops one epoch too early": [False, False, True, True],
    "it stops one epoch too late": [False] * 4, "it asks whether to go on": [True] * 3 + [False],
    "step returns nothing; a `return` is missing": [None] * 4})
check.instance(EarlyStopping, 2).does(("best_loss",), ("best_weights",)).gives([math.inf, None])
check.instance(EarlyStopping, 3).does(("step", 2.0, w), ("best_loss",), ("best_weights",)).gives(
    [False, 2.0, w])
go, stop = [False], [True]
check.call(watch, EarlyStopping, 3, [1.0, 0.8, 0.9, 0.7, 0.75, 0.72, 0.71]).gives(
    (6 * go + stop, 0.7, 4), mistakes={
        "the weights are no copy: training goes on in the same tensors": (6 * go + stop, 0.7, 7),
        "a better loss must reset the waiting": (5 * go + 2 * stop, 0.7, 4),
        "each loss is compared with the one before, not with the best": (7 * go, 0.71, 7),
        "the last weights are kept, not the best": (6 * go + stop, 0.71, 7)})
check.call(watch, EarlyStopping, 2, [1.0, 0.9375, 0.9], 0.125).gives((2 * go + stop, 1.0, 1),
    mistakes={"min_delta is ignored": (3 * go, 0.9, 3),
              "a small gain must not become the best": (2 * go + stop, 0.9, 3)})
check.call(watch, EarlyStopping, 1, [1.0, 0.875], 0.125).gives((go + stop, 1.0, 1), mistakes={
    "a gain of exactly min_delta is not more than min_delta": (2 * go, 0.875, 2)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(65)
    for patience, min_delta in ((1, 0.0), (2, 0.1), (4, 0.0), (3, 0.25)):
        losses = (torch.randint(1, 30, (14,), generator=g) / 8).tolist()
        answers, best, at, waited = [], math.inf, 0, 0
        for epoch, loss in enumerate(losses, 1):
            better = loss < best - min_delta
            best, at, waited = (loss, epoch, 0) if better else (best, at, waited + 1)
            answers.append(waited >= patience)
        check.call(watch, EarlyStopping, patience, losses, min_delta).gives((answers, best, at))
    check.call(watch, EarlyStopping, 2, [1.0, 0.8, 0.9, 0.85]).gives((3 * go + stop, 0.8, 2))
    check.call(watch, EarlyStopping, 2, [math.nan, math.nan, 0.5]).gives((go + stop + go, 0.5, 3))
    check.call(watch, EarlyStopping, 1, [1.0, math.nan]).gives(([False, True], 1.0, 1))
    check.call(watch, EarlyStopping, 2, [1.0, 0.75, 0.5], 0.25).gives(
        ([False, False, False], 0.5, 3))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** the best loss is compared with the *best*, not with the last one: a loss that falls
# again after a bump has not improved on anything. And with patience you always train a little too
# long, on purpose.

# %% [markdown]
# ## 6 · Make it harder to memorise
#
# A penalty on the weights is added to the loss: **L1** is λ Σ|w|, **L2** is λ Σw², the **elastic
# net** adds both. Their gradients pull every weight towards 0: L1 by λ, however small the weight;
# L2 by 2λw, in proportion. PyTorch's `weight_decay=λ` pulls by λw, *half* of that.
#
# **Predict:** pulled by nothing else, which weight reaches exactly 0: with L1, with L2, both?

# %%
l1, l2, l1_small = [1.0], [1.0], [0.3]
for _ in range(60):  # descent on the penalty alone, rate 0.05, λ = 0.5
    l1.append(max(l1[-1] - 0.025, 0))
    l1_small.append(max(l1_small[-1] - 0.025, 0))
    l2.append(l2[-1] - 0.05 * 2 * 0.5 * l2[-1])
figure = plots.lines({"L1 from 1": l1, "L1 from 0.3": l1_small, "L2 from 1": l2},
                     x="step", y="weight", title="One weight, pulled by its penalty alone")
plots.picture(figure, "Notice who arrives: L1 reaches 0 and stays, L2 halves and halves for ever.")

# %% [markdown]
# ### Exercise 11 · `penalties` — 2 points, 4 minutes, easy
#
# Write the three functions.
#
# - **Inputs:** `weights`: a float tensor of any shape; `strength` (λ), `l1`, `l2`: floats.
# - **Returns:** the penalty, a tensor without dimensions, through which a gradient can flow:
#   λ Σ|w|, λ Σw², and l1 · Σ|w| + l2 · Σw².
# - **Example:** for weights 3 and −4: `l1_penalty(w, 0.5)` is 3.5, `l2_penalty(w, 0.5)` is 12.5,
#   `elastic_net_penalty(w, 0.5, 0.1)` is 6.0.
#
# <details><summary>Hint 1</summary>
# <code>abs()</code>, <code>square()</code> and <code>sum()</code> are all you need. No root, no
# mean, no ½.
# </details>
# <details><summary>Hint 2</summary>
# The elastic net is the sum of the other two. Leave <code>.item()</code> away: it cuts the
# gradient off.
# </details>

# %% answer="penalties"
def l1_penalty(weights, strength):
    """Return the strength times the sum of absolute weights."""
    ### BEGIN SOLUTION
    return strength * weights.abs().sum()
    ### END SOLUTION


def l2_penalty(weights, strength):
    """Return the strength times the sum of squared weights."""
    ### BEGIN SOLUTION
    return strength * weights.square().sum()
    ### END SOLUTION


def elastic_net_penalty(weights, l1, l2):
    """Return both penalties together, each with its own strength."""
    ### BEGIN SOLUTION
    return l1 * weights.abs().sum() + l2 * weights.square().sum()
    ### END SOLUTION

# %% test="penalties" points=2
w = torch.tensor([[3.0, -4.0]])
one = torch.tensor
check.call(l1_penalty, w, 0.5).gives(one(3.5), mistakes={
    "the sum lacks absolute values": one(-0.5), "averaged, not summed": one(1.75),
    "λ is missing": one(7.0), "these are squares": one(12.5)})
check.call(l2_penalty, w, 0.5).gives(one(12.5), mistakes={
    "there is no root: this is the norm": one(2.5), "averaged, not summed": one(6.25),
    "λ is missing": one(25.0), "λ is squared": one(6.25), "there is no ½": one(6.25),
    "the sum is squared, not the weights": one(0.5)})
check.call(elastic_net_penalty, w, 0.5, 0.1).gives(one(6.0), mistakes={
    "l1 and l2 are swapped": one(13.2), "the ridge part has a root": one(4.0),
    "the L1 part is missing": one(2.5), "the L2 part is missing": one(3.5)})
check.gradient(l2_penalty, w, 0.5, weights=one(1.0)).gives_gradient_of(
    lambda w, strength: strength * (w * w).sum())
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(66)
    for shape, a, b in (((5,), 0.3, 2.0), ((2, 3, 4), 1e-3, 0.7), ((1, 1), 10.0, 0.0)):
        w = torch.randn(*shape, generator=g, dtype=torch.float64)
        absolute, squared = torch.linalg.vector_norm(w, 1), torch.linalg.vector_norm(w) ** 2
        check.call(l1_penalty, w, a).gives(a * absolute)
        check.call(l2_penalty, w, a).gives(a * squared)
        check.call(elastic_net_penalty, w, a, b).gives(a * absolute + b * squared)
        for f, args in ((l1_penalty, (a,)), (l2_penalty, (b,)), (elastic_net_penalty, (a, b))):
            l1, l2 = {l1_penalty: (a, 0), l2_penalty: (0, b)}.get(f, (a, b))
            check.gradient(f, w, *args, weights=torch.tensor(1.0).double()).gives_gradient_of(
                lambda w, *_, l1=l1, l2=l2: (l1 * w.sign() * w + l2 * w * w).sum())
### END HIDDEN TESTS

# %% [markdown]
# **Dropout** works on activations: in training each one is set to 0 with probability p, so that no
# unit can rely on another. What remains is divided by 1 − p (*inverted* dropout): the mean stays
# what it was, and in evaluation there is nothing to do.

# %%
fish = THINGS.images[THINGS.labels == 0][:1].float() / 255
g = torch.Generator().manual_seed(0)
dropped = [(torch.rand(fish.shape[-2:], generator=g) >= p) * fish for p in (0.2, 0.5, 0.8)]
names = ["all", "p = 0.2", "p = 0.5", "p = 0.8"]
plots.picture(plots.image_grid(torch.cat([fish, *dropped]), names, columns=4),
              "Notice how long you can still tell what it is (here without the division by 1 − p).")

# %% [markdown]
# ### Exercise 12 · `dropout` — 2 points, 4 minutes, easy
#
# - **Inputs:** `x`: a float tensor of any shape; `p`: a float, 0 ≤ p < 1; `training`: a bool;
#   `generator`: a `torch.Generator`.
# - **Returns:** in training a tensor like `x`, each number independently 0 with probability `p`,
#   else divided by 1 − p; otherwise `x` itself.
# - **Example:** `dropout(torch.ones(4), 0.5, True, generator)` holds only 0 and 2.
# - **Not allowed:** PyTorch's own dropout.
#
# <details><summary>Hint 1</summary>
# <code>torch.rand(x.shape, generator=generator)</code> is below p with probability p.
# </details>
# <details><summary>Hint 2</summary>
# A mask of <code>&gt;= p</code>, times x, divided by (1 − p).
# </details>

# %% answer="dropout"
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0, the others scaled up."""
    ### BEGIN SOLUTION
    if not training:
        return x
    kept = torch.rand(x.shape, generator=generator) >= p
    return x * kept / (1 - p)
    ### END SOLUTION

# %% test="dropout" points=2
def shares(y):
    """Return the share of zeros, the mean, and the largest value."""
    return [(y == 0).double().mean().item(), y.double().mean().item(), y.max().item()]


x, g = torch.ones(200, 250), torch.Generator().manual_seed(6)
check.call(dropout, x, 0.25, False, g).gives(x, mistakes={
    "in evaluation nothing is scaled": 0.75 * x, "it is scaled in evaluation": x / 0.75})
y = check.call(dropout, x, 0.25, True, g)
y.then(lambda y: list(y.shape)).gives([200, 250])
y.then(lambda y: [len(y.unique(dim=d)) > 2 for d in (0, 1)]).gives([True, True], mistakes={
    "whole rows or columns are dropped": [False, True],
    "whole columns are dropped": [True, False], "nothing is dropped in training":
    [False, False]})
y.then(shares).gives([0.25, 1.0, 4 / 3], atol=0.06, mistakes={
    "what remains is not scaled: divide by 1 − p": [0.25, 0.75, 1.0], "p is the share that is kept":
    [0.75, 1.0, 4.0], "p is the share that is kept, not dropped": [0.75, 1 / 3, 4 / 3],
    "divided by p, not by 1 − p": [0.25, 3.0, 4.0],
    "multiplied by 1 − p, not divided": [0.25, 0.5625, 0.75]})
check.forbid("dropout", dropout, x, 0.5, True, g)
### BEGIN HIDDEN TESTS
with check.hidden():
    x = 1 + torch.rand(3, 20, 70, 30, generator=torch.Generator().manual_seed(7)).double()
    for p, seed in ((0.5, 1), (0.8, 2), (0.1, 3)):
        first, second, third = (check.call(dropout, x, p, True, torch.Generator().manual_seed(s))
                                for s in (seed, seed, seed + 1))
        first.then(lambda y: (y == 0).double().mean().item()).gives(p, atol=0.03)
        first.then(lambda y, p=p: torch.where(y == 0, x / (1 - p), y)).gives(x / (1 - p))
        first.gives(second.value)
        first.then(lambda y, z=third.value: torch.equal(y, z)).gives(False)
        check.call(dropout, -x, p, False, torch.Generator()).gives(-x)
    check.call(dropout, x, 0.0, True, torch.Generator()).gives(x)
    check.forbid("dropout", dropout, x, 0.3, True, torch.Generator())
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** dropout belongs to training only. A forgotten `model.eval()` leaves it on, and every
# prediction becomes a lottery.

# %% [markdown]
# ## 7 · Diagnose the curve
#
# **Step 6.** Six real runs on the same kind of pictures; one of them is healthy. Compare the two
# lines with each other, the start with the dotted line (the loss of guessing, log 10), the end
# with what you would wish for. Mind the axes.

# %%
plots.picture(
    plots.runs_side_by_side(train.recorded_runs(), guess=math.log(10)),
    "Notice three things in each run: where it starts, whether it still moves at the end, and how "
    "far apart training and validation are.",
)

# %% [markdown]
# For each run choose one letter:
#
# - **a** the rate is too low
# - **b** the rate is too high
# - **c** bad initialization
# - **d** underfitting: the network is too small
# - **e** overfitting
# - **f** healthy

# %% [markdown]
# ### Question 1 — 1 point, 1 minute
#
# What is the matter with run 1?

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "a"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcdef", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "a", name="answer_1", because=(
    "the loss falls in a straight line, hardly below guessing, and is still falling at the end; "
    "training and validation agree, so capacity is not the problem yet."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# What is the matter with run 2?

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "e"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcdef", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "e", name="answer_2", because=(
    "training is perfect, and the validation loss has been rising since epoch 7: it learns 300 "
    "images by heart."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# What is the matter with run 3?

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "c"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcdef", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "c", name="answer_3", because=(
    "a loss far above log 10 at the start (over 40 in the first epoch) comes from the initial "
    "weights, six times too large here; it then unlearns them and stays at guessing."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 4 — 1 point, 1 minute
#
# What is the matter with run 4?

# %% answer="answer_4"
answer_4 = None
### BEGIN SOLUTION
answer_4 = "f"
### END SOLUTION

# %% test="answer_4" points=1
check.one_of(answer_4, "abcdef", name="answer_4")
### BEGIN HIDDEN TESTS
check.quiz(answer_4, "f", name="answer_4", because=(
    "both losses fall together and flatten out. Validation is even better, because training "
    "images were flipped and shifted, and validation images were not."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 5 — 1 point, 1 minute
#
# What is the matter with run 5?

# %% answer="answer_5"
answer_5 = None
### BEGIN SOLUTION
answer_5 = "b"
### END SOLUTION

# %% test="answer_5" points=1
check.one_of(answer_5, "abcdef", name="answer_5")
### BEGIN HIDDEN TESTS
check.quiz(answer_5, "b", name="answer_5", because=(
    "the loss starts by rising above guessing, then goes up and down from epoch to epoch; the "
    "same network does much better at a sixth of the rate."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 6 — 1 point, 1 minute
#
# What is the matter with run 6?

# %% answer="answer_6"
answer_6 = None
### BEGIN SOLUTION
answer_6 = "d"
### END SOLUTION

# %% test="answer_6" points=1
check.one_of(answer_6, "abcdef", name="answer_6")
### BEGIN HIDDEN TESTS
check.quiz(answer_6, "d", name="answer_6", because=(
    "both curves have flattened out together, far from good: with one channel in its first "
    "layer the network cannot do better."))
### END HIDDEN TESTS

# %% [markdown]
# **Step 7: turn the knob, and go to 5.** One knob at a time, the one that the curve calls for:
#
# | what you see | what you try |
# |---|---|
# | training and validation poor and flat (**underfitting**) | a *larger* network |
# | training good, validation poor (**overfitting**) | more data, augmentation, regularization |
# | loss still falling in a straight line | a higher rate |
# | loss leaps, or stays near guessing after a high start | a lower rate, warm-up |
# | first loss far above log C | initialization, normalization |
#
# You may meet the first two rows as "larger when overfitting, smaller when it does not learn".
# That is the wrong way round. **Predict:** which of these knobs raise the validation accuracy?

# %%
def trained(width, per_class, epochs):
    """Return training and validation accuracy of a network of some width."""
    torch.manual_seed(0)
    some = data.things(per_class, size=16)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(3, width, 3, padding=1), torch.nn.BatchNorm2d(width), torch.nn.ReLU(),
        torch.nn.MaxPool2d(4), torch.nn.Flatten(), torch.nn.Linear(16 * width, 10))
    adam = torch.optim.Adam(model.parameters(), lr=0.005)
    pair = data.normalize(some.images), some.labels
    train.fit(model, pair, optimizer=adam, epochs=epochs, batch_size=50, progress=False)
    return train.evaluate(model, pair).accuracy, train.evaluate(model, VAL).accuracy


for name, setting in {"underfitting, 1 channel": (1, 100, 12), "larger, 16 channels": (16, 100, 12),
                      "overfitting, 200 images": (16, 20, 30),
                      "smaller, 4 channels": (4, 20, 30),
                      "more data, 1,000 images": (16, 100, 12)}.items():
    print("{:26} training {:.2f}, validation {:.2f}".format(name, *trained(*setting)))

# %% [markdown]
# **Notice:** a network too small gains in *every* way when it grows. Against overfitting, more data
# help. A smaller network does close the gap between the two numbers, but mostly from above: it
# learns less, and validates no better. That is why it is not in the table.

# %% [markdown]
# ## 8 · Myth or fact?
#
# > "Weight decay is L2 regularization. Two names for the same thing."
#
# Put it to the test. `descend` takes 50 steps on a fixed problem and returns the weights. It can
# add a penalty to the loss (`penalty` · Σw²), or hand `weight_decay` to the optimizer. `SGD` and
# `AdamW` *shrink the weights* by rate · weight_decay · w in each step.

# %% locked="descend"
def descend(optimizer, penalty=0.0, weight_decay=0.0):
    """Return ten weights after 50 steps of an optimizer class on a fixed problem."""
    x = torch.sin(torch.arange(300).double() ** 2).reshape(30, 10) * torch.arange(1, 11)
    y = torch.cos(torch.arange(30).double())
    w = torch.ones(10, dtype=torch.float64, requires_grad=True)
    steps = optimizer([w], lr=0.005, weight_decay=weight_decay)
    for _ in range(50):
        loss = (x @ w - y).square().mean() + penalty * w.square().sum()
        steps.zero_grad()
        loss.backward()
        steps.step()
    return w.detach()

# %% [markdown]
# ### Exercise 13 · `myth` — 2 points, 5 minutes, medium
#
# Take λ = 0.5. Set three variables:
#
# - `sgd_gap`: the largest absolute difference between the weights after `torch.optim.SGD` with
#   `weight_decay=0.5`, and after SGD with the penalty whose gradient is the same;
# - `adam_gap`: the same penalty with `torch.optim.Adam`, against `torch.optim.AdamW` with
#   `weight_decay=0.5`;
# - `verdict`: `"fact"` if both gaps are below 0.000001, otherwise `"myth"`.
#
# <details><summary>Hint 1</summary>
# Weight decay pulls by λw. Which multiple of Σw² has that gradient?
# </details>
# <details><summary>Hint 2</summary>
# <code>penalty=0.25</code>. <code>(a - b).abs().max().item()</code> is the gap.
# </details>

# %% answer="myth"
sgd_gap = None
adam_gap = None
verdict = None
### BEGIN SOLUTION
sgd, adam = torch.optim.SGD, torch.optim.Adam
sgd_gap = (descend(sgd, penalty=0.25) - descend(sgd, weight_decay=0.5)).abs().max().item()
decoupled = descend(torch.optim.AdamW, weight_decay=0.5)
adam_gap = (descend(adam, penalty=0.25) - decoupled).abs().max().item()
verdict = "fact" if max(sgd_gap, adam_gap) < 1e-6 else "myth"
### END SOLUTION

# %% test="myth" points=2
check.value(sgd_gap, name="sgd_gap").gives(0.0, atol=1e-9, mistakes={
    "the gradient of λΣw² is 2λw: halve the penalty": 0.0913881, "there is no penalty": 0.1034342,
    "the gradient of λΣw² is 2λw: halve the penalty, do not double it": 0.2433680})
check.value(adam_gap, name="adam_gap").gives(0.1306406, atol=1e-5, mistakes={
    "the gradient of λΣw² is 2λw: halve the penalty": 0.1237145, "the penalty is missing":
    0.1357108, "weight_decay of Adam is the penalty: compare with AdamW": 0.0,
    "this is the mean difference, not the largest": 0.1020738})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    adam, decoupled = torch.optim.Adam, descend(torch.optim.AdamW, weight_decay=0.5)
    right = (descend(adam, weight_decay=0.5) - decoupled).abs().max().item()
    check.value(adam_gap, name="adam_gap").gives(right)
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit your own measurement": "fact"})
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** under SGD they *are* the same, to the last digit. Adam divides the whole
# gradient by its recent size, penalty included, so weights with large gradients are hardly
# penalised at all. AdamW takes the shrinking out of that division: *decoupled* weight decay. The
# option `weight_decay` of `torch.optim.Adam` is the penalty, that of `AdamW` is not.

# %% [markdown]
# ## 9 · Quiz
#
# ### Question 7 — 1 point, 1 minute
#
# Training accuracy 100 %, validation accuracy 60 %. What do you try first?
#
# - **a** a larger network
# - **b** more data, augmentation or regularization
# - **c** a higher rate
# - **d** training for longer

# %% answer="answer_7"
answer_7 = None
### BEGIN SOLUTION
answer_7 = "b"
### END SOLUTION

# %% test="answer_7" points=1
check.one_of(answer_7, "abcd", name="answer_7")
### BEGIN HIDDEN TESTS
check.quiz(answer_7, "b", name="answer_7", because=(
    "this is overfitting: the data leave the network too much freedom. A larger network is the "
    "remedy for underfitting."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 8 — 1 point, 1 minute
#
# What is random search?
#
# - **a** choosing several values of each setting, and trying all combinations in random order
# - **b** choosing a few of the combinations of a grid at random
# - **c** drawing each setting from a distribution, anew for every trial
# - **d** starting the same setting from several random weights

# %% answer="answer_8"
answer_8 = None
### BEGIN SOLUTION
answer_8 = "c"
### END SOLUTION

# %% test="answer_8" points=1
check.one_of(answer_8, "abcd", name="answer_8")
### BEGIN HIDDEN TESTS
check.quiz(answer_8, "c", name="answer_8", because=(
    "only then does every trial test a new value of the setting that matters; a and b still try "
    "the few values of a grid."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Seven steps: first loss log C · overfit a few · a rate that falls in 100 steps · coarse · fine ·
#   curves · turn the knob.
# - Rates live on a logarithmic axis; draw from it at random.
# - A decaying rate buys accuracy and calm; warm-up protects the first steps.
# - Early stopping keeps a copy of the best weights, and waits.
# - Underfitting: a larger network. Overfitting: more data, augmentation, regularization.
# - The gradient of λΣw² is 2λw. L2 and weight decay agree under SGD and part ways under Adam.

# %% [markdown]
# **If you want more:** J. Bergstra and Y. Bengio, *Random search for hyper-parameter optimization*
# (JMLR, 2012), has the picture with the important axis. L. N. Smith, *Cyclical learning rates for
# training neural networks* (WACV, 2017), introduced the range test. I. Loshchilov and F. Hutter,
# *Decoupled weight decay regularization* (ICLR, 2019), is AdamW. A. Karpathy, *A recipe for
# training neural networks* (2019), is the seven steps as a way of life.
