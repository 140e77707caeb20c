"""A sample class: seven students who hand in what students hand in, and what each must get."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat

from labkit.teaching.course import CourseError, Lab, read_notebook, read_text
from labkit.teaching.exercises import Exercise, exercises

_ENDLESS = """
def {name}(*args, **kwargs):
    while True:
        pass
"""


class Sample(NamedTuple):
    """One student's submission as text, and the points that it must earn (None: ungradable)."""

    student: str
    text: str
    expected: dict[str, float | None]


class _Answers(NamedTuple):
    """Sources of answers to one exercise: the reference, another right style, a wrong one."""

    reference: str
    other: str
    wrong: str


def sample_class(root: Path, lab: Lab) -> list[Sample]:
    """Return the submissions of the sample class for a lab, in order of the students' names.

    Raises :class:`CourseError` if the course keeps no right and wrong answers for an exercise.
    """
    tasks = exercises(read_notebook(lab.solution))
    kept = {task.name: _kept(root, lab, task) for task in tasks}
    names = [task.name for task in tasks]
    half = set(names[: len(names) // 2])
    looping = names[:2][-1]  # the second, or the only one

    def student(name: str, choose: Callable[[str], tuple[str | None, bool]]) -> Sample:
        choice = {task: choose(task) for task in names}
        answers = {task: source for task, (source, _) in choice.items() if source is not None}
        expected = {task.name: task.points * choice[task.name][1] for task in tasks}
        return Sample(name, _filled(lab, answers), expected)

    def partly(task: str) -> tuple[str | None, bool]:
        return (kept[task].reference, True) if task in half else (None, False)

    def endless(task: str) -> tuple[str | None, bool]:
        if task == looping:
            return _ENDLESS.format(name=task), False
        return kept[task].reference, True

    broken = read_text(lab.release)[:-2000]
    return [
        student("all_right", lambda task: (kept[task].reference, True)),
        student("another_style", lambda task: (kept[task].other, True)),
        student("endless_loop", endless),
        Sample("not_json", broken, dict.fromkeys(names)),
        student("partly_right", partly),
        student("plausibly_wrong", lambda task: (kept[task].wrong, False)),
        student("untouched", lambda task: (None, False)),
    ]


def _kept(root: Path, lab: Lab, task: Exercise) -> _Answers:
    folder = root / "tests" / "answers" / lab.name / task.name
    right = [read_text(path) for path in sorted(folder.glob("right_*.py"))]
    wrong = [read_text(path) for path in sorted(folder.glob("wrong_*.py"))]
    if not (right and wrong):
        raise CourseError(f"{folder} needs at least one right_*.py and one wrong_*.py.")
    # Plausible is a mistake that has a name; in a quiz, the first of the other letters.
    named = [text for text in wrong if "\n# named: " in text and not _is_quiz(task)]
    return _Answers(task.reference, _typed(right[0]), _typed((named or wrong)[0]))


def _typed(kept: str) -> str:
    """Return what a student would have typed: a kept answer without the comments about it."""
    lines = kept.split("\n")
    while lines[0].startswith("#"):
        lines = lines[1:]
    return "\n".join(lines)


def _is_quiz(task: Exercise) -> bool:
    return task.name.startswith("answer_")


def _filled(lab: Lab, answers: dict[str, str]) -> str:
    """Return the released notebook with answers typed into their cells."""
    notebook = read_notebook(lab.release)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell.source = answers[grade_id]
    return nbformat.writes(notebook)
