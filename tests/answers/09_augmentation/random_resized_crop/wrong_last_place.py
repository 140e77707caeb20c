# the last place is left out
# named: the last place is never drawn
def random_resized_crop(images, scale, generator):
    """Return a random rectangle of each image, enlarged to the size of the image."""
    n, _, H, W = images.shape
    shares = scale[0] + (scale[1] - scale[0]) * torch.rand(n, generator=generator)
    out = []
    for image, s in zip(images, shares.tolist(), strict=True):
        h, w = round(H * s**0.5), round(W * s**0.5)
        y = torch.randint(0, max(H - h, 1), (1,), generator=generator).item()
        x = torch.randint(0, max(W - w, 1), (1,), generator=generator).item()
        piece = image[:, y : y + h, x : x + w]
        out.append(F.interpolate(piece[None], size=(H, W), mode="bilinear")[0])
    return torch.stack(out)
