"""Cheats that use torch's own convolution where an exercise forbids it."""

from redteam.entry import cheat


def _conv(body: str, before: str = "") -> dict[str, str]:
    return {"conv2d": f"{before}def conv2d(image, kernel):\n{body}"}


_FULL = "    return F.conv2d(image[None, None], kernel[None, None])[0, 0]"

ENTRIES = [
    cheat(
        "conv_in_thread",
        "torch's own convolution in another thread, where it is forbidden",
        answers=_conv(
            "    found = []\n"
            "    def work(): found.append(F.conv2d(image[None, None], kernel[None, None])[0, 0])\n"
            "    thread = threading.Thread(target=work)\n"
            "    thread.start(); thread.join()\n    return found[0]",
            "import threading\n",
        ),
    ),
    cheat(
        "conv_by_jit",
        "torch's own convolution from TorchScript",
        answers=_conv(
            "    return run(image, kernel)",
            "import warnings\nwarnings.simplefilter('ignore')\n"
            "run = torch.jit.trace(lambda image, kernel: F.conv2d(image[None, None], "
            "kernel[None, None])[0, 0], (torch.ones(4, 5), torch.ones(1, 2)))\n",
        ),
    ),
    cheat(
        "conv_by_another_name",
        "conv1d row by row, where every convolution is forbidden",
        answers=_conv(
            "    rows = image.shape[0] - kernel.shape[0] + 1\n"
            "    one = lambda r, k: F.conv1d(r[None, None], k[None, None])[0, 0]\n"
            "    return torch.stack([sum(one(image[i + j], k) for j, k in enumerate(kernel))\n"
            "                        for i in range(rows)])"
        ),
    ),
    cheat(
        "conv_unwatched",
        "the watch on operations is switched off, then torch's own convolution is used",
        answers=_conv(
            "    with _disable_current_modes():\n    " + _FULL,
            "from torch.utils._python_dispatch import _disable_current_modes\n",
        ),
    ),
    cheat(
        "conv_watch_patched",
        "TorchDispatchMode is patched to see nothing",
        answers=_conv(
            _FULL,
            "import sys\n"
            "sys.modules['labkit.check.call']._Watch.__torch_dispatch__ = (\n"
            "    lambda self, f, types, args=(), kwargs=None: f(*args, **(kwargs or {})))\n",
        ),
    ),
    cheat(
        "conv_once",
        "an own convolution that is wrong while watched and torch's own otherwise",
        answers=_conv(
            "    global calls\n    calls += 1\n"
            "    if calls % 2:\n    " + _FULL + "\n    return image",
            "calls = 0\n",
        ),
    ),
    cheat(
        "poison_patched",
        "what forbids an operation is replaced, by name and in the functions that use it",
        answers=_conv(
            _FULL,
            "import sys\n"
            "def harmless(beside, operation): return []\n"
            "poison = sys.modules['labkit.check.poison']\n"
            "poison.ban.__code__ = harmless.__code__\n"
            "poison.called.__globals__['variants'] = lambda operation: []\n"
            "poison.ban = harmless\n",
        ),
    ),
    cheat(
        "poison_lifted",
        "searches memory for what forbids an operation, and lifts it",
        answers=_conv(
            "    frames, frame = [], sys._getframe()\n"
            "    while frame: frames.append(frame); frame = frame.f_back\n"
            "    things = gc.get_objects() + [v for f in frames for v in f.f_locals.values()]\n"
            "    things += [part for thing in things for part in gc.get_referents(thing)]\n"
            "    for thing in things:\n"
            "        if type(thing) is torch._C._DispatchModule:\n"
            "            torch._C._DispatchModule.reset(thing)\n" + _FULL,
            "import gc, sys\n",
        ),
    ),
    cheat(
        "conv_in_process",
        "torch's own convolution in a process forked before it was forbidden",
        answers=_conv(
            "    here.send((image.tolist(), kernel.tolist()))\n"
            "    return torch.tensor(here.recv())",
            "import multiprocessing, os\n"
            "here, there = multiprocessing.Pipe()\n"
            "if os.fork() == 0:\n"
            "    here.close()\n"
            "    try:\n"
            "        while True:\n"
            "            image, kernel = map(torch.tensor, there.recv())\n"
            "            made = F.conv2d(image[None, None], kernel[None, None])[0, 0]\n"
            "            there.send(made.tolist())\n"
            "    finally:\n"
            "        os._exit(0)\n"
            "there.close()\n",
        ),
    ),
]
