"""Picks the fastest device torch can use here, and says why it is that one.

The order is CUDA (or ROCm, which torch also calls ``cuda``), then Apple's MPS, then the CPU. The
environment variable ``LABKIT_DEVICE`` (``cpu``, ``cuda``, ``cuda:1``, ``mps``) overrides it.
"""

import ctypes
import os
import platform
import re
import sys
import warnings
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import torch

SELECTOR = "https://pytorch.org/get-started/locally/"
OVERRIDE = "LABKIT_DEVICE"

# torch's own error: "The MPS backend is supported on macOS 14.0+".
_MPS_NEEDS_MACOS = 14


class Card(NamedTuple):
    """One GPU: its name, CUDA compute capability (8.6 is ``(8, 6)``) and memory in bytes."""

    name: str
    capability: tuple[int, int]
    memory: int


class Facts(NamedTuple):
    """Everything the choice of a device rests on, as `gather` reads it from this computer."""

    torch: str  # version
    cuda: str | None = None  # CUDA torch was built for, "13.0"; None in other builds
    hip: str | None = None  # ROCm torch was built for
    complaint: str | None = None  # what torch warned of while it looked for cards
    driver: int = 0  # newest CUDA of the NVIDIA driver: 12040 is 12.4, 0 is no driver
    cards: tuple[Card, ...] = ()  # none where torch.cuda.is_available() is false
    built_for: tuple[str, ...] = ()  # "sm_90" is machine code, "compute_90" is PTX
    visible: str | None = None  # the variable CUDA_VISIBLE_DEVICES
    mps_built: bool = False
    mps_available: bool = False
    macos: str | None = None  # version; None elsewhere
    cores: int = 1
    override: str | None = None  # the variable LABKIT_DEVICE


class Choice(NamedTuple):
    """A device, why it is that one, and what would get a faster one (None: nothing to mend)."""

    device: str
    reason: str
    remedy: str | None = None


def pick() -> "torch.device":
    """Return the device the labs should use; ValueError where LABKIT_DEVICE asks in vain."""
    import torch

    return torch.device(choose(gather()).device)


def explain() -> str:
    """Return the chosen device and the reason for it in one line."""
    device, reason, remedy = choose(gather())
    return f"{device}: {reason}" + (f" (to mend it: {remedy})" if remedy else "")


def choose(facts: Facts) -> Choice:
    """Choose a device from the facts alone.

    >>> choose(Facts("2.13.0", cores=2)).reason
    'no NVIDIA driver was found, so labs run on 2 CPU cores'
    """
    usable = _usable(facts)
    if facts.override is not None:
        return _overridden(facts, usable)
    if usable:
        return usable[0]
    reason, remedy = _why_cpu(facts)
    plural = "" if facts.cores == 1 else "s"
    return Choice("cpu", f"{reason}, so labs run on {facts.cores} CPU core{plural}", remedy)


def runs_on(capability: tuple[int, int], built_for: tuple[str, ...]) -> bool:
    """Tell whether code compiled for these architectures runs on a card of this capability.

    Machine code (``sm_86``) runs on cards of the same major version and no lower minor one; PTX
    (``compute_86``) is compiled on the spot for any later card. The suffixes ``a`` and ``f`` tie
    either to one architecture or family (NVIDIA's nvcc manual, "GPU Compilation").

    >>> runs_on((8, 9), ("sm_80", "sm_90")), runs_on((12, 0), ("sm_80", "sm_90"))
    (True, False)
    """
    for kind, digits, suffix in re.findall(r"(sm|compute)_(\d+)([af]?)", " ".join(built_for)):
        built = divmod(int(digits), 10)
        same_family = built[0] == capability[0] or (kind == "compute" and not suffix)
        if built == capability or (built < capability and same_family and suffix != "a"):
            return True
    return False


def reinstall(build: str) -> str:
    """Return the instruction that replaces torch and torchvision by a matching pair of a build."""
    # pip keeps a wrong build of the right version, so the old pair has to go first.
    return f"`pip uninstall -y torch torchvision`, then the install line for {build} at {SELECTOR}"


def _usable(facts: Facts) -> list[Choice]:
    """List the accelerators that work, fastest first."""
    choices = []
    for number, card in enumerate(facts.cards):
        # A ROCm build names its architectures otherwise (gfx90a) and lists only cards it can use.
        if facts.hip or runs_on(card.capability, facts.built_for):
            device = f"cuda:{number}" if number else "cuda"
            choices.append(Choice(device, f"{card.name} with {card.memory / 2**30:.0f} GiB"))
    if facts.mps_available:
        choices.append(Choice("mps", "Apple's GPU, through Metal"))
    return choices


def _overridden(facts: Facts, usable: list[Choice]) -> Choice:
    asked = facts.override.strip().lower()
    if asked == "cpu":
        return Choice("cpu", f"{OVERRIDE} asks for it")
    for choice in usable:
        if asked == choice.device or (asked, choice.device) == ("cuda:0", "cuda"):
            return Choice(choice.device, f"{choice.reason}; {OVERRIDE} asks for it")
    reason, remedy = _why_not(asked, facts)
    works = ", ".join([choice.device for choice in usable] + ["cpu"])
    raise ValueError(
        f"{OVERRIDE} is {facts.override!r}, but {reason}. Set it to one of {works} (what works "
        f"here) or unset it{f'; to mend it, {remedy}' if remedy else ''}."
    )


