# reshape where permute is needed
# named: channels and pixels are mixed by a reshape
def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    n, c, h, w = x.shape
    output = x.reshape(n, h * w, c) @ weight.T
    if bias is not None:
        output = output + bias
    return output.reshape(n, len(weight), h, w)
