# four entries stacked
def shear(images, degrees):
    """Return each image leaning by an angle of its own."""
    t = torch.tan(torch.deg2rad(degrees))
    one, zero = torch.ones_like(t), torch.zeros_like(t)
    return augment.warp(images, torch.stack([one, t, zero, one], 1).reshape(-1, 2, 2))
