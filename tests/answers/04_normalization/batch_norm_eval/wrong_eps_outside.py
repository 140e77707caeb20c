# eps is added to the root
# named: eps belongs under the root
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    scale = gamma / (torch.sqrt(running_var) + eps)
    return (x - running_mean[:, None, None]) * scale[:, None, None] + beta[:, None, None]
