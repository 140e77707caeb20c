# autograd, through functions of one's own
def slope(function, x):
    leaf = x.clone().requires_grad_()
    function(leaf).sum().backward()
    return leaf.grad


def gelu_slope(x):
    return slope(lambda v: v * (1 + torch.erf(v / 2**0.5)) / 2, x)


def silu_slope(x, beta=1.0):
    s = torch.softmax(torch.stack([beta * x, 0 * x]), dim=0)[0]
    return s + beta * x * s * (1 - s)
