# factors only above 1
# named: the factor only goes up
def color_jitter(images, brightness, contrast, generator):
    """Return images in another light, each with its own brightness and contrast."""
    n = len(images)
    b = 1 + brightness * torch.rand(n, 1, 1, 1, generator=generator)
    c = 1 + contrast * torch.rand(n, 1, 1, 1, generator=generator)
    x = (images * b.to(images.dtype)).clamp(0, 1)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return (mean + c.to(images.dtype) * (x - mean)).clamp(0, 1)
