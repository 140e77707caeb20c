"""Examines an installation and says, for all that is amiss, which line mends it.

The versions the labs need are read from the metadata of the installed package, so pyproject.toml
alone states them.
"""

import importlib
import os
import platform
import shutil
import sys
import textwrap
from collections.abc import Callable
from importlib import metadata
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from labkit import _torchvision, device

if TYPE_CHECKING:
    from packaging.requirements import Requirement

# The order of the rows; also what to look for when labkit's own requirements cannot be read.
_PACKAGES = ("torch", "torchvision", "numpy", "matplotlib", "ipywidgets", "jupyterlab", "nbgrader")
# Packages whose name is not what one imports.
_MODULES = {"scikit-learn": "sklearn"}
# Labs open and run without it; it validates and collects them.
_DISPENSABLE = ("nbgrader",)
_PAIR = device.reinstall("your computer")
_LOW = 2 * 2**30
_WIDTH = 98


class Finding(NamedTuple):
    """One thing examined; a problem keeps the labs from running and always has a remedy."""

    name: str
    value: str
    status: Literal["ok", "note", "problem"] = "ok"
    remedy: str | None = None


class Probes(NamedTuple):
    """The ways in which `examine` looks at this computer; another set examines another one."""

    labkit: Callable[[], Any]  # labkit's importlib.metadata.Distribution
    version: Callable[[str], str]  # installed version, or PackageNotFoundError
    load: Callable[[str], Any]  # import a module
    python: Callable[[], str]
    facts: Callable[[], device.Facts]
    torchvision: Callable[[], _torchvision.State]
    threads: Callable[[], int]
    memory: Callable[[], tuple[int, int]]  # available and total, bytes
    disk: Callable[[], int]  # free bytes where the notebooks are
    kernel: Callable[[], str]  # program that the kernel named python3 starts


def examine(probes: Probes | None = None) -> list[Finding]:
    """Examine Python, the packages and the machine, and return what was found, row by row."""
    probes = probes or here()
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return [Finding("packaging", "missing", "problem", "pip install packaging")]
    try:
        own = probes.labkit()
    except metadata.PackageNotFoundError:
        lines, python = _PACKAGES, ""
        remedy = 'pip install -e ".[all]" in the folder that holds pyproject.toml'
        labkit = Finding("labkit", "not installed as a package", "problem", remedy)
    else:
        lines, python = own.requires, own.metadata["Requires-Python"]
        labkit = Finding("labkit", own.version)
    findings = [_python(Requirement(f"python{python}"), probes), labkit]
    needs = [need for need in map(Requirement, lines) if _is_for_notebooks(need)]
    findings += [_package(need, probes) for need in sorted(needs, key=_row)]
    unusable = {finding.name for finding in findings if finding.status == "problem"}
    if "torch" not in unusable:
        findings += [_device(probes), _threads(probes)]
    if "psutil" not in unusable:
        findings.append(_memory(probes))
    return [*findings, _disk(probes), _kernel(probes)]


def report(findings: list[Finding]) -> str:
    """Lay the findings out for one screen: status, name, value and, after ``->``, the remedy."""
    lines = []
    for name, value, status, remedy in findings:
        texts = [f"{status:<8} {name:<12} {value}"] + ([f"-> {remedy}"] if remedy else [])
        if len(" ".join(texts)) <= _WIDTH:
            texts = [" ".join(texts)]
        for text in texts:
            first = " " * 9 if text.startswith("->") else ""
            lines += textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=" " * 22)
    problems = sum(finding.status == "problem" for finding in findings)
    mend = f"Problems: {problems}. Follow each -> above, restart the kernel and look again."
    lines.append(mend if problems else "Ready: the labs can run.")
    return "\n".join(lines)


def exit_code(findings: list[Finding]) -> int:
    """Return 1 if any finding is a problem, otherwise 0.

    >>> exit_code([Finding("disk", "1.2 GiB free", "note")])
    0
    """
    return int(any(finding.status == "problem" for finding in findings))


def here() -> Probes:
    """Return the probes of this computer."""
    return Probes(
        labkit=lambda: metadata.distribution("labkit"),
        version=metadata.version,
        load=importlib.import_module,
        python=platform.python_version,
        facts=device.gather,
        torchvision=_torchvision.state,
        threads=lambda: importlib.import_module("torch").get_num_threads(),
        memory=_read_memory,
        disk=lambda: shutil.disk_usage(os.getcwd()).free,
        kernel=_read_kernel,
    )


def _read_memory() -> tuple[int, int]:
    import psutil

    memory = psutil.virtual_memory()
    return memory.available, memory.total


def _read_kernel() -> str:
    from jupyter_client.kernelspec import KernelSpecManager

    return KernelSpecManager().get_kernel_spec("python3").argv[0]


def _is_for_notebooks(need: "Requirement") -> bool:
    return need.marker is None or need.marker.evaluate({"extra": "notebooks"})


