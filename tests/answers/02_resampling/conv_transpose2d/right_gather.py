# zeros between the pixels, then a convolution with the flipped kernel by unfold
def conv_transpose2d(x, weight, stride=1, padding=0):
    n, c, h, w = x.shape
    _, c_out, kh, kw = weight.shape
    spread = x.new_zeros(n, c, (h - 1) * stride + 1, (w - 1) * stride + 1)
    spread[:, :, ::stride, ::stride] = x
    spread = F.pad(spread, (kw - 1, kw - 1, kh - 1, kh - 1))
    windows = spread.unfold(2, kh, 1).unfold(3, kw, 1)
    full = torch.einsum("nchwkl,cokl->nohw", windows, weight.flip((2, 3)))
    return full[:, :, padding : full.shape[2] - padding, padding : full.shape[3] - padding]
