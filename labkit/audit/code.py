"""The code of a cell with its syntax tree: where each part stands, and which parts to change."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

# What these are called with is for people to read.
FOR_READERS = {"print", "warn", "display"}


class Edit(NamedTuple):
    """Characters of a text to be replaced by others."""

    start: int
    end: int
    new: str


class Code:
    """A cell's code, its syntax tree and the places of its nodes in the text."""

    def __init__(self, text: str):
        """Parse a text; raises ``SyntaxError``."""
        self.text = text
        self.tree = ast.parse(text)
        self._lines = [f"{line}\n" for line in text.split("\n")]  # as the parser counts them
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self.parent = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends in the text."""
        start = self._place(node.lineno, node.col_offset)
        return start, self._place(node.end_lineno, node.end_col_offset)

    def of(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def replaced(self, node: ast.AST, new: str) -> Edit:
        """Return the edit that puts ``new`` in the place of a node."""
        return Edit(*self.span(node), new)

    def between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> Edit:
        """Return the edit that replaces the sign ``old`` between two nodes."""
        start = self.text.index(old, self.span(left)[1], self.span(right)[0])
        return Edit(start, start + len(old), new)

    def enclosing(self, node: ast.AST, *kinds: type) -> ast.AST | None:
        """Return the nearest node around one that is of one of these kinds."""
        while (node := self.parent.get(node)) is not None and not isinstance(node, kinds):
            pass
        return node

    def scope(self, node: ast.AST) -> ast.AST:
        """Return the function around a node, the whole cell outside of one."""
        return self.enclosing(node, ast.FunctionDef, ast.Lambda) or self.tree

    def changeable(self) -> Iterator[ast.AST]:
        """Yield the nodes whose change should be noticed: no messages, annotations, docstrings."""
        yield from self._changeable(self.tree)

    def _changeable(self, node: ast.AST) -> Iterator[ast.AST]:
        if isinstance(node, ast.Call) and called(node) in FOR_READERS:
            return
        yield node
        if isinstance(node, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom):
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        skipped = {"annotation", "returns", "decorator_list", "msg"}
        for name, value in ast.iter_fields(node):
            if name not in skipped:
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST):
                        yield from self._changeable(child)

    def _place(self, line: int, column: int) -> int:
        """Return the place of a line and a column in bytes, as the tree counts them."""
        before = self._lines[line - 1].encode()[:column]
        return self._starts[line - 1] + len(before.decode())


def called(call: ast.Call) -> str:
    """Return the last name of what is called.

    >>> called(ast.parse("torch.nn.Linear(2, 3)").body[0].value)
    'Linear'
    """
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def applied(text: str, edit: Edit) -> str:
    """Return a text with one edit made.

    >>> applied("a + b", Edit(2, 3, "-"))
    'a - b'
    """
    return text[: edit.start] + edit.new + text[edit.end :]
