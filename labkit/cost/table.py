"""The table of costs: rows, totals, and how it looks in a notebook, a terminal and a file."""

import csv
import difflib
import html
import io
import textwrap
from dataclasses import dataclass
from typing import NamedTuple

_HEAD = ("layer", "kind", "output", "KiB", "parameters", "MACs", "sees (px)")
_TEXT_COLUMNS = 3  # the others hold numbers and stand on the right
_CELL = "padding: 0.1em 0.7em; white-space: nowrap; text-align: "


class Row(NamedTuple):
    """The cost of one layer. What the conventions leave out is 0."""

    name: str
    kind: str
    shape: tuple[int, ...] | None  # without the batch, where it comes first; None: never runs
    activation_bytes: int
    params: int
    macs: int
    receptive_field: int | tuple[int, ...] | None  # pixels; None where it is undefined

    @property
    def kib(self) -> float:
        """Memory of the output in KiB (1024 bytes)."""
        return self.activation_bytes / 1024


@dataclass(frozen=True, repr=False)
class CostTable:
    """Rows in the order of running, and their totals; shows itself as a table."""

    rows: tuple[Row, ...]
    input_shape: tuple[int, ...]
    conventions: str

    @property
    def params(self) -> int:
        """Parameters of all rows."""
        return sum(row.params for row in self.rows)

    @property
    def macs(self) -> int:
        """Multiply–adds of all rows."""
        return sum(row.macs for row in self.rows)

    @property
    def activation_bytes(self) -> int:
        """Memory of all outputs that count, in bytes."""
        return sum(row.activation_bytes for row in self.rows)

    def __getitem__(self, name: str) -> Row:
        """Return the first row of a layer; KeyError with the nearest name if there is none."""
        for row in self.rows:
            if row.name == name:
                return row
        near = difflib.get_close_matches(str(name), [row.name for row in self.rows], 3, 0)
        raise KeyError(f"No row is called {name!r}; near it are {', '.join(near) or 'none'}.")

    def csv(self) -> str:
        """Return the rows as comma-separated values, with bytes in place of KiB and no total."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(Row._fields)
        for row in self.rows:
            shape, seen = _sizes(row.shape, ""), _sizes(row.receptive_field, "")
            writer.writerow(row._replace(shape=shape, receptive_field=seen))
        return text.getvalue()

    def __repr__(self) -> str:
        """Return the table as text."""
        cells = [_HEAD, *map(_cells, self.rows), self._total()]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = ["  ".join(_aligned(row, widths)).rstrip() for row in cells]
        rule = "-" * max(map(len, lines))
        table = [lines[0], rule, *lines[1:-1], rule, lines[-1]]
        return "\n".join([*table, textwrap.fill(self._said(), 98)])

    def _repr_html_(self) -> str:
        body = "".join(_html_row(_cells(row)) for row in self.rows)
        said = html.escape(self._said())
        return (
            '<div style="max-height: 36em; overflow: auto"><table>'
            f'<caption style="caption-side: bottom; text-align: left">{said}</caption>'
            f"<thead>{_html_row(_HEAD, 'th')}</thead><tbody>{body}</tbody>"
            f"<tfoot>{_html_row(self._total(), 'th')}</tfoot></table></div>"
        )

    def _said(self) -> str:
        return f"Input {_sizes(self.input_shape)}. {self.conventions}"

    def _total(self) -> tuple[str, ...]:
        memory = f"{self.activation_bytes / 1024:,.2f}"
        return ("total", "", "", memory, f"{self.params:,}", f"{self.macs:,}", "")


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (f"{row.kib:,.2f}", f"{row.params:,}", f"{row.macs:,}")
    shown = ("–" if not float(text.replace(",", "")) else text for text in numbers)
    return (row.name, row.kind, _sizes(row.shape), *shown, _sizes(row.receptive_field))


def _sizes(sizes: int | tuple[int, ...] | None, nothing: str = "–") -> str:
    if sizes is None:
        return nothing
    return "×".join(map(str, sizes)) if isinstance(sizes, tuple) else str(sizes)


def _aligned(cells: tuple[str, ...], widths: list[int]) -> list[str]:
    pairs = list(zip(cells, widths, strict=True))
    left = [cell.ljust(width) for cell, width in pairs[:_TEXT_COLUMNS]]
    return left + [cell.rjust(width) for cell, width in pairs[_TEXT_COLUMNS:]]


def _html_row(cells: tuple[str, ...], tag: str = "td") -> str:
    sides = ["left"] * _TEXT_COLUMNS + ["right"] * (len(cells) - _TEXT_COLUMNS)
    pairs = zip(cells, sides, strict=True)
    shown = (f'<{tag} style="{_CELL}{side}">{html.escape(cell)}</{tag}>' for cell, side in pairs)
    return f"<tr>{''.join(shown)}</tr>"
