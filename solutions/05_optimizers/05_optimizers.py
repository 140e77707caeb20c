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
# is to choose, and a landscape can make it hard. Here is a ravine: 100 times steeper across than
# along, $f = \frac12 (x^2 + 100\,y^2)$.

# %% [markdown]
# ### Exercise 1 · `sgd` — 2 points, 3 minutes, easy
#
# - **Inputs:** `w`, a tensor of any shape; `grad`, the gradient there, of the same shape; `state`, a
#   dict; `lr`, the rate, a float.
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
    for seed, shape, lr in ((2, (), 0.01), (3, (5,), 2.0), (4, (2, 3, 4), 0.05)):
        w, grads = walk(seed, *shape)
        check.rolled(sgd, w, grads, lr=lr).gives(
            torch_path(torch.optim.SGD, w, grads, lr=lr), rtol=1e-9,
            mistakes=slips.sgd(w, grads, lr=lr))
    w, grads = walk(5, 3, 2, dtype=torch.float32)
    check.rolled(sgd, w, grads, lr=0.1).gives(torch_path(torch.optim.SGD, w, grads, lr=0.1))
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2 · `momentum` — 3 points, 5 minutes, easy
#
# $$v \leftarrow \beta v + g \qquad w \leftarrow w - \eta v$$
#
# - **Inputs:** as before, and `beta`, how much of the velocity is kept, a float. The velocity is
#   zero before the first step.
# - **Returns:** the pair `(w, state)`; this time something must be remembered.
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=0.1` and `beta=0.5`: v is 2, then
#   3; w is 0.8, then 0.5.
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


w, grads = torch.tensor([1.0]), torch.tensor([[2.0], [2.0]])
check.rolled(momentum, w, grads, lr=0.1, beta=0.5).gives(
    right(w, grads, 0.1, 0.5), mistakes=slips.momentum(w, grads, lr=0.1, beta=0.5))
w, grads = walk(11, 2, 3)
check.rolled(momentum, w, grads, lr=0.02, beta=0.8).gives(
    right(w, grads, 0.02, 0.8), rtol=1e-9,
    mistakes={"beta is ignored": right(w, grads, 0.02, 0.9),
              **slips.momentum(w, grads, lr=0.02, beta=0.8)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr, beta in ((12, (), 0.01, 0.5), (13, (5,), 1.0, 0.99), (14, (2, 3), 0.1, 0.0)):
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
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=0.1` and `beta=0.5`: v is 2, then
#   3; w is 0.7, then 0.35.
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


w, grads = torch.tensor([1.0]), torch.tensor([[2.0], [2.0]])
check.rolled(nesterov, w, grads, lr=0.1, beta=0.5).gives(
    right(w, grads, 0.1, 0.5), mistakes=slips.nesterov(w, grads, lr=0.1, beta=0.5))
