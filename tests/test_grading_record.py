"""Recording: the gradebook as nbgrader writes it, in one transaction; outputs safe to open."""

import re
import sqlite3

import nbformat
import nbgrader.api
import pytest
import sqlalchemy
from conftest import gradebook_rows
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.nbgraderformat import MetadataValidator, common
from nbgrader.server_extensions.formgrader import handlers

from labkit.grading.assignment import open_api, open_assignment, open_course, submissions
from labkit.grading.handed_in.receipt import read_secret, read_timestamp
from labkit.grading.recording.clean import clean
from labkit.grading.recording.database import one_connection, transaction
from labkit.grading.recording.explain import explained
from labkit.grading.recording.html import safe_html
from labkit.grading.recording.record import HandedIn, read_grades, record, record_ungradable
from labkit.grading.recording.schemas import schemas_checked_once
from labkit.plots.picture import picture
from labkit.plots.style import new_figure
from labkit.teaching import course as labs
from labkit.teaching.course import CourseError
from labkit.teaching.mathml import mathml
from labkit.teaching.release import load_config

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
LAB = "01_small"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"  # how one begins
HOSTILE = (
    "<script>steal()</script><img src=x onerror=steal()><a href='javascript:steal()'>x</a>"
    "<svg onload=steal()></svg><iframe srcdoc='<script>steal()</script>'></iframe>"
    "<style>body{background:url(http://evil)}</style><math><mtext></mtext></math>"
    "<details ontoggle=steal() open>d</details>"
)
NOTHING = HandedIn({}, None)


def recorded(assignment, student, notebooks, handed_in=NOTHING):
    with one_connection(assignment.course.db_url) as connection:
        return record(assignment, student, handed_in, notebooks, connection)


def executed(assignment, *outputs, answer="def double(number):\n    return 2 * number"):
    """The lab's notebook as if it had run, its test with some outputs."""
    notebook = nbformat.from_dict(assignment.notebooks[LAB])
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {}).get("grade_id")
        if mark == "double":
            cell.source = answer
        if mark == "test_double":
            cell.outputs = list(outputs)
    return {LAB: notebook}


def error():
    return new_output("error", ename="CheckError", evalue="wrong", traceback=["wrong"])


def manage(assignment, change):
    """Let an instructor change a submission in the gradebook."""
    with Gradebook(assignment.course.db_url, assignment.course.course_id) as gradebook:
        change(gradebook)
        gradebook.db.commit()


def test_scores_files_and_permissions_are_nbgraders(root, assignment):
    handed_in = HandedIn({"notes/a.txt": b"mine"}, "2030-01-01 10:00:00 UTC", "5ec4e7")
    grades = recorded(assignment, "ada", executed(assignment), handed_in)
    assert (grades.score, grades.max_score) == (2, 2)
    assert grades.automatic == {f"{LAB}/test_double": 2}
    folder = root / "autograded" / "ada" / LAB
    assert (folder / "notes" / "a.txt").read_bytes() == b"mine"
    assert (folder / "submission_secret.txt").read_text() == "5ec4e7"
    assert (folder / f"{LAB}.ipynb").stat().st_mode & 0o777 == 0o444
    assert nbformat.read(folder / f"{LAB}.ipynb", 4).cells[0].source.startswith("# Lab 01")
    failed = recorded(assignment, "ada", executed(assignment, error()), handed_in)
    assert failed.score == 0


def test_manual_work_survives_a_second_run(assignment):
    recorded(assignment, "ada", executed(assignment, error()))

    def by_hand(gradebook):
        grade = gradebook.find_grade("test_double", LAB, LAB, "ada")
        grade.manual_score, grade.extra_credit = 1.5, 0.5
        gradebook.find_comment("double", LAB, LAB, "ada").manual_comment = "close"

    manage(assignment, by_hand)
    grades = recorded(assignment, "ada", executed(assignment))
    assert grades.score == 2.0
    (comment, grade) = sorted(gradebook_rows(assignment), key=len)
    assert comment[-1] == "close"
    assert grade[-4:] == (2.0, 1.5, 0.5, True)


