"""An audit as one HTML page that needs nothing else: table, survivors, and every message."""

import html

from labkit.audit.judge import Row, Told
from labkit.audit.lab import Audit
from labkit.audit.table import HEADS, cells, total
from labkit.audit.totals import problems, shares

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff9a8f; --good: #7fd6a1; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
.wide { overflow-x: auto }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line) }
th:first-child, td:first-child, .messages td, .messages th { text-align: left; vertical-align: top }
tfoot { font-weight: 600 }
pre { border: 1px solid var(--line); padding: .6rem; overflow-x: auto; margin: .3rem 0 }
.messages pre { border: 0; padding: 0; margin: 0; white-space: pre-wrap }
.minus { color: var(--bad) } .plus { color: var(--good) }
.bad { color: var(--bad); font-weight: 600 } .good { color: var(--good); font-weight: 600 }
summary { cursor: pointer } abbr { text-decoration: underline dotted }
"""


def page(audit: Audit, chained: bool = False) -> str:
    """Return the page's HTML. Everything that comes from answers or tests is escaped."""
    found = problems(audit, chained)
    verdict = "".join(f'<li class="bad">✗ {_text(line)}</li>' for line in found)
    verdict = f"<ul>{verdict}</ul>" if found else '<p class="good">✓ Every threshold is met.</p>'
    goals = ", ".join(f"{s.what} {s.least:.0%}" for s in shares([], chained) if s.least)
    notes = "".join(f"<li>{_text(note)}</li>" for note in audit.notes)
    title = f"Audit of {_text(audit.name)}"
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>
<body><h1>{title}</h1>{verdict}<p>Thresholds: {goals}.</p>
<div class="wide"><table><thead><tr><th>exercise</th>{_heads()}</tr></thead>
<tbody>{"".join(_row(row.name, cells(row), link=True) for row in audit.rows)}</tbody>
<tfoot>{_row("all", total(audit.rows), link=False)}</tfoot></table></div>
<ul>{notes}</ul>{"".join(map(_exercise, audit.rows))}</body></html>
"""


def _heads() -> str:
    return "".join(
        f'<th><abbr title="{_text(why)}">{head}</abbr></th>' for head, why in HEADS.items()
    )


def _row(name: str, texts: list[str], link: bool) -> str:
    first = f'<a href="#{_text(name)}">{_text(name)}</a>' if link else _text(name)
    return f"<tr><td>{first}</td>{''.join(f'<td>{_text(text)}</td>' for text in texts)}</tr>"


def _exercise(row: Row) -> str:
    lines = [f"the reference fails: {row.reference}"] if row.reference else []
    lines += row.errors
    lines += [f"unstable: {line}" for line in row.stability.failures + row.stability.near]
    bad = "".join(f'<li class="bad">✗ {_text(line)}</li>' for line in lines)
    notes = "".join(f"<li>{_text(note)}</li>" for note in row.notes)
    survivors = "".join(
        f"<p>Survives, <em>{_text(s.operator)}</em>:</p>{_diff(s.diff)}" for s in row.survivors
    )
    right, wrong = ([a for a in row.answers if a.right is kind] for kind in (True, False))
    return (
        f'<h2 id="{_text(row.name)}">{_text(row.name)}</h2><ul>{bad}{notes}</ul>{survivors}'
        f"{_messages('wrong answers and what they were told', wrong)}"
        f"{_messages('right answers', right)}"
    )


def _diff(lines: list[str]) -> str:
    kinds = {"+": "plus", "-": "minus"}
    marked = [f'<span class="{kinds.get(line[:1], "")}">{_text(line)}</span>' for line in lines]
    return f"<pre>{chr(10).join(marked)}</pre>"


def _messages(title: str, answers: list[Told]) -> str:
    rows = "".join(map(_answer, answers))
    head = "<tr><th>answer</th><th>message</th></tr>"
    body = f'<table class="messages">{head}{rows}</table>'
    return f"<details><summary>{len(answers)} {title}</summary>{body}</details>" if rows else ""


def _answer(told: Told) -> str:
    name = _text(told.name.split("/")[-1])
    if told.verdict:
        name += f'<br><span class="bad">✗ {_text(told.verdict)}</span>'
    elif told.named is not None:
        name += "<br>✓ named" if told.named else "<br>not named"
    message = told.visible or told.complete or "passes"
    hidden = "<em>hidden test only</em>" if told.complete and not told.visible else ""
    return f"<tr><td>{name}</td><td>{hidden}<pre>{_text(message)}</pre></td></tr>"


def _text(value: str) -> str:
    return html.escape(str(value))
