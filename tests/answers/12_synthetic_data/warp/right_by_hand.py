# image by image, the 2×2 inverse by its formula
def warp(images, matrices):
    """Return images moved by affine maps."""
    moved = []
    for image, matrix in zip(images, matrices, strict=True):
        (a, b, p), (c, d, q) = matrix
        det = a * d - b * c
        inverse = torch.stack([torch.stack([d, -b]), torch.stack([-c, a])]) / det
        back = torch.cat([inverse, -inverse @ torch.stack([p, q])[:, None]], 1)
        grid = F.affine_grid(back[None], (1, *image.shape), align_corners=False)
        moved.append(F.grid_sample(image[None], grid, align_corners=False))
    return torch.cat(moved)
