# zeros between the pixels
# named: the others are zeros
def upsample_nearest(x, scale):
    n, c, h, w = x.shape
    result = torch.zeros(n, c, h * scale, w * scale)
    result[:, :, ::scale, ::scale] = x
    return result
