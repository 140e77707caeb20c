# bias with the wrong sign
# named: the bias is subtracted
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    output = torch.einsum("oc,nchw->nohw", weight, x)
    return output if bias is None else output - bias[:, None, None]
