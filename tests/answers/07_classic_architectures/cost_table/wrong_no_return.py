# prints the table
# named: nothing is returned
def cost_table(layers, input_shape):
    channels, height, width = input_shape
    for kind, kernels, size, stride, padding in layers:
        height = (height + 2 * padding - size) // stride + 1
        width = (width + 2 * padding - size) // stride + 1
        print(kernels, height, width, kernels * (channels * size**2 + 1))
