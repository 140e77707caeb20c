"""Python's syntax trees, for graders of several threads."""

import ast
import threading

_ONE_AT_A_TIME = threading.Lock()


def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a source, as ``ast.parse`` does and with its exceptions.

    CPython up to 3.12 counts the depth of the tree for all threads together: parsing in one while
    another parses can end in a SystemError.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(source)
