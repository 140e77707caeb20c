# F.conv_transpose2d does the work
# named: PyTorch's own convolution does the work
def conv_transpose2d(x, weight, stride=1, padding=0):
    return F.conv_transpose2d(x, weight, stride=stride, padding=padding)
