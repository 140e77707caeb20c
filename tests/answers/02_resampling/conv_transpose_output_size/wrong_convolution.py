# lab 01's formula
# named: this is the size of a convolution
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    if output_padding >= stride:
        raise ValueError("output_padding must be smaller than the stride")
    result = (size + 2 * padding - kernel_size) // stride + 1
    if result < 1:
        raise ValueError("nothing is left")
    return result
