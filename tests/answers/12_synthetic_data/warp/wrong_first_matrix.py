# one matrix for all
# named: all images get the first matrix
def warp(images, matrices):
    """Return images moved by affine maps."""
    inverse = torch.linalg.inv(matrices[0, :, :2])
    back = torch.cat([inverse, -inverse @ matrices[0, :, 2:]], 1).expand(len(images), 2, 3)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
