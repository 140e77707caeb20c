"""The mutants of a solution: its code with one small change each."""

import ast
import difflib
import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from labkit.audit import meanings, operators
from labkit.audit.code import Code, Edit, applied

OPERATORS: tuple[Callable, ...] = (
    operators.arithmetic,
    operators.operand,
    operators.comparison,
    operators.constant,
    operators.negated,
    operators.swapped,
    operators.statement,
    operators.keyword,
    operators.bound,
    meanings.reduction,
    meanings.einsum,
    meanings.twin,
    meanings.returned,
)


class Mutant(NamedTuple):
    """A changed answer cell; ``was`` and ``now`` are the lines that differ, without indentation."""

    operator: str
    source: str
    was: str
    now: str

    def diff(self, original: str, context: int = 1) -> list[str]:
        """Return the change as the lines of a unified diff, without its head."""
        old, new = original.split("\n"), self.source.split("\n")
        lines = difflib.unified_diff(old, new, lineterm="", n=context)
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of the solution in an answer cell, none twice.

    What stands outside of the cell's solution regions stays as it is; without a region all of the
    cell is the solution.

    >>> [mutant.now for mutant in mutants("def half(n):\\n    return n // 2")]
    ['return n', 'return n / 2', 'return n // 3', 'return n // 1']
    """
    code = Code(source)
    ours = _solution_lines(source)
    seen, found = {ast.dump(code.tree)}, []
    for operator, edit in _edits(code, ours):
        text = applied(source, edit)
        try:
            dump = ast.dump(ast.parse(text))
            compile(text, "<mutant>", "exec", dont_inherit=True)
        except SyntaxError:
            continue
        if dump not in seen:
            seen.add(dump)
            found.append(Mutant(operator, text, *_changed_lines(source, text)))
    return found


def sampled(found: list[Mutant], most: int) -> list[Mutant]:
    """Return at most so many mutants in their order, always the same ones."""
    ranked = sorted(found, key=lambda m: hashlib.sha256(f"{m.was}\n{m.now}".encode()).digest())
    chosen = set(ranked[:most])
    return [mutant for mutant in found if mutant in chosen]


def _edits(code: Code, ours: set[int]) -> Iterator[tuple[str, Edit]]:
    for node in code.changeable():
        if hasattr(node, "lineno"):
            lines = set(range(node.lineno, node.end_lineno + 1))
        elif isinstance(node, ast.comprehension):
            lines = set(range(node.target.lineno, node.iter.end_lineno + 1))
        else:
            continue
        if lines <= ours:
            for operator in OPERATORS:
                for edit in operator(node, code):
                    yield operator.__name__, edit


def _solution_lines(source: str) -> set[int]:
    """Return the numbers of the lines of the solution."""
    lines, inside, found = source.split("\n"), False, set()
    if "BEGIN SOLUTION" not in source:
        return set(range(1, len(lines) + 1))
    for number, line in enumerate(lines, 1):
        if "BEGIN SOLUTION" in line:
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif inside:
            found.add(number)
    return found


def _changed_lines(old: str, new: str) -> tuple[str, str]:
    before, after = ([line.strip() for line in text.split("\n")] for text in (old, new))
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return "\n".join(before), "\n".join(after)
