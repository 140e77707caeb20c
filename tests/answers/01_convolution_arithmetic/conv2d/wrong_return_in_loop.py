# the return stands inside the loop over the batch
# named: the batch dimension is missing
def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    for image in x:
        columns = F.unfold(image[None], weight.shape[2:], dilation, padding, stride)[0]
        output = weight.flatten(1) @ columns
        if bias is not None:
            output = output + bias[:, None]
        height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
        return output.reshape(len(weight), height, -1)
