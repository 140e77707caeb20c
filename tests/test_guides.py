"""The guides cannot go stale: what they tell people to type is known to what they call."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
import distributed.cli.dask_scheduler
import distributed.cli.dask_worker
import nbgrader
import pytest
import yaml
from conftest import ROOT, SMALL_LAB
from jupyterlab.labapp import LabApp
from jupyterlab.labextensions import LabExtensionApp
from nbgrader.apps import NbGraderApp
from traitlets.utils.importstring import import_item

from labkit.audit.zoo import Kept, is_named
from labkit.cli import _OWN, _parser
from labkit.teaching import course
from labkit.teaching.exercises import exercises, run
from labkit.teaching.release import build, write
from labkit.teaching.source import to_notebook

GUIDES = [ROOT / "README.md", *sorted(set(ROOT.glob("docs/*.md")) - {ROOT / "docs/redteam.md"})]
LAB = "01_convolution_arithmetic"
DASK = {
    "scheduler": distributed.cli.dask_scheduler.main,
    "worker": distributed.cli.dask_worker.main,
}
PARSERS = {
    "grade": "labkit.grading.arguments",
    "collect": "labkit.lms.collect",
    "export": "labkit.lms.export",
}
# What belongs to the system, and says by itself what is wrong.
OTHERS = {"source", "mkdir", "chmod", "cp", "git", "unzip", ".venv/Scripts/activate"}


class Block(NamedTuple):
    """A fenced block of a guide: where it begins, its language and its text."""

    guide: str
    line: int
    language: str
    text: str


def blocks(guide: Path) -> list[Block]:
    text = guide.read_text()
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(guide.name, text[: m.start()].count("\n") + 1, m[1], m[2]) for m in found]


BLOCKS = [block for guide in GUIDES for block in blocks(guide)]


def commands(text: str) -> list[list[str]]:
    """Return the words of each command, also of Windows and of notebooks."""
    lines = [line.lstrip("!%").replace("\\", "/") for line in text.split("\n")]
    split = [shlex.split(line, comments=True) for line in lines]
    return [words[1:] if words[0] == "sudo" else words for words in split if words]


COMMANDS = [
    pytest.param(words, id=f"{block.guide}:{block.line} {' '.join(words)[:60]}")
    for block in BLOCKS
    if block.language in ("sh", "powershell")
    for words in commands(block.text)
]


def test_every_block_has_a_language():
    assert [block[:2] for block in BLOCKS if not block.language] == []
    assert len(COMMANDS) > 60


@pytest.mark.parametrize("words", COMMANDS)
def test_commands_are_known_to_what_they_call(words):
    require_known(words)


@pytest.mark.parametrize(
    "command",
    [
        "labkit marks 01",
        "labkit grade 01 --studnet ada",
        "labkit labs 01 --chek",
        "nbgrader collect_all x",
        "nbgrader collect x --before_duedate",
        "nbgrader db student add ada --firstname Ada",
        "make everything",
        "pip install -e .[teachers]",
        "dask worker tcp://HOST:8786 --nthreads many",
        "conda activate lab",
        "jupyter lab laps",
        "jupyter labextension disable --levle=user x",
        "python -m no_such_module",
        "frobnicate",
    ],
)
def test_what_does_not_exist_is_found(command):
    (words,) = commands(command)
    with pytest.raises((AssertionError, SystemExit)):
        require_known(words)


def require_known(words: list[str]) -> None:
    """Let what a command calls parse its words; raises if it does not know them."""
    name, *rest = words
    name = name.removeprefix(".venv/bin/").removeprefix(".venv/Scripts/")
    known = {
        "labkit": labkit,
        "nbgrader": lambda rest: traitlets_app(NbGraderApp, rest),
        "jupyter": jupyter,
        "make": make,
        "pip": pip,
        "python": python,
        "python3": python,
        "py": python,
        "conda": conda,
        "dask": dask,
    }
    if name in known:
        known[name](rest)
    else:
        assert words[0] in OTHERS, words[0]


def labkit(words: list[str]) -> None:
    name = words[0]
    if name in _OWN:
        parser = import_module(PARSERS.get(name, f"labkit.{name}.command")).parser()
        parser.parse_args(words[1:])
    else:
        _parser().parse_args(words)


def traitlets_app(app: type, words: list[str]) -> None:
    """Know every subcommand and every option of an application of Jupyter's kind."""
    known = app()
    while known.subcommands and words:
        assert words[0] in known.subcommands, words[0]
        app = known.subcommands[words[0]][0]
        known = (import_item(app) if isinstance(app, str) else app)()
        words = words[1:]
    names = [one if isinstance(one, tuple) else (one,) for one in [*known.flags, *known.aliases]]
    options = set().union(*names)
    for word in words:
        if word.startswith("--"):
            assert word.removeprefix("--").split("=")[0] in options, word


def jupyter(words: list[str]) -> None:
    app = {"lab": LabApp, "labextension": LabExtensionApp}[words[0]]
    if app is LabApp:
        assert all((ROOT / word).exists() for word in words[1:])
    else:
        traitlets_app(app, words[1:])


def make(words: list[str]) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(words) <= set(targets)


def pip(words: list[str]) -> None:
    assert words[0] == "install"
    extras = {extra for word in words for extra in re.findall(r"\[(\w+)\]", word)}
    assert extras <= set(metadata("labkit").get_all("Provides-Extra"))