def test_an_untouched_answer_has_no_response(root, assignment):
    stub = nbformat.read(labs.find_lab(root, "1").release, 4)
    source = next(c.source for c in stub.cells if c.metadata.get("nbgrader", {}).get("solution"))
    recorded(assignment, "ada", executed(assignment, answer=source))
    assert any("No response." in row for row in gradebook_rows(assignment))


def test_a_failure_leaves_everything_as_it_was(root, assignment, monkeypatch):
    recorded(assignment, "ada", executed(assignment))
    before = gradebook_rows(assignment)
    path = root / "autograded" / "ada" / LAB / f"{LAB}.ipynb"
    text = path.read_text()
    late = "nbgrader.preprocessors.AssignLatePenalties.preprocess"
    monkeypatch.setattr(late, lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        recorded(assignment, "ada", executed(assignment, error()))
    with pytest.raises(ZeroDivisionError):
        recorded(assignment, "new", executed(assignment))
    assert gradebook_rows(assignment) == before
    assert path.read_text() == text
    assert [p.name for p in path.parent.parent.iterdir()] == [LAB]
    assert not (path.parents[2] / "new" / LAB).exists()


def test_one_connection_is_shared_and_leaves_no_trace(assignment):
    before = nbgrader.api.create_engine
    url = assignment.course.db_url
    with (
        one_connection(url) as connection,
        Gradebook(url) as one,
    ):
        assert one.engine is connection
        assert nbgrader.api.create_engine("sqlite://") is not connection
    assert nbgrader.api.create_engine is before


def test_grades_and_comments_are_found_together_as_nbgrader_finds_them(assignment):
    recorded(assignment, "ada", executed(assignment))
    url, place, before = assignment.course.db_url, (LAB, LAB, "ada"), Gradebook.find_grade
    asked = []
    with one_connection(url) as connection, Gradebook(url) as gradebook:
        assert Gradebook.find_grade is not before
        grade = gradebook.find_grade("test_double", *place)
        sqlalchemy.event.listen(connection, "before_execute", lambda *_: asked.append(1))
        assert gradebook.find_grade("test_double", *place) is grade
        assert asked == []
        assert grade is before(gradebook, "test_double", *place)
        assert gradebook.find_comment("double", *place).name == "double"
        for missing in (("double", *place), ("test_double", LAB, LAB, "bob")):
            with pytest.raises(MissingEntry):
                gradebook.find_grade(*missing)
    assert Gradebook.find_grade is before


def test_a_gradebook_in_use_is_named(assignment, monkeypatch):
    path = assignment.course.db_url.removeprefix("sqlite:///")
    engine = nbgrader.api.create_engine
    quick = {"connect_args": {"timeout": 0.01}}
    monkeypatch.setattr(nbgrader.api, "create_engine", lambda u, **k: engine(u, **k, **quick))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with (
            one_connection(assignment.course.db_url) as connection,
            pytest.raises(CourseError, match=r"cannot be written \(database is locked\): close"),
            transaction(connection),
        ):
            pass
    finally:
        other.close()


def test_an_ungradable_submission_has_no_points(root, assignment):
    recorded(assignment, "ada", executed(assignment))
    with one_connection(assignment.course.db_url) as connection:
        record_ungradable(assignment, "ada", None, connection)
    assert read_grades(assignment, "ada").automatic == {f"{LAB}/test_double": None}
    assert not (root / "autograded" / "ada" / LAB).exists()


def test_timestamps_are_read_from_real_files_only(tmp_path):
    stamp = tmp_path / "timestamp.txt"
    assert read_timestamp(tmp_path) == (None, [])
    stamp.write_text("2030-01-01 10:00:00 UTC\n")
    assert read_timestamp(tmp_path) == ("2030-01-01 10:00:00 UTC", [])
    stamp.write_text("yesterday-ish")
    assert read_timestamp(tmp_path) == (
        None,
        ["timestamp.txt was ignored: 'yesterday-ish' is not a time"],
    )
    stamp.unlink()
    (tmp_path / "other").write_text("2030-01-01 10:00:00 UTC")
    stamp.symlink_to(tmp_path / "other")
    assert read_timestamp(tmp_path)[0] is None


def test_secrets_are_read_from_real_files_only(tmp_path):
    secret = tmp_path / "submission_secret.txt"
    assert read_secret(tmp_path) == (None, [])
    secret.write_text("5ec4e7")
    assert read_secret(tmp_path) == ("5ec4e7", [])
    secret.write_text("a\nline")
    assert read_secret(tmp_path) == (
        None,
        ["submission_secret.txt was ignored: it holds no secret of nbgrader"],
    )
    secret.unlink()
    secret.symlink_to("/etc/hostname")
    assert read_secret(tmp_path)[0] is None


def test_odd_names_of_students_are_found(root, assignment):
    names = ["ä ö [1]", "a{b}*", "percent%s'"]
    for name in names:
        (root / "submitted" / name / LAB).mkdir(parents=True)
    assert sorted(submissions(assignment)) == sorted(names)


def test_an_assignment_that_has_changed_is_refused(root, assignment):
    course, config = open_course(root)
    path = labs.find_lab(root, "1").solution
    path.write_text(path.read_text().replace("test_double", "test_triple"))
    with pytest.raises(CourseError, match=r"test_double, test_triple.*generate_assignment"):
        open_assignment(course, config, "1")
    with pytest.raises(CourseError, match=r"no assignment '7' in solutions/\. There is: 01_small"):
        open_assignment(course, config, "7")


@pytest.mark.parametrize(
    ("was", "now"),
    [("gives(62)", "gives(63)"), ('"points": 2', '"points": 3')],
)
def test_new_tests_and_points_are_refused_until_nbgrader_has_read_them(root, was, now):
    path = labs.find_lab(root, "1").solution
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, now))
    course, config = open_course(root)
    with pytest.raises(CourseError, match=r"\(test_double\).*generate_assignment 01_small --force"):
        open_assignment(course, config, "1")
    assert open_api(course, config).generate_assignment(LAB, force=True)["success"]
    assert open_assignment(course, config, "1").name == LAB


