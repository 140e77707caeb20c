# groups as one dense weight that is zero between the groups
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    c_out, per_group = weight.shape[:2]
    dense = weight.new_zeros(c_out, x.shape[1], *weight.shape[2:])
    for o in range(c_out):
        first = o // (c_out // groups) * per_group
        dense[o, first : first + per_group] = weight[o]
    columns = F.unfold(x, weight.shape[2:], dilation=dilation, padding=padding, stride=stride)
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    shift = 0 if bias is None else bias[None, :, None, None]
    return (dense.flatten(1) @ columns).reshape(-1, c_out, out_height, out_width) + shift
