# %% [markdown]
# # Lab 12 · Synthetic data and the domain gap
#
# You want a network that reads handwriting, and nobody has labelled any for you. So you draw your
# own training set, with fonts, and find out on real digits what that was worth. After this lab you
# can
#
# - **render a labelled data set**, randomise it, and measure the gap to real images honestly;
# - say which randomisations close the gap, with several seeds, and put **your own setting on the
#   leaderboard**;
# - write the metrics of four vision tasks yourself: accuracy, IoU and average precision, Dice and
#   mean IoU, PCK.
#
# **90 minutes · 40 points · builds on:** labs 02 (resampling), 04 (batch norm) and 06 (training).

# %% [markdown]
# This is the last lab, and the course's own project in miniature: data, network, measurement and
# judgement, all in your hands.

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check, device, explore, plots, synthetic, train
torch.set_num_threads(1)  # small convolutions run fastest on one core
print(device.explain())

# %% [markdown]
# ## 1 · A training set out of nothing
#
# The real images are scikit-learn's digits, written by 13 people and scanned to 8×8 pixels. The
# scanner first saw 32×32 black or white dots and then **counted the dots in blocks of 4×4**. A
# renderer should do the same: draw finely, then average. Fonts are drawn by outlines, so we may
# have them as fine as we like, and the label comes for free: we know what we have drawn. Matplotlib
# brings 19 fonts with ordinary digits.

# %% locked="glyphs"
GLYPHS = synthetic.glyphs()  # ink from 0 to 1: (19 fonts, 10 digits, 32, 32)
real_images, real_labels = synthetic.real("open")  # (1000, 1, 8, 8) from 0 to 1, and labels

# %%
first_of_each = torch.stack([(real_labels == digit).nonzero()[0, 0] for digit in range(10)])
fine = GLYPHS[0].unsqueeze(1)
plots.picture(
    plots.two_sheets({"font, 32×32": fine, "real, 8×8": real_images[first_of_each]}),
    "Left a font, right handwriting. Notice that the real digits fill their image from top to "
    "bottom; the font's have a margin, as on a page.",
)

# %% [markdown]
# **Predict:** a stroke of full ink covers the left quarter of a 4×4 block. What is the scanned
# pixel?
#
# <details><summary>Answer</summary>
# 4 of 16 dots have ink: 0.25. Grey is not a colour of the pen, it is how much of a pixel the pen
# has met.
# </details>

# %% [markdown]
# ### Exercise 1 · `render_digits` — 3 points, 5 minutes, easy
#
# - **Inputs:** `glyphs`: ink `(fonts, 10, H, W)`, floats; `fonts` and `labels`: which font and
#   which digit each image shows, int64 `(N,)`; `block`: side of a scanned pixel, int.
# - **Returns:** `(N, 1, H // block, W // block)`: the mean ink of every block.
# - **Example:** with `GLYPHS` and 5 images, the result has shape `(5, 1, 8, 8)`.
# - **Error:** `ValueError` if H or W is no multiple of `block`.
#
# <details><summary>Hint 1</summary>
# glyphs[fonts, labels] picks one glyph for each image. Which pooling of lab 02 takes means?
# </details>
# <details><summary>Hint 2</summary>
# F.avg_pool2d(glyphs[fonts, labels][:, None], block)
# </details>

# %% answer="render_digits"
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    ### BEGIN SOLUTION
    height, width = glyphs.shape[2:]
    if height % block or width % block:
        raise ValueError(f"blocks of {block} do not fit on {height}×{width}")
    return F.avg_pool2d(glyphs[fonts, labels][:, None], block)
    ### END SOLUTION

# %% test="render_digits" points=3
g = torch.Generator().manual_seed(1)
ink = torch.rand(3, 10, 8, 12, generator=g)
fonts, digits = torch.tensor([2, 0, 1, 0]), torch.tensor([1, 0, 2, 7])
fine = ink[fonts, digits][:, None]
right = F.avg_pool2d(fine, 4)
check.call(render_digits, ink, fonts, digits).gives(right, mistakes={
    "block is ignored": fine, "the channel dimension is missing": right[:, 0],
    "the sum of a block is taken, not its mean": 16 * right,
    "the largest number of a block is taken, not the mean": F.max_pool2d(fine, 4),
    "every fourth pixel is kept, the others are lost": fine[..., ::4, ::4],
    "the image is resized, not averaged": F.interpolate(fine, size=(2, 3), mode="bilinear")})
check.call(render_digits, ink, fonts, digits, block=2).gives(F.avg_pool2d(fine, 2), mistakes={
    "block is always 4": right, "block is ignored": fine})
