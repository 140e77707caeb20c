# without ReLU's factor
# named: ReLU halves
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return (1 / ((1 + slope**2) * fan_in)) ** 0.5
