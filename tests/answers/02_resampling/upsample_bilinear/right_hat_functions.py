# weights are max(0, 1 − distance)
def upsample_bilinear(x, size, align_corners=False):
    for dim, new in enumerate(size, start=2):
        old = x.shape[dim]
        i = torch.arange(new, dtype=torch.float64)
        p = i * (old - 1) / max(1, new - 1) if align_corners else (i + 0.5) * old / new - 0.5
        p = p.clamp(0, old - 1)
        hat = (1 - (p[:, None] - torch.arange(old)).abs()).clamp(min=0).to(x.dtype)
        x = torch.tensordot(x, hat, dims=([dim], [1])).movedim(-1, dim)
    return x