check.call(render_digits, ink, fonts, digits, block=3).raises(
    ValueError, because="8 rows are no multiple of 3")
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, height, width, block in ((1, 4, 4, 4), (7, 6, 9, 3), (5, 10, 5, 5), (2, 3, 5, 1)):
        ink = torch.rand(4, 10, height, width, generator=g, dtype=torch.float64)
        fonts, digits = (torch.randint(high, (n,), generator=g) for high in (4, 10))
        blocks = ink[fonts, digits].reshape(n, 1, height // block, block, width // block, block)
        check.call(render_digits, ink, fonts, digits, block).gives(blocks.mean((3, 5)))
    for block in (4, 5):  # fits one side only
        check.call(render_digits, torch.rand(1, 10, 8, 10), fonts * 0, digits, block).raises(
            ValueError, because="one side is no multiple of the block")
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** no camera, no annotator, and a thousand labelled images in a few milliseconds. Is it a
# good training set? Only real images can tell.

# %% [markdown]
# ## 2 · Good on paper
#
# A network trained on images of one kind (a *domain*) is tested on another. What it loses on the
# way is the **domain gap**. To see it you need two test sets: fresh images of your own kind, and
# real ones.
#
# ### Exercise 2 · `accuracy` — 2 points, 3 minutes, easy
#
# - **Inputs:** `logits`: `(N, C)`; `labels`: int64 `(N,)`.
# - **Returns:** the share of images whose largest logit is at the right class, a float.
# - **Example:** logits [[2, 1], [0, 3], [5, 4], [1, 7]] and labels [0, 1, 1, 1] give `0.75`.
# - **Error:** `ValueError` if there are no images: nothing is right, and nothing is wrong.
#
# <details><summary>Hint 1</summary>
# argmax along the classes gives the prediction of each image.
# </details>
# <details><summary>Hint 2</summary>
# (logits.argmax(1) == labels).float().mean().item(), after a look at len(labels).
# </details>

# %% answer="accuracy"
def accuracy(logits, labels):
    """Return the share of right predictions."""
    ### BEGIN SOLUTION
    if len(labels) == 0:
        raise ValueError("the accuracy of no images is not defined")
    return (logits.argmax(1) == labels).double().mean().item()
    ### END SOLUTION

# %% test="accuracy" points=2
logits = torch.tensor([[2.0, 1], [0, 3], [5, 4], [1, 7]])
labels = torch.tensor([0, 1, 1, 1])
check.call(accuracy, logits, labels).gives(0.75, mistakes={
    "this is the number of right ones, not their share": 3, "this is the error rate": 0.25,
    "the smallest logit is taken": 0.25, "percent instead of a share": 75.0})
logits = torch.tensor([[-3.0, -1, -2], [4, 5, 6], [9, 7, 8], [1, 3, 2], [0, -1, -2]])
check.call(accuracy, logits, torch.tensor([1, 2, 1, 1, 2])).gives(0.6, mistakes={
    "the example is hard-coded": 0.75, "divided by the number of classes": 1.0})
check.call(accuracy, torch.zeros(0, 4), torch.zeros(0, dtype=torch.int64)).raises(
    ValueError, because="there are no images")
### BEGIN HIDDEN TESTS
with check.hidden():
    from sklearn.metrics import accuracy_score

    g = torch.Generator().manual_seed(2)
    for n, classes in ((1, 2), (7, 5), (64, 3), (33, 10), (3, 40)):
        logits = torch.randn(n, classes, generator=g) * 50
        labels = torch.randint(classes, (n,), generator=g)
        labels[::2] = logits[::2].argmax(1)
        check.call(accuracy, logits, labels).gives(
            float(accuracy_score(labels, logits.argmax(1))), rtol=1e-6)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3 · `domain_gap` — 3 points, 5 minutes, easy
#
# - **Inputs:** `model`: maps images `(N, 1, 8, 8)` to logits `(N, 10)`; `rendered` and `real`:
#   pairs `(images, labels)`.
# - **Returns:** its accuracy on `rendered` minus that on `real`, a float.
# - **Example:** a model with accuracy 0.9 on rendered and 0.6 on real digits has a gap of `0.3`.
# - **Careful:** measure in evaluation mode and without gradients. In training mode, batch norm
#   would mix the images of a batch and **move its statistics**: a measurement must not change what
#   it measures.
#
# <details><summary>Hint 1</summary>
# model.eval() first, torch.no_grad() around the rest; then twice the same line.
# </details>
# <details><summary>Hint 2</summary>
# For each pair: (model(images).argmax(1) == labels).double().mean().item(). Subtract.
# </details>

# %% answer="domain_gap"
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    ### BEGIN SOLUTION
    model.eval()
    shares = []
    with torch.no_grad():
        for images, labels in (rendered, real):
            shares.append((model(images).argmax(1) == labels).double().mean().item())
    return shares[0] - shares[1]
    ### END SOLUTION

# %% test="domain_gap" points=3
g = torch.Generator().manual_seed(3)
plain = [torch.rand(n, 1, 8, 8, generator=g) for n in (40, 25)]
built, twin = (check.module(synthetic.network, beside=domain_gap) for _ in range(2))
logits = [built(x).value for x in plain]
trained = [twin.output(x, training=True).value for x in plain]
labels = [rows.argmax(1) for rows in logits]
labels[0][:8], labels[1][:10] = (labels[0][:8] + 1) % 10, (labels[1][:10] + 3) % 10
in_training = [(rows.argmax(1) == right).double().mean().item()
               for rows, right in zip(trained, labels, strict=True)]
pairs = list(zip(plain, labels, strict=True))
check.call(domain_gap, built, *pairs).gives(0.2, rtol=1e-6, mistakes={
    "the model is in training mode: call model.eval()": in_training[0] - in_training[1],
    "real minus rendered is taken": -0.2, "this is the accuracy on the rendered images": 0.8,
    "this is the accuracy on the real images": 0.6, "percent instead of shares": 20.0,
    "this is a share of the rendered accuracy, not the difference": 0.25})
built(plain[0]).gives(logits[0])  # measuring has changed nothing
check.call(domain_gap, built, *pairs[::-1]).gives(-0.2, rtol=1e-6, mistakes={
    "a gap may be negative: keep its sign": 0.2})
### BEGIN HIDDEN TESTS
with check.hidden():
    for wrong in ((0, 3), (12, 5), (20, 0)):
        for row, images, count in zip(range(2), plain, wrong, strict=True):
            right = logits[row].argmax(1)
            right[:count] = (right[:count] + 1) % 10
            pairs[row] = images, right
        check.call(domain_gap, built, *pairs).gives(wrong[1] / 25 - wrong[0] / 40, rtol=1e-6)
        built(plain[0]).gives(logits[0])
### END HIDDEN TESTS

# %% [markdown]
# **Predict**, then run: a network learns from 2,000 plainly rendered digits of 19 fonts. Its
# accuracy on fresh rendered digits? And on real ones?

# %%
plain_net = synthetic.learned({}, seed=0)
for name, pair in (("fresh rendered", synthetic.rendered({}, 1000, seed=1)),
                   ("real", (real_images, real_labels))):
    print(f"accuracy on {name} digits: {train.evaluate(plain_net, pair).accuracy:.3f}")
plots.picture(
    plots.confusion(train.confusion_matrix(plain_net, (real_images, real_labels), 10), range(10)),
    "Rows are what people wrote, columns what the network read. Notice that it is not a little "
    "wrong everywhere: whole digits are taken for others.",
)

# %% [markdown]
# **Notice:** perfect on paper, half right in the world. Nothing in the training curve, and nothing
# in a test on its own kind of images, could have told you.

# %% [markdown]
# ## 3 · Let it vary
#
# You will never render the exact pen, hand and scanner of the real images. **Domain randomisation**
# does not try: it varies everything so widely that reality looks like one more variation. It has
# limits: what you do not vary, the network takes for granted; and a digit that is turned upside
# down may be another digit. Find by eye how far each slider may go.

# %%
explore.rendering()

# %% [markdown]
# Geometry is an **affine map**: a matrix (2, 3) that sends a point (x, y) of the page to a point of
# the image, M · (x, y, 1). Coordinates go from −1 to 1, x to the right, y down. But a picture is
# filled pixel by pixel, and each output pixel has to ask: *where in the input do I come from?* So
# images are warped with the map **undone**.
#
# **Predict:** M sends x to 2x. Is the digit twice as wide afterwards, or half as wide? And if you
# gave M itself to `F.affine_grid`?
#
# <details><summary>Answer</summary>
# Twice as wide. affine_grid wants to know where output pixels come from, so M itself would make it
# half as wide: the output pixel at 0.5 would ask at 1.
# </details>

# %% [markdown]
# ### Exercise 4 · `warp` — 3 points, 8 minutes, medium
#
# - **Inputs:** `images`: `(N, C, H, W)`; `matrices`: `(N, 2, 3)`, where each image's points go.
# - **Returns:** the moved images, of the same shape, zero where nothing comes from.
# - **Example:** the one-row image [1, 0, 0] with the matrix [[−1, 0, 0], [0, 1, 0]] becomes
#   [0, 0, 1].
# - **Undo it:** if q = A·p + b, then p = A⁻¹·q − A⁻¹·b; A is the first two columns, b the last.
# - **Convention:** `align_corners=False` everywhere: −1 and 1 are the image's edges.
#
# <details><summary>Hint 1</summary>
# torch.linalg.inv undoes a batch of square matrices. Join A⁻¹ and −A⁻¹·b with torch.cat along
# dimension 2; keep b as matrices[:, :, 2:], so that it stays a column.
# </details>
# <details><summary>Hint 2</summary>
# grid = F.affine_grid(back, images.shape, align_corners=False); then F.grid_sample(images, grid,
# align_corners=False).
# </details>

# %% answer="warp"
def warp(images, matrices):
    """Return images moved by affine maps."""
    ### BEGIN SOLUTION
    back = torch.linalg.inv(matrices[:, :, :2])
    back = torch.cat([back, -back @ matrices[:, :, 2:]], dim=2)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
    ### END SOLUTION

# %% test="warp" points=3
mirror = torch.tensor([[[-1.0, 0, 0], [0, 1, 0]]])
check.call(warp, torch.tensor([[[[1.0, 0, 0]]]]), mirror).gives(torch.tensor([[[[0.0, 0, 1]]]]))
x = torch.arange(1.0, 65).reshape(2, 2, 4, 4)  # halved and moved right; a quarter turn
m = torch.tensor([[[0.5, 0, 0.5], [0, 0.5, 0]], [[0.0, -1, 0], [1, 0, 0]]])
small, turned = F.avg_pool2d(x, 2), torch.rot90(x[1:], -1, (2, 3))
large = F.interpolate(F.pad(x[:1], (1, 1, 1, 1)), scale_factor=2, mode="bilinear")
half_way = F.avg_pool2d(F.pad(x[:1], (1, 1)), 2)
right = torch.cat([F.pad(small[:1], (2, 0, 1, 1)), turned])
check.call(warp, x, m).gives(right, mistakes={
    "the map is not undone: pixels ask where they come from": torch.cat(
        [large[..., 4:8, 6:10], torch.rot90(x[1:], 1, (2, 3))]),
    "the shift is not multiplied by A⁻¹": torch.cat([F.pad(half_way, (1, 0, 1, 1)), turned]),
    "the shift has the wrong sign": torch.cat([F.pad(small[:1], (0, 2, 1, 1)), turned]),
    "the shift is forgotten": torch.cat([F.pad(small[:1], (1, 1, 1, 1)), turned]),
    "A is transposed, not inverted": torch.cat([large[..., 4:8, 3:7], turned]),
    "all images get the first matrix": F.pad(small, (2, 0, 1, 1))}, atol=1e-3)
### BEGIN HIDDEN TESTS
with check.hidden():
    from labkit.synthetic.distort import warp as expected

    g = torch.Generator().manual_seed(4)
    for n, c, height, width in ((3, 2, 7, 9), (1, 1, 8, 8), (4, 3, 5, 12), (2, 1, 16, 3)):
        x = torch.randn(n, c, height, width, generator=g, dtype=torch.float64)
        turn = torch.randn(n, generator=g, dtype=torch.float64)
        m = torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos() + 0.2], 1)
        m = torch.cat([m.reshape(n, 2, 2) * 1.3, turn[:, None, None].expand(n, 2, 1) / 4], 2)
        check.call(warp, x, m).gives(expected(x, m), atol=1e-9)
        check.call(warp, x.float(), m.float()).gives(expected(x, m).float(), atol=1e-3)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · `domain_randomise` — 4 points, 8 minutes, medium
