# the stamp is turned by 180°
# named: the kernel is flipped
def conv_transpose2d(x, weight, stride=1, padding=0):
    (n, c, h, w), (_, c_out, kh, kw) = x.shape, weight.shape
    full = (h - 1) * stride + kh, (w - 1) * stride + kw
    out = torch.zeros(n, c_out, *full, dtype=x.dtype)
    for i in range(h):
        for j in range(w):
            stamp = torch.einsum("nc,cokl->nokl", x[:, :, i, j], weight.flip(2, 3))
            out[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw] += stamp
    return out[:, :, padding : full[0] - padding, padding : full[1] - padding]
