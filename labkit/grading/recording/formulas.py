"""Formulas in the text of a page, put as MathML so that no page needs a script or a network."""

import html
import re
from html.parser import HTMLParser

from labkit.teaching.mathml import FormulaError, mathml

# As nbconvert's markdown and MathJax have it: no space within a pair of single dollars.
_FORMULA = re.compile(
    r"(?<![\\$])\$\$(?P<block>[^$]+)\$\$"
    r"|(?<![\\$])\$(?P<inline>[^$\s](?:[^$]*[^$\s])?)\$(?!\d)"
)
_AS_IT_IS = {"code", "pre", "kbd", "samp"}
_MOST = 500  # formulas of one piece of text, and then the rest stays as typed


def typeset(page: str) -> str:
    """Return HTML whose formulas, between ``$`` or ``$$``, are MathML.

    Those in code, and those that have no MathML, stay as they are typed.

    >>> typeset("<p>costs $a / 2$, or <code>$a$</code></p>")[:60]
    '<p>costs <math display="inline"><mrow><mi>a</mi><mo>/</mo><m'
    """
    typesetter = _Typesetter()
    typesetter.feed(page)
    typesetter.close()
    return typesetter.page()


class _Typesetter(HTMLParser):
    """Copies HTML as it is, but for the formulas in its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._done: list[str] = []
        self._text: list[str] = []  # since the last tag
        self._within = 0  # so many elements whose text is code
        self._left = _MOST

    def page(self) -> str:
        self._flush()
        return "".join(self._done)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._flush()
        self._within += tag in _AS_IT_IS
        self._done.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self._flush()
        self._done.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        self._within -= tag in _AS_IT_IS
        self._done.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        self._text.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text.append(f"&#{name};")

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        self._done.append(text if self._within else _FORMULA.sub(self._formula, text))

    def _formula(self, match: re.Match) -> str:
        self._left -= 1
        if self._left < 0:
            return match[0]
        display = match.lastgroup or ""
        try:
            return mathml(html.unescape(match[display]).strip(), display)
        except FormulaError:
            return match[0]
