# tensordot puts the new channels first
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    out = torch.tensordot(weight, x, dims=([1], [1])).transpose(0, 1)
    return out if bias is None else out + bias[None, :, None, None]
