# the amounts are never negative
# named: never negative
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 3, generator=generator).abs().to(images.dtype)
    colour = (a * variances) @ directions.T
    return images + colour[:, :, None, None]
