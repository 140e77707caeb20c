# the numbers are counted, not the bytes
# named: a float32 number has 4 bytes
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return channels * height * width / 1024
