# the result keeps its places in one dimension
# named: places are not folded
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    columns = F.unfold(x, weight.shape[2:], dilation, padding, stride)
    return weight.flatten(1) @ columns
