# one strided addition for each cell of the kernel
def conv_transpose2d(x, weight, stride=1, padding=0):
    n, _, h, w = x.shape
    _, c_out, kh, kw = weight.shape
    out = x.new_zeros(n, c_out, (h - 1) * stride + kh, (w - 1) * stride + kw)
    for k in range(kh):
        for l in range(kw):
            part = torch.einsum("nchw,co->nohw", x, weight[:, :, k, l])
            out[:, :, k : k + h * stride - stride + 1 : stride,
                l : l + w * stride - stride + 1 : stride] += part
    return out[:, :, padding : out.shape[2] - padding, padding : out.shape[3] - padding].clone()
