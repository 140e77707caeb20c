# einsum instead of a batched product, with keyword arguments spelled out
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    out_channels = weight.shape[0]
    columns = torch.nn.Unfold(
        kernel_size=weight.shape[2:], stride=stride, padding=padding, dilation=dilation
    )(x)
    columns = columns.unflatten(1, (groups, -1))
    kernels = weight.flatten(1).unflatten(0, (groups, out_channels // groups))
    result = torch.einsum("gok,ngkl->ngol", kernels, columns).flatten(1, 2)
    if bias is not None:
        result += bias.unsqueeze(1)
    height = (x.size(2) + 2 * padding - dilation * (weight.size(2) - 1) - 1) // stride + 1
    return result.unflatten(2, (height, -1))
