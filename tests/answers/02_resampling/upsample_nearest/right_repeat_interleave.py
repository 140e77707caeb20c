# the method for it
def upsample_nearest(x, scale):
    return x.repeat_interleave(scale, -1).repeat_interleave(scale, -2)
