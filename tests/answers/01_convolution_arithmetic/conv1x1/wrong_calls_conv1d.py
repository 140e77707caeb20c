# PyTorch's own function, in one dimension
# named: PyTorch's own convolution
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    return F.conv1d(x.flatten(2), weight[:, :, None], bias).unflatten(2, x.shape[2:])
