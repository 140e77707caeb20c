# printed, not returned
# named: nothing is returned
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    x = F.pad(x, [padding] * 4)
    print(x.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride).mean((-2, -1)))
