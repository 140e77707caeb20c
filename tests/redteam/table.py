"""docs/redteam.md: what each submission tries, and what nbgrader and labkit do with it.

python tests/redteam/table.py    # writes the document from the two JSON files
"""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from redteam import KINDS
from redteam.entry import Red
from redteam.lab import POINTS

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "redteam.md"
GRADERS = {"nbgrader 0.9.6": "nbgrader_0_9_6.json", "labkit": "labkit.json"}

_HEAD = """\
# The red team

{count} submissions to one small lab of {points:g} points. Cheats answer wrongly and must earn
nothing by it; whoever harms loses that exercise and disturbs nobody; broken files are graded where
they can be; honest oddities keep every point. `tests/redteam/` holds them all, and
`tests/test_grading_redteam.py` grades them as one class.

The column of nbgrader comes from `tests/redteam/nbgrader_runs.py`: plain `nbgrader autograde` with
10 s a cell, beside classmates whose grades must not change. A tick is what must happen. Harm is
bounded (3 GB of memory, 300 processes, 600 MB of files), so that it passes every limit of labkit
but not what a machine has: a tick for nbgrader there says that the machine was large enough.
"""

# How a run ends that its grader has in hand: nbgrader's, then labkit's.
_NAMED = ("finished", "graded", "malformed", "not handed in")
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
    if not result["ended"].startswith(_NAMED):
        found.append(result["ended"])
    return "; ".join(found + _harm(result["harm"])) or "✓"


def document() -> str:
    """Return the text of docs/redteam.md."""
    files = {name: HERE / file for name, file in GRADERS.items()}
    results = {n: json.loads(f.read_text()) if f.exists() else {} for n, f in files.items()}
    count = sum(len(entries) for entries in KINDS.values())
    parts = [_HEAD.format(count=count, points=sum(POINTS.values())), *_summary(results)]
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
