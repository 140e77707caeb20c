# numpy and loops over the output
import numpy as np

def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = kernel_size if stride is None else stride
    p = padding
    padded = np.pad(np.asarray(x), ((0, 0), (0, 0), (p, p), (p, p)))
    rows = range(0, padded.shape[2] - kernel_size + 1, stride)
    columns = range(0, padded.shape[3] - kernel_size + 1, stride)
    return np.stack([np.stack([
        padded[:, :, i : i + kernel_size, j : j + kernel_size].sum((2, 3)) / kernel_size**2
        for j in columns], -1) for i in rows], -2)
