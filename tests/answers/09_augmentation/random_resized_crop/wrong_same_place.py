# the whole batch is cut alike
# named: the same place
def random_resized_crop(images, scale, generator):
    """Return a random rectangle of each image, enlarged to the size of the image."""
    seed = int(torch.randint(999, (1,), generator=generator))
    n, _, H, W = images.shape
    shares = scale[0] + (scale[1] - scale[0]) * torch.rand(n, generator=generator)
    out = []
    for image, s in zip(images, shares.tolist(), strict=True):
        generator.manual_seed(seed)
        s = scale[0] + (scale[1] - scale[0]) * torch.rand(1, generator=generator).item()
        h, w = round(H * s**0.5), round(W * s**0.5)
        y = torch.randint(0, H - h + 1, (1,), generator=generator).item()
        x = torch.randint(0, W - w + 1, (1,), generator=generator).item()
        piece = image[:, y : y + h, x : x + w]
        out.append(F.interpolate(piece[None], size=(H, W), mode="bilinear")[0])
    return torch.stack(out)
