# the result is printed
# named: nothing is returned
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    print(dilation * (kernel_size - 1) // 2)
