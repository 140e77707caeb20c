# one product for every kernel cell, added up in place in a buffer of its own
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    padded = F.pad(x, (padding, padding, padding, padding))
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    output = x.new_zeros(x.shape[0], weight.shape[0], out_height, out_width)
    if bias is not None:
        output += bias[:, None, None]
    per_group, kernels = weight.shape[1], weight.shape[0] // groups
    for g in range(groups):
        for a in range(weight.shape[2]):
            for b in range(weight.shape[3]):
                top, left = a * dilation, b * dilation
                part = padded[:, g * per_group : (g + 1) * per_group,
                              top : top + (out_height - 1) * stride + 1 : stride,
                              left : left + (out_width - 1) * stride + 1 : stride]
                w = weight[g * kernels : (g + 1) * kernels, :, a, b]
                output[:, g * kernels : (g + 1) * kernels] += torch.einsum("oc,nchw->nohw", w, part)
    return output
