# each channel gets its own amount
# named: the axes are left out
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 3, generator=generator).to(images.dtype)
    colour = a * variances
    return images + colour[:, :, None, None]
