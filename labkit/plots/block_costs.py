"""How many weights a block of each kind needs, from the dense convolution to inverted residuals."""

from matplotlib.figure import Figure

from labkit.plots.style import BLUE, ORANGE, SKY, TEXT, new_figure, number_text

_STEPS = (("1×1 before", SKY), ("K×K", ORANGE), ("1×1 after", BLUE))


def block_weights(
    channels: int, kernel_size: int, reduction: int, expansion: int
) -> dict[str, tuple[int, int, int]]:
    """Return the weights of the 1×1 before, the K×K and the 1×1 after, for each kind of block.

    Every block takes and gives ``channels``; biases and norms are not counted. At stride 1 each
    weight is used once per place, so these are also the multiply–adds per pixel. The bottleneck's
    waist has ``channels // reduction`` channels, the inverted residual is ``expansion`` times
    wider inside. Raises ``ValueError`` for numbers below 1 and for a waist without channels.

    >>> block_weights(64, 3, reduction=4, expansion=6)["bottleneck"]
    (1024, 2304, 1024)
    """
    numbers = {"channels": channels, "kernel_size": kernel_size, "reduction": reduction}
    for name, number in (numbers | {"expansion": expansion}).items():
        if number < 1:
            raise ValueError(f"{name} must be at least 1, but it is {number}.")
    waist, wide = channels // reduction, channels * expansion
    if not waist:
        raise ValueError(f"{channels} channels cannot be reduced {reduction} times.")
    window = kernel_size**2
    return {
        "dense": (0, channels**2 * window, 0),
        "bottleneck": (channels * waist, waist**2 * window, waist * channels),
        "depthwise separable": (0, channels * window, channels**2),
        "inverted residual": (channels * wide, wide * window, wide * channels),
    }


def block_costs(channels: int, kernel_size: int, reduction: int, expansion: int) -> Figure:
    """Return a stacked bar for each kind of block, with how it compares to the dense convolution.

    The numbers are those of :func:`block_weights`, which also says what is refused.
    """
    weights = block_weights(channels, kernel_size, reduction, expansion)
    dense = sum(weights["dense"])
    words = ", ".join(f"{name} {sum(parts):,}" for name, parts in weights.items())
    size = f"{kernel_size}×{kernel_size} kernels, {channels} channels in and out"
    figure = new_figure(9, 3.6, alt=f"Weights of blocks with {size}: {words}.")
    axes = figure.add_subplot()
    left = [0] * len(weights)
    for step, (label, color) in enumerate(_STEPS):
        values = [parts[step] for parts in weights.values()]
        label = label.replace("K×K", f"{kernel_size}×{kernel_size}")
        axes.barh(list(weights), values, left=left, color=color, label=label, edgecolor="white")
        left = [a + b for a, b in zip(left, values, strict=True)]
    for row, total in enumerate(left):
        share = "" if not row else f" ({total / dense:.2g} × dense)"
        at = {"xytext": (5, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(f"{number_text(total)}{share}", (total, row), fontsize=TEXT, **at)
    axes.invert_yaxis()
    axes.margins(x=0.32)
    axes.tick_params(labelsize=TEXT)
    axes.set_xlabel("weights = multiply–adds per pixel", fontsize=TEXT)
    axes.set_title(size, fontsize=TEXT, loc="left", pad=28)
    axes.legend(
        fontsize=TEXT, frameon=False, loc="lower left", bbox_to_anchor=(-0.02, 0.98), ncols=3
    )
    axes.spines[["top", "right"]].set_visible(False)
    return figure
