# divides by the variance
# named: divided by the variance
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    scale = gamma / (running_var + eps)
    return (x - running_mean[:, None, None]) * scale[:, None, None] + beta[:, None, None]
