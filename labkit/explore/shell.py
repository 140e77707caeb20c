"""Put sliders around a function that returns a picture."""

import html
from collections.abc import Callable, Mapping

import ipywidgets as widgets
from IPython.display import HTML, display

from labkit.plots.picture import Picture

_WRAP = widgets.Layout(flex_flow="row wrap")


class Explorer:
    """Controls above a picture that follows them; where nothing can be moved, a still remains.

    Controls and picture are separate outputs of the cell, so a page made from the notebook shows
    the picture although it cannot show the controls.
    """

    def __init__(
        self,
        draw: Callable[..., Picture],
        controls: Mapping[str, widgets.Widget],
        play: str | None = None,
        interval: int = 600,
    ) -> None:
        """Connect ``draw(**values)`` to controls named like its parameters.

        ``play`` names a slider that gets a play button, which moves it every ``interval``
        milliseconds. Where ``draw`` raises ``ValueError``, the
        message is shown in place of the picture.
        """
        self.draw = draw
        self.controls = dict(controls)
        self.view = self._view()
        self._shown = []
        for control in self.controls.values():
            control.observe(self._redraw, names="value")
        buttons = [_play_button(self.controls[play], interval)] if play else []
        self.bar = widgets.HBox([*self.controls.values(), *buttons], layout=_WRAP)

    def _view(self) -> Picture | HTML:
        values = {name: control.value for name, control in self.controls.items()}
        try:
            return self.draw(**values)
        except ValueError as error:
            return HTML(f"<p><b>Not possible:</b> {html.escape(str(error))}</p>")

    def _redraw(self, change: dict) -> None:
        self.view = self._view()
        for handle in self._shown:
            handle.update(self.view)

    def _ipython_display_(self) -> None:
        display(self.bar)
        self._shown.append(display(self.view, display_id=True))


def slider(description: str, value: int, low: int, high: int) -> widgets.IntSlider:
    """Return an integer slider whose name is readable in full."""
    style = {"description_width": "initial"}
    return widgets.IntSlider(value, low, high, description=description, style=style)


def _play_button(control: widgets.IntSlider, interval: int) -> widgets.Play:
    """Return a play button that steps a slider, also when the slider's range changes."""
    names = ("value", "min", "max", "step")
    settings = {name: getattr(control, name) for name in names}
    button = widgets.Play(interval=interval, **settings)
    widgets.jslink((button, "value"), (control, "value"))
    widgets.jslink((control, "max"), (button, "max"))
    return button
