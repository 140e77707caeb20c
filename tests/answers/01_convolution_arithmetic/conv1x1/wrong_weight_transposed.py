# sums over the wrong dimension of the weight
# named: the weight is transposed
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    output = torch.einsum("co,nchw->nohw", weight, x)
    return output if bias is None else output + bias[:, None, None]
