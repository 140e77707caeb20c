# where the last stamp starts
# named: reaches kernel_size cells beyond its start
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    if output_padding >= stride:
        raise ValueError("output_padding must be smaller than the stride")
    result = (size - 1) * stride - 2 * padding + output_padding
    if result < 1:
        raise ValueError("nothing is left")
    return result
