# numpy in and out, in float64
import numpy as np


def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    x, gamma, beta, running_mean, running_var = (
        np.asarray(a, dtype=np.float64) for a in (x, gamma, beta, running_mean, running_var)
    )
    mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    channels_last = np.moveaxis(x, 1, -1)
    y = gamma * (channels_last - mean) / np.sqrt(var + eps) + beta
    n = x[:, 0].size
    return (
        np.moveaxis(y, -1, 1),
        (1 - momentum) * running_mean + momentum * mean,
        (1 - momentum) * running_var + momentum * var * n / (n - 1),
    )
