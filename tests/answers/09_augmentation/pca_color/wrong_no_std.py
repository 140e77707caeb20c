# std is left out
# named: std is left out
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = torch.randn(len(images), 3, generator=generator).to(images.dtype)
    colour = (a * variances) @ directions.T
    return images + colour[:, :, None, None]
