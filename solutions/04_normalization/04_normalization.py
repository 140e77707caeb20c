# %% [markdown]
# # Lab 04 · Normalization and initialization
#
# A deep network is a long chain of multiplications, and long chains explode or fade away. Two
# cures made depth possible: start with weights of the right size, and put the signal back to size
# on its way. After this lab you can
#
# - write **batch normalization** yourself, for training and for use, and fold it away afterwards;
# - find the most common bug of PyTorch code, the forgotten `eval()`, by what it does;
# - start a network so that a signal survives twenty layers, and tell from the first loss whether
#   it did.
#
# **85 minutes · 39 points · builds on:** labs 01 (convolutions) and 03 (activations).

# %% [markdown]
# Work from top to bottom. Each exercise has a stub for you to fill and a check right below it that
# tells you what is wrong. Functions never change their arguments. Unless it says otherwise, a
# variance here is the mean of the squared deviations: in PyTorch `x.var(correction=0)`, and
# likewise `x.std(correction=0)`.

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check, data, device, explore, models, plots, timing, train

torch.set_num_threads(1)  # small networks run fastest on one core
print(device.explain())

# %% locked="numbers"
def numbers(*shape, seed=0, dtype=torch.float32):
    """Return normal random numbers of this shape, always the same for one seed."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64).to(dtype)

# %% [markdown]
# ## 1 · Numbers of the right size
#
# A network that knows nothing yet should give each of ten classes about 1/10. Its loss is then
# −log(1/10) = log 10 = 2.303, **whatever the data**: the cheapest test of a new network there is.
# Below, thirty new networks look at the same pictures, once as bytes from 0 to 255, once
# standardised.

# %%
pictures = data.things(10)
raw = pictures.images.float()
mean, std = raw.mean((0, 2, 3), keepdim=True), raw.std((0, 2, 3), keepdim=True)
first_losses = {"bytes, 0 to 255": [], "standardised": []}
for seed in range(30):
    torch.manual_seed(seed)
    net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3072, 256), torch.nn.ReLU(),
                              torch.nn.Linear(256, 10))
    for images, losses in zip((raw, (raw - mean) / std), first_losses.values(), strict=True):
        losses.append(F.cross_entropy(net(images), pictures.labels).item())
plots.picture(
    plots.bars(first_losses, unit="loss before the first step", title="30 new networks"),
    "Bars show the median, lines the range. Notice that bytes cost many times log 10 = 2.303: "
    "these networks are quite sure of themselves, and wrong.",
)

# %% [markdown]
# To **standardise** is to subtract the mean and divide by the standard deviation, so that a number
# says how many standard deviations it lies above average. One channel with the values 1 and 3 has
# mean 2 and standard deviation 1; it becomes −1 and 1.
#
# **Predict:** the test set has the value 5 in that channel. What does it become?
#
# <details><summary>Answer</summary>
# 3. The test set goes through the same machine as the training set, so it is measured with the
# <i>training</i> set's mean and standard deviation. A test set of a single picture shows why: by
# its own mean every value would become 0.
# </details>

# %% [markdown]
# ### Exercise 1 · `standardise` — 3 points, 6 minutes, easy
#
# - **Inputs:** `train` of shape `(N, C, H, W)` and `test` of shape `(M, C, H, W)`: float tensors.
# - **Returns:** both, `(train, test)`, standardised channel by channel with the statistics of
#   `train`: one mean and one standard deviation (`correction=0`) for each channel.
# - **Example:** `train` with the values 1 and 3, `test` with the value 5: −1 and 1, and 3.
# - **Edge case:** a channel that never changes in `train` has standard deviation 0; divide it by 1
#   instead.
#
# <details><summary>Hint 1</summary>
# Which of the four dimensions are averaged away, so that one number per channel remains?
# </details>
# <details><summary>Hint 2</summary>
# <code>mean((0, 2, 3), keepdim=True)</code> has the shape (1, C, 1, 1), which fits both sets.
# <code>torch.where(std == 0, 1, std)</code> takes care of the edge case.
# </details>

# %% answer="standardise"
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    ### BEGIN SOLUTION
    over = (0, 2, 3)
    mean = train.mean(over, keepdim=True)
    std = train.std(over, correction=0, keepdim=True)
    std = torch.where(std == 0, 1, std)
    return (train - mean) / std, (test - mean) / std
    ### END SOLUTION

# %% test="standardise" points=3
one, three, five = (torch.full((1, 1, 1, 1), n) for n in (1.0, 3.0, 5.0))
a, b = numbers(6, 3, 4, 5, seed=1) + torch.arange(3.0)[:, None, None], numbers(2, 3, 4, 5, seed=2)
a0, b0 = (s - a.mean((0, 2, 3), keepdim=True) for s in (a, b))
s0, s1 = (a.std((0, 2, 3), correction=c, keepdim=True) for c in (0, 1))
own = (b - b.mean((0, 2, 3), keepdim=True)) / b.std((0, 2, 3), correction=0, keepdim=True)
check.call(standardise, a, b).gives((a0 / s0, b0 / s0), mistakes={
    "the test set is measured with its own statistics": (a0 / s0, own),
    "the test set is left as it is": (a0 / s0, b), "the standard deviation is ignored": (a0, b0),
    "divided by n − 1: use correction=0": (a0 / s1, b0 / s1),
    "divided by the variance, not by its root": (a0 / s0**2, b0 / s0**2),
    "each channel has its own mean": [(s - a.mean()) / a.std(correction=0) for s in (a, b)],
    "average over height and width too": [(s - a.mean(0)) / a.std(0, correction=0)
                                          for s in (a, b)]})
still = torch.cat([three, three])
check.call(standardise, still, five).gives((0 * still, five - three), mistakes={
    "a channel that never changes is divided by 0": (0 * still / 0, five / 0),
    **{f"a channel that never changes is divided by nearly 0, {e:g}": (0 * still, 2 * one / e)
       for e in (1e-8, 1e-7, 1e-6, 1e-5)}})
check.call(standardise, torch.cat([one, three]), five).gives((torch.cat([-one, one]), three))
### BEGIN HIDDEN TESTS
with check.hidden():
    a, b = numbers(3, 2, 5, 4, dtype=torch.float64) * 9 - 7, numbers(1, 2, 3, 6).double()
    a[:, 1] = -2
    mean, std = a.mean((0, 2, 3)), a.std((0, 2, 3), correction=0) + torch.tensor([0, 1])
    check.call(standardise, a, b).gives([F.batch_norm(s, mean, std**2, eps=0) for s in (a, b)])
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** measured with its own statistics, every test picture's numbers would depend on which
# other pictures happen to be tested with it. Remember this: in section 3 the same happens *inside*
# a network.

# %% [markdown]
# ## 2 · Batch normalization
#
# Standardising the input helps the first layer. **Batch normalization** does it in front of every
# activation, with the statistics of the batch at hand. For each channel
#
# $$y = \gamma\,\hat{x} + \beta, \qquad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$
#
# Mean μ and variance σ² run over all images *and* all places of the batch, n = N·H·W numbers. The
# scale γ and the shift β are learned: the network may undo the normalization where that pays.

# %%
batch = numbers(32, 3, 8, 8) * torch.tensor([1.0, 0.2, 3.0])[:, None, None]
batch = batch + torch.tensor([0.0, 2.0, -6.0])[:, None, None]
normal = F.batch_norm(batch, None, None, training=True)
rows = {f"channel {c} {when}": values[:, c]
        for when, values in (("before", batch), ("after", normal)) for c in range(3)}
plots.picture(
    plots.histograms_through_depth(rows, quantity="value"),
    "Notice that before, the channels differ in place and width, and afterwards in neither. γ and "
    "β then give each channel the place and width that the network wants.",
)

# %% [markdown]
# By hand, one channel with the values 1, 3, 5, 7: the mean is 4, the variance (9+1+1+9)/4 = 5. With
# γ = 2, β = 1 and no ε the first value becomes 2·(1 − 4)/√5 + 1 = −1.683:

# %%
values = torch.tensor([1.0, 3.0, 5.0, 7.0])
print(2 * (values - values.mean()) / values.var(correction=0).sqrt() + 1)

# %% [markdown]
# **Predict:** all values of the channel are multiplied by 10. What happens to the output?
#
# <details><summary>Answer</summary>
# Nothing: mean and standard deviation grow tenfold too, and the factor cancels (but for ε). So the
# size of the weights in front of a batch norm does not matter to the output.
# </details>
#
# For later use, when there may be no batch, the layer keeps **running statistics**. After a batch,
#
# new = (1 − momentum) · old + momentum · batch.
#
# For the running *variance* the batch's value is the **unbiased** one, which divides by n − 1; the
# output uses the other, which divides by n. PyTorch does it so.

# %% [markdown]
# ### Exercise 2 · `batch_norm_train` — 6 points, 12 minutes, medium
#
# - **Inputs:** `x` of shape `(N, C, H, W)`; `gamma`, `beta`, `running_mean`, `running_var` of shape
#   `(C,)`: float tensors; `momentum`, `eps`: floats.
# - **Returns:** three tensors, `(y, new_running_mean, new_running_var)`; `y` has the shape of `x`.
# - **Example:** a channel of 1, 3, 5, 7 with γ = 2, β = 1, ε = 0 gives −1.683, 0.106, 1.894, 3.683.
#   With momentum 0.1, a running mean of 0 becomes 0.4, a running variance of 1 becomes
#   0.9 + 0.1·20/3 = 1.567.
# - **Not allowed:** PyTorch's own batch normalization, in any form.
#
# <details><summary>Hint 1</summary>
# Write it for one channel first, then for all: average over the dimensions 0, 2 and 3.
# <code>gamma[:, None, None]</code> has a shape that goes with x.
# </details>
# <details><summary>Hint 2</summary>
# <code>x.var((0, 2, 3), correction=0)</code> for the output, <code>x.var((0, 2, 3))</code> for the
# running variance. Make new tensors for the running statistics:
# <code>running_mean += …</code> would change the argument.
# </details>

# %% answer="batch_norm_train"
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    ### BEGIN SOLUTION
    over = (0, 2, 3)
    mean, var = x.mean(over), x.var(over, correction=0)
    normal = (x - mean[:, None, None]) / torch.sqrt(var + eps)[:, None, None]
    y = gamma[:, None, None] * normal + beta[:, None, None]
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * x.var(over)
    return y, new_mean, new_var
    ### END SOLUTION

# %% test="batch_norm_train" points=6
x = numbers(3, 2, 4, 2, seed=3) * torch.tensor([2.0, 0.5])[:, None, None] + 3
w, b, m, v = torch.tensor([[2.0, 1.5], [1.0, -1.0], [0.3, 0.7], [1.0, 2.0]])  # γ, β, running
mean, var, var1 = x.mean((0, 2, 3)), x.var((0, 2, 3), correction=0), x.var((0, 2, 3))
outside = (var.sqrt() + 0.1) ** 2 - 0.1
def result(var=var, w=w, b=b, eps=0.1, mean=mean, new=var1, share=0.25, y=None):
    y = F.batch_norm(x, mean, var, w, b, eps=eps) if y is None else y
    return y, torch.lerp(m, x.mean((0, 2, 3)), share), torch.lerp(v, new, share)
check.forbid("batch_norm", batch_norm_train, x, w, b, m, v, 0.25, 0.1)
check.call(batch_norm_train, x, w, b, m, v, 0.25, 0.1).gives(result(), mistakes={
    "the running variance takes the unbiased": result(new=var), "eps is forgotten": result(eps=0),
    "the output takes the biased variance (correction=0)": result(var1),
    "the two variances are exchanged": result(var1, new=var),
    "momentum is the share of the new value": result(share=0.75),
    "n = N·H·W, not N": result(new=var * 3 / 2), "gamma and beta are swapped": result(w=b, b=w),
    "the running statistics are not mixed with the old ones": result(share=1.0),
    "eps belongs under the root": result(outside),
    "the output takes the batch's statistics, not the running ones": result(v, mean=m),
    "each image is normalised by itself": result(y=F.instance_norm(x, weight=w, bias=b, eps=0.1)),
    "the statistics lie along the width": result(y=(x - mean) / torch.sqrt(var + 0.1) * w + b),
    "three tensors are expected, not the output alone": result()[0]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, c, h, k, e in ((2, 3, 5, 4, 1e-5), (4, 2, 1, 3, 0.5), (1, 5, 6, 5, 1e-3)):
        x, s = numbers(n, c, h, k, seed=n).double() * 3 - 4, numbers(4, c, seed=c).double()
        s[3], mean, var = s[3] ** 2, s[2].clone(), s[3] ** 2
        y = F.batch_norm(x, mean, var, s[0], s[1], training=True, momentum=0.3, eps=e)
        check.call(batch_norm_train, x, *s, 0.3, e).gives((y, mean, var))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** ε keeps the division alive where a channel does not vary at all, and the output of
# training depends on nothing that was before: the running statistics are only written.

# %% [markdown]
# ### Exercise 3 · `batch_norm_eval` — 3 points, 4 minutes, easy
#
# In use the layer only *reads* its running statistics. Then every image is treated on its own.
#
# - **Inputs:** as before, without the momentum.
# - **Returns:** one tensor of the shape of `x`.
# - **Example:** with running mean 4, running variance 4, γ = 2, β = 1 and ε = 0, the value 6
#   becomes 2·(6 − 4)/2 + 1 = 3, whatever stands beside it.
# - **Not allowed:** PyTorch's own batch normalization, in any form.
#
# <details><summary>Hint 1</summary>
# The same formula. Where do mean and variance come from now?
# </details>
# <details><summary>Hint 2</summary>
# <code>(x - running_mean[:, None, None]) / torch.sqrt(running_var + eps)[:, None, None]</code>,
# then γ and β.
# </details>

# %% answer="batch_norm_eval"
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    ### BEGIN SOLUTION
    scale = gamma / torch.sqrt(running_var + eps)
    return (x - running_mean[:, None, None]) * scale[:, None, None] + beta[:, None, None]
    ### END SOLUTION

# %% test="batch_norm_eval" points=3
x = numbers(2, 3, 4, 3, seed=4) + torch.tensor([3.0, -2.0, 1.0])[:, None, None]
w, b, m, v = torch.tensor([[2.0, 1.5, 0.5], [1.0, -1.0, 4.0], [0.3, 0.7, -2.0], [4.0, 2.0, 0.5]])
mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), correction=0)
right = F.batch_norm(x, m, v, w, b, eps=0.1)
check.forbid("batch_norm", batch_norm_eval, x, w, b, m, v, 0.1)
check.call(batch_norm_eval, x, w, b, m, v, 0.1).gives(right, mistakes={
    "the batch's statistics are used": F.batch_norm(x, mean, var, w, b, eps=0.1),
    "eps is forgotten": F.batch_norm(x, m, v, w, b, eps=0),
    "eps belongs under the root": F.batch_norm(x, m, (v.sqrt() + 0.1) ** 2 - 0.1, w, b, eps=0.1),
    "divided by the variance, not by its root": F.batch_norm(x, m, (v + 0.1) ** 2, w, b, eps=0),
    "gamma and beta are swapped": F.batch_norm(x, m, v, b, w, eps=0.1),
    "gamma and beta are missing": F.batch_norm(x, m, v, eps=0.1),
    "the statistics lie along the width, not the channels":
        (x - m) / torch.sqrt(v + 0.1) * w + b})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, c, h, k, e in ((2, 3, 5, 4, 1e-5), (1, 2, 1, 1, 0.5), (3, 5, 2, 6, 1e-3)):
        x, s = numbers(n, c, h, k, seed=n).double() * 3 - 4, numbers(4, c, seed=c).double()
        s[3] = s[3] ** 2
        y = F.batch_norm(x, s[2], s[3], s[0], s[1], eps=e)
        check.call(batch_norm_eval, x, *s, e).gives(y)
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · The bug that everyone writes once
#
# A network in training mode (`model.train()`, as it is born) uses the batch's statistics and
# updates its running ones; after `model.eval()` it only reads them. Here is a colleague's
# evaluation. It has tested well for months, on shuffled pictures.

# %% locked="things_net"
def things_net():
    """Return the kit's small network with batch norm, trained on ten classes of Things."""
    return models.build("small_cnn", weights="things").float()


