# torch's own
# named: PyTorch's own relu
def relu(x):
    return F.relu(x)


def leaky_relu(x, slope=0.01):
    return F.leaky_relu(x, slope)


def elu(x, alpha=1.0):
    return F.elu(x, alpha)
