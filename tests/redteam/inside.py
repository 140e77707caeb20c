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

from redteam.lab import NAME
from redteam.probes import Watched, harm_done, has_script, leaks, scores, script_runs, snapshot

_WALL_SECONDS = 300


def grade(root: Path, late: float, students: list[str]) -> dict[str, dict]:
    """Grade whoever is not graded yet; return points, end and harm of each student."""
    classmates = (p.name for p in (root / "submitted").iterdir() if p.name.endswith("bystander"))
    watched = Watched(root, Path.home(), tuple(classmates))
    before = snapshot(watched)
    started = time.monotonic()
    log = Path("/mnt/nbgrader.log")
    ended = _nbgrader(root, log, "autograde", NAME)
    seconds = time.monotonic() - started
    time.sleep(late)
    harm = harm_done(watched, before)
    results = {}
    for student in students:
        points = scores(root, student)
        done = "finished" if points else "finished, not graded"
        results[student] = {
            "points": points,
            "ended": ended or done,
            "harm": [*harm, *leaks(root, student), *_script(root, log, student)],
        }
    text = log.read_text(errors="replace")[-3000:]
    return {"results": results, "seconds": round(seconds, 1), "log": text}


def _script(root: Path, log: Path, student: str) -> list[str]:
    """Return a line if the page of feedback would run a script of the student's."""
    if not has_script(root, student):
        return []
    _nbgrader(root, log, "generate_feedback", NAME, "--student", student)
    return script_runs(root, student)


def _nbgrader(root: Path, log: Path, *words: str) -> str | None:
    """Run nbgrader; return how it ended if it was not by itself."""
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
    return f"the run was killed by signal {-code}" if code < 0 else None


if __name__ == "__main__":
    print(json.dumps(grade(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])))