#
# The kit does the distorting: `synthetic.distort(ink, numbers, generator)` warps, thickens the pen
# and scans. `numbers` is a dict: a name (`turn`, `scale`, `stretch`, `shear`, `right`, `down`,
# `wobble`, `stroke`, `contrast`, `noise`) and a tensor `(N,)` with a number **for each image**.
# Draw these numbers.
#
# - **Inputs:** `ink`: `(N, 1, 32, 32)`; `ranges`: a dict, name to `(low, high)`; `generator`.
# - **Draw** for each name, in the dict's order, with one `torch.rand(N, generator=generator)`,
#   scaled to low … high. Then distort, with the same generator.
# - **Returns:** the scans, `(N, 1, 8, 8)`.
# - **Example:** 3 images full of ink, `{"contrast": (0.5, 1.0)}` and a generator with seed 0 give
#   pixels 0.7481, 0.8841, 0.5442.
# - **Error:** `ValueError` if a low is above its high.
#
# <details><summary>Hint 1</summary>
# torch.rand gives numbers from 0 to 1. Which formula makes 0 the low and 1 the high bound?
# </details>
# <details><summary>Hint 2</summary>
# for name, (low, high) in ranges.items(): numbers[name] = low + (high − low) * torch.rand(len(ink),
# generator=generator). After the loop: return synthetic.distort(…).
# </details>

# %% answer="domain_randomise"
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    ### BEGIN SOLUTION
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name}: {low} is above {high}")
        numbers[name] = low + (high - low) * torch.rand(len(ink), generator=generator)
    return synthetic.distort(ink, numbers, generator)
    ### END SOLUTION

# %% test="domain_randomise" points=4
def seed(number):
    """Return a random generator with this seed."""
    return torch.Generator().manual_seed(number)


ink, first_three = torch.ones(3, 1, 32, 32), {"contrast": (0.5, 1.0)}
u, v = torch.rand(2, 3, generator=seed(0))
grey = {"": 0.5 + u / 2, "low is forgotten": u / 2, "nothing is varied": 1 + 0 * u,
        "high − low is forgotten: high counts in full": 0.5 + u,
        "the numbers run from high to low": 1 - u / 2, "the middle is taken": 0.75 + 0 * u,
        "all images get the same number": (0.5 + u[:1] / 2).expand(3),
        "torch.randn is normal: torch.rand is uniform":
            0.5 + torch.randn(3, generator=seed(0)) / 2}
grey = {name: row.clamp(0, 1).reshape(3, 1, 1, 1).expand(3, 1, 8, 8) for name, row in grey.items()}
check.call(domain_randomise, ink, first_three, seed(0)).gives(
    grey[""], mistakes={name: page for name, page in grey.items() if name}, atol=1e-3)
right = (0.5 + v / 2).reshape(3, 1, 1, 1).expand(3, 1, 8, 8)
check.call(domain_randomise, ink, {"turn": (0.0, 0.0), **first_three}, seed(0)).gives(
    right, mistakes={"the names are sorted, or all share a draw: keep the dict's order": grey[""]},
    atol=1e-3)
check.call(domain_randomise, ink, {"turn": (5.0, -5.0)}, seed(5)).raises(
    ValueError, because="5 is above −5")
### BEGIN HIDDEN TESTS
with check.hidden():
    from labkit.synthetic.learn import randomised

    for number, names in enumerate((["wobble", "stroke"], ["noise"], [*synthetic.WIDE])):
        ranges = {name: synthetic.WIDE[name] for name in names}
        ink = GLYPHS[number : number + 2].flatten(0, 1)[:, None]
        check.call(domain_randomise, ink, ranges, seed(number)).gives(
            randomised(ink, ranges, seed(number)), atol=1e-4)
    check.call(domain_randomise, ink, {}, seed(5)).gives(F.avg_pool2d(ink, 4), atol=1e-4)
    check.call(domain_randomise, ink[:1], {"contrast": (0.5, 0.5)}, seed(1)).gives(
        F.avg_pool2d(ink[:1], 4) / 2, atol=1e-4)
### END HIDDEN TESTS

# %%
explore.real_or_rendered()

# %% [markdown]
# **Notice:** without "randomised" the game is easy. With it, how many did you get right? Where you
# were sure, what gave it away? Grey specks, perhaps: the real background is clean. The leaderboard
# will tell whether that matters to a network.

# %% [markdown]
# ## 4 · The leaderboard
#
# Which randomisations close the gap? The ten numbers form four groups: **frame** (scale, stretch,
# right, down), **hand** (turn, shear, wobble), **pen** (stroke) and **scanner** (contrast, noise).
# Each setting trained five networks on 2,000 rendered digits, seeds 0 to 4; "all" is
# `synthetic.WIDE`. They are recorded; `python -m labkit.teaching.record_synthetic` makes them
# again.
#
# **Predict:** which group alone helps most? Which one is missed most when it alone is left out?

