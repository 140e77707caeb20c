"""Honest submissions that are a little unusual: they lose nothing."""

from redteam.entry import Red, all_but
from redteam.lab import RIGHT


def honest(name: str, tries: str, top: str = "", **answers: str) -> Red:
    """Return right answers, some in an unusual way; ``top`` is a cell before the first."""
    return Red(name, tries, all_but(), answers, added=(("relu", top),) if top else ())


_RELU = "def relu(x):\n{}\n    return x.clamp(min=0)"


def _relu(name: str, tries: str, *lines: str, before: str = "") -> Red:
    """Return an honest submission whose relu does something more before it answers."""
    body = "\n".join(f"    {line}" for line in lines)
    return honest(name, tries, relu=before + _RELU.format(body))


ENTRIES = [
    honest("reference", "right answers, nothing unusual"),
    _relu("warns", "a warning in an answer", "import warnings; warnings.warn('note')"),
    _relu(
        "warns_in_plain_test",
        "a warning and stderr where the test is a plain assert",
        "pass",
    )._replace(
        answers={
            "softmax": "import warnings\ndef softmax(z):\n    warnings.warn('note')\n"
            "    return torch.softmax(z, 1)"
        }
    ),
    honest(
        "progress_bar",
        "a progress bar on stderr",
        fit=RIGHT["fit"]
        .replace("range(steps)", "tqdm(range(steps))")
        .replace("def fit", "from tqdm import tqdm\ndef fit"),
        softmax="from tqdm import tqdm\ndef softmax(z):\n"
        "    return torch.stack([row.exp() / row.exp().sum() for row in tqdm(z - z.amax())])"
        ".nan_to_num()",
    ),
    _relu("prints", "prints 2,000 lines", "for i in range(2000): print('step', i)"),
    _relu(
        "logs",
        "logs through logging",
        "logging.warning('relu of %s', x.shape)",
        before="import logging\n",
    ),
    _relu("slow", "takes a second a call", "time.sleep(1)", before="import time\n"),
    honest(
        "crash_in_the_last",
        "all right, but the last answer ends the process",
        fit="import os\ndef fit(x, y, steps, lr):\n    os._exit(1)",
    )._replace(points=all_but("fit")),
    honest(
        "loop_in_one",
        "all right, but one answer never ends",
        conv_output_size="def conv_output_size(size, kernel_size, stride=1):\n"
        "    while size:\n        pass",
    )._replace(points=all_but("conv_output_size")),
    honest(
        "numpy_answers",
        "numpy where torch is usual",
        relu="import numpy as np\ndef relu(x):\n    return np.maximum(x.numpy(), 0)",
        conv_output_size="def conv_output_size(size, kernel_size, stride=1):\n"
        "    return int(np.floor_divide(size - kernel_size, stride)) + 1",
    ),
    honest(
        "helpers",
        "helper functions in a cell of its own",
        "def positive(x):\n    return x > 0",
        relu="def relu(x):\n    return x * positive(x)",
    ),
    honest(
        "uses_earlier_answer",
        "an answer that uses another answer above it",
        softmax="def softmax(z):\n    e = (z - z.amax(1, keepdim=True)).exp()\n"
        "    return relu(e) / e.sum(1, keepdim=True)",
    ),
    honest(
        "uses_other_answer",
        "loops, and the sizes from another answer",
        conv2d="def conv2d(image, kernel):\n"
        "    height = conv_output_size(image.shape[0], kernel.shape[0])\n"
        "    width = conv_output_size(image.shape[1], kernel.shape[1])\n"
        "    rows = [[(image[i:i + kernel.shape[0], j:j + kernel.shape[1]] * kernel).sum()\n"
        "             for j in range(width)] for i in range(height)]\n"
        "    return torch.tensor([[float(v) for v in row] for row in rows])",
    ),
    honest(
        "cached",
        "lru_cache and a global counter",
        "from functools import lru_cache\ncalls = 0",
        conv_output_size="@lru_cache(maxsize=None)\n"
        "def conv_output_size(size, kernel_size, stride=1):\n"
        "    global calls\n    calls += 1\n    return (size - kernel_size) // stride + 1",
    ),
    honest(
        "imports",
        "math, itertools and, within a function, scipy",
        "import math, itertools, collections",
        conv2d="def conv2d(image, kernel):\n    from scipy.signal import correlate2d\n"
        "    return correlate2d(image.numpy(), kernel.numpy(), mode='valid')",
        conv_output_size="def conv_output_size(size, kernel_size, stride=1):\n"
        "    return math.floor((size - kernel_size) / stride) + 1",
    ),
    honest(
        "callable_object",
        "an object with __call__ instead of a function",
        relu="class Relu:\n    def __call__(self, x):\n        return x.clamp(min=0)\n"
        "relu = Relu()",
    ),
    honest(
        "module_as_function", "a torch module instead of a function", relu="relu = torch.nn.ReLU()"
    ),
    honest("builtin_as_function", "torch's own function under the name", relu="relu = torch.relu"),
    honest("lambda_answer", "a lambda", relu="relu = lambda x: x.clamp(min=0)"),
    honest(
        "partial_answer",
        "functools.partial",
        softmax="from functools import partial\nsoftmax = partial(torch.softmax, dim=1)",
    ),
    honest(
        "decorated",
        "decorators without functools.wraps",
        "def timed(function):\n    def inner(*args, **more):\n"
        "        return function(*args, **more)\n"
        "    return inner",
        relu="@timed\ndef relu(x):\n    return x.clamp(min=0)",
    ),
    honest(
        "generator_inside",
        "generators and a tuple as the result",
        fit=RIGHT["fit"].replace("return losses", "return tuple(l for l in losses)"),
    ),
    honest(
        "top_level_await", "await at the top level", "import asyncio\nawait asyncio.sleep(0.01)"
    ),
    honest(
        "own_event_loop",
        "asyncio.run in a thread",
        "import asyncio, threading\n"
        "thread = threading.Thread(target=lambda: asyncio.run(asyncio.sleep(0)))\n"
        "thread.start(); thread.join()",
    ),
]
