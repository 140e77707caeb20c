"""A class graded: named ends, nobody falls because of somebody else, grades as nbgrader gives."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from conftest import SMALL, gradebook_rows
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.utils import is_solution

from labkit.cli import main
from labkit.grading import cold
from labkit.grading.assignment import open_api, open_assignment, open_course
from labkit.grading.grade import Options, grade
from labkit.grading.job import Executed, Job
from labkit.grading.limits import Limits
from labkit.teaching.course import find_lab

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
RIGHT = "def double(number):\n    return 2 * number"
WRONG = "def double(number):\n    return number  # wrong"


def hand_in(root: Path, student: str, answer: str | None, **files: str) -> Path:
    """Put a submission into the course: the released notebook with an answer, or broken JSON."""
    folder = root / "submitted" / student / SMALL
    folder.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.read(find_lab(root, "1").release, 4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answer
    text = "{" if answer is None else nbformat.writes(notebook)
    (folder / f"{SMALL}.ipynb").write_text(text)
    for name, content in files.items():
        (folder / name).write_text(content)
    return folder


class Engine:
    """Stands in for kernels: a wrong answer fails its test, a bomb breaks the engine."""

    def __init__(self) -> None:
        self.runs = 0

    def execute(self, job):
        self.runs += 1
        notebook = nbformat.reads(job.notebook, 4)
        text = str([cell.source for cell in notebook.cells])
        incidents = ["test_double: ran out of time (more than 60 s)"] if "endless" in text else []
        if "bomb" in text:
            raise RuntimeError("the engine broke\nin many lines")
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade") and ("wrong" in text or incidents):
                failure = new_output(
                    "error", ename="CheckError", evalue="wrong", traceback=["wrong"]
                )
                cell.outputs = [failure]
            if "crash" in text and cell.cell_type == "code":
                dead = new_output(
                    "error", ename="DeadKernelError", evalue="gone", traceback=["gone"]
                )
                cell.outputs = [dead]
        return Executed(nbformat.writes(notebook), incidents, 0.1, 0.1, 10.0)


def run(assignment, students, kernels=None, workers=2, **options):
    kernels = kernels or Engine()
    with ThreadPoolExecutor(workers) as pool:
        chosen = Options(Limits(), **options)
        ends = grade(assignment, students, kernels.execute, pool, workers + 1, chosen)
        return {end.student: end for end in ends}


def test_every_submission_ends_somewhere_with_a_name(root, assignment):
    answers = {
        "ada": RIGHT,
        "bob": WRONG,
        "cyd": None,
        "dan": "bomb",
        "eve": "endless",
        "fay": "crash",
    }
    for student, answer in answers.items():
        hand_in(root, student, answer)
    (root / "submitted" / "gil" / SMALL).mkdir(parents=True)
    ends = run(assignment, [*answers, "gil"])
    assert {student: end.end.split(":")[0] for student, end in ends.items()} == {
        "ada": "graded",
        "bob": "graded",
        "cyd": "malformed",
        "dan": "failed",
        "eve": "graded, test_double",
        "fay": "failed",
        "gil": "not handed in",
    }
    assert ends["dan"].end == "failed: RuntimeError: the engine broke"
    assert ends["fay"].end == "failed: the course's first cell crashed: gone"
    assert {end.student for end in ends.values() if end.needs_person} == {"cyd", "dan", "fay"}
    assert (ends["ada"].score, ends["bob"].score, ends["cyd"].score) == (2, 0, None)
    in_gradebook = {row[0] for row in gradebook_rows(assignment)}
    assert in_gradebook == {"ada", "bob", "cyd", "eve"}


def test_what_has_not_changed_does_not_run_again(root, assignment):
    folders = {name: hand_in(root, name, RIGHT) for name in ("ada", "bob", "cyd", "dan", "eve")}
    engine = Engine()
    first = run(assignment, folders, engine)
    before = gradebook_rows(assignment)
    again = run(assignment, folders, engine)
    assert engine.runs == 5
    assert {end.end for end in again.values()} == {"unchanged"}
    assert [again[n].score for n in folders] == [first[n].score for n in folders]
    assert gradebook_rows(assignment) == before
    hand_in(root, "bob", WRONG)
    hand_in(root, "cyd", RIGHT, **{"timestamp.txt": "2030-01-01 10:00:00 UTC"})
    hand_in(root, "dan", RIGHT, **{"data.txt": "new"})
    (root / "autograded" / "eve" / SMALL / f"{SMALL}.ipynb").unlink()
    changed = run(assignment, folders, engine)
    assert engine.runs == 9
    assert [changed[n].end for n in folders] == ["unchanged", *["graded"] * 4]
    assert changed["bob"].score == 0
    run(assignment, folders, engine, force=True)
    assert engine.runs == 14
    run(assignment, folders, engine, engine="another")
    assert engine.runs == 19


def test_points_changed_behind_our_back_are_graded_again(root, assignment):
    hand_in(root, "ada", RIGHT)
    run(assignment, ["ada"])
    with Gradebook(assignment.course.db_url, assignment.course.course_id) as gradebook:
        gradebook.find_grade("test_double", SMALL, SMALL, "ada").auto_score = 0
        gradebook.db.commit()
    ends = run(assignment, ["ada"])
    assert (ends["ada"].end, ends["ada"].score) == ("graded", 2)


def test_the_number_of_workers_changes_nothing(small_course, tmp_path, root, assignment):
    answers = {f"s{i}": (RIGHT, WRONG, "endless")[i % 3] for i in range(7)}
    for student, answer in answers.items():
        hand_in(root, student, answer)
    run(assignment, answers, workers=4)
    many = gradebook_rows(assignment)
    run(assignment, reversed(answers), workers=1, force=True)
    assert gradebook_rows(assignment) == many
    assert len(many) == 14


def test_a_stopped_run_resumes(root, assignment):
    for student in ("ada", "bob", "cyd", "dan"):
        hand_in(root, student, RIGHT)
    with ThreadPoolExecutor(1) as pool:
        everybody = ["ada", "bob", "cyd", "dan"]
        ends = grade(assignment, everybody, Engine().execute, pool, 1, Options())
        done = {next(ends).student, next(ends).student}
        ends.close()
    assert {row[0] for row in gradebook_rows(assignment)} == done
    second = run(assignment, everybody)
    assert {name for name, end in second.items() if end.end == "unchanged"} == done
    assert all(end.score == 2 for end in second.values())


def test_links_and_odd_files_are_not_recorded(root, assignment):
    folder = hand_in(root, "ada", RIGHT, **{"mine.txt": "mine"})
    (folder / "gradebook").symlink_to(root / "gradebook.db")
    (folder / "course").symlink_to(root / "solutions")
    end = run(assignment, ["ada"])["ada"]
    written = root / "autograded" / "ada" / SMALL
    assert sorted(p.name for p in written.iterdir()) == [f"{SMALL}.ipynb", "mine.txt"]
    assert any("gradebook" in note for note in end.notes)
    notebook = nbformat.read(written / f"{SMALL}.ipynb", 4)
    assert notebook.cells[0].source.startswith("**How this was graded**")


def test_the_course_decides_where_things_lie(root, assignment):
    """A foreign course: other names of folders, another place for the gradebook."""
    hand_in(root, "ada", RIGHT)
    shutil.move(root / "solutions", root / "source")
    shutil.move(root / "submitted", root / "incoming")
    shutil.move(root / "gradebook.db", root / "grades.db")
    with open(root / "nbgrader_config.py", "a") as config:
        config.write(
            "c.CourseDirectory.source_directory = 'source'\n"
            "c.CourseDirectory.submitted_directory = 'incoming'\n"
            "c.CourseDirectory.autograded_directory = 'out'\n"
            f"c.CourseDirectory.db_url = 'sqlite:///{root}/grades.db'\n"
        )

    moved = open_assignment(*open_course(root), SMALL)
    assert run(moved, ["ada"])["ada"].score == 2
    assert (root / "out" / "ada" / SMALL / f"{SMALL}.ipynb").is_file()
    assert not (root / "gradebook.db").exists()


@pytest.fixture
def command(root, monkeypatch):
    """``labkit grade`` in the small course, with the stand-in for kernels."""
    monkeypatch.chdir(root)
    monkeypatch.setattr(cold, "execute", Engine().execute)
    return ["grade", "1", "--cold", "--isolation", "none"]


def test_json_is_all_there_is_on_stdout(root, command, capsys):
    hand_in(root, "ada", RIGHT)
    hand_in(root, "bob", None)
    assert main([*command, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["needs_person"] == ["bob"]
    assert [one["score"] for one in said["submissions"]] == [2, None]
    assert main([*command, "--student", "ada", "--force"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Isolation: none.")
    assert main([*command, "--student", "ada"]) == 0
    out = capsys.readouterr().out
    assert "1 of 1 unchanged" in out
    assert "Isolation" not in out  # nothing ran


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["grade", "7"], "no assignment '7'"),
        (["grade", "1", "--student", "adda"], "did you mean ada?"),
        (["grade", "1", "--cold"], "Cold kernels are not isolated"),
    ],
)
def test_faulty_wishes_exit_with_2(root, command, arguments, message, capsys):
    hand_in(root, "ada", RIGHT)
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["1", "--jobs", "0"], ["1", "--memory-mib", "x"]])
def test_misspelt_options_exit_with_2(options):
    with pytest.raises(SystemExit) as stop:
        main(["grade", *options])
    assert stop.value.code == 2


def test_ctrl_c_stops_cleanly(root, command, monkeypatch, capsys):
    for student in ("ada", "bob", "cyd"):
        hand_in(root, student, RIGHT)
    stopped = []
    monkeypatch.setattr(cold, "stop", lambda: stopped.append(True))
    real, seen = Engine().execute, []

    def interrupt(*_):
        seen.append(1)
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(cold, "execute", real)
    monkeypatch.setattr("tqdm.tqdm.update", interrupt)
    assert main([*command, "--jobs", "1"]) == 130
    assert stopped == [True]
    assert "stopped; 2 are done" in capsys.readouterr().err


@pytest.mark.slow
def test_the_gradebook_is_as_nbgraders_own(root, assignment, tmp_path):
    """Late, manually graded, commented: twice through nbgrader, twice through labkit."""
    late = {"timestamp.txt": "2030-01-01 12:00:00 UTC"}
    stub = nbformat.read(find_lab(root, "1").release, 4)
    untouched = next(c.source for c in stub.cells if is_solution(c))
    hand_in(root, "ada", RIGHT, **late)
    hand_in(root, "bob", untouched)
    with open(root / "nbgrader_config.py", "a") as config:
        config.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    theirs = shutil.copytree(root, tmp_path / "theirs")

    def by_hand(gradebook):
        gradebook.update_or_create_assignment(SMALL, duedate="2030-01-01 10:00:00 UTC")
        grade = gradebook.find_grade("test_double", SMALL, SMALL, "bob")
        grade.manual_score, grade.extra_credit = 1.5, 0.5
        gradebook.find_comment("double", SMALL, SMALL, "bob").manual_comment = "close"
        gradebook.db.commit()

    executed = {}

    def execute(job):
        if job.notebook not in executed:
            executed[job.notebook] = cold.execute(job)
        return executed[job.notebook]

    found = []
    for folder in (root, theirs):
        course, config = open_course(folder)
        opened = open_assignment(course, config, "1")
        for _ in range(2):
            if folder == theirs:
                for student in ("ada", "bob"):
                    done = open_api(course, config).autograde(SMALL, student)
                    assert done["success"], done
            else:
                ends = run(opened, ["ada", "bob"], SimpleNamespace(execute=execute), force=True)
                assert {end.end for end in ends.values()} == {"graded"}
            with Gradebook(course.db_url, course.course_id) as gradebook:
                by_hand(gradebook)
            found.append(gradebook_rows(opened))
    ours, ours_again, nbgraders, nbgraders_again = found
    assert ours == nbgraders
    assert ours_again == nbgraders_again
    assert len(ours) == 4
    assert any("No response." in row for row in ours)


@pytest.mark.slow
def test_after_a_dead_kernel_no_cell_is_without_an_error():
    sources = ["x = open('data.txt').read()", "import os\nos._exit(3)", "", "x", "1 + 1"]
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    job = Job(nbformat.writes(notebook), {"data.txt": b"1"}, {"data.txt": b"2"}, Limits())
    executed = cold.execute(job)
    assert executed.incidents == ["cell 2: crashed: the kernel died"]
    cells = nbformat.reads(executed.notebook, 4).cells
    errors = [[output.evalue for output in cell.outputs] for cell in cells]
    why = ["not run: cell 2 crashed"]
    assert errors == [[], ["crashed: the kernel died"], [], why, why]
