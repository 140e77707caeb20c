# gives the map itself
# named: the map is not undone
def warp(images, matrices):
    """Return images moved by affine maps."""
    back = matrices
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
