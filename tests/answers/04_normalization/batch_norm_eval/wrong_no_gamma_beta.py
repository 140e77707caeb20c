# only normalises
# named: gamma and beta are missing
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    return (x - running_mean[:, None, None]) / torch.sqrt(running_var + eps)[:, None, None]
