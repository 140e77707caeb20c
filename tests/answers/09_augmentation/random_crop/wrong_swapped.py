# height and width are exchanged
# named: your code raised
def random_crop(images, padding, generator):
    """Return each image padded with zeros and cut out again at a random place."""
    n, _, w, h = images.shape
    padded = F.pad(images, [padding] * 4)
    tops = torch.randint(0, 2 * padding + 1, (n,), generator=generator)
    lefts = torch.randint(0, 2 * padding + 1, (n,), generator=generator)
    out = torch.empty(n, images.shape[1], h, w)
    for i in range(n):
        out[i] = padded[i, :, tops[i] : tops[i] + h, lefts[i] : lefts[i] + w]
    return out
