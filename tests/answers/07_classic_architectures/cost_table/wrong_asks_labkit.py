# asks the kit's own table
# named: PyTorch's own convolution does the work
def cost_table(layers, input_shape):
    made, channels = [], input_shape[0]
    with torch.device("meta"):
        for kind, *numbers in layers:
            if kind == "conv":
                made.append(nn.Conv2d(channels, *numbers))
                channels = numbers[0]
            elif kind == "pool":
                made.append(nn.MaxPool2d(*numbers))
            elif kind == "flatten":
                made.append(nn.Flatten())
            else:
                made.append(nn.LazyLinear(*numbers))
    table = cost.cost_table(nn.Sequential(*made), input_shape)
    return [(row.shape, row.kib, row.params, row.macs) for row in table.rows]
