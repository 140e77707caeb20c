# axes are taken from the rows
# named: the axes are the columns
def pca_color(images, variances, directions, std, generator):
    """Return images with a colour added, drawn along the axes of all colours."""
    a = std * torch.randn(len(images), 3, generator=generator).to(images.dtype)
    colour = (a * variances) @ directions
    return images + colour[:, :, None, None]
