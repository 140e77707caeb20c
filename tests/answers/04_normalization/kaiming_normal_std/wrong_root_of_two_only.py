# the root covers the numerator only
# named: the root covers fan_in too
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return 2**0.5 / ((1 + slope**2) * fan_in)
