"""Honest submissions that use more of Jupyter, torch and Python; they lose nothing."""

from redteam.honest import honest

_RELU = "def relu(x):\n{}\n    return x.clamp(min=0)"

ENTRIES = [
    honest(
        "magics",
        "%time, %%capture, a shell command",
        "%time sum(range(10))\n!echo hello\n%matplotlib inline",
        relu="%%time\ndef relu(x):\n    return x.clamp(min=0)",
    ),
    honest(
        "figure",
        "a figure",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()",
    ),
    honest(
        "random_state",
        "sets seeds and draws",
        "import random, numpy as np\ntorch.manual_seed(1); np.random.seed(1); random.seed(1)\n"
        "torch.randn(3)",
    ),
    honest(
        "two_threads",
        "torch.set_num_threads(2) and a product",
        "torch.set_num_threads(2)\n(torch.ones(400, 400) @ torch.ones(400, 400)).sum()",
    ),
    honest(
        "loader_with_workers",
        "a DataLoader with two workers",
        "from torch.utils.data import DataLoader\n"
        "loader = DataLoader(torch.arange(8.0), 2, num_workers=2)\n"
        "total = sum(batch.sum().item() for batch in loader)",
    ),
    honest(
        "with_gradient",
        "answers that require gradients; a parameter as the result",
        relu="def relu(x):\n    return x.clamp(min=0).requires_grad_()",
        Scale="class Scale(torch.nn.Module):\n    def __init__(self, factor):\n"
        "        super().__init__()\n"
        "        self.factor = torch.nn.Parameter(torch.tensor(float(factor)))\n\n"
        "    def forward(self, x):\n        return x * self.factor",
        softmax="def softmax(z):\n    return torch.nn.Parameter(torch.softmax(z, 1))",
    ),
    honest(
        "optimizer",
        "torch.optim.SGD",
        fit="def fit(x, y, steps, lr):\n    losses = []\n"
        "    w = torch.zeros(x.shape[1], requires_grad=True)\n"
        "    optimizer = torch.optim.SGD([w], lr=lr)\n"
        "    for _ in range(steps):\n        optimizer.zero_grad()\n"
        "        loss = (x @ w - y).square().mean()\n        loss.backward()\n"
        "        optimizer.step()\n        losses.append(loss.item())\n    return losses",
    ),
    honest(
        "processes",
        "a pool of processes",
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    squares = pool.map(abs, [-1, 2])",
    ),
    honest(
        "helper_file",
        "a helper module handed in beside the notebook",
        "from my_helper import positive",
        relu="def relu(x):\n    return positive(x)",
    )._replace(files={"my_helper.py": b"def positive(x):\n    return x.clamp(min=0)\n"}),
    honest(
        "data_file",
        "reads the course's file of data, writes a file of its own",
        "numbers = [int(line) for line in open('numbers.csv')]\n"
        "with open('notes.txt', 'w') as file:\n    file.write(str(sum(numbers)))\n"
        "assert open('notes.txt').read() == '6'",
    ),
    honest(
        "annotated",
        "type hints, f-strings, names in other scripts",
        "größe = 3\nprint(f'{größe=}')",
        relu="from torch import Tensor\ndef relu(x: 'Tensor', *, π: float = 0.0) -> 'Tensor':\n"
        '    """Возвращает положительную часть."""\n    return x.clamp(min=π)',
    ),
    honest("long_cell", "an answer of 3,000 lines", relu=_RELU.format("    y = 1\n" * 3000)),
    honest(
        "windows_lines",
        "Windows line ends, tabs and trailing spaces",
        relu="def relu(x):\r\n\treturn x.clamp(min=0)   \r\n",
    ),
    honest(
        "failing_own_cell",
        "a cell of its own that fails, and one that is no Python",
        "1 / 0",
    )._replace(added=(("relu", "1 / 0"), ("softmax", "this is not Python"))),
    honest(
        "rebinds_names",
        "its own names x, z, g, image, expected",
        "x = z = g = image = expected = 5",
    ),
    honest(
        "imports_again",
        "imports everything once more, under other names and with a star",
        "import torch as t\nfrom torch.nn.functional import *\nfrom labkit import check as c",
        relu="def relu(x):\n    return t.relu(x)",
    ),
    honest(
        "views_and_types",
        "float64, non-contiguous and integer tensors",
        relu="def relu(x):\n    return x.double().clamp(min=0).t().contiguous().t()",
        conv2d="def conv2d(image, kernel):\n"
        "    patches = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)\n"
        "    return torch.einsum('ijkl,kl->ij', patches.double(), kernel.double()).t().t()",
    ),
]
