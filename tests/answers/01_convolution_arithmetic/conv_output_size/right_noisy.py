# prints, warns and draws a progress bar on the way
import sys
import warnings

from tqdm import tqdm


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    print("size", size, "kernel", kernel_size)
    print("debugging", file=sys.stderr)
    warnings.warn("a loop is slow", stacklevel=2)
    count = 0
    for left in tqdm(range(0, size + 2 * padding, stride)):
        if left + dilation * (kernel_size - 1) < size + 2 * padding:
            count += 1
    if not count:
        raise ValueError("does not fit")
    return count
