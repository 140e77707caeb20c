# two decimals
# named: rounded
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return round((2 / ((1 + slope**2) * fan_in)) ** 0.5, 2)
