"""Choose what runs submissions: warm rooms, or cold kernels where there are none."""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from types import MappingProxyType
from typing import NamedTuple

from nbformat import NotebookNode

from labkit.grading.job import Executed, Job
from labkit.grading.syntax import parsed
from labkit.teaching.course import CourseError

ROOMS = ("labkit.grading.rooms.student_room", "labkit.grading.rooms.tests_room")


class EngineError(CourseError):
    """What runs submissions cannot go on: nobody's submission is to blame, and the run ends."""


class Engine(NamedTuple):
    """A function from job to executed notebook, and how to start and stop what it needs.

    ``start`` is called once, with modules that submissions import, when there is something to run.
    It takes seconds, returns each layer of isolation with why it does not hold, or "" if it does,
    and raises :class:`CourseError` if the machine does not isolate as asked. ``stop`` ends
    everything at once.
    ``workers`` are those of a cluster: how many submissions each can run at a time.
    """

    execute: Callable[[Job], Executed]
    start: Callable[[Sequence[str]], dict[str, str]]
    stop: Callable[[], None]
    workers: Mapping[str, int] = MappingProxyType({})


@contextmanager
def open_engine(isolation: str, cold: bool, scheduler: str = "") -> Iterator[Engine]:
    """Give an engine, and end its processes at the end.

    It begins to import what every room needs; open it early. With the address of a Dask scheduler,
    submissions run on its workers; :class:`CourseError` if there are none, or Dask is not
    installed.
    """
    if scheduler:
        with _open_cluster(scheduler, isolation) as engine:
            yield engine
        return
    if cold or not sys.platform.startswith("linux"):
        from labkit.grading.cold import execute, stop

        if isolation != "none":
            rooms = "leave out --cold" if cold else "grade on Linux, a virtual one or WSL"
            raise CourseError(
                "Cold kernels are not isolated: students' code could read and change all that you "
                f"can. Add --isolation none if you trust it, or {rooms}."
            )
        yield Engine(execute, lambda modules: {}, stop)
        return
    from labkit.grading.sandbox.warm import Warm

    with closing(Warm(ROOMS, isolation=isolation)) as warm:
        from labkit.grading.rooms import session  # while the warm process imports, too

        def start(modules: Sequence[str]) -> dict[str, str]:
            warm.ready(modules)
            return warm.layers

        yield Engine(lambda job: session.execute(job, warm), start, warm.close)


def _open_cluster(scheduler: str, isolation: str) -> AbstractContextManager[Engine]:
    try:
        from labkit.grading.cluster import open_cluster
    except ModuleNotFoundError as error:
        raise CourseError(
            f"Grading on a cluster needs Dask ({error}): pip install -e '.[all,cluster]'"
        ) from None
    return open_cluster(scheduler, isolation)


def imports(notebooks: Iterable[NotebookNode]) -> list[str]:
    """Return what code cells of notebooks import, in order: modules and what may be modules.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell("import torch.nn as nn\\nfrom math import pi")
    >>> imports([new_notebook(cells=[cell])])
    ['torch.nn', 'math', 'math.pi']
    """
    found: dict[str, None] = {}
    for notebook in notebooks:
        for cell in notebook.cells:
            for node in _statements(cell) if cell.cell_type == "code" else []:
                if isinstance(node, ast.Import):
                    found |= {alias.name: None for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found[node.module] = None  # what it takes from there may be modules, too
                    found |= {f"{node.module}.{alias.name}": None for alias in node.names}
    return list(found)


def _statements(cell: NotebookNode) -> list[ast.stmt]:
    lines = cell.source.split("\n")
    plain = "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!")))
    try:
        return [node for node in ast.walk(parsed(plain)) if isinstance(node, ast.stmt)]
    except (SyntaxError, ValueError):
        return []
