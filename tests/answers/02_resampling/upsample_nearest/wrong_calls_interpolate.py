# F.interpolate does the work
# named: PyTorch's own upsample does the work
def upsample_nearest(x, scale):
    return F.interpolate(x, scale_factor=scale)
