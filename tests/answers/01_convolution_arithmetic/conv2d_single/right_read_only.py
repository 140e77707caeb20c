# a numpy array that may not be written
import numpy as np


def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, padding), kernel.shape)
    result = (windows[::stride, ::stride] * kernel.numpy()).sum((2, 3))
    result.setflags(write=False)
    return result
