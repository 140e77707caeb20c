# one angle for all
# named: all images are turned by the first angle
def rotate(images, degrees):
    """Return each image turned counter-clockwise about its centre."""
    a = torch.deg2rad(degrees[:1])
    matrices = torch.zeros(len(images), 2, 2)
    matrices[:, 0, 0] = a.cos()
    matrices[:, 0, 1] = -a.sin()
    matrices[:, 1, 0] = a.sin()
    matrices[:, 1, 1] = a.cos()
    return augment.warp(images, matrices)
