# F.conv_transpose2d does the work
# named: calls PyTorch's own convolution
def conv_transpose2d(x, weight, stride=1, padding=0):
    return F.conv_transpose2d(x, weight, stride=stride, padding=padding)
