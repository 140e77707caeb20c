# C_in / groups kernels per group, which is right for C_out = C_in only
# named: your code raised RuntimeError
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    n, c = x.shape[:2]
    columns = F.unfold(x, weight.shape[2:], dilation, padding, stride)
    columns = columns.reshape(n, groups, -1, columns.shape[-1])
    kernels = weight.reshape(groups, c // groups if groups > 1 else -1, columns.shape[2])
    output = (kernels @ columns).reshape(n, len(weight), -1)
    if bias is not None:
        output = output + bias[:, None]
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    return output.reshape(n, len(weight), out_height, out_width)
