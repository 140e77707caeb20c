"""The site for self-learners works from a folder, without a network, in a real browser."""

import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from browser import faint, follow
from conftest import LABS, ROOT, disorder, levels

from labkit.teaching import course
from labkit.teaching.course import CourseError
from labkit.teaching.release import build, write
from labkit.teaching.source import KERNEL

pytest.importorskip("myst_nb", reason="needs the tools of labkit[site]")

from labkit.walkthrough.build import build as render
from labkit.walkthrough.build import contents, require_replaceable
from labkit.walkthrough.command import parser, run
from labkit.walkthrough.execute import digest, executed
from labkit.walkthrough.links import problems
from labkit.walkthrough.page import about, page

FIRST = r'''# %% [markdown]
# # Lab 01 · Doubling
#
# Twice is more than once. After this lab you can
#
# - double $\tfrac12$ and know that
#
# $$y = \sqrt{x^2 + \varepsilon}$$
#
# **5 minutes · 3 points · builds on:** nothing.

# %% locked="setup"
from labkit import check, explore, plots
import torch
print("A zebra printed this.")

# %%
explore.convolution(torch.ones(4, 4))

# %% [markdown]
# ## Exercise 1 · `double`
#
# <details><summary>Hint 1</summary>
# Add it to <code>itself</code>.
# </details>

# %% answer="double"
def double(number):
    """Return twice the number."""
    ### BEGIN SOLUTION
    return number + number  # the reference
    ### END SOLUTION

# %% test="double" points=2
check.call(double, 2).gives(4)
### BEGIN HIDDEN TESTS
with check.hidden():
    check.call(double, 31).gives(62)
### END HIDDEN TESTS

# %% [markdown]
# ## Quiz

# %% answer="answer_1"
answer_1 = None
### BEGIN SOLUTION
answer_1 = "b"
### END SOLUTION

# %% test="answer_1" points=1
check.one_of(answer_1, "ab", name="answer_1")
### BEGIN HIDDEN TESTS
check.quiz(answer_1, "b", name="answer_1", because="two is twice one.")
### END HIDDEN TESTS
'''
SECOND = FIRST.replace("Lab 01 · Doubling", "Lab 02 · Again").replace("zebra", "gnu")


