# %% [markdown]
# # Lab 09 · Augmentation, regularization and ensembles
#
# A network that has seen twenty cars knows twenty cars. This lab gets more out of few images: by
# changing them, by adding noise inside the network, and by asking more than once. After this lab
# you can
#
# - **write augmentations yourself**: for whole batches, repeatable by a seed, with boxes and labels
#   that stay true; and test a function although it is random;
# - say which changes help, which harm, and which one repairs a network that learned a shortcut;
# - regularize with noise inside a network, and average networks, snapshots and views.
#
# **88 minutes · 40 points · builds on:** labs 01 (convolutions), 06 (dropout, schedules).

# %% [markdown]
# Work from top to bottom; every check stands alone. Wherever there is chance, it comes from the
# `generator` that your function gets, as in `torch.rand(5, generator=generator)`: equal seeds give
# equal images. Every image of a batch gets its own draw. Functions never change their arguments.

# %% locked="setup"
import torch
import torch.nn.functional as F
from torch import nn
from labkit import augment, check, data, device, explore, plots, train
print(device.explain())

# %% locked="seeds"
import math
from functools import partial
from labkit.slips import blended, drawn
from torchvision.transforms.v2 import functional as v2

torch.set_num_threads(1)  # small convolutions run fastest on one core


def seeded(seed):
    """Return a generator of random numbers that starts at a seed."""
    return torch.Generator().manual_seed(seed)


def check_seeds(function, *inputs):
    """Check that equal seeds give equal results, and other seeds others."""
    calls = [check.call(function, *inputs, seeded(seed)) for seed in (1, 1, 2)]
    like = torch.zeros_like(inputs[0])
    first, again, other = (drawn.images_in(call.value, like) for call in calls)
    check.value(str(first.dtype), name="the dtype of the result").gives(str(like.dtype))
    equal = [torch.equal(first, again), torch.equal(first, other)]
    check.value(equal, name="whether equal seeds, and whether other seeds, agree").gives(
        [True, False], mistakes={
            "equal seeds give different results: draw from the generator": [False, False],
            "every seed gives the same result: draw from the generator": [True, True]})

# %% [markdown]
# ## 1 · Mirror and crop
#
# A mirrored car is a car. **Augmentation** makes new training images by changes that leave the
# label true. Play with it: above are the originals, below what the network would see. Find a
# change after which you would no longer give the same label.

# %%
explore.augmentation()

# %% [markdown]
# How do you test a function that is random? With an image in which **every pixel says where it
# stands**: afterwards it says where it came from. One such image of 2×4 pixels, and mirrored:

# %%
columns, rows = drawn.trail(1, 2, 4)[0].int()
print("columns", columns.tolist(), "mirrored", columns.flip(1).tolist())
print("rows   ", rows.tolist(), "mirrored", rows.flip(1).tolist())

# %% [markdown]
# The checks below add such a trail to your images as two more channels. Whatever you drew, they
# read it off, work out the right result *for that draw*, and compare; then they look at many draws.

# %% [markdown]
# ### Exercise 1 · `random_horizontal_flip` — 3 points, 6 minutes, medium
#
# Mirror some of the images left to right, and move the boxes around the things with them.
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `boxes` of shape `(N, 4)`: left, top, right,
#   bottom, where right and bottom are the first pixel *outside*; `p`: how likely an image is
#   mirrored, a float; `generator`.
# - **Returns:** the pair `(images, boxes)`, same shapes and dtypes.
# - **Example:** on an image 10 wide the box `[1, 2, 4, 9]` becomes `[6, 2, 9, 9]`.
#
# <details><summary>Hint 1</summary>
# <code>torch.rand(N, generator=generator) &lt; p</code> says which. <code>torch.where</code> takes
# one of two tensors; its condition needs the shape (N, 1, 1, 1) for images and (N, 1) for boxes.
# </details>
# <details><summary>Hint 2</summary>
# The new left is W − right, the new right is W − left: the edges change their roles.
# </details>

# %% answer="random_horizontal_flip"
def random_horizontal_flip(images, boxes, p, generator):
    """Return images, some of them mirrored left to right, and their boxes."""
    ### BEGIN SOLUTION
    mirrored = torch.rand(len(images), generator=generator) < p
    left, top, right, bottom = boxes.unbind(1)
    width = images.shape[3]
    turned = torch.stack([width - right, top, width - left, bottom], dim=1)
    images = torch.where(mirrored[:, None, None, None], images.flip(3), images)
    return images, torch.where(mirrored[:, None], turned, boxes)
    ### END SOLUTION

# %% test="random_horizontal_flip" points=3
x = drawn.noisy_trail(3000, 2, 10)
boxes = torch.tensor([[1, 0, 4, 2], [0, 1, 10, 2], [8, 0, 9, 1]]).repeat(1000, 1)
result = check.call(random_horizontal_flip, x, boxes, 0.3, seeded(2))
right, slips, mirrored = drawn.flip(x, boxes, drawn.images_in(result.value, x))
result.gives(right, mistakes=slips)
share = mirrored.double().mean().item()
check.value(share, name="the share of mirrored images").gives(0.3, rtol=0, atol=0.12, mistakes={
    "the whole batch is mirrored together, or nothing": 0.0, "everything is mirrored": 1.0,
    "p is the share that is mirrored, not the share that stays": 0.7, "p is ignored": 0.5})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(random_horizontal_flip, x.double(), boxes, 0.5)
    parts = [mirrored[part::3].double().mean().item() for part in range(3)]
    check.value(parts, name="the shares of mirrored images").gives([0.3] * 3, rtol=0, atol=0.2)
    g = seeded(4)
    x, boxes = torch.rand(2, 3, 7, 5, generator=g).double(), torch.tensor([[0.5, 1, 3, 6]] * 2)
    check.call(random_horizontal_flip, x, boxes, 0.0, g).gives((x, boxes))
    check.call(random_horizontal_flip, x, boxes, 1.0, g).gives(
        (x.flip(3), torch.tensor([[2, 1, 4.5, 6]] * 2)))
### END HIDDEN TESTS

# %% [markdown]
# **Notice:** boxes, masks and key points are labels too. A detector that is trained with mirrored
# images and unmirrored boxes learns nonsense, and no error is ever raised. `augment.along` of the
# kit moves masks with the same draws as the images:

# %%
THINGS = data.things(1, seed=3)
drawings = THINGS.images[:5].float() / 255
lean = partial(augment.shear, degrees=40)
after, masks, boxes = augment.along(lean, drawings, THINGS.masks[:5], seeded(2))
both = torch.cat([THINGS.boxes[:5], boxes])
plots.picture(
    plots.image_grid(torch.cat([drawings, after]), columns=5, boxes=both, title="Sheared"),
    "Above as drawn, below sheared. Notice that every box still holds its thing.",
)

# %% [markdown]
# ### Exercise 2 · `random_crop` — 2 points, 5 minutes, medium
#
# Pad every image with zeros on all four sides, then cut a piece of the old size out of it, each
# image at a place of its own. The thing moves by up to `padding` pixels in each direction.
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `padding`: an int; `generator`.
# - **Returns:** a tensor of shape `(N, C, H, W)`.
# - **Example:** with `padding=2` there are 5 places in each direction: 25 in all, equally likely.
#
# <details><summary>Hint 1</summary>
# <code>F.pad(images, (p, p, p, p))</code>; the piece may start at row 0 to 2p and at column 0 to
# 2p of it. A loop over the images and <code>torch.stack</code> are fine.
# </details>
# <details><summary>Hint 2</summary>
# <code>torch.randint(0, 2 * p + 1, (N, 2), generator=generator)</code>: the upper end is left out.
# For each image <code>padded[i, :, top : top + H, left : left + W]</code>.
# </details>

# %% answer="random_crop"
def random_crop(images, padding, generator):
    """Return each image padded with zeros and cut out again at a random place."""
    ### BEGIN SOLUTION
    count, _, height, width = images.shape
    padded = F.pad(images, (padding, padding, padding, padding))
    places = torch.randint(0, 2 * padding + 1, (count, 2), generator=generator).tolist()
    crops = [image[:, top : top + height, left : left + width]
             for image, (top, left) in zip(padded, places, strict=True)]
    return torch.stack(crops)
    ### END SOLUTION

