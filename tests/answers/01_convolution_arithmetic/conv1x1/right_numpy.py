# numpy in and out, in float64
import numpy as np


def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    pixels = np.moveaxis(np.asarray(x, dtype=np.float64), 1, -1)
    out = pixels @ weight.numpy().astype(np.float64).T
    if bias is not None:
        out = out + bias.numpy()
    return np.moveaxis(out, -1, 1)
