"""The red team's lab: its source, the points of its exercises, right and wrong answers."""

NAME = "01_red"
POINTS = {
    "relu": 2.0,
    "softmax": 2.0,
    "conv_output_size": 1.0,
    "conv2d": 3.0,
    "answer_1": 1.0,
    "Scale": 2.0,
    "fit": 3.0,
}

SOURCE = '''\
# %% [markdown]
# # Lab 01 · Red

# %% locked="setup"
import torch
import torch.nn.functional as F
from labkit import check

# %% answer="relu"
def relu(x):
    """Return x where it is positive, else 0."""
    ### BEGIN SOLUTION
    return x.clamp(min=0)
    ### END SOLUTION

# %% test="relu" points=2
check.call(relu, torch.tensor([-1.0, 2.0])).gives(torch.tensor([0.0, 2.0]))
### BEGIN HIDDEN TESTS
with check.hidden():
    x = torch.randn(4, 5, generator=torch.Generator().manual_seed(3))
    check.call(relu, x).gives(torch.relu(x))
    password = "secret-test"
### END HIDDEN TESTS

# %% answer="softmax"
def softmax(z):
    """Return the softmax of every row."""
    ### BEGIN SOLUTION
    e = (z - z.amax(1, keepdim=True)).exp()
    return e / e.sum(1, keepdim=True)
    ### END SOLUTION

# %% test="softmax" points=2
z = torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, -1.0]])
assert softmax(z).shape == z.shape
assert torch.allclose(softmax(z).sum(1), torch.ones(2))
### BEGIN HIDDEN TESTS
z = torch.randn(6, 5)
assert torch.allclose(softmax(z), torch.softmax(z, 1))
assert torch.allclose(softmax(z + 200), torch.softmax(z, 1), atol=1e-4)
### END HIDDEN TESTS

# %% answer="conv_output_size"
def conv_output_size(size, kernel_size, stride=1):
    """Return the number of outputs of a convolution along one side."""
    ### BEGIN SOLUTION
    return (size - kernel_size) // stride + 1
    ### END SOLUTION

# %% test="conv_output_size" points=1
assert conv_output_size(7, 3, stride=2) == 3
assert isinstance(conv_output_size(9, 3), int)
### BEGIN HIDDEN TESTS
for size in range(5, 20):
    assert conv_output_size(size, 4, 3) == len(range(0, size - 3, 3))
### END HIDDEN TESTS

# %% answer="conv2d"
def conv2d(image, kernel):
    """Return the convolution of one image with one kernel, without torch's own convolution."""
    ### BEGIN SOLUTION
    patches = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (patches * kernel).sum((2, 3))
    ### END SOLUTION

# %% test="conv2d" points=3
image, kernel = torch.arange(20.0).view(4, 5), torch.tensor([[1.0, -1.0]])
check.call(conv2d, image, kernel).gives(-torch.ones(4, 4))
check.forbid("convolution", conv2d, image, kernel)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(5)
    image, kernel = torch.randn(7, 6, generator=g), torch.randn(2, 3, generator=g)
    expected = F.conv2d(image[None, None], kernel[None, None])[0, 0]
    check.call(conv2d, image, kernel).gives(expected)
    check.forbid("convolution", conv2d, image, kernel)
### END HIDDEN TESTS

# %% [markdown]
# Which padding keeps the size under a 3-wide kernel? a: 0, b: 1, c: 3

# %% answer="answer_1"
answer_1 = ...
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "abc", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because="one cell is lost on each side.")
### END HIDDEN TESTS

# %% answer="Scale"
class Scale(torch.nn.Module):
    """Multiply by a factor that can be learned."""
    ### BEGIN SOLUTION
    def __init__(self, factor):
        super().__init__()
        self.factor = torch.nn.Parameter(torch.tensor(float(factor)))

    def forward(self, x):
        return x * self.factor
    ### END SOLUTION

# %% test="Scale" points=2
check.call(Scale(2.0), torch.ones(3)).gives(2 * torch.ones(3))
### BEGIN HIDDEN TESTS
with check.hidden():
    x = torch.randn(2, 3, generator=torch.Generator().manual_seed(7))
    check.call(Scale(-0.5), x).gives(-0.5 * x)
### END HIDDEN TESTS

# %% answer="fit"
def fit(x, y, steps, lr):
    """Return the losses of gradient descent on the mean squared error of x @ w, from w = 0."""
    ### BEGIN SOLUTION
    w, losses = torch.zeros(x.shape[1], requires_grad=True), []
    for _ in range(steps):
        loss = (x @ w - y).square().mean()
        (gradient,) = torch.autograd.grad(loss, w)
        w = (w - lr * gradient).detach().requires_grad_()
        losses.append(loss.item())
    return losses
    ### END SOLUTION

# %% test="fit" points=3
check.call(fit, torch.ones(2, 1), torch.ones(2), 2, 0.25).gives([1.0, 0.25], rtol=1e-4)
### BEGIN HIDDEN TESTS
with check.hidden():
    g = torch.Generator().manual_seed(9)
    x, y = torch.randn(8, 3, generator=g), torch.randn(8, generator=g)
    w, expected = torch.zeros(3), []
    for _ in range(12):
        expected.append((x @ w - y).square().mean().item())
        w = w - 0.125 * 2 * x.T @ (x @ w - y) / 8
    check.call(fit, x, y, 12, 0.125).gives(expected, rtol=1e-3)
### END HIDDEN TESTS
'''

RIGHT = {
    "relu": "def relu(x):\n    return x.clamp(min=0)",
    "softmax": "def softmax(z):\n    e = (z - z.amax(1, keepdim=True)).exp()\n"
    "    return e / e.sum(1, keepdim=True)",
    "conv_output_size": "def conv_output_size(size, kernel_size, stride=1):\n"
    "    return (size - kernel_size) // stride + 1",
    "conv2d": "def conv2d(image, kernel):\n"
    "    patches = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)\n"
    "    return (patches * kernel).sum((2, 3))",
    "answer_1": 'answer_1 = "b"',
    "Scale": "class Scale(torch.nn.Module):\n    def __init__(self, factor):\n"
    "        super().__init__()\n        self.factor = factor\n\n"
    "    def forward(self, x):\n        return x * self.factor",
    "fit": "def fit(x, y, steps, lr):\n    w, losses = torch.zeros(x.shape[1]), []\n"
    "    for _ in range(steps):\n        rest = x @ w - y\n"
    "        losses.append(rest.square().mean().item())\n"
    "        w = w - lr * 2 * x.T @ rest / len(y)\n    return losses",
}
WRONG = {
    "relu": "def relu(x):\n    return x",
    "softmax": "def softmax(z):\n    return z",
    "conv_output_size": "def conv_output_size(size, kernel_size, stride=1):\n    return 0",
    "conv2d": "def conv2d(image, kernel):\n    return image",
    "answer_1": 'answer_1 = "a"',
    "Scale": "class Scale(torch.nn.Module):\n    def __init__(self, factor):\n"
    "        super().__init__()\n\n    def forward(self, x):\n        return x + 1",
    "fit": "def fit(x, y, steps, lr):\n    return [0.0] * steps",
}
