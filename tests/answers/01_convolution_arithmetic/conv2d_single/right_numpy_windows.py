# numpy: np.pad, sliding_window_view and einsum; a numpy array comes back
import numpy as np


def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = np.pad(image.numpy(), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, tuple(kernel.shape))
    return np.einsum("ijab,ab->ij", windows[::stride, ::stride], kernel.numpy())
