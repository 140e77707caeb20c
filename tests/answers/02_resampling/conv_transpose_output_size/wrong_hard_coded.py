# the example
# named: the example is hard-coded
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    return 7
