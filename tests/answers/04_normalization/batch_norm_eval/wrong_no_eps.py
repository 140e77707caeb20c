# eps is not used
# named: eps is forgotten
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    scale = gamma / torch.sqrt(running_var)
    return (x - running_mean[:, None, None]) * scale[:, None, None] + beta[:, None, None]