# %% test="random_crop" points=2
x = drawn.noisy_trail(2000, 5, 7)
result = check.call(random_crop, x, 2, seeded(2))
right, slips, places = drawn.crop(x, 2, drawn.images_in(result.value, x))
result.gives(right, mistakes=slips)
different = [len(places[:, 0].unique()), len(places[:, 1].unique()), len(places.unique(dim=0))]
name = "how many columns, rows and places are drawn"
check.value(different, name=name).gives([5, 5, 25], mistakes={
    "the whole batch moves together, or nothing moves": [1, 1, 1],
    "the last place is never drawn: randint leaves its upper end out": [4, 4, 16],
    "both directions use the same draw": [5, 5, 5],
    "there are 2·padding + 1 places in each direction, not padding + 1": [3, 3, 9],
    "images move down or up only": [1, 5, 5], "images move sideways only": [5, 1, 5]})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(random_crop, x.double(), 2)
    shares = [(places[:, d] == k).double().mean().item() for d in (0, 1) for k in range(5)]
    check.value(shares, name="the shares of the places").gives([0.2] * 10, rtol=0, atol=0.12)
    check.call(random_crop, x, 0, seeded(3)).gives(x)
    x = drawn.noisy_trail(50, 8, 3)
    result = check.call(random_crop, x, 1, seeded(4))
    result.gives(drawn.crop(x, 1, drawn.images_in(result.value, x)).right)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3 · `random_resized_crop` — 3 points, 8 minutes, hard
#
# The crop that ImageNet networks are trained with: cut out a smaller rectangle, enlarge it to the
# old size. Things change their place *and* their size.
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `scale`: the smallest and largest **share of the
#   area**, two floats; `generator`.
# - **Draw** for each image a share s evenly from `scale`; the rectangle is round(H·√s) pixels high
#   and round(W·√s) wide, at an evenly drawn place inside the image.
# - **Returns:** a tensor of shape `(N, C, H, W)`, enlarged bilinearly (`align_corners=False`).
# - **Example:** with `scale=(0.25, 0.25)` and 32×32 pixels, the rectangle has 16×16.
#
# <details><summary>Hint 1</summary>
# For one image: <code>low + (high - low) * torch.rand(1, generator=generator).item()</code> is s;
# the top edge may be 0 to H − h, both ends included. Loop over the images.
# </details>
# <details><summary>Hint 2</summary>
# <code>F.interpolate(piece[None], size=(H, W), mode="bilinear")[0]</code> enlarges one piece.
# </details>

# %% answer="random_resized_crop"
def random_resized_crop(images, scale, generator):
    """Return a random rectangle of each image, enlarged to the size of the image."""
    ### BEGIN SOLUTION
    size, (low, high), pieces = images.shape[2:], scale, []
    for image in images:
        share = low + (high - low) * torch.rand(1, generator=generator).item()
        height, width = (round(side * share**0.5) for side in size)
        top = int(torch.randint(0, size[0] - height + 1, (1,), generator=generator))
        left = int(torch.randint(0, size[1] - width + 1, (1,), generator=generator))
        piece = image[None, :, top : top + height, left : left + width]
        pieces.append(F.interpolate(piece, size=size, mode="bilinear"))
    return torch.cat(pieces)
    ### END SOLUTION

# %% test="random_resized_crop" points=3
x = drawn.noisy_trail(400, 20, 30)
result = check.call(random_resized_crop, x, (0.25, 0.81), seeded(2))
right, slips, places = drawn.resized_crop(x, drawn.images_in(result.value, x))
result.gives(right, mistakes=slips)
left, top, width, height = places.double().T
sizes = [(width * height).mean().item() / 600, width.min().item(), height.max().item()]
check.value(len(places.unique(dim=0)) > 1, name="whether places differ").gives(True, mistakes={
    "the whole batch is cut at the same place": False})
check.value(sizes, name="mean area, smallest width and largest height").gives(
    [0.53, 15.0, 18.0], rtol=0, atol=0.12, mistakes={
        "scale is the share of the area, not of the sides": [0.307, 8.0, 16.0]})
gaps = left, top, 30 - left - width, 20 - top - height
touched = [(gap == 0).any().item() for gap in gaps]
check.value(touched, name="whether left, top, right and bottom are reached").gives(
    [True] * 4, mistakes={
        "the last place is never drawn: both ends are included": [True, True, False, False],
        "every piece is cut from the middle": [False] * 4})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(random_resized_crop, x[:9].double(), (0.2, 0.5))
    uneven = (height / 20 - width / 30).abs().max().item()
    check.value(uneven, name="the difference of the sides' shares").gives(0.0, rtol=0, atol=0.17)
    check.call(random_resized_crop, x[:5], (1.0, 1.0), seeded(3)).gives(x[:5])
### END HIDDEN TESTS

# %% [markdown]
# Now *your* three in a row, on five of the drawings:

# %% tags=["raises-exception"]
mine, _ = random_horizontal_flip(drawings, THINGS.boxes[:5], 0.5, seeded(1))
mine = random_resized_crop(random_crop(mine, 4, seeded(2)), (0.4, 1.0), seeded(3))
plots.picture(
    plots.image_grid(torch.cat([drawings, mine]), columns=5, title="Mirrored, shifted, cropped"),
    "Notice: five drawings have become ten, and you can still name them all.",
)

# %% [markdown]
# ## 2 · Turn and lean
#
# To turn an image, go through the pixels of the *output* and **ask where each one comes from**.
# Then no pixel stays empty and none is hit twice. `augment.warp(images, matrices)` does the asking:
# the output pixel that lies (x, y) from the centre, y pointing **down**, gets the value at
# `matrix @ (x, y)`, between pixels interpolated, and 0 outside.
#
# **Predict:** the matrix diag(0.5, 0.5). Is the image enlarged, or does it shrink?
#
# <details><summary>Answer</summary>
# Enlarged: a pixel 10 from the centre asks 5 from the centre. The matrix goes from output to
# input, the inverse of what the image seems to do.
# </details>

# %%
half = torch.tensor([[0.5, 0], [0, 0.5]])
turn = torch.tensor([[0.0, 1], [-1, 0]])
lean = torch.tensor([[1.0, 0.5], [0, 1]])
one = drawings[:1].expand(4, -1, -1, -1)
shown = augment.warp(one, torch.stack([torch.eye(2), half, turn, lean]))
plots.picture(
    plots.image_grid(shown, ["1 0 / 0 1", "0.5 0 / 0 0.5", "0 1 / −1 0", "1 0.5 / 0 1"], columns=4),
    "Notice: the last one leaves every row in one piece and slides it sideways.",
)

# %% [markdown]
# ### Exercise 4 · `rotate` — 2 points, 5 minutes, medium
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `degrees`: a float tensor of shape `(N,)`, one
#   angle for each image, **counter-clockwise**.
# - **Returns:** a tensor of shape `(N, C, H, W)`, turned about the centre (with `augment.warp`).
# - **Example:** `degrees = torch.tensor([90.0])` moves the right-most column to the top row.
#
# <details><summary>Hint 1</summary>
# The matrix of an angle a in radians has cos a on its diagonal, and sin a, −sin a beside it. There
# are two ways to place the sign; try an image that is bright on the right only.
# </details>
# <details><summary>Hint 2</summary>
# At 90° the top pixel (0, −1) must ask on the right, (1, 0). So the matrix is cos, −sin in the
# first row, sin, cos in the second. <code>torch.stack(…, 1).reshape(-1, 2, 2)</code> builds all.
# </details>

# %% answer="rotate"
def rotate(images, degrees):
    """Return each image turned counter-clockwise about its centre."""
    ### BEGIN SOLUTION
    angle = degrees.deg2rad()
    rows = [angle.cos(), -angle.sin(), angle.sin(), angle.cos()]
    return augment.warp(images, torch.stack(rows, dim=1).reshape(-1, 2, 2))
    ### END SOLUTION

# %% test="rotate" points=2
def turned(x, degrees):
    """Return torchvision's rotation of each image by an angle of its own."""
    return torch.stack([v2.rotate(image, float(angle), v2.InterpolationMode.BILINEAR)
                        for image, angle in zip(x, degrees, strict=True)])


x = torch.rand(3, 2, 6, 9, generator=seeded(4))
degrees = torch.tensor([30.0, -75.0, 10.0])
c, s = degrees.deg2rad().cos(), degrees.deg2rad().sin()
alike, mirrored = (augment.warp(x, torch.stack(rows, 1).reshape(3, 2, 2))
                   for rows in ([c, s, s, c], [c, -s, s, -c]))
check.call(rotate, x, degrees).gives(turned(x, degrees), rtol=1e-4, mistakes={
    "turned clockwise: the sign of the sine": turned(x, -degrees),
    "degrees are taken for radians": turned(x, degrees.rad2deg()),
    "all images are turned by the first angle": turned(x, degrees[[0, 0, 0]]),
    "both sines have the same sign": alike, "the image is mirrored, too": mirrored,
    "turned the wrong way, and degrees are taken for radians": turned(x, -degrees.rad2deg())})
