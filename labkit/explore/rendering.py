"""The rendering explorers: how far rendered digits look like real ones."""

import ipywidgets as widgets
import torch

from labkit import synthetic
from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, image_grid, picture, two_sheets
from labkit.synthetic.learn import randomised

_CAPTION = (
    "Left what the renderer makes, right what people wrote. Find the values at which the left "
    "sheet could be the right one: the more it varies, the more of the real digits it covers."
)
_GUESS = "Rendered or written by hand? Decide for each, then tick the box."
_SHOWN = 40


def rendering() -> Explorer:
    """Return sliders for what is randomised, around rendered digits and real ones.

    Without a front end, such as in a printed notebook, the first picture remains as a still.
    """

    def draw(size: int, turn: int, shear: int, wobble: int, pen: int, noise: int) -> Picture:
        ranges = {
            "scale": (0.9 * size / 100, 1.1 * size / 100),
            "turn": (-float(turn), float(turn)),
            "shear": (-shear / 100, shear / 100),
            "wobble": (0.0, wobble / 100),
            "stroke": (pen / 100 - 0.05, pen / 100 + 0.05),
            "noise": (0.0, noise / 100),
        }
        sheets = {"rendered": sheet(ranges), "real": _real()}
        return picture(two_sheets(sheets), _CAPTION)

    controls = {
        "size": slider("size, %", 100, 60, 180),
        "turn": slider("turn up to, °", 0, 0, 90),
        "shear": slider("shear up to, %", 0, 0, 80),
        "wobble": slider("wobble up to, %", 0, 0, 40),
        "pen": slider("pen, %", 0, -30, 50),
        "noise": slider("noise up to, %", 0, 0, 40),
    }
    return Explorer(draw, controls)


def real_or_rendered() -> Explorer:
    """Return a mixture of rendered and real digits, and a box that tells which is which."""

    def draw(round: int, randomised: bool, tell: bool) -> Picture:
        images, names = mixture(round, synthetic.WIDE if randomised else {})
        shown = image_grid(1 - images, names if tell else ["?"] * len(names), columns=10)
        return picture(shown, _GUESS)

    controls = {
        "round": slider("round", 1, 1, 20),
        "randomised": widgets.Checkbox(True, description="randomised", indent=False),
        "tell": widgets.Checkbox(False, description="tell me", indent=False),
    }
    return Explorer(draw, controls)


def sheet(ranges: synthetic.Ranges) -> torch.Tensor:
    """Return four rows of the digits 0 to 9, rendered; always of the same fonts.

    >>> sheet({}).shape
    torch.Size([40, 1, 8, 8])
    """
    g = torch.Generator().manual_seed(0)
    fonts = torch.arange(_SHOWN) * 7 % len(synthetic.FONTS)
    ink = synthetic.glyphs()[fonts, torch.arange(_SHOWN) % 10][:, None]
    return randomised(ink, ranges, g)


def mixture(number: int, ranges: synthetic.Ranges) -> tuple[torch.Tensor, list[str]]:
    """Return 20 digits ``(20, 1, 8, 8)``, rendered and real in random order, and which is which.

    >>> images, names = mixture(1, {})
    >>> images.shape, names.count("real")
    (torch.Size([20, 1, 8, 8]), 11)
    """
    g = torch.Generator().manual_seed(number)
    rendered, _ = synthetic.rendered(ranges, 20, number)
    images, _ = synthetic.real("open")
    written = images[torch.randint(len(images), (20,), generator=g)]
    is_real = torch.rand(20, generator=g) < 0.5
    names = ["real" if own else "rendered" for own in is_real.tolist()]
    return torch.where(is_real[:, None, None, None], written, rendered), names


def _real() -> torch.Tensor:
    images, labels = synthetic.real("open")
    rows = [[(labels == digit).nonzero()[row, 0] for digit in range(10)] for row in range(4)]
    return images[torch.tensor(rows).flatten()]
