# F.linear over the transposed columns, F.fold to get the picture back
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    kh, kw = weight.shape[-2:]
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    maps = []
    for g in range(groups):
        channels = slice(g * weight.shape[1], (g + 1) * weight.shape[1])
        kernels = slice(g * len(weight) // groups, (g + 1) * len(weight) // groups)
        columns = F.unfold(x[:, channels], (kh, kw), dilation, padding, stride).transpose(1, 2)
        shift = None if bias is None else bias[kernels]
        rows = F.linear(columns, weight[kernels].reshape(-1, columns.shape[-1]), shift)
        maps.append(F.fold(rows.transpose(1, 2), (out_height, out_width), 1))
    return torch.cat(maps, 1)
