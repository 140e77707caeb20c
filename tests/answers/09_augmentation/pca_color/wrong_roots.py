# square roots of the variances
# named: the square roots
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 3, generator=generator).to(images.dtype)
    colour = (a * variances.sqrt()) @ directions.T
    return images + colour[:, :, None, None]
