"""Which classes a model takes for which."""

from collections.abc import Sequence

import torch
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from labkit.plots.style import SMALL, TEXT, ink_on_cividis, new_figure


def confusion(matrix: torch.Tensor, classes: Sequence[str]) -> Figure:
    """Return a confusion matrix with its counts; the colour is the share of the true class.

    ``matrix`` is ``(C, C)`` with counts, rows true and columns predicted, as
    `labkit.train.confusion_matrix` returns it; ``classes`` names the C classes. Raises
    ``ValueError`` for other shapes, negative counts or no images at all.

    >>> confusion(torch.tensor([[8, 2], [0, 10]]), ["cat", "dog"]).get_label()
    'Confusion matrix of 20 images in 2 classes, 90.0 % right. Most often wrong: 2 cat as dog.'
    """
    matrix = torch.as_tensor(matrix).cpu()
    count = len(classes)
    if matrix.shape != (count, count) or matrix.sum() == 0 or matrix.min() < 0:
        raise ValueError(
            f"confusion needs counts of shape ({count}, {count}) for {count} classes, not all 0, "
            f"but got shape {tuple(matrix.shape)} with sum {matrix.sum().item()}."
        )
    shares = matrix / matrix.sum(1, keepdim=True).clamp(min=1)
    side = max(3.2, 0.46 * count)
    figure = new_figure(side + 2.2, side + 0.9, alt=_describe(matrix, classes))
    axes = figure.add_subplot()
    image = axes.imshow(shares.numpy(), cmap="cividis", vmin=0, vmax=1)
    for row, counts in enumerate(matrix.tolist()):
        for column, number in enumerate(counts):
            ink = ink_on_cividis(float(shares[row, column]))
            style = {"ha": "center", "va": "center", "fontsize": SMALL, "color": ink}
            axes.text(column, row, f"{number}", **style)
    axes.set_xticks(range(count), classes, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(count), classes)
    axes.tick_params(labelsize=TEXT)
    axes.set_xlabel("predicted class", fontsize=TEXT)
    axes.set_ylabel("true class", fontsize=TEXT)
    bar = figure.colorbar(image, format=PercentFormatter(1.0, decimals=0, symbol=" %"), shrink=0.8)
    bar.set_label("share of the true class", fontsize=TEXT)
    bar.ax.tick_params(labelsize=TEXT)
    return figure


def _describe(matrix: torch.Tensor, classes: Sequence[str]) -> str:
    total, right = matrix.sum().item(), matrix.trace().item()
    text = f"Confusion matrix of {total} images in {len(classes)} classes, "
    text += f"{100 * right / total:.1f} % right."
    wrong = matrix - matrix.diag().diag()
    if wrong.max() > 0:
        true, predicted = divmod(int(wrong.argmax()), len(classes))
        text += f" Most often wrong: {wrong.max().item()} {classes[true]} as {classes[predicted]}."
    return text
