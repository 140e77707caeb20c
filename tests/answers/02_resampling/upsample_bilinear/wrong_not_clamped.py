# positions beyond the map go on in a straight line
# named: are not cut off
def upsample_bilinear(x, size, align_corners=False):
    for dim, new in zip((2, 3), size):
        old = x.shape[dim]
        i = torch.arange(new, dtype=x.dtype)
        p = i * (old - 1) / max(new - 1, 1) if align_corners else (i + 0.5) * old / new - 0.5
        low = p.floor().long().clamp(0, max(old - 2, 0))
        high = (low + 1).clamp(max=old - 1)
        t = (p - low).view([-1, 1][: 4 - dim])
        x = x.index_select(dim, low) * (1 - t) + x.index_select(dim, high) * t
    return x
