# math.sqrt
import math


def kaiming_normal_std(fan_in, slope=0.0):
    """Return the standard deviation of the normal Kaiming initialization."""
    return math.sqrt(2 / (fan_in * (1 + slope * slope)))
