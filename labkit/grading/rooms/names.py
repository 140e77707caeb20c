"""Which names a cell binds, and which it takes from cells before it."""

import ast
import contextlib
import functools
import symtable
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

from labkit.grading.syntax import parsed

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")


def binds(source: str) -> frozenset[str]:
    """Return the names that a cell binds at its top level.

    >>> sorted(binds("import torch.nn as nn\\nx, y = 1, 2\\ndef f(z): w = z"))
    ['f', 'nn', 'x', 'y']
    """
    return _names(source)[0]


def takes(source: str) -> frozenset[str]:
    """Return the names that a cell uses without having bound them, inside its functions too.

    >>> sorted(takes("y = f(x)\\nfor i in y: print(i)\\ndef g(a): return a + b + late\\nlate = 1"))
    ['b', 'f', 'print', 'x']
    """
    return _names(source)[1]


def unneeded(sources: Mapping[int, str], candidates: Iterable[int]) -> set[int]:
    """Return those of the candidates whose names no other cell uses, nor a cell that one needs.

    >>> unneeded({0: "x = 1", 1: "y = x", 2: "z = x", 3: "print(y)"}, [0, 1, 2])
    {2}
    """
    left = set(candidates)
    used = set().union(*(takes(sources[i]) for i in sources.keys() - left))
    while needed := {i for i in left if binds(sources[i]) & used}:
        left -= needed
        used |= set().union(*(takes(sources[i]) for i in needed))
    return left


class Given(NamedTuple):
    """What a solution gives to the tests: names, which of them are classes, and its imports."""

    binds: list[str]
    classes: list[str]
    imports: str


@functools.lru_cache(maxsize=1024)
def given(source: str) -> Given:
    """Return what a solution gives; what it imports is no work of the student's.

    >>> given("import numpy as np\\nclass Net: ...\\nnet = Net()")
    Given(binds=['Net', 'net'], classes=['Net'], imports='import numpy as np')
    """
    body = getattr(_tree(source), "body", [])
    imports = "\n".join(ast.unparse(n) for n in body if isinstance(n, ast.Import | ast.ImportFrom))
    defined = sorted(n.name for n in body if isinstance(n, ast.ClassDef))
    return Given(sorted(binds(source) - binds(imports)), defined, imports)


@functools.lru_cache(maxsize=8192)
def _names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a cell binds and takes; none if it is no valid Python."""
    tree = _tree(source)
    if tree is None:
        return frozenset(), frozenset()
    bound: set[str] = set()
    taken: set[str] = set()
    later: set[str] = set()  # used by functions, which run when the cell has bound all its names
    for statement in tree.body:
        _follow(statement, bound, taken, later)
    return frozenset(bound), frozenset(taken | (later - bound))


def _tree(source: str) -> ast.Module | None:
    """Return a cell's syntax tree, None if it is no valid Python, with or without magics."""
    for plainly in (lambda: source, lambda: TransformerManager().transform_cell(source)):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return parsed(plainly())
    return None


def _follow(node: ast.stmt, bound: set[str], taken: set[str], later: set[str]) -> None:
    """Add what a statement binds, takes and uses later, its blocks in their order."""
    if isinstance(node, _FUNCTIONS):
        later |= _globals(node)[1]
        bound.add(node.name)
        return
    blocks = [part for name in _BLOCKS for part in getattr(node, name, [])]
    if not blocks or isinstance(node, ast.ClassDef):
        binding, using = _globals(node)
        taken |= using - bound
        bound |= binding
        return
    if isinstance(node, ast.ExceptHandler) and node.name:
        bound.add(node.name)
    for field, part in ast.iter_fields(node):  # the head: a condition, an iterator, a target
        if field not in _BLOCKS:
            for item in part if isinstance(part, list) else [part]:
                if isinstance(item, ast.AST):
                    _head(item, bound, taken)
    for part in blocks:
        _follow(part, bound, taken, later)


def _head(node: ast.AST, bound: set[str], taken: set[str]) -> None:
    uses = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and type(n.ctx) is ast.Load}
    stores = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - uses
    captures = {n.name for n in ast.walk(node) if isinstance(n, ast.MatchAs | ast.MatchStar)}
    taken |= uses - bound
    bound |= stores | (captures - {None})


def _globals(node: ast.stmt) -> tuple[set[str], set[str]]:
    """Return the global names that one statement binds and uses, by Python's own scope rules."""
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    top = table.get_symbols()
    bound = {s.get_name() for s in top if s.is_assigned() or s.is_imported()}
    used = {s.get_name() for s in top if s.is_referenced()}
    scopes = list(table.get_children())
    while scopes:
        scope = scopes.pop()
        used |= {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
        scopes += scope.get_children()
    return bound, used
