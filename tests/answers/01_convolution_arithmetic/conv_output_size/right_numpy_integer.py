# numpy on the way: the result is a numpy integer
import numpy as np


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    corners = np.arange(0, max(size + 2 * padding - dilation * (kernel_size - 1), 0), stride)
    if corners.size == 0:
        raise ValueError("the kernel is too large")
    return np.int64(corners.size)
