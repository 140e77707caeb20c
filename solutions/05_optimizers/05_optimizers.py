# %% [markdown]
# # Lab 05 · Optimizers
#
# The gradient says which way is down. It does not say how far to go, nor what to remember from the
# steps before. Every optimizer is an answer to these two questions, in two or three lines. After
# this lab you can
#
# - **write** gradient descent, momentum, Nesterov, Adagrad, RMSprop, Adadelta, Adam, Nadam and
#   AdamW so that they agree with PyTorch's to the last digits;
# - say what each of them adds to the one before, and spot the usual slips in a formula;
# - **measure** which one is better, and tell a difference from luck.
#
# **90 minutes · 40 points · builds on:** gradients, and lab 01's habit of checking every number.

# %% [markdown]
# Work from top to bottom. Each exercise has a stub for you to fill and a check right below it that
# tells you what is wrong. Points come from more inputs of the same kind. All rules have the same
# form, `w, state = rule(w, grad, state, …)`: they return the new weights and whatever they must
# remember, in a **dict that is empty before the first step**. What you keep in it, and under which
# names, is up to you. Functions never change their arguments: no `-=`, no `state["v"] = …`.

# %% locked="setup"
import torch
from labkit import check, data, device, explore, plots, slips, surfaces, timing

torch.set_num_threads(1)  # small steps run fastest on one core
print(device.explain())

# %% [markdown]
# The checks feed your rule 24 gradients and compare the whole path with PyTorch's own optimizer.

# %% locked="torch_path"
def torch_path(optimizer, w, grads, **settings):
    """Return where an optimizer of torch.optim goes from w, (…), with the gradients, (T, …)."""
    weight, path = torch.nn.Parameter(w.clone()), []
    right = optimizer([weight], **settings)
    for grad in grads:
        weight.grad = grad.clone()
        right.step()
        path.append(weight.detach().clone())
    return torch.stack(path)


def walk(seed, *shape, steps=24, dtype=torch.float64):
    """Return random weights and as many gradients, some large, some small."""
    g = torch.Generator().manual_seed(seed)
    w, *grads = torch.randn(steps + 1, *shape, generator=g, dtype=torch.float64).to(dtype)
    return w, torch.stack([grad * (0.2 + step % 5) for step, grad in enumerate(grads)])

# %% [markdown]
# ## 1 · Downhill
#
# Gradient descent goes against the gradient: $w \leftarrow w - \eta g$. The **rate** η is all there
# is to choose, and a landscape can make the choice hard. Here is a ravine, 100 times steeper across
# than along:
#
# $$f(x, y) = \tfrac12\,(x^2 + 100\,y^2) \qquad g = (x,\ 100\,y)$$

# %%
def gradient_descent(lr, surface=surfaces.RAVINE, steps=40):
    return surfaces.descend(lambda p: torch.optim.SGD(p, lr=lr), surface, steps)


paths = {f"rate {lr}": gradient_descent(lr) for lr in (0.002, 0.018, 0.0205)}
plots.picture(
    plots.descent(surfaces.RAVINE, paths),
    "Notice: the slow one crawls along, the middle one zigzags to the floor, the fast one climbs "
    "out of the ravine. Between good and lost lie 14 percent of the rate.",
)

# %% [markdown]
# One step multiplies y by 1 − 100η and x by 1 − η. So everything about this walk can be foretold,
# also where it ends.
#
# **Predict:** the walk starts at y = 1. How far from the floor is it after 100 steps with the rate
# 0.02? With half a percent less, 0.0199? With half a percent more?
#
# <details><summary>Answer</summary>
# With 0.02, y is multiplied by −1 each time: it jumps from wall to wall, 1 forever. With 0.0199 the
# factor is −0.99, and 0.99¹⁰⁰ = 0.366; with 0.0201 it is −1.01, and 1.01¹⁰⁰ = 2.705. The edge lies
# at 2 divided by the steepest curvature, L = 100.
# </details>

# %%
for lr in (0.0199, 0.02, 0.0201):
    x, y = gradient_descent(lr, steps=100)[-1].tolist()
    print(f"rate {lr:<6}  after 100 steps: |y| = {abs(y):.4f}   x = {x:.3f}")

# %% [markdown]
# ### Exercise 1 · `sgd` — 2 points, 3 minutes, easy
#
# - **Inputs:** `w`, a tensor of any shape; `grad`, the gradient there, of the same shape; `state`,
#   a dict; `lr`, the rate, a float.
# - **Returns:** the pair `(w, state)`: the new weights, and the state, in which nothing needs to be
#   kept.
# - **Example:** `sgd(tensor([1., -2.]), tensor([2., 5.]), {}, lr=0.1)` returns
#   `(tensor([0.8, -2.5]), {})`.
# - **Not allowed**, here and below: PyTorch's own optimizers.
#
# <details><summary>Hint 1</summary>
# It is one line of arithmetic. Tensors are subtracted element by element.
# </details>
# <details><summary>Hint 2</summary>
# <code>return w - lr * grad, state</code>
# </details>

# %% answer="sgd"
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    ### BEGIN SOLUTION
    return w - lr * grad, state
    ### END SOLUTION

# %% test="sgd" points=2
w, grads = torch.tensor([1.0, -2.0]), torch.tensor([[2.0, 5.0]])
check.rolled(sgd, w, grads, lr=0.1).gives(
    torch_path(torch.optim.SGD, w, grads, lr=0.1), mistakes=slips.sgd(w, grads, lr=0.1))
