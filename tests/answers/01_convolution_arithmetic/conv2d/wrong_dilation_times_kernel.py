# the size takes the span for d·k
# named: your code raised RuntimeError
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    columns = F.unfold(x, weight.shape[2:], dilation, padding, stride)
    columns = columns.reshape(x.shape[0], groups, -1, columns.shape[-1])
    kernels = weight.reshape(groups, weight.shape[0] // groups, -1)
    output = (kernels @ columns).reshape(x.shape[0], weight.shape[0], -1)
    if bias is not None:
        output = output + bias[:, None]
    out_height = (x.shape[2] + 2 * padding - dilation * weight.shape[2]) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * weight.shape[3]) // stride + 1
    return output.reshape(x.shape[0], weight.shape[0], out_height, out_width)
