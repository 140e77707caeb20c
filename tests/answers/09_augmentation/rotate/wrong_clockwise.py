# the sign of the sine
# named: turned clockwise
def rotate(images, degrees):
    """Return each image turned counter-clockwise about its centre."""
    a = torch.deg2rad(degrees)
    matrices = torch.zeros(len(images), 2, 2)
    matrices[:, 0, 0] = a.cos()
    matrices[:, 0, 1] = a.sin()
    matrices[:, 1, 0] = -a.sin()
    matrices[:, 1, 1] = a.cos()
    return augment.warp(images, matrices)
