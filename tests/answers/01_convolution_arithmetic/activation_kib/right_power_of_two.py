# 2**10, in steps
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    numbers = channels * height * width
    size = bytes_per_number * numbers
    return size * 2**-10
