"""The notebook of a submission as its cells get outputs, times and errors."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from nbformat import NotebookNode
from nbformat.v4 import new_output

from labkit.grading.rooms.plan import Step
from labkit.grading.rooms.reply import Reply


class Page:
    """A notebook that fills with what its cells gave; ``incidents`` are the errors put in here."""

    def __init__(self, notebook: NotebookNode) -> None:
        """Take a notebook without outputs."""
        self.incidents: list[str] = []
        self._cells = notebook.cells
        # What tests and others have shown under an id, each room apart.
        self._displays = {graded: defaultdict(list) for graded in (True, False)}

    def show(self, step: Step, reply: Reply) -> None:
        """Put a room's reply into its cell, and its updates into cells before."""
        displays = self._displays[step.graded]
        for display_id, (data, metadata) in reply.changed.items():
            for output in displays[display_id]:
                output.data, output.metadata = data, metadata
        for output, display_id in reply.shown:
            displays[display_id].append(output)
        cell = self._cells[step.index]
        cell.outputs = [output for output, _ in reply.shown]
        cell.execution_count = reply.count

    def fail(self, step: Step, name: str, why: str) -> None:
        """Put an error into a cell that its code did not raise."""
        self._cells[step.index].outputs.append(
            new_output("error", ename=name, evalue=why, traceback=[f"{name}: {why}"])
        )
        self.incidents.append(f"{step.name}: {why}")

    def has_error(self, step: Step) -> bool:
        """Return whether a cell shows an error."""
        return any(output.output_type == "error" for output in self._cells[step.index].outputs)

    @contextmanager
    def timed(self, step: Step) -> Iterator[None]:
        """Note the wall time of a cell, for reports."""
        mark = self._cells[step.index].metadata.setdefault("labkit", NotebookNode())
        started = time.monotonic()
        try:
            yield
        finally:
            mark["seconds"] = round(time.monotonic() - started, 3)