# %%
board = synthetic.leaderboard()  # accuracy on 1,000 real digits, five networks each
shown = ["one font", "plain", "frame only", "hand only", "pen only", "scanner only"]
plots.picture(
    plots.spread({name: board[name] for name in shown}, quantity="accuracy on real digits",
                 title="One group at a time"),
    "Notice that the frame alone closes the gap more than anything else: where the digit sits and "
    "how large it is, not how it is drawn.",
)

# %%
shown = ["all", *(f"all but {group}" for group in ("frame", "hand", "pen", "scanner")),
         "all, upside down too"]
plots.picture(
    plots.paired_differences({name: board[name] for name in shown}, "all", unit="accuracy",
                             title="What is lost when a group is missing, five seeds"),
    "Notice what does not matter here: without pen or scanner the differences are within the "
    "spread. And what harms: digits turned all the way round.",
)

# %% [markdown]
# Two traps wait at every leaderboard.
#
# - **One run is not a result.** Seeds of the same setting differ by several points; believe a
#   difference when it is larger than that, or paired and always of the same sign.
# - **Who looks often enough finds a lucky setting.** Every look at the real digits is a choice made
#   with real labels. So 797 of them stay **sealed**: choose nothing on them, look once, at the end.

# %% [markdown]
# ### Exercise 6 · `my_ranges` — 3 points, 5 minutes, medium
#
# Your turn. Write your own setting, from what the explorer and the leaderboard have taught you.
#
# - **Input:** none; set `my_ranges`, a dict from a name to `(low, high)`.
# - **Returns:** nothing. The check trains one network with it (some seconds) and asks for an
#   accuracy of at least 0.62 on the open real digits; plain rendering reaches about 0.48, "all"
#   0.74.
# - **Example:** `{"turn": (-10.0, 10.0), "scale": (1.0, 1.4)}` is a setting.
#
# <details><summary>Hint 1</summary>
# Begin with the frame: the font takes 70 % of the height, a real digit all of it. Which scales?
# </details>
# <details><summary>Hint 2</summary>
# {**synthetic.WIDE, "turn": (-15.0, 15.0)} is the kit's setting with one change. Can you find a
# better change?
# </details>

# %% locked="real_accuracies"
def real_accuracies(ranges):
    """Return the accuracy on open and on sealed real digits of a network trained with ranges."""
    model = synthetic.learned(ranges, seed=0)
    return [train.evaluate(model, synthetic.real(part)).accuracy for part in ("open", "sealed")]

# %% answer="my_ranges"
my_ranges = None
### BEGIN SOLUTION
my_ranges = {**synthetic.WIDE, "turn": (-15.0, 15.0)}
### END SOLUTION

# %% test="my_ranges" points=3
check.value(my_ranges, name="my_ranges")
measured = check.call(real_accuracies, my_ranges)
measured.then(lambda pair: pair[0]).within(0.62, 1.0)
print(f"accuracy on the open digits, seed 0: {measured.value[0]:.3f}")
check.value(measured.value[0], name="your accuracy").within(0.62, 1.0)
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(measured.value[1], name="your accuracy on sealed digits").within(0.6, 1.0)
### END HIDDEN TESTS

# %% tags=["raises-exception"]
if my_ranges is not None:
    entries = {"yours, seeds 0 to 2": synthetic.scores(my_ranges, 3)}
    entries |= {name: board[name] for name in ("plain", "frame only", "all", "all, 4 × as many")}
    entries = dict(sorted(entries.items(), key=lambda item: -sum(item[1]) / len(item[1])))
    figure = plots.spread(entries, quantity="accuracy on real digits", title="The leaderboard")
    display(plots.picture(figure, "Notice where you stand, and how far seeds lie apart."))

# %% [markdown]
# **The envelope is opened.** And one more question: what if you do label a few real digits after
# all? Fifty of them are five minutes' work.

# %%
sealed = synthetic.leaderboard("sealed")  # accuracy on the 797 sealed digits
shown = ["plain", "all", "all, 4 × as many", "50 real", "all + 50 real"]
plots.picture(
    plots.spread({name: sealed[name] for name in shown}, quantity="accuracy on sealed digits",
                 title="Five networks each; the last two had labels of 50 real digits"),
    "Notice: fifty real digits are worth more than 2,000 rendered ones, and both together are best "
    "in every seed.",
)

# %% [markdown]
# **Notice:** randomising won 0.25 over plain rendering. (The sealed digits are a little easier for
# every setting; compare within one part.) What remains is *content*: no wobble of a
# font's 1 gives it the long flag that these writers draw, and no font crosses its 7. Synthetic
# data does not replace real data. It takes you from nothing to something, and it makes few labels
# worth more.

# %% [markdown]
# ## 5 · More tasks, the same free labels
#
# A class is the smallest label there is. Annotating boxes takes seconds, masks minutes; a renderer
# knows them all, because it has put the scene together. Below, four digits in one image: with
# boxes for **detection**, and a class for every pixel for **segmentation**. Each task has a metric
# of its own, and you are going to write them.

# %%
rendered_scenes = synthetic.scenes(*synthetic.rendered(synthetic.WIDE, 400, seed=7), seed=1)
real_scenes = synthetic.scenes(*(part[:400] for part in synthetic.real("sealed")), seed=1)

# %%
names = [list(map(str, row.tolist())) for row in rendered_scenes.labels[:2]]
names += [list(map(str, row.tolist())) for row in real_scenes.labels[:1]]
plots.picture(
    plots.boxes_on(torch.cat([rendered_scenes.images[:2], real_scenes.images[:1]]),
                   [*rendered_scenes.boxes[:2], *real_scenes.boxes[:1]], names,
                   title="Two rendered scenes and one with real digits"),
    "Nobody has drawn these boxes. Notice that they are tight: they end where the ink ends.",
)

# %% [markdown]
# A box is right if it overlaps the true one enough. Enough is measured by **intersection over
# union**: the area that both share, divided by the area that at least one covers.
#
# **Predict:** two 2×2 boxes, one moved by 1 to the right. Their IoU?
#
# <details><summary>Answer</summary>
# They share 1·2 = 2. Together they cover 4 + 4 − 2 = 6. A third, although half of each is shared.
# </details>

# %% [markdown]
# ### Exercise 7 · `iou` — 3 points, 6 minutes, medium
#
# - **Inputs:** `a`: `(N, 4)` and `b`: `(M, 4)`, floats: left, top, right, bottom, as edges (a box
#   from 0 to 2 is 2 wide). All areas are above 0.
# - **Returns:** `(N, M)`: the IoU of every box of `a` with every box of `b`.
# - **Example:** [[0, 0, 2, 2]] and [[1, 0, 3, 2], [5, 5, 6, 6], [0, 0, 2, 2]] give
#   [[0.3333, 0, 1]].
# - **Edge cases:** boxes that only touch, or are apart, have IoU 0; no boxes give `(0, M)`.
# - **Not allowed:** torchvision's function.
#
# <details><summary>Hint 1</summary>
# The shared box begins at the larger of the two lefts and ends at the smaller of the two rights.
# a[:, None] and b[None] pair all boxes. What is a negative width?
# </details>
# <details><summary>Hint 2</summary>
# size = (min(a[:, None, 2:], b[None, :, 2:]) − max(a[:, None, :2], b[None, :, :2])).clamp(min=0);
# the product of its two numbers is shared; union = area a + area b − shared.
# </details>

