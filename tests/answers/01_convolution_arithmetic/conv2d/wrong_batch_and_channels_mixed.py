# one wide matrix for the whole batch, reshaped without bringing the batch to the front
# named: batch and channels are mixed
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    columns = F.unfold(x, weight.shape[2:], dilation, padding, stride)
    wide = columns.permute(1, 0, 2).reshape(groups, columns.shape[1] // groups, -1)
    output = weight.reshape(groups, len(weight) // groups, -1) @ wide
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    output = output.reshape(len(x), len(weight), out_height, out_width)
    return output if bias is None else output + bias[:, None, None]
