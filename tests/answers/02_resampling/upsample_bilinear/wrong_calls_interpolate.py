# F.interpolate does the work
# named: PyTorch's own upsample does the work
def upsample_bilinear(x, size, align_corners=False):
    return F.interpolate(x, size, mode="bilinear", align_corners=align_corners)
