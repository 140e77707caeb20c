# a copy whose negative part is overwritten
def relu(x):
    y = x.clone()
    y[y < 0] = 0
    return y


def leaky_relu(x, slope=0.01):
    y = x.clone()
    y[x < 0] *= slope
    return y


def elu(x, alpha=1.0):
    y = x.clone()
    left = x < 0
    y[left] = alpha * (y[left].exp() - 1)
    return y
