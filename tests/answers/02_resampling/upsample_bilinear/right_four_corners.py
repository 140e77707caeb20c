# loops, and the four neighbours at once
from math import floor

def upsample_bilinear(x, size, align_corners=False):
    """Mix four pixels, as in the name."""
    (h, w), (oh, ow) = x.shape[2:], size
    def place(i, old, new):
        if align_corners:
            return 0.0 if new == 1 else i * (old - 1) / (new - 1)
        return max(0.0, min((i + 0.5) * old / new - 0.5, old - 1.0))

    result = x.new_empty(*x.shape[:2], oh, ow)
    for i in range(oh):
        for j in range(ow):
            p, q = place(i, h, oh), place(j, w, ow)
            a, b = floor(p), floor(q)
            c, d = min(a + 1, h - 1), min(b + 1, w - 1)
            s, t = p - a, q - b
            result[..., i, j] = ((1 - s) * ((1 - t) * x[..., a, b] + t * x[..., a, d])
                                 + s * ((1 - t) * x[..., c, b] + t * x[..., c, d]))
    return result
