"""What a detector found in scenes, and its precision against its recall."""

from collections.abc import Mapping, Sequence

import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    TEXT,
    VERMILION,
    new_figure,
    plain_axes,
)

_COLOURS = (VERMILION, BLUE, GREEN, PURPLE, ORANGE)


def boxes_on(
    images: torch.Tensor,
    boxes: Sequence[torch.Tensor],
    names: Sequence[Sequence[str]],
    right: Sequence[Sequence[bool]] | None = None,
    *,
    title: str = "",
) -> Figure:
    """Return grey scenes ``(N, 1, H, W)`` in a row, with the boxes ``(K, 4)`` of each and names.

    Boxes are left, top, right, bottom in pixels. With ``right``, boxes that are not right are
    dashed and red. Raises ``ValueError`` unless every scene has its boxes and names.

    >>> scene, box = torch.ones(1, 1, 8, 8), torch.tensor([[1, 2, 5, 6]])
    >>> boxes_on(scene, [box], [["3"]], [[False]]).get_label()
    '1 scene with 1 box, 1 of them wrong: 3.'
    """
    counts = [len(own) for own in boxes]
    if not counts or len(images) != len(counts) or counts != [len(own) for own in names]:
        raise ValueError("boxes_on needs the boxes and as many names for every image.")
    right = [[True] * count for count in counts] if right is None else right
    wrong = sum(not good for row in right for good in row)
    words = " | ".join(" ".join(row) for row in names)
    alt = f"{len(images)} scene{'s' * (len(images) > 1)} with {sum(counts)} box"
    alt += "es" * (sum(counts) > 1) + f", {wrong} of them wrong" * bool(wrong) + f": {words}."
    figure = new_figure(3.6 * len(images), 2.8, alt=f"{title}: {alt}" if title else alt)
    figure.suptitle(title, fontsize=TEXT, x=0.01, ha="left")
    for number, axes in enumerate(figure.subplots(1, len(images), squeeze=False)[0]):
        axes.imshow(images[number, 0].numpy(), cmap="gray_r", vmin=0, vmax=1)
        plain_axes(axes)
        height, width = images.shape[2:]
        frame = Rectangle((-0.5, -0.5), width, height, fill=False, edgecolor=GREY, clip_on=False)
        axes.add_patch(frame)
        for box, name, good in zip(
            boxes[number].tolist(), names[number], right[number], strict=True
        ):
            colour, style = (BLUE, "-") if good else (VERMILION, "--")
            corner, size = (box[0] - 0.5, box[1] - 0.5), (box[2] - box[0], box[3] - box[1])
            look = {"fill": False, "edgecolor": colour, "linewidth": 2, "linestyle": style}
            axes.add_patch(Rectangle(corner, *size, **look))
            axes.text(*corner, name, color=colour, fontsize=TEXT, va="bottom", weight="bold")
    return figure


def precision_recall(rows: Mapping[str, torch.Tensor], count: int) -> Figure:
    """Return precision against recall for named lists of detections, best first.

    ``rows[name]`` ``(D,)`` bool says which detections are right; ``count`` is the number of true
    objects. Raises ``ValueError`` without rows, or for more right ones than objects.

    >>> precision_recall({"plain": torch.tensor([True, False])}, 4).get_label()
    'Precision against recall of 4 objects: plain ends at 0.50 and 0.25.'
    """
    if not rows or any(not len(row) or int(row.sum()) > count for row in rows.values()):
        raise ValueError(f"Every name needs detections, at most {count} of them right.")
    steps = {name: row.double().cumsum(0) for name, row in rows.items()}
    curves = {
        name: (hits / count, hits / torch.arange(1, len(hits) + 1)) for name, hits in steps.items()
    }
    words = ", ".join(
        f"{name} ends at {precision[-1]:.2f} and {recall[-1]:.2f}"
        for name, (recall, precision) in curves.items()
    )
    alt = f"Precision against recall of {count} objects: {words}."
    figure = new_figure(8, 3.6, alt=alt)
    axes = figure.add_subplot()
    for colour, (name, (recall, precision)) in zip(_COLOURS, curves.items(), strict=False):
        axes.plot(recall, precision, color=colour, linewidth=2, label=name)
        axes.plot(recall[-1], precision[-1], "o", color=BLACK, markersize=5)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("recall: share of the objects that are found", fontsize=TEXT)
    axes.set_ylabel("precision", fontsize=TEXT)
    axes.tick_params(labelsize=TEXT)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right center", frameon=False, fontsize=TEXT)
    return figure
