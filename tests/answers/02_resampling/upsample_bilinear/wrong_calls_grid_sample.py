# F.grid_sample does the work
# named: PyTorch's own grid_sampler does the work
def upsample_bilinear(x, size, align_corners=False):
    theta = torch.eye(2, 3, dtype=x.dtype).expand(len(x), 2, 3)
    grid = F.affine_grid(theta, (*x.shape[:2], *size), align_corners=align_corners)
    return F.grid_sample(x, grid, padding_mode="border", align_corners=align_corners)
