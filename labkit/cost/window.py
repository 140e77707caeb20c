"""Where in the image the values of a layer look: lab 01's receptive field, with its place."""

from collections.abc import Sequence
from typing import NamedTuple

from torch import nn

from labkit.cost.trace import on_meta, trace


class Window(NamedTuple):
    """What position ``i`` of a map sees along an axis: ``size`` pixels from ``first + i·step`` on.

    ``first`` is negative where padding lets the window begin outside of the image.
    """

    first: int
    step: int
    size: int


def window(model: nn.Module, layer: str, input_shape: Sequence[int]) -> Window:
    """Return the window that slides over the image for the output of a layer, by its name.

    ``input_shape`` is the shape of one image, such as ``(3, 32, 32)``; the network is never run.
    Raises ``ValueError`` for a name that is no layer, and where no square window slides over the
    image: after flattening, attention or upsampling.

    >>> two = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3))
    >>> window(two, "2", (3, 32, 32))
    Window(first=-1, step=2, size=8)
    """
    bare = on_meta(model)
    parts = dict(bare.named_modules())
    if layer not in parts:
        names = ", ".join(name for name in parts if name)
        raise ValueError(f"There is no layer {layer!r}; the layers are {names}.")
    fields = []

    def note(_module, _inputs, output) -> None:
        fields.append(getattr(output, "field", None))

    parts[layer].register_forward_hook(note)
    trace(bare, (1, *input_shape))
    field = fields[0] if fields else None
    axes = set() if field is None or field.flat else {axis._replace(size=0) for axis in field.axes}
    if len(axes) != 1:
        raise ValueError(f"The values of {layer} look through no square window that slides.")
    (axis,) = axes
    return Window(axis.first, axis.step, axis.last - axis.first + 1)