def test_a_new_solution_needs_no_new_gradebook(root):
    path = labs.find_lab(root, "1").solution
    path.write_text(path.read_text().replace("number + number", "2 * number"))
    assert open_assignment(*open_course(root), "1").name == LAB


def test_outputs_keep_what_is_harmless_only():
    figure = picture(new_figure(2, 1, alt="A box."), "Notice <b>this</b>.")
    cell = new_code_cell(
        "x",
        outputs=[
            new_output("display_data", {"text/html": HOSTILE, "text/plain": "kept"}),
            new_output("display_data", {"application/javascript": "steal()"}),
            new_output("display_data", {"image/svg+xml": "<svg onload='steal()'>"}),
            new_output("display_data", {"image/png": PNG}, metadata={"image/png": {"width": 9}}),
            new_output("display_data", {"image/png": 'x" onerror="steal()'}),
            new_output("display_data", figure._repr_mimebundle_()),
            new_output("execute_result", {"text/latex": r"$\frac{1}{2}$"}),
        ],
    )
    outputs = clean(new_notebook(cells=[cell]), 1024).cells[0].outputs
    assert not re.search("onerror|onload|javascript:|evil|<script", outputs[0].data["text/html"])
    assert outputs[0].data["text/plain"] == "kept"
    assert outputs[1].data == {"text/plain": "(left out: application/javascript)"}
    assert outputs[2].data == {"text/plain": "(left out: image/svg+xml)"}
    assert outputs[3].data["image/png"] == PNG
    assert outputs[3].metadata == {"image/png": {"width": 9}}
    assert outputs[4].data == {"text/plain": "(left out: image/png)"}
    shown = outputs[5].data["text/html"]
    assert re.search(r'<img alt="A box."[^>]* src="data:image/png;base64,\w', shown)
    assert "max-width: 100%" in shown
    assert "Notice <b>this</b>." in shown
    assert outputs[6].data == {"text/latex": r"$\frac{1}{2}$", "text/plain": "(no text)"}