def course_with(folder: Path, sources: dict[str, str]) -> Path:
    """A course folder with built labs."""
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name, text in sources.items():
        (folder / "solutions" / name).mkdir(parents=True)
        (folder / "solutions" / name / f"{name}.py").write_text(text)
        lab = course.find_lab(folder, name)
        write(lab, build(folder, lab))
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site of two small labs, both run."""
    sources = {"01_small": FIRST, "02_small": SECOND}
    root = course_with(tmp_path_factory.mktemp("course"), sources)
    before = Path.cwd()
    os.chdir(root)
    try:
        assert run(parser().parse_args(["--jobs", "2"])) == 0
    finally:
        os.chdir(before)
    return root / "site"


@pytest.fixture(scope="module")
def first(site) -> str:
    return (site / "01_small.html").read_text()


@pytest.mark.slow
def test_every_link_leads_somewhere_and_nothing_comes_from_elsewhere(site):
    assert problems(site) == []
    assert not re.search(r"cdn|jsdelivr|unpkg|googleapis", (site / "01_small.html").read_text())


@pytest.mark.slow
def test_first_page_lists_every_lab(site):
    text = (site / "index.html").read_text()
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"(?s)<tr.*?</tr>", text)]
    plain = [[re.sub(r"<[^>]+>", "", cell).removeprefix("<p>") for cell in row] for row in rows]
    assert ["01 · Doubling", "Twice is more than once.", "5", "3"] in plain
    assert ["Together", "", "10", "6"] in plain


@pytest.mark.slow
def test_hidden_tests_and_marks_are_nowhere(site):
    for path in site.rglob("*"):
        if path.suffix in (".html", ".js", ".txt", ".ipynb"):
            text = path.read_text()
            for mark in ("BEGIN SOLUTION", "HIDDEN TESTS", "check.hidden", "check.quiz"):
                assert mark not in text, path


@pytest.mark.slow
def test_outputs_and_a_still_are_shown_without_widgets(first):
    assert "A zebra printed this." in first
    assert re.search(r'<img alt="[^"]{30,}"', first)
    assert "controls move the picture" in first
    assert "HBox(" not in first
    assert "widget" not in first


@pytest.mark.slow
def test_headings_are_in_order_and_pictures_have_words(site):
    for path in (site / "index.html", *site.glob("0*_small.html")):
        article = re.search(r"(?s)<article.*?</article>", path.read_text())[0]
        assert disorder(levels(article)) == ""
        for image in re.findall(r"<img\b[^>]*>", article):
            assert re.search(r'alt="[^"]{30,}"', image)


@pytest.mark.slow
def test_a_second_run_executes_nothing_and_replaces_the_site(site, monkeypatch):
    monkeypatch.chdir(site.parent)
    monkeypatch.setattr("labkit.walkthrough.execute._execute", None)
    (site / "left_over.html").touch()
    assert run(parser().parse_args([])) == 0
    assert not (site / "left_over.html").exists()


def test_what_outputs_depend_on_is_code_not_prose():
    notebook = nbformat.read(LABS[0].solution, as_version=4)
    before = digest(notebook)
    notebook.cells[0].source += " More."
    assert digest(notebook) == before
    notebook.cells[2].source += "\n1"
    assert digest(notebook) != before


@pytest.mark.slow
def test_a_solution_that_fails_is_an_error_that_names_it(tmp_path):
    wrong = FIRST.replace("return number + number", "return number")
    root = course_with(tmp_path, {"01_small": wrong})
    with pytest.raises(CourseError, match="01_small, cell test_double: CheckError"):
        executed(course.find_lab(root, "1"), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_every_lab_makes_a_page_with_each_solution_folded(lab):
    solution, release = (nbformat.read(path, as_version=4) for path in (lab.solution, lab.release))
    cells = page(solution, release).cells
    folded = [cell.id for cell in cells if "hide-cell" in cell.metadata.get("tags", [])]
    answers = [c.id for c in solution.cells if c.metadata.get("nbgrader", {}).get("solution")]
    assert folded == [f"solution-{name}" for name in answers]
    for cell, earlier in zip(cells[1:], cells, strict=False):
        if cell.id.startswith("solution-"):
            assert earlier.id == cell.id.replace("solution-", "test_")
    assert re.search(rf"\b{about(lab.name, solution).minutes} minutes", lab.source.read_text())


def test_a_lab_without_minutes_is_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Lab 01 · No")])
    with pytest.raises(CourseError, match="its minutes"):
        about("01_no", notebook)


def rendered(formula: str, site: Path) -> list[str]:
    """What the tool says about a page with a formula."""
    cell = nbformat.v4.new_markdown_cell(f"# Lab 01 · One\n\n5 minutes.\n\n${formula}$")
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL})
    return render({about("01_one", notebook): notebook}, site)


@pytest.mark.slow
def test_a_formula_that_cannot_be_shown_is_reported(tmp_path):
    assert rendered(r"\frac12", tmp_path / "site") == []
    for formula, why in [(r"\frac12 \nosuch", r"no MathML for \\nosuch"), ("a_", "MissingSuper")]:
        with pytest.raises(CourseError, match=f"the formula {re.escape(formula)}.*{why}"):
            rendered(formula, tmp_path / "other")
        assert not (tmp_path / "other").exists()


def test_a_folder_of_others_is_never_replaced(tmp_path):
    require_replaceable(tmp_path / "new")
    require_replaceable(tmp_path)
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(CourseError, match="no earlier walkthrough"):
        require_replaceable(tmp_path)


def test_first_page_links_to_every_lab():
    solutions = {lab.name: nbformat.read(lab.solution, as_version=4) for lab in LABS}
    text = contents([about(name, notebook) for name, notebook in solutions.items()])
    assert re.findall(r"\(([\w]+)\.ipynb\)", text) == list(solutions)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ('<a href="gone.html">x</a>', "page.html: gone.html does not exist"),
        ('<a href="#gone">x</a>', "page.html: #gone has no such anchor"),
        ('<a href="../page.html">x</a>', "page.html: ../page.html leads out of the folder"),
        ('<script src="https://a.org/x.js"></script>', "page.html loads https://a.org/x.js"),
        ('<link href="//a.org/x.css">', "page.html loads //a.org/x.css"),
        ('<p style="background: url(http://a.org/x)">', "page.html loads http://a.org/x"),
        ('<a href="https://a.org" id="here">x</a><a href="page.html#here">y</a>', None),
        ('<img src="data:image/png;base64,AAAA">', None),
    ],
)
def test_links_are_checked(tmp_path, html, problem):
    (tmp_path / "page.html").write_text(html)
    assert problems(tmp_path) == ([problem] if problem else [])


def test_styles_are_checked(tmp_path):
    (tmp_path / "a.css").write_text('@import "https://a.org/font.css"; p { color: red }')
    assert problems(tmp_path) == ["a.css loads https://a.org/font.css"]


@pytest.fixture
def reader(site, offline_tab):
    """A tab that shows the site's first page."""
    offline_tab.goto((site / "index.html").as_uri())
    return offline_tab


