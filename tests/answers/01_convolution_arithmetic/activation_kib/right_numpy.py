# a numpy float
import numpy as np


def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return np.prod([channels, height, width, bytes_per_number]) / np.float64(1024)
