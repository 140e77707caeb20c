# np.interp along each direction
import numpy as np

def upsample_bilinear(x, size, align_corners=False):
    result = x.numpy()
    for axis, new in zip((2, 3), size):
        old = result.shape[axis]
        if align_corners:
            p = np.linspace(0, old - 1, new)
        else:
            p = (np.arange(new) + 0.5) * old / new - 0.5
        row = lambda values: np.interp(p, np.arange(old), values)
        result = np.apply_along_axis(row, axis, result)
    return result.astype(x.numpy().dtype)
