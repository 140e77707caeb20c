# 1 + slope
# named: the slope is squared
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return (2 / ((1 + slope) * fan_in)) ** 0.5
