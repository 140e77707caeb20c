# every pixel gets its own colour
# named: pixels of an image get different colours
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 3, generator=generator).to(images.dtype)
    noise = torch.randn(images.shape, generator=generator).to(images.dtype)
    return images + std * noise
