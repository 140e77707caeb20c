# the shift is lost
# named: the shift is forgotten
def warp(images, matrices):
    """Return images moved by affine maps."""
    inverse = torch.linalg.inv(matrices[:, :, :2])
    back = torch.cat([inverse, torch.zeros_like(matrices[:, :, 2:])], 2)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
