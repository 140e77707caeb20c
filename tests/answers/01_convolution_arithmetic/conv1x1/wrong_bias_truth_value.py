# the truth value of a tensor decides about the bias
# named: your code raised RuntimeError
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    output = torch.einsum("oc,nchw->nohw", weight, x)
    if bias:
        output = output + bias[:, None, None]
    return output
