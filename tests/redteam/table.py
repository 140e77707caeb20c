"""docs/redteam.md: what each submission tries, and what nbgrader and labkit do with it.

python tests/redteam/table.py    # writes the document from the two JSON files
"""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from redteam import KINDS
from redteam.adapter import LIMITS
from redteam.entry import Red
from redteam.lab import POINTS

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "redteam.md"
GRADERS = {"nbgrader 0.9.6": "nbgrader_0_9_6.json", "labkit": "labkit.json"}

_HEAD = """\
# The red team

{count} submissions to one small lab of {points:g} points. Cheats answer wrongly and must earn
nothing by it; whoever harms loses that exercise and disturbs nobody; broken files are graded where
they can be; honest oddities keep every point. A tick is what must happen. `tests/redteam/` holds
all submissions.

**nbgrader 0.9.6** is plain `nbgrader autograde` with 10 s a cell, beside classmates whose grades
must not change (`tests/redteam/nbgrader_runs.py`). Whoever could disturb others was graded alone,
in a throw-away copy of the machine. It is the grader as it comes: a course can put it into a
container for each student, which would stop much of the harm. That was not measured.

**labkit** is what `labkit grade` does with {cell_seconds:g} s a cell and {memory_mib} MiB: all of
them are one class, graded side by side (`tests/redteam/adapter.py`). Points are those in
gradebook.db. Nothing else in the course folder changed, nothing in the home folder was theirs, no
process or file was left behind, and two classmates, graded first and last, had full points. Every
end had a name.
`tests/test_grading_redteam.py` grades the class again at every change of labkit and compares.

Harm is bounded (3 GB of memory, 300 processes, 600 MB of files): enough to pass every limit of
labkit, not enough to take a machine. A tick for nbgrader there says that the machine was large
enough.
"""

_GAPS = """\

## What labkit does not stop

- `check.forbid` asks *how* a student's function does its work, so it must act in the student's
  process, and no process can be defended against its own code for good: the known ways around it
  are closed, but machine code of one's own would find another. What a function *gives* is judged
  elsewhere.
- A student's function sees what a hidden test passes to it, and can print it into the student's
  own feedback. Tests whose numbers differ in each run give nothing away.
- It may answer those inputs only, from a table say, if it knows them from somebody else.
- A list or dict that it is given may change, as in any Python: a test that computes what it
  expects from them should do that before the call.
- What Linux itself lets through: a room is a process with its own namespaces, user and filter of
  system calls, but it is no virtual machine.
- Names of students are not checked against who wrote the notebook, and copies are not sought.
"""

# How a run ends that the grader has in hand: nbgrader's, then labkit's.
NAMED = ("finished", "graded", "malformed", "not handed in")
_TITLES = {
    "cheat": "Cheats",
    "harm": "Harm",
    "malformed": "Broken files",
    "honest": "Honest oddities",
}

_SECRETS = {
    "leaked: secret-test": "reads the hidden tests",
    "leaked: secret-home": "reads the grader's home folder",
    "leaked: secret-environment": "reads the grader's environment",
}


def verdict(red: Red, result: dict | None) -> str:
    """Return in a few words what a grader made of a submission; a tick if it is as it must be."""
    if result is None:
        return ""
    found, got = [], result["points"]
    most = red.points or dict.fromkeys(POINTS, 0.0)
    least = red.least or most
    if got is None:
        lost = sum(least.values())
        found += [f"not graded, {_points(lost)} lost"] if lost else []
    else:
        unearned = sum(max(0.0, got[name] - most[name]) for name in POINTS)
        lost = sum(max(0.0, least[name] - got[name]) for name in POINTS)
        found += [f"{_points(unearned)} not earned"] if unearned else []
        found += [f"{_points(lost)} lost"] if lost else []
    if not result["ended"].startswith(NAMED):
        found.append(result["ended"])
    return "; ".join(found + _harm(result["harm"])) or "✓"


def document() -> str:
    """Return the text of docs/redteam.md."""
    files = {name: HERE / file for name, file in GRADERS.items()}
    results = {n: json.loads(f.read_text()) if f.exists() else {} for n, f in files.items()}
    count = sum(len(entries) for entries in KINDS.values())
    numbers = LIMITS._asdict() | {"count": count, "points": sum(POINTS.values())}
    parts = [_HEAD.format(**numbers), *_summary(results), _GAPS[:-1]]
    for kind, entries in KINDS.items():
        parts += [
            "",
            f"## {_TITLES[kind]}",
            "",
            f"| submission | what it is | {' | '.join(GRADERS)} |",
        ]
        parts.append("|---" * (2 + len(GRADERS)) + "|")
        for red in entries:
            cells = [verdict(red, results[name].get(red.name)) for name in GRADERS]
            parts.append(f"| {' | '.join([f'`{red.name}`', red.tries, *cells])} |")
    return "\n".join(parts) + "\n"


def _summary(results: dict[str, dict]) -> list[str]:
    """Return a table of how many submissions got what they must get."""
    lines = [f"| as it must be | {' | '.join(GRADERS)} |", "|---" * (1 + len(GRADERS)) + "|"]
    for kind, entries in KINDS.items():
        cells = []
        for name in GRADERS:
            verdicts = [verdict(red, results[name].get(red.name)) for red in entries]
            right = verdicts.count("✓")
            cells.append(f"{right} of {len(entries)}" if any(verdicts) else "")
        lines.append(f"| {_TITLES[kind].lower()} | {' | '.join(cells)} |")
    return lines


def _points(number: float) -> str:
    return f"{number:g} point{'' if number == 1 else 's'}"


def _harm(lines: list[str]) -> list[str]:
    """Return harm in words for the table; many lost or written files become one."""
    words = [_SECRETS.get(line, line) for line in lines]
    lost = [word for word in words if word.startswith("lost: ")]
    if len(lost) > 2:
        words = [word for word in words if word not in lost] + [f"{len(lost)} files lost"]
    return [word.replace("|", "/").replace("\n", " ") for word in words]


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
