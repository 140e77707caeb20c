# measured with gradients; warns that it is slow
import warnings


def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    warnings.warn("measuring")
    size = 1
    for kernel_size, stride, dilation in reversed(layers):
        size = (size + 1) * stride + dilation * kernel_size
    x = torch.zeros(1, 1, size, requires_grad=True, dtype=torch.float64)
    y = x
    for kernel_size, stride, dilation in layers:
        y = F.conv1d(y, torch.ones(1, 1, kernel_size, dtype=y.dtype), None, stride, 0, dilation)
    y[0, 0, 0].backward()
    seen = x.grad.flatten().nonzero().flatten()
    return (seen[-1] - seen[0] + 1).item()
