# %% [markdown]
# # Lab 03 · Activations
#
# Between two layers of a network stands a function so small that it fits into one line. Without
# it, depth is worth nothing; with the wrong one, the first layers stop learning. After this lab
# you can
#
# - show why a network needs activations, and **write all the common ones with their slopes**, so
#   that they survive inputs of ±100;
# - measure how gradients fade through a deep network, and predict by how much;
# - find dead units, kill them and bring them back.
#
# **90 minutes · 40 points · builds on:** Lab 01 and the chain rule.

# %% [markdown]
# Work from top to bottom. Each exercise has a stub for you to fill and a check right below it that
# tells you what is wrong. Points come from more inputs of the same kind, so write the general
# rule, not the example. Functions never change their arguments.

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check, data, device, explore, plots, train
torch.set_num_threads(1)  # small networks run fastest on one core
print(device.explain())

# %% [markdown]
# ## 1 · Two lines make a line
#
# A linear layer stretches, turns and shifts. Do it twice and you have stretched, turned and
# shifted, which **one** layer could have done. A hundred linear layers are one linear layer. So
# something has to bend between them. Below are four clusters in two classes. No straight line gets
# more than three of the clusters right. Then comes one ReLU.

# %%
corners = torch.tensor([[1.0, 1], [-1, 1], [-1, -1], [1, -1]]).repeat(40, 1)
points = corners + 0.2 * torch.randn(160, 2, generator=torch.Generator().manual_seed(0))
plots.picture(
    plots.folded(points, torch.tensor([0, 1, 0, 1]).repeat(40), torch.tensor([[1.0, -1], [-1, 1]])),
    "Notice: ReLU folds the plane. Both blue clusters land near the corner, one straight line "
    "separates them from the orange ones, and unfolded that line becomes two.",
)

# %%
w1, b1, w2, b2 = 3.0, 1.0, -2.0, 5.0
x = torch.tensor([-1.0, 0.0, 2.0])
print("two layers:       ", (w2 * (w1 * x + b1) + b2).tolist())
print("one layer, −6x + 3:", (-6 * x + 3).tolist())

# %% [markdown]
# **Predict:** the first layer maps 100 numbers to 10, the second 10 to 100. The single layer that
# does the same has a 100×100 weight. Can it be any 100×100 matrix?
#
# <details><summary>Answer</summary>
# No. Everything passes through ten numbers, so its rank is at most 10. Two linear layers can do
# <em>less</em> than one large one, never more.
# </details>

# %% [markdown]
# ### Exercise 1 · `collapse` — 3 points, 6 minutes, easy
#
# Two layers compute W1·x + b1 and then W2·(…) + b2. Return the single layer that does the same.
#
# - **Inputs:** `W1` of shape `(H, D)`, `b1` of shape `(H,)`, `W2` of shape `(O, H)`, `b2` of shape
#   `(O,)`: tensors, as in `torch.nn.Linear`.
# - **Returns:** a tuple `(W, b)` of shapes `(O, D)` and `(O,)`.
# - **Example:** with 1×1 matrices, 3x + 1 and then −2x + 5 give `W = [[-6]]` and `b = [3]`.
#
# <details><summary>Hint 1</summary>
# Write W2(W1 x + b1) + b2 on paper and multiply out. What stands in front of x, and what is left?
# </details>
# <details><summary>Hint 2</summary>
# <code>W2 @ W1</code>, in this order. The first bias goes through the second layer too.
# </details>

# %% answer="collapse"
def collapse(W1, b1, W2, b2):
    """Return weight and bias of the one layer that two linear layers amount to."""
    ### BEGIN SOLUTION
    return W2 @ W1, W2 @ b1 + b2
    ### END SOLUTION

# %% test="collapse" points=3
W1, b1 = torch.tensor([[1.0, 2], [3, 4]]), torch.tensor([1.0, -1])
W2, b2 = torch.tensor([[0.0, 1], [2, 5]]), torch.tensor([10.0, 20])
W, b = torch.tensor([[3.0, 4], [17, 24]]), torch.tensor([9.0, 17])
swapped = torch.tensor([[4.0, 11], [8, 23]])
check.call(collapse, W1, b1, W2, b2).gives((W, b), mistakes={
    "the product is in the wrong order: x meets W1 first": (swapped, b),
    "the first bias goes through the second layer too": (W, b1 + b2),
    "the second bias is forgotten": (W, b - b2), "the first bias is forgotten": (W, b2),
    "* multiplies number by number; a matrix product is @": (W2 * W1, b),
    "the second bias does not pass the first layer": (W, torch.tensor([51.0, 109])),
    "the bias comes first: return (W, b)": (b, W)})
check.call(collapse, torch.ones(4, 3), torch.ones(4), torch.ones(2, 4), torch.zeros(2)).gives(
    (torch.full((2, 3), 4.0), torch.full((2,), 4.0)), mistakes={
        "the result is transposed": (torch.full((3, 2), 4.0), torch.full((2,), 4.0)),
        "the example is hard-coded": (W, b)})
### BEGIN HIDDEN TESTS
with check.hidden():
    torch.manual_seed(31)
    for d, h, o in ((1, 1, 1), (3, 5, 2), (6, 2, 6), (4, 4, 4), (2, 7, 1)):
        both = torch.nn.Sequential(torch.nn.Linear(d, h), torch.nn.Linear(h, o)).double()
        at_zero = both(torch.zeros(1, d).double())
        matrix = (both(torch.eye(d).double()) - at_zero).T
        check.call(collapse, *(p.detach() for p in both.parameters())).gives(
            (matrix, at_zero[0]), rtol=1e-9)
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** this is true for convolutions too. Two 3×3 convolutions with nothing in between are
# one 5×5 convolution (but for the border).

# %% [markdown]
# ## 2 · Soft steps
#
# The first networks bent with an S: the **sigmoid** σ(x) = 1 / (1 + e⁻ˣ), from 0 to 1, and the
# hyperbolic tangent **tanh**(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), from −1 to 1. Training needs more than
# the value: the gradient is multiplied by the **slope**. Start with the sigmoid. Where is it
# steepest, and how steep? Then try the others on the menu: you will write all of them.

# %%
explore.activation("sigmoid")

# %% [markdown]
# A formula can be right on paper and fail in a computer: float32 ends at about 3.4·10³⁸.

# %%
x = torch.tensor(100.0)
print("e^100 in float32:  ", x.exp().item())
print("e^x / (1 + e^x):   ", (x.exp() / (1 + x.exp())).item(), " (infinity / infinity)")
print("1 / (1 + e^-x):    ", (1 / (1 + (-x).exp())).item())

# %% [markdown]
# **Predict:** sigmoid and tanh look alike. Which stretching and shifting turns σ into tanh?
#
# <details><summary>Answer</summary>
# tanh(x) = 2·σ(2x) − 1: twice as fast, twice as high, one lower. So its slope at 0 is four times
# as large: 1 instead of ¼. Remember these two numbers.
# </details>

# %% [markdown]
# ### Exercise 2 · `sigmoid_tanh` — 4 points, 8 minutes, medium
#
# Write the two functions, so that no input gives NaN.
#
# - **Input:** `x`: a tensor of any shape, float32 or float64, with values such as ±100 in it.
# - **Returns:** a tensor of the same shape.
# - **Example:** `sigmoid` of −100, 0, 100 is 0, 0.5, 1; `tanh` of the same is −1, 0, 1.
# - **Not allowed:** PyTorch's own sigmoid and tanh.
#
# <details><summary>Hint 1</summary>
# What overflows is e to a large positive power. Which of the formulas above has only powers that
# may overflow harmlessly? For tanh, use your sigmoid.
# </details>
# <details><summary>Hint 2</summary>
# <code>1 / (1 + torch.exp(-x))</code> is safe in its value: 1 / infinity is 0. And
# tanh(x) = 2·σ(2x) − 1.
# </details>

# %% answer="sigmoid_tanh"
def sigmoid(x):
    """Return the logistic sigmoid of every value."""
    ### BEGIN SOLUTION
    small = torch.exp(-x.abs())  # never above 1
    return torch.where(x >= 0, 1 / (1 + small), small / (1 + small))
    ### END SOLUTION