# %% answer="iou"
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    ### BEGIN SOLUTION
    ends = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    starts = torch.maximum(a[:, None, :2], b[None, :, :2])
    width, height = (ends - starts).clamp(min=0).unbind(-1)
    shared = width * height
    area_a, area_b = ((box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1]) for box in (a, b))
    return shared / (area_a[:, None] + area_b[None] - shared)
    ### END SOLUTION

# %% locked="random_boxes"
def random_boxes(count, seed):
    """Return boxes ``(count, 4)`` of areas above 0, float64."""
    g = torch.Generator().manual_seed(seed)
    corner, size = torch.rand(2, count, 2, generator=g, dtype=torch.float64)
    return torch.cat([4 * corner - 2, 4 * corner - 2 + 3 * size + 0.1], 1)

# %% test="iou" points=3
a = torch.tensor([[0.0, 0, 2, 2], [1, 1, 4, 2]])
b = torch.tensor([[1.0, 0, 3, 2], [5, 5, 6, 6], [0, 0, 2, 2], [2, 1, 3, 2]])
shared = torch.tensor([[2.0, 0, 4, 0], [2, 0, 1, 1]])
areas = torch.tensor([[4.0], [3]]), torch.tensor([[4.0, 1, 4, 1]])
right = shared / (sum(areas) - shared)
negative = torch.tensor([[2.0, 9, 4, 0], [2, 3, 1, 1]])  # two negative sides make an area
sizes = torch.tensor([[1 / 4, 0, 1, 0], [3 / 11, 0, 1 / 11, 6 / 8]])
check.call(iou, a, b).gives(right, mistakes={
    "negative widths are not set to 0": negative / (sum(areas) - negative),
    "the shared area is counted twice in the union": shared / sum(areas),
    "divided by the smaller area, not by the union": shared / torch.minimum(*areas),
    "divided by the area of a": shared / areas[0], "divided by the area of b": shared / areas[1],
    "this is the shared area, not yet divided": shared, "rows and columns are swapped": right.T,
    "this is Dice: 2·shared / sum of the areas": 2 * shared / sum(areas),
    "only the first box of a is used": right[:1],
    "the last two are right and bottom, not width and height": sizes})
check.call(iou, torch.zeros(0, 4), b).gives(torch.zeros(0, 4))
check.forbid("finished metrics", iou, a + 1, b + 1)
### BEGIN HIDDEN TESTS
with check.hidden():
    from torchvision.ops import box_iou

    for n, m in ((1, 1), (5, 3), (2, 8), (6, 6), (3, 0)):
        a, b = random_boxes(n, seed=n), random_boxes(m, seed=m + 20)
        check.call(iou, a, b).gives(box_iou(a, b))
        check.call(iou, a.float() * 20, b.float() * 20).gives(box_iou(a * 20, b * 20).float())
### END HIDDEN TESTS

# %% [markdown]
# A detector gives many boxes, each with a score. Cut the list anywhere: of those above the cut,
# **precision** is the share that is right; of all true objects, **recall** is the share that is
# found. A detection is right if its class is, its IoU is at least 0.5, and no better scored one has
# taken the object: finding it twice counts once. The kit's detector is two steps, like R-CNN
# (2014): every connected patch of ink is a proposal, and your classifier names it.

# %%
wide_net = synthetic.learned(synthetic.WIDE, seed=0)
real_net = synthetic.fitted(synthetic.real("open"), seed=0)
found = synthetic.detect(wide_net, real_scenes.images)  # boxes, labels and scores, best first
hits = synthetic.matched(found, real_scenes)  # which are right

# %%
mine = [found.scene == scene for scene in range(3)]
plots.picture(
    plots.boxes_on(real_scenes.images[:3], [found.boxes[rows] for rows in mine],
                   [list(map(str, found.labels[rows].tolist())) for rows in mine],
                   [hits[rows].tolist() for rows in mine],
                   title="Real digits, found by a network that has only seen fonts"),
    "Blue is right, dashed red is wrong. Notice that it finds every digit; its errors are names.",
)

# %% [markdown]
# **Average precision** goes down the list, best score first, and takes the precision *each time a
# detection is right*. Objects that are never found count as precision 0. So it is the sum of these
# precisions, divided by the number of **true objects**. (This is scikit-learn's convention, without
# interpolation. Pascal VOC and COCO first replace each precision by the largest one further down
# the list, and COCO reads it at 101 recalls: always say which.)
#
# **Predict:** four objects, detections right, wrong, right in order of their scores. The AP?
#
# <details><summary>Answer</summary>
# Right at rank 1: precision 1/1. Right at rank 3: 2/3. The other two objects are missed:
# (1 + 2/3 + 0 + 0) / 4 = 0.4167.
# </details>

# %% [markdown]
# ### Exercise 8 · `average_precision` — 4 points, 8 minutes, hard
#
# - **Inputs:** `scores`: `(D,)` floats, all different, in any order; `correct`: `(D,)` bool;
#   `count`: how many true objects there are, an int of at least 1.
# - **Returns:** the AP as above, a float.
# - **Example:** scores 0.9, 0.6, 0.8 with correct True, True, False and count 4 give `0.4167`.
# - **Edge case:** without detections the AP is 0.0.
# - **Not allowed:** scikit-learn's function.
#
# <details><summary>Hint 1</summary>
# Sort correct by falling score. cumsum counts the right ones so far; what is the rank?
# </details>
# <details><summary>Hint 2</summary>
# order = scores.argsort(descending=True); right = correct[order].double(); precision =
# right.cumsum(0) / torch.arange(1, D + 1); the AP is (precision * right).sum() / count.
# </details>

# %% answer="average_precision"
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    ### BEGIN SOLUTION
    right = correct[scores.argsort(descending=True)].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return (precision * right).sum().item() / count
    ### END SOLUTION

# %% test="average_precision" points=4
scores = torch.tensor([2.0, -1, 5, 3, 0, 4])
correct = torch.tensor([True, True, False, True, False, True])  # sorted: 0 1 1 1 0 1
check.forbid("finished metrics", average_precision, scores, correct, 7)
right = (1 / 2 + 2 / 3 + 3 / 4 + 4 / 6) / 5
check.call(average_precision, scores, correct, 5).gives(right, rtol=1e-5, mistakes={
    "missed objects are left out: divide by count": right * 5 / 4,
    "divided by the number of detections": right * 5 / 6,
    "the list is not sorted by score": (1 + 1 + 3 / 4 + 4 / 6) / 5,
    "sorted by rising score": (1 + 2 / 3 + 3 / 4 + 4 / 5) / 5,
    "the precision counts at every rank, not only at right ones": right + (0 + 3 / 5) / 5,
    "precision is made monotone first, as VOC does": (3 * 3 / 4 + 4 / 6) / 5,
    "it is summed up by trapezoids": (1 / 4 + 7 / 12 + 17 / 24 + 19 / 30) / 5,
    "this is the precision of the whole list": 4 / 6, "this is the recall": 4 / 5})
