"""The block explorer: what kernel size and channels do to the cost of each kind of block."""

from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, block_costs, picture

_CAPTION = (
    "Drag the sliders. Notice which blocks grow with the square of the <b>kernel size</b> and "
    "which hardly do, and what the <b>expansion</b> costs."
)


def blocks() -> Explorer:
    """Return sliders around a picture of what blocks of four kinds cost.

    Without a front end, such as in a printed notebook, the first picture remains as a still.
    """

    def draw(channels: int, kernel_size: int, reduction: int, expansion: int) -> Picture:
        return picture(block_costs(channels, kernel_size, reduction, expansion), _CAPTION)

    controls = {
        "channels": slider("channels", 64, 8, 512),
        "kernel_size": slider("kernel size", 3, 1, 9),
        "reduction": slider("bottleneck: reduction", 4, 1, 8),
        "expansion": slider("inverted: expansion", 6, 1, 8),
    }
    controls["channels"].step = 8
    return Explorer(draw, controls)