def test_long_outputs_are_cut_and_what_decides_points_is_not():
    many = [new_output("stream", name="stdout", text="é" * 3000) for _ in range(3)]
    value = new_output("execute_result", {"text/plain": "0.5"}, execution_count=1)
    failure = new_output("error", ename="E", evalue="m" * 10**6, traceback=["t" * 10**6])
    cell = new_code_cell("x", outputs=[*many, value, failure])
    outputs = clean(new_notebook(cells=[cell]), 8).cells[0].outputs
    kinds = [output.output_type for output in outputs]
    assert kinds == ["stream", "stream", "stream", "execute_result", "error"]
    assert outputs[2].text == "\n… output cut: one cell may print 8 KiB\n"
    assert outputs[3].data["text/plain"] == "0.5"
    assert len(str(outputs)) < 70_000
    assert "characters cut" in outputs[4].evalue


@pytest.mark.parametrize("text", ["<div>" * 10**5, "<b>" * 10**5, "x" * 10**6, "<script" * 10**5])
def test_html_that_would_take_long_is_left_out(text):
    assert "left out" in safe_html(text)


@pytest.mark.parametrize(
    "text",
    [
        '<table class="dataframe" border="1"><tbody><tr><td>1</td></tr></tbody></table>',
        '<span class="k">def</span>',
        '<a href="https://pytorch.org">torch</a>',
        '<img src="images/kernel.png" alt="a kernel">',
    ],
)
def test_harmless_html_stays(text):
    assert safe_html(text) == text.replace(' class="dataframe"', "")


@pytest.mark.parametrize(
    "text",
    [
        '<img src="http://evil/pixel.png">',
        '<div style="position: fixed; top: 0">over all</div>',
        '<p id="score" class="score">clobbers</p>',
        "<a href='java&#115;cript:steal()'>x</a>",
        '<img src="data:image/svg+xml;base64,AAAA">',
        "$&#92;href{javascript:steal()}{x}$",
    ],
)
def test_harmful_html_is_disarmed(text):
    pattern = r"evil|position|score|script:steal\(\)(?!.*</pre>)|svg"
    assert not re.search(pattern, safe_html(text))


@pytest.mark.slow
def test_no_page_of_nbgrader_runs_what_a_student_wrote(root, assignment):
    """Not even if the notebook was recorded by nbgrader itself, uncleaned."""
    output = new_output("display_data", {"text/html": HOSTILE, "text/plain": "x"})
    script = new_output("display_data", {"application/javascript": "steal()"})
    notebooks = executed(assignment, output, script)
    prose = new_markdown_cell(f"[link](javascript:steal()) **bold** $a<b$ {HOSTILE}")
    sums = new_markdown_cell("$\\href{javascript:steal()}{x}$")
    notebooks[LAB].cells += [prose, sums]
    notebooks[LAB] = explained(notebooks[LAB], [f"answer {HOSTILE} was missing"])
    recorded(assignment, "ada", notebooks)
    api = open_api(*open_course(root))
    made = api.generate_feedback(LAB)
    assert made["success"], made
    page = (root / "feedback" / "ada" / LAB / f"{LAB}.html").read_text()
    config = load_config(root)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    graded = root / "autograded" / "ada" / LAB / f"{LAB}.ipynb"
    formgrader, _ = HTMLExporter(config=config).from_filename(
        str(graded), {"index": 0, "total": 1, "student": "ada", "base_url": ""}
    )
    for html in (page, formgrader):
        body = html[html.index('id="notebook-container"') :]
        assert mathml("a<b") in body
        body = body.replace(mathml("a<b"), "")
        assert not re.search(r"<(script|iframe|svg|style|math)\b", body)
        assert not re.search(r"<[^>]+\s(on\w+=|srcdoc|href=.javascript:)", body)
        assert not re.search(r"\\href", re.sub(r"<pre>.*?</pre>", "", body, flags=re.DOTALL))
        assert "<strong>bold</strong>" in body
        assert "How this was graded" in body


def test_marks_are_validated_as_by_nbgrader(assignment):
    before = common.jsonschema
    mark = executed(assignment)[LAB].cells[-1].metadata.nbgrader
    with schemas_checked_once():
        common.jsonschema.validate(mark, MetadataValidator().schema)
        with pytest.raises(common.ValidationError, match="-1 is less than the minimum"):
            common.jsonschema.validate(mark | {"points": -1}, MetadataValidator().schema)
    assert common.jsonschema is before
