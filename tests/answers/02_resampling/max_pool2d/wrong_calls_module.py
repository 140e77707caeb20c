# the layer of torch.nn does the work
# named: PyTorch's own max_pool does the work
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    return torch.nn.MaxPool2d(kernel_size, stride, padding)(x)