def _why_not(asked: str, facts: Facts) -> tuple[str, str | None]:
    """Say why the device asked for does not work, and what would mend that."""
    wanted = re.fullmatch(r"mps|cuda(?::(0|[1-9]\d*))?", asked)
    if wanted is None:
        return "that names no device (devices are cpu, cuda, cuda:1 and so on, and mps)", None
    if (asked == "mps") != (facts.macos is not None):
        return f"{'MPS is only' if asked == 'mps' else 'there is no CUDA'} on a Mac", None
    number = int(wanted[1] or 0)
    if number >= len(facts.cards) > 0:
        return f"torch sees {len(facts.cards)} GPU(s), counted from cuda:0", None
    return _why_cpu(facts, number)


def _why_cpu(facts: Facts, number: int = 0) -> tuple[str, str | None]:
    """Say why no accelerator works (of several cards, this one), and what would mend that."""
    if facts.macos is not None:
        return _why_no_mps(facts.mps_built, facts.macos)
    if facts.cards:
        name, (major, minor), _ = facts.cards[number]
        reason = f"this torch has no code for {name} (compute capability {major}.{minor})"
        return reason, reinstall("another CUDA (older for an old card, newer for a new one)")
    if facts.hip is not None:
        reason = f"this torch is built for ROCm {facts.hip} and finds no AMD GPU"
        return reason, f"run rocminfo to see what the driver sees, or {reinstall('your computer')}"
    if facts.driver == 0:
        return "no NVIDIA driver was found", None
    if facts.cuda is None:
        reason = f"torch {facts.torch} is a CPU build, though this computer has an NVIDIA driver"
        return reason, reinstall("CUDA")
    return _why_no_cuda(facts)


def _why_no_mps(built: bool, macos: str) -> tuple[str, str | None]:
    if not built:
        return "this torch is built without MPS, Apple's GPU support", None
    if int(macos.partition(".")[0]) < _MPS_NEEDS_MACOS:
        needs = f"macOS {_MPS_NEEDS_MACOS}"
        return f"torch uses Apple's GPU from {needs}, and this is {macos}", f"update to {needs}"
    return "torch sees no Metal GPU (a virtual machine has none)", None


def _why_no_cuda(facts: Facts) -> tuple[str, str | None]:
    # Drivers run every CUDA of their own major version ("CUDA minor version compatibility").
    if facts.driver // 1000 < int(facts.cuda.partition(".")[0]):
        driver = f"{facts.driver // 1000}.{facts.driver % 1000 // 10}"
        reason = f"the NVIDIA driver supports CUDA {driver} and this torch needs CUDA {facts.cuda}"
        return reason, f"update the NVIDIA driver, or {reinstall(f'CUDA {driver} or older')}"
    if facts.visible in ("", "-1"):
        remedy = "unset CUDA_VISIBLE_DEVICES and restart the kernel"
        return f"CUDA_VISIBLE_DEVICES={facts.visible} hides every card from torch", remedy
    reason = "the NVIDIA driver shows torch no card"
    reason += f" ({facts.complaint})" if facts.complaint else ""
    return reason, "run nvidia-smi to see what the driver sees, then restart the computer"


def gather() -> Facts:
    """Read the facts from torch, the system and the environment; nothing is printed or warned."""
    import torch

    return Facts(
        torch=str(torch.__version__),
        cuda=torch.version.cuda,
        hip=torch.version.hip,
        driver=_driver(),
        built_for=tuple(torch.cuda.get_arch_list()),
        visible=os.environ.get("CUDA_VISIBLE_DEVICES"),
        mps_built=torch.backends.mps.is_built(),
        mps_available=torch.backends.mps.is_available(),
        macos=platform.mac_ver()[0] or None,
        cores=cores(),
        override=os.environ.get(OVERRIDE) or None,
        **_probe_cuda(),
    )


@cache  # torch warns of an old driver only the first time it looks
def _probe_cuda() -> dict:
    import torch

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            count = torch.cuda.device_count() if torch.cuda.is_available() else 0
            found = [torch.cuda.get_device_properties(number) for number in range(count)]
            said = [str(warning.message) for warning in caught]
        except RuntimeError as error:  # a card that is there but fails to start
            found, said = [], [str(error)]
    cards = tuple(Card(c.name, (c.major, c.minor), c.total_memory) for c in found)
    first = re.split(r"\. |\n", said[0].removeprefix("CUDA initialization: "))[0] if said else None
    return {"cards": cards, "complaint": first}


def _driver() -> int:
    """Ask the NVIDIA driver itself, which answers whatever torch was built for."""
    try:
        library = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return 0
    version = ctypes.c_int(0)
    library.cuDriverGetVersion(ctypes.byref(version))
    return version.value


def cores() -> int:
    """Return how many CPU cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # a batch system may allow fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
