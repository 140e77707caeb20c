# PyTorch's own function
# named: PyTorch's own convolution
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    return F.conv2d(x, weight[:, :, None, None], bias)
