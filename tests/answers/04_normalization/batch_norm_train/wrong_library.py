# PyTorch's own function
# named: PyTorch's own batch_norm
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    new_mean, new_var = running_mean.clone(), running_var.clone()
    y = F.batch_norm(x, new_mean, new_var, gamma, beta, True, momentum, eps)
    return y, new_mean, new_var