test_set = data.things(50, split="test")
photos, classes = data.normalize(test_set.images), test_set.labels

# %%
def careless_predict(model, images, batch_size=50):
    """Return the logits of all images, one batch at a time. Do you see what is missing?"""
    return torch.cat([model(batch) for batch in images.split(batch_size)])


in_order = classes.argsort(stable=True)
accuracies = {"shuffled": careless_predict(things_net(), photos).argmax(1) == classes}
sorted_right = careless_predict(things_net(), photos[in_order]).argmax(1) == classes[in_order]
accuracies["sorted by class"] = sorted_right
accuracies["eval mode, any order"] = train.evaluate(things_net(), (photos, classes)).accuracy
percent = {name: 100 * float(torch.as_tensor(right).float().mean())
           for name, right in accuracies.items()}
plots.picture(
    plots.bars(percent, unit="% of 500 test images right", title="One network, the same images"),
    "Notice: the same weights and the same images. Only the order differs, and two thirds of the "
    "answers become wrong.",
)

# %% [markdown]
# In a batch of fifty fish, what all fish share *is* the mean, and batch normalization subtracts it.
# In training mode an answer depends on the **companions** in the batch.
#
# **Predict:** what else does this evaluation do to the network, besides giving wrong answers?
#
# <details><summary>Answer</summary>
# Each forward pass in training mode updates the running statistics, so testing changes the
# network: it "trains" on the test images a little, without any gradient. It also drops units if
# there is dropout, and without <code>torch.no_grad()</code> it keeps everything needed for
# gradients, which fills the memory.
# </details>

