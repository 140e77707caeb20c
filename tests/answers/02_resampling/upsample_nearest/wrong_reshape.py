# copies in the wrong order
# named: mixed by a reshape
def upsample_nearest(x, scale):
    n, c, h, w = x.shape
    return x.repeat(1, 1, 1, scale * scale).reshape(n, c, h * scale, w * scale)