few = torch.tensor([0.9, 0.6, 0.8]), torch.tensor([True, True, False])
check.call(average_precision, *few, 4).gives((1 + 2 / 3) / 4, rtol=1e-5)
check.call(average_precision, scores[:0], correct[:0], 5).gives(0.0)
### BEGIN HIDDEN TESTS
with check.hidden():
    from sklearn.metrics import average_precision_score

    g = torch.Generator().manual_seed(8)
    for n, missed in ((1, 0), (8, 3), (25, 0), (60, 17)):
        scores = torch.randperm(n, generator=g) / n - 0.5
        correct = torch.rand(n, generator=g) < 0.6
        correct[-1] = True
        found_part = average_precision_score(correct, scores) * int(correct.sum())
        count = int(correct.sum()) + missed
        check.call(average_precision, scores, correct, count).gives(
            float(found_part / count), rtol=1e-5)
    check.call(average_precision, scores, correct & False, 3).gives(0.0)
### END HIDDEN TESTS

# %%
rows = {"randomised": hits}
for name, model in (("plain", plain_net), ("trained on real digits", real_net)):
    rows[name] = synthetic.matched(synthetic.detect(model, real_scenes.images), real_scenes)
plots.picture(
    plots.precision_recall(rows, count=400),
    "400 real digits in 100 scenes; the AP is about the area under a curve. Notice that the very "
    "box the plain network is surest of is wrong.",
)

# %% [markdown]
# **Segmentation** labels every pixel, and the metrics are the same overlap again. For one mask and
# its truth, **Dice** is twice the shared area divided by the sum of both: the F1 score of pixels.
# For many classes, **mean IoU** takes the IoU of every class over all pixels of *all* images, and
# then the mean. Accuracy would not do: most pixels are background.
#
# **Predict:** a tumour covers 1 % of a scan. What accuracy has the answer "nothing there"? And
# which Dice?
#
# <details><summary>Answer</summary>
# Accuracy 0.99, Dice 0.
# </details>

# %% [markdown]
# ### Exercise 9 · `dice` — 2 points, 4 minutes, easy
#
# - **Inputs:** `predicted` and `truth`: masks, bool `(N, H, W)`.
# - **Returns:** the Dice score of each image, float32 `(N,)`.
# - **Example:** a predicted row 1 1 1 0 and a true row 0 1 1 1 give 2·2 / (3 + 3) = `0.6667`.
# - **Edge case:** if both masks of an image are empty, they agree: 1.
#
# <details><summary>Hint 1</summary>
# (predicted & truth).sum((1, 2)) counts shared pixels per image.
# </details>
# <details><summary>Hint 2</summary>
# total = predicted.sum((1, 2)) + truth.sum((1, 2)); return torch.where(total > 0, 2 * shared /
# total, 1.0).
# </details>

# %% answer="dice"
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    ### BEGIN SOLUTION
    shared = (predicted & truth).sum((1, 2))
    total = predicted.sum((1, 2)) + truth.sum((1, 2))
    return torch.where(total > 0, 2 * shared / total, 1.0)
    ### END SOLUTION

# %% test="dice" points=2
p = torch.tensor([[[1, 1, 1, 0], [0, 0, 0, 0]], [[1, 0, 0, 0], [1, 0, 0, 0]]]).bool()
t = torch.tensor([[[0, 1, 1, 1], [0, 0, 0, 0]], [[1, 1, 1, 1], [1, 1, 0, 0]]]).bool()
right = torch.tensor([2 / 3, 0.5])
check.call(dice, p, t).gives(right, mistakes={
    "this is IoU: shared / union": torch.tensor([0.5, 1 / 3]), "the 2 is missing": right / 2,
    "all images are one: a score for each is wanted": torch.tensor(4 * 2 / (5 + 9)),
    "divided by the true mask only": torch.tensor([2 / 3, 1 / 3]),
    "divided by the predicted mask only": torch.tensor([2 / 3, 1.0]),
    "this is the pixel accuracy": torch.tensor([0.75, 0.5])})
empty = torch.zeros(1, 2, 4).bool()
check.call(dice, torch.cat([empty, p[:1]]), torch.cat([empty, empty])).gives(
    torch.tensor([1.0, 0.0]), mistakes={
        "two empty masks agree: 1": torch.tensor([0.0, 0]),
        "0 / 0 is nan: two empty masks agree, 1": torch.tensor([torch.nan, 0])})
### BEGIN HIDDEN TESTS
with check.hidden():
    from sklearn.metrics import f1_score

    g = torch.Generator().manual_seed(9)
    for n, height, width in ((1, 3, 5), (4, 6, 2), (3, 12, 9)):
        p, t = torch.rand(2, n, height, width, generator=g) < 0.4
        right = [f1_score(t[i].flatten(), p[i].flatten(), zero_division=1.0) for i in range(n)]
        check.call(dice, p, t).gives(torch.tensor(right, dtype=torch.float32))
    check.call(dice, ~empty, ~empty).gives(torch.ones(1))
    dot = torch.arange(8).reshape(1, 2, 4) == 5
    check.call(dice, torch.cat([dot, empty]), torch.cat([empty, dot])).gives(torch.zeros(2))
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 10 · `mean_iou` — 4 points, 6 minutes, medium
#
# - **Inputs:** `predicted` and `truth`: the class of each pixel, int64 `(N, H, W)`; `classes`: how
#   many there are, the background among them, int.
# - **Returns:** the mean over the classes of their IoU, each over all images together, a float.
# - **Example:** predicted 0 0 1 1 and truth 0 1 1 1, 2 classes: (1/2 + 2/3) / 2 = `0.5833`.
# - **Edge case:** a class that occurs neither in `predicted` nor in `truth` is left out.
#
# <details><summary>Hint 1</summary>
# For class c, predicted == c and truth == c are two masks. What do & and | count?
# </details>
# <details><summary>Hint 2</summary>
# Loop over range(classes); if the union has pixels, append shared / union to a list; then take the
# mean of the list.
# </details>

# %% answer="mean_iou"
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    ### BEGIN SOLUTION
    overlaps = []
    for c in range(classes):
        union = ((predicted == c) | (truth == c)).sum().item()
        if union:
            overlaps.append(((predicted == c) & (truth == c)).sum().item() / union)
    return sum(overlaps) / len(overlaps)
    ### END SOLUTION

# %% test="mean_iou" points=4
check.call(mean_iou, torch.tensor([[[0, 0, 1, 1]]]), torch.tensor([[[0, 1, 1, 1]]]), 2).gives(
    (1 / 2 + 2 / 3) / 2, rtol=1e-5, mistakes={"this is the pixel accuracy": 0.75,
    "the background is left out: class 0 counts": 2 / 3, "this is Dice": (2 / 3 + 4 / 5) / 2})
p = torch.tensor([[[0, 1, 1], [0, 2, 2]], [[0, 0, 0], [0, 0, 4]]])
t = torch.tensor([[[0, 0, 1], [0, 2, 2]], [[0, 0, 0], [1, 4, 4]]])
right = (5 / 8 + 1 / 3 + 2 / 2 + 1 / 2) / 4  # class 3 occurs nowhere
check.call(mean_iou, p, t, 5).gives(right, rtol=1e-5, mistakes={
    "the example is hard-coded": (1 / 2 + 2 / 3) / 2, "this is the pixel accuracy": 9 / 12,
    "a class that occurs nowhere is left out, not 0": right * 4 / 5,
    "a class that occurs nowhere is left out, not 1": (right * 4 + 1) / 5,
    "the background is left out: class 0 counts": (1 / 3 + 1 + 1 / 2) / 3,
    "a mean is taken for each image: count over all of them":
        ((2 / 3 + 1 / 2 + 1) / 3 + (3 / 5 + 0 + 1 / 2) / 3) / 2})