@pytest.mark.slow
@pytest.mark.browser
def test_a_solution_is_folded_until_it_is_opened(reader):
    follow(reader, reader.get_by_role("link", name="01 · Doubling").last, "01_small")
    solution = reader.get_by_text("# the reference")
    assert not solution.is_visible()
    assert reader.get_by_text("NotImplementedError").first.is_visible()
    reader.get_by_text("Show the solution").focus()
    reader.locator(".tag_hide-cell summary").first.press("Enter")  # with the keyboard alone
    solution.wait_for(state="visible")
    explanation = reader.get_by_text("answer_1: right, because two is twice one.")
    assert not explanation.is_visible()
    reader.get_by_text("Show the answer").click()
    explanation.wait_for(state="visible")
    assert not reader.get_by_text("itself").is_visible()
    reader.get_by_text("Hint 1").click()
    assert reader.get_by_text("itself").is_visible()


@pytest.mark.slow
@pytest.mark.browser
def test_formulas_are_drawn(reader):
    follow(reader, reader.get_by_role("link", name="Next"), "01_small")
    boxes = [formula.bounding_box() for formula in reader.locator("math").all()]
    assert len(boxes) == 2
    assert all(box["width"] > 5 and box["height"] > 10 for box in boxes)
    assert reader.locator("math mfrac, math msqrt").count() == 2
    assert reader.locator("mfrac mn").all_text_contents() == ["1", "2"]
    assert reader.locator("merror").count() == 0


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(("word", "lab"), [("zebra", "Doubling"), ("gnu", "Again")])
def test_search_finds_a_word(reader, word, lab):
    reader.get_by_role("textbox", name="Search").fill(word)
    reader.keyboard.press("Enter")
    result = reader.locator("#search-results li a")
    result.first.wait_for()
    assert [lab in text for text in result.all_inner_texts()] == [True]
    follow(reader, result.first, r"0\d_small")
    assert lab in reader.get_by_role("heading", level=1).inner_text()


@pytest.mark.slow
@pytest.mark.browser
def test_search_leads_to_the_word_and_unfolds_nothing(reader):
    reader.set_viewport_size({"width": 1366, "height": 300})
    reader.get_by_role("textbox", name="Search").fill("printed")
    reader.keyboard.press("Enter")
    follow(reader, reader.locator("#search-results li a").first, r"0\d_small")
    found = reader.locator("article .highlighted")
    from playwright.sync_api import expect

    expect(found.last).to_be_in_viewport()  # it waits while the page scrolls
    assert reader.locator("details[open]").count() == 0


@pytest.mark.slow
@pytest.mark.browser
def test_previous_and_next_lead_through_the_labs(reader):
    steps = [("Next", "01", "Doubling"), ("Next", "02", "Again"), ("Previous", "01", "Doubling")]
    for name, number, heading in steps:
        follow(reader, reader.get_by_role("link", name=name), f"{number}_small")
        assert heading in reader.get_by_role("heading", level=1).inner_text()


@pytest.mark.slow
@pytest.mark.browser
def test_dark_and_light(reader):
    def brightness(what):
        colour = reader.evaluate(f"getComputedStyle(document.body).{what}")
        return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3

    assert brightness("backgroundColor") > 230
    assert brightness("color") < 60
    reader.emulate_media(color_scheme="dark")
    assert brightness("backgroundColor") < 40
    assert brightness("color") > 180
    button = reader.locator("button.theme-toggle").filter(visible=True)
    for _ in range(3):  # automatic, light and dark in turn
        button.click()
        if reader.evaluate("document.body.dataset.theme") == "light":
            break
    assert brightness("backgroundColor") > 230


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_is_readable(reader, scheme):
    reader.emulate_media(color_scheme=scheme)
    assert faint(reader) == []
    follow(reader, reader.get_by_role("link", name="01 · Doubling").last, "01_small")
    reader.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert faint(reader) == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_scrolls_sideways(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    follow(reader, reader.get_by_role("link", name="01 · Doubling").last, "01_small")
    reader.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert reader.evaluate("document.documentElement.scrollWidth") == width
    image = reader.locator("figure img").first
    assert image.evaluate("i => i.complete && i.naturalWidth > 0")
    assert image.bounding_box()["width"] <= width
