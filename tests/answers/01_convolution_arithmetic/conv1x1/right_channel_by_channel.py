# a weighted sum of channels by broadcasting
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    bias = torch.zeros(len(weight), dtype=x.dtype) if bias is None else bias
    return torch.stack([(x * w[:, None, None]).sum(dim=1) + b for w, b in zip(weight, bias)], dim=1)