### BEGIN HIDDEN TESTS
with check.hidden():
    for shape in ((1, 1, 5, 5), (4, 3, 8, 5), (2, 1, 3, 11)):
        x = torch.rand(*shape, generator=seeded(5), dtype=torch.float64)
        degrees = 360 * torch.rand(shape[0], generator=seeded(6)) - 180
        check.call(rotate, x, degrees.double()).gives(turned(x, degrees), atol=1e-4)
    x = torch.rand(2, 3, 7, 7)
    check.call(rotate, x, torch.tensor([0.0, 90.0])).gives(
        torch.stack([x[0], x[1].rot90(1, (1, 2))]), atol=1e-4)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · `shear` — 2 points, 3 minutes, easy
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `degrees`: a float tensor of shape `(N,)`.
# - **Returns:** a tensor of shape `(N, C, H, W)`: rows above the centre slide to one side, rows
#   below to the other. The pixel at (x, y) asks at (x + y·tan(degrees), y).
# - **Example:** at 45°, a pixel one row below the centre asks one pixel further to the right.
#
# <details><summary>Hint 1</summary>
# Write down the matrix that turns (x, y) into (x + t·y, y).
# </details>
# <details><summary>Hint 2</summary>
# Its rows are 1, t and 0, 1. Start from <code>torch.eye(2).repeat(N, 1, 1)</code> and set one entry
# of every matrix.
# </details>

# %% answer="shear"
def shear(images, degrees):
    """Return each image leaning by an angle of its own."""
    ### BEGIN SOLUTION
    matrices = torch.eye(2).repeat(len(images), 1, 1)
    matrices[:, 0, 1] = degrees.deg2rad().tan()
    return augment.warp(images, matrices)
    ### END SOLUTION

# %% test="shear" points=2
def leaning(x, degrees, vertical=False):
    """Return torchvision's shear of each image by an angle of its own."""
    angles = [[0.0, float(d)] if vertical else [float(d), 0.0] for d in degrees]
    return torch.stack([v2.affine(image, 0, [0, 0], 1, angle, v2.InterpolationMode.BILINEAR)
                        for image, angle in zip(x, angles, strict=True)])


x = torch.rand(3, 2, 6, 9, generator=seeded(7))
degrees = torch.tensor([30.0, -60.0, 10.0])
check.call(shear, x, degrees).gives(leaning(x, degrees), rtol=1e-4, mistakes={
    "it leans the other way": leaning(x, -degrees),
    "columns slide, not rows: the other corner of the matrix": leaning(x, degrees, vertical=True),
    "the tangent is missing": leaning(x, degrees.deg2rad().atan().rad2deg()),
    "degrees are taken for radians": leaning(x, degrees.rad2deg()),
    "this is the sine, not the tangent": leaning(x, degrees.deg2rad().sin().atan().rad2deg()),
    "all images lean by the first angle": leaning(x, degrees[[0, 0, 0]])})
### BEGIN HIDDEN TESTS
with check.hidden():
    for shape in ((1, 1, 5, 5), (4, 3, 8, 5), (2, 1, 3, 11)):
        x = torch.rand(*shape, generator=seeded(8), dtype=torch.float64)
        degrees = 140 * torch.rand(shape[0], generator=seeded(9)) - 70
        check.call(shear, x, degrees.double()).gives(leaning(x, degrees), atol=1e-4)
    check.call(shear, x, torch.zeros(2)).gives(x)
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Other light
#
# A red car and a blue car are both cars, and a cloud should change nothing. Brightness multiplies
# every pixel by a factor. Contrast pulls the pixels towards the image's mean, or pushes them away
# from it. For the pixels 0.2 and 0.6 with mean 0.4 and a contrast of 1.5:

# %%
pixels = torch.tensor([0.2, 0.6])
for name, result in (("brightness", pixels * 1.5), ("contrast", 0.4 + 1.5 * (pixels - 0.4))):
    print(f"{name:10} × 1.5: {result[0]:.1f} and {result[1]:.1f}, mean {result.mean():.1f}")

# %% [markdown]
# ### Exercise 6 · `color_jitter` — 3 points, 6 minutes, medium
#
# - **Inputs:** `images` of shape `(N, C, H, W)` with values from 0 to 1; `brightness`, `contrast`:
#   floats from 0 to 1; `generator`.
# - **Draw** for each image a factor b evenly from 1 − `brightness` to 1 + `brightness`, and in the
#   same way a factor c for `contrast`.
# - **Returns:** a tensor of shape `(N, C, H, W)`: first × b, cut off to 0…1, then the contrast × c
#   about the mean **of that image** (all channels together), cut off to 0…1.
# - **Example:** with brightness and contrast 0 the images come back as they are.
#
# <details><summary>Hint 1</summary>
# <code>1 + brightness * (2 * torch.rand(N, 1, 1, 1, generator=generator) - 1)</code> has the right
# shape to multiply.
# </details>
# <details><summary>Hint 2</summary>
# After the first step and <code>.clamp(0, 1)</code>, the mean of each image is
# <code>x.mean((1, 2, 3), keepdim=True)</code>; then mean + c·(x − mean), and clamp again.
# </details>

# %% answer="color_jitter"
def color_jitter(images, brightness, contrast, generator):
    """Return images in another light, each with its own brightness and contrast."""
    ### BEGIN SOLUTION
    b, c = 2 * torch.rand(2, len(images), 1, 1, 1, generator=generator, dtype=images.dtype) - 1
    bright = (images * (1 + brightness * b)).clamp(0, 1)
    mean = bright.mean((1, 2, 3), keepdim=True)
    return (mean + (1 + contrast * c) * (bright - mean)).clamp(0, 1)
    ### END SOLUTION

# %% test="color_jitter" points=3
def ends(factor):
    """Return the smallest and the largest factor, and whether the images have their own."""
    return [factor.min().item(), factor.max().item(), len(factor.unique()) > 9]


x = 0.4 + 0.1 * torch.rand(1500, 3, 2, 4, generator=seeded(1))  # nothing is cut off
for read, amounts, found in ((blended.brightness, (0.3, 0.0), [0.7, 1.3, True]),
                             (blended.contrast, (0.0, 0.6), [0.4, 1.6, True])):
    result = check.call(color_jitter, x, *amounts, seeded(2))
    right, slips, factor = read(x, drawn.images_in(result.value, x))
    result.gives(right, mistakes=slips, rtol=1e-3)
    seen = check.value(ends(factor), name="smallest and largest factor, and whether they differ")
    seen.gives(found, rtol=0, atol=0.06, mistakes={
        "the factor only goes up": [1.0, *found[1:]], "it only goes down": [found[0], 1.0, True],
        "factors go from 0 to the amount": [0.0, found[1] - 1, True],
        "the whole batch gets one factor": [factor.min().item(), factor.max().item(), False]})
full = 2 * torch.rand(1500, 3, 2, 4, generator=seeded(3)).clamp(0, 0.5)
uncut = check.call(color_jitter, x, 0.3, 0.6, seeded(4))
right, slips, both = blended.light(x, drawn.images_in(uncut.value, 1.01 * x), full)
check.call(color_jitter, full, 0.3, 0.6, seeded(4)).gives(right, mistakes=slips, rtol=1e-3)
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(color_jitter, x.double(), 0.2, 0.2)
    together = torch.corrcoef(both.T)[0, 1].item()
    check.value(together, name="the correlation of the factors").gives(0.0, rtol=0, atol=0.4)
### END HIDDEN TESTS

# %% [markdown]
# AlexNet (2012) changed colours in another way. The colours of all pixels of all training images
# form a cloud; its longest axis is nearly grey: light and dark. **PCA colour** moves all pixels of
# an image along the axes of that cloud, further along the long ones. Brightness changes much, a
# thing's own tint little.

# %% locked="axes"
PICTURES = data.things(20, seed=3)
PIXELS = PICTURES.images.float() / 255
VARIANCES, DIRECTIONS = augment.colour_axes(PIXELS)  # (3,), and (3, 3): axis i is column i

# %%
print("variances: ", [round(v, 4) for v in VARIANCES.tolist()])
print("first axis:", [round(d, 2) for d in DIRECTIONS[:, 0].abs().tolist()])
colours = torch.linspace(-2, 2, 5)[:, None] * (VARIANCES.sqrt() * DIRECTIONS).T[:, None]
plots.picture(
    plots.image_grid((PIXELS[:1] + colours.reshape(15, 3, 1, 1)).clamp(0, 1), columns=5),
    "One row for each axis, from −2 to 2 deviations. Notice: the first axis is light and dark, the "
    "other two are tints.",
)

