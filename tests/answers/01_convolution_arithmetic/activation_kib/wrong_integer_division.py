# // where / is needed
# named: use / instead of //
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    return channels * height * width * bytes_per_number // 1024
