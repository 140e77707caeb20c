# the square is always inside
# named: never hangs over the border
def cutout(images, size, generator):
    """Return images in each of which a square is set to 0."""
    result = images.clone()
    n, _, h, w = images.shape
    for i in range(n):
        r = torch.randint(0, h - size + 1, (1,), generator=generator).item() + size // 2
        c = torch.randint(0, w - size + 1, (1,), generator=generator).item() + size // 2
        y, x = r - size // 2, c - size // 2
        result[i, :, max(y, 0) : y + size, max(x, 0) : x + size] = 0
    return result
