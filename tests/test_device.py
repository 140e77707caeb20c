import os
import subprocess
import sys
import warnings
from types import SimpleNamespace

import pytest

from labkit import device
from labkit.device import Card, Facts, choose, runs_on

GIB = 2**30
WHEEL = ("sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120", "compute_120")
CUDA = {"torch": "2.13.0+cu130", "cuda": "13.0", "driver": 13000, "built_for": WHEEL, "cores": 8}
CPU = {"torch": "2.13.0+cpu", "cores": 8}
MAC = {"torch": "2.13.0", "mps_built": True, "macos": "14.5", "cores": 10}
ROCM = {"torch": "2.13.0+rocm7.0", "hip": "7.0", "built_for": ("gfx942",), "cores": 8}

L40 = Card("NVIDIA L40", (8, 9), 45 * GIB)
H200 = Card("NVIDIA H200", (9, 0), 140 * GIB)
GTX = Card("GeForce GTX 1080", (6, 1), 8 * GIB)
FUTURE = Card("NVIDIA R100", (13, 0), 200 * GIB)
MI300 = Card("AMD Instinct MI300X", (9, 4), 192 * GIB)

# name: facts, device, words of the reason, words of the remedy (None: there is none)
CASES = {
    "cuda works": (Facts(**CUDA, cards=(H200,)), "cuda", ["NVIDIA H200", "140 GiB"], None),
    "same major version": (Facts(**CUDA, cards=(L40,)), "cuda", ["NVIDIA L40"], None),
    "newer card, PTX": (Facts(**CUDA, cards=(FUTURE,)), "cuda", ["R100"], None),
    "two cards": (Facts(**CUDA, cards=(H200, L40)), "cuda", ["NVIDIA H200"], None),
    "second card": (Facts(**CUDA, cards=(GTX, L40)), "cuda:1", ["NVIDIA L40"], None),
    "rocm works": (Facts(**ROCM, cards=(MI300,)), "cuda", ["AMD Instinct", "192 GiB"], None),
    "mps works": (Facts(**MAC, mps_available=True), "mps", ["Apple"], None),
    "cpu build, no driver": (Facts(**CPU), "cpu", ["no NVIDIA driver", "8 CPU cores"], None),
    "one core": (Facts("2.13.0", cores=1), "cpu", ["on 1 CPU core"], None),
    "cuda build, no driver": (
        Facts(**CUDA | {"driver": 0}),
        "cpu",
        ["no NVIDIA driver", "8 CPU cores"],
        None,
    ),
    "cpu build beside a card": (
        Facts(**CPU, driver=13000),
        "cpu",
        ["2.13.0+cpu is a CPU build", "8 CPU cores"],
        ["pip uninstall", "CUDA", device.SELECTOR],
    ),
    "driver too old": (
        Facts(**CUDA | {"driver": 12040}, complaint="The NVIDIA driver on your system is too old"),
        "cpu",
        ["supports CUDA 12.4", "needs CUDA 13.0"],
        ["update the NVIDIA driver", "CUDA 12.4 or older", device.SELECTOR],
    ),
    "driver of the same major version": (
        Facts(**CUDA | {"cuda": "13.2"}, complaint="CUDA unknown error"),
        "cpu",
        ["shows torch no card (CUDA unknown error)"],
        ["nvidia-smi"],
    ),
    "cards hidden": (
        Facts(**CUDA, visible=""),
        "cpu",
        ["CUDA_VISIBLE_DEVICES= hides every card"],
        ["unset CUDA_VISIBLE_DEVICES"],
    ),
    "cards not hidden": (
        Facts(**CUDA, visible="0"),
        "cpu",
        ["shows torch no card"],
        ["nvidia-smi"],
    ),
    "card too old": (
        Facts(**CUDA, cards=(GTX,)),
        "cpu",
        ["no code for GeForce GTX 1080", "6.1"],
        ["older for an old card", device.SELECTOR],
    ),
    "rocm without a card": (Facts(**ROCM), "cpu", ["ROCm 7.0", "no AMD GPU"], ["rocminfo"]),
    "macOS too old": (
        Facts(**MAC | {"macos": "13.7.8"}),
        "cpu",
        ["macOS 14", "this is 13.7.8", "10 CPU cores"],
        ["update to macOS 14"],
    ),
    "mac without Metal": (Facts(**MAC), "cpu", ["no Metal GPU"], None),
    "mac, torch without mps": (
        Facts(**MAC | {"mps_built": False}),
        "cpu",
        ["built without MPS"],
        None,
    ),
    "override cpu": (
        Facts(**CUDA, cards=(H200,), override="cpu"),
        "cpu",
        ["LABKIT_DEVICE asks for it"],
        None,
    ),
    "override second card": (
        Facts(**CUDA, cards=(H200, L40), override="cuda:1"),
        "cuda:1",
        ["NVIDIA L40", "LABKIT_DEVICE"],
        None,
    ),
    "override cuda:0": (Facts(**CUDA, cards=(H200,), override="CUDA:0 "), "cuda", ["H200"], None),
    "override mps": (Facts(**MAC, mps_available=True, override="mps"), "mps", ["Apple"], None),
}


@pytest.mark.parametrize("case", CASES)
def test_choice(case):
    facts, expected, reason, remedy = CASES[case]
    choice = choose(facts)
    assert choice.device == expected
    for words in reason:
        assert words in choice.reason
    if remedy is None:
        assert choice.remedy is None
    else:
        for words in remedy:
            assert words in choice.remedy