w, grads = walk(1, 2, 3)
check.rolled(sgd, w, grads, lr=0.3).gives(
    torch_path(torch.optim.SGD, w, grads, lr=0.3),
    mistakes={"the example's rate is hard-coded": torch_path(torch.optim.SGD, w, grads, lr=0.1),
              **slips.sgd(w, grads, lr=0.3)}, rtol=1e-9)
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr in ((2, (1,), 0.01), (3, (5,), 2.0), (4, (2, 3, 4), 0.05)):
        w, grads = walk(seed, *shape)
        check.rolled(sgd, w, grads, lr=lr).gives(
            torch_path(torch.optim.SGD, w, grads, lr=lr), rtol=1e-9,
            mistakes=slips.sgd(w, grads, lr=lr))
    w, grads = walk(5, 3, 2, dtype=torch.float32)
    check.rolled(sgd, w, grads, lr=0.1).gives(torch_path(torch.optim.SGD, w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** x has only come from 10 to 1.3 when y is at the edge of what it can bear. The steepest
# direction dictates the rate, the flattest one dictates the patience. The rest of this lab is about
# getting around that.

# %% [markdown]
# ## 2 · A heavy ball
#
# Do not follow the gradient; let it *push*. A ball that has a **velocity** runs on: pushes from
# wall to wall cancel, pushes along the ravine add up. Nesterov's version looks at where the
# velocity is about to take it.

# %%
def with_momentum(beta, nesterov=False, surface=surfaces.RAVINE, steps=100):
    options = {"lr": 0.01, "momentum": beta, "nesterov": nesterov}
    return surfaces.descend(lambda p: torch.optim.SGD(p, **options), surface, steps)


paths = {"GD, 0.018": gradient_descent(0.018, steps=100), "momentum, 0.01": with_momentum(0.9),
         "Nesterov, 0.01": with_momentum(0.9, nesterov=True)}
plots.picture(
    plots.descent(surfaces.RAVINE, paths),
    "Notice: with about half the rate, both balls overtake gradient descent; Nesterov's wastes "
    "less on the walls. Both overshoot the end: a ball has to be stopped, too.",
)

# %% [markdown]
# **Predict:** the gradient is 1 in every step and β = 0.9. The velocity is 1 after the first step.
# How large does it become?
#
# <details><summary>Answer</summary>
# 1 + 0.9 + 0.81 + … = 1 / (1 − 0.9) = 10. Momentum 0.9 makes steps ten times longer where the
# gradient agrees with itself: a rate that was right without it may be far too high with it.
# </details>

# %%
velocity = 0.0
for step in range(1, 51):
    velocity = 0.9 * velocity + 1
    if step in (1, 2, 3, 10, 50):
        print(f"step {step:>2}: velocity {velocity:.3f}")

# %% [markdown]
# ### Exercise 2 · `momentum` — 3 points, 5 minutes, easy
#
# $$v \leftarrow \beta v + g \qquad w \leftarrow w - \eta v$$
#
# - **Inputs:** as before, and `beta`, how much of the velocity is kept, a float. The velocity is
#   zero before the first step.
# - **Returns:** the pair `(w, state)`; this time something must be remembered.
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=0.1` and `beta=0.75`: v is 2, then
#   3.5; w is 0.8, then 0.45.
#
# <details><summary>Hint 1</summary>
# <code>state.get("v", 0)</code> is the velocity of the step before, and 0 in the first step.
# </details>
# <details><summary>Hint 2</summary>
# <code>v = beta * state.get("v", 0) + grad</code>, then return the new w and a new dict with v in
# it.
# </details>

# %% answer="momentum"
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    ### BEGIN SOLUTION
    v = beta * state.get("v", 0) + grad
    return w - lr * v, {"v": v}
    ### END SOLUTION

# %% test="momentum" points=3
def right(w, grads, lr, beta):
    return torch_path(torch.optim.SGD, w, grads, lr=lr, momentum=beta)


small = torch.tensor([1.0]).double(), torch.tensor([[2.0], [2.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 0.1, "beta": 0.75}),
    (walk(11, 2, 3), {"lr": 0.02, "beta": 0.8}),
):
    check.rolled(momentum, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "beta is ignored": right(w, grads, **{**settings, "beta": 0.9}),
            **slips.momentum(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr, beta in ((12, (1,), 0.01, 0.5), (13, (5,), 1.0, 0.99),
                                  (14, (2, 3), 0.1, 0.0)):
        w, grads = walk(seed, *shape)
        check.rolled(momentum, w, grads, lr=lr, beta=beta).gives(
            right(w, grads, lr, beta), rtol=1e-9, mistakes=slips.momentum(w, grads, lr, beta))
    check.rolled(momentum, w, grads, lr=0.01).gives(
        right(w, grads, 0.01, 0.9), rtol=1e-9, mistakes=slips.momentum(w, grads, 0.01))
    w, grads = walk(15, 3, 2, dtype=torch.float32)
    check.rolled(momentum, w, grads, lr=0.1).gives(right(w, grads, 0.1, 0.9))
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3 · `nesterov` — 3 points, 6 minutes, medium
#
# $$v \leftarrow \beta v + g \qquad w \leftarrow w - \eta\,(g + \beta v)$$
#
# - **Inputs:** as for `momentum`.
# - **Returns:** the pair `(w, state)`.
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=0.1` and `beta=0.75`: v is 2, then
#   3.5; w is 0.65, then 0.1875.
#
# <details><summary>Hint 1</summary>
# The velocity is that of exercise 2. Only the step is another one, and it uses the *new* velocity.
# </details>
# <details><summary>Hint 2</summary>
# With the old velocity, g + βv would be the new velocity: plain momentum again.
# </details>

# %% answer="nesterov"
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    ### BEGIN SOLUTION
    v = beta * state.get("v", 0) + grad
    return w - lr * (grad + beta * v), {"v": v}
    ### END SOLUTION

# %% test="nesterov" points=3
def right(w, grads, lr, beta):
    return torch_path(torch.optim.SGD, w, grads, lr=lr, momentum=beta, nesterov=True)


small = torch.tensor([1.0]).double(), torch.tensor([[2.0], [2.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 0.1, "beta": 0.75}),
    (walk(21, 2, 3), {"lr": 0.02, "beta": 0.8}),
):
    check.rolled(nesterov, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "beta is ignored": right(w, grads, **{**settings, "beta": 0.9}),
            **slips.nesterov(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr, beta in ((22, (1,), 0.01, 0.5), (23, (5,), 1.0, 0.99),
                                  (24, (2, 3), 0.1, 0.7)):
        w, grads = walk(seed, *shape)
        check.rolled(nesterov, w, grads, lr=lr, beta=beta).gives(
            right(w, grads, lr, beta), rtol=1e-9, mistakes=slips.nesterov(w, grads, lr, beta))
    check.rolled(nesterov, w, grads, lr=0.01).gives(
        right(w, grads, 0.01, 0.9), rtol=1e-9, mistakes=slips.nesterov(w, grads, 0.01))
    w, grads = walk(25, 3, 2, dtype=torch.float32)
    check.rolled(nesterov, w, grads, lr=0.1).gives(right(w, grads, 0.1, 0.9))
### END HIDDEN TESTS

# %% [markdown]
# Formulas for momentum come in many dresses: with 1 − β before g, with η inside the velocity, with
# two rates. Their β and η mean different things, so never copy a number without its formula. And
# Nesterov's textbook form takes the gradient *ahead*, at z = w − ηβv. Here our rule is given the
# gradient at w. Is that the same method?

# %%
w, v, ahead = torch.tensor([10.0, 1.0], dtype=torch.float64), 0, []
for _ in range(101):
    z = w - 0.01 * 0.9 * v  # the textbook: look ahead, …
    ahead.append(z)
    v = 0.9 * v + surfaces.gradient(surfaces.RAVINE, z)  # … take the gradient there, …
    w = w - 0.01 * v  # … and step
pytorch = with_momentum(0.9, nesterov=True)
print(f"PyTorch's w and the textbook's w differ by up to {(pytorch[-1] - w).abs().max():.0e},")
print(f"PyTorch's w and the textbook's z by up to {(pytorch - torch.stack(ahead)).abs().max():.0e}")

# %% [markdown]
# **Notice:** PyTorch keeps the *look-ahead point* and calls it w. Same method, other bookkeeping,
# and one gradient per step.

# %% [markdown]
# ## 3 · Which samples?
#
# A loss is a mean over samples, and so is its gradient. **Batch** gradient descent takes all of
# them for a step, **stochastic** gradient descent a single one, **mini-batches** lie between. The
# update rule is the same; only the samples differ. Below, a line is fitted to 64 points, and all
# three walks look at each point four times.

# %%
g = torch.Generator().manual_seed(3)
inputs = torch.randn(64, generator=g, dtype=torch.float64)
targets = 2 * inputs - 1 + 0.7 * torch.randn(64, generator=g, dtype=torch.float64)


def mean_square(w, x=inputs, y=targets):
    return ((w[..., :1] * x + w[..., 1:] - y) ** 2).mean(-1)


def walk_in_batches(size, lr=0.1, epochs=4):
    w = torch.tensor([-1.0, 2.0], dtype=torch.float64)
    path = [w]
    for _ in range(epochs):
        for x, y in data.batches(inputs, targets, batch_size=size, shuffle=True, generator=g):
            leaf = w.clone().requires_grad_()
            w = w - lr * torch.autograd.grad(mean_square(leaf, x, y), leaf)[0]
            path.append(w)
    return torch.stack(path)

# %%
ones = torch.ones_like(inputs)
best = torch.linalg.lstsq(torch.stack([inputs, ones], 1), targets[:, None]).solution[:, 0].tolist()
line = surfaces.Surface("a line: slope and offset", mean_square, (-1.0, 2.0), (tuple(best),),
                        (-1.5, 3.5, -2.5, 2.5))
paths = {"batch of 64": walk_in_batches(64), "mini-batches of 8": walk_in_batches(8),
         "single samples": walk_in_batches(1)}
plots.picture(
    plots.descent(line, paths),
    "The same number of looks at the data: 4, 32 and 256 steps. Notice that the noisy walks arrive "
    "first, and that single samples never come to rest.",
)

# %% [markdown]
# **Predict:** the gradients of the eight mini-batches of one epoch, all at the same w, are
# averaged. How far is the result from the gradient of the whole batch?
#
# <details><summary>Answer</summary>
# Not at all: the mean of means of equally many is the mean. A mini-batch gradient is right on
# average, and noisy.
# </details>

# %%
w = torch.tensor([-1.0, 2.0], dtype=torch.float64, requires_grad=True)
(whole,) = torch.autograd.grad(mean_square(w), w)
pieces = [torch.autograd.grad(mean_square(w, x, y), w)[0]
          for x, y in data.batches(inputs, targets, batch_size=8, shuffle=True, generator=g)]
print("first mini-batch:", pieces[0].tolist())
print("mean of eight:   ", torch.stack(pieces).mean(0).tolist())
print("whole batch:     ", whole.tolist())

# %% [markdown]
# ### Exercise 4 · `minibatches` — 4 points, 8 minutes, medium
#
# - **Inputs:** `x` of shape `(N, …)` and `y` of shape `(N,)`: tensors whose rows belong together;
#   `batch_size`, an int; `generator`, a `torch.Generator` that decides the order.
# - **Returns:** the batches of one epoch, pairs `(x_batch, y_batch)`, as a list or one by one
#   (`yield`). Every sample comes exactly once. The last batch may be shorter.
# - **The order:** one call of `torch.randperm(N, generator=generator)`, so that everybody draws the
#   same epoch.
# - **Example:** with N = 5 and `batch_size=2` there are batches of 2, 2 and 1.
#
# <details><summary>Hint 1</summary>
# <code>x[order[a:b]]</code> is a batch. Which a and b does the second batch have?
# </details>
# <details><summary>Hint 2</summary>
# <code>for rows in order.split(batch_size)</code> cuts the order into pieces, the last one shorter.
# </details>

# %% answer="minibatches"
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    ### BEGIN SOLUTION
    order = torch.randperm(len(x), generator=generator)
    for rows in order.split(batch_size):
        yield x[rows], y[rows]
    ### END SOLUTION

# %% test="minibatches" points=4
def epoch(x, y, batch_size, generator):
    return list(data.batches(x, y, batch_size=batch_size, shuffle=True, generator=generator))


x, y = torch.arange(14.0).reshape(7, 2), torch.arange(7) * 10
seeded = torch.Generator().manual_seed(31)
for size in (3, 1, 9):
    torch.manual_seed(0)  # the global generator: not the one to use
    check.items(minibatches, x, y, size, seeded).gives(
        epoch(x, y, size, seeded.clone_state()), mistakes=slips.minibatches(x, y, size, seeded))
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, n, size, shape in ((32, 12, 4, (3, 2)), (33, 1, 1, ()), (34, 10, 7, (1,)),
                                 (35, 6, 6, (2,))):
        g = torch.Generator().manual_seed(seed)
        x, y = torch.randn(n, *shape, generator=g), torch.randint(0, 5, (n,), generator=g)
        check.items(minibatches, x, y, size, g).gives(
            epoch(x, y, size, g.clone_state()), mistakes=slips.minibatches(x, y, size, g))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** one function, three algorithms. `batch_size=len(x)` is batch gradient descent,
# `batch_size=1` stochastic gradient descent. In practice "SGD" means mini-batches.

# %% [markdown]
# ## 4 · A rate for every weight
#
# In the ravine, y needs a small rate and x a large one. **Adagrad** gives every weight its own: it
# divides by the root of all squared gradients that the weight has seen. The steep direction brakes
# itself. Since the sum only grows, so do the brakes: for a steady gradient, step t has the length
# $\eta / \sqrt t$.

# %%
def arrivals(make, steps=600):
    """How many steps until the height is within 0.001 of the lowest point?"""
    both = {"ravine": surfaces.RAVINE, "turned by 45°": surfaces.TILTED}
    return {name: surfaces.arrival(s, surfaces.descend(make, s, steps)) for name, s in both.items()}


def adagrad_1(parameters):
    return torch.optim.Adagrad(parameters, lr=1.0)


print("gradient descent:", arrivals(lambda p: torch.optim.SGD(p, lr=0.018)))
print("Adagrad:         ", arrivals(adagrad_1))

# %%
paths = {"GD": gradient_descent(0.018, surfaces.TILTED, 150),
         "Adagrad": surfaces.descend(adagrad_1, surfaces.TILTED, 150)}
plots.picture(
    plots.descent(surfaces.TILTED, paths),
    "The same ravine, turned by 45°. Gradient descent does not care. Notice that Adagrad has lost "
    "its advantage: its brakes sit on the axes, and the ravine no longer does.",
)

# %% [markdown]
# **Predict:** somebody multiplies the loss by 1,000. Which walks stay the same: gradient descent,
# momentum, Adagrad?
#
# <details><summary>Answer</summary>
# Adagrad's: the factor stands above and below the line and cancels (as long as eps is small). The
# others take steps 1,000 times too long. This is why adaptive rules need less tuning of the rate.
# </details>

# %%
g = torch.tensor([3.0, -0.02])
for name, optimizer in {"SGD": torch.optim.SGD, "Adagrad": torch.optim.Adagrad}.items():
    for scale in (1, 1000):
        x, y = torch_path(optimizer, torch.zeros(2), scale * g[None], lr=0.1)[0].tolist()
        print(f"{name:<8} gradient × {scale:<5} first step: {x:>8.3f} {y:>8.3f}")

# %% [markdown]
# ### Exercise 5 · `adagrad` — 3 points, 5 minutes, easy
#
# $$G \leftarrow G + g^2 \qquad w \leftarrow w - \eta\,\frac{g}{\sqrt{G} + \varepsilon}$$
#
# - **Inputs:** as for `sgd`, and `eps`, a float that keeps the division safe. G is zero before the
#   first step, has the shape of w, and everything happens element by element.
# - **Returns:** the pair `(w, state)`.
# - **Example:** two steps from w = 1 with g = 3, then 4, `lr=1` and `eps=0`: w is 0, then −0.8.
#
# <details><summary>Hint 1</summary>
# The new gradient is in the sum before you divide: the first step has the length of the rate.
# </details>
# <details><summary>Hint 2</summary>
# <code>total = state.get("total", 0) + grad**2</code>; then divide by <code>total.sqrt() +
# eps</code>: eps is outside the root.
# </details>

# %% answer="adagrad"
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    ### BEGIN SOLUTION
    total = state.get("total", 0) + grad**2
    return w - lr * grad / (total.sqrt() + eps), {"total": total}
    ### END SOLUTION

# %% test="adagrad" points=3
def right(w, grads, **settings):
    return torch_path(torch.optim.Adagrad, w, grads, **settings)


small = torch.tensor([1.0]).double(), torch.tensor([[3.0], [4.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 1.0, "eps": 0.5}),
    (walk(51, 2, 3), {"lr": 0.3, "eps": 0.1}),
):
    check.rolled(adagrad, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "lr is ignored": right(w, grads, **{**settings, "lr": 0.01}),
            "eps is ignored": right(w, grads, **{**settings, "eps": 1e-10}),
            **slips.adagrad(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr, eps in ((52, (1,), 0.1, 1e-3), (53, (5,), 1.0, 0.0),
                                 (54, (2, 3, 2), 0.01, 2.0)):
        w, grads = walk(seed, *shape)
        check.rolled(adagrad, w, grads, lr=lr, eps=eps).gives(
            right(w, grads, lr=lr, eps=eps), rtol=1e-9, mistakes=slips.adagrad(w, grads, lr, eps))
    w, grads = walk(55, 3, 2)
    check.rolled(adagrad, w, 1e-9 * grads).gives(
        right(w, 1e-9 * grads), rtol=1e-9, mistakes=slips.adagrad(w, 1e-9 * grads))
    w, grads = walk(56, 4, dtype=torch.float32)
    check.rolled(adagrad, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# **RMSprop** lets the brakes recover: the sum becomes a *fading mean*, and old gradients are
# forgotten. For a steady gradient the step then stays about as long as the rate: the walk no longer
# tires, and no longer comes to rest by itself.

# %% [markdown]
# ### Exercise 6 · `rmsprop` — 3 points, 4 minutes, easy
#
# $$s \leftarrow \alpha s + (1-\alpha)\,g^2 \qquad
# w \leftarrow w - \eta\,\frac{g}{\sqrt{s} + \varepsilon}$$
#
# - **Inputs:** as for `adagrad`, and `alpha`, how much of the mean is kept, a float.
# - **Returns:** the pair `(w, state)`.
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=1`, `alpha=0.75` and `eps=1`: s is
#   1, then 1.75; w is 0, then −0.8610.
#
# <details><summary>Hint 1</summary>
# Compare with exercise 5: only the line with the squares changes.
# </details>
# <details><summary>Hint 2</summary>
# <code>s = alpha * state.get("s", 0) + (1 - alpha) * grad**2</code>
# </details>

# %% answer="rmsprop"
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    ### BEGIN SOLUTION
    s = alpha * state.get("s", 0) + (1 - alpha) * grad**2
    return w - lr * grad / (s.sqrt() + eps), {"s": s}
    ### END SOLUTION

# %% test="rmsprop" points=3
def right(w, grads, **settings):
    return torch_path(torch.optim.RMSprop, w, grads, **settings)


small = torch.tensor([1.0]).double(), torch.tensor([[2.0], [2.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 1.0, "alpha": 0.75, "eps": 1.0}),
    (walk(61, 2, 3), {"lr": 0.3, "alpha": 0.9, "eps": 0.1}),
):
    check.rolled(rmsprop, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "lr is ignored": right(w, grads, **{**settings, "lr": 0.01}),
            "alpha is ignored": right(w, grads, **{**settings, "alpha": 0.99}),
            "eps is ignored": right(w, grads, **{**settings, "eps": 1e-8}),
            **slips.rmsprop(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, settings in (
        (62, (1,), {"lr": 0.1, "alpha": 0.5, "eps": 1e-3}),
        (63, (5,), {"lr": 1.0, "alpha": 0.999, "eps": 1e-6}),
        (64, (2, 3, 2), {"lr": 0.01, "alpha": 0.0, "eps": 2.0}),
    ):
        w, grads = walk(seed, *shape)
        check.rolled(rmsprop, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.rmsprop(w, grads, **settings))
    w, grads = walk(65, 3, 2)
    check.rolled(rmsprop, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-9, mistakes=slips.rmsprop(w, 1e-7 * grads))
    w, grads = walk(66, 4, dtype=torch.float32)
    check.rolled(rmsprop, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# **Adadelta** asks about units. If w is in metres, g / √s has no unit at all, yet it is subtracted
# from metres. So Adadelta puts the root of its own past *updates*, which are in metres, on top, and
# then needs no rate (PyTorch has a factor, 1 by default). Where that numerator is missing, the rule
# is RMSprop, whatever the heading says. And unlike all others, it has eps **inside** the roots.

# %% [markdown]
# ### Exercise 7 · `adadelta` — 3 points, 7 minutes, medium
#
# $$s \leftarrow \rho s + (1-\rho)\,g^2 \qquad
# d = \frac{\sqrt{u + \varepsilon}}{\sqrt{s + \varepsilon}}\; g \qquad
# u \leftarrow \rho u + (1-\rho)\,d^2 \qquad w \leftarrow w - \eta\, d$$
#
# - **Inputs:** as for `rmsprop`, with `rho` in place of `alpha`. Both s and u are zero before the
#   first step. The order is as printed: d uses the new s and the old u.
# - **Returns:** the pair `(w, state)`.
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=1`, `rho=0.75` and `eps=0.5`: d
#   is 1.1547, then 1.2172; w is −0.1547, then −1.3719.
#
# <details><summary>Hint 1</summary>
# The state holds two tensors. Work in the order of the four formulas, one line each.
# </details>
# <details><summary>Hint 2</summary>
# u may be the number 0 in the first step; <code>(u + eps) ** 0.5</code> works for numbers and for
# tensors.
# </details>

# %% answer="adadelta"
def adadelta(w, grad, state, lr=1.0, rho=0.9, eps=1e-6):
    """Return the weights after one step of Adadelta, and the state with both means."""
    ### BEGIN SOLUTION
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    u = state.get("u", torch.zeros_like(w))
    d = (u + eps).sqrt() / (s + eps).sqrt() * grad
    u = rho * u + (1 - rho) * d**2
    return w - lr * d, {"s": s, "u": u}
    ### END SOLUTION

# %% test="adadelta" points=3
def right(w, grads, **settings):
    return torch_path(torch.optim.Adadelta, w, grads, **settings)


small = torch.tensor([1.0]).double(), torch.tensor([[2.0], [2.0]]).double()
for (w, grads), settings in (
    (small, {"rho": 0.75, "eps": 0.5}),
    (walk(71, 2, 3), {"lr": 0.3, "rho": 0.8, "eps": 0.1}),
):
    check.rolled(adadelta, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "rho is ignored": right(w, grads, **{**settings, "rho": 0.9}),
            "eps is ignored": right(w, grads, **{**settings, "eps": 1e-6}),
            **slips.adadelta(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, settings in (
        (72, (1,), {"lr": 0.1, "rho": 0.5, "eps": 1e-3}),
        (73, (5,), {"lr": 1.0, "rho": 0.99, "eps": 1e-6}),
        (74, (2, 3, 2), {"lr": 2.0, "rho": 0.7, "eps": 2.0}),
    ):
        w, grads = walk(seed, *shape)
        check.rolled(adadelta, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.adadelta(w, grads, **settings))
    w, grads = walk(75, 3, 2)
    check.rolled(adadelta, w, grads).gives(
        right(w, grads), rtol=1e-9, mistakes=slips.adadelta(w, grads))
    w, grads = walk(76, 4, dtype=torch.float32)
    check.rolled(adadelta, w, grads).gives(right(w, grads))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** both means start at zero, so with eps = 10⁻⁶ and ρ = 0.9 the very first step has the
# length √(10⁻⁶ / 0.1) = 0.0032, whatever the gradient. Adadelta needs time to believe in itself.

# %% [markdown]
# ## 5 · Adam
#
# RMSprop divides by the root of a fading mean of squares. Momentum steps along a fading sum of
# gradients. **Adam does both**: m over √s. One thing more is needed. Both means start at zero, so
# they are too small at first: m by the factor 1 − β₁ᵗ, s by 1 − β₂ᵗ. Adam divides by these factors.
# What if it did not?
#
# **Predict:** β₁ = 0.9, β₂ = 0.999, always the same gradient. Is the first uncorrected step too
# short or too long, and by how much?
#
# <details><summary>Answer</summary>
# Too long: m is 0.1·g, but √s is √0.001·g = 0.0316·g, and 0.1 / 0.0316 = 3.16. It gets worse: m
# recovers fast, s slowly. In step 12 it is 6.57 times too long.
# </details>

# %%
t = torch.arange(1, 1001, dtype=torch.float64)
too_long = (1 - 0.9**t) / (1 - 0.999**t).sqrt()
worst = int(too_long.argmax())
print(f"t = 1: {too_long[0]:.2f} times too long, t = {worst + 1}: {too_long[worst]:.2f} times")
curve = {"without bias correction": {n: [too_long[n - 1].item()] for n in range(1, 1001)},
         "with bias correction": {n: [1.0] for n in range(1, 1001)}}
plots.picture(
    plots.sweep(curve, setting="step t", quantity="length of the step, in rates"),
    "Notice the logarithmic axis: without the correction, hundreds of steps are too long, and the "
    "longest come just when the weights are still random.",
)

# %% [markdown]
# ### Exercise 8 · `adam` — 5 points, 9 minutes, medium
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\,g \qquad s \leftarrow \beta_2 s + (1-\beta_2)\,g^2$$
# $$\hat m = \frac{m}{1-\beta_1^t} \qquad \hat s = \frac{s}{1-\beta_2^t} \qquad
# w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat s} + \varepsilon}$$
#
# - **Inputs:** as before, and `betas`, the pair (β₁, β₂). t is 1 in the first step. Keep m and s in
#   the state as they are, uncorrected.
# - **Returns:** the pair `(w, state)`.
# - **Example:** with `eps=0` the first step has the length of the rate, whatever the gradient: from
#   w = 1 with g = 3 and `lr=0.1` to 0.9.
#
# <details><summary>Hint 1</summary>
# The state holds m, s and the number of steps so far. Count first: t = 1 in the first step.
# </details>
# <details><summary>Hint 2</summary>
# <code>t = state.get("t", 0) + 1</code>. The corrected values are new variables: only m, s and t
# go back into the state.
# </details>

# %% answer="adam"
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    ### BEGIN SOLUTION
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    corrected_m, corrected_s = m / (1 - beta1**t), s / (1 - beta2**t)
    return w - lr * corrected_m / (corrected_s.sqrt() + eps), {"t": t, "m": m, "s": s}
    ### END SOLUTION

# %% test="adam" points=5
def right(w, grads, **settings):
    return torch_path(torch.optim.Adam, w, grads, **settings)


small = torch.tensor([1.0]).double(), torch.tensor([[3.0], [1.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 0.1, "betas": (0.6, 0.75), "eps": 1.0}),
    (walk(81, 2, 3), {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.1}),
):
    check.rolled(adam, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "lr is ignored": right(w, grads, **{**settings, "lr": 0.001}),
            "betas are ignored": right(w, grads, **{**settings, "betas": (0.9, 0.999)}),
            "eps is ignored": right(w, grads, **{**settings, "eps": 1e-8}),
            **slips.adam(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, settings in (
        (82, (1,), {"lr": 0.1, "betas": (0.5, 0.9), "eps": 1e-3}),
        (83, (5,), {"lr": 1.0, "betas": (0.99, 0.9), "eps": 1e-6}),
        (84, (2, 3, 2), {"lr": 0.01, "betas": (0.0, 0.5), "eps": 2.0}),
    ):
        w, grads = walk(seed, *shape)
        check.rolled(adam, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.adam(w, grads, **settings))
    w, grads = walk(85, 3, 2)
    check.rolled(adam, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-9, mistakes=slips.adam(w, 1e-7 * grads))
    w, grads = walk(86, 4, dtype=torch.float32)
    check.rolled(adam, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** cross out the first column of the formulas and RMSprop with a correction remains;
# cross out the second one and it is momentum, as a mean. And eps stands **outside** the root: with
# 10⁻⁸ inside, no root could ever be smaller than 0.0001, and tiny gradients would be lost.

# %% [markdown]
# ### Exercise 9 · `nadam` — 3 points, 7 minutes, hard
#
# Adam with Nesterov's look-ahead. PyTorch lets the momentum of the step grow slowly from β₁/2 to
# β₁, so this is the rule to write:
#
# $$\mu_t = \beta_1\,(1 - \tfrac12\, 0.96^{\,0.004\,t}) \qquad p \leftarrow p \cdot \mu_t \qquad
# w \leftarrow w - \frac{\eta}{\sqrt{\hat s} + \varepsilon}
# \left(\frac{(1-\mu_t)\,g}{1 - p} + \frac{\mu_{t+1}\,m}{1 - p\,\mu_{t+1}}\right)$$
#
# - **Inputs:** as for `adam`; m, s and ŝ are Adam's too. p is 1 before the first step, so that it
#   becomes the product of all μ so far.
# - **Returns:** the pair `(w, state)`.
# - **Example:** from w = 1 with g = 3, `lr=0.1` and `eps=0` to 0.8944 in the first step.
#
# <details><summary>Hint 1</summary>
# Start from a copy of your `adam`; p is a fourth thing to keep in the state, a plain number.
# </details>
# <details><summary>Hint 2</summary>
# <code>mu, mu_next = (beta1 * (1 - 0.5 * 0.96 ** (0.004 * k)) for k in (t, t + 1))</code>, then
# <code>p = state.get("p", 1) * mu</code>.
# </details>

# %% answer="nadam"
def nadam(w, grad, state, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Nadam in PyTorch's form, and the state."""
    ### BEGIN SOLUTION
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    mu, mu_next = (beta1 * (1 - 0.5 * 0.96 ** (0.004 * k)) for k in (t, t + 1))
    p = state.get("p", 1) * mu
    ahead = (1 - mu) * grad / (1 - p) + mu_next * m / (1 - p * mu_next)
    bottom = (s / (1 - beta2**t)).sqrt() + eps
    return w - lr * ahead / bottom, {"t": t, "m": m, "s": s, "p": p}
    ### END SOLUTION

# %% test="nadam" points=3
def right(w, grads, **settings):
    return torch_path(torch.optim.NAdam, w, grads, **settings)


small = torch.tensor([1.0]).double(), torch.tensor([[3.0], [1.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 0.1, "betas": (0.6, 0.75), "eps": 1.0}),
    (walk(91, 2, 3), {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.1}),
):
    check.rolled(nadam, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-6, mistakes={
            "lr is ignored": right(w, grads, **{**settings, "lr": 0.002}),
            "betas are ignored": right(w, grads, **{**settings, "betas": (0.9, 0.999)}),
            "eps is ignored": right(w, grads, **{**settings, "eps": 1e-8}),
            **slips.nadam(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, settings in (
        (92, (1,), {"lr": 0.1, "betas": (0.5, 0.9), "eps": 1e-3}),
        (93, (5,), {"lr": 1.0, "betas": (0.99, 0.9), "eps": 1e-6}),
        (94, (2, 3, 2), {"lr": 0.01, "betas": (0.3, 0.5), "eps": 2.0}),
    ):
        w, grads = walk(seed, *shape)
        check.rolled(nadam, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-6, mistakes=slips.nadam(w, grads, **settings))
    w, grads = walk(95, 3, 2, steps=60)
    check.rolled(nadam, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-6, mistakes=slips.nadam(w, 1e-7 * grads))
    w, grads = walk(96, 4, dtype=torch.float32)
    check.rolled(nadam, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** textbooks keep μ = β₁ throughout. On the ravine the two end up 6·10⁻⁵ apart after 200
# steps: nothing for a network, everything for a check. PyTorch also keeps p in float32, so this is
# the one rule where even a perfect answer agrees to eight digits only.

# %% [markdown]
# ### Exercise 10 · `adamw` — 2 points, 4 minutes, easy
#
# Weight decay pulls every weight towards zero. Added to the gradient, Adam would divide it by √ŝ
# like all the rest. AdamW keeps it apart: **first** $w \leftarrow (1 - \eta\lambda)\,w$, **then**
# Adam's step.
#
# - **Inputs:** as for `adam`, and `weight_decay`, λ, a float.
# - **Returns:** the pair `(w, state)`.
# - **Example:** with a gradient of zero and `eps=1`, w = 10 becomes 9.9 with `lr=0.1` and
#   `weight_decay=0.1`.
#
# <details><summary>Hint 1</summary>
# Start from a copy of your `adam`. The gradient, m and s know nothing of the decay.
# </details>
# <details><summary>Hint 2</summary>
# One more factor in the last line: <code>w * (1 - lr * weight_decay) - …</code>
# </details>

# %% answer="adamw"
def adamw(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """Return the weights after decoupled decay and one step of Adam, and the state."""
    ### BEGIN SOLUTION
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    step = m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)
    return w * (1 - lr * weight_decay) - lr * step, {"t": t, "m": m, "s": s}
    ### END SOLUTION

# %% test="adamw" points=2
def right(w, grads, **settings):
    return torch_path(torch.optim.AdamW, w, grads, **settings)


small = torch.tensor([10.0]).double(), torch.tensor([[0.0], [1.0]]).double()
for (w, grads), settings in (
    (small, {"lr": 0.1, "eps": 1.0, "weight_decay": 0.1}),
    (walk(101, 2, 3), {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.1, "weight_decay": 0.2}),
):
    check.rolled(adamw, w, grads, **settings).gives(
        right(w, grads, **settings), rtol=1e-9, mistakes={
            "lr is ignored": right(w, grads, **{**settings, "lr": 0.001}),
            "eps is ignored": right(w, grads, **{**settings, "eps": 1e-8}),
            "weight_decay is ignored": right(w, grads, **{**settings, "weight_decay": 0.01}),
            **slips.adamw(w, grads, **settings)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, settings in (
        (102, (1,), {"lr": 0.1, "betas": (0.5, 0.9), "eps": 1e-3, "weight_decay": 0.5}),
        (103, (5,), {"lr": 1.0, "betas": (0.99, 0.9), "eps": 1e-6, "weight_decay": 0.0}),
        (104, (2, 3, 2), {"lr": 0.01, "betas": (0.0, 0.5), "eps": 2.0, "weight_decay": 3.0}),
    ):
        w, grads = walk(seed, *shape)
        check.rolled(adamw, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.adamw(w, grads, **settings))
    w, grads = walk(105, 3, 2)
    check.rolled(adamw, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-9, mistakes=slips.adamw(w, 1e-7 * grads))
    w, grads = walk(106, 4, dtype=torch.float32)
    check.rolled(adamw, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · The race
#
# Six optimizers, five landscapes, everyone at a rate that suits them. Place your bets, then press
# play. **Rosenbrock's** valley is bent, **Beale's** has steep walls, and on the **saddle** the walk
# begins almost on the ridge, where the gradient in the direction of escape is close to nothing.

# %%
explore.optimizers()

# %% [markdown]
# And now yours, on Beale's valley. Unwritten ones are left out.

# %% tags=["raises-exception"]
rules = {"sgd": (sgd, {"lr": 0.03}), "momentum": (momentum, {"lr": 0.003}),
         "nesterov": (nesterov, {"lr": 0.003}), "adagrad": (adagrad, {"lr": 1.0}),
         "rmsprop": (rmsprop, {"lr": 0.1}), "adadelta": (adadelta, {"lr": 30.0}),
         "adam": (adam, {"lr": 0.3}), "nadam": (nadam, {"lr": 0.3})}
yours = {}
for name, (rule, settings) in rules.items():
    try:
        yours[name] = surfaces.follow(rule, surfaces.BEALE, 150, **settings)
    except NotImplementedError:
        continue
if yours:
    caption = "Your own rules. Notice how different the ways are, and how alike the ends."
    display(plots.picture(plots.descent(surfaces.BEALE, yours), caption))

# %% [markdown]
# **Which one is best for a network?** Below, a small convolutional network reads 1,000 real digits,
# three epochs, 120 steps, and is tested on 797 others. Every optimizer has a good rate, the best
# of a few that were tried beforehand. Five runs each: other weights, other digits, other order.
# **Predict:** how far apart will best and worst be, compared with the spread of one optimizer's
# runs?

# %% locked="digit_accuracy"
from functools import cache
from labkit import train


@cache
def digits(seed):
    """Return training and test pairs (images, labels) of real digits, split by the seed."""
    parts = (data.digits(split, seed=seed) for split in ("train", "test"))
    return [(data.normalize(part.images), part.labels) for part in parts]


def digit_accuracy(make, seed):
    """Return the test accuracy of a small network trained with the optimizer make(parameters)."""
    torch.manual_seed(seed)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(1, 8, 3, padding=1), torch.nn.ReLU(),
        torch.nn.Conv2d(8, 16, 3, stride=2, padding=1), torch.nn.ReLU(),
        torch.nn.Flatten(), torch.nn.Linear(256, 10))
    optimizer, (train_pair, test_pair) = make(network.parameters()), digits(seed)
    train.fit(network, train_pair, optimizer=optimizer, epochs=3, batch_size=25, progress=False)
    return train.evaluate(network, test_pair).accuracy

# %%
from torch import optim
from tqdm.auto import tqdm

makers = {
    "gradient descent": lambda p: optim.SGD(p, lr=0.3),
    "momentum": lambda p: optim.SGD(p, lr=0.03, momentum=0.9),
    "Nesterov": lambda p: optim.SGD(p, lr=0.03, momentum=0.9, nesterov=True),
    "Adagrad": lambda p: optim.Adagrad(p, lr=0.05),
    "Adadelta": lambda p: optim.Adadelta(p, lr=3.0),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.003),
    "Adam": lambda p: optim.Adam(p, lr=0.01),
    "Nadam": lambda p: optim.NAdam(p, lr=0.01),
    "AdamW": lambda p: optim.AdamW(p, lr=0.01),
}
accuracy = {name: [digit_accuracy(make, seed) for seed in range(5)]
            for name, make in tqdm(makers.items())}
title = "Everyone at a good rate, five runs each"
plots.picture(
    plots.spread(accuracy, quantity="test accuracy", title=title),
    "Notice: best and worst mean lie 1.6 points apart, best and worst run of a single optimizer "
    "up to 4.6. From these runs nobody can say which optimizer is best.",
)

# %%
momentum_runs, adam_runs = torch.tensor(accuracy["momentum"]), torch.tensor(accuracy["Adam"])
differences = adam_runs - momentum_runs  # same seed: same digits, same first weights
print(f"Adam − momentum: {differences.mean():+.3f} ± {differences.std():.3f}, run by run:",
      [round(d, 3) for d in differences.tolist()])

# %% [markdown]
# Adam is ahead in four runs of five. **Predict:** in how many of the next twenty seeds?
#
# <details><summary>Answer</summary>
# In 11, measured with seeds 5 to 24: 0.957 ± 0.014 for Adam, 0.956 ± 0.010 for momentum. A coin
# thrown five times shows four heads or more in nearly one case of five. Between tuned momentum and
# tuned Adam there is no difference here.
# </details>

# %% [markdown]
# **And the rate?** The same network, momentum and Adam, over a range of rates.

# %%
rates = {"momentum": (0.001, 0.003, 0.01, 0.03, 0.1), "Adam": (0.0003, 0.001, 0.003, 0.01, 0.03)}


def run(name, lr, seed):
    if name == "Adam":
        return digit_accuracy(lambda p: optim.Adam(p, lr=lr), seed)
    return digit_accuracy(lambda p: optim.SGD(p, lr=lr, momentum=0.9), seed)


curves = {name: {} for name in rates}
for name, lr in tqdm([(name, lr) for name, values in rates.items() for lr in values]):
    curves[name][lr] = [run(name, lr, seed) for seed in range(5)]
plots.picture(
    plots.sweep(curves, setting="rate", quantity="test accuracy"),
    "Notice: both curves come to about the same height, at different rates. A wrong rate costs "
    "tens of points, far more than any optimizer gains.",
)

# %% [markdown]
# **Notice:** a comparison with one rate for everybody measures the rate, not the optimizer. At
# 0.001 Adam is far ahead of momentum; at the best rate of each it is not. What adaptive rules save
# is *searching*: Adam's curve is the flatter one, and its good rates do not change when the loss is
# scaled.

# %% [markdown]
# ## 7 · Myth or fact?
#
# > "Never use Adagrad: its steps shrink until it stands still."
#
# Its steps do shrink. But *never*? A single fair race that it wins settles the matter. All four run
# on the ravine, at most 300 steps, and each may take its best rate from the same list:

# %% locked="fewest_steps"
RATES = (0.01, 0.018, 0.03, 0.1, 0.3, 1.0, 3.0)


def fewest_steps(make, surface=surfaces.RAVINE, limit=300):
    """Return the steps until the height is within 0.001 of the lowest point, at the best rate.

    make(parameters, lr) returns an optimizer. If no rate arrives, the limit is returned.
    """
    fewest = limit
    for lr in RATES:
        path = surfaces.descend(lambda p, lr=lr: make(p, lr), surface, fewest)
        fewest = surfaces.arrival(surface, path) or fewest
    return fewest

# %% [markdown]
# ### Exercise 11 · `myth_adagrad` — 3 points, 5 minutes, easy
#
# Set three variables:
#
# - `adagrad_steps`: what `fewest_steps(torch.optim.Adagrad)` returns;
# - `rival_steps`: a dict with the same number for `"gradient descent"`, `"momentum"` (SGD with
#   `momentum=0.9`) and `"Adam"`, all in PyTorch's form;
# - `verdict_adagrad`: `"myth"` if Adagrad arrives before all three, otherwise `"fact"`.
#
# <details><summary>Hint 1</summary>
# <code>fewest_steps</code> takes a function of parameters and rate. The classes
# <code>torch.optim.SGD</code> and <code>torch.optim.Adam</code> are such functions.
# </details>
# <details><summary>Hint 2</summary>
# <code>fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9))</code>. Write the verdict
# as a condition on your numbers, then it always fits.
# </details>

# %% answer="myth_adagrad"
adagrad_steps = None
rival_steps = None
verdict_adagrad = None
### BEGIN SOLUTION
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "momentum": fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
    "Adam": fewest_steps(torch.optim.Adam),
}
verdict_adagrad = "myth" if adagrad_steps < min(rival_steps.values()) else "fact"
### END SOLUTION

# %% test="myth_adagrad" points=3
names = ["Adam", "gradient descent", "momentum"]
check.value(adagrad_steps, name="adagrad_steps").within(1, 300)
check.value(rival_steps, name="rival_steps").then(
    lambda d: sorted(d) if isinstance(d, dict) else "no dict").gives(names, mistakes={
        "a dict is expected, from name to number of steps": "no dict",
        "Adagrad is not its own rival: it has a variable of its own": ["Adagrad", *names],
        **{f"{name} is missing": [n for n in names if n != name] for name in names}})
for name in names:
    check.value(rival_steps[name], name=f'rival_steps["{name}"]').within(1, 300)
check.value(len(set(rival_steps.values())), name="the number of different values").gives(
    3, mistakes={"two rivals have the same number, as if momentum=0.9 were not set": 2})
check.one_of(verdict_adagrad, ("fact", "myth"), name="verdict_adagrad")
### BEGIN HIDDEN TESTS
with check.hidden():
    sgd_ = torch.optim.SGD
    steps = {"Adagrad": fewest_steps(torch.optim.Adagrad), "gradient descent": fewest_steps(sgd_),
             "momentum": fewest_steps(lambda p, lr: sgd_(p, lr, momentum=0.9)),
             "Nesterov": fewest_steps(lambda p, lr: sgd_(p, lr, momentum=0.9, nesterov=True)),
             "Adam": fewest_steps(torch.optim.Adam)}
    for name in ("Adagrad", *names):
        given = adagrad_steps if name == "Adagrad" else rival_steps[name]
        check.value(given, name=f"the number of steps of {name}").gives(steps[name], mistakes={
            f"these are the steps of {other}": number for other, number in steps.items()})
    first = adagrad_steps < min(rival_steps.values())
    check.value(verdict_adagrad.strip().lower(), name="verdict_adagrad").gives(
        "myth" if first else "fact", mistakes={
            "the verdict does not fit your own numbers": "fact" if first else "myth"})
### END HIDDEN TESTS

# %%
if None not in (adagrad_steps, rival_steps):
    figure = plots.bars({"Adagrad": adagrad_steps, **rival_steps}, unit="steps",
                        title="Ravine: steps until 0.001 above the floor, best of seven rates")
    display(plots.picture(figure, "Notice who wins, and by how much."))

# %% [markdown]
# "Never" is too strong: where steep and flat directions lie along the axes, and where some features
# are rare, brakes of their own for every weight are just right. It also held its own on the digits.
# But the ravine was kind to it: turned by 45°, or on a long walk such as Rosenbrock's, the brakes
# win. So: know *when*.

# %% [markdown]
# > "The batch size must be a power of two, or training is slow."
#
# It takes a stopwatch. `seconds_per_image` runs one forward and backward pass of the little network
# for each batch size, in turns, and keeps the fastest of 25, because other programs only ever add
# time.

# %% locked="seconds_per_image"
def seconds_per_image(batch_sizes):
    """Return a dict from batch size to the seconds that one image takes, forward and backward."""
    network = torch.nn.Sequential(
        torch.nn.Conv2d(1, 8, 3, padding=1), torch.nn.ReLU(),
        torch.nn.Conv2d(8, 16, 3, stride=2, padding=1), torch.nn.ReLU(),
        torch.nn.Flatten(), torch.nn.Linear(256, 10))
    images = torch.randn(max(batch_sizes), 1, 8, 8)
    passes = {n: lambda n=n: network(images[:n]).square().mean().backward() for n in batch_sizes}
    times = timing.race(passes, repeats=25)
    return {n: min(times[n]) / 1000 / n for n in batch_sizes}

# %% [markdown]
# ### Exercise 12 · `myth_batch_size` — 2 points, 5 minutes, easy
#
# Set three variables:
#
# - `per_image`: what `seconds_per_image` returns for the batch sizes 63, 64 and 65;
# - `advantage`: how many times faster, per image, 64 is than the *faster* of its two neighbours
#   (1.25 means that a neighbour takes 25 % longer);
# - `verdict_batch_size`: `"fact"` if `advantage` is at least 1.1, otherwise `"myth"`.
#
# You are graded on the measurement, and on a verdict that fits it.
#
# <details><summary>Hint 1</summary>
# Seconds are the better the smaller. Which neighbour is the faster one?
# </details>
# <details><summary>Hint 2</summary>
# <code>advantage = min(per_image[63], per_image[65]) / per_image[64]</code>
# </details>

# %% answer="myth_batch_size"
per_image = None
advantage = None
verdict_batch_size = None
### BEGIN SOLUTION
per_image = seconds_per_image([63, 64, 65])
advantage = min(per_image[63], per_image[65]) / per_image[64]
verdict_batch_size = "fact" if advantage >= 1.1 else "myth"
### END SOLUTION

# %% test="myth_batch_size" points=2
check.value(per_image, name="per_image").then(
    lambda d: sorted(d) == [63, 64, 65] if isinstance(d, dict) else "no dict"
).gives(True, mistakes={
        "a dict is expected, from batch size to seconds": "no dict",
        "the batch sizes 63, 64 and 65 are asked for": False})
for size in (63, 64, 65):
    check.value(per_image[size], name=f"per_image[{size}]").within(1e-8, 1.0)
a, b, c = per_image[63], per_image[64], per_image[65]
check.value(advantage, name="advantage").gives(min(a, c) / b, mistakes={
    "the ratio is upside down": b / min(a, c), "the slower neighbour is used": max(a, c) / b,
    "this is the mean of the neighbours": (a + c) / 2 / b, "only 63 is compared": a / b,
    "only 65 is compared": c / b, "1 is subtracted: a ratio is asked for": min(a, c) / b - 1,
    "these are seconds: divide, do not subtract": min(a, c) - b})
check.one_of(verdict_batch_size, ("fact", "myth"), name="verdict_batch_size")
### BEGIN HIDDEN TESTS
with check.hidden():
    right, other = ("fact", "myth") if advantage >= 1.1 else ("myth", "fact")
    check.value(verdict_batch_size.strip().lower(), name="verdict_batch_size").gives(
        right, mistakes={"the verdict does not fit your own measurement": other})
### END HIDDEN TESTS

# %%
sizes = [8, 12, 16, 24, 32, 40, 48, 56, 63, 64, 65, 72, 80, 96, 112, 127, 128, 129]
curve = {n: [1e6 * seconds] for n, seconds in seconds_per_image(sizes).items()}
plots.picture(
    plots.sweep({"this machine": curve}, setting="batch size", quantity="µs per image", log=False),
    "Notice: the images of a batch share a fixed cost, so larger batches are cheaper per image. "
    "Look for dips at 32, 64 and 128 before you believe in powers of two.",
)

# %% [markdown]
# Powers of two are convenient for memory blocks and for people, and some accelerators want
# multiples of 8. What decides is the measurement on the machine that counts.

# %% [markdown]
# ## 8 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# On a loss whose steepest curvature is L, gradient descent has the rate 2/L, exactly. Along the
# steepest direction it
#
# - **a** converges, faster than with any smaller rate
# - **b** jumps from side to side and stays equally far from the floor
# - **c** climbs out of the valley

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abc", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "each step multiplies that coordinate by 1 − ηL = −1; below 2/L it shrinks, above it grows."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# Which rule takes exactly the same steps when the loss is multiplied by 1,000 (with eps = 0)?
#
# - **a** gradient descent
# - **b** momentum
# - **c** Nesterov
# - **d** Adam

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "d"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "d", name="answer_2", because=(
    "both m and √s become 1,000 times larger and their ratio stays; the steps of the other three "
    "are proportional to the gradient."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# A page calls a rule "Adadelta". It reads s ← ρs + (1−ρ)g², then w ← w − ηg / √(s + ε). What is it?
#
# - **a** Adadelta, as printed
# - **b** Adagrad: the squares are added up
# - **c** RMSprop with eps inside the root: the root of past updates is missing
# - **d** Adam without bias correction

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "c"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "c", name="answer_3", because=(
    "a fading mean of squares below the line alone is RMSprop; Adadelta has the root of its past "
    "updates above it, and needs no rate."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 4 — 1 point, 1 minute
#
# "On my network Adam beats SGD, both at their default rates, with one seed each." What follows?
#
# - **a** Adam is the better optimizer for this network
# - **b** little: rates were not tuned, and one seed tells nothing of the spread
# - **c** SGD would generalise better with more epochs
# - **d** the network has vanishing gradients

# %% answer="answer_4"
answer_4 = None
### BEGIN SOLUTION
answer_4 = "b"
### END SOLUTION

# %% test="answer_4" points=1
check.one_of(answer_4, "abcd", name="answer_4")
### BEGIN HIDDEN TESTS
check.quiz(answer_4, "b", name="answer_4", because=(
    "in this lab the rate moved accuracy by tens of percent, and the choice among tuned "
    "optimizers by less than the spread of five seeds."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Gradient descent converges below the rate 2/L; the steepest direction sets it for all others.
# - Momentum adds pushes up, to 1/(1 − β) times the step; Nesterov looks ahead.
# - Adagrad, RMSprop and Adadelta give every weight a rate of its own, along the axes only.
# - Adam = RMSprop + momentum + bias correction; AdamW decays the weights apart from it.
# - Batch, mini-batch and stochastic differ in the samples, not in the rule.
# - Tune the rate first. Between tuned optimizers, look at the spread before you call a winner.

# %% [markdown]
# **If you want more:** Kingma and Ba, *Adam: a method for stochastic optimization* (ICLR 2015);
# Duchi, Hazan and Singer, *Adaptive subgradient methods* (JMLR 12, 2011), for Adagrad; Zeiler,
# *ADADELTA* (arXiv:1212.5701); Loshchilov and Hutter, *Decoupled weight decay regularization* (ICLR
# 2019); Goh, *Why momentum really works* (Distill, 2017), with moving pictures. Schmidt, Schneider
# and Hennig, *Descending through a crowded valley* (ICML 2021), raced fifteen optimizers: read how
# it ended.
