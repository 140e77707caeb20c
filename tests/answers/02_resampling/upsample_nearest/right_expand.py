# expand and reshape
def upsample_nearest(x, scale):
    n, c, h, w = x.shape
    blocks = x[:, :, :, None, :, None].expand(n, c, h, scale, w, scale)
    return blocks.reshape(n, c, h * scale, w * scale)
