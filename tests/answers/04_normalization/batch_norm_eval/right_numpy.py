# numpy, channels moved to the end
import numpy as np


def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    pixels = np.moveaxis(x.numpy(), 1, -1)
    y = (pixels - running_mean.numpy()) / np.sqrt(running_var.numpy() + eps) * gamma.numpy()
    return np.moveaxis(y + beta.numpy(), -1, 1)