def tanh(x):
    """Return the hyperbolic tangent of every value."""
    ### BEGIN SOLUTION
    return 2 * sigmoid(2 * x) - 1
    ### END SOLUTION

# %% test="sigmoid_tanh" points=4
x = torch.tensor([[-2.5, -0.5, 0.0], [0.3, 1.0, 4.0]])
big = torch.tensor([-100.0, -30.0, 30.0, 100.0])
for own in (sigmoid, tanh):
    check.forbid("sigmoid", own, x)
    check.forbid("tanh", own, x)
up, down = torch.exp(x), torch.exp(-x)
check.call(sigmoid, x).gives(torch.sigmoid(x), mistakes={
    "the minus in the exponent is missing": torch.sigmoid(-x), "this is tanh": torch.tanh(x),
    "brackets: 1 / (1 + e^-x), not 1 / 1 + e^-x": 1 + down,
    "this is the slope, not the value": torch.sigmoid(x) * torch.sigmoid(-x)})
check.call(sigmoid, big).gives(torch.sigmoid(big), mistakes={
    "e^100 overflows, and infinity / infinity is NaN": big.exp() / (1 + big.exp())})
check.call(tanh, x).gives(torch.tanh(x), mistakes={
    "this is the sigmoid": torch.sigmoid(x), "stretched up and shifted, but not made twice as fast":
    2 * torch.sigmoid(x) - 1, "not shifted down by 1": 2 * torch.sigmoid(2 * x),
    "this is sinh: it is not divided": (up - down) / 2,
    "twice as fast, but not twice as high": torch.sigmoid(2 * x) - 1,
    "the sum and the difference are swapped": (up + down) / (up - down)})
