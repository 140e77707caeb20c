# returns the statistics of the batch
# named: not mixed with the old ones
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), correction=0)
    normal = (x - mean[:, None, None]) / torch.sqrt(var + eps)[:, None, None]
    y = gamma[:, None, None] * normal + beta[:, None, None]
    new_mean = mean
    new_var = x.var((0, 2, 3))
    return y, new_mean, new_var