w, grads = walk(21, 2, 3)
check.rolled(nesterov, w, grads, lr=0.02, beta=0.8).gives(
    right(w, grads, 0.02, 0.8), rtol=1e-9,
    mistakes={"beta is ignored": right(w, grads, 0.02, 0.9),
              **slips.nesterov(w, grads, lr=0.02, beta=0.8)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr, beta in ((22, (), 0.01, 0.5), (23, (5,), 1.0, 0.99), (24, (2, 3), 0.1, 0.7)):
        w, grads = walk(seed, *shape)
        check.rolled(nesterov, w, grads, lr=lr, beta=beta).gives(
            right(w, grads, lr, beta), rtol=1e-9, mistakes=slips.nesterov(w, grads, lr, beta))
    check.rolled(nesterov, w, grads, lr=0.01).gives(
        right(w, grads, 0.01, 0.9), rtol=1e-9, mistakes=slips.nesterov(w, grads, 0.01))
    w, grads = walk(25, 3, 2, dtype=torch.float32)
    check.rolled(nesterov, w, grads, lr=0.1).gives(right(w, grads, 0.1, 0.9))
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Which samples?
#
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
right, order = epoch(x, y, 3, seeded.clone_state()), torch.randperm(7, generator=seeded.clone_state())
apart = torch.randperm(7, generator=torch.Generator().manual_seed(0))
check.items(minibatches, x, y, 3, seeded).gives(right, mistakes={
    "the last, shorter batch is dropped": right[:2], "only the first batch comes": right[:1],
    "nothing is shuffled": [(x[:3], y[:3]), (x[3:6], y[3:6]), (x[6:], y[6:])],
    "y is not shuffled with x": [(a, b) for (a, _), b in zip(right, y.split(3))],
    "x is not shuffled with y": [(a, b) for a, (_, b) in zip(x.split(3), right)],
    "y comes before x": [(b, a) for a, b in right], "y is missing": [a for a, _ in right],
    "batches overlap: the next one starts one sample later": [
        (x[order[i : i + 3]], y[order[i : i + 3]]) for i in range(7)],
    "batch_size is the number of batches": epoch(x, y, 2, seeded.clone_state())})
check.items(minibatches, x, y, 1, seeded).gives(epoch(x, y, 1, seeded.clone_state()))
check.items(minibatches, x, y, 9, seeded).gives(epoch(x, y, 9, seeded.clone_state()))
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, n, size, shape in ((32, 12, 4, (3, 2)), (33, 1, 1, ()), (34, 10, 7, (1,)), (35, 6, 6, (2,))):
        g = torch.Generator().manual_seed(seed)
        x, y = torch.randn(n, *shape, generator=g), torch.randint(0, 5, (n,), generator=g)
        check.items(minibatches, x, y, size, g).gives(epoch(x, y, size, g.clone_state()), mistakes={
            "the last, shorter batch is dropped": epoch(x, y, size, g.clone_state())[: n // size]})
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · A rate for every weight
#
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
# <code>total = state.get("total", 0) + grad**2</code>; then <code>total.sqrt() + eps</code>, eps
# outside the root.
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


w, grads = torch.tensor([1.0]), torch.tensor([[3.0], [4.0]])
check.rolled(adagrad, w, grads, lr=1.0, eps=0.5).gives(
    right(w, grads, lr=1.0, eps=0.5), mistakes=slips.adagrad(w, grads, lr=1.0, eps=0.5))
w, grads = walk(51, 2, 3)
check.rolled(adagrad, w, grads, lr=0.3, eps=0.1).gives(
    right(w, grads, lr=0.3, eps=0.1), rtol=1e-9,
    mistakes={"lr is ignored": right(w, grads, lr=0.01, eps=0.1),
              "eps is ignored": right(w, grads, lr=0.3), **slips.adagrad(w, grads, 0.3, 0.1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, lr, eps in ((52, (), 0.1, 1e-3), (53, (5,), 1.0, 0.0), (54, (2, 3, 2), 0.01, 2.0)):
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
# ### Exercise 6 · `rmsprop` — 3 points, 4 minutes, easy
#
# $$s \leftarrow \alpha s + (1-\alpha)\,g^2 \qquad w \leftarrow w - \eta\,\frac{g}{\sqrt{s} + \varepsilon}$$
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


w, grads = torch.tensor([1.0]), torch.tensor([[2.0], [2.0]])
check.rolled(rmsprop, w, grads, lr=1.0, alpha=0.75, eps=1.0).gives(
    right(w, grads, lr=1.0, alpha=0.75, eps=1.0),
    mistakes=slips.rmsprop(w, grads, lr=1.0, alpha=0.75, eps=1.0))
w, grads = walk(61, 2, 3)
check.rolled(rmsprop, w, grads, lr=0.3, alpha=0.9, eps=0.1).gives(
    right(w, grads, lr=0.3, alpha=0.9, eps=0.1), rtol=1e-9,
    mistakes={"alpha is ignored": right(w, grads, lr=0.3, eps=0.1),
              "eps is ignored": right(w, grads, lr=0.3, alpha=0.9),
              **slips.rmsprop(w, grads, lr=0.3, alpha=0.9, eps=0.1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, *values in ((62, (), 0.1, 0.5, 1e-3), (63, (5,), 1.0, 0.999, 1e-6),
                                 (64, (2, 3, 2), 0.01, 0.0, 2.0)):
        w, grads = walk(seed, *shape)
        settings = dict(zip(("lr", "alpha", "eps"), values))
        check.rolled(rmsprop, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.rmsprop(w, grads, **settings))
    w, grads = walk(65, 3, 2)
    check.rolled(rmsprop, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-9, mistakes=slips.rmsprop(w, 1e-7 * grads))
    w, grads = walk(66, 4, dtype=torch.float32)
    check.rolled(rmsprop, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

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
# - **Example:** two steps from w = 1 with g = 2 both times, `lr=1`, `rho=0.5` and `eps=1`: d is
#   1.1547, then 1.2910; w is −0.1547, then −1.4457.
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


w, grads = torch.tensor([1.0]), torch.tensor([[2.0], [2.0]])
check.rolled(adadelta, w, grads, rho=0.5, eps=1.0).gives(
    right(w, grads, rho=0.5, eps=1.0), mistakes=slips.adadelta(w, grads, rho=0.5, eps=1.0))
w, grads = walk(71, 2, 3)
check.rolled(adadelta, w, grads, lr=0.3, rho=0.8, eps=0.1).gives(
    right(w, grads, lr=0.3, rho=0.8, eps=0.1), rtol=1e-9,
    mistakes={"rho is ignored": right(w, grads, lr=0.3, eps=0.1),
              "eps is ignored": right(w, grads, lr=0.3, rho=0.8),
              **slips.adadelta(w, grads, lr=0.3, rho=0.8, eps=0.1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, *values in ((72, (), 0.1, 0.5, 1e-3), (73, (5,), 1.0, 0.99, 1e-6),
                                 (74, (2, 3, 2), 2.0, 0.7, 2.0)):
        w, grads = walk(seed, *shape)
        settings = dict(zip(("lr", "rho", "eps"), values))
        check.rolled(adadelta, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.adadelta(w, grads, **settings))
    w, grads = walk(75, 3, 2)
    check.rolled(adadelta, w, grads).gives(
        right(w, grads), rtol=1e-9, mistakes=slips.adadelta(w, grads))
    w, grads = walk(76, 4, dtype=torch.float32)
    check.rolled(adadelta, w, grads).gives(right(w, grads))
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Adam
#
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


w, grads = torch.tensor([1.0]), torch.tensor([[3.0], [1.0]])
check.rolled(adam, w, grads, lr=0.1, betas=(0.5, 0.75), eps=1.0).gives(
    right(w, grads, lr=0.1, betas=(0.5, 0.75), eps=1.0),
    mistakes=slips.adam(w, grads, 0.1, (0.5, 0.75), 1.0))
w, grads = walk(81, 2, 3)
check.rolled(adam, w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1).gives(
    right(w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1), rtol=1e-9,
    mistakes={"betas are ignored": right(w, grads, lr=0.3, eps=0.1),
              "eps is ignored": right(w, grads, lr=0.3, betas=(0.8, 0.95)),
              **slips.adam(w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, *values in ((82, (), 0.1, (0.5, 0.9), 1e-3), (83, (5,), 1.0, (0.99, 0.9), 1e-6),
                                 (84, (2, 3, 2), 0.01, (0.0, 0.5), 2.0)):
        w, grads = walk(seed, *shape)
        settings = dict(zip(("lr", "betas", "eps"), values))
        check.rolled(adam, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.adam(w, grads, **settings))
    w, grads = walk(85, 3, 2)
    check.rolled(adam, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-9, mistakes=slips.adam(w, 1e-7 * grads))
    w, grads = walk(86, 4, dtype=torch.float32)
    check.rolled(adam, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

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
# - **Example:** from w = 1 with g = 3, `lr=0.1` and `eps=0` to 0.9004 in the first step.
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


w, grads = torch.tensor([1.0]), torch.tensor([[3.0], [1.0]])
check.rolled(nadam, w, grads, lr=0.1, betas=(0.5, 0.75), eps=1.0).gives(
    right(w, grads, lr=0.1, betas=(0.5, 0.75), eps=1.0),
    mistakes=slips.nadam(w, grads, 0.1, (0.5, 0.75), 1.0))
w, grads = walk(91, 2, 3)
check.rolled(nadam, w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1).gives(
    right(w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1), rtol=1e-6,
    mistakes={"betas are ignored": right(w, grads, lr=0.3, eps=0.1),
              "eps is ignored": right(w, grads, lr=0.3, betas=(0.8, 0.95)),
              **slips.nadam(w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, *values in ((92, (), 0.1, (0.5, 0.9), 1e-3), (93, (5,), 1.0, (0.99, 0.9), 1e-6),
                                 (94, (2, 3, 2), 0.01, (0.3, 0.5), 2.0)):
        w, grads = walk(seed, *shape)
        settings = dict(zip(("lr", "betas", "eps"), values))
        check.rolled(nadam, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-6, mistakes=slips.nadam(w, grads, **settings))
    w, grads = walk(95, 3, 2, steps=60)
    check.rolled(nadam, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-6, mistakes=slips.nadam(w, 1e-7 * grads))
    w, grads = walk(96, 4, dtype=torch.float32)
    check.rolled(nadam, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS

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


w, grads = torch.tensor([10.0]), torch.tensor([[0.0], [1.0]])
check.rolled(adamw, w, grads, lr=0.1, eps=1.0, weight_decay=0.1).gives(
    right(w, grads, lr=0.1, eps=1.0, weight_decay=0.1),
    mistakes=slips.adamw(w, grads, lr=0.1, eps=1.0, weight_decay=0.1))
w, grads = walk(101, 2, 3)
check.rolled(adamw, w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1, weight_decay=0.2).gives(
    right(w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1, weight_decay=0.2), rtol=1e-9,
    mistakes={"weight_decay is ignored": right(w, grads, lr=0.3, betas=(0.8, 0.95), eps=0.1),
              **slips.adamw(w, grads, 0.3, (0.8, 0.95), 0.1, 0.2)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for seed, shape, *values in ((102, (), 0.1, (0.5, 0.9), 1e-3, 0.5), (104, (2, 3, 2), 0.01, (0.0, 0.5), 2.0, 3.0),
                                 (103, (5,), 1.0, (0.99, 0.9), 1e-6, 0.0)):
        w, grads = walk(seed, *shape)
        settings = dict(zip(("lr", "betas", "eps", "weight_decay"), values))
        check.rolled(adamw, w, grads, **settings).gives(
            right(w, grads, **settings), rtol=1e-9, mistakes=slips.adamw(w, grads, **settings))
    w, grads = walk(105, 3, 2)
    check.rolled(adamw, w, 1e-7 * grads).gives(
        right(w, 1e-7 * grads), rtol=1e-9, mistakes=slips.adamw(w, 1e-7 * grads))
    w, grads = walk(106, 4, dtype=torch.float32)
    check.rolled(adamw, w, grads, lr=0.1).gives(right(w, grads, lr=0.1))
### END HIDDEN TESTS
