"""Answers that are alike beyond what the exercise itself makes alike.

Code is taken as its tokens, every name of the student's own choosing replaced, so that renaming and
reformatting change nothing. Runs of tokens that few submissions share weigh most (tf–idf): what the
exercise, or the lecture, makes everybody write counts little.
"""

import builtins
import io
import keyword
import tokenize
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from labkit.report.read import Class, Student

_RUN = 5  # tokens
_ALIKE = 0.8  # cosine, from which a pair is shown
_FEWEST_TOKENS = 60  # shorter submissions are alike by chance
MOST_PAIRS = 30
_SKIPPED = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
)


class Pair(NamedTuple):
    """Two students, how alike their code is (0 to 1), and the exercises with the same tokens."""

    first: str
    second: str
    likeness: float
    same: list[str]


def pairs(course: Class, reference: dict[str, str]) -> list[Pair]:
    """Return the pairs that are most alike, at most 30; ``reference`` holds the stubs.

    Exercises still at their stub are left out.
    """
    students = [student for student in course.students if student.answers]
    codes = [_codes(student, reference) for student in students]
    texts = [" | ".join(code.values()) for code in codes]
    enough = [i for i, text in enumerate(texts) if len(text.split()) >= _FEWEST_TOKENS]
    if len(enough) < 2:
        return []
    weighed = TfidfVectorizer(
        analyzer=_runs, sublinear_tf=True, min_df=2 if len(enough) > 2 else 1, smooth_idf=True
    ).fit_transform([texts[i] for i in enough])
    found = []
    for row in range(len(enough) - 1):
        alike = (weighed[row] @ weighed[row + 1 :].T).toarray()[0]
        for other in np.flatnonzero(alike >= _ALIKE):
            one, two = enough[row], enough[row + 1 + int(other)]
            same = _same(codes[one], codes[two])
            found.append(Pair(students[one].name, students[two].name, float(alike[other]), same))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first))[:MOST_PAIRS]


def tokens(code: str) -> list[str]:
    """Return code's tokens; names are numbered as they come, comments and layout are dropped.

    >>> tokens("total = width + 1  # plus one")
    ['1', '=', '2', '+', '#1']
    >>> tokens("t=w+ 1") == tokens("total = width + 1")
    True
    """
    names: dict[str, str] = {}
    found = []
    before = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in _SKIPPED:
                continue
            text = token.string
            if token.type == tokenize.NAME and not _is_known(text) and before != ".":
                text = names.setdefault(text, str(len(names) + 1))
            elif token.type == tokenize.NUMBER:
                text = f"#{text}"
            elif token.type == tokenize.STRING:
                text = '""'
            found.append(text.replace(" ", "_"))
            before = token.string
    except (tokenize.TokenError, SyntaxError):  # the code does not parse: what came before counts
        pass
    return found


def _is_known(name: str) -> bool:
    return keyword.iskeyword(name) or hasattr(builtins, name)


def _codes(student: Student, stubs: dict[str, str]) -> dict[str, str]:
    found = {name: " ".join(tokens(code)) for name, code in student.answers.items()}
    return {n: code for n, code in found.items() if code != " ".join(tokens(stubs.get(n, "")))}


def _same(one: dict[str, str], two: dict[str, str]) -> list[str]:
    return [name for name, code in one.items() if two.get(name) == code]


def _runs(text: str) -> Sequence[str]:
    """Return the runs of five tokens within each exercise."""
    found = []
    for part in text.split(" | "):
        words = part.split()
        found += [" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
    return found
