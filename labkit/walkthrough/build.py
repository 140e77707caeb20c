"""Render executed notebooks with Sphinx, MyST-NB and Furo into a folder that works offline."""

import io
import os
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from labkit.teaching.course import CourseError
from labkit.walkthrough.page import About

_STATIC = Path(__file__).parent / "static"
_SETTINGS = {
    "project": "labkit walkthrough",
    "language": "en",
    "extensions": ["myst_nb", "labkit.walkthrough.mathml"],
    "html_theme": "furo",
    "html_title": "Labs on deep learning for vision",
    "html_static_path": [str(_STATIC)],
    "html_css_files": ["walkthrough.css"],
    "html_js_files": ["walkthrough.js"],
    "html_copy_source": False,
    "html_show_sphinx": False,
    "html_use_index": False,
    "html_show_copyright": False,
    "html_show_search_summary": False,  # fetched, which browsers refuse for files
    "html_math_renderer": "mathml",
    "myst_enable_extensions": ["dollarmath"],
    "nb_execution_mode": "off",
    "nb_ipywidgets_js": {},  # from other hosts
    "nb_merge_streams": True,
    "pygments_style": "a11y-high-contrast-light",
}
_MINE = ".buildinfo"  # Sphinx leaves it in every site


def require_replaceable(site: Path) -> None:
    """Raise :class:`CourseError` if ``site`` holds anything but an earlier site."""
    is_empty = not site.exists() or (site.is_dir() and not any(site.iterdir()))
    if not (is_empty or (site / _MINE).is_file()):
        raise CourseError(f"{site} exists and is no earlier walkthrough: give another --output.")


def build(pages: dict[About, NotebookNode], site: Path) -> list[str]:
    """Write the site, replacing an earlier one as a whole, and return the tool's warnings."""
    require_replaceable(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".walkthrough-", dir=site.parent) as folder:
        source, fresh = Path(folder, "source"), Path(folder, "site")
        source.mkdir()
        (source / "index.md").write_text(contents(list(pages)), encoding="utf-8")
        for lab, notebook in pages.items():
            nbformat.write(notebook, source / f"{lab.name}.ipynb")
        warnings = _render(source, fresh, Path(folder, "doctrees"))
        if site.exists():
            shutil.rmtree(site)
        os.replace(fresh, site)
    return warnings


def contents(labs: list[About]) -> str:
    """Return the first page: how to use the site, and a table of the labs."""
    rows = [
        f"| [{lab.name.split('_')[0]} · {lab.title}]({lab.name}.ipynb) | {lab.text} "
        f"| {lab.minutes} | {lab.points:g} |"
        for lab in labs
    ]
    total = f"| **Together** | | **{sum(lab.minutes for lab in labs)}** "
    total += f"| **{sum(lab.points for lab in labs):g}** |"
    table = ["| Lab | What it is about | Minutes | Points |", "|---|---|--:|--:|", *rows, total]
    tree = ["```{toctree}", ":hidden:", "", *(lab.name for lab in labs), "```"]
    return "\n".join([_INTRODUCTION, *table, "", *tree, ""])


_INTRODUCTION = """\
# Labs on deep learning for vision

Every lab as it comes out when all exercises are solved, with its numbers and pictures. To get
something out of it, try before you look:

1. Open the lab itself beside this page: `make lab`, or `jupyter lab labs`.
2. At **Predict**, say your answer aloud or write it down, then unfold it.
3. At an exercise, fill the stub in the notebook and run its check. Stuck? There are two hints.
4. Then unfold **Show the solution** here and compare. Yours may be better.

"""


def _render(source: Path, site: Path, doctrees: Path) -> list[str]:
    told = io.StringIO()
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(source, None, site, doctrees, "html", _SETTINGS, status=None, warning=told)
            app.build()
    except SphinxError as error:
        raise CourseError(f"Sphinx cannot render the labs: {error}") from None
    plain = re.sub(r"\x1b\[[\d;]*m", "", told.getvalue())
    return [line for line in plain.split("\n") if line.strip()]
