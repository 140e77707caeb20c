# pixels are repeated
# named: this is nearest, not bilinear
def upsample_bilinear(x, size, align_corners=False):
    rows = torch.arange(size[0]) * x.shape[2] // size[0]
    columns = torch.arange(size[1]) * x.shape[3] // size[1]
    return x[:, :, rows[:, None], columns]
