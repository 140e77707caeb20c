# bytes_per_number is not used
# named: bytes_per_number is ignored
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return channels * height * width * 4 / 1024
