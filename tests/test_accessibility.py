"""Who reads with other eyes, or with a screen reader, learns the same."""

import html
import itertools
import re

import nbformat
import numpy as np
import pytest
import torch
from browser import faint
from conftest import LABS, ROOT, disorder, levels
from eyes import VISIONS, cielab, contrast, difference
from matplotlib import colormaps
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from test_report import a_class, by_name
from torch import nn

from labkit import check, cost, explore, plots
from labkit.audit.judge import Row, Told
from labkit.audit.lab import Audit
from labkit.audit.page import page as audit_page
from labkit.audit.stability import Stability
from labkit.check.failure import CheckError
from labkit.doctor import Finding
from labkit.doctor import report as doctors_report
from labkit.plots import style
from labkit.report import figures
from labkit.report.items import items
from labkit.report.page import page as report_page

LEAST = 10  # CIEDE2000, ten times what one just sees
PALETTE = {
    name: value
    for name, value in vars(style).items()
    if name.isupper() and isinstance(value, str) and name != "WHITE"
}
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def nearest(colours, vision: str) -> float:
    """The smallest difference of two of the colours, as seen with a kind of colour vision."""
    seen = [cielab(colour, vision) for colour in colours]
    return min(difference(*pair) for pair in itertools.combinations(seen, 2))


@pytest.mark.parametrize("vision", VISIONS)
def test_all_colours_are_told_apart_with_every_kind_of_colour_vision(vision):
    assert len(PALETTE) == 9
    assert nearest(PALETTE.values(), vision) > LEAST


def test_colours_that_many_confuse_are_found():
    red_and_green = ["tab:red", "tab:green"]
    assert nearest(red_and_green, "usual") > 70
    assert nearest(red_and_green, "deuteranopia") < 5


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_sharma_wu_and_dalal(first, second, apart):
    assert difference(first, second) == pytest.approx(apart, abs=1e-4)
    assert difference(second, first) == pytest.approx(apart, abs=1e-4)


def test_grey_looks_grey_to_everybody():
    assert cielab("white") == pytest.approx([100, 0, 0], abs=0.02)
    for vision in VISIONS:
        assert np.abs(cielab("#777777", vision)[1:]).max() < 0.02


def test_figures_take_their_colours_from_the_palette():
    other = re.compile(r"""["'](#[0-9a-fA-F]{3,8}|C\d|(?:tab|xkcd):\w+|red|green|blue)["']""")
    for path in (ROOT / "labkit").rglob("*.py"):
        for colour in other.findall(path.read_text()):
            is_grey = len(set(to_rgb(colour))) == 1
            assert is_grey or colour in PALETTE.values(), f"{path}: {colour}"


def test_numbers_on_a_map_are_readable_at_every_share():
    assert contrast("black", "white") == pytest.approx(21)
    for share in np.linspace(0, 1, 201):
        ink = style.ink_on_cividis(share)
        assert contrast(ink, colormaps["cividis"](share)) >= 4.5, share


def test_text_beside_a_drawing_is_readable():
    course = a_class(40)
    found = items(course)
    table = cost.cost_table(nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten()), (1, 8, 8))
    for figure in (
        figures.distribution([student.total for student in course.students], 13),
        figures.difficulty(found),
        figures.quality(found),
        figures.times(found),
        plots.layer_costs(table, "0"),
    ):
        texts = [text for text in figure.findobj(Text) if text.get_text().strip()]
        assert len(texts) >= 3
        for text in texts:
            assert contrast(text.get_color(), "white") >= 4.5, text


def test_disorder_is_found():
    assert levels("# One\n```\n# code\n```\n## Two\n<h3>Three</h3>\n#tag") == [1, 2, 3]
    assert disorder([1, 2, 3, 3, 2]) == ""
    assert "no other" in disorder([1, 2, 1])
    assert "no other" in disorder([2, 3])
    assert "skipped" in disorder([1, 2, 4])


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_headings_of_notebooks_are_in_order(lab):
    for path in (lab.solution, lab.release):
        cells = nbformat.read(path, as_version=4).cells
        prose = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        assert disorder(levels(prose)) == ""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_headings_of_documents_are_in_order_and_pictures_have_words(path):
    text = path.read_text()
    assert disorder(levels(text)) == ""
    assert "<img" not in text
    for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
        assert len(words) >= 30, target
        assert (path.parent / target).stat().st_size < 200_000, target


def report() -> str:
    course = a_class(60)
    course.students[3] = course.students[3]._replace(note="a person must look")
    return report_page(course, items(course), [])


