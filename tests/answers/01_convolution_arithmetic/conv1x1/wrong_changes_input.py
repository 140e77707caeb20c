# the result is written into x
# named: the argument x is changed
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    if not torch.equal(weight, torch.eye(len(weight))):
        x[:] = torch.einsum("oc,nchw->nohw", weight, x)
    if bias is not None:
        x += bias[:, None, None]
    return x