REFUSED = {
    "no cuda": (Facts(**CPU, override="cuda"), ["'cuda'", "no NVIDIA driver", "one of cpu"]),
    "cpu build": (Facts(**CPU, driver=13000, override="cuda"), ["a CPU build", device.SELECTOR]),
    "too few cards": (
        Facts(**CUDA, cards=(H200,), override="cuda:5"),
        ["'cuda:5'", "torch sees 1 GPU(s)", "one of cuda, cpu"],
    ),
    "card without code": (
        Facts(**CUDA, cards=(H200, GTX), override="cuda:1"),
        ["no code for GeForce GTX 1080", "one of cuda, cpu", device.SELECTOR],
    ),
    "mps off a mac": (Facts(**CUDA, cards=(H200,), override="mps"), ["only on a Mac", "cuda, cpu"]),
    "mps on an old mac": (
        Facts(**MAC | {"macos": "12.3"}, override="mps"),
        ["this is 12.3", "update to macOS 14"],
    ),
    "cuda on a mac": (
        Facts(**MAC, mps_available=True, override="cuda"),
        ["no CUDA on a Mac", "one of mps, cpu"],
    ),
    "gpu": (Facts(**CPU, override="gpu"), ["'gpu'", "names no device", "one of cpu", "unset it"]),
    "negative": (Facts(**CPU, override="cuda:-1"), ["names no device"]),
    "leading zero": (Facts(**CUDA, cards=(H200,), override="cuda:00"), ["names no device"]),
    "blank": (Facts(**CPU, override=" "), ["names no device"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_override_that_cannot_be_honoured(case):
    facts, expected = REFUSED[case]
    with pytest.raises(ValueError, match="LABKIT_DEVICE is ") as refusal:
        choose(facts)
    for words in expected:
        assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("capability", "built_for", "runs"),
    [
        ((8, 6), ("sm_86",), True),
        ((8, 9), ("sm_86",), True),
        ((8, 0), ("sm_86",), False),  # a lower minor version
        ((9, 0), ("sm_86",), False),  # machine code ends with its major version
        ((9, 0), ("compute_86",), True),  # PTX does not
        ((8, 0), ("compute_86",), False),
        ((9, 0), ("sm_90a",), True),
        ((10, 0), ("compute_90a",), False),
        ((10, 3), ("sm_100a",), False),
        ((10, 3), ("sm_100f",), True),
        ((12, 0), ("compute_100f",), False),
        ((12, 0), ("sm_90", "sm_120"), True),
        ((9, 0), (), False),
    ],
)
def test_runs_on(capability, built_for, runs):
    assert runs_on(capability, built_for) is runs


def test_picks_a_device_that_computes(monkeypatch):
    import torch

    monkeypatch.delenv("LABKIT_DEVICE", raising=False)
    picked = device.pick()
    assert torch.ones(2, device=picked).sum().item() == 2
    assert device.explain().startswith(f"{picked}: ")
    assert "\n" not in device.explain()


def test_explanation_carries_the_remedy(monkeypatch):
    monkeypatch.setattr(device, "gather", lambda: CASES["cpu build beside a card"][0])
    assert device.explain().startswith("cpu: torch 2.13.0+cpu is a CPU build")
    assert device.SELECTOR in device.explain()


@pytest.mark.parametrize("variable", ["LABKIT_DEVICE", "CUDA_VISIBLE_DEVICES"])
def test_environment_is_read(monkeypatch, variable):
    field = {"LABKIT_DEVICE": "override", "CUDA_VISIBLE_DEVICES": "visible"}[variable]
    monkeypatch.setenv(variable, "cpu")
    assert getattr(device.gather(), field) == "cpu"
    monkeypatch.delenv(variable)
    assert getattr(device.gather(), field) is None


@pytest.fixture
def torch_without_cache():
    device._probe_cuda.cache_clear()
    yield
    device._probe_cuda.cache_clear()


@pytest.mark.usefixtures("torch_without_cache")
def test_warnings_become_facts(monkeypatch, recwarn):
    import torch

    warned = []

    def with_old_driver():  # torch warns once
        if not warned:
            warnings.warn(
                "CUDA initialization: The NVIDIA driver on your system is too old (found version "
                "12040). Please update your GPU driver",
                stacklevel=1,
            )
        warned.append(True)
        return False

    monkeypatch.setattr(torch.cuda, "is_available", with_old_driver)
    device.gather()
    facts = device.gather()
    assert facts.complaint == ("The NVIDIA driver on your system is too old (found version 12040)")
    assert facts.cards == ()
    assert not list(recwarn)


@pytest.mark.usefixtures("torch_without_cache")
def test_card_that_fails_to_start_becomes_a_fact(monkeypatch):
    import torch

    def fail(number):
        raise RuntimeError("CUDA error: device is busy\nCompile with DSA")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_device_properties", fail)
    facts = device.gather()
    assert facts.cards == ()
    assert facts.complaint == "CUDA error: device is busy"


@pytest.mark.usefixtures("torch_without_cache")
def test_cards_are_read(monkeypatch):
    import torch

    properties = SimpleNamespace(name="NVIDIA L40", major=8, minor=9, total_memory=45 * GIB)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda number: properties)
    assert device.gather().cards == (L40,)


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_override_in_a_process_of_its_own():
    done = run("from labkit import device; print(device.pick())", LABKIT_DEVICE="cpu")
    assert (done.stdout, done.stderr) == ("cpu\n", "")
    done = run("from labkit import device; device.pick()", LABKIT_DEVICE="tpu")
    assert "ValueError: LABKIT_DEVICE is 'tpu'" in done.stderr


def test_import_is_light():
    done = run("import sys; from labkit import device; print('torch' in sys.modules)")
    assert done.stdout == "False\n"
