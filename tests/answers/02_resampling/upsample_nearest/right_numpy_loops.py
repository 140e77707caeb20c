# numpy, block by block
import numpy as np

def upsample_nearest(x, scale):
    n, c, h, w = x.shape
    result = np.empty((n, c, h * scale, w * scale), dtype=x.numpy().dtype)
    for i in range(h):
        for j in range(w):
            block = x[:, :, i, j, None, None]
            result[:, :, i * scale : (i + 1) * scale, j * scale : (j + 1) * scale] = block
    return result
