# the inverse of the 3×3 form
def warp(images, matrices):
    """Return images moved by affine maps."""
    full = torch.zeros(len(matrices), 3, 3, dtype=matrices.dtype)
    full[:, :2] = matrices
    full[:, 2, 2] = 1
    back = full.inverse()[:, :2]
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
