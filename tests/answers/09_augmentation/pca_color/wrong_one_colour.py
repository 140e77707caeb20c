# one colour for all
# named: all images get the same colour
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(1, 3, generator=generator).to(images.dtype)
    colour = (a * variances) @ directions.T
    return images + colour[:, :, None, None]
