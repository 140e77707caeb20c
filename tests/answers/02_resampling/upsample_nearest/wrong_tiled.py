# the whole map repeated
# named: the map is tiled, not enlarged
def upsample_nearest(x, scale):
    return x.repeat(1, 1, scale, scale)
