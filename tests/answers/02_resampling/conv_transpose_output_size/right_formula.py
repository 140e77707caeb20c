# the formula
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    result = (size - 1) * stride - 2 * padding + kernel_size + output_padding
    if output_padding >= stride or result <= 0:
        raise ValueError("impossible sizes")
    return result
