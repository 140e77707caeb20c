"""The race of optimizers: six of PyTorch's on a landscape, step by step."""

from collections.abc import Callable
from functools import lru_cache

import ipywidgets as widgets
import torch

from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, descent, picture
from labkit.surfaces import BEALE, RAVINE, ROSENBROCK, SADDLE, TILTED, descend

STEPS = 120
SURFACES = {surface.name: surface for surface in (RAVINE, TILTED, ROSENBROCK, BEALE, SADDLE)}
# A good rate for each racer on each landscape, found by trying.
RATES = {
    "ravine": (0.018, 0.01, 0.01, 1.0, 0.1, 0.3),
    "tilted ravine": (0.018, 0.01, 0.01, 1.0, 0.1, 0.3),
    "Rosenbrock": (0.001, 0.003, 0.001, 0.5, 0.03, 0.3),
    "Beale": (0.03, 0.003, 0.003, 1.0, 0.1, 0.3),
    "saddle": (0.1, 0.03, 0.03, 0.3, 0.03, 0.1),
}
RACERS: dict[str, Callable] = {
    "GD": lambda p, lr, beta: torch.optim.SGD(p, lr),
    "momentum": lambda p, lr, beta: torch.optim.SGD(p, lr, momentum=beta),
    "Nesterov": lambda p, lr, beta: torch.optim.SGD(p, lr, momentum=beta, nesterov=beta > 0),
    "Adagrad": lambda p, lr, beta: torch.optim.Adagrad(p, lr),
    "RMSprop": lambda p, lr, beta: torch.optim.RMSprop(p, lr),
    "Adam": lambda p, lr, beta: torch.optim.Adam(p, lr, betas=(beta, 0.999)),
}
_CAPTION = (
    "Press play. <b>rate</b> multiplies each racer's own good rate; <b>momentum</b> is β of "
    "momentum and Nesterov, and β₁ of Adam. Square: start, stars: lowest points. Notice who "
    "crosses the valley, who follows it, and who leaves the map when the rate is doubled."
)


def optimizers() -> Explorer:
    """Return sliders around a race of six optimizers; without a front end a still remains."""

    def draw(surface: str, rate: float, momentum: float, step: int) -> Picture:
        paths = race(surface, rate, momentum)
        return picture(descent(SURFACES[surface], paths, step), _CAPTION)

    style = {"description_width": "initial"}
    factors = [("⅛", 0.125), ("¼", 0.25), ("½", 0.5), ("1", 1.0), ("2", 2.0), ("4", 4.0)]
    controls = {
        "surface": widgets.Dropdown(options=list(SURFACES), description="surface", style=style),
        "rate": widgets.SelectionSlider(options=factors, value=1.0, description="rate ×"),
        "momentum": widgets.FloatSlider(0.9, min=0, max=0.95, step=0.05, description="momentum"),
        "step": slider("step", STEPS // 2, 0, STEPS),
    }
    controls["step"].step = 2
    return Explorer(draw, controls, play="step", interval=250)


@lru_cache(maxsize=64)
def race(surface: str, factor: float, beta: float) -> dict[str, torch.Tensor]:
    """Return the path ``(STEPS + 1, 2)`` of each racer, each at ``factor`` times its good rate.

    >>> race("ravine", 1.0, 0.9)["GD"].shape
    torch.Size([121, 2])
    """
    paths = {}
    for (name, make), rate in zip(RACERS.items(), RATES[surface], strict=True):
        lr = factor * rate
        paths[name] = descend(lambda p, m=make, lr=lr: m(p, lr, beta), SURFACES[surface], STEPS)
    return paths
