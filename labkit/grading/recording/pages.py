"""Pages that nbgrader makes of graded notebooks: safe to open, and whole without a network."""

import html
from importlib.util import find_spec
from pathlib import Path

from nbconvert.filters import strip_files_prefix
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from labkit.grading.recording.clean import clean
from labkit.grading.recording.formulas import typeset
from labkit.grading.recording.html import safe_html


class SafeOutputs(Preprocessor):
    """Let no page that nbconvert makes run what an output holds, whoever executed the notebook."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Clean all outputs, without a limit to their size, and typeset their formulas."""
        cleaned = clean(nb, 1024 * 1024)
        for cell in cleaned.cells:
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                if "text/html" in data:
                    data["text/html"] = typeset(data["text/html"])
                elif "text/latex" in data:
                    data["text/html"] = typeset(html.escape(data["text/latex"]))
        return cleaned, resources


def safe_markdown(rendered: str) -> str:
    """Make rendered markdown safe and typeset it, to replace the filter ``strip_files_prefix``.

    nbgrader's templates pass all markdown through that filter last: prose, answers and comments.
    """
    return typeset(safe_html(strip_files_prefix(rendered)))


# For c.HTMLExporter of a course's nbgrader_config.py. Our template in place of nbconvert's does not
# ask for MathJax; nbgrader adds its own only where none are set.
PAGES = {
    "preprocessors": [SafeOutputs],
    "filters": {"strip_files_prefix": safe_markdown},
    "extra_template_basedirs": [
        str(Path(__file__).with_name("templates")),
        str(Path(find_spec("nbgrader").origin).parent / "server_extensions/formgrader/templates"),
    ],
}