check.call(mean_iou, torch.tensor([[[0, 1]]]), torch.tensor([[[0, 0]]]), 2).gives(0.25, mistakes={
    "a class that is predicted but not there counts too, with 0": 0.5})
### BEGIN HIDDEN TESTS
with check.hidden():
    from sklearn.metrics import jaccard_score

    g = torch.Generator().manual_seed(10)
    for n, height, width, classes in ((1, 4, 5, 2), (3, 5, 7, 4), (2, 3, 3, 12), (4, 2, 9, 6)):
        t = torch.randint(classes, (n, height, width), generator=g)
        p = torch.where(torch.rand(t.shape, generator=g) < 0.6, t, t.flip(0, 2))
        check.call(mean_iou, p, t, classes).gives(
            float(jaccard_score(t.flatten(), p.flatten(), average="macro")), rtol=1e-5)
    lone = torch.zeros(1, 2, 2).long()
    check.call(mean_iou, lone, lone + 1, 2).gives(0.0)
    check.call(mean_iou, lone + 1, lone + 1, 3).gives(1.0)
### END HIDDEN TESTS

# %% [markdown]
# **The gap, in every task's own number.** One network that learnt from plain renderings, one from
# randomised ones, one from 1,000 real digits; each measured in three worlds. The metrics are those
# of scikit-learn and torchvision, which yours agree with.

# %%
from sklearn.metrics import average_precision_score, jaccard_score

nets = {"plain": plain_net, "randomised": wide_net, "real": real_net}
print("trained on      AP on rendered, real scenes    mean IoU on rendered, real scenes")
for name, model in nets.items():
    row = []
    for world in (rendered_scenes, real_scenes):
        claims = synthetic.detect(model, world.images)
        right = synthetic.matched(claims, world)
        share = right.sum().item() / world.labels.numel()
        row.append(share * average_precision_score(right, claims.scores))
        row.append(jaccard_score(world.classes.flatten(), claims.classes.flatten(),
                                 average="macro"))
    print(f"{name:12} {row[0]:18.2f} {row[2]:9.2f} {row[1]:26.2f} {row[3]:9.2f}")
print("(AP: all classes in one list)")

# %% [markdown]
# **Notice** the last row: the gap has two sides. A network that knows real digits only is lost
# among rendered ones. No domain is "the easy one"; each is where a network comes from.

# %% [markdown]
# ## 6 · Labels move too
#
# Keypoints are points with a name: elbows, eye corners, or here the outermost ink of a digit. The
# renderer knows them. But whoever randomises an image must send its **keypoints, boxes and masks
# through the same map**. Forgetting it is the classic bug of synthetic data: nothing crashes, and
# the network faithfully learns labels that are wrong.

# %%
FOUR = GLYPHS[0, 4]  # a 4, and its highest, lowest, left-most and right-most ink
rows, columns = (FOUR > 0.5).nonzero().T
ends = torch.stack([rows.argmin(), rows.argmax(), columns.argmin(), columns.argmax()])
POINTS = (torch.stack([columns[ends], rows[ends]], 1) + 0.5) / 16 - 1  # (x, y) from -1 to 1

turned_four, moved = synthetic.turned(FOUR, POINTS, degrees=35)
plots.picture(
    plots.points_on({"as drawn": FOUR, "turned by 35°": turned_four},
                    {"as drawn": {"keypoints": POINTS},
                     "turned by 35°": {"left behind": POINTS, "moved with the image": moved}}),
    "Points move by the map itself; only pixels have to ask where they come from. Notice the "
    "crosses: labels of an image that is no longer there.",
)

# %% [markdown]
# ### Exercise 11 · `pck` — 3 points, 5 minutes, medium
#
# The *percentage of correct keypoints*, PCK: a keypoint is correct if it is no further from the
# truth than α times the size of its object.
#
# - **Inputs:** `predicted` and `truth`: `(N, K, 2)`, K points in each of N images; `visible`: bool
#   `(N, K)`; `size`: `(N,)`, the size of each object; `alpha`: a float.
# - **Returns:** among all visible keypoints, the share that is correct, a float.
# - **Example:** size 10, α = 0.5: a point that is off by (3, 4) is correct, one off by (3, 5) is
#   not; together `0.5`. Distances are Euclidean; exactly α·size is correct.
# - **Error:** `ValueError` if no keypoint is visible.
#
# <details><summary>Hint 1</summary>
# The distance is the norm along the last dimension. Which shape must size have, to be compared with
# (N, K)?
# </details>
# <details><summary>Hint 2</summary>
# near = (predicted − truth).norm(dim=2) <= alpha * size[:, None]; then the mean of near[visible].
# </details>

# %% answer="pck"
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    ### BEGIN SOLUTION
    if not visible.any():
        raise ValueError("no keypoint is visible")
    near = (predicted - truth).norm(dim=2) <= alpha * size[:, None]
    return near[visible].double().mean().item()
    ### END SOLUTION

# %% test="pck" points=3
truth = torch.tensor([[[2.0, 1], [7, 7]], [[0, 0], [4, 4]]])
off = torch.tensor([[[3.0, 4], [3, 5]], [[-9, 0], [0, 7]]])  # distances 5, 5.83; 9, 7
size, seen = torch.tensor([10.0, 20]), torch.ones(2, 2).bool()
check.call(pck, truth + off, truth, seen, size, alpha=0.5).gives(0.75, mistakes={
    "exactly alpha·size is correct too": 0.5, "all objects get the size of the first": 0.25,
    "distances are Euclidean, not the larger of the two sides": 1.0, "percent": 75.0,
    "size or alpha is not used, or distances are squared": 0.0,
    "this is the number of correct ones": 3.0})
check.call(pck, (truth + off)[:1], truth[:1], seen[:1], size[:1], alpha=0.5).gives(0.5)
partly = torch.tensor([[True, True], [False, True]])
check.call(pck, truth + off, truth, partly, size, alpha=0.4).gives(1 / 3, rtol=1e-5, mistakes={
    "invisible keypoints count: leave them out": 0.25,
    "a mean is taken for each image: pool the points": 0.5,
    "alpha is always 0.5": 2 / 3, "alpha is always 0.2": 0.0})
check.call(pck, truth, truth, ~seen, size).raises(ValueError, because="no keypoint is visible")
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(11)
    for n, k, alpha in ((1, 4, 0.1), (5, 3, 0.35), (3, 7, 0.6)):
        truth, off = torch.randn(2, n, k, 2, generator=g, dtype=torch.float64)
        size = torch.rand(n, generator=g, dtype=torch.float64) * 4 + 1
        seen = torch.rand(n, k, generator=g) < 0.7
        seen[0, 0] = True
        near = [float(off[i, j].square().sum().sqrt() <= alpha * size[i])
                for i, j in seen.nonzero().tolist()]
        options = {} if alpha == 0.2 else {"alpha": alpha}
        check.call(pck, truth + off, truth, seen, size, **options).gives(
            sum(near) / len(near), rtol=1e-6)
    wide = torch.tensor([[[1.9, 0.0], [2.1, 0]]])
    check.call(pck, wide, 0 * wide, seen[:1, :2] | True, torch.tensor([10.0])).gives(0.5)
