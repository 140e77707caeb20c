# F.interpolate does the work
# named: calls PyTorch's own upsample
def upsample_nearest(x, scale):
    return F.interpolate(x, scale_factor=scale)
