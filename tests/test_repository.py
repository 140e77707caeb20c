"""The files around the code say what is true."""

import re
from importlib.metadata import metadata

import yaml
from conftest import LABS, ROOT
from packaging.requirements import Requirement

from labkit.cli import _parser

METADATA = metadata("labkit")
REQUIREMENTS = [Requirement(text) for text in METADATA.get_all("Requires-Dist")]
README = (ROOT / "README.md").read_text()


def test_conda_installs_what_pyproject_says():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    *conda, pip = environment["dependencies"]
    assert conda == [f"python {METADATA['Requires-Python']}", "pip"]
    assert pip == {"pip": ["-e .[all]"]}
    extras = METADATA.get_all("Provides-Extra")
    wanted = {name: required_by(name) for name in extras}
    assert wanted.pop("all") == set().union(*wanted.values())


def required_by(extra: str) -> set[str]:
    """Return the requirements that an extra adds, without their markers."""
    added = [r for r in REQUIREMENTS if r.marker and r.marker.evaluate({"extra": extra})]
    return {f"{requirement.name}{requirement.specifier}" for requirement in added}


def test_every_requirement_has_a_lower_and_an_upper_bound():
    for requirement in REQUIREMENTS:
        signs = {specifier.operator for specifier in requirement.specifier}
        assert signs == {">=", "<"}, requirement


def test_what_shares_a_fixture_runs_in_one_worker(request):
    """Else the class is graded, and each lab run, once in every worker."""
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@tests/test_repository.py")


def test_continuous_integration_runs_the_readmes_test_command():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]
    assert re.search(r"^make test ", README, re.MULTILINE)


def test_commands_in_the_documents_exist():
    known = set(re.findall(r"^    (\w+)\s", _parser().format_help(), re.MULTILINE))
    assert {"demo", "labs"} <= known
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        text = path.read_text()
        assert set(re.findall(r"(?:^|[`\\/])labkit (\w+)", text, re.MULTILINE)) <= known, path
        assert set(re.findall(r"(?:^|`)make (\w+)", text, re.MULTILINE)) <= targets, path


def test_the_readmes_table_of_labs_is_true():
    rows = re.findall(r"^\| (\d\d) \| ([^|]+) \| (\d+) \| (\d+) \|$", README, re.MULTILINE)
    said = []
    for lab in LABS:
        text = lab.source.read_text()
        number, title = re.search(r"^# # Lab (\d\d) · (.+)$", text, re.MULTILINE).groups()
        said.append((number, title, *re.search(r"\*\*(\d+) minutes · (\d+) points", text).groups()))
    assert rows == said
