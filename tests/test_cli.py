"""The command line: light, honest exit codes, one line for each problem."""

import subprocess
import sys

import pytest

from labkit.cli import main
from labkit.doctor import Finding


def modules_after(code: str) -> set[str]:
    """Return what is imported after some code ran in a fresh interpreter."""
    program = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_import_and_help_are_light():
    heavy = {"torch", "torchvision", "matplotlib", "nbgrader", "jupytext", "IPython", "numpy"}
    assert modules_after("import labkit") & heavy == set()
    code = "from labkit.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert modules_after(code) & heavy == set()


def test_submodules_load_on_first_use():
    assert "torch" in modules_after("import labkit; labkit.check.call")
    with pytest.raises(subprocess.CalledProcessError):
        modules_after("import labkit; labkit.nothing")


@pytest.mark.parametrize("arguments", [[], ["grades"], ["labs", "--chek"]])
def test_misspelt_commands_exit_with_2(arguments):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize(("status", "code"), [("ok", 0), ("note", 0), ("problem", 1)])
def test_doctor_prints_one_screen_and_its_exit_code(status, code, monkeypatch, capsys):
    finding = Finding("torch", "2.13", status, None if status == "ok" else "mend it")
    monkeypatch.setattr("labkit.doctor.examine", lambda: [finding])
    assert main(["doctor"]) == code
    assert "2.13" in capsys.readouterr().out


def test_ctrl_c_ends_in_one_line(monkeypatch, capsys):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr("labkit.teaching.course.find_root", interrupted)
    assert main(["labs"]) == 130
    assert capsys.readouterr().err == "labkit: stopped.\n"
