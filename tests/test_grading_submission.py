"""Reading what was handed in: honest, renamed, broken or hostile, it never raises."""

import copy
import json
import os
import random
import socket

import nbformat
import pytest
from conftest import LABS, SMALL_LAB
from nbformat import v4

from labkit.grading.handed_in.folder import Bounds
from labkit.grading.handed_in.rebuild import rebuild, release
from labkit.grading.handed_in.submission import read_submission
from labkit.teaching.course import read_notebook
from labkit.teaching.source import to_notebook

COURSE = to_notebook(SMALL_LAB, "small")
HANDED_OUT = nbformat.writes(release(COURSE))


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "submitted" / "ada" / "lab"
    path.mkdir(parents=True)
    return path


def read(folder, **bounds):
    submission = read_submission(folder, "lab", COURSE, Bounds(**bounds))
    lines = [*submission.notes, submission.problem or ""]
    assert (submission.notebook is None) == (submission.problem is not None)
    assert all(line.isprintable() for line in lines)
    if submission.notebook is not None:
        nbformat.validate(submission.notebook)
        json.dumps(submission.notebook, ensure_ascii=False).encode()
    return submission


def read_bytes(folder, data):
    (folder / "lab.ipynb").write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(folder)


def sources(submission):
    return [cell.source for cell in submission.notebook.cells]


# Honest submissions


def test_a_plain_submission_is_read_whole(folder):
    (folder / "data").mkdir()
    (folder / "data" / "points.csv").write_bytes(b"1,2")
    for hidden in (".ipynb_checkpoints", "__pycache__", ".git"):
        (folder / hidden).mkdir()
        (folder / hidden / "lab.ipynb").write_text("no")
    for other in ("timestamp.txt", "helper.pyc", ".DS_Store"):
        (folder / other).write_text("no")
    submission = read_bytes(folder, HANDED_OUT)
    assert sources(submission) == [cell.source for cell in release(COURSE).cells]
    assert submission.files == {"data/points.csv": b"1,2"}
    assert submission.notes == []


def test_the_released_lab_reads_and_rebuilds_without_a_note(folder):
    lab = LABS[0]
    (folder / "lab.ipynb").write_bytes(lab.release.read_bytes())
    course = read_notebook(lab.solution)
    submission = read_submission(folder, "lab", course)
    assert submission.problem is None
    assert rebuild(course, submission.notebook) == rebuild(course, read_notebook(lab.release))


def test_outputs_tags_and_foreign_metadata_are_dropped(folder):
    notebook = json.loads(HANDED_OUT)
    notebook["cells"][2] |= {"outputs": [3, {"output_type": "?"}], "execution_count": "many"}
    notebook["cells"][2]["metadata"]["tags"] = ["skip-execution"]
    notebook["metadata"] = {"kernelspec": 3}
    cell = read_bytes(folder, json.dumps(notebook)).notebook.cells[2]
    assert (cell.outputs, cell.execution_count) == ([], None)
    assert cell.metadata == {"nbgrader": {"grade_id": "double"}}


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_does_no_harm(folder, bom):
    assert len(read_bytes(folder, bom + HANDED_OUT.encode()).notebook.cells) == 4


# Renamed


@pytest.mark.parametrize(
    "name", ["Lab.ipynb", "lab (1).ipynb", "Copy-of-lab.ipynb", "lab/lab.ipynb", "x.IPYNB"]
)
def test_a_renamed_notebook_is_recognised_by_its_answers(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(HANDED_OUT)
    other = v4.new_notebook(cells=[v4.new_code_cell("1 + 1")])
    (folder / "scratch.ipynb").write_text(nbformat.writes(other))
    submission = read(folder)
    assert len(submission.notebook.cells) == 4
    note = f"left out scratch.ipynb: only {name} is graded"
    assert submission.notes == [f"handed in as {name}", note]


def test_several_renamed_notebooks_are_a_problem_that_names_them(folder):
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_text(HANDED_OUT)
    assert read(folder).problem == (
        "lab.ipynb was not handed in; hand in one of these under its name: a.ipynb, b.ipynb"
    )


def test_with_the_right_name_other_notebooks_do_not_matter(folder):
    (folder / "lab (1).ipynb").write_text(HANDED_OUT)
    submission = read_bytes(folder, HANDED_OUT)
    assert submission.notes == ["left out lab (1).ipynb: only lab.ipynb is graded"]
    assert submission.files == {}


def test_another_labs_notebook_is_not_taken_for_this_one(folder):
    (folder / "other.ipynb").write_text(nbformat.writes(v4.new_notebook()))
    (folder / "broken.ipynb").write_text("{")
    problem = read(folder).problem
    assert "other.ipynb holds none of its answers" in problem
    assert "broken.ipynb cannot be read: it is not valid JSON" in problem


# Nothing to grade


def test_nothing_handed_in(folder):
    assert read(folder).problem == "nothing was handed in: the folder is empty"
    assert read(folder / "no").problem == "nothing was handed in"
    (folder / "essay.pdf").write_bytes(b"%PDF")
    assert read(folder).problem == "lab.ipynb was not handed in, only essay.pdf"
    assert "a file where a folder was expected" in read(folder / "essay.pdf").problem


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"\0" * 100, "line 1 holds zero bytes: it was damaged"),
        (HANDED_OUT[:300], "it is not valid JSON (line "),
        (HANDED_OUT + "}", "it is not valid JSON (line "),
        (HANDED_OUT.encode("utf-16"), "UTF-16"),
        (HANDED_OUT.encode("utf-16-le"), "UTF-16"),
        ('{"cells": [],\n"a": "é"}'.encode("latin-1"), "line 2 is not UTF-8 text"),
        ("[" * 100_000, "nested too deeply"),
        ('{"cells": ' + "9" * 10_000 + "}", "it is not valid JSON"),
        ("{\n<<<<<<< HEAD\n}", "line 2: a merge conflict is not resolved"),
        ("[]", "it holds a list where a notebook has its cells"),
        ("3", "it holds a single value"),
        ("{}", "it has no cells"),
        ('{"cells": 3, "nbformat": 4}', "it has no cells"),
        ('{"cells": [' + "{}," * 2000 + "{}]}", "it has 2001 cells, more than"),
        ("[" + "[]," * 4_000_000 + "[]]", "it is built of too many parts"),
        (b"PK\x03\x04" + b"\xff" * 9, "is not UTF-8 text"),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else "data",
)
def test_what_is_no_notebook_is_a_problem_that_says_why(folder, data, reason):
    problem = read_bytes(folder, data).problem
    assert problem.startswith("lab.ipynb cannot be read: ")
    assert reason in problem


