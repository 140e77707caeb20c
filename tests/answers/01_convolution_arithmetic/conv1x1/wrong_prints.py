# the result is printed
# named: nothing is returned
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    print(torch.einsum("oc,nchw->nohw", weight, x))
