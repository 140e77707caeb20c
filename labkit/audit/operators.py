"""How a right answer is made wrong: small changes, each what a student or a slip might write.

Each operator takes one node of the tree and yields the edits that it knows for it. Changes that
could only end in a ``NameError`` are left out: any test finds those, and they would flatter.
"""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from labkit.audit.code import FOR_READERS, Code, Edit, called

_SIGNS = {
    ast.Add: ("+", ["-"]),
    ast.Sub: ("-", ["+"]),
    ast.Mult: ("*", ["+"]),
    ast.Div: ("/", ["*", "//"]),
    ast.FloorDiv: ("//", ["/"]),
    ast.Mod: ("%", ["//"]),
    ast.Pow: ("**", ["*"]),
    ast.MatMult: ("@", ["*"]),
    ast.BitAnd: ("&", ["|"]),
    ast.BitOr: ("|", ["&"]),
    ast.LShift: ("<<", [">>"]),
    ast.RShift: (">>", ["<<"]),
}
_COMPARISONS = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.In: ("in", "not in"),
}
_COMMUTE = {"transpose", "swapaxes", "maximum", "minimum", "max", "min", "equal", "gcd", "hypot"}
_REDUCTIONS = {
    "sum",
    "mean",
    "amax",
    "amin",
    "max",
    "min",
    "var",
    "std",
    "prod",
    "any",
    "all",
    "flip",
}
_SMALL = 1e-2  # what is smaller keeps a division or a logarithm safe


def arithmetic(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield another operator: ``a + b`` becomes ``a - b``."""
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        sign, others = _SIGNS[type(node.op)]
        for other in others:
            yield code.between(node.left, node.right, sign, other)
    if isinstance(node, ast.AugAssign) and type(node.op) in _SIGNS:
        sign, others = _SIGNS[type(node.op)]
        for other in [f"{other}=" for other in others] + ["="]:
            yield code.between(node.target, node.value, f"{sign}=", other)


def operand(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield one side alone: a forgotten bias, padding, eps or factor. A lone sign goes, too."""
    if isinstance(node, ast.BinOp):
        yield code.replaced(node, _standing_in(node.left, node, code))
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.MatMult):
            yield code.replaced(node, _standing_in(node.right, node, code))
    is_sign = isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.UAdd)
    if is_sign and not isinstance(node.operand, ast.Constant):
        yield code.replaced(node, code.of(node.operand))


def comparison(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield the neighbouring comparison: ``a < b`` becomes ``a <= b``."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for op, (left, right) in zip(node.ops, pairwise(sides), strict=True):
            if type(op) in _COMPARISONS:
                yield code.between(left, right, *_COMPARISONS[type(op)])


def constant(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield a number one larger and one smaller, the other truth value, no eps, the next letter."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if isinstance(node.operand, ast.Constant) and type(node.operand.value) is int:
            number = -node.operand.value
            yield code.replaced(node, str(number - 1))
            yield code.replaced(node, str(number + 1))
        return
    if not isinstance(node, ast.Constant):
        return
    outer, value = code.parent[node], node.value
    if isinstance(outer, ast.UnaryOp) and isinstance(outer.op, ast.USub) and type(value) is int:
        return
    if type(value) is bool:
        yield code.replaced(node, str(not value))
    elif type(value) is int:
        yield code.replaced(node, str(value + 1))
        yield code.replaced(node, str(value - 1) if value else "(-1)")
    elif type(value) is float:
        yield code.replaced(node, repr(value + 1))
        yield code.replaced(node, "0.0" if 0 < value < _SMALL else repr(value * 2))
    elif type(value) is str and re.fullmatch("[a-z]", value):
        yield code.replaced(node, repr(chr(ord(value) + 1)))


def negated(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield the negated condition, and ``or`` for ``and``."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield code.replaced(node.test, f"not ({code.of(node.test)})")
    if isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield code.replaced(test, f"not ({code.of(test)})")
    if isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in pairwise(node.values):
            yield code.between(left, right, old, new)


def swapped(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield neighbouring arguments, indices or parts of a tuple in each other's place."""
    if isinstance(node, ast.Call) and called(node) not in _COMMUTE:
        parts = node.args
    elif isinstance(node, ast.Tuple | ast.List) and not _are_axes(node, code):
        parts = node.elts
    else:
        return
    for left, right in pairwise(parts):
        if not isinstance(left, ast.Starred) and not isinstance(right, ast.Starred):
            (start, middle), (resume, end) = code.span(left), code.span(right)
            yield Edit(start, end, code.of(right) + code.text[middle:resume] + code.of(left))


def statement(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield ``pass`` for a statement without which the names still exist."""
    if isinstance(node, ast.AugAssign | ast.Raise | ast.If | ast.Break | ast.Continue):
        yield code.replaced(node, "pass")
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if is_call and called(node.value) not in FOR_READERS:
        yield code.replaced(node, "pass")
    if isinstance(node, ast.Assign) and _names_stay(node, code):
        yield code.replaced(node, "pass")


def keyword(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield a call without one of its keyword arguments."""
    if isinstance(node, ast.Call):
        for word in node.keywords:
            start, end = code.span(word)
            before = code.text[:start].rstrip()
            if before.endswith(","):
                start = len(before) - 1
            else:
                end += len(code.text[end:]) - len(code.text[end:].lstrip(", \n"))
            yield Edit(start, end, "")


def bound(node: ast.AST, code: Code) -> Iterator[Edit]:
    """Yield a slice without one of its ends, and a range that ends one earlier."""
    if isinstance(node, ast.Slice):
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                yield code.replaced(part, "")
    if isinstance(node, ast.Call) and called(node) == "range":
        last = node.args[:2][-1]
        if not isinstance(last, ast.Constant | ast.Starred):
            yield code.replaced(last, f"{code.of(last)} - 1")


def _are_axes(node: ast.AST, code: Code) -> bool:
    """Whether these are the axes of a reduction, whose order means nothing."""
    outer = code.parent[node]
    call = code.parent[outer] if isinstance(outer, ast.keyword) else outer
    return isinstance(call, ast.Call) and called(call) in _REDUCTIONS


def _standing_in(part: ast.AST, whole: ast.AST, code: Code) -> str:
    """Return the text of a part that takes the place of the whole, in brackets if need be."""
    loose = isinstance(part, ast.BinOp | ast.BoolOp | ast.Compare | ast.IfExp)
    inside = isinstance(code.parent[whole], ast.BinOp | ast.UnaryOp | ast.Attribute | ast.Subscript)
    start, end = code.span(whole)
    has_brackets = code.text[start - 1 : start] + code.text[end : end + 1] == "()"
    return f"({code.of(part)})" if loose and inside and not has_brackets else code.of(part)


def _names_stay(node: ast.Assign, code: Code) -> bool:
    """Whether everything that an assignment binds is bound before it as well."""
    scope = code.scope(node)
    earlier = set()
    if isinstance(scope, ast.FunctionDef):
        given = scope.args
        earlier = {a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)}
    earlier |= {name for name, place in _stored(scope, code) if place[0] < code.span(node)[0]}
    bound_here = {name for name, _ in _stored(node, code)}
    return bound_here <= earlier


def _stored(node: ast.AST, code: Code) -> list[tuple[str, tuple[int, int]]]:
    """Return the names that are set inside of a node, and where."""
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    return [(part.id, code.span(part)) for part in names if isinstance(part.ctx, ast.Store)]
