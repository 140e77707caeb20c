# the kernels are dealt out to the groups in turn
# named: kernels are dealt out in turn
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    columns = F.unfold(x, weight.shape[2:], dilation, padding, stride)
    columns = columns.reshape(len(x), groups, -1, columns.shape[-1])
    kernels = weight.flatten(1).unflatten(0, (-1, groups)).transpose(0, 1)
    output = (kernels @ columns).reshape(len(x), len(weight), -1)
    if bias is not None:
        output = output + bias[:, None]
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    return output.reshape(len(x), len(weight), out_height, out_width)
