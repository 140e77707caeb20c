# pixel @ weight without the transpose
# named: the weight is transposed
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    output = x.permute(0, 2, 3, 1) @ weight
    return (output if bias is None else output + bias).permute(0, 3, 1, 2)
