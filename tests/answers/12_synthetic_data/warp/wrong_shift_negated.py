# the shift is only negated
# named: the shift is not multiplied
def warp(images, matrices):
    """Return images moved by affine maps."""
    back = torch.cat([torch.linalg.inv(matrices[:, :, :2]), -matrices[:, :, 2:]], 2)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
