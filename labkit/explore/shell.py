"""Put sliders around a function that returns a picture."""

import html
from collections.abc import Callable, Mapping

import ipywidgets as widgets
from IPython import get_ipython

from labkit.plots.picture import Picture

_WRAP = widgets.Layout(flex_flow="row wrap")


class Explorer:
    """Controls above a picture that follows them; without a front end, the picture alone."""

    def __init__(
        self,
        draw: Callable[..., Picture],
        controls: Mapping[str, widgets.Widget],
        play: str | None = None,
    ) -> None:
        """Connect ``draw(**values)`` to controls named like its parameters.

        ``play`` names a slider that gets a play button. Where ``draw`` raises ``ValueError``, the
        message is shown in place of the picture.
        """
        self.draw = draw
        self.controls = dict(controls)
        self.still = self._picture()
        self.view = widgets.HTML(self.still.html())
        for control in self.controls.values():
            control.observe(self._redraw, names="value")
        buttons = [_play_button(self.controls[play])] if play else []
        bar = widgets.HBox([*self.controls.values(), *buttons], layout=_WRAP)
        self.box = widgets.VBox([bar, self.view])

    def _picture(self) -> Picture:
        return self.draw(**{name: control.value for name, control in self.controls.items()})

    def _redraw(self, change: dict) -> None:
        try:
            self.view.value = self._picture().html()
        except ValueError as error:
            self.view.value = f"<p><b>Not possible:</b> {html.escape(str(error))}</p>"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        """Offer the widget and a still: a front end shows the richest that it can."""
        still = self.still._repr_mimebundle_()
        if get_ipython() is None:
            return still
        return {**still, **self.box._repr_mimebundle_()}


def slider(description: str, value: int, low: int, high: int) -> widgets.IntSlider:
    """Return an integer slider whose name is readable in full."""
    style = {"description_width": "initial"}
    return widgets.IntSlider(value, low, high, description=description, style=style)


def _play_button(control: widgets.IntSlider) -> widgets.Play:
    """Return a play button that steps a slider, also when the slider's range changes."""
    button = widgets.Play(value=control.value, min=control.min, max=control.max, interval=600)
    widgets.jslink((button, "value"), (control, "value"))
    widgets.jslink((control, "max"), (button, "max"))
    return button
