"""A CSV file of somebody else: read its cells, change some, leave every other byte as it was."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from labkit.teaching.course import CourseError

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_FORMULA = re.compile(r"\s*[=@]|\s*[+-](?!([\d.,]+%?)?\s*\Z)")


class Cell(NamedTuple):
    """A cell's value, and where it stands in the text, quotes included."""

    value: str
    start: int
    end: int


class Table(NamedTuple):
    """The text of a CSV file, how it is encoded and divided, and the cells of its rows."""

    path: Path
    text: str
    encoding: str
    delimiter: str
    head: list[str]
    rows: list[list[Cell]]

    def value(self, row: int, column: int) -> str:
        """Return a cell without blanks around it, empty where a row is short."""
        cells = self.rows[row]
        return cells[column].value.strip() if column < len(cells) else ""

    def column(self, name: str) -> int:
        """Return where the column of this name is; raises :class:`CourseError` if nowhere."""
        if self.head.count(name) == 1:
            return self.head.index(name)
        why = "two columns called" if name in self.head else "no column"
        there = ", ".join(repr(title) for title in self.head[:12])
        raise CourseError(f"{self.path} has {why} {name!r}. It has: {there}.")


def read_table(path: Path) -> Table:
    """Return the CSV file in ``path``; raises :class:`CourseError` if it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
    encoding = _MARKS.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise CourseError(f"{path} is not UTF-8: download it again, do not edit it.") from None
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in _rows(path, text, delimiter) if any(cell.value for cell in row)]
    if len(rows) < 2:
        raise CourseError(f"{path} holds no class: a row of titles and rows of people are needed.")
    head = [cell.value.strip() for cell in rows[0]]
    return Table(path, text, encoding, delimiter, head, rows[1:])


def fill(table: Table, values: Mapping[tuple[int, int], str]) -> bytes:
    """Return the file with new values, by row and column, in place of those that were there."""
    text, parts, done = table.text, [], 0
    cells = {table.rows[row][column]: value for (row, column), value in values.items()}
    for cell, value in sorted(cells.items(), key=lambda item: item[0].start):
        quoted = text[cell.start : cell.start + 1] == '"' or table.delimiter in value
        parts += [text[done : cell.start], f'"{value}"' if quoted else value]
        done = cell.end
    return "".join([*parts, text[done:]]).encode(table.encoding)


def formulas(table: Table) -> list[str]:
    """Return the cells that a spreadsheet would take for a formula."""
    return [c.value for row in table.rows for c in row if _FORMULA.match(c.value)]


def _rows(path: Path, text: str, delimiter: str) -> list[list[Cell]]:
    pattern = rf'"((?:[^"]|"")*)"|([^"{delimiter}\r\n][^{delimiter}\r\n]*)|'
    cell, ends = re.compile(pattern), re.compile(rf"{delimiter}|\r?\n|\r|\Z")
    rows: list[list[Cell]] = [[]]
    place = 1 if text.startswith("\ufeff") else 0
    while True:
        match = cell.match(text, place)
        after = ends.match(text, match.end())
        if after is None:
            raise CourseError(f"{path} is not a CSV file: row {len(rows)} has a quote too many.")
        value = match[1].replace('""', '"') if match[1] is not None else match[2] or ""
        rows[-1].append(Cell(value, match.start(), match.end()))
        place = after.end()
        if after[0] != delimiter:
            if place == len(text):
                return rows
            rows.append([])
