# every other dtype is taken for half precision
# unnamed: passes the visible check, where bytes_per_number is 4 or 2
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    size = 4 if bytes_per_number == 4 else 2
    return channels * height * width * size / 1024
