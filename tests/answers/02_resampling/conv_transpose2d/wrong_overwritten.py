# stamps are set, not added
# named: stamps are overwritten where they overlap
def conv_transpose2d(x, weight, stride=1, padding=0):
    (n, c, h, w), (_, c_out, kh, kw) = x.shape, weight.shape
    full = (h - 1) * stride + kh, (w - 1) * stride + kw
    out = torch.zeros(n, c_out, *full, dtype=x.dtype)
    for i in range(h):
        for j in range(w):
            stamp = torch.einsum("nc,cokl->nokl", x[:, :, i, j], weight)
            out[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw] = stamp
    return out[:, :, padding : full[0] - padding, padding : full[1] - padding]
