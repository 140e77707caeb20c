# nothing is refused
# named: no ValueError is raised
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    return (size - 1) * stride + kernel_size - 2 * padding + output_padding
