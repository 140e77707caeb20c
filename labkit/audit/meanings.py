"""Changes that know the trade: reductions, axes, twins such as height and width, what is returned.

Like :mod:`labkit.audit.operators`: each takes a node and yields edits.
"""

import ast
import re
from collections.abc import Iterator

from labkit.audit.code import Code, Edit, called

_OTHER_NAME = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "amax": "amin",
    "amin": "amax",
    "argmax": "argmin",
    "argmin": "argmax",
    "maximum": "minimum",
    "minimum": "maximum",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "ones": "zeros",
    "ones_like": "zeros_like",
    "softmax": "log_softmax",
    "log_softmax": "softmax",
    "var": "std",
    "std": "var",
    "cumsum": "cumprod",
    "prod": "sum",
    "exp": "abs",
    "sin": "cos",
    "cos": "sin",
    "rand": "randn",
    "append": "extend",
    "train": "eval",
    "eval": "train",
    "tril": "triu",
    "triu": "tril",
}
_OTHER_WORD = {
    "sum": "mean",
    "mean": "sum",
    "bilinear": "nearest",
    "nearest": "bilinear",
    "constant": "reflect",
    "reflect": "constant",
    "same": "valid",
    "valid": "same",
    "ij": "xy",
    "xy": "ij",
}
_WORDS = {"reduction", "mode", "padding", "padding_mode", "indexing"}
_TWINS = [
    ("height", "width"),
    ("row", "column"),
    ("rows", "columns"),
    ("row", "col"),
    ("rows", "cols"),
    ("top", "left"),
    ("bottom", "right"),
    ("in", "out"),
    ("x", "y"),
    ("h", "w"),
    ("i", "j"),
    ("mean", "std"),
    ("mean", "var"),
    ("first", "second"),
    ("query", "key"),
    ("q", "k"),
]


def reduction(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield the other reduction or filling: ``.sum()`` becomes ``.mean()``."""
    if isinstance(node, ast.Call) and called(node) in _OTHER_NAME:
        end = code.span(node.func)[1]
        name = called(node)
        if isinstance(node.func, ast.Attribute) or name in {"sum", "max", "min", "any", "all"}:
            other = _OTHER_NAME[name]
            if isinstance(node.func, ast.Name) and name == "sum":
                other = "max"
            yield Edit(end - len(name), end, other)
    if isinstance(node, ast.keyword) and node.arg in _WORDS:
        value = node.value
        if isinstance(value, ast.Constant) and value.value in _OTHER_WORD:
            yield code.replaced(value, f'"{_OTHER_WORD[value.value]}"')


def einsum(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield an einsum whose first input has two letters swapped."""
    if isinstance(node, ast.Constant) and type(node.value) is str and "->" in node.value:
        inputs, output = node.value.split("->")
        first, *rest = inputs.split(",")
        if len(first.strip()) >= 2:
            changed = first.strip()[1] + first.strip()[0] + first.strip()[2:]
            yield code.replaced(node, f'"{",".join([changed, *rest])}->{output}"')


def twin(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield a name's twin where there is one: the height for the width."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        known = _names(code.scope(node))
        for name in sorted(_twins(node.id) & known):
            yield code.replaced(node, name)


def returned(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield a return of another variable: of a part of the value, or of another local name."""
    if not isinstance(node, ast.Return) or node.value is None:
        return
    parts = _loaded(node.value)
    scope = code.scope(node)
    if isinstance(node.value, ast.Name):
        earlier = [
            name.id
            for name in ast.walk(scope)
            if isinstance(name, ast.Name)
            and isinstance(name.ctx, ast.Store)
            and code.span(name) < code.span(node)
        ]
        parts = list(dict.fromkeys(n for n in reversed(earlier) if n != node.value.id))
    known = _names(scope)
    for name in [name for name in parts if name in known][:2]:
        yield code.replaced(node.value, name)


def _twins(name: str) -> set[str]:
    found = set()
    for pair in _TWINS:
        for old, new in (pair, pair[::-1]):
            if re.search(rf"(?:^|_){old}(?=_|\d*$)", name):
                found.add(re.sub(rf"(^|_){old}(?=_|\d*$)", rf"\g<1>{new}", name))
            if len(old) == 1 and re.fullmatch(rf"[a-z]{old}", name):  # kh and kw
                found.add(name[0] + new)
    return found


def _names(scope: ast.AST) -> set[str]:
    """Return what a function gets and binds itself."""
    names = {
        n.id for n in ast.walk(scope) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return names | {n.arg for n in ast.walk(scope) if isinstance(n, ast.arg)}


def _loaded(value: ast.AST) -> list[str]:
    names = [
        n.id for n in ast.walk(value) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    ]
    return list(dict.fromkeys(names))
