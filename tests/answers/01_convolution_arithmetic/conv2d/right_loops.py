# a loop over output places, all kernels at once
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    padded = F.pad(x, (padding,) * 4)
    kh, kw = (dilation * (k - 1) + 1 for k in weight.shape[2:])
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    rows = []
    for i in range(0, out_height * stride, stride):
        for j in range(0, out_width * stride, stride):
            window = padded[:, :, i : i + kh : dilation, j : j + kw : dilation]
            window = window.reshape(len(x), groups, 1, *weight.shape[1:])
            kernels = weight.reshape(1, groups, -1, *weight.shape[1:])
            rows.append((window * kernels).sum(dim=(3, 4, 5)).flatten(1))
    output = torch.stack(rows, dim=2).reshape(len(x), len(weight), out_height, out_width)
    if bias is None:
        return output
    return output + bias[:, None, None]