# Strange notebooks that can still be read


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_are_converted_as_nbformat_does(folder, version):
    current = v4.new_notebook(
        cells=[v4.new_markdown_cell("# Title"), v4.new_code_cell("a = 1\na"), v4.new_raw_cell("r")]
    )
    old = nbformat.convert(copy.deepcopy(current), 3)
    if version == 2:
        old.nbformat = 2
        for cell in old.worksheets[0].cells:
            del cell["metadata"]
    submission = read_bytes(folder, json.dumps(old))
    expected = nbformat.convert(copy.deepcopy(old), 4).cells
    kinds = [(cell.cell_type, cell.source) for cell in submission.notebook.cells]
    assert kinds[1:] == [(cell.cell_type, cell.source) for cell in expected][1:]
    assert kinds[0][0] == "markdown"
    assert submission.notes == [f"written in the old notebook format {version}: converted"]


@pytest.mark.parametrize(("major", "minor"), [(4, 9), (5, 0)])
def test_newer_formats_are_read_as_far_as_they_are_known(folder, major, minor):
    notebook = json.loads(HANDED_OUT) | {"nbformat": major, "nbformat_minor": minor, "new": {}}
    notebook["cells"].append({"cell_type": "chat", "source": "hello"})
    submission = read_bytes(folder, json.dumps(notebook))
    assert submission.notebook.cells[-1].cell_type == "raw"
    (note,) = submission.notes
    assert note == f"written in notebook format {major}.{minor}, newer than 4.5: read as 4.5"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ({}, ("raw", "")),
        ({"cell_type": "code"}, ("code", "")),
        ({"cell_type": "code", "source": None, "metadata": None}, ("code", "")),
        ({"cell_type": "code", "source": ["a\n", "b"], "id": 3}, ("code", "a\nb")),
        ({"cell_type": "code", "source": ["a", "b", 3], "outputs": 3}, ("code", "a\nb")),
        ({"cell_type": "code", "source": {"a": 1}, "id": "no spaces"}, ("code", "")),
        ({"cell_type": "code", "source": "a\0b\ud800"}, ("code", "a\ufffdb?")),
        ({"cell_type": ["code"], "source": "a"}, ("raw", "a")),
        (
            {"cell_type": "markdown", "source": "a", "attachments": {"x": 3, "y": {}}},
            ("markdown", "a"),
        ),
        ({"cell_type": "code", "source": "a", "metadata": {"nbgrader": []}}, ("code", "a")),
    ],
)
def test_cells_with_missing_or_wrong_fields_are_read(folder, cell, expected):
    notebook = {"nbformat": 4, "nbformat_minor": 5, "cells": [cell, cell, "no cell"]}
    submission = read_bytes(folder, json.dumps(notebook))
    assert [(c.cell_type, c.source) for c in submission.notebook.cells] == [expected] * 2
    assert submission.notes == ["left out an entry that is no cell"]


