# flattened channels and lerp
def batch_norm_train(x, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Return the normalised batch and the new running statistics."""
    rows = x.transpose(0, 1).reshape(x.shape[1], -1)
    var, mean = torch.var_mean(rows, dim=1, correction=0)
    scale = gamma * torch.rsqrt(var + eps)
    y = x * scale[:, None, None] + (beta - mean * scale)[:, None, None]
    return y, torch.lerp(running_mean, mean, momentum), torch.lerp(running_var, rows.var(1), momentum)
