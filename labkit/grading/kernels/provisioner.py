"""Lets nbgrader's kernels be forked from a warm process instead of started from nothing."""

import asyncio
import os
import shutil
import subprocess
import sys
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.multikernelmanager import MultiKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Float, List, Unicode

if sys.platform.startswith("linux"):
    from labkit.grading.kernels import keeper

_LAUNCHER = ["-m", "ipykernel_launcher"]
_NO_KERNEL = "No warm kernel (%s): kernels of this program start cold, which takes seconds longer."


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel warm where that makes no difference but time, and cold elsewhere.

    The warm process is started by the first kernel, serves one user, Python environment and set
    of environment variables that matter to imports, and ends when no kernel needed it for
    ``idle_minutes``. A kernel of another interpreter, one that a person works in (JupyterLab's),
    and one with a file beside it that hides an imported module, starts cold as usual. If the
    warm process fails, kernels start cold too, and a warning says why.
    """

    modules = List(
        Unicode(),
        ["torch", "torchvision", "numpy", "matplotlib.pyplot"],
        help="Modules that the warm process imports.",
    ).tag(config=True)
    idle_minutes = Float(10.0, help="The warm process ends after that time without a kernel.").tag(
        config=True
    )

    _given_up = ""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel, warm if it can be."""
        reason = self._unfit(cmd, kwargs)
        if reason:
            self.log.debug("Cold kernel: %s.", reason)
            return await super().launch_kernel(cmd, **kwargs)
        try:
            self.process = await asyncio.to_thread(self._fork, cmd, kwargs)
        except keeper.RefusedError as error:
            self.log.info("Cold kernel: %s.", error)
            return await super().launch_kernel(cmd, **kwargs)
        except keeper.NoKernelError as error:
            WarmProvisioner._given_up = str(error)
            self.log.warning(_NO_KERNEL, error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or os.getcwd()
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel's process group."""
        if isinstance(self.process, subprocess.Popen) or await self.poll() is None:
            await super().send_signal(signum)  # else its number may be another process's by now

    def _unfit(self, cmd: list[str], kwargs: dict[str, Any]) -> str:
        """Return why this kernel must start cold, or ""."""
        streams = [kwargs.get(name) for name in ("stdin", "stdout", "stderr")]
        others = set(kwargs) - {"env", "cwd", "stdin", "stdout", "stderr", "kernel_id"}
        if not sys.platform.startswith("linux"):
            return f"warm ones need Linux, and this is {sys.platform}"
        if _split(cmd) is None or not _is_this_python(cmd[0]):
            return f"{' '.join(cmd[:3])} is not this Python's ipykernel"
        if self._given_up:
            return self._given_up
        if others:
            return f"{', '.join(sorted(others))} was asked for"
        if any(_descriptor(stream, 0) is None for stream in streams):
            return "its standard streams are pipes"
        chosen = "provisioner_name" in self.kernel_spec.metadata.get("kernel_provisioner", {})
        if isinstance(getattr(self.parent, "parent", None), MultiKernelManager) and not chosen:
            return "a person works in it"
        return ""

    def _fork(self, cmd: list[str], kwargs: dict[str, Any]) -> "keeper.WarmKernel":
        split = _split(cmd)
        assert split is not None
        python, arguments = split
        warmth = keeper.Warmth(tuple(python), tuple(self.modules), self.idle_minutes * 60)
        env = {**(kwargs.get("env") or os.environ), "JPY_PARENT_PID": str(os.getpid())}
        cwd = os.path.abspath(kwargs.get("cwd") or os.getcwd())
        with open(os.devnull) as null:
            fds = [_descriptor(kwargs.get("stdin"), null.fileno())]
            fds += [
                _descriptor(kwargs.get(name), fd) for name, fd in (("stdout", 1), ("stderr", 2))
            ]
            return keeper.kernel(warmth, arguments, env, cwd, fds)


def _split(cmd: list[str]) -> tuple[list[str], list[str]] | None:
    """Return how Python is run and what the kernel is told, or None for another kernel.

    >>> _split(["python", "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "a.json"])
    (['python', '-Xfrozen_modules=off'], ['-f', 'a.json'])
    >>> _split(["R", "--slave"])
    """
    start = cmd.index("-m") if "-m" in cmd else len(cmd)
    if start == 0 or cmd[start : start + 2] != _LAUNCHER:
        return None
    return cmd[:start], cmd[start + 2 :]


def _is_this_python(program: str) -> bool:
    """Tell whether a program is this interpreter, by the same environment's link to it."""
    found = shutil.which(program) or program
    return os.path.realpath(found) == os.path.realpath(sys.executable) and (
        os.path.realpath(os.path.dirname(found))
        == os.path.realpath(os.path.dirname(sys.executable))
    )


def _descriptor(stream: Any, default: int) -> int | None:
    """Return the descriptor of a standard stream as ``subprocess`` takes it; None for pipes."""
    if stream is None:
        return default
    if not isinstance(stream, int):
        return stream.fileno()
    return stream if stream >= 0 else None
