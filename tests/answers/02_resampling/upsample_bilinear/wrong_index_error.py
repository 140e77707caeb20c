# the last pixel's neighbour does not exist
# named: your code raised IndexError
def upsample_bilinear(x, size, align_corners=False):
    for dim, new in zip((2, 3), size):
        old = x.shape[dim]
        i = torch.arange(new, dtype=x.dtype)
        p = i * (old - 1) / max(new - 1, 1) if align_corners else (i + 0.5) * old / new - 0.5
        p = p.clamp(min=0)
        low = p.floor().long()
        t = (p - low).view([-1, 1][: 4 - dim])
        x = x.index_select(dim, low) * (1 - t) + x.index_select(dim, low + 1) * t
    return x
