# a strided view of all windows, computed in float64 and cast back
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    padded = F.pad(x.double(), (padding,) * 4).contiguous()
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    n, c = x.shape[:2]
    sn, sc, sh, sw = padded.stride()
    windows = padded.as_strided(
        (n, c, *weight.shape[2:], out_height, out_width),
        (sn, sc, sh * dilation, sw * dilation, sh * stride, sw * stride),
    )
    columns = windows.reshape(n, groups, -1, out_height * out_width)
    output = weight.double().reshape(groups, len(weight) // groups, -1) @ columns
    output = output.reshape(n, len(weight), out_height, out_width)
    if bias is not None:
        output = output + bias.double()[None, :, None, None]
    return output.to(x.dtype)
