# a Kronecker product with ones
def upsample_nearest(x, scale):
    return torch.kron(x, torch.ones(1, 1, scale, scale, dtype=x.dtype))
