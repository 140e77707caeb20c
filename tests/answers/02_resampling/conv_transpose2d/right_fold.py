# a matrix product and F.fold
def conv_transpose2d(x, weight, stride=1, padding=0):
    n, c, h, w = x.shape
    kh, kw = weight.shape[2:]
    columns = weight.flatten(1).T @ x.flatten(2)
    size = [(length - 1) * stride + k - 2 * padding for length, k in ((h, kh), (w, kw))]
    return F.fold(columns, size, (kh, kw), padding=padding, stride=stride)
