# the matrix exponential of a turn
def rotate(images, degrees):
    quarter = torch.tensor([[0.0, -1.0], [1.0, 0.0]], dtype=degrees.dtype)
    return augment.warp(images, torch.matrix_exp(degrees[:, None, None] * torch.pi / 180 * quarter))
