# takes the transpose for the inverse
# named: A is transposed
def warp(images, matrices):
    """Return images moved by affine maps."""
    inverse = matrices[:, :, :2].mT
    back = torch.cat([inverse, -inverse @ matrices[:, :, 2:]], 2)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
