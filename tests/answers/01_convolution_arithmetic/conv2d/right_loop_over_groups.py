# one product per group, concatenated
def output_size(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    outputs = []
    for part, kernels in zip(x.chunk(groups, dim=1), weight.chunk(groups, dim=0)):
        columns = F.unfold(part, kernels.shape[2:], dilation=dilation, padding=padding,
                           stride=stride)
        outputs.append(kernels.flatten(1) @ columns)
    output = torch.cat(outputs, dim=1)
    if bias is not None:
        output = output + bias.reshape(-1, 1)
    side = output_size(x.shape[2], weight.shape[2], stride, padding, dilation)
    return output.reshape(len(x), len(weight), side, -1)