# %% [markdown]
# ### Exercise 4 · `predict` — 5 points, 8 minutes, medium
#
# Write the evaluation as it should be.
#
# - **Inputs:** `model`: a `torch.nn.Module`, in training or evaluation mode; `images` of shape
#   `(N, C, H, W)`; `batch_size`: an int. The last batch may be smaller.
# - **Returns:** the logits in evaluation mode, `(N, classes)`, without a graph for gradients.
# - **Afterwards** the model is as before: the same parameters and running statistics, and in the
#   mode that it was in.
# - **Example:** `predict(things_net(), photos[:3])` has shape (3, 10), and its first row stays the
#   same if the other two photos are exchanged.
#
# <details><summary>Hint 1</summary>
# <code>model.training</code> is True or False: remember it before you call
# <code>model.eval()</code>.
# </details>
# <details><summary>Hint 2</summary>
# <code>with torch.no_grad():</code> around the loop; <code>model.train(was_training)</code> after
# it.
# </details>

# %% answer="predict"
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    ### BEGIN SOLUTION
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in images.split(batch_size)])
    model.train(was_training)
    return logits
    ### END SOLUTION

# %% locked="small_net"
def small_net(training=True, dropout=0.0):
    """Return a small network whose batch norm has seen images before."""
    net = torch.nn.Sequential(
        torch.nn.Conv2d(2, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.ReLU(),
        torch.nn.Dropout(dropout), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(),
        torch.nn.Linear(4, 6))
    net[1].running_mean.normal_()
    net[1].running_var.uniform_(0.5, 2.0)
    return net.train(training).float()

# %% test="predict" points=5
own = check.module(small_net).module
before, x = {name: t.clone() for name, t in own.state_dict().items()}, numbers(7, 2, 6, 5)
bad = torch.cat([own.train()(part) for part in x.split(3)]).detach()
own.load_state_dict(before)
right = own.eval()(x).detach()
names = [str(i) for i in range(len(own))]
for training, size in ((True, 3), (False, 50)):
    net = check.module(small_net, training, beside=predict)
    done = check.call(predict, net, x, size)
    done.gives(right, mistakes={
        "the model is in training mode, so the companions matter": bad,
        "the last, smaller batch is left out": right[:6],
        "these are probabilities": right.softmax(1),
        "these are classes, not logits": right.argmax(1)})
    done.then(lambda logits: getattr(logits, "requires_grad", False)).gives(False, mistakes={
        "the graph for gradients is kept: use torch.no_grad()": True})
    net.state().gives(before)
    net.in_training().gives(names if training else [], mistakes={
        "the model is left in evaluation mode": [],
        "the model was in evaluation mode before": names})
### BEGIN HIDDEN TESTS
with check.hidden():
    crowd, right = photos[classes.argsort()][::25], check.module(things_net).module.eval()
    for size in (50, 1):
        check.call(predict, check.module(things_net, beside=predict), crowd, size).gives(
            right(crowd).detach())
    net, own = check.module(small_net, True, 0.5, beside=predict), check.module(small_net, False)
    check.call(predict, net, x, 4).gives(own.module(x).detach())
    net.state().gives(dict(own.module.state_dict()))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** in evaluation mode the companions do not matter *at all*. This is worth a test in
# every project: predict one image alone and in a crowd, and compare.

# %% [markdown]
# ## 4 · Folding it away
#
# In use, μ, σ², γ and β are constants. Then batch normalization is y = s·x + t per channel, with
# s = γ/√(σ² + ε) and t = β − s·μ. The layer in front of it is a convolution, linear as well, and
# two linear maps in a row are one:
#
# s · (w ∗ x + b) + t = (s·w) ∗ x + (s·(b − μ) + β).
#
# **By hand:** one channel with w = 3, b = 1, μ = 5, σ² = 4, γ = 6, β = 0 and no ε: s = 6/2 = 3. The
# folded weight is 9, the folded bias 3·(1 − 5) + 0 = −12. For x = 2 both ways give 6.

# %% [markdown]
# ### Exercise 5 · `fold_batch_norm` — 5 points, 10 minutes, medium
#
# - **Inputs:** `conv`: a `torch.nn.Conv2d`, with or without bias, with any stride, padding,
#   dilation and groups; `bn`: the `torch.nn.BatchNorm2d` behind it. Both stay as they are.
# - **Returns:** *one* new `torch.nn.Conv2d` with bias, whose output is `bn(conv(x))` as it would be
#   in evaluation mode.
# - **Example:** `conv` has 3 → 4 channels, 3×3 kernels and no bias: the folded one has 108 + 4
#   = 112 parameters.
#
# <details><summary>Hint 1</summary>
# <code>copy.deepcopy(conv)</code> keeps all settings (<code>import copy</code> first). Then give
# the copy a new weight and a new bias. Which dimension of the weight, (C_out, C_in, K, K), does s
# belong to?
# </details>
# <details><summary>Hint 2</summary>
# <code>s = bn.weight / torch.sqrt(bn.running_var + bn.eps)</code>, then
# <code>folded.weight = torch.nn.Parameter(conv.weight * s[:, None, None, None])</code>. Where
# <code>conv.bias</code> is None, b is 0. The bias is (b − bn.running_mean)·s + bn.bias.
# </details>

# %% answer="fold_batch_norm"
def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    ### BEGIN SOLUTION
    import copy

    folded = copy.deepcopy(conv)
    scale = (bn.weight / torch.sqrt(bn.running_var + bn.eps)).detach()
    bias = 0 if conv.bias is None else conv.bias.detach()
    folded.weight = torch.nn.Parameter(conv.weight.detach() * scale[:, None, None, None])
    folded.bias = torch.nn.Parameter((bias - bn.running_mean) * scale + bn.bias.detach())
    return folded
    ### END SOLUTION

# %% locked="used_norm"
def used_norm(channels, eps=0.1, dtype=torch.float32):
    """Return a batch norm in training mode whose numbers are none of the default ones."""
    norm = torch.nn.BatchNorm2d(channels, eps, dtype=dtype)
    for tensor in list(norm.state_dict().values())[:4]:  # γ, β, running mean, running variance
        tensor.uniform_(0.5, 1.5)
    return norm

# %% locked="layers"
def layers(beside, *sizes, dtype=torch.float32, **options):
    """Return a convolution and a batch norm, to be handed to the function `beside`."""
    conv = check.module(torch.nn.Conv2d, *sizes, dtype=dtype, beside=beside, **options)
    return conv, check.module(used_norm, sizes[1], dtype=dtype, beside=beside)

# %% test="fold_batch_norm" points=5
sizes, options = (4, 4, (1, 2)), {"stride": 2, "padding": (0, 1)}
conv, norm = layers(fold_batch_norm, *sizes, **options)
own, used = (built.module.eval() for built in layers(None, *sizes, **options))
w, b, m, v, bias = (t.detach()[:, None, None] for t in (*used.state_dict().values(), own.bias)
                    if t.ndim)
s, x = w / (v + 0.1).sqrt(), numbers(2, 4, 5, 6, seed=5)
z = own(x).detach()
across = F.conv2d(x, own.weight * s, None, **options).detach() + (bias - m) * s + b
twice = F.batch_norm(z, None, None, w.flatten(), b.flatten(), training=True, eps=0.1)
folded = check.module(fold_batch_norm, conv, norm)
folded.output(x, training=True).gives((z - m) * s + b, mistakes={
    "eps is forgotten": (z - m) * w / v.sqrt() + b, "gamma is forgotten": (z - m) * s / w + b,
    "beta is forgotten": (z - m) * s, "the running mean is forgotten": z * s + b,
    "the convolution's own bias is forgotten": (z - bias - m) * s + b,
    "the convolution's own bias is scaled too": (z - bias - m) * s + bias + b,
    "the running mean is scaled too": z * s - m + b,
    "only the weight is folded; the bias changes too": (z - bias) * s + bias,
    "divided by the variance, not by its root": (z - m) * w / (v + 0.1) + b,
    "s belongs to the output channels of the weight": across,
    "the batch norm is still there, with the batch's statistics": twice})
folded.parameters().gives(36, mistakes={"the batch norm is still there": 44})
conv.state().then(lambda state: state["weight"]).gives(own.weight, mistakes={
    "conv itself is changed": own.weight * s[..., None]})
plain = layers(fold_batch_norm, 3, 4, 3, bias=False)
check.module(fold_batch_norm, *plain).parameters().gives(112)
### BEGIN HIDDEN TESTS
with check.hidden():
    for sizes, options in (((3, 4, 3), {"bias": False}), ((6, 4, 3), {"groups": 2, "dilation": 2}),
                           ((4, 4, 1), {"groups": 4, "bias": False, "stride": 3}),
                           ((2, 5, (3, 2)), {"padding": (2, 1), "dtype": torch.float64})):
        conv, norm = layers(fold_batch_norm, *sizes, **options)
        own, used = (built.module.eval() for built in layers(None, *sizes, **options))
        x = numbers(2, sizes[0], 9, 7, dtype=options.get("dtype", torch.float32))
        folded = check.module(fold_batch_norm, conv, norm)
        folded.output(x, training=None).gives(used(own(x)).detach())
        folded.parameters().gives(own.weight.numel() + sizes[1])
        folded.layer_shapes(x, kinds=("Conv2d",)).gives([tuple(own(x).shape)])
        conv.state().gives(dict(own.state_dict()))
        norm.state().gives(dict(used.state_dict()))
        norm.in_training().gives([""])
### END HIDDEN TESTS

# %% [markdown]
# PyTorch's own `torch.nn.utils.fusion.fuse_conv_bn_eval` does the same. The kit's network with its
# four batch norms folded away:

# %%
whole = things_net().eval()
parts = list(whole)
for i, part in enumerate(parts):
    if isinstance(part, torch.nn.BatchNorm2d):
        parts[i - 1] = torch.nn.utils.fusion.fuse_conv_bn_eval(parts[i - 1], part)
folded_net = torch.nn.Sequential(*(p for p in parts if not isinstance(p, torch.nn.BatchNorm2d)))
with torch.no_grad():
    difference = (whole(photos) - folded_net(photos)).abs().max()
    times = timing.race({f"{len(net)} layers": lambda net=net: net(photos[:1])
                         for net in (whole, folded_net)}, repeats=101)
print(f"largest difference of the logits: {difference:.1e}")
medians = {name: float(torch.tensor(ms).median()) for name, ms in times.items()}
plots.picture(
    plots.bars(medians, unit="ms", title="One photo, median of 101 calls"),
    "Notice that the folded network gives the same answers, up to rounding, and that four layers "
    "less save a little time. Nothing was trained for it, and nothing was lost.",
)

# %% [markdown]
# ## 5 · Where not to start
#
# Zero is the mean of all sensible weights, so why not start there? Take a hidden layer of eight
# units on 8×8 digits and let it learn, once from random weights, once from the constant 0.01, once
# from zeros.
#
# **Predict:** after training, how many *different* units will each of the three have?

# %%
def trained_hidden(fill, units=8):
    """Return the hidden weights (units, 64) after training, and the training accuracy."""
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(64, units), torch.nn.Tanh(),
                              torch.nn.Linear(units, 10))
    if fill is not None:
        for parameter in net.parameters():
            torch.nn.init.constant_(parameter, fill if parameter.ndim == 2 else 0.0)
    sgd = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    history = train.fit(net, digits, optimizer=sgd, epochs=10, progress=False)
    return net[1].weight.detach(), history.train_accuracy[-1]

