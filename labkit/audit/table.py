"""An audit on the terminal: one row an exercise, then what an author has to look at."""

from labkit.audit.judge import Row
from labkit.audit.lab import Audit
from labkit.audit.totals import problems, shares

HEADS = {
    "right": "kept right answers that pass",
    "wrong": "kept wrong answers that fail",
    "named": "wrong answers whose visible message names the mistake",
    "mutants": "changed references that fail",
    "hidden": "kept wrong answers + mutants that only hidden tests catch",
    "stable": "runs under other seeds, threads and dtypes that pass",
    "margin": "share of a tolerance that a right answer uses",
    "alone": "passes while all others are unwritten",
    "CPU": "seconds for all of it",
}


def cells(row: Row) -> list[str]:
    """Return an exercise's row of the table, without its name."""
    _, right, wrong, named, mutants, _, _ = shares([row])
    found = row.stability
    stable = f"{found.runs - len(found.failures)}/{found.runs}"
    return [
        right.text,
        wrong.text,
        named.text,
        mutants.text,
        f"{row.hidden_wrong}+{row.hidden_mutants}",
        stable if found.runs else "–",
        "–" if found.margin is None else f"{found.margin:.0%}",
        "yes" if row.alone else "NO",
        f"{row.seconds:.1f} s",
    ]


def table(audit: Audit) -> str:
    """Return the table alone, with a last row for the lab."""
    rows = [["exercise", *HEADS]]
    rows += [[row.name, *cells(row)] for row in audit.rows]
    rows.append([audit.name, *total(audit.rows)])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(_line(row, widths) for row in rows)


def report(audit: Audit, chained: bool = False) -> str:
    """Return everything: table, what to look at, and the verdict."""
    parts = [table(audit), *filter(None, map(_details, audit.rows))]
    quiet = [row.name for row in audit.rows if _hidden_idle(row)]
    notes = [*audit.notes]
    if quiet:
        notes.append(f"hidden tests catch nothing that visible ones do not: {', '.join(quiet)}")
    parts += ["\n".join(f"note: {note}" for note in notes)] if notes else []
    found = problems(audit, chained)
    parts.append("\n".join(f"NOT ENOUGH  {line}" for line in found) or f"{audit.name}: all well.")
    return "\n\n".join(parts)


def _details(row: Row) -> str:
    """Return what is not as it should be in one exercise, empty if all is."""
    lines = []
    if row.reference:
        lines += [f"the reference fails: {row.reference}"]
    lines += [
        f"{a.name}: {a.verdict}; it got: {a.visible or a.complete}"
        for a in row.answers
        if a.verdict
    ]
    lines += [f"unstable: {line}" for line in row.stability.failures + row.stability.near]
    lines += row.errors
    for survivor in row.survivors:
        lines += [f"survives ({survivor.operator}):", *(f"  {line}" for line in survivor.diff)]
    lines += [f"note: {note}" for note in row.notes]
    return "\n  ".join([f"── {row.name}", *"\n".join(lines).split("\n")]) if lines else ""


def _hidden_idle(row: Row) -> bool:
    return row.mutants > 0 and not row.hidden_wrong + row.hidden_mutants


def total(rows: list[Row]) -> list[str]:
    """Return the lab's row of the table, without its name."""
    _, right, wrong, named, mutants, stable, alone = shares(rows)
    margins = [r.stability.margin for r in rows if r.stability.margin is not None]
    return [
        right.text,
        wrong.text,
        named.text,
        f"{mutants.text} = {mutants.good / mutants.of:.1%}" if mutants.of else "–",
        f"{sum(r.hidden_wrong for r in rows)}+{sum(r.hidden_mutants for r in rows)}",
        stable.text,
        f"{max(margins):.0%}" if margins else "–",
        alone.text,
        f"{sum(row.seconds for row in rows):.0f} s",
    ]


def _line(row: list[str], widths: list[int]) -> str:
    first = f"{row[0]:<{widths[0]}}"
    return "  ".join([first, *(f"{c:>{w}}" for c, w in zip(row[1:], widths[1:], strict=True))])
