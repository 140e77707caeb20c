"""The report as one HTML file that needs no other file and asks no other host."""

import base64
import io
import statistics
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from labkit.report import figures
from labkit.report.items import FEWEST, Item
from labkit.report.likeness import Pair
from labkit.report.read import Class

_MOST_MISTAKES = 20


def page(course: Class, items: Sequence[Item], pairs: Sequence[Pair]) -> str:
    """Return the page's HTML; whatever students wrote is escaped."""
    totals = [student.total for student in course.graded]
    full = sum(course.points.values())
    people = [student for student in course.students if student.note]
    mistakes = [(n, item.name, said) for item in items for said, n in item.mistakes]
    environment = Environment(autoescape=True, trim_blocks=True)
    template = environment.from_string(
        files("labkit.report").joinpath("page.html").read_text(encoding="utf-8")
    )
    return template.render(
        name=course.name,
        full=f"{full:g}",
        items=items,
        numbers=[
            (len(course.students), "handed in"),
            (len(totals), "graded"),
            (f"{statistics.fmean(totals):.1f}", f"mean of {full:g} points"),
            (f"{statistics.median(totals):g}", "median"),
            (sum(not s.scores for s in people), "without a grade"),
        ],
        figures={
            "distribution": figures.distribution(totals, full),
            "difficulty": figures.difficulty(items),
            "quality": figures.quality(items),
            "times": figures.times(items),
        },
        doubts=[item for item in items if item.doubt],
        mistakes=sorted(mistakes, key=lambda row: -row[0])[:_MOST_MISTAKES],
        people=people,
        absent=course.absent,
        pairs=pairs,
        picture=_picture,
        graded=len(totals),
        fewest=FEWEST,
        small=len(totals) <= figures.MOST_DOTS,
    )


def _picture(figure: Figure, caption: str) -> Markup:
    """Return a figure with its description and a caption, drawn as lines (SVG)."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None})
    data = base64.b64encode(drawn.getvalue().encode()).decode()
    source = f"data:image/svg+xml;base64,{data}"
    alt = escape(figure.get_label())
    below = f"<figcaption>{escape(caption)}</figcaption>"
    return Markup(f'<figure><img src="{source}" alt="{alt}">{below}</figure>')
