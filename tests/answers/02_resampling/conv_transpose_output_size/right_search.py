# the size from which a convolution comes back
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    if output_padding > stride - 1:
        raise ValueError("too much output_padding")
    for candidate in range(1, 1000):
        room = candidate + 2 * padding - kernel_size
        if room >= 0 and room // stride + 1 == size and room % stride == output_padding:
            return candidate
    raise ValueError("no size fits")
