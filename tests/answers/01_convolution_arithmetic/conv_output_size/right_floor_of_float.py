# math.floor of a true division, made an int
import math


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    out = (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1
    if out < 1:
        raise ValueError("no stop fits")
    return int(math.floor(out))
