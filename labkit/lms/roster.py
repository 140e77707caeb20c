"""The CSV files of a class that Canvas and Moodle give: who is who, and where grades stand."""

import re
from datetime import datetime, timezone
from typing import NamedTuple

from dateutil import parser, tz

from labkit.lms.table import Table
from labkit.teaching.course import CourseError

_NUMBER = {"canvas": "ID", "moodle": "Identifier"}
_TIME = "Last modified (submission)"


class Column(NamedTuple):
    """Where grades stand, and out of how many points they are, by row; None: it does not say."""

    place: int
    points: dict[int, float | None]


def people(table: Table, platform: str, column: str | None = None) -> dict[str, int]:
    """Return the row of each person by the value in a column, or by the platform's own number.

    Raises :class:`CourseError` if there is no such column, or a value stands in it twice.
    """
    place = table.column(column) if column else _number_column(table, platform)
    found: dict[str, int] = {}
    for row in range(len(table.rows)):
        value = table.value(row, place)
        if not column:
            digits = re.search(r"\d+\Z", value)  # Moodle writes "Participant 1234567"
            value = digits[0] if digits else ""
        if not value or is_points_row(table, row):
            continue
        if value in found:
            raise CourseError(f"{table.path}: {value!r} stands twice in {table.head[place]!r}.")
        found[value] = row
    return found


def own_ids(table: Table, platform: str, column: str) -> dict[str, str]:
    """Return what the course calls each person, from a column, by the platform's number."""
    mine = {row: value for value, row in people(table, platform, column).items()}
    for value in mine.values():
        if re.search(r"[/\\]|\A\.", value) or not value.isprintable():
            raise CourseError(f"{table.path}: {value!r} cannot be the name of a folder.")
    found = people(table, platform)
    return {number: mine[row] for number, row in found.items() if row in mine}


def times(table: Table) -> dict[str, datetime | None]:
    """Return when each participant handed in, from Moodle's worksheet; None if it is unreadable.

    Moodle writes the time of the person who downloads, and does not say so: it is taken for this
    machine's own.
    """
    if _TIME not in table.head:
        return {}
    place = table.column(_TIME)
    found = {}
    for number, row in people(table, "moodle").items():
        text = table.value(row, place)
        if text and text != "-":
            found[number] = _time(text)
    return found


def who(table: Table, row: int) -> str:
    """Return a person's name as the file has it, for people to read."""
    named = [c for c, title in enumerate(table.head) if re.search(r"name|Student\Z", title, re.I)]
    return table.value(row, named[0] if named else 0)


def is_points_row(table: Table, row: int) -> bool:
    """Say whether this is Canvas's row of the points that there are."""
    return table.value(row, 0) == "Points Possible"


def grade_column(table: Table, platform: str, lab: str, wish: str | None) -> Column:
    """Return the column for the grades of a lab: the one that is wished, or the one that fits.

    Raises :class:`CourseError` if none fits, or more than one.
    """
    if platform == "canvas":
        place = _canvas_column(table, lab, wish)
        row = next((r for r in range(len(table.rows)) if is_points_row(table, r)), None)
        if row is None:
            raise CourseError(f"{table.path} has no row 'Points Possible': is it Canvas's own?")
        points = _points(table, row, place)
        return Column(place, dict.fromkeys(range(len(table.rows)), points))
    place = table.column(wish or "Grade")
    if "%" in table.head[place] or "percent" in table.head[place].lower():
        raise CourseError(f"Moodle imports points only: take another column than {wish!r}.")
    # On the grading worksheet, in any language, the best grade stands right of the grade.
    if place + 1 < len(table.head) and (not wish or _is_worksheet(table)):
        return Column(place, {r: _points(table, r, place + 1) for r in range(len(table.rows))})
    return Column(place, dict.fromkeys(range(len(table.rows))))


def _number_column(table: Table, platform: str) -> int:
    if platform == "moodle" and _is_worksheet(table):
        return 0
    if _NUMBER[platform] not in table.head:
        raise CourseError(
            f"{table.path} has no column {_NUMBER[platform]!r}: download "
            + ("the gradebook" if platform == "canvas" else "the grading worksheet")
            + f" from {platform.title()}, or say with --id which column holds your student ids."
        )
    return table.column(_NUMBER[platform])


def _is_worksheet(table: Table) -> bool:
    """Say whether every row starts with a participant, as on Moodle's worksheet in any language."""
    return all(re.fullmatch(r"\D+\d+", table.value(row, 0)) for row in range(len(table.rows)))


def _canvas_column(table: Table, lab: str, wish: str | None) -> int:
    titles = {title: re.fullmatch(r"(.*) \((\d+)\)", title) for title in table.head}
    if wish:
        chosen = [
            t for t, match in titles.items() if wish in (t, *(match.groups() if match else ()))
        ]
    else:
        chosen = [t for t, match in titles.items() if match and _words(lab) <= _words(match[1])]
    if len(chosen) == 1:
        return table.column(chosen[0])
    there = "; ".join(chosen or [title for title, match in titles.items() if match]) or "none"
    many = "More than one column" if chosen else "No column"
    raise CourseError(
        f"{many} of {table.path} is for {wish or lab}: say --column and the title or the number "
        f"of one of these: {there}."
    )


def _words(text: str) -> set[str]:
    """Return the words of a title, numbers without zeros in front.

    >>> sorted(_words("Lab 1: Convolution arithmetic")), sorted(_words("01_convolution"))
    (['1', 'arithmetic', 'convolution', 'lab'], ['1', 'convolution'])
    """
    return {w.lstrip("0") if w.isdigit() else w for w in re.findall(r"[^\W_]+", text.lower())}


def _points(table: Table, row: int, column: int) -> float | None:
    text = table.value(row, column).replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        raise CourseError(
            f"{table.path}: {table.value(row, column)!r} should be a number of points. Is "
            f"{table.head[column]!r} graded by a scale?"
        ) from None


def _time(text: str) -> datetime | None:
    """Return a time in words, without a zone in the text, as UTC without a zone."""
    try:
        local = parser.parse(text, default=datetime(2000, 1, 1))
    except (parser.ParserError, OverflowError):
        return None
    return local.replace(tzinfo=tz.tzlocal()).astimezone(timezone.utc).replace(tzinfo=None)
