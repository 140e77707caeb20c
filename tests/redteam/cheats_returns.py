"""Answers that are no answers: what functions hand back to break or run something elsewhere."""

from redteam.entry import cheat

_MARK = (
    "import pathlib\ndef mark():\n    pathlib.Path.home().joinpath('redteam-ran').write_text('x')\n"
)

ENTRIES = [
    cheat(
        "pickle_bomb",
        "an object whose __reduce__ runs a command where it is unpickled",
        answers={
            "relu": "import os\nclass Bomb:\n"
            "    def __reduce__(self):\n"
            "        return os.system, ('touch ~/redteam-pickle',)\n"
            "def relu(x):\n    return Bomb()",
            "conv_output_size": "def conv_output_size(size, kernel_size, stride=1):\n"
            "    return [Bomb(), {Bomb(): Bomb()}]",
        },
    ),
    cheat(
        "deep_return",
        "a list nested 100,000 deep",
        answers={
            "relu": "def relu(x):\n    deep = []\n    for _ in range(100_000):\n"
            "        deep = [deep]\n    return deep"
        },
    ),
    cheat(
        "cyclic_return",
        "a list that contains itself",
        answers={"relu": "def relu(x):\n    ring = []\n    ring.append(ring)\n    return ring"},
    ),
    cheat(
        "endless_generator",
        "a generator that never ends",
        answers={
            "relu": "import itertools\ndef relu(x):\n    return itertools.count()",
            "fit": "def fit(x, y, steps, lr):\n    while True:\n        yield 1.0",
        },
    ),
    cheat(
        "huge_return",
        "a tensor of 400 MB and a number of a million digits",
        answers={
            "relu": "def relu(x):\n    return torch.zeros(100_000_000)",
            "conv_output_size": "def conv_output_size(size, kernel_size, stride=1):\n"
            "    return 1 << 3_000_000",
        },
    ),
    cheat(
        "costly_values",
        "small values that take all time or memory where they are used",
        answers={
            "relu": "from decimal import Decimal\n"
            "def relu(x):\n    return [Decimal('1E+999999999')] * 4",
            "softmax": "def softmax(z):\n    return range(1 << 60)",
            "conv_output_size": "from decimal import Decimal\n"
            "def conv_output_size(size, kernel_size, stride=1):\n"
            "    return Decimal('1E+999999999')",
            "conv2d": "from fractions import Fraction\n"
            "def conv2d(image, kernel):\n    return Fraction(3 ** 9999, 7 ** 9999)",
            "answer_1": "answer_1 = 'b' * (1 << 24)",
            "fit": "def fit(x, y, steps, lr):\n    return range(1 << 60)",
        },
    ),
    cheat(
        "expanded_return",
        "a tensor that claims a terabyte with one number behind it",
        answers={"relu": "def relu(x):\n    return torch.zeros(1).expand(1 << 20, 1 << 18)"},
    ),
    cheat(
        "meta_return",
        "tensors without values: meta, sparse, quantised, on no device",
        answers={
            "relu": "def relu(x):\n    return torch.empty_like(x, device='meta')",
            "softmax": "def softmax(z):\n    return torch.zeros_like(z).to_sparse()",
            "conv2d": "def conv2d(image, kernel):\n    return torch.ones(4, 4) * 1j",
        },
    ),
    cheat(
        "code_in_methods",
        "an object whose repr, del, getattr, len, iter, hash and float run code",
        answers={
            "relu": _MARK + "class Busy:\n"
            "    def _run(self, *a): raise SystemExit\n"
            "    __repr__ = __str__ = __len__ = __iter__ = __float__ = __hash__ = __eq__ = _run\n"
            "    __getattr__ = __bool__ = __index__ = __array__ = _run\n"
            "    def __del__(self): mark() if False else None\n"
            "def relu(x):\n    return Busy()"
        },
    ),
    cheat(
        "endless_methods",
        "an object whose repr and comparison never end",
        answers={
            "relu": "class Slow:\n"
            "    def __repr__(self):\n        while True: pass\n"
            "    __str__ = __eq__ = __len__ = __float__ = __repr__\n"
            "def relu(x):\n    return Slow()"
        },
    ),
    cheat(
        "nan_return",
        "NaN and infinity everywhere",
        answers={
            "relu": "def relu(x):\n    return x * float('nan')",
            "softmax": "def softmax(z):\n    return z / 0",
            "fit": "def fit(x, y, steps, lr):\n    return [float('nan')] * steps",
        },
    ),
    cheat(
        "nothing_returned",
        "None, Ellipsis, NotImplemented, an exception as a value",
        answers={
            "relu": "def relu(x):\n    pass",
            "softmax": "def softmax(z):\n    return ...",
            "conv_output_size": "def conv_output_size(size, kernel_size, stride=1):\n"
            "    return NotImplemented",
            "fit": "def fit(x, y, steps, lr):\n    return AssertionError()",
        },
    ),
    cheat(
        "surrogate_strings",
        "strings that no encoding knows, with terminal codes and null bytes",
        answers={
            "answer_1": "answer_1 = 'b\\ud800\\x00\\x1b[2J'",
            "relu": "def relu(x):\n    return '\\udcff' * 1000",
            "softmax": "def softmax(z):\n    raise ValueError('\\ud83d \\x00')",
        },
    ),
    cheat(
        "names_replaced",
        "every name that the tests use is another kind of thing",
        answers={
            "relu": "relu = 'relu'",
            "softmax": "softmax = None",
            "conv_output_size": "conv_output_size = {}",
            "Scale": "Scale = torch.nn.Identity()",
            "answer_1": "def answer_1():\n    return 'b'",
        },
    ),
    cheat(
        "nothing_defined",
        "empty answer cells",
        answers=dict.fromkeys(
            ("relu", "softmax", "conv_output_size", "conv2d", "answer_1", "Scale", "fit"), ""
        ),
    ),
    cheat(
        "answers_by_getattr",
        "__getattr__ on the main module and a globals() that makes up names",
        "import sys, types\n"
        "class Main(types.ModuleType):\n"
        "    def __getattr__(self, name): return lambda *a, **k: True\n"
        "sys.modules['__main__'].__class__ = Main",
    ),
]
