# a slice that starts below 0
# named: starts below 0 is empty
def cutout(images, size, generator):
    """Return images in each of which a square is set to 0."""
    result = images.clone()
    n, _, h, w = images.shape
    for i in range(n):
        r = torch.randint(0, h, (1,), generator=generator).item()
        c = torch.randint(0, w, (1,), generator=generator).item()
        y, x = r - size // 2, c - size // 2
        result[i, :, y : y + size, x : x + size] = 0
    return result
