# from the share of the mean square that is kept
def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    kept = 0.5 + 0.5 * slope**2
    return (kept * fan_in) ** -0.5