# %%
scans = data.digits("train")
digits = data.normalize(scans.images), scans.labels
starts = {"random": None, "constant 0.01": 0.01, "zeros": 0.0}
hidden = {name: trained_hidden(fill) for name, fill in starts.items()}
scaled = torch.cat([0.5 + 0.5 * weight / weight.abs().max().clamp(min=1e-9)
                    for weight, _ in hidden.values()]).reshape(-1, 1, 8, 8)
labels = [f"{name}: {accuracy:.0%}".replace("%", " %") if unit == 0 else ""
          for name, (_, accuracy) in hidden.items() for unit in range(8)]
plots.picture(
    plots.image_grid(scaled, labels, columns=8),
    "Each square shows the 64 weights of one hidden unit after training; the number is the share "
    "of digits that its network gets right. Notice the second row: eight times the same unit.",
)

# %% [markdown]
# Units that start equal get equal gradients, and after the step they are equal again: a layer of
# eight is worth one, for ever. From zeros not even that: the gradient of each layer's weights is
# multiplied by the other layer's zeros. Randomness has one job here: it **breaks the symmetry**.

# %% [markdown]
# ### Exercise 6 · `distinct_units` — 2 points, 4 minutes, easy
#
# Measure it: how many different units has a layer?
#
# - **Inputs:** `weight` of shape `(units, inputs)`: a float tensor; `decimals`: an int.
# - **Returns:** the number of different rows once all numbers are rounded to so many decimals, an
#   int.
# - **Example:** the rows (1, 2), (3, 4), (1, 2) hold `2` different units.
# - **Edge case:** −0.0 and 0.0 are the same number.
#
# <details><summary>Hint 1</summary>
# <code>weight.round(decimals=…)</code> rounds. How do you drop what occurs twice?
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.unique(…, dim=0)</code> keeps each row once; its length is the answer.
# </details>

