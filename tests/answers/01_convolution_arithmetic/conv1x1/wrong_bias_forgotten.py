# bias is not used
# named: the bias is forgotten
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    return torch.einsum("oc,nchw->nohw", weight, x)
