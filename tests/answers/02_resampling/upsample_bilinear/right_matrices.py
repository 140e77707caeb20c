# one interpolation matrix for each direction
def upsample_bilinear(x, size, align_corners=False):
    def matrix(old, new):
        weights = torch.zeros(new, old, dtype=x.dtype)
        for i in range(new):
            if align_corners:
                p = i * (old - 1) / (new - 1) if new > 1 else 0.0
            else:
                p = min(max((i + 0.5) * old / new - 0.5, 0.0), old - 1.0)
            low = int(p)
            weights[i, low] += 1 - (p - low)
            weights[i, min(low + 1, old - 1)] += p - low
        return weights

    return matrix(x.shape[2], size[0]) @ x @ matrix(x.shape[3], size[1]).T