# %% answer="distinct_units"
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    ### BEGIN SOLUTION
    return len(torch.unique(weight.round(decimals=decimals), dim=0))
    ### END SOLUTION

# %% test="distinct_units" points=2
rows = torch.tensor([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0]])
check.call(distinct_units, rows).gives(2, mistakes={
    "these are all rows": 3, "numbers are counted, not rows": 4})
close = torch.tensor([[1, 2, 5, 6, 7], [1, 2.0000002, 5, 6, 7], [1, 2.1, 5, 6, 7],
                      [1.1, 2, 5, 6, 7]])
check.call(distinct_units, close).gives(3, mistakes={
    "rounding is forgotten": 4, "rows with the same sum are not the same row": 2,
    "columns are counted": 5, "numbers are counted, not rows": 7})
check.call(distinct_units, close, decimals=0).gives(1, mistakes={"decimals is ignored": 3})
check.call(distinct_units, torch.tensor([[0.0, 1.0], [-0.0, 1.0], [0.0, 2.0]])).gives(2, mistakes={
    "−0.0 and 0.0 are the same number": 3, "this is the rank": 1})
### BEGIN HIDDEN TESTS
with check.hidden():
    for units, kinds, width in ((1, 1, 3), (20, 7, 4), (6, 6, 1)):
        choice = torch.cat([torch.arange(kinds), torch.arange(units - kinds) % kinds])
        weight = numbers(kinds, width, dtype=torch.float64).round(decimals=2)[choice.flip(0)]
        noise = 1e-9 * numbers(units, width, seed=1, dtype=torch.float64)
        check.call(distinct_units, weight + noise).gives(kinds)
    check.call(distinct_units, torch.zeros(5, 3) - 1e-9).gives(1)
    check.call(distinct_units, torch.tensor([[1.0, 2.0], [2.0, 1.0], [0.0, 3.0]])).gives(3)
### END HIDDEN TESTS

# %% tags=["raises-exception"]
for name, (weight, accuracy) in hidden.items():
    print(f"{name:>13}: {distinct_units(weight, decimals=3)} different units, "
          f"{accuracy:.0%} right")

# %% [markdown]
# ## 6 · Where to start
#
# So weights are random, but how large? A layer with weights of variance v makes each output a sum
# of fan_in products: it multiplies the signal's variance by fan_in·v. Twenty layers do it twenty
# times. Between activations that do nothing, only v = 1/fan_in keeps the size; an activation takes
# its share too. Play:

# %%
explore.signal_through_depth()

# %% [markdown]
# Two rules are built on this.
#
# - **Xavier** (Glorot) wants the gradients, which flow the other way, to keep their size too. It
#   compromises between the two ends: variance 2/(fan_in + fan_out). Drawn uniformly from −a to a,
#   the variance is a²/3.
# - **Kaiming** (He) reckons with ReLU, which sets half of the signal to zero and so halves its mean
#   square: variance 2/fan_in. A leaky ReLU with slope s keeps a share s² of the other half:
#   variance 2/((1 + s²)·fan_in).
#
# For a convolution fan_in is the number of products in one output, C_in·K·K, and fan_out is
# C_out·K·K.
#
# **Predict:** 64 → 64 channels, 3×3 kernels: which Kaiming standard deviation?
#
# <details><summary>Answer</summary>
# fan_in = 576, so √(2/576) = √(1/288) = 0.0589.
# </details>

# %% [markdown]
# ### Exercise 7 · `xavier_uniform_bound` — 2 points, 3 minutes, easy
#
# - **Inputs:** `fan_in`, `fan_out`: ints.
# - **Returns:** the number a such that weights drawn uniformly from −a to a have Xavier's variance,
#   a float.
# - **Example:** `xavier_uniform_bound(100, 50)` is `0.2`.
#
# <details><summary>Hint 1</summary>
# Solve a²/3 = 2/(fan_in + fan_out) for a.
# </details>
# <details><summary>Hint 2</summary>
# √(6 / (fan_in + fan_out)); a power of 0.5 is a root.
# </details>

