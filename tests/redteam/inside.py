"""Grade one submission and the classmates' by plain nbgrader, and print what happened as JSON.

Started by ``nbgrader_runs`` as the first process of a throw-away copy of the whole machine, so
that whatever a submission does ends with this process.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from redteam.entry import FILE
from redteam.lab import NAME
from redteam.probes import Watched, harm_done, scores, snapshot

_WALL_SECONDS = 120


def grade(root: Path, student: str, late: float) -> dict:
    """Grade whoever is not graded yet; return points, end and harm."""
    classmates = (p.name for p in (root / "submitted").iterdir() if p.name.endswith("bystander"))
    watched = Watched(root, Path.home(), tuple(classmates))
    before = snapshot(watched)
    started = time.monotonic()
    log = Path("/mnt/nbgrader.log")
    ended = _nbgrader(root, log, "autograde", NAME)
    seconds = time.monotonic() - started
    time.sleep(late)
    harm = harm_done(watched, before, student)
    graded = root / "autograded" / student / NAME / FILE
    if graded.is_file() and b"redteam()" in graded.read_bytes():
        _nbgrader(root, log, "generate_feedback", NAME, "--student", student)
        pages = [path.read_text() for path in root.glob(f"feedback/{student}/*/*.html")]
        harm += ["a script in the feedback"] * any("<script>redteam()" in page for page in pages)
    return {
        "points": scores(root, student),
        "ended": ended,
        "harm": harm,
        "seconds": round(seconds, 1),
        "log": log.read_text(errors="replace")[-3000:],
    }


def _nbgrader(root: Path, log: Path, *words: str) -> str:
    environment = os.environ | {"REDTEAM_SECRET": "secret-environment"}
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
        try:
            code = process.wait(_WALL_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"still running after {_WALL_SECONDS} s"
    if code < 0:
        return f"the run was killed by signal {-code}"
    return "finished" if code == 0 else f"finished with exit code {code}"


if __name__ == "__main__":
    print(json.dumps(grade(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))))
