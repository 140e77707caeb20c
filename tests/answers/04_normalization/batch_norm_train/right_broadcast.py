# statistics with four dimensions
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    shape = (1, -1, 1, 1)
    mean = x.mean(dim=(0, 2, 3), keepdim=True)
    var = ((x - mean) ** 2).mean(dim=(0, 2, 3), keepdim=True)
    y = gamma.view(shape) * (x - mean) / (var + eps).sqrt() + beta.view(shape)
    n = x.numel() / x.shape[1]
    new_mean = running_mean + momentum * (mean.flatten() - running_mean)
    new_var = running_var + momentum * (var.flatten() * n / (n - 1) - running_var)
    return y, new_mean, new_var
