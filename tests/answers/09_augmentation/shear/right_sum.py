# the identity plus a corner
def shear(images, degrees):
    corner = torch.tensor([[0, 1.0], [0, 0]], dtype=degrees.dtype)
    slope = (degrees * torch.pi / 180).sin() / (degrees * torch.pi / 180).cos()
    return augment.warp(images, torch.eye(2) + slope[:, None, None] * corner)
