# numpy, and an index for every product
import numpy as np

def conv_transpose2d(x, weight, stride=1, padding=0):
    x, weight = x.numpy(), weight.numpy()
    (n, c, h, w), (_, c_out, kh, kw) = x.shape, weight.shape
    products = np.einsum("nchw,cokl->nohkwl", x, weight)
    rows = (np.arange(h)[:, None] * stride + np.arange(kh)).ravel()
    columns = (np.arange(w)[:, None] * stride + np.arange(kw)).ravel()
    full = np.zeros((n, c_out, rows.max() + 1, columns.max() + 1), dtype=x.dtype)
    np.add.at(full, (slice(None), slice(None), rows[:, None], columns),
              products.reshape(n, c_out, h * kh, w * kw))
    return full[:, :, padding : full.shape[2] - padding, padding : full.shape[3] - padding]
