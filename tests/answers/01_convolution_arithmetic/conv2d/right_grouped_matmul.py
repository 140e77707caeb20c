# columns and kernels viewed by group, one batched product
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    N, C, H, W = x.shape
    C_out, C_in, KH, KW = weight.shape
    cols = F.unfold(x, (KH, KW), dilation, padding, stride)
    cols = cols.view(N, groups, C_in * KH * KW, -1)
    out = torch.matmul(weight.view(groups, C_out // groups, C_in * KH * KW), cols)
    OH = (H + 2 * padding - dilation * (KH - 1) - 1) // stride + 1
    OW = (W + 2 * padding - dilation * (KW - 1) - 1) // stride + 1
    out = out.view(N, C_out, OH, OW)
    return out if bias is None else out + bias.view(1, -1, 1, 1)
