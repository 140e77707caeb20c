# everything reshaped to four dimensions
def batch_norm_eval(x, gamma, beta, running_mean, running_var, eps=1e-5):
    """Return x normalised with the running statistics."""
    gamma, beta, mean, var = (t.reshape(1, -1, 1, 1) for t in (gamma, beta, running_mean, running_var))
    return gamma * (x - mean) / (var + eps) ** 0.5 + beta
