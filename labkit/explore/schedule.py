"""The schedule explorer: what the shape of a rate does to a noisy descent."""

import math

import ipywidgets as widgets
import numpy as np

from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, picture, schedule_at_work

STEPS = 300
_CURVATURES = np.logspace(-2, 0, 40)  # flat directions and steep ones, as in a ravine
_NOISE = 0.2  # of the gradient, as from small batches
_CAPTION = (
    "Left the rate, right the loss of a noisy bowl with 40 directions. Notice what a constant rate "
    "cannot do: high, it is fast and then stalls on the noise; low, it is slow. Drag the rate "
    "beyond 2 to see it burst."
)
KINDS = ("constant", "step", "1/√t", "linear", "cosine")


def schedule() -> Explorer:
    """Return controls around a rate's schedule and the descent that follows it.

    Without a front end, such as in a printed notebook, the first picture remains as a still.
    """

    def draw(kind: str, rate: float, warmup: int) -> Picture:
        rates = shape(kind, rate, warmup)
        return picture(schedule_at_work(rates, noisy_bowl(rates)), _CAPTION)

    style = {"description_width": "initial"}
    controls = {
        "kind": widgets.Dropdown(options=KINDS, value="cosine", description="kind", style=style),
        "rate": widgets.FloatLogSlider(
            value=1,
            min=-2,
            max=0.5,
            step=0.1,
            description="rate",
            readout_format=".2g",
            style=style,
        ),
        "warmup": slider("warm-up steps", 0, 0, 100),
    }
    return Explorer(draw, controls)


def shape(kind: str, rate: float, warmup: int = 0) -> list[float]:
    """Return the rate of each step: a linear warm-up, then a schedule over the steps that remain.

    >>> [round(r, 3) for r in shape("linear", 1.0, warmup=2)[:3]]
    [0.5, 1.0, 1.0]
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not known: choose one of {', '.join(KINDS)}.")
    rising = [rate * (t + 1) / warmup for t in range(warmup)]
    left = STEPS - warmup
    factors = {
        "constant": lambda t: 1.0,
        "step": lambda t: 0.1 ** (3 * t // left),
        "1/√t": lambda t: 1 / math.sqrt(t + 1),
        "linear": lambda t: 1 - t / left,
        "cosine": lambda t: 0.5 * (1 + math.cos(math.pi * t / left)),
    }
    return rising + [rate * factors[kind](t) for t in range(left)]


def noisy_bowl(rates: list[float]) -> list[float]:
    """Return the loss before each step of a descent with noisy gradients; always the same noise.

    The bowl is ½ Σ h·w² over 40 curvatures h from 0.01 to 1, so rates above 2 diverge; what is
    beyond a million counts as a million.

    >>> losses = noisy_bowl([0.1] * 100)
    >>> round(losses[0], 3), losses[-1] < losses[0] / 2
    (4.449, True)
    """
    noise = np.random.default_rng(0).normal(size=(len(rates), len(_CURVATURES)))
    w, losses = np.ones(len(_CURVATURES)), []
    for rate, shock in zip(rates, noise, strict=True):
        losses.append(min(float(0.5 * (_CURVATURES * w**2).sum()), 1e6))
        w = np.clip(w - rate * (_CURVATURES * w + _NOISE * shock), -1e6, 1e6)
    return losses