def audit(is_good: bool) -> str:
    """The audit of a small exercise: all well, or nothing well."""
    told = [
        Told("right_one.py", True, None, None, None, ""),
        Told("wrong_one.py", False, "Most likely: halved.", "halved", is_good, ""),
    ]
    alone = Stability(3, [] if is_good else ["seed 3: 1 is 2"], [], 0.1, None, [])
    row = Row("double", None, True, told, 2, 2, [], 0, 0, alone, [], ["a note"], 1.0)
    return audit_page(Audit("lab", [row], ["left out: nothing"], []))


def pieces() -> str:
    """What the kit puts into notebooks, on a page that follows the reader's theme."""
    figure = style.new_figure(2, 1, alt="An empty box, as large as a stamp.")
    table = cost.cost_table(nn.Sequential(nn.Linear(3, 2)), (3,))
    too_large = explore.convolution(torch.ones(2, 2))
    assert "Not possible" in too_large.view.data
    picture = plots.picture(figure, "Notice <b>nothing</b>.").html()
    head = '<!DOCTYPE html><meta charset="utf-8"><style>:root { color-scheme: light dark }</style>'
    return f"{head}{picture}{table._repr_html_()}{too_large.view.data}"


PAGES = {
    "report": report,
    "audit": lambda: audit(True),
    "bad_audit": lambda: audit(False),
    "pieces": pieces,
}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_text_of_pages_is_readable_and_pictures_are_there(name, scheme, offline_tab, tmp_path):
    (tmp_path / "page.html").write_text(PAGES[name]())
    offline_tab.emulate_media(color_scheme=scheme)
    offline_tab.goto((tmp_path / "page.html").as_uri())
    offline_tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert faint(offline_tab) == []
    images = offline_tab.locator("img")
    assert images.count() == {"report": 4, "pieces": 1}.get(name, 0)
    for image in images.all():
        assert len(image.get_attribute("alt")) >= 30
        assert image.evaluate("i => i.complete && i.naturalWidth > 0")


@pytest.mark.slow
@pytest.mark.browser
def test_faint_text_is_found(offline_tab):
    offline_tab.set_content(
        '<p style="color: #777">grey</p><p style="color: #767676">darker</p>'
        '<p style="opacity: .5">half</p><h1 style="color: #949494">large</h1>'
        '<p style="background: #000; color: #fff">x <b style="background: #fff">white</b></p>'
    )
    assert faint(offline_tab) == ["4.48: grey", "3.98: half", "1.00: white"]


@pytest.mark.parametrize("name", ["report", "audit", "bad_audit"])
def test_headings_of_pages_are_in_order(name):
    assert disorder(levels(PAGES[name]())) == ""


def words(page: str) -> str:
    """A page without its colours: the text alone."""
    return html.unescape(re.sub(r"(?s)<style.*?</style>|<[^>]+>", " ", page))


def test_an_audit_says_good_and_bad_in_words_and_signs():
    good, bad = words(audit(True)), words(audit(False))
    assert "✓ Every threshold is met" in good
    assert "✓ named" in good
    assert "✗" not in good
    assert "✗ unstable: seed 3" in bad
    assert "not named" in bad


def test_a_check_says_wrong_and_unwritten_in_words():
    said = []
    for body in ("return 3", "raise NotImplementedError()"):
        answers = {}
        exec(f"def double(number):\n    {body}", answers)
        with pytest.raises(CheckError) as caught:
            check.call(answers["double"], 1).gives(2, mistakes={"one too many": 3})
        said.append(str(caught.value))
    assert "Most likely: one too many." in said[0]
    assert "not written yet" in said[1]
    assert "\x1b" not in "".join(said)


def test_the_doctor_says_ok_note_and_problem_in_words():
    findings = [Finding("torch", "2.9", kind, "mend it") for kind in ("ok", "note", "problem")]
    texts = [doctors_report([finding]) for finding in findings]
    assert len(set(texts)) == 3
    assert "\x1b" not in "".join(texts)


def test_a_doubted_exercise_is_marked_by_a_sign_and_a_shape():
    found = by_name(a_class(200))
    marked, plain = found["broken"], found["fair"]
    assert marked.doubt
    assert not plain.doubt
    labels = [t.get_text() for t in figures.difficulty([marked, plain]).axes[0].get_yticklabels()]
    assert labels == ["! broken (1)", "fair (3)"]
    shapes = [line.get_marker() for line in figures.quality([marked, plain]).axes[0].lines]
    assert shapes == ["s", "o"]
