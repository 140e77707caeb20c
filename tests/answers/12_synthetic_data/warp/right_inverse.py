# inverse and shift
def warp(images, matrices):
    """Return images moved by affine maps."""
    inverse = torch.linalg.inv(matrices[:, :, :2])
    shift = -(inverse @ matrices[:, :, 2:])
    back = torch.cat([inverse, shift], dim=2)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