# %% answer="xavier_uniform_bound"
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    ### BEGIN SOLUTION
    return (6 / (fan_in + fan_out)) ** 0.5
    ### END SOLUTION

# %% test="xavier_uniform_bound" points=2
check.call(xavier_uniform_bound, 100, 50).gives(0.2, mistakes={
    "the root is missing": 0.04, "this is the standard deviation, not the bound": (2 / 150) ** 0.5,
    "only fan_in counts": (6 / 100) ** 0.5, "only fan_out counts": (6 / 50) ** 0.5,
    "the fans are added, not multiplied": (6 / 5000) ** 0.5,
    "6 over the sum, not over the mean": (6 / 75) ** 0.5,
    "rounded down: use / instead of //": 0.0, "the sum needs brackets": (6 / 100 + 50) ** 0.5})
check.call(xavier_uniform_bound, 27, 576).gives((6 / 603) ** 0.5, mistakes={
    "the example is hard-coded": 0.2, "rounded: return the number as it is": 0.1})
### BEGIN HIDDEN TESTS
with check.hidden():
    for fan_in, fan_out in ((1, 1), (3, 5), (784, 10), (10, 784), (4608, 2304)):
        check.call(xavier_uniform_bound, fan_in, fan_out).gives((6 / (fan_in + fan_out)) ** 0.5)
    # PyTorch draws u from 0 to 1 and takes (2u − 1)·a.
    drawn, u = torch.empty(7, 12, dtype=torch.float64), torch.empty(7, 12, dtype=torch.float64)
    torch.nn.init.xavier_uniform_(drawn, generator=torch.Generator().manual_seed(1))
    torch.nn.init.uniform_(u, -1, 1, generator=torch.Generator().manual_seed(1))
    check.call(xavier_uniform_bound, 12, 7).gives((drawn / u).mean().item())
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 8 · `kaiming_normal_std` — 2 points, 3 minutes, easy
#
# - **Inputs:** `fan_in`: an int; `slope`: a float, the slope of the activation for negative numbers
#   (0 for ReLU).
# - **Returns:** the standard deviation of Kaiming's normal initialization, a float.
# - **Example:** `kaiming_normal_std(200)` is `0.1`.
#
# <details><summary>Hint 1</summary>
# The standard deviation is the root of the variance above.
# </details>
# <details><summary>Hint 2</summary>
# √(2 / ((1 + slope²) · fan_in))
# </details>

# %% answer="kaiming_normal_std"
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    ### BEGIN SOLUTION
    return (2 / ((1 + slope**2) * fan_in)) ** 0.5
    ### END SOLUTION

# %% test="kaiming_normal_std" points=2
check.call(kaiming_normal_std, 200).gives(0.1, mistakes={
    "this is the variance": 0.01, "this is the bound of the uniform version": 0.03**0.5,
    "ReLU halves the mean square: 2, not 1": 0.005**0.5,
    "the root covers fan_in too": 2**0.5 / 200})
check.call(kaiming_normal_std, 576).gives((2 / 576) ** 0.5, mistakes={
    "the example is hard-coded": 0.1, "rounded: return the number as it is": 0.06})
check.call(kaiming_normal_std, 50, slope=0.5).gives(0.032**0.5, mistakes={
    "the slope is ignored": 0.2, "the slope is squared": (2 / (1.5 * 50)) ** 0.5,
    "1 + slope² stands in the denominator": 0.05**0.5, "(1 + slope)² is not 1 + slope²":
    (2 / (2.25 * 50)) ** 0.5})
check.call(kaiming_normal_std, 50, slope=1.0).gives(0.02**0.5)  # no activation: Xavier, one end
### BEGIN HIDDEN TESTS
with check.hidden():
    for fan_in, slope in ((1, 0.0), (27, 0.01), (4608, 0.2), (3, -0.3), (10, 2.0)):
        gain = torch.nn.init.calculate_gain("leaky_relu", slope)
        check.call(kaiming_normal_std, fan_in, slope).gives(gain / fan_in**0.5)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 9 · `layer_stds` — 4 points, 8 minutes, medium
#
# Follow a signal on its way through fully connected layers without biases.
#
# - **Inputs:** `x` of shape `(N, D)`; `weights`: a list of tensors `(outputs, inputs)`, one per
#   layer; `activation`: a function of a tensor, such as `torch.relu`.
# - **Returns:** a list of floats, one per layer: the standard deviation (`correction=0`) of all
#   numbers *after* that layer's activation.
# - **Example:** `x` = [[1, 3]], one weight [[1, 0], [0, 1]], `torch.relu`: the signal stays (1, 3),
#   so the list is `[1.0]`.
# - **Edge case:** without layers the list is empty.
#
# <details><summary>Hint 1</summary>
# Keep one variable for the signal. Each layer replaces it by
# <code>activation(signal @ weight.T)</code>.
# </details>
# <details><summary>Hint 2</summary>
# In the loop: <code>stds.append(signal.std(correction=0).item())</code>.
# </details>

# %% answer="layer_stds"
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    ### BEGIN SOLUTION
    stds, signal = [], x
    for weight in weights:
        signal = activation(signal @ weight.T)
        stds.append(signal.std(correction=0).item())
    return stds
    ### END SOLUTION

# %% test="layer_stds" points=4
x, w1, w2 = numbers(5, 8, seed=6), numbers(8, 8, seed=7), numbers(6, 8, seed=8)
def stds(*signals):
    return [signal.std(correction=0).item() for signal in signals]
z1 = x @ w1.T
h1 = torch.relu(z1)
z2 = h1 @ w2.T
h2 = torch.relu(z2)
check.call(layer_stds, x, [w1, w2], torch.relu).gives(stds(h1, h2), mistakes={
    "measured before the activation": stds(z1, z2),
    "the activation is never applied": stds(z1, z1 @ w2.T),
    "the input's own is in the list too": stds(x, h1, h2),
    "use correction=0": [h1.std().item(), h2.std().item()],
    "these are variances": [std**2 for std in stds(h1, h2)],
    "the mean is not subtracted": [h.square().mean().item() ** 0.5 for h in (h1, h2)],
    "the weight is transposed": stds(torch.relu(x @ w1), torch.relu(torch.relu(x @ w1) @ w2.T)),
    "every layer gets x": stds(h1, torch.relu(x @ w2.T)),
    "one number for each unit": [h.std(0, correction=0) for h in (h1, h2)],
    "only the first layer": stds(h1), "only the last layer": stds(h2)})
