# autograd through torch's own
# named: PyTorch's own backward
def relu_slope(x):
    return slope_of(F.relu, x)


def leaky_relu_slope(x, slope=0.01):
    return slope_of(lambda v: F.leaky_relu(v, slope), x)


def elu_slope(x, alpha=1.0):
    return slope_of(lambda v: F.elu(v, alpha), x)
