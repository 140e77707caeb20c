"""HTML from students made safe: nothing that runs, loads from elsewhere or covers the page."""

import html
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd"),
    *("del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4"),
    *("h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "samp"),
    *("small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "tt", "u", "ul", "var"),
}
_PLAIN = {
    *("align", "alt", "border", "colspan", "height", "open", "rowspan", "start", "style", "title"),
    "width",
}
_CSS = CSSSanitizer(  # nothing that could lie over the rest of the page
    allowed_css_properties={
        *("background-color", "border", "border-collapse", "color", "display", "font-family"),
        *("font-size", "font-style", "font-weight", "height", "line-height", "margin"),
        *("max-height", "max-width", "padding", "text-align", "text-decoration"),
        *("vertical-align", "white-space", "width"),
    }
)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]+")
_PLACE = re.compile(r"labkit-picture-(\d+)\.png")
_CODE = re.compile(r"<(script|style)\b[^<]*</\1\s*>", re.IGNORECASE)
# MathJax turns these into links, styles or more of itself, from any text on the page.
_MATH_HAZARD = re.compile(r"\\(?:href|require|style|class|cssId)\b")
# Without pictures. The sanitizer's time grows with the square of the depth of nested tags.
_MAX_TEXT, _MAX_TAGS = 256 * 1024, 5000


def safe_html(text: str) -> str:
    """Return HTML with harmless tags, attributes and styles only.

    Pictures stay if they are part of the text (``data:``); nothing is loaded from a network.

    >>> safe_html('<b onclick="steal()">bold</b><script>steal()</script>')
    '<b>bold</b>'
    >>> safe_html('<a href="javascript:steal()">here</a>')
    '<a>here</a>'
    """
    pictures: list[str] = []

    def put_aside(match: re.Match) -> str:
        pictures.append(match[0])
        return f"labkit-picture-{len(pictures) - 1}.png"

    def put_back(match: re.Match) -> str:
        number = int(match[1])
        return pictures[number] if number < len(pictures) else match[0]

    short = PICTURE.sub(put_aside, text)  # the sanitizer reads letter by letter
    if len(short) > _MAX_TEXT or short.count("<") > _MAX_TAGS:
        return "<p>… left out: more HTML than fits here</p>"
    cleaned = bleach.clean(
        _CODE.sub("", short),
        tags=_TAGS,
        attributes=_allowed,
        protocols=("http", "https", "mailto"),
        css_sanitizer=_CSS,
        strip=True,
    )
    if _MATH_HAZARD.search(html.unescape(cleaned)):
        words = html.unescape(bleach.clean(cleaned, tags=(), strip=True))
        cleaned = f"<pre>{html.escape(words)}</pre>"  # where MathJax does not look
    return _PLACE.sub(put_back, cleaned)


def safe_math(text: str) -> bool:
    """Say whether LaTeX only typesets: no links, no styles.

    >>> safe_math(r"$\\frac{a}{b}$"), safe_math(r"$\\href{javascript:steal()}{x}$")
    (True, False)
    """
    return not _MATH_HAZARD.search(html.unescape(text))


def _allowed(tag: str, name: str, value: str) -> bool:
    """Say whether an attribute may stay; its URL scheme is checked by the sanitizer besides."""
    if name in _PLAIN:
        return True
    if name == "class":  # colours of code; any other class could steer formgrader's own scripts
        return re.fullmatch(r"highlight|[a-z]{1,2}\d?", value) is not None
    if name == "href":
        return tag == "a"
    # Relative pictures are the course's own files; a remote one would tell who reads when.
    return (tag, name) == ("img", "src") and re.match(r"[\w-][\w./ -]*$", value) is not None