def python(words: list[str]) -> None:
    assert words[0] == "-m"
    assert find_spec(words[1])


def conda(words: list[str]) -> None:
    if words[:2] == ["env", "create"]:
        assert (ROOT / words[-1]).is_file()
    else:
        environment = yaml.safe_load((ROOT / "environment.yml").read_text())
        assert words == ["activate", environment["name"]]


def dask(words: list[str]) -> None:
    try:
        assert DASK[words[0]].make_context(words[0], words[1:]).params
    except click.UsageError as error:
        raise AssertionError(error.format_message()) from None


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_commands_within_sentences_exist(guide):
    named = re.findall(r"`nbgrader ((?:db )?\w+)[^`]*`", guide.read_text())
    for name in named:
        traitlets_app(NbGraderApp, name.split())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_files_and_links_exist(guide):
    text = guide.read_text()
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        assert (guide.parent / target.partition("#")[0]).exists(), target
    folders = r"`((?:labkit|tests|docs|solutions|labs|benchmarks)/[a-z0-9_./]*[a-z0-9_/])`"
    for path in set(re.findall(folders, text)):
        if not path.startswith(("solutions/13_", "tests/answers/13_")):  # the example's own
            assert (ROOT / path).exists(), path


def test_the_students_guide_stands_alone():
    """It is the README of the bundle, with no other guide beside it."""
    assert not re.search(r"\]\((?!https?:)", (ROOT / "docs" / "students.md").read_text())


@pytest.mark.parametrize(
    "block", [b for b in BLOCKS if b.language == "python"], ids=lambda b: f"{b.guide}:{b.line}"
)
def test_python_in_the_guides_is_python(block):
    compile(block.text, block.guide, "exec")


@pytest.mark.parametrize("name", ["instructors.md", "jupyterhub.md"])
def test_messages_that_are_explained_are_real(name):
    """A fixed part of each quoted message stands in what prints it."""
    text = (ROOT / "docs" / name).read_text()
    rows = re.findall(r"^\| `([^|]+?)`", text.partition("## Messages")[2], re.MULTILINE)
    assert len(rows) >= 7
    theirs = Path(nbgrader.__path__[0])
    folders = [ROOT / "labkit", theirs / "exchange", theirs / "converters"]
    sources = [path.read_text() for folder in folders for path in folder.rglob("*.py")]
    printed = re.sub(r'"\s*\n\s*f?"', "", "\n".join([*sources, os.strerror(2), os.strerror(13)]))
    for message in rows:
        parts = re.split(r"…|`|'[^']*'|\b01_\w+\b|: |\{|\}", message)
        assert any(part.strip() in printed for part in parts if len(part.strip()) > 9), message


def test_the_small_lab_of_the_authors_guide_is_one():
    source, wrong, *_ = [b.text for b in BLOCKS if b[0::2] == ("authors.md", "python")]
    (task,) = exercises(to_notebook(source, "13_doubling"))
    assert run(task, task.reference) == (None, None)
    outcome = run(task, wrong)
    assert outcome.complete is not None
    assert is_named(Kept(Path("double/wrong_squared.py"), wrong), outcome)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A course with a small lab, a student's home, and an exchange between them."""
    for folder in ("exchange", "home/.jupyter", f"course/solutions/{LAB}"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    root = tmp_path / "course"
    (root / "solutions" / LAB / f"{LAB}.py").write_text(SMALL_LAB)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    lab = course.find_lab(root, "1")
    write(lab, build(root, lab))
    (settings,) = [block.text for block in BLOCKS if is_for_students(block)]
    settings = settings.replace("/srv/nbgrader/exchange", str(tmp_path / "exchange"))
    (tmp_path / "home/.jupyter/nbgrader_config.py").write_text(settings)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for variable in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def is_for_students(block: Block) -> bool:
    return block.guide == "jupyterhub.md" and "CourseDirectory.course_id =" in block.text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="rooms and the exchange need Linux")
def test_the_round_of_a_shared_server_runs_as_written(server):
    """Instructor and student take turns, each with the blocks of the guide."""
    text = (ROOT / "docs" / "jupyterhub.md").read_text()
    section = text.partition("## A lab's round")[2].partition("\n## ")[0]
    turns = re.findall(r"^The (instructor|student).*?```sh\n(.*?)```", section, re.M | re.S)
    assert [who for who, _ in turns] == ["instructor", "student"] * 2
    said = ""
    for who, block in turns:
        for words in commands(block):
            said += call(words, server / ("course" if who == "instructor" else "home"))
            answer(server / "home" / LAB / f"{LAB}.ipynb")
    assert "(feedback already fetched)" in said
    (page,) = (server / "home" / LAB / "feedback").glob(f"*/{LAB}.html")
    assert "2.0 / 2.0" in page.read_text()


def call(words: list[str], folder: Path) -> str:
    """Run a command in a folder and return what it says."""
    name, *rest = words
    if rest[0] == "grade":
        rest += ["--isolation", "partial"]
    command = [sys.executable, "-m", name, *rest]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def answer(notebook: Path) -> None:
    """Write the answer once the student has the notebook."""
    if notebook.exists():
        text = notebook.read_text().replace("raise NotImplementedError()", "return 2 * number")
        notebook.write_text(text)
