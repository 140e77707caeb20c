# one draw for both directions
# named: both directions use the same draw
def random_crop(images, padding, generator):
    """Return each image padded with zeros and cut out again at a random place."""
    n, _, h, w = images.shape
    padded = F.pad(images, [padding] * 4)
    tops = torch.randint(0, 2 * padding + 1, (n,), generator=generator)
    lefts = tops
    out = torch.empty_like(images)
    for i in range(n):
        out[i] = padded[i, :, tops[i] : tops[i] + h, lefts[i] : lefts[i] + w]
    return out
