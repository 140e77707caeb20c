# the result is printed
# named: nothing is returned
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    print(channels * height * width * bytes_per_number / 1024, "KiB")
