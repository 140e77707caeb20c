# weight @ x multiplies the rows of the image
# named: your code raised RuntimeError
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    output = weight @ x
    return output if bias is None else output + bias[:, None, None]
