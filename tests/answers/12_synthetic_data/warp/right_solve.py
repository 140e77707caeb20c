# solves for each place of the grid
def warp(images, matrices):
    """Return images moved by affine maps."""
    n, _, height, width = images.shape
    same = torch.eye(2, 3, dtype=matrices.dtype).expand(n, 2, 3)
    places = F.affine_grid(same, images.shape, align_corners=False).reshape(n, -1, 2)
    moved = places.mT - matrices[:, :, 2:]
    asked = torch.linalg.solve(matrices[:, :, :2], moved).mT
    return F.grid_sample(images, asked.reshape(n, height, width, 2), align_corners=False)
