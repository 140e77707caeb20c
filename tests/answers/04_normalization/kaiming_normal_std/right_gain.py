# PyTorch's gain
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return torch.nn.init.calculate_gain('leaky_relu', slope) / fan_in**0.5
