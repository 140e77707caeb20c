# the variances are left out
# named: the variances are left out
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 3, generator=generator).to(images.dtype)
    colour = a @ directions.T
    return images + colour[:, :, None, None]
