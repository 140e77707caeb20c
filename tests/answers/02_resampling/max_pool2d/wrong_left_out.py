# every K-th pixel, not the largest
# named: pixels are left out, not compared
def max_pool2d(x, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    rows = (x.shape[2] - kernel_size) // stride + 1
    columns = (x.shape[3] - kernel_size) // stride + 1
    return x[:, :, ::stride, ::stride][:, :, :rows, :columns]
