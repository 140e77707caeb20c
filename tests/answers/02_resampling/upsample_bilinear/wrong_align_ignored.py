# align_corners changes nothing
# named: align_corners is ignored
def along_columns(x, new, align_corners):
    old = x.shape[-1]
    i = torch.arange(new, dtype=x.dtype)
    if align_corners:
        p = ((i + 0.5) * old / new - 0.5).clamp(0, old - 1)
    else:
        p = ((i + 0.5) * old / new - 0.5).clamp(0, old - 1)
    low = p.floor().long().clamp(0, old - 1)
    high = (low + 1).clamp(max=old - 1)
    t = p - low
    return x[..., low] * (1 - t) + x[..., high] * t


def upsample_bilinear(x, size, align_corners=False):
    return along_columns(along_columns(x, size[1], align_corners).mT, size[0], align_corners).mT