check.call(layer_stds, torch.tensor([[1.0, 3.0]]), [torch.eye(2)], torch.relu).gives([1.0])
check.call(layer_stds, x, [], torch.relu).gives([])
### BEGIN HIDDEN TESTS
with check.hidden():
    for activation, sizes in ((torch.tanh, (5, 9, 2)), (torch.sigmoid, (3, 3)),
                              (torch.abs, (1, 1, 1))):
        h, wanted = numbers(6, sizes[0], seed=9, dtype=torch.float64), []
        start, weights = h, [numbers(sizes[i + 1], sizes[i], seed=i, dtype=torch.float64)
                             for i in range(len(sizes) - 1)]
        for weight in weights:
            h = activation(F.linear(h, weight))
            wanted.append((h - h.mean()).square().mean().item() ** 0.5)
        check.call(layer_stds, start, weights, activation).gives(wanted)
### END HIDDEN TESTS

# %% [markdown]
# Twenty layers of 128 units with ReLU, thirty seeds for each rule, measured by your `layer_stds`:

# %% tags=["raises-exception"]
rules = {"Kaiming": (2 / 128) ** 0.5, "Xavier": (1 / 128) ** 0.5,
         "PyTorch's default": (1 / 128 / 3) ** 0.5, "std 0.01": 0.01, "std 0.3": 0.3}
signals = {name: [] for name in rules}
for seed in range(30):
    x = numbers(64, 128, seed=seed)
    for number, (name, std) in enumerate(rules.items()):
        weights = numbers(20, 128, 128, seed=1000 * number + seed) * std
        signals[name].append(layer_stds(x, list(weights), torch.relu))
plots.picture(
    plots.signal_sizes(signals, title="ReLU, 128 units wide, 30 seeds"),
    "Lines are medians, bands span all thirty seeds. Notice that only Kaiming's stays, and that "
    "the others are straight lines: a constant factor per layer on a logarithmic axis.",
)

# %% [markdown]
# **Notice:** PyTorch's default for `Linear` and `Conv2d`, variance 1/(3·fan_in), loses a factor of
# √6 = 2.4 per layer with ReLU. Two or three layers do not mind; twenty do.

# %% [markdown]
# ## 7 · What normalization buys
#
# Batch normalization corrects the size in *every* layer, at *every* step. Does that make the start
# unimportant? Seven layers, trained for four epochs on 500 real digits, with Kaiming's weights
# times 0.1 to 10 and with rates from 0.01 to 1; once without, once with batch norm.
#
# **Predict:** in how many of the 25 cells does each network get more than 20 % right?

# %%
few = digits[0][:500], digits[1][:500]


def accuracy_after(norm, scale, lr, seed=0, epochs=4):
    """Return the training accuracy of a network of seven layers, nan if its loss exploded."""
    torch.manual_seed(seed)
    layers, channels = [], 1
    for stride in (1, 1, 2, 1, 2, 1):
        conv = torch.nn.Conv2d(channels, 12, 3, stride, padding=1)
        torch.nn.init.kaiming_normal_(conv.weight).detach().mul_(scale)
        torch.nn.init.zeros_(conv.bias)
        layers += [conv, torch.nn.BatchNorm2d(12), torch.nn.ReLU()] if norm else [
            conv, torch.nn.ReLU()]
        channels = 12
    head = [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(12, 10)]
    net = torch.nn.Sequential(*layers, *head)
    sgd = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    try:
        train.fit(net, few, optimizer=sgd, epochs=epochs, batch_size=50, progress=False)
    except train.DivergenceError:
        return float("nan")
    return train.evaluate(net, few).accuracy

# %%
from tqdm.auto import tqdm

scales, rates = (0.1, 0.3, 1, 3, 10), (0.01, 0.03, 0.1, 0.3, 1)
names = {"without batch norm": False, "with batch norm": True}
cells = [(name, scale, lr) for name in names for scale in scales for lr in rates]
found = {cell: accuracy_after(names[cell[0]], *cell[1:]) for cell in tqdm(cells)}
grids = {name: [[found[name, scale, lr] for lr in rates] for scale in scales] for name in names}
for name in names:
    learned = sum(share > 0.2 for cell, share in found.items() if cell[0] == name)
    print(f"{name}: {learned} of 25 cells above 20 %")
plots.picture(
    plots.accuracy_maps(grids, rows=[f"×{s:g}" for s in scales], columns=[f"{r:g}" for r in rates],
                        row_name="initial weights", column_name="rate"),
    "Training accuracy in %; 10 is guessing, × means that the loss exploded. Notice how few cells "
    "are bright on the left. On the right, notice that the bright region leans.",
)

# %% [markdown]
# One cell could be luck. The top, middle and bottom row again, at rate 0.1, with five seeds each:

# %%
seeds = range(5)
spread = {f"×{scale:g}, {name}": [accuracy_after(norm, scale, 0.1, seed) for seed in seeds]
          for scale in (0.1, 1, 10) for name, norm in names.items()}
spread = {name: [0.0 if share != share else 100 * share for share in shares]
          for name, shares in spread.items()}  # nan is the only number that is not itself
plots.picture(
    plots.bars(spread, unit="training accuracy in %",
               title="Initial weights times 0.1, 1 and 10, rate 0.1, five seeds"),
    "Bars show the median, lines the range; 0 means that the loss exploded. Notice that without "
    "batch norm the starts ×0.1 and ×10 fail with every seed, and with it none does.",
)

# %% [markdown]
# **Notice** what is *not* there: at the usual start (×1) batch norm learns more, but not at rates
# ten times higher. What it buys is a far wider range of starts and rates that work at all. And why
# does the bright region lean? The size of the weights in front of a batch norm does not matter to
# the output, so only the *relative* size of a step counts: larger weights want a larger rate.
#
# ### All you need is batch norm?
#
# How much can γ and β do on their own? Frankle and colleagues froze *all* weights of a network at
# their random start and trained batch norm only. We do it with 384 of 47,000 parameters.

# %%
def accuracy_of_part(part, seed):
    """Return the test accuracy of a random network of which only one part is trained."""
    torch.manual_seed(seed)
    layers, channels = [], 1
    for stride in (1, 1, 2, 1, 2, 1):
        conv = torch.nn.Conv2d(channels, 32, 3, stride, padding=1, bias=False)
        torch.nn.init.kaiming_normal_(conv.weight)
        layers, channels = [*layers, conv, torch.nn.BatchNorm2d(32), torch.nn.ReLU()], 32
    head = [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(32, 10)]
    net = torch.nn.Sequential(*layers, *head)
    kinds = {"batch norms, 384": torch.nn.BatchNorm2d, "last layer, 330": torch.nn.Linear,
             "convolutions, about 384": torch.nn.Conv2d}
    chosen = [p for layer in net if isinstance(layer, kinds.get(part, ()))
              for p in layer.parameters()]
    if part.startswith("convolutions"):  # as many as in the batch norms, anywhere
        for p in chosen:
            keep = torch.rand(p.shape) < 384 / sum(q.numel() for q in chosen)
            p.register_hook(lambda grad, keep=keep: grad * keep)
    if chosen:
        sgd = torch.optim.SGD(chosen, lr=0.3, momentum=0.9)
        train.fit(net, digits, optimizer=sgd, epochs=5, batch_size=50, schedule=train.cosine,
                  progress=False)
    return 100 * train.evaluate(net, test_digits).accuracy

