"""Mutants are what they say: real code, other code, and it behaves differently."""

import ast
import textwrap

import numpy as np
import pytest

from labkit.audit.exceptions import Equivalent
from labkit.audit.mutate import OPERATORS, mutants, sampled

EXAMPLES = [
    ("arithmetic", "return n - 2", (5,), ["return n + 2"]),
    ("arithmetic", "return n / 2", (5,), ["return n * 2", "return n // 2"]),
    ("arithmetic", "n += 3\nreturn n", (5,), ["n -= 3", "n = 3"]),
    ("arithmetic", "return (n) * (n + 1)", (3,), ["return (n) + (n + 1)", "return (n) * (n - 1)"]),
    ("operand", "return 3 * n + 2", (5,), ["return 3 * n", "return 2"]),
    ("operand", "return [-n]", (5,), ["return [n]"]),
    ("operand", "return (n * 2 + 1) * 3", (5,), ["return (n * 2) * 3", "return (1) * 3"]),
    ("operand", "return [not n]", (5,), ["return [n]"]),
    ("comparison", "return n < 5", (5,), ["return n <= 5"]),
    ("comparison", "return 0 <= n < 5", (5,), ["return 0 <= n <= 5"]),
    ("comparison", "return n == 5", (5,), ["return n != 5"]),
    ("comparison", "return n is None", (5,), ["return n is not None"]),
    ("constant", "return n + 2", (5,), ["return n + 3", "return n + 1"]),
    ("constant", "return -1", (5,), ["return -2", "return 0"]),
    ("constant", "return 0", (5,), ["return 1", "return (-1)"]),
    ("constant", "return True", (5,), ["return False"]),
    ("constant", "return n / (n + 1e-5)", (5,), ["return n / (n + 1.00001)"]),
    ("constant", "return 1 / (n + 1e-5)", (0.5,), ["return 1 / (n + 0.0)"]),
    ("constant", "return 'b'", (5,), ["return 'c'"]),
    ("negated", "if n:\n    return 1\nreturn 2", (5,), ["if not (n):"]),
    ("negated", "return 1 if n > 2 else 0", (5,), ["return 1 if not (n > 2) else 0"]),
    ("negated", "return n > 2 and n < 4", (5,), ["return n > 2 or n < 4"]),
    ("negated", "return [i for i in n if i]", ([0, 1],), ["return [i for i in n if not (i)]"]),
    ("swapped", "return pow(n, 2)", (5,), ["return pow(2, n)"]),
    ("swapped", "return n, 2", (5,), ["return 2, n"]),
    ("statement", "n += 1\nreturn n", (5,), ["pass"]),
    ("statement", "n = n + 1\nreturn n", (5,), ["pass"]),
    ("statement", "if n > 2:\n    return 1\nreturn 2", (5,), ["pass"]),
    ("statement", "raise ValueError(n + 1)", (5,), ["pass"]),
    ("statement", "n.append(3)\nreturn n", ([1],), ["pass"]),
    ("keyword", "return sorted(n, reverse=True)", ([1, 2],), ["return sorted(n)"]),
    ("keyword", "return dict(a=1, b=n)", (5,), ["return dict(b=n)", "return dict(a=1)"]),
    ("bound", "return n[1:3]", ([1, 2, 3, 4],), ["return n[:3]", "return n[1:]"]),
    ("bound", "return list(range(n))", (5,), ["return list(range(n - 1))"]),
    ("reduction", "return n.sum(0)", (np.eye(2),), ["return n.mean(0)"]),
    ("reduction", "return max(n)", ([1, 2],), ["return min(n)"]),
    ("einsum", "return 'ij,jk->ik'", (5,), ['return "ji,jk->ik"']),
    ("twin", "height, width = n\nreturn width + 1", ((1, 2),), ["return height + 1"]),
    ("twin", "kh, kw = n\nreturn kh + 1", ((1, 2),), ["return kw + 1"]),
    ("returned", "m = n + 1\nreturn m * 2", (5,), ["return m"]),
    ("returned", "k = 3\nm = n + 1\nreturn m", (5,), ["return k"]),
]


