# a tensor with one number
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    mean_fan = torch.tensor((fan_in + fan_out) / 2, dtype=torch.float64)
    return (3 / mean_fan).sqrt()
