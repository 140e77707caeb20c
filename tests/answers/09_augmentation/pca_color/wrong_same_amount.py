# one number for all three axes
# unnamed: the deviations are right; only the hidden test correlates them
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 1, generator=generator).to(images.dtype)
    colour = (a * variances) @ directions.T
    return images + colour[:, :, None, None]
