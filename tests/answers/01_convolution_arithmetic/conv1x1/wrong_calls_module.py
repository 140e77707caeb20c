# PyTorch's own layer
# named: PyTorch's own convolution
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    layer = torch.nn.Conv2d(x.shape[1], len(weight), 1, bias=False, dtype=x.dtype)
    layer.weight = torch.nn.Parameter(weight[:, :, None, None])
    return layer(x) if bias is None else layer(x) + bias[:, None, None]