def function(body: str) -> str:
    return f"def f(n):\n{textwrap.indent(body, '    ')}"


def behaviour(source: str, arguments: tuple):
    names = {}
    exec(source, names)
    try:
        return repr(names["f"](*arguments))
    except Exception as error:
        return repr(error)


@pytest.mark.parametrize(("operator", "body", "arguments", "wanted"), EXAMPLES)
def test_an_operator_changes_what_a_function_does(operator, body, arguments, wanted):
    source = function(body)
    found = [mutant for mutant in mutants(source) if mutant.operator == operator]
    assert set(wanted) <= {mutant.now for mutant in found}
    for mutant in found:
        assert ast.dump(ast.parse(mutant.source)) != ast.dump(ast.parse(source))
        if mutant.now in wanted:
            assert behaviour(mutant.source, arguments) != behaviour(source, arguments)


def test_every_operator_has_an_example():
    assert {operator.__name__ for operator in OPERATORS} == {example[0] for example in EXAMPLES}


LAYER = '''\
from math import sqrt

def layer(x: list[int], scale=2):
    """Multiply by 2 and add 1."""
    ### BEGIN SOLUTION
    if scale == 0:
        raise ValueError(f"ä scale of {scale + 0} is not possible")
    print("scale", 7)
    return [sqrt(2) * scale * part + 1 for part in x]  # größer
    ### END SOLUTION

after = 3
'''


def test_only_the_solution_changes_and_nothing_that_people_read():
    found = mutants(LAYER)
    assert len(found) > 8
    for mutant in found:
        for kept in ("scale=2", '"""Multiply by 2 and add 1."""', '"scale", 7', "after = 3"):
            assert kept in mutant.source
        assert "scale of {scale + 0} is" in mutant.source or mutant.now == "pass"


def test_without_a_region_the_whole_cell_is_the_solution():
    found = {mutant.now for mutant in mutants("def f(n, scale=2):\n    return n")}
    assert found == {"def f(n, scale=3):", "def f(n, scale=1):"}


def test_no_mutant_comes_twice_and_none_is_the_original():
    trees = [ast.dump(ast.parse(mutant.source)) for mutant in mutants(LAYER)]
    assert len({*trees, ast.dump(ast.parse(LAYER))}) == len(trees) + 1


def test_what_could_only_end_in_a_name_error_is_left_out():
    assert "pass" not in {m.now for m in mutants(function("m = n * 2\nreturn m"))}


@pytest.mark.parametrize("body", ["return n.sum((0, 1))", "return n.amax(dim=(-2, -1))"])
def test_the_order_of_a_reductions_axes_means_nothing(body):
    assert "swapped" not in {mutant.operator for mutant in mutants(function(body))}


def test_a_diff_shows_the_change_in_its_place():
    changed = next(m for m in mutants(LAYER) if m.operator == "comparison")
    assert (changed.was, changed.now) == ("if scale == 0:", "if scale != 0:")
    diff = changed.diff(LAYER)
    assert "-    if scale == 0:" in diff
    assert "+    if scale != 0:" in diff
    assert len(diff) == 4


def test_a_sample_is_always_the_same_and_in_order():
    found = mutants(LAYER)
    assert sampled(found, 4) == sampled(found[::-1], 4)[::-1]
    assert len(sampled(found, 4)) == 4
    assert sampled(found, 1000) == found


def test_an_exception_is_found_wherever_the_lines_stand():
    mutant = next(m for m in mutants("\n\n" + LAYER) if m.operator == "comparison")
    entry = Equivalent("layer", "  if scale == 0:", "if scale != 0:\n", "why")
    assert entry.matches("layer", mutant)
    assert not entry.matches("other", mutant)
    assert not entry._replace(now="if scale > 0:").matches("layer", mutant)