# %% [markdown]
# ### Exercise 7 · `pca_color` — 2 points, 4 minutes, medium
#
# - **Inputs:** `images` of shape `(N, 3, H, W)`; `variances` of shape `(3,)`; `directions` of shape
#   `(3, 3)`, axis i in **column** i; `std`: a float; `generator`.
# - **Draw** for each image three numbers a from a normal distribution, mean 0 and deviation `std`.
# - **Returns:** a tensor of shape `(N, 3, H, W)`: to every pixel of the image is added the sum over
#   i of aᵢ · varianceᵢ · axisᵢ. Nothing is cut off.
# - **Example:** if all aᵢ are 0 but a₀ = 2, all pixels get `2 * variances[0] * directions[:, 0]`.
#
# <details><summary>Hint 1</summary>
# <code>std * torch.randn(N, 3, generator=generator)</code> holds all numbers. One matrix product
# makes of it the colour of each image, shape (N, 3).
# </details>
# <details><summary>Hint 2</summary>
# <code>(a * variances) @ directions.T</code>, then <code>[:, :, None, None]</code>.
# </details>

# %% answer="pca_color"
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    ### BEGIN SOLUTION
    amounts = std * torch.randn(len(images), 3, generator=generator, dtype=images.dtype)
    added = (amounts * variances.to(images.dtype)) @ directions.to(images.dtype).T
    return images + added[:, :, None, None]
    ### END SOLUTION

# %% test="pca_color" points=2
x, variances = torch.rand(3000, 3, 2, 3, generator=seeded(1)), torch.tensor([3.0, 1.5, 0.6])
directions = torch.linalg.qr(torch.randn(3, 3, generator=seeded(2))).Q
result = check.call(pca_color, x, variances, directions, 3.0, seeded(3))
right, slips, amounts = blended.added_colour(x, variances, directions, drawn.images_in(
    result.value, x))
result.gives(right, mistakes=slips, atol=1e-4)
wanted, slips = blended.colour_deviations(3.0, variances, directions)
found = amounts.std(0).tolist()
check.value(found, name="the deviations along the axes").gives(wanted, rtol=0, atol=0.5, mistakes={
    "all images get the same colour, or none": [0.0] * 3, **slips})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(pca_color, x.double(), variances.double(), directions.double(), 0.1)
    mean, most = amounts.mean(0).tolist(), torch.corrcoef(amounts.T).triu(1).abs().max().item()
    check.value(mean, name="the means along the axes").gives([0.0] * 3, rtol=0, atol=0.8)
    check.value(most, name="the correlation of the amounts").gives(0.0, rtol=0, atol=0.3)
    check.call(pca_color, x, variances, directions, 0.0, seeded(3)).gives(x)
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · Hide or blend
#
# Two ideas that are often mixed up:
#
# - **Cutout** hides a square. The label stays; the network must find more than one tell-tale part.
# - **Mixup** blends two whole images, *and their labels*: 70 % car and 30 % fish is to be called
#   just that. (If somewhere Cutout is said to "train on random blends": that is Mixup.)

# %%
six = PIXELS[:6]
hidden = augment.cutout(six, seeded(1), size=14)
blend = 0.7 * six + 0.3 * six.flip(0)
names = [PICTURES.classes[i] for i in PICTURES.labels[:6]]
mixed = [f"70 % {a}\n30 % {b}" for a, b in zip(names, names[::-1], strict=True)]
plots.picture(
    plots.image_grid(torch.cat([six, hidden, blend]), [*names, *names, *mixed], columns=6),
    "Originals, Cutout, Mixup. Notice the labels below.",
)

# %% [markdown]
# ### Exercise 8 · `cutout` — 3 points, 5 minutes, medium
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `size`: an int; `generator`.
# - **Draw** a centre (row r, column c) for each image: any pixel, all equally likely.
# - **Returns:** a tensor of shape `(N, C, H, W)` in which the rows r − size//2 to
#   r − size//2 + size − 1 of the columns counted likewise are 0, in all channels. What hangs over
#   the border is cut off.
# - **Example:** `size=4` and the centre (0, 5) clear rows 0 and 1 of columns 3 to 6.
#
# <details><summary>Hint 1</summary>
# Loop over the images of a <code>clone()</code>. A slice must not start below 0:
# <code>max(r - size // 2, 0)</code>. It may end beyond the image.
# </details>
# <details><summary>Hint 2</summary>
# <code>image[:, max(top, 0) : top + size, max(left, 0) : left + size] = 0</code>, with top = r −
# size // 2 and left = c − size // 2.
# </details>

# %% answer="cutout"
def cutout(images, size, generator):
    """Return images in each of which a square is set to 0."""
    ### BEGIN SOLUTION
    images = images.clone()
    height, width = images.shape[2:]
    for image in images:
        top = int(torch.randint(height, (1,), generator=generator)) - size // 2
        left = int(torch.randint(width, (1,), generator=generator)) - size // 2
        image[:, max(top, 0) : top + size, max(left, 0) : left + size] = 0
    return images
    ### END SOLUTION

