"""Run notebook cells in this process as a kernel would, and keep their outputs."""

import asyncio
import builtins
import fcntl
import getpass
import os
import sys
import tempfile
from typing import IO, Any

from IPython.core.error import StdinNotImplementedError

from labkit.grading.rooms.outputs import Outputs
from labkit.grading.rooms.shell import ZMQInteractiveShell


class CellRun(dict):
    """What running a cell gave: ``outputs``, ``changed``, ``ok`` and ``count``; plain data.

    ``changed`` holds data and metadata by which cells shown before have been updated, by id.
    """


class Runner:
    """Runs cells one after the other, with stdout and stderr of this process captured."""

    def __init__(self, shell: ZMQInteractiveShell, output_kib: int) -> None:
        """Take over this process: its standard streams, ``input`` and the name ``__main__``."""
        self.shell = shell
        self.outputs = Outputs(output_kib * 1024, self._drain)
        shell.outputs = shell.display_pub.outputs = shell.displayhook.outputs = self.outputs
        sys.modules["__main__"] = shell.user_module
        sys.path.insert(0, "")  # files beside the notebook can be imported
        builtins.input = getpass.getpass = _no_input
        sys.breakpointhook = _no_breakpoint
        self._files = {name: _redirect(fd) for fd, name in ((1, "stdout"), (2, "stderr"))}
        self._read = dict.fromkeys(self._files, 0)
        sys.stdout = _Stream("stdout", self.outputs, 1)
        sys.stderr = _Stream("stderr", self.outputs, 2)
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    @property
    def names(self) -> dict[str, Any]:
        """The notebook's variables."""
        return self.shell.user_ns

    def run(self, source: str) -> CellRun:
        """Run a cell and return its outputs; whatever it raises is one of them."""
        self.outputs.begin()
        ok = False
        try:
            result = self._loop.run_until_complete(self._run(source))
            ok = bool(result.success)
        except KeyboardInterrupt:
            self.outputs.error("KeyboardInterrupt", "", ["KeyboardInterrupt"])
        except BaseException as error:  # a cell can break the shell itself, SystemExit included
            self.outputs.error(
                type(error).__name__, str(error), [f"{type(error).__name__}: {error}"]
            )
        count = self.shell.execution_count - 1
        changed = self.outputs.changed()
        return CellRun(outputs=self.collect(), changed=changed, ok=ok, count=count)

    def run_quietly(self, source: str) -> None:
        """Run code that is no cell: it has no number and no outputs."""
        self.outputs.begin()
        self.shell.run_cell(source, store_history=False)
        self.collect()

    def wait_for(self, awaitable: Any) -> Any:
        """Return what a coroutine gives."""
        return self._loop.run_until_complete(awaitable)

    def collect(self) -> list[dict]:
        """Return the outputs so far, and begin anew."""
        self._drain()
        return self.outputs.end()

    def _drain(self) -> None:
        """Add what C code and subprocesses have written since the last time."""
        for name, file in self._files.items():
            size = os.fstat(file.fileno()).st_size
            if size > self._read[name]:
                raw = os.pread(
                    file.fileno(), min(size - self._read[name], 1 << 20), self._read[name]
                )
                self._read[name] = size
                self.outputs.stream(name, raw.decode("utf-8", "replace"))

    async def _run(self, source: str) -> Any:
        """Run a cell within a running event loop, as the kernel does."""
        shell = self.shell
        try:
            cell, failure = shell.transform_cell(source), None
        except Exception:
            cell, failure = source, sys.exc_info()
        options = {"transformed_cell": cell, "preprocessing_exc_tuple": failure}
        if not shell.should_run_async(source, **options):
            return shell.run_cell(source, store_history=True)
        result = None
        try:
            result = await shell.run_cell_async(source, store_history=True, **options)
        finally:  # what run_cell does by itself
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
        return result


class _Stream:
    """Standard output or error of the notebook: text goes to the cell's outputs."""

    encoding, errors, closed, newlines, line_buffering = "UTF-8", "strict", False, None, True

    def __init__(self, name: str, outputs: Outputs, descriptor: int) -> None:
        self.name, self._outputs, self._fd = name, outputs, descriptor
        self._process = os.getpid()

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() == self._process:
            self._outputs.write(self.name, text)
        else:  # a fork of this process, such as a worker
            os.write(self._fd, text.encode("utf-8", "replace"))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        return self._fd

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def _no_input(prompt: str = "", **_: Any) -> str:
    raise StdinNotImplementedError("input() does not work while a notebook is graded.")


def _no_breakpoint(*_: Any, **__: Any) -> None:
    """Nobody is there to debug: go on."""


def _redirect(descriptor: int) -> IO[bytes]:
    """Send what C code and subprocesses write to a file without a name, and return that file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this process
    os.dup2(file.fileno(), descriptor)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_APPEND)
    return file
