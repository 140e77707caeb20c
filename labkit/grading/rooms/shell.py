"""IPython's own notebook shell without the kernel's sockets and threads.

A process with a single thread can be forked and frozen at will, and starts a hundred milliseconds
sooner.
"""

import ast
import base64
import builtins
import functools
import importlib
import os
import sys
import types
import zlib

from ipykernel.compiler import XCachingCompiler, get_tmp_directory
from ipykernel.zmqshell import ZMQInteractiveShell as _NotebookShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from traitlets.config import Config

from labkit.grading.rooms.outputs import Outputs


class _Publisher(DisplayPublisher):
    """``display(…)``: to the cell's outputs."""

    outputs: Outputs

    def publish(
        self, data, metadata=None, source=None, *, transient=None, update=False, **_
    ) -> None:
        self.outputs.display(
            _text(data), metadata or {}, (transient or {}).get("display_id"), update
        )

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait)


class _ResultHook(DisplayHook):
    """The value of a cell's last expression: to the cell's outputs."""

    outputs: Outputs

    def write_output_prompt(self) -> None:
        """No prompt: the outputs carry the count."""

    def write_format_data(self, format_dict, md_dict=None) -> None:
        self.outputs.result(_text(format_dict), md_dict or {}, self.prompt_count)

    def finish_displayhook(self) -> None:
        """Nothing to print."""


class ZMQInteractiveShell(_NotebookShell):
    """The notebook shell under its usual name, by which libraries recognise a notebook."""

    displayhook_class = _ResultHook
    display_pub_class = _Publisher
    outputs: Outputs

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.outputs.error(etype.__name__, str(evalue), list(stb))

    def enable_gui(self, gui=None) -> None:
        """Figures are drawn inline."""

    def transform_cell(self, raw_cell: str) -> str:
        """Return a cell's source with magics replaced; plain Python needs no look at each token."""
        if not self._transformers_are_ours() or not _is_python(raw_cell):
            return super().transform_cell(raw_cell)
        return raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"

    def should_run_async(self, raw_cell: str, *, transformed_cell=None, **options) -> bool:
        """Say whether a cell awaits something; without these words it need not be compiled."""
        words = transformed_cell or ""
        return ("await" in words or "async" in words) and super().should_run_async(
            raw_cell, transformed_cell=transformed_cell, **options
        )

    def _transformers_are_ours(self) -> bool:
        manager, fresh = self.input_transformer_manager, TransformerManager()
        now = (manager.cleanup_transforms, manager.line_transforms, manager.token_transformers)
        then = (fresh.cleanup_transforms, fresh.line_transforms, fresh.token_transformers)
        return not self.input_transformers_post and [*map(len, now)] == [*map(len, then)]

    def ask_exit(self) -> None:
        """A notebook that calls ``quit()`` goes on with its next cell."""


class _Compiler(XCachingCompiler):
    """Compiles cells under names such as kernels give them, which it finds in less time."""

    def get_code_name(self, raw_code, transformed_code, number):
        return f"{get_tmp_directory()}{os.sep}{zlib.crc32(raw_code.encode(errors='replace'))}.py"


def make_shell() -> ZMQInteractiveShell:
    """Return this process's notebook shell; it runs cells once :class:`Runner` has it.

    Called before the warm process forks, it is there in every room.
    """
    if ZMQInteractiveShell.initialized():
        return ZMQInteractiveShell.instance()
    module = types.ModuleType("__main__")
    module.__dict__["__builtins__"] = builtins
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.IPKernelApp = Config()  # how libraries tell a notebook from a terminal
    shell = ZMQInteractiveShell.instance(
        config=config, user_module=module, compiler_class=_Compiler
    )
    shell.xmode = "Context"
    if "matplotlib" in sys.modules:  # imported before there was a shell to tell
        for_figures = "matplotlib_inline.backend_inline"
        sys.modules.pop(for_figures, None)
        importlib.import_module(for_figures)  # tells the shell how to draw
    _show_an_error(shell)
    return shell


def _show_an_error(shell: ZMQInteractiveShell) -> None:
    """Word a traceback: the first one looks through all modules and imports fifty more."""
    try:
        raise ValueError
    except ValueError:
        shell.InteractiveTB.structured_traceback(*sys.exc_info())


@functools.lru_cache(maxsize=1)  # IPython transforms each cell twice
def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(source[:1].strip())  # IPython takes empty lines away from the start


def _text(data: dict) -> dict:
    """Return display data with bytes (images) as base64 text, as notebooks store them."""
    return {
        kind: base64.b64encode(item).decode() if isinstance(item, bytes) else item
        for kind, item in data.items()
    }
