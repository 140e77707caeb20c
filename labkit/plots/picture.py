"""Show a figure in a notebook, with a caption and a description for screen readers."""

import base64
import html
import io

from matplotlib.figure import Figure


def png(figure: Figure) -> bytes:
    """Return the figure as PNG, without dates, so equal figures give equal bytes."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


class Picture:
    """A figure with its caption, as the last value of a notebook cell. Made by :func:`picture`."""

    def __init__(self, figure: Figure, caption: str) -> None:
        """Keep the figure and its caption; draw only when shown."""
        self.figure = figure
        self.caption = caption
        self.alt = figure.get_label()

    def html(self) -> str:
        """Return an HTML figure that needs no file and no network."""
        data = base64.b64encode(png(self.figure)).decode()
        return (
            '<figure style="margin: 0; max-width: 100%">'
            f'<img alt="{html.escape(self.alt)}" style="max-width: 100%; height: auto" '
            f'src="data:image/png;base64,{data}">'
            f'<figcaption style="max-width: 60em">{self.caption}</figcaption></figure>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": f"{self.alt} {self.caption}"}


def picture(figure: Figure, caption: str) -> Picture:
    """Return a figure ready to be shown, with a caption that says what to notice.

    Raises ``ValueError`` if the figure carries no description for screen readers.

    >>> from labkit.plots.style import new_figure
    >>> picture(new_figure(2, 1, alt="An empty box."), "Nothing to see.").alt
    'An empty box.'
    """
    if not figure.get_label():
        raise ValueError("The figure has no description: call figure.set_label('…') first.")
    return Picture(figure, caption)
