# each variance at the other's place
# named: the two variances are exchanged
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3))
    normal = (x - mean[:, None, None]) / torch.sqrt(var + eps)[:, None, None]
    y = gamma[:, None, None] * normal + beta[:, None, None]
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * x.var((0, 2, 3), correction=0)
    return y, new_mean, new_var
