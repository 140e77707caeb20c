# channel by channel, into copies
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    y, new_mean, new_var = torch.empty_like(x), running_mean.clone(), running_var.clone()
    for c in range(x.shape[1]):
        values = x[:, c]
        mean = values.mean()
        y[:, c] = gamma[c] * (values - mean) / (values.var(correction=0) + eps) ** 0.5 + beta[c]
        new_mean[c] = (1 - momentum) * running_mean[c] + momentum * mean
        new_var[c] = (1 - momentum) * running_var[c] + momentum * values.var()
    return y, new_mean, new_var