def test_equal_ids_become_different_ones(folder):
    notebook = json.loads(HANDED_OUT)
    notebook["cells"] += notebook["cells"]
    ids = [cell.id for cell in read_bytes(folder, json.dumps(notebook)).notebook.cells]
    assert len(set(ids)) == 8
    assert ids[1:4] == ["setup", "double", "test_double"]


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_to_the_file_never_raises(folder, seed):
    draw = random.Random(seed)
    data = bytearray(HANDED_OUT.encode())
    for _ in range(draw.choice([1, 3, 30])):
        where = draw.randrange(len(data))
        data[where : where + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
    submission = read_bytes(folder, bytes(data))
    if submission.notebook is not None:
        nbformat.validate(rebuild(COURSE, submission.notebook).notebook)


@pytest.mark.parametrize("seed", range(40))
def test_random_nonsense_in_the_json_never_raises(folder, seed):
    draw = random.Random(seed)
    nonsense = [None, 0, -1.5, "", "x\ny", "\ud800", [], [[]], ["a", 1], {}, {"a": {}}, True]

    def damage(value):
        if draw.random() < 0.05:
            return draw.choice(nonsense)
        if isinstance(value, dict):
            return {key: damage(item) for key, item in value.items() if draw.random() < 0.95}
        if isinstance(value, list):
            return [damage(item) for item in value]
        return value

    whole = json.loads(HANDED_OUT)
    notebook = whole | {key: damage(item) for key, item in whole.items()}
    submission = read_bytes(folder, json.dumps(notebook))
    if submission.notebook is not None:
        nbformat.validate(rebuild(COURSE, submission.notebook).notebook)


# Links, pipes and other traps


def test_a_linked_notebook_is_not_followed(folder):
    outside = folder.parent / "solution.ipynb"
    outside.write_text(HANDED_OUT)
    (folder / "lab.ipynb").symlink_to(outside)
    problem = read(folder).problem
    assert problem == ("lab.ipynb cannot be read: it is a symbolic link; links are not followed")


def test_linked_folders_and_files_are_left_out(folder):
    secret = folder.parent / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret")
    (folder / "inside").symlink_to(secret)
    (folder / "key.txt").symlink_to(secret / "key.txt")
    (folder / "gone").symlink_to(secret / "gone")
    submission = read_bytes(folder, HANDED_OUT)
    assert submission.files == {}
    links = "it is a symbolic link; links are not followed"
    assert submission.notes == [f"left out {n}: {links}" for n in ("gone", "inside", "key.txt")]


def test_a_linked_submission_is_refused(folder):
    (folder / "lab.ipynb").write_text(HANDED_OUT)
    link = folder.with_name("linked")
    link.symlink_to(folder)
    assert "a symbolic link; links are not followed" in read(link).problem


def bind_socket(path):
    with socket.socket(socket.AF_UNIX) as new:
        new.bind(path.name)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (os.mkfifo, "it is a named pipe"),
        (os.mkdir, "it is a folder"),
        (bind_socket, "it is a socket"),
    ],
)
def test_what_is_named_like_the_notebook_but_is_no_file(folder, monkeypatch, make, words):
    monkeypatch.chdir(folder)  # a socket's path is short
    make(folder / "lab.ipynb")
    assert read(folder).problem == f"lab.ipynb cannot be read: {words}"


def test_names_that_cannot_be_shown_are_left_out(folder):
    (folder / "two\nlines").write_text("x")
    (folder / os.fsdecode(b"\xff.csv")).write_text("x")
    submission = read_bytes(folder, HANDED_OUT)
    assert submission.files == {}
    assert [note.split(":")[0] for note in submission.notes] == [
        "left out 'two\\nlines'",
        "left out '\\udcff.csv'",
    ]


def test_what_may_not_be_read_is_left_out(folder, monkeypatch):
    (folder / "locked.txt").write_text("x")
    real = os.open

    def refuse(path, *args, **more):
        if path == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **more)

    monkeypatch.setattr(os, "open", refuse)
    note = "left out locked.txt: it could not be opened (Permission denied)"
    assert read_bytes(folder, HANDED_OUT).notes == [note]


def test_deep_folders_end_somewhere(folder):
    deep = folder
    for _ in range(30):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "x").write_text("x")
    submission = read_bytes(folder, HANDED_OUT)
    assert submission.files == {}
    assert submission.notes[0].endswith("folders are nested more than 20 deep")


# Limits


def test_files_over_the_limits_are_left_out(folder):
    (folder / "a.bin").write_bytes(bytes(2**20))
    with open(folder / "b.zip", "wb") as file:
        file.truncate(512 * 2**20)  # a hole: takes no room
    (folder / "c.bin").write_bytes(bytes(2**20))
    (folder / "lab.ipynb").write_text(HANDED_OUT)
    submission = read(folder, file_mib=64, total_mib=1)
    assert list(submission.files) == ["a.bin"]
    assert submission.notes == [
        "left out b.zip: it has 512 MiB, over the limit of 64 MiB",
        "left out c.bin: all files together are over the limit",
    ]


def test_a_notebook_over_the_limit_is_a_problem(folder):
    (folder / "lab.ipynb").write_text(" " * 2**20 + HANDED_OUT)
    assert read(folder).problem is None
    assert read(folder, total_mib=0).problem is None  # the limit of the files beside it
    problem = read(folder, notebook_mib=1).problem
    assert problem == "lab.ipynb cannot be read: it has 1.1 MiB, over the limit of 1 MiB"


def test_thousands_of_files_are_not_all_read(folder):
    for number in range(8):
        (folder / f"{number}.txt").write_text("x")
    (folder / "0.ipynb").write_text(HANDED_OUT)
    submission = read(folder, files=5)
    assert len(submission.files) == 4
    assert submission.notes[-1].startswith("left out 4.txt: more than 5 files were handed in")
