# align_corners is True
# unnamed: some pixels differ
def warp(images, matrices):
    """Return images moved by affine maps."""
    inverse = torch.linalg.inv(matrices[:, :, :2])
    back = torch.cat([inverse, -inverse @ matrices[:, :, 2:]], 2)
    grid = F.affine_grid(back, images.shape, align_corners=True)
    return F.grid_sample(images, grid, align_corners=True)
