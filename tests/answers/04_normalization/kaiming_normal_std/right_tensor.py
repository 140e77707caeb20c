# a tensor with one number
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return torch.rsqrt(torch.tensor(fan_in * (1 + slope**2) / 2, dtype=torch.float64))
