"""A Sphinx extension: formulas as MathML, which browsers draw without a script or a font file."""

import re

from docutils import nodes
from latex2mathml import exceptions
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

_MALFORMED = tuple(kind for kind in vars(exceptions).values() if isinstance(kind, type))
_UNKNOWN = re.compile(r">(\\[a-zA-Z]+)")
_logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict:
    """Register the renderer ``mathml``; select it with ``html_math_renderer``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(writer: HTML5Translator, node: nodes.math) -> None:
    writer.body.append(_mathml(node, "inline"))
    raise nodes.SkipNode


def _block(writer: HTML5Translator, node: nodes.math_block) -> None:
    writer.body.append(f'<div class="math">{_mathml(node, "block")}</div>')
    raise nodes.SkipNode


def _mathml(node: nodes.math | nodes.math_block, display: str) -> str:
    """Return a formula as MathML; what the converter does not know would stand there as typed."""
    try:
        found = convert(node.astext(), display=display)
    except _MALFORMED as error:
        raise SphinxError(f"the formula {node.astext()}: {type(error).__name__}") from None
    for command in sorted(set(_UNKNOWN.findall(found))):
        _logger.warning("the formula %s has no MathML for %s", node.astext(), command)
    return found
