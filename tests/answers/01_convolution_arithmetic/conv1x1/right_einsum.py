# einsum, bias in place on the fresh result
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    y = torch.einsum("nchw,oc->nohw", x, weight)
    if bias is not None:
        y += bias.view(-1, 1, 1)
    return y
