"""Formulas as MathML, which browsers draw without a script, a font file or a network."""

import re
from xml.etree import ElementTree

from latex2mathml import exceptions
from latex2mathml.converter import convert

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = {
    *("math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot"),
    *("mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext"),
    *("mtr", "munder", "munderover"),
}
_ATTRIBUTES = {  # none that links, refers to a style or moves what it is on to another place
    *("accent", "columnalign", "columnspacing", "display", "displaystyle", "fence", "form"),
    *("linebreak", "linethickness", "lspace", "mathcolor", "mathvariant", "maxsize", "minsize"),
    *("movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator"),
    *("stretchy", "width"),
}
_MALFORMED = tuple(kind for kind in vars(exceptions).values() if isinstance(kind, type))
_NOT_FORESEEN = (ValueError, LookupError, StopIteration, RecursionError)  # it raises these as well
_UNKNOWN = re.compile(r"\\[a-zA-Z]+")
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
_MOST = 2000  # characters


class FormulaError(ValueError):
    """A formula cannot be shown; the message says which, and why."""


def mathml(latex: str, display: str = "inline") -> str:
    r"""Return a formula in LaTeX as MathML that only typesets, whoever wrote the formula.

    ``display`` is ``"inline"`` or ``"block"``. Raises :class:`FormulaError` for LaTeX that is
    malformed, longer than 2000 characters, or uses what latex2mathml does not know.

    >>> mathml(r"a / 2")
    '<math display="inline"><mrow><mi>a</mi><mo>/</mo><mn>2</mn></mrow></math>'
    >>> mathml(r"\nosuch")
    Traceback (most recent call last):
        ...
    labkit.teaching.mathml.FormulaError: the formula \nosuch has no MathML for \nosuch
    """
    if len(latex) > _MOST:
        raise FormulaError(f"the formula {latex[:40]}…: more than {_MOST} characters")
    try:
        converted = convert(latex, display=display)
    except (*_MALFORMED, *_NOT_FORESEEN) as error:
        raise FormulaError(f"the formula {latex}: {type(error).__name__}") from None
    try:  # it lets tags in a formula through as they are
        root = ElementTree.fromstring(converted)
    except (ElementTree.ParseError, UnicodeEncodeError):
        raise FormulaError(f"the formula {latex} has no MathML for & or tags in it") from None
    unknown = sorted(set(_UNKNOWN.findall("".join(root.itertext()))))
    if unknown:
        raise FormulaError(f"the formula {latex} has no MathML for {', '.join(unknown)}")
    for element in root.iter():
        element.tag = element.tag.removeprefix(_NAMESPACE)
        if element.tag not in _ELEMENTS:
            raise FormulaError(f"the formula {latex} has no MathML for the tags in it")
        element.attrib = {name: value for name, value in element.items() if _harmless(name, value)}
    return ElementTree.tostring(root, encoding="unicode")


def _harmless(name: str, value: str) -> bool:
    """Say whether an attribute may stay; a large space could push text over other text."""
    large = name != "mathcolor" and any(float(n) > 4 for n in _NUMBER.findall(value))
    return name in _ATTRIBUTES and not large
