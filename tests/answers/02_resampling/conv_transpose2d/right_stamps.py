# one stamp after another
def conv_transpose2d(x, weight, stride=1, padding=0):
    n, c, h, w = x.shape
    _, c_out, kh, kw = weight.shape
    result = torch.zeros((n, c_out, (h - 1) * stride + kh, (w - 1) * stride + kw), dtype=x.dtype)
    for i in range(h):
        for j in range(w):
            for channel in range(c):
                stamp = x[:, channel, i, j].reshape(n, 1, 1, 1) * weight[channel]
                result[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw] += stamp
    h, w = result.shape[2:]
    return result[:, :, padding:h - padding, padding:w - padding]
