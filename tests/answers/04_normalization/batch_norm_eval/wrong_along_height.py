# statistics along the height
# named: your code raised RuntimeError
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    return (x - running_mean[:, None]) / torch.sqrt(running_var + eps)[:, None] * gamma[:, None] + beta[:, None]
