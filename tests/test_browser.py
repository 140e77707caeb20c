"""A student and an instructor at work in JupyterLab and formgrader, in a real browser."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from browser import screenshot
from conftest import LABS, ROOT
from nbgrader.api import Gradebook

from labkit.cli import main
from labkit.grading.assignment import open_api, open_course
from labkit.teaching.demo import set_up_course
from labkit.teaching.samples import sample_class

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="grading needs Linux"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]
LAB = LABS[0]
FIRST = "conv_output_size"
ANSWERS = ROOT / "tests" / "answers" / LAB.name / FIRST
CLASS = {  # what each hands in
    "ada": ("Ada", "Ahlborn", "all_right"),
    "ben": ("Ben", "Birk", "partly_right"),
    "chi": ("Chi", "Cheng", "plausibly_wrong"),
}


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """A course folder with a class that ``labkit grade`` has graded, and the points it earned."""
    folder = tmp_path_factory.mktemp("graded")
    samples = {sample.student: sample for sample in sample_class(ROOT, LAB)}
    handed_in = [samples[kind]._replace(student=name) for name, (*_, kind) in CLASS.items()]
    set_up_course(ROOT, folder, LAB, handed_in)
    course, _ = open_course(folder)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for student, (first, last, _) in CLASS.items():
            gradebook.add_student(student, first_name=first, last_name=last)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["grade", LAB.name, "--isolation", "partial"]) == 0
    return folder, {sample.student: sum(sample.expected.values()) for sample in handed_in}


@pytest.fixture(scope="session")
def lab_of_ada(graded) -> Path:
    """The released lab in the course folder; all is answered but the first exercise."""
    released = nbformat.read(LAB.release, as_version=4)
    finished = nbformat.read(graded[0] / "submitted" / "ada" / LAB.name / f"{LAB.name}.ipynb", 4)
    for mine, cell in zip(finished.cells, released.cells, strict=True):
        if cell.metadata.get("nbgrader", {}).get("grade_id") != FIRST:
            cell.source = mine.source
    path = graded[0] / f"{LAB.name}.ipynb"
    nbformat.write(released, path)
    return path


@pytest.fixture(scope="session")
def jupyter(graded, tmp_path_factory):
    """The address of a JupyterLab in the course folder, without anybody's own settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, own = f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("jupyter")
    options = {
        "ServerApp.port": port,
        "ServerApp.root_dir": ".",
        "IdentityProvider.token": "",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--{name}={value}" for name, value in options.items()]
    settings = own / "config" / "lab/user-settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "IPYTHONDIR": str(own / "ipython"),
        "PYTHONPATH": str(ROOT),
    }
    with open(own / "log", "w") as log:
        server = subprocess.Popen(command, cwd=graded[0], env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{address}/api", server, own / "log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"JupyterLab does not answer:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)


def cell_with(tab, text: str):
    """The notebook's cell whose source holds the text."""
    editor = tab.locator(".jp-InputArea-editor", has_text=text)
    return tab.locator(".jp-Notebook .jp-CodeCell", has=editor)


def run(tab, cell, code: str | None = None) -> None:
    """Run a cell, after typing new code into it, and wait until it has run."""
    from playwright.sync_api import expect

    cell.locator(".cm-content").click()
    if code is not None:
        tab.keyboard.press("ControlOrMeta+A")
        tab.keyboard.insert_text(code)
    prompt = cell.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    tab.keyboard.press("Control+Enter")
    expect(prompt).not_to_have_text(before)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))


def typed(path: Path) -> str:
    """A kept answer without the comments about it."""
    return re.sub(r"\A(#.*\n)+", "", path.read_text()).rstrip()


def test_a_student_plays_errs_learns_and_validates(jupyter, lab_of_ada, tab):
    from playwright.sync_api import expect

    tab.set_viewport_size({"width": 1366, "height": 1000})
    tab.goto(f"{jupyter}/lab/tree/{lab_of_ada.name}")
    status = tab.locator("#jp-main-statusbar")
    expect(status).to_contain_text(re.compile(r"Python 3.*\| Idle"))  # earlier, nothing would run
    for text in ("from labkit import check", "IMAGE = torch.tensor("):
        run(tab, cell_with(tab, text))
    explorer = cell_with(tab, "explore.convolution(IMAGE)")
    run(tab, explorer)
    picture = explorer.locator("figure img")
    expect(picture).to_have_attribute("alt", re.compile("stride 1, .* gives a 4×4 output"))
    before = picture.get_attribute("src")
    stride = explorer.locator(".widget-slider", has_text="stride").get_by_role("slider")
    stride.press("ArrowRight")
    expect(picture).to_have_attribute("alt", re.compile("stride 2, .* gives a 2×2 output"))
    assert picture.get_attribute("src") != before
    screenshot(tab, "explorer", explorer)

    answer, check = cell_with(tab, f"def {FIRST}("), cell_with(tab, f"check.call({FIRST}, 7, 3")
    run(tab, answer, typed(ANSWERS / "wrong_no_plus_one.py"))
    run(tab, check)
    expect(check).to_contain_text("Most likely: the start is not counted (+ 1).")
    screenshot(tab, "mistake", answer, check)
    run(tab, answer, typed(ANSWERS / "right_formula.py"))
    run(tab, check)
    assert check.locator(".jp-OutputArea-output").count() == 0

    tab.get_by_role("button", name="Validate").click()
    expect(tab.get_by_role("dialog")).to_contain_text("Success! Your notebook passes all the tests")


def test_an_instructor_sees_the_graded_class_in_formgrader(jupyter, graded, tab):
    from playwright.sync_api import expect

    tab.goto(f"{jupyter}/formgrader")
    handed_in = tab.locator("tr", has_text=LAB.name).locator(".num-submissions a")
    expect(handed_in).to_have_text("3")
    handed_in.click()
    rows = tab.locator("table tbody tr")
    expect(rows).to_have_count(len(CLASS))
    for student, (first, last, _) in CLASS.items():
        row = rows.filter(has_text=f"{last}, {first}")
        expect(row).to_contain_text(f"{graded[1][student]:g} / 40")
        expect(row).to_contain_text("graded")
    screenshot(tab, "formgrader")


def test_a_page_of_feedback_is_whole_without_a_network(graded, offline_tab):
    from playwright.sync_api import expect

    api = open_api(*open_course(graded[0]))
    assert api.generate_feedback(LAB.name, student_id="ben", force=True)["success"]
    page = graded[0] / "feedback" / "ben" / LAB.name / f"{LAB.name}.html"
    offline_tab.goto(page.as_uri())
    score = f"Score: {float(graded[1]['ben'])} / 40.0"
    expect(offline_tab.locator(".panel-heading h4")).to_contain_text(score)
    assert offline_tab.locator("script").count() == 0
    hint = offline_tab.locator("summary", has_text="Hint 1").first
    assert hint.evaluate("it => getComputedStyle(it).display") == "list-item"  # has its triangle
    screenshot(offline_tab, "feedback", hint)