def _row(need: "Requirement") -> int:
    return _PACKAGES.index(need.name) if need.name in _PACKAGES else len(_PACKAGES)


def _is_too_old(need: "Requirement", version: str) -> bool:
    lower = [one for one in need.specifier if one.operator in (">=", ">", "==", "~=")]
    return not all(one.contains(version, prereleases=True) for one in lower)


def _python(need: "Requirement", probes: Probes) -> Finding:
    version = probes.python()
    if _is_too_old(need, version):
        remedy = "install a newer one from https://www.python.org/downloads/"
        return Finding("Python", f"{version}; labs need {need.specifier}", "problem", remedy)
    return Finding("Python", version)


def _package(need: "Requirement", probes: Probes) -> Finding:
    """Examine one package: is it there, new enough, importable, and not newer than was tried."""
    name, wanted = need.name, need.specifier or "it"
    torchlike = name in ("torch", "torchvision")
    remedy = _PAIR if torchlike else f'pip install "{name}{need.specifier}"'
    grave = "note" if name in _DISPENSABLE else "problem"
    try:
        version = probes.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, f"missing; labs need {wanted}", grave, remedy)
    if _is_too_old(need, version):
        return Finding(name, f"{version} is too old; labs need {wanted}", grave, remedy)
    # What a lab itself imports; JupyterLab and nbgrader run outside it and import slowly.
    if need.marker is None:
        try:
            probes.load(_MODULES.get(name, name))
        except Exception as error:  # whatever a broken package raises is what to report
            said = textwrap.shorten(f"{type(error).__name__}: {error}", 50)
            mend = remedy if torchlike else remedy.replace("install", "install --force-reinstall")
            return Finding(name, f"{version} does not import: {said}", "problem", mend)
    if not need.specifier.contains(version, prereleases=True):
        return Finding(name, f"{version} is newer than was tried ({wanted})", "note", remedy)
    details = {"torch": _torch, "torchvision": _vision, "ipywidgets": _sliders}
    return details[name](version, probes) if name in details else Finding(name, version)


def _torch(version: str, probes: Probes) -> Finding:
    facts = probes.facts()
    builds = {
        f"CUDA {facts.cuda}": facts.cuda,
        f"ROCm {facts.hip}": facts.hip,
        "MPS": facts.mps_built,
    }
    build = next((build for build, is_this in builds.items() if is_this), "CPU")
    return Finding("torch", f"{version} ({build} build)")


def _vision(version: str, probes: Probes) -> Finding:
    state = probes.torchvision()
    if state.error is None:
        return Finding("torchvision", f"{version} ({state.word})")
    lacks = f"{version} ({state.word}): {_torchvision.MISSING} are missing"
    return Finding("torchvision", lacks, "note", f"for these, {_PAIR}")


def _sliders(version: str, probes: Probes) -> Finding:
    try:
        shown_by = probes.version("jupyterlab_widgets")
    except metadata.PackageNotFoundError:
        value = f"{version} without jupyterlab_widgets, so no slider appears"
        return Finding("ipywidgets", value, "note", "pip install jupyterlab_widgets")
    return Finding("ipywidgets", f"{version} (jupyterlab_widgets {shown_by})")


def _device(probes: Probes) -> Finding:
    try:
        chosen, reason, remedy = device.choose(probes.facts())
    except ValueError as error:
        return Finding("device", str(error), "problem", f"unset {device.OVERRIDE}")
    return Finding("device", f"{chosen}: {reason}", "note" if remedy else "ok", remedy)


def _threads(probes: Probes) -> Finding:
    return Finding("threads", f"{probes.threads()} in torch, on {device.cores()} cores")


def _memory(probes: Probes) -> Finding:
    available, total = probes.memory()
    value = f"{available / 2**30:.1f} of {total / 2**30:.1f} GiB available"
    return _roomy("memory", value, available, "close other programs and idle notebooks")


def _disk(probes: Probes) -> Finding:
    free = probes.disk()
    return _roomy("disk", f"{free / 2**30:.1f} GiB free here", free, "delete files you do not need")


def _roomy(name: str, value: str, room: int, remedy: str) -> Finding:
    return Finding(name, value) if room >= _LOW else Finding(name, value, "note", remedy)


def _kernel(probes: Probes) -> Finding:
    try:
        program, version = probes.kernel(), probes.version("ipykernel")
    except (ImportError, KeyError):  # no jupyter_client or ipykernel; no kernel of that name
        remedy = "pip install --force-reinstall ipykernel"
        return Finding("kernel", "no kernel named python3", "problem", remedy)
    # Jupyter replaces a bare "python" by the Python it runs on itself.
    if os.path.dirname(program) and os.path.normcase(program) != os.path.normcase(sys.executable):
        remedy = "python -m ipykernel install --sys-prefix"
        return Finding("kernel", f"python3 starts another Python, {program}", "note", remedy)
    return Finding("kernel", f"python3 (ipykernel {version})")
