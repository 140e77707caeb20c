"""Feedback for students: their answers, scores and messages, but never a hidden test."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from nbgrader.utils import is_grade

from labkit.teaching.regions import visible_part


class HideTests(NbGraderPreprocessor):
    """Cut hidden tests out of test cells, and tracebacks down to the error's own message.

    A traceback quotes the lines of the test cell that was running, hidden ones too.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Clean one cell if it is a test cell; leave all others as they are."""
        if cell.cell_type == "code" and is_grade(cell):
            cell.source = visible_part(cell.source)
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = _message(output).split("\n")
        return cell, resources


def _message(error: NotebookNode) -> str:
    if error.ename == "CheckError":  # its message is written for students as it stands
        return error.evalue
    if error.ename == "CellTimeoutError":  # nbgrader's name for it
        return "This ran out of time. Is there a loop that never ends, or one that is very slow?"
    return f"{error.ename}: {error.evalue}" if error.evalue else error.ename


PREPROCESSORS = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
