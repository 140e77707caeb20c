"""Formulas on pages: typeset without a script or a network, and no way in for what is not maths."""

import random
import re
from html.parser import HTMLParser

import pytest
from latex2mathml import commands
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat.v4 import new_code_cell, new_notebook, new_output

from labkit.grading.recording.formulas import typeset
from labkit.grading.recording.pages import PAGES, SafeOutputs, safe_markdown
from labkit.teaching.mathml import FormulaError, mathml


def page(markdown: str) -> str:
    """The page that a cell of markdown becomes, formulas as ⟨their text⟩."""
    made = safe_markdown(markdown2html_mistune(markdown)).strip()
    short = re.sub(r"<math.*?</math>", lambda m: f"⟨{re.sub('<[^>]*>', '', m[0])}⟩", made)
    return short.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (r"The rate $\eta$ and *not* $y_1*z*2$.", "The rate ⟨η⟩ and <em>not</em> ⟨y1*z*2⟩."),
        ("$$\\frac{a}{b}\n+ c$$", "⟨ab+c⟩"),
        (r"\\(a\\) and \\[b\\]", "⟨a⟩ and ⟨b⟩"),
        ("$a < b$ & $c > d$", "⟨a&lt;b⟩ &amp; ⟨c&gt;d⟩"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("costs $5 or $x$", "costs $5 or ⟨x⟩"),
        ("`$x$` and $y$", "<code>$x$</code> and ⟨y⟩"),
        ("```\n$x$\n```", "<pre><code>$x$\n</code></pre>"),
        (r"$\nosuch$ $a_$ $b$", r"$\nosuch$ $a_$ ⟨b⟩"),
        ("<img src='a.png' alt='$x$'> $y$", '<img src="a.png" alt="$x$"> ⟨y⟩'),
    ],
)
def test_formulas_are_typeset_and_all_else_stays(markdown, shown):
    assert page(markdown) == shown


@pytest.mark.parametrize("text", [r"\$x$ escaped", "$5-$6", "$ x $", "$ x$", "$$ $$", "one $"])
def test_dollars_that_frame_no_formula_stay(text):
    assert typeset(text) == text


class Kinds(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    "attack",
    [
        r"$\text{<script>steal()</script>}$",
        r"$\text{<img src=x onerror=steal()>}$",
        r"$\text{&lt;script&gt;steal()&lt;/script&gt;}$",
        r"$\text{<mi href='javascript:steal()'>x</mi>}$",
        r"$\href{javascript:steal()}{x}$",
        r"$\class{btn}{x}$",
    ],
)
def test_a_formula_is_no_way_in(attack):
    kinds = Kinds(safe_markdown(markdown2html_mistune(attack)))
    assert kinds.elements <= {"p", "pre", "math", "mrow", "mtext"}
    assert kinds.attributes <= {"display"}


def test_whatever_is_typed_becomes_mathematics_or_is_refused():
    rng = random.Random(0)
    known = [value for value in vars(commands).values() if str(value).startswith("\\")]
    signs = [*"{}[]()^_&<>'\"%~#x1 é\0\ud800", "{x}", "\\\\", r"\left", r"\right", "<b onclick=x>"]
    made = []
    for _ in range(5000):
        typed = "".join(rng.choices(known + 9 * signs, k=rng.randint(1, 9)))
        try:
            made.append(mathml(typed))
        except FormulaError:
            continue
    kinds = Kinds("".join(made))
    assert len(made) > 500
    assert all(re.fullmatch(r"m[a-z]+", name) for name in kinds.elements)
    assert kinds.elements.isdisjoint({"maction", "mglyph", "marquee", "menu", "meta", "main"})
    assert kinds.attributes.isdisjoint({"href", "class", "style", "id", "src", "xlink:href"})
    assert not any(name.startswith("on") for name in kinds.attributes)


@pytest.mark.parametrize("typed", ["{" * 990 + "x" + "}" * 990, "_" * 1999, "x" * 2001])
def test_what_is_too_deep_or_too_long_is_refused(typed):
    with pytest.raises(FormulaError):
        mathml(typed)


def test_spaces_push_no_text_over_other_text():
    assert "width" in mathml(r"a \hspace{2em} b")
    assert "width" not in mathml(r"a \hspace{50em} b")


def test_many_formulas_take_no_longer_than_some():
    assert typeset("<p>" + "$x$ " * 2000 + "</p>").count("<math") == 500


@pytest.mark.parametrize("template", ["classic", "lab"])
def test_no_page_asks_for_mathjax(template):
    basedirs = PAGES["extra_template_basedirs"]
    exporter = HTMLExporter(template_name=template, extra_template_basedirs=basedirs)
    page, _ = exporter.from_notebook_node(new_notebook(cells=[new_code_cell()]))
    assert not re.search(r"mathjax[^<]*\.js|MathJax\.Hub", page)


def test_formulas_in_outputs_are_typeset_on_pages():
    data = [{"text/latex": "$\\frac{1}{2} < x$"}, {"text/html": "<b>$x$</b>"}]
    cell = new_code_cell(outputs=[new_output("display_data", one) for one in data])
    made, _ = SafeOutputs().preprocess(new_notebook(cells=[cell]), {})
    latex, html = (output.data for output in made.cells[0].outputs)
    assert latex["text/html"].startswith('<math display="inline"><mrow><mfrac>')
    assert html["text/html"] == "<b>" + mathml("x") + "</b>"
    assert "<math" not in str(cell)
