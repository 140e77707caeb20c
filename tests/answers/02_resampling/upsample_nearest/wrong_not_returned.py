# computed, not returned
# named: nothing is returned
def upsample_nearest(x, scale):
    result = x.repeat_interleave(scale, 2).repeat_interleave(scale, 3)