# %%
scans = data.digits("test")
test_digits = data.normalize(scans.images), scans.labels
trained = ("nothing", "convolutions, about 384", "batch norms, 384", "last layer, 330")
scores = {part: [] for part in trained}
for part, seed in tqdm([(part, seed) for part in trained for seed in range(3)]):
    scores[part].append(accuracy_of_part(part, seed))
plots.picture(
    plots.bars(scores, unit="% of 797 test digits right", title="What is trained, three seeds"),
    "Bars show the median, lines all seeds. Notice that scaling and shifting random features makes "
    "a classifier, and a better one than as many trained convolution weights.",
)

# %% [markdown]
# **Notice** the last bar too: on these digits the last layer alone, with about as many parameters,
# does better still. "All you need" is a good title; the finding is that γ and β can pick useful
# features out of random ones.

# %% [markdown]
# ## 8 · Myth or fact?
#
# > "Batch normalization is a regularizer, and one without randomness."
#
# Networks with batch norm are said to generalise a little better. If nothing random were involved,
# one photo would get the same logits whenever it is shown, as long as no weight changes. Put the
# claim to the test with this function:

# %% locked="logits_in_company"
def logits_in_company(training, companions=7, draws=20):
    """Return the logits (draws, 10) of one photo, each time with other companions in its batch."""
    net, generator = things_net().train(training), torch.Generator().manual_seed(0)
    rows = []
    for _ in range(draws):
        others = 1 + torch.randperm(len(photos) - 1, generator=generator)[:companions]
        with torch.no_grad():
            rows.append(net(torch.cat([photos[:1], photos[others]]))[0])
    return torch.stack(rows)

# %% [markdown]
# ### Exercise 10 · `myth` — 3 points, 6 minutes, easy
#
# Set three variables:
#
# - `noise_training`: how much the logits vary in training mode: their standard deviation over the
#   20 draws (`correction=0`), averaged over the ten logits, a float;
# - `noise_evaluation`: the same in evaluation mode;
# - `verdict`: `"fact"` if nothing random is seen in training mode, otherwise `"myth"`.
#
# You are graded on the measurement and on a verdict that fits it.
#
# <details><summary>Hint 1</summary>
# Over which dimension of (30, 10) does the standard deviation run, and what is averaged then?
# </details>
# <details><summary>Hint 2</summary>
# <code>logits_in_company(True).std(0, correction=0).mean().item()</code>
# </details>

# %% answer="myth"
noise_training = None
noise_evaluation = None
verdict = None
### BEGIN SOLUTION
noise_evaluation, noise_training = (
    logits_in_company(mode).std(0, correction=0).mean().item() for mode in (False, True)
)
verdict = "myth" if noise_training > noise_evaluation else "fact"
### END SOLUTION

# %% test="myth" points=3
logits = logits_in_company(True)
noise = logits.std(0, correction=0).mean().item()
check.value(noise_training, name="noise_training").gives(noise, rtol=1e-3, mistakes={
    "there is no noise: is this evaluation mode": 0.0,
    "this is the spread of the ten logits, not of the draws":
        logits.std(1, correction=0).mean().item(),
    "this is the spread of all numbers together": logits.std(correction=0).item(),
    "this is the variance": logits.var(0, correction=0).mean().item(),
    "use correction=0": logits.std(0).mean().item()})
check.value(noise_evaluation, name="noise_evaluation").gives(0.0, atol=1e-3, mistakes={
    "this is the noise of training mode": noise})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit your own measurement": "fact"})
### END HIDDEN TESTS

# %%
sizes = (2, 4, 8, 16, 32, 64)
by_size = {f"batches of {n}": logits_in_company(True, n - 1).std(0).tolist() for n in sizes}
plots.picture(
    plots.bars(by_size, unit="standard deviation of a logit", title="One photo, twenty batches"),
    "Bars show the median, lines the range over the ten logits. Notice that larger batches make "
    "less noise.",
)

# %% [markdown]
# The randomness is the draw of the batch. Each image sees its own features jitter with its
# companions, much like dropout, and larger batches jitter less. Where batch norm regularises, it
# does so *by* noise.

# %% [markdown]
# ## 9 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# A new network for 10 classes has a loss of 34 before its first step. What do you do first?
#
# - **a** train on: the loss will fall soon enough
# - **b** look at the size of inputs and weights: a loss near 2.3 is expected
# - **c** lower the learning rate until the loss is near 2.3
# - **d** make the network deeper

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "a network that knows nothing should give each class 1/10, which costs log 10 = 2.303; 34 "
    "means that its logits are huge, and the rate has had no say yet."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# Why does a convolution in front of a batch norm need no bias?
#
# - **a** convolutions never need one
# - **b** the mean of each channel is subtracted, and the bias with it; β does its work
# - **c** γ does its work

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "b"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abc", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "b", name="answer_2", because=(
    "a constant added to a whole channel moves its mean by the same amount and disappears when "
    "the mean is subtracted; β adds a learned one afterwards."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# All weights and biases start at zero, except for the hidden layers, which start random: only the
# *last* layer is all zeros. What happens?
#
# - **a** nothing ever trains
# - **b** it trains: the last layer gets different gradients for different units at once
# - **c** all hidden units become equal

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "b"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abc", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "b", name="answer_3", because=(
    "the hidden units are random and differ already, so the last layer's weights get different "
    "gradients; after one step they are not zero, and gradients reach the layers below."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 4 — 1 point, 1 minute
#
# Your test accuracy changes when you shuffle the test set. What is most likely wrong?
#
# - **a** the model is in training mode
# - **b** the learning rate is too high
# - **c** the test set is too small
# - **d** nothing: that is normal

# %% answer="answer_4"
answer_4 = None
### BEGIN SOLUTION
answer_4 = "a"
### END SOLUTION

# %% test="answer_4" points=1
check.one_of(answer_4, "abcd", name="answer_4")
### BEGIN HIDDEN TESTS
check.quiz(answer_4, "a", name="answer_4", because=(
    "in evaluation mode each image is treated on its own, so no order can matter; in training "
    "mode batch norm mixes the companions in."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Standardise with the training set's statistics. A new network's loss is log C, or something is
#   wrong.
# - Batch norm: y = γ·x̂ + β per channel, with the batch's statistics in training and the running
#   ones in use. `eval()` before you test, `train()` afterwards.
# - In use it is a linear map and folds into the convolution in front of it.
# - Start random, to break the symmetry, with variance 2/fan_in for ReLU.
# - Batch norm makes a wide range of starts and rates work. Where it regularises, it is by noise.

# %% [markdown]
# **If you want more:** Ioffe and Szegedy, *Batch normalization* (2015), for the method. Glorot and
# Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010), and
# He, Zhang, Ren and Sun, *Delving deep into rectifiers* (2015), for the two rules. Frankle, Schwab
# and Morcos, *Training BatchNorm and only BatchNorm* (2021). Try layer norm in section 3: which of
# its statistics know about companions?
