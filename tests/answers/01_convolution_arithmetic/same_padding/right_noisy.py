# numpy integer, with a warning and a print
import warnings

import numpy as np


def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    span = np.int32(dilation * (kernel_size - 1) + 1)
    print(f"{span = }")
    if span % 2 == 0:
        warnings.warn("an even span")
        raise ValueError("even")
    return span // 2
