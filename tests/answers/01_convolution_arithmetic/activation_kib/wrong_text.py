# text with the unit
# named: a str is returned
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return f"{channels * height * width * bytes_per_number / 1024} KiB"
