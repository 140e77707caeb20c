# nothing is cut off
# named: nothing is cut off
def color_jitter(images, brightness, contrast, generator):
    """Return images in another light, each with its own brightness and contrast."""
    n = len(images)
    b = 1 + brightness * (2 * torch.rand(n, 1, 1, 1, generator=generator) - 1)
    c = 1 + contrast * (2 * torch.rand(n, 1, 1, 1, generator=generator) - 1)
    x = (images * b.to(images.dtype))
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return (mean + c.to(images.dtype) * (x - mean))