check.call(tanh, big).gives(torch.tanh(big), mistakes={
    "e^100 overflows, and infinity / infinity is NaN": big.sinh() / big.cosh(),
    "e^(2x) overflows, and infinity / infinity is NaN":
    ((2 * big).exp() - 1) / ((2 * big).exp() + 1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(32)
    for shape, scale, dtype in (((7,), 1, torch.float32), ((3, 4), 10, torch.float64),
                                ((2, 3, 2), 300, torch.float32), ((5, 2), 3000, torch.float64)):
        x = scale * torch.randn(*shape, generator=g, dtype=dtype)
        for own, right in ((sigmoid, torch.sigmoid), (tanh, torch.tanh)):
            check.call(own, x).gives(right(x))
    for own in (sigmoid, tanh):
        check.forbid("sigmoid", own, x)
        check.forbid("tanh", own, x)
### END HIDDEN TESTS

# %% [markdown]
# Both have a lovely property: the slope follows from the *output* alone. A network that has
# computed the output on its way forward gets the slope on its way back for nothing.

# %% locked="slope_of"
def slope_of(function, x):
    """Return the slope of a function at every value of x, taken by autograd."""
    x = x.clone().requires_grad_()
    (slope,) = torch.autograd.grad(function(x).sum(), x)
    return slope

# %%
x = torch.tensor([-4.0, -1.0, 0.0, 1.0, 4.0])
print("sigmoid: ", [f"{v:.3f}" for v in torch.sigmoid(x)])
print("slope:   ", [f"{v:.3f}" for v in slope_of(torch.sigmoid, x)])

# %% [markdown]
# ### Exercise 3 · `output_slopes` — 2 points, 4 minutes, easy
#
# - **Input:** `s` or `t`: the **output** of sigmoid or tanh, a tensor of any shape.
# - **Returns:** the slope that the function has there, a tensor of the same shape.
# - **Example:** `sigmoid_slope` of 0.5 is 0.25; `tanh_slope` of 0 is 1.
#
# <details><summary>Hint 1</summary>
# Differentiate 1 / (1 + e⁻ˣ) and look for σ in the result. The slope of σ is as large at 0.1 as at
# 0.9, and zero at 0 and 1.
# </details>
# <details><summary>Hint 2</summary>
# s·(1 − s) and 1 − t².
# </details>

# %% answer="output_slopes"
def sigmoid_slope(s):
    """Return the slope of the sigmoid where its output is s."""
    ### BEGIN SOLUTION
    return s * (1 - s)
    ### END SOLUTION


def tanh_slope(t):
    """Return the slope of tanh where its output is t."""
    ### BEGIN SOLUTION
    return 1 - t**2
    ### END SOLUTION

# %% test="output_slopes" points=2
x = torch.tensor([[-3.0, -1.0, 0.0], [0.5, 1.5, 2.5]])
for own, function in ((sigmoid_slope, torch.sigmoid), (tanh_slope, torch.tanh)):
    y, right = function(x), slope_of(function, x)
    check.call(own, y).gives(right, mistakes={
        "the input is the output already: do not apply the function again": slope_of(function, y),
        "the output is subtracted from 1, but not squared (or multiplied)": 1 - y,
        "this is y·(1 + y)": y * (1 + y), "this is y² − 1: the sign is flipped": y**2 - 1,
        "this is the slope of tanh": 1 - y * y, "this is the slope of the sigmoid": y - y * y,
        "the square belongs to the output only: 1 − t², not (1 − t)²": (1 - y) ** 2})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(33)
    for shape, scale, dtype in (((7,), 1, torch.float32), ((3, 4), 5, torch.float64),
                                ((2, 3, 2), 100, torch.float32)):
        x = scale * torch.randn(*shape, generator=g, dtype=dtype)
        x.view(-1)[0] = 0  # where the slope is largest
        for own, function in ((sigmoid_slope, torch.sigmoid), (tanh_slope, torch.tanh)):
            check.call(own, function(x)).gives(slope_of(function, x))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** the sigmoid's slope is never above ¼, the slope of tanh never above 1, and far from 0
# both are nearly zero: the unit is *saturated* and hardly learns.

# %% [markdown]
# ## 3 · Gradients that fade
#
# On its way back, the gradient is multiplied by one slope and one weight matrix per layer. With
# Xavier's initialization (lab 04) the matrices keep its length about the same. What is left is the
# slope: with sigmoids at most ¼ per layer.
#
# **Predict:** ten hidden layers of sigmoids. How many times smaller is the gradient of the first
# than that of the tenth?
#
# <details><summary>Answer</summary>
# Nine sigmoids lie between them: 4⁹ = 262,144 times, if ¼ holds. You will measure it.
# </details>

# %% locked="dense_net"
def dense_net(sizes, activation="ReLU", seed=0, shift=0.0):
    """Return linear layers of these sizes with an activation between them.

    Weights are Xavier's, drawn from the seed; the biases of hidden layers are set to `shift`.
    """
    torch.manual_seed(seed)
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:], strict=False):
        linear = torch.nn.Linear(inputs, outputs)
        torch.nn.init.xavier_uniform_(linear.weight)
        torch.nn.init.constant_(linear.bias, shift)
        layers += [linear, getattr(torch.nn, activation)()]
    torch.nn.init.zeros_(linear.bias)
    return torch.nn.Sequential(*layers[:-1])


def pixels(split):
    """Return real digits as (N, 64) floats around 0, and their labels."""
    digits = data.digits(split)
    return digits.images.flatten(1) / 128 - 0.6, digits.labels


TRAIN, TEST = pixels("train"), pixels("test")

# %% [markdown]
# The signal fades on its way forward, too. Below, real digits go through ten layers of sigmoids;
# from each layer we keep what *differs* from image to image.

# %%
h, differences = TRAIN[0].double(), {}
with torch.no_grad():
    for number, layer in enumerate(dense_net([64] * 11 + [10], "Sigmoid").double()[:-1]):
        h = layer(h)
        if number % 2:
            differences[f"layer {number // 2 + 1}"] = h - h.mean(0)
shown = {name: differences[name] for name in ("layer 1", "layer 2", "layer 3", "layer 10")}
plots.picture(
    plots.histograms_through_depth(shown, quantity="output minus its mean over all images"),
    "Notice the standard deviations: each layer leaves about a quarter of the difference. At layer "
    "10 every digit looks the same.",
)

# %% locked="tiny_net"
def tiny_net():
    """Return a network with 2 inputs, hidden layers of 4 and 2 ReLUs, and 2 outputs."""
    net = dense_net([2, 4, 2, 2])
    with torch.no_grad():
        net[0].weight.copy_(torch.tensor([[1.0, 1], [-1, -1], [1, -1], [-2, 1]]))
        net[2].weight.copy_(torch.tensor([[1.0, 1, 1, 1], [-1, 0, 0, 1]]))
        net[4].weight.copy_(torch.tensor([[1.0, 1], [-1, 1]]))
    return net


TINY_INPUTS = torch.tensor([[1.0, 0], [0, 1], [1, 1]])

# %% [markdown]
# ### Exercise 4 · `gradient_norms` — 4 points, 10 minutes, medium
#
# - **Inputs:** `model`: a module with some `torch.nn.Linear` layers in it; `x` of shape `(N, D)`;
#   `y` of shape `(N,)`: int64 class labels.
# - **Returns:** a list of floats, one for each `Linear` layer in order: the Euclidean norm of the
#   gradient of the mean cross-entropy loss by the layer's **weight**.
# - **Example:** for `tiny_net()`, `TINY_INPUTS` and labels 0, 1, 0: `[0.9178, 0.9009, 0.8919]`.
# - **Edge case:** called twice, it gives the same twice. The weights stay as they are.
#
# <details><summary>Hint 1</summary>
# Forward, <code>F.cross_entropy</code>, <code>backward()</code>; then every weight has a
# <code>.grad</code>. PyTorch <em>adds</em> to what is there: empty the gradients before.
# </details>
# <details><summary>Hint 2</summary>
# <code>[m.weight.grad.norm().item() for m in model.modules() if isinstance(m, torch.nn.Linear)]
# </code> after <code>model.zero_grad()</code> and the backward pass.
# </details>

# %% answer="gradient_norms"
def gradient_norms(model, x, y):
    """Return the norm of the loss's gradient by the weight of every linear layer."""
    ### BEGIN SOLUTION
    weights = [m.weight for m in model.modules() if isinstance(m, torch.nn.Linear)]
    loss = F.cross_entropy(model(x), y)
    return [gradient.norm().item() for gradient in torch.autograd.grad(loss, weights)]
    ### END SOLUTION

# %% test="gradient_norms" points=4
y = torch.tensor([0, 1, 0])
norms = [0.9178, 0.9009, 0.8919]
net = check.module(tiny_net, beside=gradient_norms)
for _ in range(2):  # a second call must give the same
    check.call(gradient_norms, net, TINY_INPUTS, y).gives(norms, rtol=1e-3, mistakes={
        "gradients of an earlier call are still there: empty them": [2 * norm for norm in norms],
        "the biases are listed too": [0.9178, 0.9091, 0.9009, 0.6307, 0.8919, 0.446],
        "weight and bias are taken together": [1.2918, 1.0997, 0.9972],
        "the order is from the last layer to the first": norms[::-1],
        "the loss is summed over the rows: take the mean": [2.7534, 2.7026, 2.6758],
        "the norm is squared: its root is missing": [0.8424, 0.8115, 0.7956],
        "this is the mean of the absolute values": [0.1667, 0.1607, 0.3153],
        "this is the sum of the absolute values": [1.3333, 1.2854, 1.2614],
        "this is the largest absolute value": [0.6547, 0.6547, 0.6307],
        "softmax is applied before cross_entropy, which does it": [0.02476, 0.01841, 0.00572],
        "this is the norm of the weights, not of their gradients": [3.3166, 2.4495, 2.0],
        "the outputs are summed up: the loss is the cross-entropy": [0.0, 0.0, 8.4853],
        "these are the biases' gradients: take the weights'": [0.9091, 0.6307, 0.446],
        "a layer is left out: take the gradient of every Linear": [0.9178, 0.8919]})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(34)
    for sizes, activation, n in (([4, 3], "ReLU", 5), ([6, 5, 4, 3], "Tanh", 7),
                                 ([8] * 7 + [4], "Sigmoid", 3), ([5, 9, 2], "GELU", 1)):
        x, y = torch.randn(n, sizes[0], generator=g), torch.randint(sizes[-1], (n,), generator=g)
        right = dense_net(sizes, activation, seed=n)
        F.cross_entropy(right(x), y).backward()
        norms = [p.grad.norm().item() for p in right.parameters() if p.ndim == 2]
        net = check.module(dense_net, sizes, activation, n, beside=gradient_norms)
        for _ in range(2):
            check.call(gradient_norms, net, x, y).gives(norms)
        net.state().gives(dict(right.state_dict()))
### END HIDDEN TESTS

# %% [markdown]
# **An experiment: does ¼ hold?** Thirty networks with ten hidden layers for each of three
# activations, measured with *your* function from exercise 4.

# %% tags=["raises-exception"]
few = TRAIN[0][:200], TRAIN[1][:200]
runs = {
    chosen: [gradient_norms(dense_net([64] * 11 + [10], chosen, seed), *few)[:10]
             for seed in range(30)]
    for chosen in ("Tanh", "ReLU", "Sigmoid")
}
for chosen, rows in runs.items():
    factors = torch.tensor([(row[0] / row[9]) ** (1 / 9) for row in rows])
    print(f"{chosen:<8} per layer × {factors.mean():.3f} ± {factors.std():.3f}")
last = torch.tensor(runs["Sigmoid"])[:, 9].median().item()
quarter = {"¼ per layer": [last * 0.25 ** (10 - layer) for layer in range(1, 11)]}
plots.picture(
    plots.through_layers(runs, unit="gradient norm", title="Ten hidden layers, 30 networks each",
                         expected=quarter),
    "Lines are medians, bands reach from the smallest to the largest of the 30. Notice that the "
    "sigmoids follow ¼ per layer, and that tanh and ReLU, initialized alike, do not fade.",
)

# %% [markdown]
# **Notice:** ¼ is the largest slope, and it holds here because Xavier's weights keep the inputs of
# the sigmoids close to 0, where they are steepest. With PyTorch's own initialization the weights
# shrink the gradient as well and it falls faster.

# %% [markdown]
# ## 4 · Rectifiers
#
# The **ReLU** max(0, x) costs nothing and its slope is 1, wherever x is positive. You may read
# that its gradient "is always one". It is not: for negative x it is **0**, and that zero will
# matter. At x = 0 there is no slope; PyTorch takes 0. Two relatives keep something alive on the
# left:
#
# - **Leaky ReLU**: slope·x for negative x. PyTorch's default slope is 0.01; the lecture draws 0.1.
# - **ELU**: α·(eˣ − 1) for negative x, which bends softly towards −α.

# %%
explore.activation("Leaky ReLU")

# %%
x = torch.tensor([-100.0, -1.0, 0.0, 2.0])
print("ReLU:      ", [round(v, 2) for v in F.relu(x).tolist()])
print("leaky, 0.1:", [round(v, 2) for v in F.leaky_relu(x, 0.1).tolist()])
print("ELU, α = 2:", [round(v, 2) for v in F.elu(x, 2.0).tolist()])

# %% [markdown]
# **Predict:** what does Leaky ReLU with slope −1 compute? And with slope 1?
#
# <details><summary>Answer</summary>
# The absolute value, and nothing at all: with slope 1 it is the identity, and your network
# collapses to one linear layer.
# </details>

# %% [markdown]
# ### Exercise 5 · `rectifiers` — 3 points, 6 minutes, easy
#
# - **Inputs:** `x`: a tensor of any shape, with values such as ±100 in it; `slope`, `alpha`:
#   numbers, *any* numbers.
# - **Returns:** a tensor of the same shape.
# - **Example:** for −1 and 2: `relu` gives 0 and 2, `leaky_relu(x, 0.1)` −0.1 and 2, `elu(x, 2.0)`
#   −1.2642 and 2.
# - **Not allowed:** PyTorch's own relu, leaky_relu, elu and their relatives.
#
# <details><summary>Hint 1</summary>
# <code>torch.where(condition, a, b)</code> picks value by value. A sum of masked parts is risky:
# 0·∞ is NaN.
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.where(x > 0, x, alpha * (torch.exp(x) - 1))</code>; the other two alike.
# </details>

# %% answer="rectifiers"
def relu(x):
    """Return max(0, x) for every value."""
    ### BEGIN SOLUTION
    return x.clamp(min=0)
    ### END SOLUTION


def leaky_relu(x, slope=0.01):
    """Return x where it is positive and slope·x elsewhere."""
    ### BEGIN SOLUTION
    return x.clamp(min=0) + slope * x.clamp(max=0)
    ### END SOLUTION


def elu(x, alpha=1.0):
    """Return x where it is positive and alpha·(e^x − 1) elsewhere."""
    ### BEGIN SOLUTION
    return x.clamp(min=0) + alpha * torch.expm1(x.clamp(max=0))
    ### END SOLUTION

# %% test="rectifiers" points=3
x = torch.tensor([[-3.0, -0.5, 0.0], [0.3, 1.0, 4.0]])
big = torch.tensor([-100.0, -1.0, 2.0, 100.0])
for own, banned in ((relu, "relu"), (leaky_relu, "relu"), (elu, "elu")):
    check.forbid(banned, own, x)
check.call(relu, x).gives(F.relu(x), mistakes={
    "negative values are made positive": x.abs(), "this is min(0, x)": x - F.relu(x),
    "this is the slope, not the value": (x > 0).float(), "nothing is cut off": x})
check.call(leaky_relu, x).gives(F.leaky_relu(x), mistakes={"the default slope is 0.01":
    F.leaky_relu(x, 0.1), "this is relu": F.relu(x), "the sign is lost on the left": F.leaky_relu(
    x, -0.01), "the slope itself stands on the left: multiply it by x": F.threshold(x, 0, 0.01)})
check.call(leaky_relu, x, slope=2.0).gives(F.leaky_relu(x, 2.0), mistakes={
    "max(x, slope·x) is right only for slopes up to 1": torch.max(x, 2 * x),
    "the slope is ignored": F.leaky_relu(x)})
check.call(elu, x, alpha=2.0).gives(F.elu(x, 2.0), mistakes={"alpha is ignored": F.elu(x),
    "− 1 is missing: the curve jumps at 0": torch.where(x > 0, x, 2 * x.exp()),
    "brackets: alpha·(e^x − 1), not alpha·e^x − 1": torch.where(x > 0, x, 2 * x.exp() - 1),
    "alpha stands in the exponent": torch.where(x > 0, x, (2 * x).exp() - 1),
    "this is leaky_relu": F.leaky_relu(x, 2.0)})
check.call(elu, big).gives(F.elu(big), mistakes={"e^100 overflows, and 0·infinity is NaN":
    (big > 0) * big + (big <= 0) * (big.exp() - 1)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(35)
    for shape, scale, dtype in (((7,), 1, torch.float32), ((3, 4), 3, torch.float64),
                                ((2, 3, 2), 200, torch.float32)):
        x = scale * torch.randn(*shape, generator=g, dtype=dtype)
        check.call(relu, x).gives(F.relu(x))
        for number in (0.0, 0.2, 1.5, -1.0):
            check.call(leaky_relu, x, number).gives(F.leaky_relu(x, number))
            check.call(elu, x, number).gives(torch.where(x > 0, x, number * torch.expm1(x)))
        check.call(leaky_relu, x).gives(F.leaky_relu(x))
        check.call(elu, x).gives(F.elu(x))
    for own in (relu, leaky_relu, elu):
        check.forbid("elu", own, x)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6 · `rectifier_slopes` — 3 points, 6 minutes, easy
#
# - **Inputs:** as in exercise 5; `x` is the **input** of the function now, not its output.
# - **Returns:** the slope at every value, a tensor of the same shape.
# - **Example:** for −1 and 2: `relu_slope` gives 0 and 1, `leaky_relu_slope(x, 0.1)` 0.1 and 1,
#   `elu_slope(x, 2.0)` 0.7358 and 1.
# - **Edge case:** at x = 0 the slope from the left counts, as in PyTorch: 0, `slope` and `alpha`.
# - **Not allowed:** PyTorch's own backward functions of these.
#
# <details><summary>Hint 1</summary>
# Two pieces, two slopes. The left piece of ELU is α·eˣ − α.
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.where(x > 0, 1.0, alpha * torch.exp(x))</code>; the other two alike.
# </details>

# %% answer="rectifier_slopes"
def relu_slope(x):
    """Return the slope of relu at every value."""
    ### BEGIN SOLUTION
    return (x > 0).to(x.dtype)
    ### END SOLUTION


def leaky_relu_slope(x, slope=0.01):
    """Return the slope of leaky_relu at every value."""
    ### BEGIN SOLUTION
    return torch.where(x > 0, 1.0, slope)
    ### END SOLUTION


def elu_slope(x, alpha=1.0):
    """Return the slope of elu at every value."""
    ### BEGIN SOLUTION
    return torch.where(x > 0, 1.0, alpha * torch.exp(x))
    ### END SOLUTION

# %% test="rectifier_slopes" points=3
x = torch.tensor([[-100.0, -0.5, 0.0], [0.3, 1.0, 100.0]])
for own in (relu_slope, leaky_relu_slope, elu_slope):
    check.forbid("backward", own, x)
leaky, soft = torch.nn.LeakyReLU(0.2), torch.nn.ELU(2.0)
check.call(relu_slope, x).gives(slope_of(F.relu, x), mistakes={
    "the slope is not always one: left of 0 it is 0": torch.ones_like(x),
    "at 0 the slope from the left counts: 0": (x >= 0).float(),
    "this is the value, not the slope": F.relu(x), "left of 0 the slope is 0, not −1": x.sign()})
check.call(leaky_relu_slope, x, 0.2).gives(slope_of(leaky, x), mistakes={
    "at 0 the slope from the left counts": torch.where(x >= 0, 1, 0.2),
    "the slope is ignored": slope_of(F.leaky_relu, x), "this is the value, not the slope": leaky(x),
    "left of 0 the slope is slope, not slope·x": torch.where(x > 0, 1, 0.2 * x),
    "left of 0 the slope is rising: no minus": torch.where(x > 0, 1, -0.2)})
check.call(elu_slope, x, 2.0).gives(slope_of(soft, x), mistakes={
    "at 0 the slope from the left counts: alpha": torch.where(x >= 0, 1, 2 * x.exp()),
    "alpha is ignored": slope_of(F.elu, x), "this is the value, not the slope": soft(x),
    "the constant −alpha has no slope": torch.where(x > 0, 1, 2 * x.exp() - 2),
    "e^100 overflows, and 0·infinity is NaN": (x > 0) + (x <= 0) * 2 * x.exp(),
    "alpha does not stand in the exponent": torch.where(x > 0, 1, 2 * (2 * x).exp())})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(36)
    for shape, scale, dtype in (((7,), 1, torch.float32), ((3, 4), 3, torch.float64),
                                ((2, 3, 2), 200, torch.float32)):
        x = scale * torch.randn(*shape, generator=g, dtype=dtype)
        x.view(-1)[0] = 0
        check.call(relu_slope, x).gives(slope_of(F.relu, x))
        for number in (0.01, 0.3, 1.7):
            check.call(leaky_relu_slope, x, number).gives(
                slope_of(torch.nn.LeakyReLU(number), x))
            check.call(elu_slope, x, number).gives(slope_of(torch.nn.ELU(number), x))
        check.call(leaky_relu_slope, x).gives(slope_of(F.leaky_relu, x))
        check.call(elu_slope, x).gives(slope_of(F.elu, x))
    for own in (relu_slope, leaky_relu_slope, elu_slope):
        check.forbid("backward", own, x)
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Dead units, and how to raise them
#
# A ReLU whose input is never positive, whatever image comes, gives 0 for all of them. Its slope is
# 0 for all of them, so its weights get **no gradient at all**: it is dead. Too large a step does
# it, when it throws the weights or the bias far to the negative side. Nothing it does can wake it;
# only luck can, deeper in a network, when earlier layers change what it sees.

# %% locked="training"
def trained(model, rate, epochs, seed=0):
    """Train on 1,000 real digits in place and return the accuracy on 797 others."""
    sgd = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    g = torch.Generator().manual_seed(seed)
    settings = {"optimizer": sgd, "epochs": epochs, "batch_size": 50, "progress": False}
    train.fit(model, TRAIN, generator=g, **settings)
    return train.evaluate(model, TEST).accuracy

# %%
net = tiny_net()
print("inputs of the first 4 ReLUs, one row for each of 3 points:")
print(net[0](TINY_INPUTS).detach())

# %% [markdown]
# **Predict:** which of the four units (columns) is dead?
#
# <details><summary>Answer</summary>
# Only the second: −1, −1, −2. The last one is silent for two of the points, but the point (0, 1)
# wakes it, and through this point it learns.
# </details>

# %% [markdown]
# ### Exercise 7 · `dead_units` — 4 points, 8 minutes, medium
#
# - **Inputs:** `model`: a `torch.nn.Sequential` of linear layers and `torch.nn.ReLU`; `x` of shape
#   `(N, D)`.
# - **Returns:** a list of floats, one for each ReLU layer in order: the fraction of its units whose
#   input (the *pre-activation*) is positive for **none** of the rows of `x`.
# - **Example:** for the tiny network above, `[0.25, 0.5]`.
# - **Edge case:** an input of exactly 0 does not count as positive: the slope there is 0.
#
# <details><summary>Hint 1</summary>
# Walk through the model layer by layer, <code>x = layer(x)</code>. Before a ReLU, look at x: rows
# are points, columns are units.
# </details>
# <details><summary>Hint 2</summary>
# <code>(x &lt;= 0).all(dim=0).float().mean().item()</code>
# </details>

# %% answer="dead_units"
def dead_units(model, x):
    """Return for each ReLU layer the fraction of units that no row of x activates."""
    ### BEGIN SOLUTION
    fractions = []
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, torch.nn.ReLU):
                fractions.append((x <= 0).all(dim=0).double().mean().item())
            x = layer(x)
    return fractions
    ### END SOLUTION

# %% test="dead_units" points=4
net = check.module(tiny_net, beside=dead_units)
check.call(dead_units, net, TINY_INPUTS).gives([0.25, 0.5], mistakes={
    "silent for one row is not dead: it must be silent for all": [0.75, 0.5],
    "an input of exactly 0 is not positive: its slope is 0": [0.25, 0.0],
    "these are numbers of units, not fractions": [1, 1],
    "these are shares of rows and units together": [7 / 12, 0.5],
    "the last linear layer has no ReLU": [0.25, 0.5, 0.5],
    "rows and columns are swapped: a unit is a column": [0.0, 0.0]})
wide = check.module(dense_net, [3, 8, 5], shift=-9.0, beside=dead_units)
check.call(dead_units, wide, torch.zeros(4, 3)).gives([1.0], mistakes={
    "the example is hard-coded": [0.25, 0.5], "the last linear layer has no ReLU": [1.0, 1.0],
    "this is the fraction of units that live": [0.0]})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(37)
    for sizes, n, shift in (([3, 10, 4], 5, 0.0), ([4, 6, 12, 7, 3], 3, -0.4),
                            ([2, 20, 20, 2], 40, -1.0), ([5, 16, 2], 1, 0.0), ([4, 3], 6, 0.0)):
        x = torch.randn(n, sizes[0], generator=g)
        right, rest = [], x
        for layer in dense_net(sizes, seed=n, shift=shift):
            if type(layer) is torch.nn.ReLU:
                right.append(1 - (rest.amax(0) > 0).double().mean().item())
            rest = layer(rest)
        net = check.module(dense_net, sizes, "ReLU", n, shift, beside=dead_units)
        check.call(dead_units, net, x).gives(right)
### END HIDDEN TESTS

# %% [markdown]
# **How to kill.** One hidden layer of 100 ReLUs learns the digits for three epochs at four rates,
# six seeds each. With *your* function from exercise 7:

# %% tags=["raises-exception"]
killed = {}
for rate in (0.1, 0.3, 1.0, 3.0):
    killed[f"rate {rate}"] = []
    for seed in range(6):
        net = dense_net([64, 100, 10], seed=seed)
        trained(net, rate, epochs=3, seed=seed)
        killed[f"rate {rate}"] += [100 * share for share in dead_units(net, TRAIN[0])]
plots.picture(
    plots.bars(killed, unit="% of hidden units dead", title="After three epochs on the digits"),
    "Bars show the median of six networks, lines the range. Notice that a ten times larger "
    "rate, 3 instead of 0.3, is the way from a few dead units to all of them.",
)

# %% [markdown]
# ### Exercise 8 · `revive` — 3 points, 6 minutes, medium
#
# A dead ReLU cannot help itself, at any rate. But a leaky one lets a little gradient through.
#
# - **Inputs:** `model`: a `torch.nn.Sequential`; `slope`: a number.
# - **Returns:** a **copy** of the model, with the same weights, in which every `torch.nn.ReLU` has
#   become a `torch.nn.LeakyReLU` with this slope. The other layers stay what they are.
# - **Example:** `revive(tiny_net(), 0.1)[1]` is `LeakyReLU(negative_slope=0.1)`.
# - **Edge case:** the original stays as it is, also when the copy is trained afterwards.
#
# <details><summary>Hint 1</summary>
# <code>copy.deepcopy(model)</code> copies a module with all its numbers. You may then assign to
# <code>model[i]</code>.
# </details>
# <details><summary>Hint 2</summary>
# Deepcopy every layer that is not a ReLU, put a LeakyReLU where one is, and give the list to
# <code>torch.nn.Sequential(*layers)</code>.
# </details>

# %% answer="revive"
def revive(model, slope):
    """Return a copy of the model with Leaky ReLUs in place of its ReLUs."""
    ### BEGIN SOLUTION
    import copy

    revived = copy.deepcopy(model)
    for i, layer in enumerate(revived):
        if isinstance(layer, torch.nn.ReLU):
            revived[i] = torch.nn.LeakyReLU(slope)
    return revived
    ### END SOLUTION

# %% test="revive" points=3
net = check.module(tiny_net, beside=revive)
leaky, right = check.module(revive, net, 0.5), tiny_net()


def leaks(first, second):
    """Return what the tiny network gives with these two slopes."""
    h = F.leaky_relu(right[0](TINY_INPUTS), first)
    return right[4](F.leaky_relu(right[2](h), second))


net.output(TINY_INPUTS).gives(right(TINY_INPUTS), mistakes={
    "the original is changed: work on a copy": leaks(0.5, 0.5)})
check.module(revive, net, 0.5).output(TINY_INPUTS).gives(leaks(0.5, 0.5), mistakes={
    "the slope is ignored: this is PyTorch's default, 0.01": leaks(0.01, 0.01),
    "the ReLUs are still there": leaks(0.0, 0.0), "only the first is replaced": leaks(0.5, 0.0),
    "only the last ReLU is replaced": leaks(0.0, 0.5), "the slope has a minus": leaks(-0.5, -0.5),
    "the ReLUs are gone, with nothing in their place": leaks(1.0, 1.0),
    "the last layer is missing": leaks(0.5, 0.5) @ torch.linalg.inv(right[4].weight.T),
    "an activation stands after the last layer": F.leaky_relu(leaks(0.5, 0.5), 0.5)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(38)
    for sizes, slope in (([3, 6, 2], 0.1), ([4, 5, 6, 3], 0.3), ([2, 3], 0.2)):
        x, y = torch.randn(9, sizes[0], generator=g), torch.randint(2, (9,), generator=g)
        net = check.module(dense_net, sizes, "ReLU", 5, 0.1, beside=revive)
        leaky = check.module(revive, net, slope)
        h, right = x, dense_net(sizes, "ReLU", 5, 0.1)
        for layer in right:
            h = layer(h) if type(layer) is torch.nn.Linear else F.leaky_relu(h, slope)
        leaky.output(x).gives(h)
        leaky.training_steps(x, y, steps=3, lr=0.5).stop_on_error()
        net.state().gives(dict(right.state_dict()), mistakes={
            "the copy shares its weights with the original": leaky.state().value})
        net.output(x).gives(right(x))
    smooth = check.module(dense_net, [3, 4, 2], "Tanh", 6, beside=revive)
    x = torch.randn(5, 3, generator=g)
    check.module(revive, smooth, 0.4).output(x).gives(dense_net([3, 4, 2], "Tanh", 6)(x))
### END HIDDEN TESTS

# %% [markdown]
# **How to raise.** A network starts with all hidden biases at −4: every unit is dead. It trains for
# ten epochs with different activations, six seeds each. **Predict:** which recover?

# %%
raised = {}
for chosen, activation in {
    "ReLU": torch.nn.ReLU(),
    "leaky, slope 0.01": torch.nn.LeakyReLU(0.01),
    "leaky, slope 0.1": torch.nn.LeakyReLU(0.1),
    "ELU": torch.nn.ELU(),
}.items():
    raised[chosen] = []
    for seed in range(6):
        net = dense_net([64, 100, 10], seed=seed, shift=-4.0)
        net[1] = activation
        raised[chosen].append(100 * trained(net, 0.05, epochs=10, seed=seed))
plots.picture(
    plots.bars(raised, unit="% of test digits right", title="Ten epochs, all biases start at −4"),
    "Notice: ReLU stays at what guessing gives. The slope matters: 0.1 recovers, while PyTorch's "
    "default of 0.01 lets through too little to recover in this time.",
)

# %% [markdown]
# ## 6 · Smooth ones, and one that learns its shape
#
# **GELU** is x·Φ(x), where Φ(x) = ½·(1 + erf(x/√2)) is the share of a normal distribution below x.
# **SiLU** (Swish) is x·σ(βx), with β = 1 unless said otherwise. Both look like a ReLU with a soft
# dent: they *fall* before they rise. Their slope is negative there, and above 1 further on.

# %%
plots.picture(
    plots.curve_and_slope(F.gelu, -0.75, title="GELU"),
    "Notice the lowest point near x = −0.75, where the value is −0.17 and the slope crosses zero.",
)

# %%
x = torch.linspace(-6, 6, 2401)
tanh_form = F.gelu(x, approximate="tanh")
print(f"largest gap of exact GELU to its tanh form:   {(F.gelu(x) - tanh_form).abs().max():.4f}")
print(f"largest gap of exact GELU to x·σ(1.702·x):    "
      f"{(F.gelu(x) - x * torch.sigmoid(1.702 * x)).abs().max():.4f}")

# %% [markdown]
# So GELU has three spellings: the exact one, a close one with tanh, and SiLU with β = 1.702. They
# are *not* the same function: weights trained with one should be used with that one.
#
# **Predict:** what becomes of x·σ(βx) when β is 0? And when β is very large?
#
# <details><summary>Answer</summary>
# σ(0) = ½, so β = 0 gives the line x/2. A large β makes σ a hard step, and x times a step is ReLU.
# Move β in the explorer of section 2.
# </details>

# %% [markdown]
# ### Exercise 9 · `gelu_silu` — 3 points, 6 minutes, easy
#
# - **Inputs:** `x`: a tensor of any shape, with values such as ±100 in it; `beta`: a number.
# - **Returns:** a tensor of the same shape. `gelu` is the exact one.
# - **Example:** for −1 and 2: `gelu` gives −0.1587 and 1.9545, `silu` −0.2689 and 1.7616.
# - **Not allowed:** PyTorch's own gelu and silu. `torch.erf` and `torch.sigmoid` are yours.
#
# <details><summary>Hint 1</summary>
# Both are x times something between 0 and 1.
# </details>
# <details><summary>Hint 2</summary>
# <code>x * 0.5 * (1 + torch.erf(x / 2**0.5))</code> and <code>x * torch.sigmoid(beta * x)</code>
# </details>

# %% answer="gelu_silu"
def gelu(x):
    """Return x·Φ(x) for every value."""
    ### BEGIN SOLUTION
    return x * 0.5 * (1 + torch.erf(x / 2**0.5))
    ### END SOLUTION


def silu(x, beta=1.0):
    """Return x·σ(beta·x) for every value."""
    ### BEGIN SOLUTION
    return x * torch.sigmoid(beta * x)
    ### END SOLUTION

# %% test="gelu_silu" points=3
x = torch.tensor([[-3.0, -0.75, 0.0], [0.3, 1.0, 2.0]])
big = torch.tensor([-100.0, -50.0, 50.0, 100.0])
check.forbid("gelu", gelu, x)
check.forbid("silu", silu, x)
check.call(gelu, x).gives(F.gelu(x), mistakes={
    "this is the tanh form, which is not exact": F.gelu(x, approximate="tanh"),
    "this is x·σ(1.702·x), which is not exact": x * torch.sigmoid(1.702 * x),
    "½ is missing": 2 * F.gelu(x), "x is not divided by √2": x * (1 + torch.erf(x)) / 2,
    "x is multiplied by √2": x * (1 + torch.erf(x * 2**0.5)) / 2, "this is silu": F.silu(x),
    "x is divided by 2 instead of √2": x * (1 + torch.erf(x / 2)) / 2,
    "this is Φ(x): multiply it by x": (1 + torch.erf(x / 2**0.5)) / 2,
    "1 is missing: erf goes from −1 to 1": x * torch.erf(x / 2**0.5) / 2})
check.call(gelu, big).gives(F.gelu(big))
check.call(silu, x).gives(F.silu(x), mistakes={"this is σ(x): multiply it by x": torch.sigmoid(x),
    "this is gelu": F.gelu(x), "σ must rise: σ(βx), not σ(−βx)": x * torch.sigmoid(-x)})
check.call(silu, x, beta=2.0).gives(x * torch.sigmoid(2 * x), mistakes={"beta is ignored":
    F.silu(x), "beta stands outside too: x·σ(βx), not βx·σ(βx)": F.silu(2 * x),
    "beta stands outside the sigmoid": 2 * F.silu(x),
    "x is divided by beta": x * torch.sigmoid(x / 2)})
check.call(silu, big).gives(F.silu(big), mistakes={
    "e^100 overflows, and infinity / infinity is NaN": big * big.exp() / (1 + big.exp())})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(39)
    for shape, scale, dtype in (((7,), 1, torch.float32), ((3, 4), 2, torch.float64),
                                ((2, 3, 2), 200, torch.float32)):
        x = scale * torch.randn(*shape, generator=g, dtype=dtype)
        check.call(gelu, x).gives(F.gelu(x), rtol=2e-5)
        check.call(silu, x).gives(F.silu(x), rtol=2e-5)
        for beta in (0.0, 0.5, 1.702, -1.0, 10.0):
            check.call(silu, x, beta).gives(x * torch.sigmoid(beta * x), rtol=2e-5)
    check.forbid("gelu", gelu, x)
    check.forbid("silu", silu, x)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 10 · `smooth_slopes` — 3 points, 8 minutes, medium
#
# - **Inputs:** as in exercise 9; `x` is the **input** of the function.
# - **Returns:** the slope at every value, a tensor of the same shape.
# - **Example:** at 0 both slopes are 0.5; at 1 they are 1.0833 (`gelu_slope`) and 0.9277
#   (`silu_slope`).
# - **Not allowed:** PyTorch's own backward functions.
#
# <details><summary>Hint 1</summary>
# The product rule. The slope of Φ is the bell curve φ(x) = e^(−x²/2) / √(2π). The slope of σ(βx)
# is β·σ·(1 − σ).
# </details>
# <details><summary>Hint 2</summary>
# Φ(x) + x·φ(x), and s + β·x·s·(1 − s) with s = σ(βx).
# </details>

# %% answer="smooth_slopes"
def gelu_slope(x):
    """Return the slope of gelu at every value."""
    ### BEGIN SOLUTION
    below = 0.5 * (1 + torch.erf(x / 2**0.5))
    bell = torch.exp(-(x**2) / 2) / (2 * torch.pi) ** 0.5
    return below + x * bell
    ### END SOLUTION


def silu_slope(x, beta=1.0):
    """Return the slope of silu at every value."""
    ### BEGIN SOLUTION
    s = torch.sigmoid(beta * x)
    return s + beta * x * s * (1 - s)
    ### END SOLUTION

# %% test="smooth_slopes" points=3
x = torch.tensor([[-3.0, -0.75, 0.0], [0.3, 1.0, 100.0]])
check.forbid("backward", gelu_slope, x)
check.forbid("backward", silu_slope, x)
s, t, below = torch.sigmoid(x), torch.sigmoid(2 * x), torch.special.ndtr(x)
bell = torch.distributions.Normal(0.0, 1.0).log_prob(x).exp()
check.call(gelu_slope, x).gives(slope_of(F.gelu, x), mistakes={
    "the product rule has two terms: x·φ(x) is missing": below,
    "the product rule has two terms: Φ(x) is missing": x * bell,
    "the bell curve is not multiplied by x": below + bell,
    "√(2π) is missing": below + x * bell * (2 * torch.pi) ** 0.5,
    "the second term is subtracted": below - x * bell,
    "the exponent is −x²/2, not −x²": below + x * (-x * x).exp() / (2 * torch.pi) ** 0.5,
    "this is the value, not the slope": F.gelu(x), "this is the slope of silu":
    slope_of(F.silu, x)})
check.call(silu_slope, x, 2.0).gives(slope_of(lambda x: x * torch.sigmoid(2 * x), x), mistakes={
    "beta is ignored": slope_of(F.silu, x), "the inner slope β is missing": t + x * t * (1 - t),
    "the product rule has two terms; this is the first": t, "this is the value, not the slope":
    x * t, "the product rule has two terms; this is the second": 2 * x * t * (1 - t),
    "the second term is not multiplied by x": t + 2 * t * (1 - t),
    "the second term is subtracted": t - 2 * x * t * (1 - t)})
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(40)
    for shape, scale, dtype in (((7,), 1, torch.float32), ((3, 4), 2, torch.float64),
                                ((2, 3, 2), 200, torch.float32)):
        x = scale * torch.randn(*shape, generator=g, dtype=dtype)
        check.call(gelu_slope, x).gives(slope_of(F.gelu, x), rtol=2e-5)
        check.call(silu_slope, x).gives(slope_of(F.silu, x), rtol=2e-5)
        for beta in (0.0, 0.5, 1.702, -1.0):
            check.call(silu_slope, x, beta).gives(
                slope_of(lambda x, beta=beta: x * torch.sigmoid(beta * x), x), rtol=2e-5)
    check.forbid("backward", gelu_slope, x)
    check.forbid("backward", silu_slope, x)
### END HIDDEN TESTS

# %% [markdown]
# **Maxout** does not choose a shape at all. Each unit has *two* linear functions and gives the
# larger of the two, so it learns where to bend. max(x, 0) is ReLU, max(x, −x) the absolute value.
# One of the two always wins and gets the gradient: it cannot die. The price: twice the parameters.

# %% [markdown]
# ### Exercise 11 · `maxout` — 2 points, 4 minutes, easy
#
# - **Inputs:** `x` of shape `(N, D)`; `W1` and `W2` of shape `(H, D)`; `b1` and `b2` of shape
#   `(H,)`.
# - **Returns:** a tensor of shape `(N, H)`: the larger of the two linear layers, unit by unit.
# - **Example:** with 1×1 weights 1 and −1 and biases 0, it maps −3 to 3 and 2 to 2.
#
# <details><summary>Hint 1</summary>
# A linear layer on a batch is <code>x @ W.T + b</code>.
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.maximum</code> compares two tensors value by value.
# </details>

# %% answer="maxout"
def maxout(x, W1, b1, W2, b2):
    """Return the larger of two linear layers, unit by unit."""
    ### BEGIN SOLUTION
    return torch.maximum(x @ W1.T + b1, x @ W2.T + b2)
    ### END SOLUTION

# %% test="maxout" points=2
g = torch.Generator().manual_seed(11)
x, W1, W2 = (torch.randn(*shape, generator=g) for shape in ((5, 3), (3, 3), (3, 3)))
b1, b2 = torch.tensor([1.0, -2, 0.5]), torch.tensor([-1.0, 0.5, 2])
one, two = F.linear(x, W1, b1), F.linear(x, W2, b2)
bare = torch.max(F.linear(x, W1), F.linear(x, W2))
check.call(maxout, x, W1, b1, W2, b2).gives(torch.max(one, two), mistakes={
    "the smaller of the two is taken": torch.min(one, two), "the two are added": one + two,
    "the biases are forgotten": bare, "the second layer is not used": one,
    "the first layer is not used": two, "the weights are not transposed": torch.max(
        x @ W1 + b1, x @ W2 + b2), "the larger bias is used for both": bare + torch.max(b1, b2),
    "the larger weights are taken, not the larger result":
        F.linear(x, torch.max(W1, W2), torch.max(b1, b2)),
    "this is a ReLU of the sum": F.relu(one + two), "a ReLU of each is added up":
        F.relu(one) + F.relu(two), "this is a ReLU of the first": F.relu(one),
    "the largest unit is taken: compare the two layers, unit by unit":
        torch.max(one.amax(1), two.amax(1))})
check.call(maxout, torch.tensor([[-3.0], [2.0]]), torch.ones(1, 1), torch.zeros(1),
           -torch.ones(1, 1), torch.zeros(1)).gives(torch.tensor([[3.0], [2.0]]))
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(41)
    for n, d, h in ((1, 1, 1), (3, 5, 2), (4, 2, 7), (6, 4, 4)):
        x = torch.randn(n, d, generator=g, dtype=torch.float64)
        W1, W2 = torch.randn(2, h, d, generator=g, dtype=torch.float64)
        b1, b2 = torch.randn(2, h, generator=g, dtype=torch.float64)
        both = torch.stack([F.linear(x, W1, b1), F.linear(x, W2, b2)])
        check.call(maxout, x, W1, b1, W2, b2).gives(both.amax(0))
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · Myth or fact?
#
# > "Leaky ReLU, ELU, GELU, SiLU: all of them are better than ReLU."
#
# Each of them comes with a paper that says so. Put it to the test on real digits, fairly: for one
# seed, all activations get the same first weights and the same batches. So compare **pairs**: the
# accuracy with ELU and seed 3 minus the accuracy with ReLU and seed 3.

# %% locked="accuracy"
def accuracy(activation, seed, norm=True):
    """Train three hidden layers of 64 units for five epochs; return the test accuracy.

    `norm` puts batch normalization (lab 04) before every activation, as most networks do.
    """
    torch.manual_seed(seed)
    layers = []
    for _ in range(3):
        layers.append(torch.nn.Linear(64, 64))
        layers += [torch.nn.BatchNorm1d(64)] * norm
        layers.append(getattr(torch.nn, activation)())
    model = torch.nn.Sequential(*layers, torch.nn.Linear(64, 10))
    return trained(model, 0.05, epochs=5, seed=seed)


NAMES = ("ReLU", "LeakyReLU", "ELU", "GELU", "SiLU")

# %% [markdown]
# A mean difference says little without its uncertainty. The **standard error** of a mean is the
# standard deviation of the numbers, divided by the square root of how many there are. Rule of
# thumb: a gain counts if it is larger than *two* standard errors. Write the judge first, and let
# it decide on the measurement afterwards.

# %% [markdown]
# ### Exercise 12 · `judge` — 3 points, 6 minutes, medium
#
# - **Input:** `scores`: a dict from names, `"ReLU"` among them, to lists of accuracies, all equally
#   long (two or more). Place i of every list belongs to seed i.
# - **Returns:** a tuple `(gains, errors, verdict)`. `gains` and `errors` are dicts with every name
#   but `"ReLU"`: the mean of its paired differences to ReLU, and the standard error of that mean
#   (standard deviation with n − 1, as `statistics.stdev` and torch's `.std()`). `verdict` is
#   `"fact"` if **every** gain is larger than two of its errors, otherwise `"myth"`.
# - **Example:** `judge({"ReLU": [0.5, 0.7], "ELU": [0.6, 0.9]})` is
#   `({"ELU": 0.15}, {"ELU": 0.05}, "fact")`.
#
# <details><summary>Hint 1</summary>
# The differences of one name are <code>torch.tensor(scores[name]) - torch.tensor(scores["ReLU"])
# </code>; they have a <code>.mean()</code> and a <code>.std()</code>.
# </details>
# <details><summary>Hint 2</summary>
# errors: <code>.std().item() / len(differences) ** 0.5</code>. The verdict:
# <code>all(gains[name] > 2 * errors[name] for name in gains)</code>.
# </details>

# %% answer="judge"
def judge(scores):
    """Return gains over ReLU, their standard errors, and the verdict on all of them."""
    ### BEGIN SOLUTION
    gains, errors = {}, {}
    for name in scores.keys() - {"ReLU"}:
        pairs = torch.tensor(scores[name]).double() - torch.tensor(scores["ReLU"]).double()
        gains[name] = pairs.mean().item()
        errors[name] = pairs.std().item() / len(pairs) ** 0.5
    better = all(gains[name] > 2 * errors[name] for name in gains)
    return gains, errors, "fact" if better else "myth"
    ### END SOLUTION

# %% test="judge" points=3
gain, error = {"ELU": 0.15}, {"ELU": 0.05}
check.call(judge, {"ReLU": [0.5, 0.7], "ELU": [0.6, 0.9]}).gives(
    (gain, error, "fact"), atol=1e-6, mistakes={
        "ReLU minus the other: the sign is flipped": ({"ELU": -0.15}, error, "myth"),
        "the standard deviation is not divided by √n": (gain, {"ELU": 0.05 * 2**0.5}, "fact"),
        "divided by n instead of √n": (gain, {"ELU": 0.05 / 2**0.5}, "fact"),
        "the standard deviation divides by n, not n − 1": (gain, {"ELU": 0.05 / 2**0.5}, "fact"),
        "√n is forgotten, and so the verdict changes": (gain, {"ELU": 0.05 * 2**0.5}, "myth"),
        "the accuracies are averaged, not the differences": ({"ELU": 0.75}, error, "fact"),
        "the differences are added up: take the mean": ({"ELU": 0.3}, error, "fact"),
        "the errors of both are added: take the differences' own":
            (gain, {"ELU": (0.02 / 2 + 0.045 / 2) ** 0.5}, "myth"),
        "ReLU itself is listed too": ({"ReLU": 0.0} | gain, {"ReLU": 0.0} | error, "myth")})
up, mixed, same = [0.5, 0.75, 0.875, 0.5], [0.25, 0.875, 0.5, 0.5], [0.25, 0.5, 0.625, 0.25]
gains, errors = {"up": 0.25, "mixed": 0.125}, {"up": 0.0, "mixed": 0.1141089}
check.call(judge, {"up": up, "ReLU": same, "mixed": mixed}).gives(
    (gains, errors, "myth"), atol=1e-6, mistakes={
        "one that is better is not all": (gains, errors, "fact"),
        "√n has the number of seeds, not 2": (gains, {"up": 0.0, "mixed": 0.161374}, "myth"),
        "the verdict must be the word": (gains, errors, False)})
check.call(judge, {"ReLU": up, "twin": up}).gives(({"twin": 0.0}, {"twin": 0.0}, "myth"),
    mistakes={"a gain of 0 is no gain": ({"twin": 0.0}, {"twin": 0.0}, "fact")})
### BEGIN HIDDEN TESTS
with check.hidden():
    from statistics import mean, stdev

    g = torch.Generator().manual_seed(42)
    for n, others in ((2, "a"), (3, "ab"), (6, "abcd"), (5, "b"), (9, "ab")) * 12:
        table = torch.rand(1 + len(others), n, generator=g).double() / 10 + 0.8
        table[1:] += torch.rand(len(others), 1, generator=g) / 20 + 0.02
        scores = dict(zip(("ReLU", *others), table.tolist(), strict=True))
        pairs = {k: [a - b for a, b in zip(scores[k], scores["ReLU"], strict=True)] for k in others}
        gains = {name: mean(pair) for name, pair in pairs.items()}
        errors = {name: stdev(pair) / n**0.5 for name, pair in pairs.items()}
        if min(abs(gains[name] - 2 * errors[name]) for name in gains) > 1e-4:
            verdict = "fact" if all(gains[name] > 2 * errors[name] for name in gains) else "myth"
            check.call(judge, scores).gives((gains, errors, verdict), atol=1e-6)
    check.call(judge, {"ReLU": up, "down": same}).gives(({"down": -0.25}, {"down": 0.0}, "myth"))
### END HIDDEN TESTS

# %% [markdown]
# Now measure: six seeds for each activation, and *your* judge. **Predict** the verdict.

# %% tags=["raises-exception"]
from tqdm.auto import tqdm

scores = {}
for chosen in tqdm(NAMES, leave=False):
    scores[chosen] = [accuracy(chosen, seed) for seed in range(6)]
print("All better than ReLU:", judge(scores)[2])
plots.picture(
    plots.paired_differences(scores, "ReLU", unit="accuracy", title="With batch normalization"),
    "Dots are six seeds; the black bar is the mean ± 2 standard errors. Notice which bars lie "
    "wholly to the right of the red line.",
)

# %% [markdown]
# **And without normalization?** The same network, twelve seeds. **Predict:** which falls behind?

# %%
from tqdm.auto import tqdm

bare = {}
for chosen in tqdm(NAMES, leave=False):
    bare[chosen] = [accuracy(chosen, seed, norm=False) for seed in range(12)]
plots.picture(
    plots.paired_differences(bare, "ReLU", unit="accuracy", title="Without batch normalization"),
    "Notice that the differences are ten times as large as before, and that their signs differ.",
)

# %% [markdown]
# We measured 24 seeds. With normalization, leaky ReLU, GELU and SiLU cannot be told from ReLU: all
# gains are within ±0.001, which is inside their errors; ELU *loses* 0.008 ± 0.003. Without it, ELU
# gains 0.025 ± 0.011, GELU loses 0.03 and SiLU 0.10. That order belongs to this network, this rate
# and these five epochs. A claim about "better" needs its setting, several seeds, and pairs.

# %% [markdown]
# ## 8 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# What is the gradient of ReLU with respect to its input?
#
# - **a** always one
# - **b** one for positive inputs, zero for negative ones
# - **c** the input itself, if it is positive
# - **d** undefined for negative inputs

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "left of 0 the function is flat; this zero is what lets units die, and at 0 itself PyTorch "
    "takes 0 as well."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# All units of a hidden ReLU layer are dead on the whole training set. What brings them back?
#
# - **a** more epochs
# - **b** a larger rate
# - **c** a smaller rate
# - **d** a slope for negative inputs, as in Leaky ReLU

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "d"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "d", name="answer_2", because=(
    "their gradient is exactly zero, and zero times any rate, any number of times, is zero; a "
    "slope on the left lets some gradient through."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# A network has ten hidden sigmoid layers, initialized by Xavier's rule. Its first layer gets a
# gradient about 260,000 times smaller than the tenth. Which change alone makes them about equal?
#
# - **a** a rate 260,000 times larger
# - **b** tanh in place of every sigmoid
# - **c** ten more sigmoid layers
# - **d** a larger batch

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "b"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "b", name="answer_3", because=(
    "the slope of tanh at 0 is 1 where the sigmoid's is a quarter; a larger rate would scale both "
    "layers, and the tenth would fly apart."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Without activations, any number of linear layers is one linear layer; ReLU folds space.
# - Write e to a power so that it cannot overflow into ∞/∞ or 0·∞.
# - The gradient is multiplied by a slope per layer: ¼ at most for the sigmoid, 1 for tanh, 0 or 1
#   for ReLU.
# - A ReLU that no input activates learns nothing; a slope on the left can raise it.
# - "Better" is a measurement: paired seeds, a spread, and the setting it was made in.

# %% [markdown]
# **If you want more:** Glorot and Bengio, *Understanding the difficulty of training deep
# feedforward neural networks* (2010), look at saturation layer by layer. Clevert, Unterthiner and
# Hochreiter introduce the ELU (2015), Hendrycks and Gimpel the GELU (2016), Ramachandran, Zoph and
# Le search for Swish (*Searching for activation functions*, 2017), Goodfellow and others propose
# Maxout (2013). Try `accuracy("Tanh", 0)` and `accuracy("Sigmoid", 0, norm=False)`.
