# F.interpolate does the work
# named: calls PyTorch's own upsample
def upsample_bilinear(x, size, align_corners=False):
    return F.interpolate(x, size, mode="bilinear", align_corners=align_corners)
