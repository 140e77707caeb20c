"""Heat maps over the images that they explain."""

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from matplotlib.figure import Figure

from labkit.plots.style import SMALL, TEXT, new_figure, plain_axes

_INCHES = 1.25


def heat_maps(
    images: torch.Tensor,
    maps: Mapping[str, torch.Tensor],
    names: Sequence[str] | None = None,
    *,
    masks: torch.Tensor | None = None,
    title: str = "",
) -> Figure:
    """Return a column per image: the image, and below it each of its maps over a grey copy.

    ``images`` are ``(N, 3, H, W)`` uint8, each of the ``maps`` is ``(N, h, w)`` and is enlarged to
    the image; every map's colours go from its own smallest value (dark) to its largest (bright).
    ``names`` stand above the images; ``masks`` ``(N, H, W)`` are outlined in white, and the largest
    value of each map is marked by a cross. Raises ``ValueError`` where numbers do not fit.

    >>> images, heat = torch.zeros(2, 3, 4, 4, dtype=torch.uint8), torch.eye(4).repeat(2, 1, 1)
    >>> heat_maps(images, {"Grad-CAM": heat}, ["fish", "mug"]).get_label()
    'Heat maps (Grad-CAM) over 2 images: fish, mug.'
    """
    count = len(images)
    for name, values in maps.items():
        if values.ndim != 3 or len(values) != count:
            raise ValueError(f"{name} has shape {tuple(values.shape)}, expected ({count}, h, w).")
    if names is not None and len(names) != count:
        raise ValueError(f"There are {count} images, but {len(names)} names: give one each.")
    alt = f"Heat maps ({', '.join(maps)}) over {count} images"
    alt = f"{title}: " * bool(title) + alt + f": {', '.join(names)}." * bool(names)
    rows = 1 + len(maps)
    figure = new_figure(_INCHES * count + 1.2, _INCHES * rows + 0.5, alt=alt)
    axes = figure.subplots(rows, count, squeeze=False)
    figure.suptitle(title, fontsize=TEXT, x=0.01, ha="left")
    for column, image in enumerate(images):
        pixels = image.permute(1, 2, 0).numpy()
        plain_axes(axes[0, column], names[column] if names else "")
        axes[0, column].imshow(pixels)
        for row, values in enumerate(maps.values(), start=1):
            below = axes[row, column]
            plain_axes(below)
            below.imshow(pixels.mean(axis=2), cmap="gray", vmin=0, vmax=255)
            heat = _enlarged(values[column], image.shape[1:])
            below.imshow(heat.numpy(), cmap="viridis", alpha=0.65)
            if masks is not None and masks[column].any():
                inside = masks[column].float().numpy()
                below.contour(inside, levels=[0.5], colors="white", linewidths=1)
            place = divmod(int(heat.argmax()), heat.shape[1])
            below.plot(place[1], place[0], "x", color="black", markersize=7, markeredgewidth=3)
            below.plot(place[1], place[0], "x", color="white", markersize=6, markeredgewidth=1.2)
    for row, name in enumerate(("image", *maps)):
        axes[row, 0].set_ylabel(name, fontsize=SMALL)
    return figure


def _enlarged(values: torch.Tensor, size: Sequence[int]) -> torch.Tensor:
    values = values.detach().float()[None, None]
    return F.interpolate(values, size=tuple(size), mode="bilinear", align_corners=False)[0, 0]