### END HIDDEN TESTS

# %% [markdown]
# **How bad is the bug?** Your function measures it: the old labels of the 4 as predictions, the
# moved ones as the truth.

# %% tags=["raises-exception"]
height, all_four = (POINTS[1] - POINTS[0])[1:], torch.ones(1, 4, dtype=torch.bool)
angles, shares = list(range(0, 41)), {}
for alpha in (0.2, 0.05):
    shares[f"left behind, α = {alpha}"] = [
        pck(POINTS[None], synthetic.turned(FOUR, POINTS, degrees=angle)[1][None], all_four,
            height, alpha) for angle in angles]
plots.picture(
    plots.lines(shares, at=angles, x="turn in degrees", y="PCK of labels left behind",
                title="How good are the labels themselves?"),
    "Notice: α = 0.2 sees no bug up to 22°, α = 0.05 finds all labels wrong from 8° on. A generous "
    "metric hides what a strict one shows.",
)

# %% [markdown]
# ## 7 · Myth or fact?
#
# > "Rendering is free. If the gap is large, just render more."
#
# `synthetic.leaderboard()` has the accuracies on the open real digits, a list of five (seeds 0 to
# 4) for each of `"plain"`, `"plain, 4 × as many"` and `"all"`.
#
# ### Exercise 12 · `myth` — 3 points, 5 minutes, easy
#
# Set three variables:
#
# - `more`: what four times as many plain images bring: a list of five differences to `"plain"`,
#   seed by seed;
# - `varied`: what `"all"` brings over `"plain"`, with as few images: a list of five differences;
# - `verdict`: `"fact"` if the mean of `more` is at least half of that of `varied`, otherwise
#   `"myth"`.
#
# <details><summary>Hint 1</summary>
# entries = synthetic.leaderboard(); entries["plain"][seed] is one accuracy. A loop over range(5)
# pairs the seeds.
# </details>
# <details><summary>Hint 2</summary>
# Write the verdict as a condition on the two sums, then it always fits the measurement.
# </details>

# %% answer="myth"
more = None
varied = None
verdict = None
### BEGIN SOLUTION
entries = synthetic.leaderboard()
plain, many, every = (entries[name] for name in ("plain", "plain, 4 × as many", "all"))
more = [many[seed] - plain[seed] for seed in range(5)]
varied = [every[seed] - plain[seed] for seed in range(5)]
verdict = "fact" if sum(more) >= sum(varied) / 2 else "myth"
### END SOLUTION

# %% test="myth" points=3
runs = {name: torch.tensor(row, dtype=torch.float64)
        for name, row in synthetic.leaderboard().items()}
plain, many, every = (runs[name] for name in ("plain", "plain, 4 × as many", "all"))
check.value(more, name="more").gives((many - plain).tolist(), mistakes={
    "the difference is taken the other way round": (plain - many).tolist(),
    "one number for each seed is wanted, not their mean": (many - plain).mean().item(),
    "these are the accuracies, not differences": many.tolist(),
    "this is what varying brings": (every - plain).tolist()})
check.value(varied, name="varied").gives((every - plain).tolist(), mistakes={
    "the difference is taken the other way round": (plain - every).tolist(),
    "one number for each seed is wanted, not their mean": (every - plain).mean().item(),
    "these are the accuracies, not differences": every.tolist(),
    "compare with plain, not with four times as many": (every - many).tolist(),
    "this is the setting with four times as many": (runs["all, 4 × as many"] - plain).tolist()})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit the measurement": "fact"})
### END HIDDEN TESTS

# %%
if None not in (more, varied):
    gains = {"four times as many": more, "varied": varied}
    figure = plots.spread(gains, quantity="gain in accuracy over plain", title="Same seed, pairs")
    display(plots.picture(figure, "Notice that more of the same stays within the spread."))

# %% [markdown]
# **Notice:** four times as many plain images bring 0.014 ± 0.038, which cannot be told from luck.
# But look once more at the leaderboard: four times as many *varied* images bring another
# 0.048 ± 0.011 over "all", in every seed. Quantity pays once there is something new in it.

# %% [markdown]
# ## 8 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# A network has accuracy 0.99 on fresh rendered images. What does that say about real ones?
#
# - **a** about 0.99 as well, since the test images were fresh
# - **b** at least that it does not overfit, so the gap is small
# - **c** nothing: it was measured in the domain it comes from

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "c"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abc", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "c", name="answer_1", because=(
    "plain rendering scored 1.00 on fresh rendered digits and about 0.48 on real ones; overfitting "
    "to the training images and a gap between domains are two different things."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# You try 200 settings and keep the one with the best accuracy on the open real digits, 0.84. What
# do you report?
#
# - **a** 0.84
# - **b** its accuracy on the sealed digits, measured once
# - **c** the best of its five seeds on the sealed digits
# - **d** its accuracy on rendered digits

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "b"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "b", name="answer_2", because=(
    "the open digits have chosen the setting, so their number is too good; picking the best seed "
    "on the sealed ones would be choosing again."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# A detector reports the same digit twice, both boxes with IoU 0.9. What happens to its average
# precision?
#
# - **a** nothing: both boxes are right
# - **b** the second counts as wrong and can lower the precision of all that follow
# - **c** it rises: the recall grows
# - **d** the AP is not defined then

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "b"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "b", name="answer_3", because=(
    "an object can be found once only; the better scored box takes it, the other is a false alarm "
    "in the list. This is why detectors suppress their doubles before they report."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - A renderer knows every label: class, box, mask, keypoint. Whatever moves the image moves them.
# - The domain gap is invisible in your own domain. Measure it on real images, with several seeds.
# - Vary what you do not know, within what the label allows; first of all where things sit and how
#   large they are.
# - More of the same brings nothing, more variety does, and a few real labels on top bring most.
# - Choose on the open set, report the sealed one.

# %% [markdown]
# **If you want more:** Tobin and others, *Domain randomization for transferring deep neural
# networks from simulation to the real world* (2017): a robot finds objects after wild renderings
# alone. Tremblay and others, *Training deep networks with synthetic data: bridging the reality gap
# by domain randomization* (2018): for cars, and with a few real images on top it beats real data
# alone, as here. Ganin and others, *Domain-adversarial training of neural networks* (2016): closes
# the gap with unlabelled real images. Everingham and others, *The Pascal visual object classes
# challenge* (2010), says how AP is measured.

# %% [markdown]
# ## What you can do now
#
# Twelve labs ago a convolution was a word. Since then you have **written** convolutions, pooling,
# activations, batch norm, eight optimizers, the blocks of modern networks, augmentations,
# Grad-CAM, and the metrics of four tasks. You have counted what networks cost, put the folklore to
# the test, and believed a difference only when the seeds did.
#
# That is most of what the profession is: a clear question, data you have looked at, the simplest
# network that could work, a measurement that could have failed, and an honest line about the
# spread. Nobody can hand you a number any more without saying how it was made.

# %% [markdown]
# **Where to go on.** Take a task of your own. Collect a hundred real examples, seal half of them,
# render what you lack, and do this lab again, from the first cell to the last. `labkit.data.real`
# fetches CIFAR-10 and others when you have a network; ask of them what these labs asked of
# drawings.
#
# Thank you for working through it. Now go and build something that sees.
