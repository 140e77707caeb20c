# numpy's sliding windows
import numpy as np

def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding is more than half of the kernel")
    stride = kernel_size if stride is None else stride
    sides = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(x.numpy(), sides, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_size,) * 2, axis=(2, 3))
    return windows[:, :, ::stride, ::stride].max(axis=(4, 5))
