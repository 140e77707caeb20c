"""Cheats that change what the tests call, or hand back objects that lie."""

from redteam.entry import cheat

_EQUAL = """
class Equal:
    shape = property(lambda self: self)
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __bool__(self): return True
    def __float__(self): return 1.0
    def __len__(self): return 1
    def __iter__(self): return iter(())
    def __getitem__(self, key): return self
    def __rsub__(self, other): return self
    __hash__ = object.__hash__
"""

_TENSOR = """
class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        name = getattr(function, "__name__", "")
        if name in ("allclose", "equal"):
            return True
        if name in ("isclose", "eq", "close"):
            return torch.ones(1, dtype=torch.bool)
        kwargs = kwargs or {}
        with torch._C.DisableTorchFunctionSubclass():
            result = function(*args, **kwargs)
        return result.as_subclass(cls) if type(result) is torch.Tensor else result
"""


def _lies(class_source: str, make: str) -> dict[str, str]:
    """Return answers that hand back an object which claims to be right."""
    return {
        "relu": f"{class_source}\ndef relu(x):\n    return {make}",
        "softmax": f"{class_source}\ndef softmax(z):\n    return {make.replace('x', 'z')}",
    }


ENTRIES = [
    cheat(
        "patched_allclose",
        "torch.allclose, equal and isclose always say yes",
        "import torch\n"
        "def yes(*a, **k): return True\n"
        "torch.allclose = torch.equal = yes\n"
        "torch.isclose = lambda a, b, *r, **k: torch.ones_like(a, dtype=torch.bool)",
    ),
    cheat(
        "patched_numpy",
        "numpy's and torch.testing's comparisons always say yes",
        "import numpy as np, torch\n"
        "def yes(*a, **k): return True\n"
        "np.allclose = np.array_equal = np.array_equiv = yes\n"
        "np.testing.assert_allclose = np.testing.assert_array_equal = yes\n"
        "torch.testing.assert_close = yes",
    ),
    cheat(
        "patched_checks",
        "every function of labkit.check does nothing",
        "from labkit import check\n"
        "from labkit.check import call, compare, quiz, result\n"
        "import sys\n"
        "def nothing(*a, **k): return None\n"
        "result.Result.gives = result.Result.raises = result.Result.within = nothing\n"
        "check.forbid = check.quiz = check.one_of = nothing\n"
        "compare.same = result.same = lambda *a, **k: True",
    ),
    cheat(
        "patched_check_error",
        "CheckError becomes an exception that the checks swallow",
        "import labkit.check.failure as failure\n"
        "from labkit.check import result\n"
        "def quiet(self, *a, **k): raise StopIteration\n"
        "failure.CheckError.__init__ = quiet\n"
        "failure.CheckError._render_traceback_ = lambda self: []\n"
        "import sys\n"
        "get_ipython().showtraceback = lambda *a, **k: None",
    ),
    cheat(
        "patched_builtins",
        "len, isinstance, type, all and AssertionError are replaced in builtins",
        "import builtins\n"
        "class Quiet(AssertionError): pass\n"
        "builtins.all = builtins.isinstance = lambda *a, **k: True\n"
        "builtins.bool = lambda *a: True\n"
        "builtins.AssertionError = Quiet\n"
        "builtins.zip = lambda *a, **k: iter(())",
    ),
    cheat(
        "patched_import",
        "__import__ and sys.modules hand out a labkit.check that agrees with everything",
        "import builtins, sys, types\n"
        "class Agree(types.ModuleType):\n"
        "    def __getattr__(self, name): return self\n"
        "    def __call__(self, *a, **k): return self\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *a): return True\n"
        "fake = Agree('labkit.check')\n"
        "sys.modules['labkit.check'] = fake\n"
        "import labkit\n"
        "labkit.check = fake\n"
        "old = builtins.__import__\n"
        "builtins.__import__ = lambda n, *a, **k: fake if 'check' in n else old(n, *a, **k)",
    ),
    cheat(
        "rebound_check",
        "the name check in the notebook's own namespace is replaced after the set-up",
        "class Agree:\n"
        "    def __getattr__(self, name): return self\n"
        "    def __call__(self, *a, **k): return self\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *a): return True\n"
        "check = Agree()",
    ),
    cheat(
        "rebound_torch",
        "the name torch in the notebook's namespace agrees with every comparison",
        "class Agree:\n"
        "    def __init__(self, real): self.real = real\n"
        "    def __getattr__(self, name):\n"
        "        yes = lambda *a, **k: True\n"
        "        return yes if name == 'allclose' else getattr(self.real, name)\n"
        "torch = Agree(torch)",
    ),
    cheat(
        "swapped_oracle",
        "torch.softmax, relu and conv2d are replaced by the wrong answers",
        answers={
            "relu": "def relu(x):\n    return x * 1\ntorch.relu = relu",
            "softmax": "def softmax(z):\n    return torch.ones_like(z) / z.shape[1]\n"
            "torch.softmax = lambda z, dim: softmax(z)",
            "conv2d": "def conv2d(image, kernel):\n"
            "    return image[: image.shape[0] - kernel.shape[0] + 1,\n"
            "                 : image.shape[1] - kernel.shape[1] + 1] * 0 - 1\n"
            "F.conv2d = lambda i, k: conv2d(i[0, 0], k[0, 0])[None, None]",
        },
    ),
    cheat(
        "oracle_called_back",
        "the answer is torch's own function under another name, where it is forbidden",
        answers={
            "conv2d": "import torch.nn.functional as functional\n"
            "def conv2d(image, kernel):\n"
            "    return functional.conv2d(image[None, None], kernel[None, None])[0, 0]"
        },
    ),
    cheat(
        "equals_everything",
        "objects that equal everything and have every attribute",
        answers=_lies(_EQUAL, "Equal()")
        | {
            "answer_1": f"{_EQUAL}\nanswer_1 = Equal()",
            "conv_output_size": f"{_EQUAL}\ndef conv_output_size(size, kernel_size, stride=1):\n"
            "    return Int()\n"
            "class Int(Equal):\n    __class__ = property(lambda self: int)",
        },
    ),
    cheat(
        "equal_numbers",
        "subclasses of int, float and str that equal everything",
        answers={
            "conv_output_size": "class Any(int):\n"
            "    __eq__ = lambda self, other: True\n"
            "    __hash__ = int.__hash__\n"
            "    item = lambda self: self\n"
            "def conv_output_size(size, kernel_size, stride=1):\n    return Any(0)",
            "answer_1": "class AnyWord(str):\n"
            "    __eq__ = lambda self, other: True\n"
            "    __hash__ = str.__hash__\n"
            "    strip = lower = lambda self: self\n"
            "answer_1 = AnyWord('a')",
            "fit": "class AnyFloat(float):\n"
            "    __eq__ = lambda self, other: True\n"
            "    __hash__ = float.__hash__\n"
            "    __sub__ = __rsub__ = lambda self, other: 0.0\n"
            "def fit(x, y, steps, lr):\n    return [AnyFloat(0)] * steps",
        },
    ),
    cheat(
        "tensor_subclass",
        "a tensor subclass whose __torch_function__ says that everything is close",
        answers=_lies(_TENSOR, "x.as_subclass(Yes)"),
    ),
    cheat(
        "array_subclass",
        "a numpy subclass whose __array_ufunc__ and __torch_function__ say yes",
        answers=_lies(
            "import numpy as np\n"
            "class Yes(np.ndarray):\n"
            "    __array_ufunc__ = lambda self, *a, **k: self\n"
            "    __torch_function__ = classmethod(lambda cls, *a, **k: True)\n",
            "np.zeros(x.shape).view(Yes)",
        ),
    ),
    cheat(
        "container_subclass",
        "list and dict subclasses that claim to be equal, and an empty one of any length",
        answers={
            "fit": "class Any(list):\n"
            "    __eq__ = lambda self, other: True\n"
            "    __len__ = lambda self: 12\n"
            "    __iter__ = lambda self: iter(())\n"
            "def fit(x, y, steps, lr):\n    return Any()",
            "softmax": "class AnyDict(dict):\n"
            "    __eq__ = lambda self, other: True\n"
            "    __getattr__ = lambda self, name: self\n"
            "    __call__ = lambda self, *a: self\n"
            "def softmax(z):\n    return AnyDict()",
        },
    ),
    cheat(
        "lying_class",
        "__class__ says Tensor, and __torch_function__ answers every comparison with yes",
        answers=_lies(
            "class Liar:\n"
            "    __class__ = property(lambda self: torch.Tensor)\n"
            "    __torch_function__ = classmethod(lambda cls, *a, **k: True)\n"
            "    def __init__(self, shape): self.shape = shape\n"
            "    def sum(self, *a): return self\n",
            "Liar(x.shape)",
        ),
    ),
    cheat(
        "changed_in_place",
        "the argument is emptied, so that answer and oracle agree on zeros",
        answers={
            "relu": "def relu(x):\n    x.zero_()\n    return x",
            "softmax": "def softmax(z):\n"
            "    z.zero_()\n    return torch.full_like(z, 1 / z.shape[1])",
        },
    ),
]
