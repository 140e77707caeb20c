# the last centre is left out
# named: the last centre is never drawn
def cutout(images, size, generator):
    """Return images in each of which a square is set to 0."""
    result = images.clone()
    n, _, h, w = images.shape
    for i in range(n):
        r = torch.randint(0, h - 1, (1,), generator=generator).item()
        c = torch.randint(0, w - 1, (1,), generator=generator).item()
        y, x = r - size // 2, c - size // 2
        result[i, :, max(y, 0) : y + size, max(x, 0) : x + size] = 0
    return result