# %% test="cutout" points=3
def stretches(size, length, centres):
    """Return where a square with each of these centres begins and ends, in order."""
    first = [centre - size // 2 for centre in centres]
    return sorted({(max(f, 0), min(f + size, length)) for f in first})


x = 1 + torch.rand(1500, 2, 7, 10, generator=seeded(1))
for size in (4, 3):
    result = check.call(cutout, x, size, seeded(2))
    right, slips, holes = drawn.cutout(x, drawn.images_in(result.value, x))
    result.gives(right, mistakes=slips)
    for name, ends, length in (("columns", holes[:, :2], 10), ("rows", holes[:, 2:], 7)):
        found, inside = sorted({tuple(hole) for hole in ends.tolist()}), length - size + 1
        check.value(found, name=f"the {name} that are hidden").gives(
            stretches(size, length, range(length)), mistakes={
                "nothing is hidden": [(0, 0)], f"all {name} are hidden": [(0, length)],
                "a slice that starts below 0 is empty": found if (0, 0) in found else None,
                "the square never hangs over the border": stretches(
                    size, length, range(size // 2, inside + size // 2)),
                "the last centre is never drawn": stretches(size, length, range(length - 1)),
                "one pixel too large": stretches(size + 1, length, range(length)),
                "(r, c) is the centre, not the corner": stretches(
                    size, length, range(size // 2, length + size // 2))})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(cutout, x.double(), 3)
    check.value(len(holes.unique(dim=0)), name="the number of different squares").gives(70)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 9 · `mixup` — 3 points, 5 minutes, medium
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `labels`, int64 of shape `(N,)`; `num_classes`: an
#   int; `lam` (λ), the share of each image itself: a float; `generator`.
# - **Draw** a partner for every image: `torch.randperm(N, generator=generator)`.
# - **Returns:** the pair `(images, targets)`: λ times the image plus 1 − λ times its partner's, and
#   the same blend of the labels, as shares of shape `(N, num_classes)`.
# - **Example:** label 0 with partner 2, of 3 classes, and λ = 0.7: the targets `[0.7, 0, 0.3]`.
#
# <details><summary>Hint 1</summary>
# <code>F.one_hot(labels, num_classes)</code> makes rows such as [0, 0, 1] of whole numbers; make
# them floats before you blend.
# </details>
# <details><summary>Hint 2</summary>
# With one permutation p: lam * images + (1 - lam) * images[p], and the same for the one-hot rows,
# with the same p.
# </details>

# %% answer="mixup"
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    ### BEGIN SOLUTION
    partner = torch.randperm(len(images), generator=generator)
    shares = F.one_hot(labels, num_classes).to(images.dtype)
    targets = lam * shares + (1 - lam) * shares[partner]
    return lam * images + (1 - lam) * images[partner], targets
    ### END SOLUTION

# %% test="mixup" points=3
x = torch.arange(60.0)[:, None, None, None].expand(60, 2, 2, 3).clone()  # image i is full of i
labels = torch.randint(0, 4, (60,), generator=seeded(1))
for lam in (0.7, 0.4):
    result = check.call(mixup, x, labels, 5, lam, seeded(2))
    right, slips, partner = blended.mixup(x, labels, 5, lam, drawn.images_in(result.value, x))
    result.gives(right, mistakes=slips, rtol=1e-5)
    steps = ((partner - torch.arange(60)) % 60).unique().tolist()
    facts = [len(partner.unique()), len(steps) == 1]
    check.value(facts, name="how many partners there are, and whether in a row").gives(
        [60, False], mistakes={"all images have the same partner": [1, False],
                               "each has itself or its neighbour as its partner": [60, True]})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(mixup, x.double(), labels, 4, 0.3)
    x = torch.randn(9, 3, 4, 2, generator=seeded(3))
    check.call(mixup, x, labels[:9], 6, 1.0, seeded(4)).gives(
        (x, F.one_hot(labels[:9], 6).float()))
### END HIDDEN TESTS

# %% [markdown]
# Cross-entropy takes such shares as targets. The loss of a blend is the blend of two losses.
#
# **Predict:** a network answers just what Mixup asks for, 0.7 and 0.3. Is its loss 0?
#
# <details><summary>Answer</summary>
# No: −0.7·log 0.7 − 0.3·log 0.3 = 0.611, and no answer has a smaller one. A training loss that
# stays up is no sign of failure here.
# </details>

# %%
logits, a, b = torch.tensor([[2.0, 0.5, -1.0]]), torch.tensor([0]), torch.tensor([2])
shares = torch.tensor([[0.7, 0.0, 0.3]])
print(f"soft labels:               {F.cross_entropy(logits, shares):.6f}")
print(f"0.7 · CE(a) + 0.3 · CE(b): "
      f"{0.7 * F.cross_entropy(logits, a) + 0.3 * F.cross_entropy(logits, b):.6f}")
asked = torch.tensor([[0.7, 0.3]])
print(f"just what was asked for:   {F.cross_entropy(asked.log(), asked):.3f}")

# %% [markdown]
# ## 5 · What helps, and what harms?
#
# Now the measurement: 20 images a class of 16×16 pixels, a small network, three runs from the same
# weights. One sees the images as they are, one through four augmentations (mirrored, shifted,
# other light, colour channels exchanged), one turned **upside down** half of the time.
#
# **Predict:** 1,000 new images, none of them upside down. Which is best, which is worst?

# %% locked="network"
from labkit.models import small


def pair(split, per_class, **options):
    """Return normalized pictures of 16×16 pixels, from −2 to 2, and their labels."""
    drawn = data.things(per_class, size=16, split=split, **options)
    return data.normalize(drawn.images), drawn.labels


def learn(images, seed, change=None, epochs=40, schedule=train.cosine):
    """Return a network of three convolutions that has learned from the images."""
    train.seed_everything(seed)
    model = small.cnn(blocks=3)
    sgd = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    train.fit(model, images, optimizer=sgd, epochs=epochs, batch_size=50, schedule=schedule,
              augment=change, generator=seeded(seed))
    return model.eval()


# %%
FEW, TEST = pair("train", 20), pair("test", 100)
light = partial(augment.jitter, brightness=0.6, contrast=0.3, saturation=0.5)
four = augment.chain(augment.flip, partial(augment.shift, pixels=2), light,
                     augment.permute_channels)
CHANGES = {"none": None, "four together": four,
           "upside down": augment.chain(augment.flip_vertical)}
networks = {name: learn(FEW, 0, change) for name, change in CHANGES.items()}
for name, network in networks.items():
    print(f"{name:14} {train.evaluate(network, TEST).accuracy:.3f}")

# %% [markdown]
# One run is an anecdote. Recorded runs with ten seeds, each with images and initial weights of its
# own; every dot compares an augmentation with *none* **of the same seed**:

# %% locked="recorded"
SCORES = augment.recorded_scores()  # python -m labkit.teaching.record_augmentation makes them
SMALL_DATA = SCORES["small data"]

# %%
plots.picture(
    plots.paired_differences(SMALL_DATA, "none", unit="test accuracy", title="20 images a class"),
    "Notice which rows lie wholly on one side of the red line, which do not, and what became of "
    "<i>everything</i>: seven augmentations at once, upside down among them.",
)

# %% [markdown]
# **Label safety.** An upside-down house is not what the test shows, and an upside-down 6 is not
# even a 6. Whether a change keeps the label depends on the *task*: for handwritten digits a mirror
# image is wrong, and so it is for "turn left" signs, text, and "left or right hand?".

# %%
digits = data.digits("test")
six_nine = [digits.images[digits.labels == label][0] / 255 for label in (6, 9)]
turned = [image.flip(1, 2) for image in six_nine]
plots.picture(
    plots.image_grid(torch.stack([*six_nine, *turned]), ["6", "9", "6, turned", "9, turned"],
                     columns=4),
    "Real handwriting. Notice that turning by 180° does not break the images, only the labels.",
)

# %%
plots.picture(
    plots.paired_differences(SCORES["digits"], "none", unit="test accuracy",
                             title="50 handwritten digits"),
    "Notice: the horizontal flip, which helped above, harms here with every seed. Shift and rotate "
    "are within the spread.",
)

# %% [markdown]
# **A surprise: the right augmentation repairs a shortcut.** In these training images the colour of
# the thing gives its class away, 95 times in 100; in the test it does not. **Predict:** how good is
# a network that has learned only colours? Which of the augmentations helps?

# %%
biased = data.things(3, shortcut=0.95)
columns = biased.labels.argsort(stable=True).reshape(10, 3).T.flatten()  # a class in each column
plots.picture(
    plots.image_grid(biased.images[columns], [*biased.classes] * 3),
    "Notice: one class, one colour. Who needs shapes?",
)

# %%
EASY = pair("train", 100, shortcut=0.95)
exchanged = augment.chain(augment.permute_channels)
for name, change in (("none", None), ("channels exchanged", exchanged)):
    network = learn(EASY, 0, change, epochs=12)
    print(f"{name:18} test accuracy {train.evaluate(network, TEST).accuracy:.3f}")

# %%
plots.picture(
    plots.spread(SCORES["shortcut"], quantity="test accuracy", title="Colour gives the class away"),
    "Notice: moving pixels does nothing here. The augmentation that helps is the one that breaks "
    "the shortcut.",
)

# %% [markdown]
# ## 6 · Myth or fact?
#
# > "Augmentation is free data: whatever you add, it cannot hurt, and more kinds are better."
#
# ### Exercise 10 · `myth` — 3 points, 5 minutes, easy
#
# `SMALL_DATA` is the dict behind the first plot of section 5: from each setting, such as `"none"`
# or `"cutout"`, to a list of ten test accuracies, one for each seed. Set three variables:
#
# - `gains`: a dict from every setting **but** `"none"` to the mean over the seeds of its accuracy
#   minus that of `"none"`;
# - `harmful`: a sorted list of the settings that are below `"none"` in **every** seed;
# - `verdict`: `"fact"` if `harmful` is empty and `"everything"` gains at least as much as
#   `"four together"`, otherwise `"myth"`.
#
# **Example:** `gains["horizontal flip"]` is 0.0478.
#
# <details><summary>Hint 1</summary>
# <code>zip(SMALL_DATA[name], SMALL_DATA["none"])</code> pairs the seeds.
# </details>
# <details><summary>Hint 2</summary>
# <code>all(a &lt; b for a, b in zip(…))</code> tells whether every seed is below. Write the verdict
# as a condition on your two results.
# </details>

# %% answer="myth"
gains = None
harmful = None
verdict = None
### BEGIN SOLUTION
plain = SMALL_DATA["none"]
gains, harmful = {}, []
for name in sorted(SMALL_DATA):
    if name != "none":
        differences = [a - b for a, b in zip(SMALL_DATA[name], plain, strict=True)]
        gains[name] = sum(differences) / len(differences)
        if max(differences) < 0:
            harmful.append(name)
fact = not harmful and gains["everything"] >= gains["four together"]
verdict = "fact" if fact else "myth"
### END SOLUTION

# %% test="myth" points=3
table = {name: torch.tensor(row, dtype=torch.float64) for name, row in SMALL_DATA.items()}
changes = {name: row - table["none"] for name, row in table.items() if name != "none"}
means = {name: change.mean().item() for name, change in changes.items()}
check.value(gains, name="gains").gives(means, mistakes={
    "\"none\" is compared with itself: leave it out": means | {"none": 0.0},
    "these are sums over the seeds, not means": {n: 10 * gain for n, gain in means.items()},
    "none minus the augmentation is taken": {n: -gain for n, gain in means.items()},
    "these are the accuracies, not the gains": {n: table[n].mean().item() for n in means},
    "one number for each setting is wanted, the mean": {n: c.tolist() for n, c in changes.items()}})
below = sorted(name for name, change in changes.items() if (change < 0).all())
check.value(harmful, name="harmful").gives(below, mistakes={
    "below in the mean is not below in every seed": sorted(n for n in means if means[n] < 0),
    "below in one seed is not below in every seed": sorted(
        n for n in means if (changes[n] < 0).any()),
    "these are the ones that help in every seed": sorted(
        n for n in means if (changes[n] > 0).all()), "the names are not sorted": below[::-1]})
check.one_of(verdict, ("fact", "myth"), name="verdict")
### BEGIN HIDDEN TESTS
with check.hidden():
    check.value(verdict.strip().lower(), name="verdict").gives("myth", mistakes={
        "the verdict does not fit the measurement": "fact"})
### END HIDDEN TESTS

# %% [markdown]
# Is *everything* hopeless, or only slow? The runs saw each image 40 times. **Predict** what four
# times as many passes do for each of the rows below; then look.

# %%
plots.picture(
    plots.paired_differences(SCORES["longer"], "none", unit="test accuracy",
                             title="20 images a class, 160 passes"),
    "Notice: more variety needs more passes. Now <i>everything</i> is far above none, but well "
    "below the four that suit the task, and the vertical flip alone still harms.",
)

# %% [markdown]
# ## 7 · Noise inside the network
#
# Augmentation shakes the images. One can shake the network as well: dropout (lab 06) sets *units*
# to zero, **DropConnect** single *weights*, **stochastic depth** whole *blocks* of a residual
# network. All are switched off in evaluation, and in training what remains is divided by the share
# that remains, so that the mean stays what it was.

# %%
scaled = (torch.rand(10_000, generator=seeded(6)) >= 0.25) / 0.75
print(f"a weight of 1, p = 0.25: 0 or {scaled.max():.3f}, mean {scaled.mean():.2f}")

# %%
weights = torch.rand(1, 12, 16, generator=seeded(3))
units = (torch.rand(1, 1, 16, generator=seeded(4)) >= 0.5) * weights
single = (torch.rand(1, 12, 16, generator=seeded(5)) >= 0.5) * weights
plots.picture(
    plots.image_grid(torch.stack([weights, units, single]), ["all weights", "dropout of inputs",
                                                           "DropConnect"], columns=3),
    "The weights of a layer, from 16 inputs to 12 outputs. Notice: dropout takes whole columns.",
)

# %% [markdown]
# ### Exercise 11 · `DropConnect` — 3 points, 6 minutes, medium
#
# A linear layer whose weights are dropped in training: one mask for each call, shared by the batch.
#
# - **Inputs:** `in_features`, `out_features`: ints; `p`: a float, 0 ≤ p < 1. `x`:
#   `(N, in_features)`.
# - **Returns:** `(N, out_features)`. In training every weight is 0 with probability p, else divided
#   by 1 − p; the bias is never dropped. In evaluation it is the plain linear layer.
# - **Example:** `DropConnect(3, 2, 0.5)` has 8 parameters.
#
# <details><summary>Hint 1</summary>
# Keep an <code>nn.Linear</code>; use its <code>.weight</code> and <code>.bias</code> in
# <code>F.linear(x, weight, bias)</code>. <code>self.training</code> says which mode it is.
# </details>
# <details><summary>Hint 2</summary>
# <code>F.dropout(weight, self.p, self.training)</code> does all of it: dropout does not care
# whether its numbers are activations or weights.
# </details>

# %% answer="DropConnect"
class DropConnect(nn.Module):
    """A linear layer that drops single weights in training."""

    def __init__(self, in_features, out_features, p):
        super().__init__()
        ### BEGIN SOLUTION
        self.linear = nn.Linear(in_features, out_features)
        self.p = p
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        weight = F.dropout(self.linear.weight, self.p, self.training)
        return F.linear(x, weight, self.linear.bias)
        ### END SOLUTION

# %% locked="weights_kept"
def weights_kept(linear, y):
    """Return which weights came through, and their values, from the output y for torch.eye."""
    kept = (y - linear.bias) / linear.weight.T > 0.5
    return kept.float(), kept * linear.weight.T

# %% test="DropConnect" points=3
torch.manual_seed(4)
right, x = nn.Linear(120, 90).requires_grad_(False), torch.eye(120)
nn.init.uniform_(right.weight, 1, 2)
layer = check.module(DropConnect, 120, 90, 0.25)
layer.parameters().gives(120 * 90 + 90, mistakes={"the bias is missing": 120 * 90})
evaluated, result = layer.load(right)(x), layer.output(x, training=True)
kept, masked = weights_kept(right, drawn.images_in(evaluated.value, right(x)))
evaluated.gives(right(x), mistakes={
    "it is scaled in evaluation": right(x) * 4 / 3,
    "in evaluation nothing is scaled": F.linear(x, 0.75 * right.weight, right.bias),
    "weights are dropped in evaluation, too": masked / 0.75 + right.bias})
kept, masked = weights_kept(right, drawn.images_in(result.value, right(x)))
result.gives(masked / 0.75 + right.bias, rtol=1e-4, mistakes={
    "nothing is dropped in training": right(x),
    "what remains is not divided by 1 − p": masked + right.bias,
    "the bias is scaled, too": (masked + right.bias) / 0.75})
whole = [bool(((share == 0) | (share == 1)).all()) for share in (kept.mean(1), kept.mean(0))]
facts = [1 - kept.mean().item(), *whole]
name = "the share of dropped weights, and whether whole inputs or outputs are dropped"
check.value(facts, name=name).gives([0.25, False, False], rtol=0, atol=0.1, mistakes={
    "inputs are dropped, not weights": [facts[0], True, False],
    "outputs are dropped, not weights": [facts[0], False, True],
    "p is the share dropped, not the share kept": [0.75, False, False]})
### BEGIN HIDDEN TESTS
with check.hidden():
    same = layer.output(torch.ones(5, 120), training=True)  # one mask: equal rows stay equal
    same.then(lambda y: [(y - y[0]).abs().max().item() < 1e-3, len(y[0].unique()) > 9]).gives(
        [True, True])
    plain = check.module(DropConnect, 4, 3, 0.0).load(nn.Linear(4, 3))
    x, y = torch.randn(6, 4, generator=seeded(1)), torch.tensor([0, 1, 2, 0, 1, 2])
    losses = plain.training_steps(x, y, steps=5, lr=0.1)
    losses.then(lambda row: row[4] < row[0] - 0.01).gives(True)
### END HIDDEN TESTS

# %% [markdown]
# **Predict:** a network has 50 residual blocks, and each is dropped with probability 0.2, for each
# image anew. How many run, on average? In training, and in evaluation?
#
# <details><summary>Answer</summary>
# 40 in training, all 50 in evaluation. Thousands of networks of different depth share their
# weights: an ensemble in one.
# </details>

# %% [markdown]
# ### Exercise 12 · `stochastic_depth` — 2 points, 5 minutes, medium
#
# A residual block computes x + f(x). Stochastic depth drops f(x): what is left is x itself, as if
# the block were not there.
#
# - **Inputs:** `x`, a float tensor of shape `(N, …)` (the f(x) above); `p`: a float, 0 ≤ p < 1;
#   `mode`: `"batch"`, one draw for all, or `"row"`, one draw for each of the N; `training`: a bool;
#   `generator`.
# - **Returns:** a tensor like `x`: in training dropped ones are 0, the others divided by 1 − p;
#   otherwise `x` itself.
# - **Example:** `stochastic_depth(torch.ones(4, 2), 0.5, "row", True, g)` has rows of 0 and of 2.
# - **Error:** `ValueError` for another mode, also in evaluation.
#
# <details><summary>Hint 1</summary>
# The mask has as many dimensions as x, all of size 1 but perhaps the first.
# </details>
# <details><summary>Hint 2</summary>
# <code>[len(x) if mode == "row" else 1] + [1] * (x.ndim - 1)</code> is its shape; kept where
# <code>torch.rand(shape, generator=generator) &gt;= p</code>.
# </details>

# %% answer="stochastic_depth"
def stochastic_depth(x, p, mode, training, generator):
    """Return x with all of it, or some of its rows, dropped."""
    ### BEGIN SOLUTION
    if mode not in ("batch", "row"):
        raise ValueError(f"mode must be 'batch' or 'row', but it is {mode!r}")
    if not training:
        return x
    shape = [len(x) if mode == "row" else 1] + [1] * (x.ndim - 1)
    kept = torch.rand(shape, generator=generator) >= p
    return x * kept / (1 - p)
    ### END SOLUTION

# %% test="stochastic_depth" points=2
x = 1 + torch.rand(2000, 3, 2, generator=seeded(1))
result = check.call(stochastic_depth, x, 0.2, "row", False, seeded(2))
kept = drawn.images_in(result.value, x) > 0
result.gives(x, mistakes={
    "in evaluation nothing is scaled": 0.8 * x, "in evaluation nothing is divided": x / 0.8,
    "rows are dropped in evaluation, too": kept * x / 0.8})
check.call(stochastic_depth, x, 0.2, "column", True, seeded(2)).raises(
    ValueError, because="there are only the modes \"batch\" and \"row\"")
result = check.call(stochastic_depth, x, 0.2, "row", True, seeded(3))
seen = drawn.images_in(result.value, x)
kept = seen[:, :1, :1] > 0
result.gives(kept * x / 0.8, mistakes={
    "single numbers are dropped, not rows": (seen > 0) * x / 0.8,
    "what is kept is not divided by 1 − p": kept * x,
    "divided by p, not by 1 − p": kept * x / 0.2, "multiplied by 1 − p": kept * x * 0.8})
share = check.value(kept.double().mean().item(), name="the share of rows that are kept")
share.gives(0.8, rtol=0, atol=0.11, mistakes={
    "p is the share that is kept": 0.2, "all rows share one draw": 0.0, "nothing is dropped": 1.0})
calls = [check.call(stochastic_depth, x, 0.2, "batch", True, seeded(s)) for s in range(200)]
rows = [drawn.images_in(call.value, x)[:, 0, 0] > 0 for call in calls]
for call, kept in zip(calls, rows, strict=True):
    call.gives(bool(kept[0]) * x / 0.8, mistakes={
        "every row has its own draw": kept[:, None, None] * x / 0.8})
### BEGIN HIDDEN TESTS
with check.hidden():
    check_seeds(stochastic_depth, x.double(), 0.5, "row", True)
    share = sum(bool(kept[0]) for kept in rows) / 200
    check.value(share, name="how often a batch is kept").gives(0.8, rtol=0, atol=0.4)
    check.call(stochastic_depth, x, 0.2, "rows", False, seeded(2)).raises(
        ValueError, because="the mode is unknown")
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · Ask more than once
#
# Networks from different seeds make different mistakes. Asked together they are better than each of
# them: an **ensemble** takes the mean of their *probabilities*. Here are three that learned from
# the same 200 images.

# %%
TEAM = [networks["none"], *(learn(FEW, seed) for seed in (1, 2))]
for number, network in enumerate(TEAM, start=1):
    print(f"network {number}: {train.evaluate(network, TEST).accuracy:.3f}")

# %% [markdown]
# ### Exercise 13 · `ensemble_predict` — 2 points, 3 minutes, easy
#
# - **Inputs:** `models`: a list of networks that give logits; `x`: a batch of images.
# - **Returns:** the mean of their probabilities, shape `(N, classes)`, computed in **evaluation**
#   mode and without gradients. The networks may stay in evaluation mode.
# - **Example:** with one model it is `model(x).softmax(1)`.
#
# <details><summary>Hint 1</summary>
# Softmax first, then the mean: the mean of the logits is something else.
# </details>
# <details><summary>Hint 2</summary>
# Inside <code>with torch.no_grad():</code>, <code>torch.stack([model.eval()(x).softmax(1) for model
# in models]).mean(0)</code>.
# </details>

# %% answer="ensemble_predict"
def ensemble_predict(models, x):
    """Return the mean of the probabilities of several networks."""
    ### BEGIN SOLUTION
    with torch.no_grad():
        return torch.stack([model.eval()(x).softmax(dim=1) for model in models]).mean(dim=0)
    ### END SOLUTION

# %% locked="small_net"
def small_net(seed):
    """Return a network of four classes; its evaluation mode is different from training."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Conv2d(2, 5, 3), nn.BatchNorm2d(5), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
                         nn.Flatten(), nn.Linear(5, 4))

# %% test="ensemble_predict" points=2
x = 9 * torch.randn(6, 2, 5, 7, generator=seeded(1))
nets = [check.module(small_net, seed, beside=ensemble_predict) for seed in (1, 2, 3)]
own = [small_net(seed).requires_grad_(False) for seed in (1, 2, 3)]
trained = torch.stack([net.train()(x) for net in own]).softmax(2).mean(0)
logits = torch.stack([small_net(seed).eval()(x).detach() for seed in (1, 2, 3)])
right = logits.softmax(2).mean(0)
result = check.call(ensemble_predict, nets, x)
result.gives(right, mistakes={
    "the networks are in training mode": trained, "these are sums, not means": 3 * right,
    "the logits are averaged, then comes softmax": logits.mean(0).softmax(1),
    "these are logits: softmax is missing": logits.mean(0),
    "softmax runs over the batch, not the classes": logits.softmax(1).mean(0),
    "only the first network is asked": logits[0].softmax(1),
    "these are classes, not probabilities": right.argmax(1),
    "these are shares of votes": F.one_hot(logits.argmax(2), 4).float().mean(0),
    "the probabilities are not averaged": logits.softmax(2)})
kept = getattr(result.value, "requires_grad", False)
check.value(kept, name="whether the graph for gradients is kept").gives(False, mistakes={
    "the graph for gradients is kept: use torch.no_grad()": True})
### BEGIN HIDDEN TESTS
with check.hidden():
    check.call(ensemble_predict, nets[:1], x[:1]).gives(logits[0, :1].softmax(1))
    check.call(ensemble_predict, nets[1:], x[2:]).gives(logits[1:, 2:].softmax(2).mean(0))
### END HIDDEN TESTS

# %% tags=["raises-exception"]
together = ensemble_predict(TEAM, TEST[0])
print(f"the three together: {(together.argmax(1) == TEST[1]).float().mean():.3f}")

# %% [markdown]
# More than any of the three. The same with six sets of five networks, recorded:

# %%
TOGETHER = SCORES["together"]
plots.picture(
    plots.paired_differences({name: TOGETHER[name] for name in list(TOGETHER)[:5]},
                             "one network (mean of five)", unit="test accuracy",
                             title="Ensembles"),
    "Notice: each network more helps less, and five together beat even the best of the five, which "
    "nobody could have picked without the test images.",
)

# %% [markdown]
# Five networks cost five trainings. A **snapshot ensemble** wants them for one: the rate falls
# along a cosine, jumps back up, falls again … At the end of each cycle the weights are copied; the
# high rate in between is meant to throw the network out of its place, into another one.
#
# ### Exercise 14 · `snapshot_lr` — 2 points, 3 minutes, easy
#
# - **Inputs:** `step`, from 0 to `steps` − 1; `steps`; `cycles`: ints.
# - **Returns:** the factor on the rate, a float: ½·(1 + cos(π·t/T)). A cycle has
#   T = ⌈`steps`/`cycles`⌉ steps, and t counts the steps within the present cycle, from 0.
# - **Example:** with 12 steps and 3 cycles: 1, 0.854, 0.5, 0.146, and again 1 at step 4.
#
# <details><summary>Hint 1</summary>
# <code>step % T</code> counts within the cycle.
# </details>
# <details><summary>Hint 2</summary>
# <code>math.ceil(steps / cycles)</code> is T; torch.pi or math.pi is π.
# </details>

# %% answer="snapshot_lr"
def snapshot_lr(step, steps, cycles):
    """Return the factor on the rate at a step of a cosine that starts again and again."""
    ### BEGIN SOLUTION
    length = math.ceil(steps / cycles)
    return 0.5 * (1 + math.cos(math.pi * (step % length) / length))
    ### END SOLUTION

# %% locked="warm_restarts"
def warm_restarts(length, steps):
    """Return the factors of PyTorch's cosine with restarts."""
    sgd = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    rule, factors = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(sgd, length), []
    for _ in range(steps):
        factors += rule.get_last_lr()
        sgd.step()
        rule.step()
    return factors

# %% test="snapshot_lr" points=2
def cosine(t, length):
    """Return where a cosine of this length stands at t."""
    return 0.5 + 0.5 * math.cos(math.pi * t / length)


for step in (4, 9, 1, 2, 11, 0):  # three cycles of 5 steps, the last one cut short
    check.call(snapshot_lr, step, 14, 3).gives(cosine(step % 5, 5), mistakes={
        "the length of a cycle is rounded down, not up": cosine(step % 4, 4),
        "there is only one cycle": cosine(step, 14),
        "the cosine goes on and comes back up slowly: begin anew": cosine(step, 5),
        "the last step of a cycle has the rate 0": cosine(step % 5, 4),
        "half of it is missing: ½·(1 + cos)": 2 * cosine(step % 5, 5),
        "a sine is taken": 0.5 + 0.5 * math.sin(math.pi * (step % 5) / 5),
        "cycles is taken for the length of a cycle": cosine(step % 3, 3)})
### BEGIN HIDDEN TESTS
with check.hidden():
    for steps, cycles in ((12, 3), (20, 1), (7, 7), (50, 4), (9, 2)):
        for step, factor in enumerate(warm_restarts(-(-steps // cycles), steps)):
            check.call(snapshot_lr, step, steps, cycles).gives(factor, atol=1e-9)
### END HIDDEN TESTS

# %%
steps = range(160)
curves = {"one cosine": [0.5 + 0.5 * math.cos(math.pi * step / 160) for step in steps],
          "four cycles": [0.5 + 0.5 * math.cos(math.pi * (step % 40) / 40) for step in steps]}
plots.picture(
    plots.lines(curves, x="epoch", y="factor on the rate", title="Where snapshots are taken"),
    "Snapshots are taken where the rate is lowest. Notice how quickly it is high again.",
)

# %%
LONG = "one network, four times as long"
plots.picture(
    plots.paired_differences(
        {name: TOGETHER[name] for name in (LONG, "the last snapshot of four", "four snapshots",
                                           "5 networks")},
        LONG, unit="test accuracy", title="160 passes over 200 images, and five times 40"),
    "Notice: at this budget the snapshots do not help, five networks do.",
)

# %%
for name, shares in SCORES["agreement"].items():
    print(f"{name} say the same of {sum(shares) / len(shares):.0%} of the test images")

# %% [markdown]
# **Notice:** an average helps where mistakes differ. Two networks differ about every second image;
# the jump of the rate hardly moved the snapshots, which had learned their 200 images by heart.

# %% [markdown]
# ## 9 · Many views of one image
#
# One network can be asked several times, too: about crops, mirror images, other sizes of the same
# image. **Ten-crop** is the classic: four corners, the centre, and the mirror images of all five.
# The probabilities are averaged, as above.
#
# ### Exercise 15 · `ten_crop` — 2 points, 4 minutes, easy
#
# - **Inputs:** `images` of shape `(N, C, H, W)`; `size`: an int, at most H and W.
# - **Returns:** a tensor of shape `(10, N, C, size, size)`: top left, top right, bottom left,
#   bottom right, centre; then the same five of the mirrored images.
# - **Centre:** it begins at row (H − size)//2 and column (W − size)//2.
# - **Example:** images of 16×16 and size 14: the centre begins at row 1, column 1. Crop 5, the top
#   left of the mirrored image, is crop 1 mirrored.
#
# <details><summary>Hint 1</summary>
# Five pairs (top, left), a slice for each, <code>torch.stack</code>.
# </details>
# <details><summary>Hint 2</summary>
# A function that cuts five, called for <code>images</code> and for <code>images.flip(3)</code>;
# <code>torch.cat</code> joins both.
# </details>

# %% answer="ten_crop"
def ten_crop(images, size):
    """Return corners and centre of the images, and their mirror images."""
    ### BEGIN SOLUTION
    bottom, right = images.shape[2] - size, images.shape[3] - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    return torch.stack([view[:, :, top : top + size, left : left + size]
                        for view in (images, images.flip(3)) for top, left in corners])
    ### END SOLUTION

# %% test="ten_crop" points=2
def ten(x, size):
    """Return torchvision's ten crops."""
    return torch.stack(v2.ten_crop(x, [size, size]))


x = torch.rand(2, 3, 8, 10, generator=seeded(1))
right = ten(x, 4)
check.call(ten_crop, x, 4).gives(right, mistakes={
    "the last five are the mirrored crops: take crops of the mirrored image": torch.cat(
        [right[:5], right[:5].flip(4)]), "the mirrored five are missing": right[:5],
    "the images are mirrored top to bottom": torch.cat([right[:5], ten(x.flip(2), 4)[:5]]),
    "the batch comes before the ten crops": right.transpose(0, 1),
    "plain and mirrored crops take turns": right[[0, 5, 1, 6, 2, 7, 3, 8, 4, 9]],
    "crops and images are in one dimension": right.flatten(0, 1),
    "the last five are not mirrored": torch.cat([right[:5]] * 2),
    "the centre comes first": right[[4, 0, 1, 2, 3, 9, 5, 6, 7, 8]],
    "bottom left comes before top right": right[[0, 2, 1, 3, 4, 5, 7, 6, 8, 9]]})
### BEGIN HIDDEN TESTS
with check.hidden():
    for n, height, width, size in ((1, 5, 5, 5), (3, 6, 11, 6), (2, 9, 7, 5), (1, 4, 9, 4)):
        x = torch.randn(n, 2, height, width, generator=seeded(2), dtype=torch.float64)
        check.call(ten_crop, x, size).gives(ten(x, size))
### END HIDDEN TESTS

# %%
images, labels = TEST
views = {
    "the image as it is": [images],
    "ten crops of 14×14": v2.ten_crop(images, [14, 14]),
    "three sizes": [F.interpolate(images, size=s, mode="bilinear") for s in (14, 16, 18)],
    "and upside down": [images, images.flip(2)],
}
for name, seen in views.items():
    with torch.no_grad():
        mean = sum(networks["none"](view).softmax(1) for view in seen) / len(seen)
    print(f"{name:18} {(mean.argmax(1) == labels).float().mean():.3f}")

# %%
plots.picture(
    plots.paired_differences(SCORES["at test time"], "one view", unit="test accuracy",
                             title="Ten networks, asked more than once"),
    "Notice which views help: those that training images could have looked like. A view from "
    "another world is worse than none.",
)

# %% [markdown]
# ## 10 · Quiz
#
# Set each variable to a letter. The check only tells you whether it is one; the explanation comes
# with the feedback.
#
# ### Question 1 — 1 point, 1 minute
#
# "Train on random blends of two images, with blended labels." What is that?
#
# - **a** Cutout
# - **b** Mixup
# - **c** DropConnect
# - **d** an ensemble of two networks

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abcd", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because=(
    "Mixup blends images and labels; Cutout hides a square of one image and leaves its label "
    "alone."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 2 — 1 point, 1 minute
#
# A network is to tell arrows that point left from arrows that point right. Which augmentation
# changes the label, so that the label would have to change with it?
#
# - **a** a shift by a few pixels
# - **b** more or less contrast
# - **c** a mirror image, left to right
# - **d** Cutout with a small square

# %% answer="answer_2"
answer_2 = None
### BEGIN SOLUTION
answer_2 = "c"
### END SOLUTION

# %% test="answer_2" points=1
check.one_of(answer_2, "abcd", name="answer_2")
### BEGIN HIDDEN TESTS
check.quiz(answer_2, "c", name="answer_2", because=(
    "the mirror image of a left arrow is a right arrow: the change is only safe if the label is "
    "exchanged, too. For cars and fish it is safe as it is."))
### END HIDDEN TESTS

# %% [markdown]
# ### Question 3 — 1 point, 1 minute
#
# Training images show every class in its own colour, test images do not. What repairs it?
#
# - **a** more passes over the images
# - **b** shifts and mirror images
# - **c** an ensemble of five such networks
# - **d** changing the colours of the training images at random

# %% answer="answer_3"
answer_3 = None
### BEGIN SOLUTION
answer_3 = "d"
### END SOLUTION

# %% test="answer_3" points=1
check.one_of(answer_3, "abcd", name="answer_3")
### BEGIN HIDDEN TESTS
check.quiz(answer_3, "d", name="answer_3", because=(
    "only a change that makes the colour useless takes the shortcut away; moved pixels keep their "
    "colour, and five networks with the same prejudice agree on it."))
### END HIDDEN TESTS

# %% [markdown]
# ## Summary
#
# - Augmentation must keep the label true, and boxes and masks move along. What is safe depends on
#   the task.
# - Random code is tested by its properties: read off the draw, check the result for that draw, then
#   look at many draws, and at the seed.
# - Measured, 20 images a class: four augmentations together help most, an upside-down world harms,
#   and more variety needs more passes. The right augmentation can break a shortcut.
# - Cutout hides a square. Mixup blends images *and* labels.
# - DropConnect drops weights, stochastic depth drops blocks; both divide by 1 − p, both are off in
#   evaluation.
# - Ensembles average probabilities: of networks or of views. Snapshots did not help here.

# %% [markdown]
# **If you want more:** Krizhevsky, Sutskever and Hinton, *ImageNet classification with deep
# convolutional neural networks* (2012), section 4.1, has crops, mirror images and PCA colour. Zhang
# and others, *mixup* (2018); DeVries and Taylor, *Cutout* (2017); Huang and others, *Deep networks
# with stochastic depth* (2016) and *Snapshot ensembles* (2017); Wan and others, *Regularization of
# neural networks using DropConnect* (2013). `torchvision.transforms.v2` has most of it, boxes and
# masks included. Take the vertical flip out of *everything*: does it catch up with *four together*?
