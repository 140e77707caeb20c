# repeats the border
# unnamed: only what is outside differs
def warp(images, matrices):
    """Return images moved by affine maps."""
    inverse = torch.linalg.inv(matrices[:, :, :2])
    back = torch.cat([inverse, -inverse @ matrices[:, :, 2:]], 2)
    grid = F.affine_grid(back, images.shape, align_corners=False)
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)
