"""Grade every submission of the red team by plain ``nbgrader autograde``; write what it did.

    python tests/redteam/nbgrader_runs.py [--workers 2] [name …]

Whoever could disturb others runs alone, between a classmate graded before and one graded after;
the rest in groups. All run in a throw-away copy of the machine: own processes, own network and an
overlay over the whole disk, held in memory. Needs Linux and root. Takes about ten seconds a
submission. Names given are run again; the rest of ``nbgrader_0_9_6.json`` stays.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from redteam import ALL, KINDS  # noqa: E402
from redteam.cheats_files import ENTRIES as FILES  # noqa: E402
from redteam.course import make_course  # noqa: E402
from redteam.entry import Red, all_but, hand_in  # noqa: E402
from redteam.lab import NAME  # noqa: E402

FILE = Path(__file__).with_name("nbgrader_0_9_6.json")

# A copy of the machine: the disk under an overlay, in namespaces of its own.
_MACHINE = """
set -e
mount --make-rprivate /
mount -t tmpfs -o size=1500m tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
mount --rbind /dev /mnt/root/dev
mount -t tmpfs -o size=1g tmpfs /mnt/root/dev/shm
mount -t proc proc /mnt/root/proc
ip link set lo up
ulimit -v 16000000
cd /mnt/root
exec chroot . "$@"
"""


def template(folder: Path) -> dict:
    """Write a course with one classmate graded and one to be graded; return the released lab."""
    course = make_course(folder / "course")
    (folder / "home").mkdir()
    (folder / "home" / "diary.txt").write_text("secret-home")
    released = json.loads(course.lab.release.read_text())
    right = Red("right", "", all_but())
    submitted = course.root / "submitted"
    hand_in(right, released, submitted / "a_bystander" / NAME)
    for words in (["generate_assignment", "--force", NAME], ["autograde", NAME]):
        command = [sys.executable, "-m", "nbgrader", *words]
        done = subprocess.run(command, cwd=course.root, check=False, stderr=subprocess.PIPE)
        if done.returncode:
            raise SystemExit(done.stderr.decode())
    hand_in(right, released, submitted / "z_bystander" / NAME)
    return released


def run(names: list[str], made: Path, released: dict) -> dict:
    """Return what nbgrader does with submissions that are graded by one command."""
    with tempfile.TemporaryDirectory(prefix="red-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "class"
        shutil.copytree(made, folder, symlinks=True)
        if not _disturbing(names[0]):
            shutil.rmtree(folder / "course" / "submitted" / "z_bystander")
        for name in names:
            hand_in(ALL[name], released, folder / "course" / "submitted" / name / NAME)
        late = str(max(ALL[name].late for name in names))
        inside = [sys.executable, "-m", "redteam.inside", str(folder / "course"), late, *names]
        done = subprocess.run(
            ["unshare", "-mpfni", "bash", "-c", _MACHINE, "machine", *inside],
            env=os.environ | {"HOME": str(folder / "home"), "PYTHONPATH": _path()},
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        lost = {"points": None, "ended": "no report", "harm": []}
        return {"results": dict.fromkeys(names, lost), "seconds": 0, "log": done.stderr[-3000:]}


def batches(names: list[str]) -> list[list[str]]:
    """Return which submissions may be graded together: those that cannot disturb each other."""
    tame = [name for name in names if not _disturbing(name)]
    together = [tame[start : start + 8] for start in range(0, len(tame), 8)]
    return together + [[name] for name in names if _disturbing(name)]


def _disturbing(name: str) -> bool:
    return ALL[name] in (*KINDS["harm"], *KINDS["malformed"], *FILES)


def _path() -> str:
    return os.pathsep.join([str(TESTS), str(TESTS.parent)])


def main() -> None:
    """Run the submissions named, or all, and write the file after each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", choices=[*ALL, []], metavar="name")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--log", type=Path, help="a folder for what nbgrader printed")
    options = parser.parse_args()
    names = options.names or list(ALL)
    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    os.environ["PYTHONPATH"] = _path()
    results = json.loads(FILE.read_text()) if FILE.exists() else {}
    with tempfile.TemporaryDirectory(prefix="red-") as name:
        made = Path(name) / "class"
        made.mkdir()
        released = template(made)
        with ThreadPoolExecutor(options.workers) as pool:
            futures = [pool.submit(run, batch, made, released) for batch in batches(names)]
            for future in as_completed(futures):
                report = future.result()
                for name, result in report["results"].items():
                    results[name] = result
                    print(f"{report['seconds']} s {name} {result}", flush=True)
                    if options.log:
                        (options.log / f"{name}.log").write_text(report["log"])
                ordered = {key: results[key] for key in ALL if key in results}
                FILE.write_text(json.dumps(ordered, indent=1) + "\n")


if __name__ == "__main__":
    main()
