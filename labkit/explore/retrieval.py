"""The retrieval explorer: a picture's neighbours by its pixels and by what a network sees in it."""

from functools import cache

import ipywidgets as widgets
import torch

from labkit import data
from labkit.explore.shell import Explorer, slider
from labkit.plots import Picture, neighbours, picture

_SHOWN, _PER_CLASS = 6, 20
_SETS = {"things the network never saw": "target", "things it was trained on": "source"}
_CAPTION = (
    "The query on the left, then its nearest neighbours among 200 pictures, in each space. Move "
    "<b>query</b>. Notice what pixels call alike, and in which block <b>kinds</b> begin to count; "
    "then choose <b>real digits</b>."
)


def retrieval() -> Explorer:
    """Return a choice of pictures and a slider for the query around its nearest neighbours.

    Distances are Euclidean, between pixels and between features averaged over the picture after
    each block of the kit's small pretrained network. Without a front end a still remains.
    """

    def draw(pictures: str, query: int) -> Picture:
        images, names, spaces = spaces_of(pictures)
        nearest = {space: nearest_of(rows, query) for space, rows in spaces.items()}
        return picture(neighbours(images, names, query, nearest), _CAPTION)

    choice = widgets.Dropdown(
        options=[*_SETS, "real digits"],
        description="pictures",
        style={"description_width": "initial"},
    )
    controls = {"pictures": choice, "query": slider("query", 11, 0, 10 * _PER_CLASS - 1)}
    return Explorer(draw, controls)


@cache
def spaces_of(pictures: str) -> tuple[torch.Tensor, list[str], dict[str, torch.Tensor]]:
    """Return 200 uint8 images, their names, and one float row ``(200, D)`` each per space.

    >>> images, names, spaces = spaces_of("real digits")
    >>> [tuple(rows.shape) for rows in spaces.values()]
    [(200, 3072), (200, 16), (200, 32), (200, 64), (200, 128)]
    """
    from labkit import models  # other explorers need no torchvision

    if pictures in _SETS:
        drawn = data.things(_PER_CLASS, task=_SETS[pictures], split="test")
    else:
        scans = data.digits("test", size=32)
        drawn = scans._replace(images=scans.images.expand(-1, 3, -1, -1))
    images, labels = (part[: 10 * _PER_CLASS] for part in (drawn.images, drawn.labels))
    network = models.build("small_cnn", weights="things").eval()
    signal = data.normalize(images)
    spaces = {"pixels": signal.flatten(1)}
    with torch.no_grad():
        for block in range(4):
            signal = network[4 * block : 4 * block + 4](signal)
            spaces[f"block {block + 1}"] = signal.mean((2, 3))
    return images, [drawn.classes[label] for label in labels.tolist()], spaces


def nearest_of(rows: torch.Tensor, query: int) -> list[int]:
    """Return the numbers of the rows ``(N, D)`` nearest to one of them, which is not among them.

    >>> nearest_of(torch.tensor([[0.0], [9], [1], [2], [3], [4], [6]]), 0)
    [2, 3, 4, 5, 6, 1]
    """
    distances = (rows - rows[query]).norm(dim=1)
    distances[query] = torch.inf  # not itself
    return distances.topk(_SHOWN, largest=False).indices.tolist()
