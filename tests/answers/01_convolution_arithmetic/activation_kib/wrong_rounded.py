# rounded for display
# named: return the number as it is
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return round(channels * height * width * bytes_per_number / 1024, 2)
