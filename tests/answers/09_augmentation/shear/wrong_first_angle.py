# one angle for all
# named: all images lean by the first angle
def shear(images, degrees):
    """Return each image leaning by an angle of its own."""
    t = torch.tan(torch.deg2rad(degrees[:1].expand(len(images))))
    one, zero = torch.ones_like(t), torch.zeros_like(t)
    return augment.warp(images, torch.stack([one, t, zero, one], 1).reshape(-1, 2, 2))
