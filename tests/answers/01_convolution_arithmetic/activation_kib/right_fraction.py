# an exact fraction, and an int where it is whole; warns
import warnings
from fractions import Fraction


def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    kib = Fraction(channels * height * width * bytes_per_number, 1024)
    if kib.denominator > 1:
        warnings.warn(f"not whole: {kib}", stacklevel=2)
        return float(kib)
    return int(kib)
